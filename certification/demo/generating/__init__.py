"""Registers of any size, of invented people: what `manage.py generate_register` loads."""
