"""Who is meant by a text that is misspelt, and who else may be meant by one that is not."""

from django.db.models import Min

from certification.search.counting import Counts
from certification.search.facets import count
from certification.search.paging import UNCOUNTED, Paging, are_few
from certification.search.places import columns
from certification.search.question import TEXT, Question
from certification.search.reading import read, typed
from people.alphabet import sort_column

MOST_SIMILAR = 5


def nearest(question: Question) -> tuple[Question, Counts]:
    """The question, or the one about those who are near its text, if nobody is found as it stands.

    Who would be found with another level or status is found: nobody else is meant then.
    """
    counts = count(question)
    if counts.total or any(counts.by["status"].values()) or not question.text:
        return question, counts
    search = read(question.text)
    if search.readings:
        nearly = question.nearly(search)
        near = count(nearly)
        if near.total or any(near.by["status"].values()):
            return nearly, near
    return question, counts


def similar_names(question: Question, total: int) -> list[str]:
    """Of others who fit, if not one name has too many of them to look at; the nearest first."""
    if question.near or not total or not are_few(total) or len(typed(question.text).words) < 2:
        return []
    search = read(question.text)
    if not search.readings:
        return []
    name = "entry__person__given_name", "entry__person__family_name"
    near = question.nearly(search).answer().values_list(*name)
    near = near.annotate(rank=Min(search.rank(TEXT)), key=Min(f"entry__{sort_column()}"))
    near = near.order_by("rank", "key", *name[::-1])
    return [f"{given} {family}".strip() for given, family, *_order in near[:MOST_SIMILAR]]


def nearest_few(question: Question, most: int) -> tuple[Question, list[int]]:
    """The best matches alone, or else those who are near: their keys. Counts nobody."""
    people = _few(question, most)
    if people or not (search := read(question.text)).readings:
        return question, people
    nearly = question.nearly(search)
    return nearly, _few(nearly, most)


def _few(question: Question, most: int) -> list[int]:
    if not question.is_near:
        answer, distances = question.by_distance(few=False)
        pages = Paging("best", question.on, distances=distances)
        return pages.page(answer, UNCOUNTED).people[:most]
    # Thousands may be near a single word, and all are about as near.
    answer, _distances = question.by_distance(few=len(typed(question.text).words) > 1)
    best = columns("best")
    return [place[-1] for place in answer.order_by(*best).values_list(*best)[:most]]
