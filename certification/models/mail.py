"""The texts of mails, which staff edit, and what was sent. How they are sent: certification/mail/."""

from datetime import date, timedelta
from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now, Upper
from django.utils.translation import gettext_lazy as _

from certification.mail import texts
from certification.mail.kinds import FALLBACK_LANGUAGE, Kind
from certification.models.certification import Certification
from certification.models.entry import Entry
from people.history import keep_history, never_deleted
from people.languages import language_name, validate_language
from people.models import Person
from people.triggers import FirmProtect, FirmTrigger, erased_now

# Of one mail to one address that fails, a run each; another address begins anew.
MOST_ATTEMPTS = 5
LATELY = timedelta(days=7)


class MailTemplateQuerySet(models.QuerySet):
    def in_language(self, kind: Kind, language: str) -> "MailTemplate":
        """The text in that language, or else in English, which there always is."""
        texts: Any = self.filter(kind=kind, language__in=[language, FALLBACK_LANGUAGE])
        template: MailTemplate = min(texts, key=lambda text: text.language != language)
        return template


@keep_history(private=True)
class MailTemplate(models.Model):
    kind = models.CharField(_("mail"), max_length=30, choices=Kind)
    language = models.CharField(
        _("language"),
        max_length=3,
        validators=[validate_language],
        help_text=_(
            "A two-letter code (ISO 639-1), such as de. Who prefers a language without a text gets English."
        ),
    )
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(
        _("text"),
        max_length=10_000,
        help_text=_(
            "Plain text; an empty line begins a paragraph, a line with “- ” is one of a list. The HTML "
            "of the mail is made from it."
        ),
    )

    objects = MailTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail text")
        verbose_name_plural = _("mail texts")
        ordering = ["kind", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "language"],
                name="a_mail_has_one_text_in_a_language",
                violation_error_message=_("There is a text of this mail in this language already."),
            ),
            models.CheckConstraint(
                condition=~Q(subject="") & ~Q(body=""),
                name="a_mail_has_a_subject_and_a_text",
                violation_error_message=_("A mail needs a subject and a text."),
            ),
        ]
        triggers = [
            never_deleted(),
            pgtrigger.ReadOnly(name="a_text_keeps_its_mail", fields=["kind", "language"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({language_name(self.language)})"

    def clean(self) -> None:
        # What a browser sends ends its lines with two characters.
        self.body = self.body.replace("\r\n", "\n")
        if self.kind not in Kind.values:
            return
        errors = {}
        if "\n" in self.subject or "\r" in self.subject:
            errors["subject"] = ValidationError(_("The subject has one line."))
        for field in {"subject", "body"} - errors.keys():
            try:
                texts.check(self.kind, getattr(self, field), is_subject=field == "subject")
            except ValidationError as error:
                errors[field] = error
        if errors:
            raise ValidationError(errors)


class SentMailQuerySet(models.QuerySet):
    def matching(self, text: str) -> Self:
        """To the people who match, or to that address. An empty text matches all."""
        if not text.strip():
            return self
        people = Entry.objects.using(self.db).matching(text).values("pk")
        return self.filter(Q(person__in=people) | Q(address__iexact=text.strip()))

    def failed(self) -> Self:
        return self.exclude(error="")

    def failed_lately(self, on: date) -> Self:
        return self.failed().filter(tried_at__date__gt=on - LATELY)


@keep_history(private=True, personal=["address", "subject", "text", "error"])
class SentMail(models.Model):
    """A mail that was sent, or was tried and failed. Each attempt is a row; none is ever changed."""

    kind = models.CharField(_("mail"), max_length=30, choices=Kind)
    language = models.CharField(_("language"), max_length=3)
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="mails",
        verbose_name=_("person"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("member of staff"),
    )
    address = models.CharField(
        _("address"),
        max_length=254,
        blank=True,
        help_text=_("Empty where it is an applicant’s, who may never confirm it."),
    )
    subject = models.TextField(_("subject"))
    text = models.TextField(
        _("text"),
        blank=True,
        help_text=_("Empty where the mail had a link for its reader only, or named many people."),
    )
    tried_at = models.DateTimeField(_("sent at"), db_default=Now())
    error = models.CharField(
        _("why it failed"), max_length=500, blank=True, help_text=_("Empty: it was sent.")
    )

    objects = SentMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("sent mail")
        verbose_name_plural = _("sent mails")
        ordering = ["-tried_at", "-id"]
        permissions = [("receive_digest", _("Gets the weekly digest by e-mail"))]
        indexes = [
            models.Index(fields=["-tried_at", "-id"], name="sent_mail_in_order"),
            models.Index(Upper("address"), name="sent_mail_by_address"),
        ]
        triggers = [
            never_deleted(),
            FirmTrigger(
                name="sent_mail_never_changes",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=f"""
                    IF OLD.person_id IS NOT NULL AND {erased_now("OLD.person_id")} THEN
                        RETURN NEW;
                    END IF;
                    RAISE EXCEPTION 'Cannot update rows from % table', TG_TABLE_NAME;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.address or self.get_kind_display()}: {self.subject}"


class OccasionQuerySet(models.QuerySet):
    def settled(self, address: Any) -> Self:
        """Those that were told of, or that this address has refused often enough."""
        return self.filter(_settled(address))

    def unsettled(self, address: Any) -> Self:
        return self.exclude(_settled(address))


def _settled(address: Any) -> Q:
    return Q(mail__isnull=False) | Q(attempts__gte=MOST_ATTEMPTS, address_tried=address)


@keep_history(private=True, personal=["address_tried"], person=["certification__person"])
class Occasion(models.Model):
    """What somebody is told once: that a certification ends, so many days before; or a week's digest.

    The row is what keeps two runs from telling it twice: it is written and locked before the mail goes.
    """

    kind = models.CharField(max_length=30, choices=Kind)
    certification = models.ForeignKey(
        Certification, models.PROTECT, null=True, related_name="occasions"
    )
    # With the day, so that a certification whose last day is corrected is told of anew.
    last_day = models.DateField(null=True)
    days = models.PositiveSmallIntegerField(null=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    # Its Monday.
    week = models.DateField(null=True)

    mail = models.ForeignKey(SentMail, models.PROTECT, null=True, related_name="occasions")
    attempts = models.PositiveSmallIntegerField(default=0)
    address_tried = models.CharField(max_length=254, blank=True)

    objects = OccasionQuerySet.as_manager()

    class Meta:
        verbose_name = _("occasion of a mail")
        verbose_name_plural = _("occasions of mails")
        constraints = [
            models.UniqueConstraint(
                fields=["certification", "kind", "last_day", "days"],
                name="an_expert_is_told_once",
                violation_error_message=_("The expert was told of this already."),
            ),
            models.UniqueConstraint(
                fields=["user", "kind", "week"],
                name="a_digest_is_sent_once_a_week",
                violation_error_message=_("The digest of this week was sent already."),
            ),
            models.CheckConstraint(
                condition=Q(
                    certification__isnull=False,
                    last_day__isnull=False,
                    days__isnull=False,
                    user__isnull=True,
                    week__isnull=True,
                )
                | Q(
                    certification__isnull=True,
                    last_day__isnull=True,
                    days__isnull=True,
                    user__isnull=False,
                    week__isnull=False,
                ),
                name="an_occasion_is_of_a_certification_or_of_a_week",
                violation_error_message=_("A mail is about a certification or about a week."),
            ),
        ]
        triggers = [
            never_deleted(),
            FirmProtect(
                name="told_stays_told",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.mail_id IS NOT NULL AND "
                    "to_jsonb(NEW) - 'address_tried' IS DISTINCT FROM to_jsonb(OLD) - 'address_tried'"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.certification or self.user}"

    def same(self) -> Q:
        """What finds the row of the same occasion."""
        names = ("kind", "certification_id", "last_day", "days", "user_id", "week")
        return Q(**{name: getattr(self, name) for name in names})
