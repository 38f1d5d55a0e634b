"""How long a certificate on paper takes, warm and one after the other.

    uv run python -m tests.bench.paper 50

With PDF_SIGNING_KEY and PDF_SIGNING_CERTIFICATE set, a signed one too. Nothing is read from a database.
"""

import os
import sys
import time
from datetime import date
from statistics import median

NAMES = [
    ("Åse", "Ødegård"),
    ("Ελένη", "Παπαδοπούλου"),
    ("Мария", "Стојановић"),
    ("W" * 100, "i" * 100),
]


def main(count: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "certification.settings")
    import django

    django.setup()
    from certification.models import Certification, Level, RegisterSettings
    from certification.verification.paper import facts, printing, signing
    from people.models import Person

    level = Level(
        name="Gold", rank=3, colour="#b8860b", entitles_to="Assessment for the gold label."
    )
    taken: dict[str, list[float]] = {"printed": [], "signed": []}
    for turn in range(count + 1):
        given, family = NAMES[turn % len(NAMES)]
        certification = Certification(
            person=Person(given_name=f"{given}{turn % 7}"[:100], family_name=family),
            level=level,
            number=f"ESCA-2026-{turn:04}",
            check_code="7K3QF0XW9M",
            certified_on=date(2026, 4, 1),
            valid_until=date(2029, 3, 31),
        )
        begun = time.perf_counter()
        page = printing.as_pdf(facts.written(certification, "en", RegisterSettings()))
        taken["printed"].append(time.perf_counter() - begun)
        if signing.is_configured():
            begun = time.perf_counter()
            signing.signed(page)
            taken["signed"].append(time.perf_counter() - begun)
    for what, seconds in taken.items():
        warm = [1000 * each for each in seconds[1:]]
        if warm:
            print(f"{what}: median {median(warm):.1f} ms, longest {max(warm):.1f} ms, of {count}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
