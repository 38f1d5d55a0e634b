"""Numbers where there is little room: in tiles and at the edges of pictures."""

from babel.numbers import format_compact_decimal

from people.languages import babel_locale

# So many are written out.
DIGITS = 4


def short(number: int) -> str:
    """120K, as the language of the page has it."""
    if number < 10**DIGITS:
        return str(number)
    return str(format_compact_decimal(number, locale=babel_locale()))
