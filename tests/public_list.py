"""Whom the public list shows."""

from certification.models import Expert


def experts(response):
    """In the order of the page."""
    shown = [row.person for row in response.context["rows"]]
    found = Expert.objects.in_bulk(shown)
    return [found[person] for person in shown]
