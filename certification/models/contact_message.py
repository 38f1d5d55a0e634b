"""What visitors write to experts: a form whose sender is not confirmed yet, and what was passed on."""

import uuid
from collections.abc import Collection
from datetime import datetime
from typing import Any, Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from people.history import keep_history, never_deleted
from people.models import Person
from people.triggers import FirmProtect

LONGEST_MESSAGE = 4000
MOST_RECIPIENTS = 4


class ContactState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("state of a message to an expert", "Not answered")
    ANSWERED = "answered", pgettext_lazy("state of a message to an expert", "Answered")
    DECLINED = "declined", pgettext_lazy("state of a message to an expert", "Declined")


class Contact(models.Model):
    """What the public form asks for, before and after its e-mail address is confirmed."""

    name = models.CharField(_("name of the sender"), max_length=200)
    email = models.EmailField(_("e-mail of the sender"))
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    message = models.TextField(_("message"), max_length=LONGEST_MESSAGE)
    # Of the page with the form, in which mails to the sender are written.
    language = models.CharField(_("language"), max_length=10)

    class Meta:
        abstract = True


class ContactRequest(Contact):
    """A form that was sent, while its link waits in a mail: perhaps somebody else gave the address.

    It has no history, so that nothing stays of whoever never confirms. It lives as long as its link.
    """

    # Keys of people to whom it is still to be passed on; people are never deleted.
    recipients = ArrayField(models.BigIntegerField(), size=MOST_RECIPIENTS)
    created_at = models.DateTimeField(default=timezone.now, db_index=True, editable=False)

    class Meta:
        verbose_name = _("unconfirmed message to experts")
        verbose_name_plural = _("unconfirmed messages to experts")

    def __str__(self) -> str:
        return f"#{self.pk}"


class ContactMessageQuerySet(models.QuerySet):
    def of_countries(self, codes: Collection[str]) -> Self:
        """For staff who are limited to these."""
        return self.filter(person__country__in=codes)

    def matching(self, text: str) -> Self:
        """Those of which each word is of the name or address of the sender or the person."""
        found = self
        for word in text.split()[:10]:
            sent = Q(name__icontains=word) | Q(email__icontains=word)
            person = Q(person__family_name__icontains=word) | Q(person__given_name__icontains=word)
            found = found.filter(sent | person | Q(person__register_no__iexact=word))
        return found

    def sent_before(self, moment: datetime) -> Self:
        """With something of the sender still in it."""
        return self.filter(sent_at__lt=moment).exclude(name="")


@keep_history(
    private=True,
    # The words are between the two: no history repeats them to staff.
    exclude=["message", "key", "link"],
    personal=["name", "email", "organisation", "message"],
    alone=True,
)
class ContactMessage(Contact):
    """Passed on to an expert. Its words are here until the expert has answered, to be answered beside them."""

    # In the link to answer, beside what proves that the link is ours.
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # A hash of the link that confirmed it, so that it is passed on once to each.
    link = models.CharField(max_length=64, editable=False)
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="messages", verbose_name=_("expert")
    )
    sent_at = models.DateTimeField(_("sent at"), db_default=Now(), editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=ContactState, default=ContactState.WAITING
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = ContactMessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message to an expert")
        verbose_name_plural = _("messages to experts")
        ordering = ["-sent_at", "-pk"]
        indexes = [models.Index(fields=["-sent_at", "-id"], name="contact_messages_in_order")]
        constraints = [
            models.UniqueConstraint(
                fields=["link", "person"], name="a_link_sends_one_message_to_each"
            ),
            models.CheckConstraint(
                condition=Q(state=ContactState.WAITING, answered_at=None)
                | (~Q(state=ContactState.WAITING) & Q(answered_at__isnull=False)),
                name="an_answer_to_a_message_has_a_moment",
            ),
            models.CheckConstraint(
                # As all of it is erased at once.
                condition=~Q(name="") | Q(email="", organisation="", message=""),
                name="a_message_has_a_sender",
            ),
        ]
        triggers = [
            never_deleted(),
            FirmProtect(
                name="an_answer_to_a_message_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.answered_at IS NOT NULL AND "
                    "(NEW.state, NEW.answered_at) IS DISTINCT FROM (OLD.state, OLD.answered_at)"
                ),
            ),
        ]

    def __str__(self) -> str:
        # Without the sender's name: lists and histories of many show it.
        return gettext("Message of %(day)s") % {"day": f"{timezone.localdate(self.sent_at)}"}

    @property
    def is_erased(self) -> bool:
        return not self.name

    def lock(self) -> None:
        """Who answers it at the same time waits, and reads what became of it. Raises ValidationError."""
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update(of=["self"]))
        if self.is_erased or self.state != ContactState.WAITING:
            raise ValidationError(gettext("It has been answered already."))

    def note(self, state: Any) -> None:
        """Of one that is locked, and whose answer is on its way. Its words are needed no more."""
        self.state, self.answered_at, self.message = state, timezone.now(), ""
        self.save(update_fields=["state", "answered_at", "message"])
