"""How lists of staff find people: by the definition of the public list, and by what staff alone see."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.views.main import ORDER_VAR, ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from certification.models import Certification, Entry
from certification.models.number import number_key
from certification.search.reading import Search, read, typed
from people.admin.record import RecordAdmin, RecordList


class PeopleList(RecordList):
    """Shows those who are near the text where nobody is found by it, and says so."""

    near: Search | None = None
    model_admin: "FindsPeople"

    def get_queryset(self, request: HttpRequest, *args: Any, **kwargs: Any) -> QuerySet:
        if self.near is None:
            return super().get_queryset(request, *args, **kwargs)
        text, self.query = self.query, ""
        everybody = super().get_queryset(request, *args, **kwargs)
        self.query = text
        return self.model_admin.nearest(everybody, self.near)

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        if self.result_count or not self.query or not self.model_admin.may_be_misspelt(self.query):
            return
        self.near = read(self.query, using=self.root_queryset.db)
        if self.near.readings:
            self.queryset = self.get_queryset(request)
            super().get_results(request)
        if self.result_count and request.method == "GET":
            messages.warning(request, self._said_of(self.near))

    def _said_of(self, near: Search) -> str:
        key = self.model_admin.path_to("pk")
        first = Entry.objects.get(pk=self.result_list.values_list(key, flat=True)[0])
        text = _("Nobody is found for “%(text)s”. Showing results for “%(name)s”.")
        return text % {"text": self.query, "name": near.shown_for(first.search_text.split())}


class FindsPeople(RecordAdmin):
    """For records of people. Among the bases behind PersonAdmin, which finds an e-mail address first.

    Autocompletes leave out who is only near the text: what is chosen is recorded, and it would be the
    wrong person's record.
    """

    # Leads from a record to its person.
    person: str | None = None

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return PeopleList

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        if not search_term.strip():
            return queryset, False
        found = self._found(queryset, search_term)
        if ORDER_VAR in request.GET:
            return found, False
        return found.order_by(*self.best_first(search_term), *_order(queryset)), False

    def _found(self, queryset: QuerySet, text: str) -> QuerySet:
        search, key = typed(text), number_key(text).lower()
        if not key or (key,) in search.ways:
            # A join, so that the database begins with the index of words however many are found.
            return queryset.filter(search.as_typed(self.path_to("entry__search_text")))
        # A number that is copied with spaces is no word of an entry's, if it has no digits.
        entries: Any = Entry.objects.using(queryset.db).matching(text).values("pk")
        numbered = Certification.objects.using(queryset.db).numbered(text).values("person")
        return queryset.filter(**{f"{self.path_to('pk')}__in": entries.union(numbered)})

    def best_first(self, text: str) -> list[Any]:
        return [typed(text).beginnings(self.path_to("entry__search_text"))]

    def nearest(self, queryset: QuerySet, near: Search) -> QuerySet:
        path = self.path_to("entry__search_text")
        return queryset.filter(near.near(path)).order_by(near.rank(path), *_order(queryset))

    def may_be_misspelt(self, text: str) -> bool:
        """An e-mail address is found as it stands or not at all."""
        return "@" not in text

    def path_to(self, field: str) -> str:
        return f"{self.person}__{field}" if self.person else field


def _order(queryset: QuerySet) -> Any:
    return queryset.query.order_by or queryset.model._meta.ordering
