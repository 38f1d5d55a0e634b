"""`manage.py generate_register --people N --seed S`: a register of any size, of invented people."""

import shutil
import sys
import time
from argparse import ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from certification.demo.generating import register

MOST = 10_000_000


class Command(BaseCommand):
    help = (
        "Adds invented people, with certifications, courses and trainees, to an empty register or to "
        "one in which everybody is invented. The same seed makes the same people."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--people", type=number_of_people, required=True, metavar="N")
        parser.add_argument("--seed", type=int, default=1, metavar="S")

    def handle(self, *, people: int, seed: int, **options: Any) -> None:
        began = time.monotonic()
        # With a guess for a terminal that does not tell its size, where tqdm would show nothing.
        width, height = shutil.get_terminal_size()
        with tqdm(
            desc="People", total=people, file=sys.stderr, disable=None, ncols=width, nrows=height
        ) as bar:
            written = register.generate(people, seed, bar.update)
        register.analyze()
        for model, rows in written.items():
            self.stdout.write(f"{rows:>10,} {model._meta.verbose_name_plural}")
        self.stdout.write(f"Generated in {time.monotonic() - began:.0f} seconds.")


def number_of_people(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0
    if not 1 <= number <= MOST:
        raise ArgumentTypeError(f"{text} is no number of people from 1 to {MOST:,}.")
    return number
