"""How many of today's experts are of each country, speak each language and cover each sector."""

from urllib.parse import urlencode

from babel.lists import format_list
from django.urls import reverse
from django.utils.translation import gettext as _

from certification.register import choices
from certification.register.statistics.chart import Chart, Column, Row
from certification.register.statistics.drawing import bars, written_number
from certification.register.statistics.figures import Figures
from people.alphabet import alphabetical
from people.languages import babel_locale, language_name

# More would make a picture that is longer than a screen; the table has all.
MOST_BARS = 15


def countries(figures: Figures) -> Chart:
    codes = {code or choices.NO_COUNTRY: n for code, n in figures.counts.by["country"].items()}
    return _share(
        figures,
        key="country",
        title=_("Experts by country"),
        note="",
        column=_("Country"),
        numbers={(code, choices.country_name(code)): number for code, number in codes.items()},
    )


def languages(figures: Figures) -> Chart:
    codes = figures.counts.by["language"]
    return _share(
        figures,
        key="language",
        title=_("Languages that experts speak"),
        note=_("A person counts for each language."),
        column=_("Language"),
        numbers={(code, language_name(code)): number for code, number in codes.items()},
    )


def sectors(figures: Figures) -> Chart:
    found = figures.counts.by["sector"]
    return _share(
        figures,
        key="sector",
        title=_("Sectors that experts cover"),
        note=_("A person counts for each sector."),
        column=_("Sector"),
        numbers={
            (each.slug, str(each)): found[each.pk] for each in figures.sectors if each.pk in found
        },
    )


def _share(
    figures: Figures,
    *,
    key: str,
    title: str,
    note: str,
    column: str,
    numbers: dict[tuple[str, str], int],
) -> Chart:
    """`key` is the filter of the list that shows the same people."""
    # Nothing is known of those without a country, so they come last.
    ranked = sorted(
        numbers.items(),
        key=lambda each: (each[0][0] == choices.NO_COUNTRY, -each[1], alphabetical(each[0][1])),
    )
    drawn = [(name, number) for (_code, name), number in ranked[:MOST_BARS]]
    if len(ranked) > MOST_BARS:
        some = _("The picture has the first %(number)s, the table has all.")
        note = f"{note} {some % {'number': MOST_BARS}}".strip()
    experts = reverse("experts")
    return Chart(
        key=key,
        key_column=key,
        title=title,
        sentence=_sentence(drawn, figures.counts.total),
        note=note,
        axes=(_("Experts"), column),
        picture=bars(drawn) if drawn else None,
        legend=[],
        columns=[Column("experts", _("Experts"))],
        rows=[
            Row(code, name, [number], f"{experts}?{urlencode({key: code})}")
            for (code, name), number in ranked
        ],
    )


def _sentence(ranked: list[tuple[str, int]], total: int) -> str:
    """Names all that as many have."""
    if not ranked:
        return ""
    most = ranked[0][1]
    names = [name for name, number in ranked if number == most]
    return _("Most common: %(names)s, %(number)s of %(total)s experts.") % {
        "names": format_list(names, locale=babel_locale()),
        "number": written_number(most),
        "total": written_number(total),
    }
