"""What `manage.py bench_register` does.

`scratch` makes the databases, `cases` says what is asked, `measuring` takes times and plans, `report` writes
the table.
"""
