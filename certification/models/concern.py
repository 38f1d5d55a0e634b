"""What the public tells staff of a person, a certificate or the register, and what became of it."""

from collections.abc import Collection
from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Case, Q, Value, When
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from certification.models.certification import Certification
from certification.models.check_code import (
    LENGTH_OF_CHECK_CODE,
    NewCheckCode,
    read_check_code,
    written_check_code,
)
from people.history import keep_history, never_deleted
from people.languages import validate_language
from people.models import Person
from people.triggers import FirmProtect

LONGEST_MESSAGE = 4000


class ConcernKind(models.TextChoices):
    CONCERN = "concern", pgettext_lazy("what somebody sent", "Concern")
    CORRECTION = "correction", pgettext_lazy("what somebody sent", "Correction asked for")


class ConcernState(models.TextChoices):
    OPEN = "open", pgettext_lazy("state of a concern", "Open")
    ANSWERED = "answered", pgettext_lazy("state of a concern", "Answered")
    CLOSED = "closed", pgettext_lazy("state of a concern", "Closed")
    # Before anybody answered or closed it: there is nothing left that could be.
    ERASED = "erased", pgettext_lazy("state of a concern", "Erased")


NOT_DONE = Q(answered_at=None, closed_at=None)
# As Concern.state tells of one.
IN_STATE = {
    ConcernState.OPEN: NOT_DONE & ~Q(message=""),
    ConcernState.ANSWERED: Q(answered_at__isnull=False, closed_at=None),
    ConcernState.CLOSED: Q(closed_at__isnull=False),
    ConcernState.ERASED: NOT_DONE & Q(message=""),
}
# Open first, then the answered, then the closed and the erased; the oldest first.
IN_ORDER = [
    Case(
        When(IN_STATE[ConcernState.OPEN], then=Value(0)),
        When(IN_STATE[ConcernState.ANSWERED], then=Value(1)),
        default=Value(2),
    ),
    "received_at",
    "pk",
]


class ConcernQuerySet(models.QuerySet):
    def of_countries(self, codes: Collection[str]) -> Self:
        """For staff who are limited to these. What names nobody of the register is the central office's."""
        return self.filter(person__country__in=codes)

    def in_state(self, state: ConcernState) -> Self:
        return self.filter(IN_STATE[state])

    def waiting_for_staff(self) -> Self:
        return self.in_state(ConcernState.OPEN)

    def matching(self, text: str) -> Self:
        """Those in which each word stands somewhere, or that have this reference."""
        found = self
        for word in text.split()[:10]:
            sent = Q(message__icontains=word) | Q(name__icontains=word) | Q(email__icontains=word)
            about = Q(about__icontains=word) | Q(person__family_name__icontains=word)
            about |= Q(person__given_name__icontains=word) | Q(person__register_no__iexact=word)
            found = found.filter(sent | about | Q(reference=read_check_code(word)))
        return found

    def done_before(self, moment: Any) -> Self:
        """Answered or closed before, with something of the sender still in it."""
        done = Q(closed_at__lt=moment) | Q(closed_at=None, answered_at__lt=moment)
        return self.filter(done).exclude(message="")


