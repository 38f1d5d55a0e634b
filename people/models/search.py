from typing import Self

from django.db.models import QuerySet

from people.names import query_words


class SearchableQuerySet(QuerySet):
    """For models with a `search_text` made by names.search_text()."""

    def matching(self, text: str) -> Self:
        """Those of whom each word of the text begins a word, in any order, accents and case apart."""
        found = self
        for word in query_words(text):
            found = found.filter(search_text__contains=f" {word}")
        return found
