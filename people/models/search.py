from typing import Self

from django.db.models import QuerySet

from people.names import query_words


class SearchableQuerySet(QuerySet):
    """For models with a `search_text` made by names.search_text()."""

    def matching(self, text: str) -> Self:
        """Those of whom each word of the text begins a word, in any order, accents and case apart.

        Nobody is found by a text without letters and digits, everybody by an empty one.
        """
        words = query_words(text)
        if text.strip() and not words:
            return self.none()
        found = self
        for word in words:
            found = found.filter(search_text__contains=f" {word}")
        return found
