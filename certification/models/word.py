"""The dictionary of the words in people's names, by which a misspelt one is corrected."""

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from people.triggers import changes_public_version


class Word(models.Model):
    """A folded word of letters that stands in the search_text of an Entry; no other word does.

    Derived with the entries (migration 0018_entries_follow): keep_words() adds what came and removes
    what nobody has any more.
    """

    derived = True

    word = models.TextField(primary_key=True, db_collation="C")
    # By the function word_deletes(): the word, and what remains of it without one of its letters, or
    # two if it has six or more; and the same with each sound that many alphabets write with one letter
    # taken for one. Two words within so many edits of each other have one of these in common. Of a long
    # word it takes the first ten letters, which loses no such pair.
    deletes = ArrayField(models.TextField())

    class Meta:
        verbose_name = _("word")
        verbose_name_plural = _("words")
        default_permissions = ()
        indexes = [GinIndex(fields=["deletes"], name="word_deletes")]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [changes_public_version()]

    def __str__(self) -> str:
        return self.word
