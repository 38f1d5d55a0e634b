"""Everybody, so many at a time that no query comes near the limit of public questions."""

from django.db.models import Max, Min

from certification.models import Entry

# Keys of people. Within it all are read by one query.
SPAN = 200_000


def spans(key: str) -> list[dict[str, int]]:
    """Of each the filter, for a column that names people. One query; a single span unless there are very many."""
    keys = Entry.objects.using("public").aggregate(first=Min("pk"), last=Max("pk"))
    if keys["first"] is None:
        return []
    starts = range(keys["first"], keys["last"] + 1, SPAN)
    return [{f"{key}__gte": start, f"{key}__lte": start + SPAN - 1} for start in starts]
