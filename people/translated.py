"""Texts of the data that staff write in several languages: the field itself is in that of the site,
and beside it a column for each of the others is empty until somebody fills it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import get_language

OTHERS = {code: name for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE}


def in_other_languages(kind: type[models.Field], label: Any, **options: Any) -> list[Any]:
    """A field for each, in the order of the settings: to be named as the field, with `_nb` and so on."""
    return [
        kind(
            format_lazy("{label}: {language}", label=label, language=name),
            blank=True,
            default="",
            # For who writes past the models.
            db_default="",
            **options,
        )
        for name in OTHERS.values()
    ]


def columns(*fields: str) -> list[Any]:
    """The names of the columns that translate these fields."""
    return [f"{field}_{code}" for field in fields for code in OTHERS]


def translated(record: Any, field: str) -> str:
    """What the record has in the language of the page, or else in that of the site."""
    own = getattr(record, f"{field}_{get_language()}", "")
    return own or getattr(record, field)
