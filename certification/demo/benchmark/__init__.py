"""What `manage.py bench_register` does.

`scratch` makes the databases, and `worker` processes like those of a web server. In them `drawing` says who
is asked for, `cases` what is asked, `floors` what the least is that it could take, `measuring` takes times,
`plans` looks how the database answers, `files` takes files, `misspelling` counts who is found. `report` and
`verdicts` say what came out.
"""
