"""ISO 8601 in Norwegian too, so that nobody takes a day for a month. It may be typed as is usual there."""

from certification.formats.en.formats import (
    DATE_FORMAT,
    DATETIME_FORMAT,
    FIRST_DAY_OF_WEEK,
    SHORT_DATE_FORMAT,
    SHORT_DATETIME_FORMAT,
)

__all__ = [
    "DATETIME_FORMAT",
    "DATE_FORMAT",
    "DATE_INPUT_FORMATS",
    "FIRST_DAY_OF_WEEK",
    "SHORT_DATETIME_FORMAT",
    "SHORT_DATE_FORMAT",
]

DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d.%m.%Y"]
