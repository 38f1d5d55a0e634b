"""What public templates say about courses: days, place, and what can be done about them."""

from datetime import date

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext

from certification.models import Course
from certification.register.courses import Stage, stage
from certification.templatetags.register import written
from people.languages import language_name

register = template.Library()
register.filter("stage", stage)
register.filter("language", language_name)


@register.filter
def days(course: Course) -> str:
    """19 to 21 September 2017: what both days share is written once."""
    first, last = course.starts_on, course.ends_on
    if first == last:
        return written(first)
    return gettext("%(first)s to %(last)s") % {
        "first": date_format(first, _letters(first, last)),
        "last": written(last),
    }


def _letters(first: date, last: date) -> str:
    if first.year != last.year:
        return pgettext("first of several days, in another year, in Django's letters", "j F Y")
    if first.month != last.month:
        return pgettext("first of several days, in another month, in Django's letters", "j F")
    return pgettext("first of several days, in the same month, in Django's letters", "j")


@register.filter
def where(course: Course) -> str:
    if course.is_online:
        return gettext("Online")
    return gettext("%(place)s, %(country)s") % {
        "place": course.place,
        "country": course.country.name,  # type: ignore[attr-defined]
    }


@register.filter
def stage_word(value: str) -> str:
    return str(Stage(value).label)
