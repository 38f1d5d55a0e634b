#!/usr/bin/env python
"""The register's command line. `uv run manage.py demo` needs no set-up; nor does any other command."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "certification.settings")
    try:
        import django
    except ImportError:
        sys.exit("Django is not installed here: run this as `uv run manage.py …` (see README.md).")
    from certification.commandline import run

    del django
    run(sys.argv)


if __name__ == "__main__":
    main()
