"""The PostgreSQL that starts by itself where no DATABASE_URL names one.

`server` finds the binaries and keeps the paths, `keeper` is the process that owns the running
server, `base` is the database engine that sees to it that a server runs before it connects.
"""
