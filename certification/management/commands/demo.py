import fcntl
import os
from argparse import ArgumentTypeError
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser, call_command

from certification.demo import database, serving, staff


class Command(BaseCommand):
    help = "Runs the register with demo data on an embedded database, until Ctrl-C."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=port_number, default=8000, metavar="1-65535")
        parser.add_argument(
            "--reset", action="store_true", help="Empty the database first: everything in it goes."
        )

    def handle(self, *, port: int, reset: bool, **options: Any) -> None:
        serving.refuse_taken_port(port)
        only_one_demo_per_folder()
        try:
            with serving.stopping_in_order():
                self.run(port, reset=reset)
        except serving.Stop:
            self.stdout.write("Stopped before it was ready.")

    def run(self, port: int, *, reset: bool) -> None:
        if reset:
            database.reset()
        self.stdout.write(database.prepare())
        logins = staff.make(settings.DATA_DIR / "demo_password")
        call_command("collectstatic", verbosity=0, interactive=False)
        address = f"http://{serving.HOST}:{port}"
        serving.serve(port, f"Staff: {address}/admin/  {logins}\nReady on {address}")


def port_number(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise ArgumentTypeError(f"{text} is no port: a port is a number from 1 to 65535.")
    return int(text)


def only_one_demo_per_folder() -> None:
    """Two would not disturb each other, but --reset would. Raises CommandError."""
    settings.DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = os.open(settings.DATA_DIR / "demo.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        # Held until this process ends, however it ends.
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise CommandError(
            f"A demo runs on {settings.DATA_DIR} already: stop it first (Ctrl-C where it runs)."
        ) from error