@keep_history(
    private=True,
    exclude=["reference"],
    # The sender's and the person's alike: a message tells of both, and so does its answer.
    personal=["about", "message", "name", "email", "answer"],
    reasons=["closing_reason"],
    alone=True,
)
class Concern(models.Model):
    """Sent with the public form. It may be about a number that the register never gave, or about nobody."""

    reference = models.CharField(
        _("reference"),
        max_length=LENGTH_OF_CHECK_CODE,
        db_default=NewCheckCode(),
        unique=True,
        editable=False,
    )
    kind = models.CharField(_("kind"), max_length=20, choices=ConcernKind)
    about = models.CharField(
        _("about"),
        max_length=200,
        blank=True,
        help_text=_("The address or number that the sender came from. Empty: the whole register."),
    )
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="concerns",
        verbose_name=_("person"),
    )
    certification = models.ForeignKey(
        Certification,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="concerns",
        verbose_name=_("certification"),
    )
    # Empty: erased.
    message = models.TextField(_("message"), max_length=LONGEST_MESSAGE)
    name = models.CharField(_("name of the sender"), max_length=200, blank=True)
    email = models.EmailField(
        _("e-mail of the sender"), blank=True, help_text=_("Empty: nobody can be answered.")
    )
    language = models.CharField(
        _("language"),
        max_length=3,
        default="en",
        db_default="en",
        validators=[validate_language],
        editable=False,
        help_text=_("Of the page on which it was written; the answer goes in the same."),
    )
    received_at = models.DateTimeField(_("received"), db_default=Now(), editable=False)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("assigned to"),
    )
    answer = models.TextField(_("answer"), max_length=LONGEST_MESSAGE, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closing_reason = models.CharField(
        _("closed because"), max_length=500, blank=True, help_text=_("Kept for staff.")
    )

    objects = ConcernQuerySet.as_manager()

    class Meta:
        verbose_name = _("concern or correction")
        verbose_name_plural = _("concerns and corrections")
        ordering = ["received_at", "pk"]
        indexes = [
            models.Index(
                fields=["received_at", "id"],
                condition=NOT_DONE,
                name="concerns_that_wait",
            ),
            models.Index(fields=["received_at", "id"], name="concerns_in_order"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, answer="")
                | (
                    Q(answered_at__isnull=False, answered_by__isnull=False)
                    & (~Q(answer="") | Q(message=""))
                ),
                name="an_answer_has_words_a_moment_and_somebody",
                violation_error_message=_("An answer has words, and somebody who wrote it."),
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closing_reason="")
                | (Q(closed_at__isnull=False) & ~Q(closing_reason="")),
                name="a_concern_is_closed_with_a_reason",
                violation_error_message=_("Say why it is closed."),
            ),
            models.CheckConstraint(
                # As all of it is erased at once.
                condition=~Q(message="") | Q(about="", name="", email="", answer=""),
                name="a_concern_has_a_message",
                violation_error_message=_("A concern needs a message."),
            ),
        ]
        triggers = [
            never_deleted(),
            FirmProtect(
                name="what_became_of_a_concern_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.closed_at IS NOT NULL AND NEW.closed_at IS DISTINCT FROM OLD.closed_at OR "
                    "OLD.answered_at IS NOT NULL AND (NEW.answered_at, NEW.answered_by_id) "
                    "IS DISTINCT FROM (OLD.answered_at, OLD.answered_by_id)"
                ),
            ),
        ]

    def __str__(self) -> str:
        # Without a word of the sender's: lists and histories of many show it.
        return f"{self.get_kind_display()} {self.written_reference}"

    @property
    def written_reference(self) -> str:
        return written_check_code(self.reference)

    @property
    def state(self) -> ConcernState:
        if self.closed_at:
            return ConcernState.CLOSED
        if self.answered_at:
            return ConcernState.ANSWERED
        return ConcernState.ERASED if self.is_erased else ConcernState.OPEN

    @property
    def is_erased(self) -> bool:
        return not self.message

    def assign(self, user: Any) -> None:
        """To nobody: None. Raises ValidationError."""
        with transaction.atomic():
            self.lock()
            self._refuse_if_over()
            self.assigned_to = user
            self.save(update_fields=["assigned_to"])

    def refuse_answer(self) -> None:
        """Raises ValidationError where it can't be answered."""
        self._refuse_if_over()
        if self.answered_at:
            raise ValidationError(gettext("It has been answered already."))
        if not self.email:
            raise ValidationError(gettext("The sender gave no address, so nobody can be answered."))

    def note_answer(self, answer: str, user: Any) -> None:
        """Of a concern that is locked, and whose answer is on its way."""
        self.answer, self.answered_at, self.answered_by = answer, timezone.now(), user
        self.save(update_fields=["answer", "answered_at", "answered_by"])

    def close(self, reason: str) -> None:
        """For good. Raises ValidationError."""
        with transaction.atomic():
            self.lock()
            self._refuse_if_over()
            self.closed_at, self.closing_reason = timezone.now(), reason.strip()
            self.full_clean(exclude=["message"])
            self.save(update_fields=["closed_at", "closing_reason"])

    def lock(self) -> None:
        """Who works on the same one at the same time waits, and reads what became of it."""
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update())

    def _refuse_if_over(self) -> None:
        if self.closed_at:
            raise ValidationError(gettext("It is closed already."))
        if self.state == ConcernState.ERASED:
            raise ValidationError(
                gettext("What was sent is erased, so there is nothing left to be done.")
            )
