from typing import Any

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from certification.admin.waiting import work_lists
from certification.models import Expert, Status
from people.models import Person
from people.models.staff import is_limited, visible_to

register = template.Library()


@register.simple_tag
def sees_all_countries(request: HttpRequest) -> bool:
    return not is_limited(request.user)


@register.simple_tag
def register_figures(request: HttpRequest) -> list[dict[str, Any]]:
    """The figures of the admin's front page; each links to the list whose rows it counts."""
    figures = []
    if request.user.has_perm("certification.view_expert"):  # type: ignore[union-attr]
        experts = reverse("admin:certification_expert_changelist")
        experts_seen = visible_to(request.user, Expert.objects.all())
        valid = experts_seen.valid().count()
        suspended = experts_seen.certified(statuses=[Status.SUSPENDED]).count()
        figures += [
            (
                valid,
                ngettext(
                    "expert has a valid certification today",
                    "experts have a valid certification today",
                    valid,
                ),
                f"{experts}?status=valid",
            ),
            (
                suspended,
                ngettext(
                    "expert is suspended at a level today",
                    "experts are suspended at a level today",
                    suspended,
                ),
                f"{experts}?status=suspended",
            ),
        ]
    if request.user.has_perm("people.view_person"):  # type: ignore[union-attr]
        people = reverse("admin:people_person_changelist")
        people_seen = visible_to(request.user, Person.objects.all())
        gaps = people_seen.with_gaps().count()
        unlisted = people_seen.unlisted().count()
        figures += [
            (
                gaps,
                ngettext(
                    "person lacks country, organisation or e-mail",
                    "people lack country, organisation or e-mail",
                    gaps,
                ),
                f"{people}?gaps=any",
            ),
            (
                unlisted,
                ngettext("person is not listed", "people are not listed", unlisted),
                f"{people}?listed=no",
            ),
        ]
    return [{"number": number, "text": text, "url": url} for number, text, url in figures]


@register.simple_tag
def work_list_figures(request: HttpRequest) -> list[dict[str, Any]]:
    """Of each work list how many wait on it today."""
    figures = []
    if request.user.has_perm("certification.view_expert"):  # type: ignore[union-attr]
        for each in work_lists(request, timezone.localdate()):
            number = each.rows.count()
            figures.append({"number": number, "text": each.words(number), "url": each.url})
    return figures
