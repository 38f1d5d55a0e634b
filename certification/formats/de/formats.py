"""ISO 8601 in German too, so that nobody takes a day for a month. It may be typed as is usual there."""

from certification.formats.en.formats import *  # noqa: F403

DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d.%m.%Y"]
