from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT = timedelta(days=1)


class SentFormQuerySet(models.QuerySet):
    def since(self, moment: datetime) -> Self:
        return self.filter(sent_at__gt=moment)

    def outdated(self) -> Self:
        return self.filter(sent_at__lte=timezone.now() - KEPT)


class SentForm(models.Model):
    """A form that came from a sender, counted for a day to keep spam and guesses out.

    The sender is a keyed hash of a network address or an e-mail address: it is read by nobody.
    """

    sender = models.CharField(max_length=64)
    sent_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = SentFormQuerySet.as_manager()

    class Meta:
        verbose_name = _("sent form")
        verbose_name_plural = _("sent forms")
        indexes = [models.Index(fields=["sender", "sent_at"], name="forms_of_a_sender")]

    def __str__(self) -> str:
        return f"{self.sender[:8]}, {self.sent_at:%Y-%m-%d %H:%M}"
