"""The list of experts, filtered and in order."""

from typing import Any

from django.db.models import Q
from django.utils import timezone

from certification.models import Expert, Status
from certification.register import address, choices
from certification.register.filtered import FilteredList, no_such_page
from certification.register.filters import ORDERS, ExpertFilter
from certification.register.options import offered
from certification.register.rows import Row, rows
from certification.search import paging
from certification.search.counting import Counts
from certification.search.facets import count
from certification.search.near import nearest, similar_names
from certification.search.paging import Page, Paging
from certification.search.places import Place, read_place
from certification.search.question import Question, valid_today
from people.names import fold, search_text

# In place of a place: the last page.
END = "end"


class ExpertList(FilteredList):
    filterset_class = ExpertFilter
    template_name = "register/experts.html"
    outdated = ("page",)

    def get_queryset(self) -> Any:
        # The answer to the question of the filters takes its place.
        return Expert.objects.none()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(section="experts", **kwargs)
        if not self.filterset.is_valid():
            everybody = valid_today(self.filterset.levels.values())
            return context | {"offered": offered(self.filterset, everybody, count(everybody))}
        wanted = self.filterset.form.cleaned_data
        question, counts = nearest(self.filterset.question())
        page = self._page(question, counts)
        shown = rows(page.people, wanted["on"], self.filterset.levels.values())
        return context | {
            "wanted": wanted,
            "orders": ORDERS if question.text else ORDERS[1:],
            "usual_order": "best" if question.text else "name",
            "other_day": wanted["on"] not in {None, timezone.localdate()},
            "is_future": question.on > timezone.localdate(),
            "offered": offered(self.filterset, question, counts),
            "total": counts.total,
            "rows": shown,
            "is_near": question.is_near,
            "instead": _shown_instead(question, shown),
            "similar": [] if page.before else similar_names(question, counts.total),
            **self._neighbours(page, context["query"]),
            **self._lapsed(question, counts, context["query"]),
        }

    def _page(self, question: Question, counts: Counts) -> Page:
        """Raises NoSuchPage for an address that no page ever had, or that nobody is behind any more."""
        order = self.filterset.form.cleaned_data["order"]
        beyond, backwards = self._place(order)
        answer, distances = question.answer(), dict[int, Q]()
        if order == "best":
            answer, distances = question.by_distance(few=paging.are_few(counts.total))
        if counts.people is not None:
            # The database would have to guess that they are few, and read everybody if it guessed wrong.
            answer = answer.filter(entry__in=counts.people)
        pages = Paging(order, question.on, _countries(question, counts), counts.last, distances)
        page = pages.page(answer, counts.total, beyond, backwards=backwards)
        if beyond and not page.people:
            raise no_such_page()
        return page

    def _place(self, order: str) -> tuple[Place | None, bool]:
        after, before = self.request.GET.get("after"), self.request.GET.get("before")
        if before == END:
            return None, True
        try:
            place = read_place(before or after, order) if before or after else None
        except ValueError:
            raise no_such_page() from None
        return place, bool(before)

    def _neighbours(self, page: Page, query: Any) -> dict[str, Any]:
        """The addresses of the pages around this one, as far as there are any."""
        ways = {"previous": ("before", page.before), "next": ("after", page.after)}
        found: dict[str, Any] = {"here": query.copy()}
        for parameter in ("after", "before"):
            if given := self.request.GET.get(parameter):
                found["here"][parameter] = given
        for name, (parameter, place) in ways.items():
            if place is not None:
                found[name] = query.copy()
                found[name][parameter] = str(place)
        if page.after is not None:
            found["last"] = query.copy()
            found["last"]["before"] = END
        return found

    def _lapsed(self, question: Question, counts: Counts, query: Any) -> dict[str, Any]:
        if counts.total or "status" in query:
            return {}
        anybody = question.without(statuses=tuple(Status))
        return {
            "any_status": address.any_status(query),
            "lapsed_count": anybody.answer().count(),
        }


def _shown_instead(question: Question, rows: list[Row]) -> str:
    """The name that the first of those is taken for who are near the text; none that the page does not show."""
    if question.near is None or not rows:
        return ""
    parts = [*rows[0].name.split(), *rows[0].organisation.split()]
    meant = question.near.shown_for(search_text(parts).split())
    if meant == " ".join(question.near.words):
        return ""
    as_written = {fold(part): part for part in reversed(parts)}
    return " ".join(as_written.get(word, word) for word in meant.split())


def _countries(question: Question, counts: Counts) -> dict[str, int]:
    """Those of the answer, by name."""
    codes = (choices.code_of(code) for code, _name in choices.all_countries())
    asked = question.countries
    return {
        code: counts.by["country"][code]
        for code in codes
        if code in counts.by["country"] and (not asked or code in asked)
    }
