"""The erasure of a person's data: the one way to change what history keeps, and itself a record."""

from collections.abc import Sequence
from typing import ClassVar

import pghistory.models
import pgtrigger
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Func, Q
from django.utils.translation import gettext_lazy as _

from people.history import keep_history
from people.triggers import ERASED_REASON, FirmTrigger, append_only, erased_now, never_emptied


class TransactionId(Func):
    template = "pg_current_xact_id()::text::bigint"
    output_field = models.BigIntegerField()


@keep_history(private=True, exclude=["transaction_id"])
class Erasure(models.Model):
    """The data of a person, or of a record that may belong to nobody, were erased, by people/erasing.py.

    Only in the same transaction triggers let personal values in the history become blank. Never
    changed, never deleted.
    """

    person = models.ForeignKey(
        "people.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="erasures",
        verbose_name=_("person"),
    )
    # Such as certification.application; people knows no model of certification.
    record_model = models.CharField(_("kind of record"), max_length=100, blank=True, db_default="")
    record_id = models.BigIntegerField(_("key of the record"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500)
    erased_by = models.CharField(_("erased by"), max_length=200, blank=True)
    erased_at = models.DateTimeField(_("erased at"), db_default=TransactionNow(), editable=False)
    transaction_id = models.BigIntegerField(db_default=TransactionId(), editable=False)

    class Meta:
        verbose_name = _("erasure of personal data")
        verbose_name_plural = _("erasures of personal data")
        ordering = ["erased_at", "id"]
        permissions = [("erase_person", _("Can erase a person's data"))]
        default_permissions: ClassVar = ["view"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="erasure_has_a_reason",
                violation_error_message=_("An erasure needs a reason."),
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, record_model="", record_id__isnull=True)
                | (Q(person__isnull=True, record_id__isnull=False) & ~Q(record_model="")),
                name="erasure_is_of_a_person_or_of_a_record",
                violation_error_message=_("An erasure is of a person or of a record."),
            ),
        ]
        triggers = [
            append_only(),
            FirmTrigger(
                name="recorded_when_it_happens",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="NEW.transaction_id = pg_current_xact_id()::text::bigint; "
                "NEW.erased_at = now(); RETURN NEW;",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person or self.record_model}: {self.erased_at:%Y-%m-%d}"


class RegisterHistory(pghistory.models.Context):
    """Who made changes and why, as pghistory keeps it; staff see it as the history of the register.

    A row is never changed: whoever adds to the context of a running change gets a row of their own
    (the function _pgh_attach_context, as a migration here makes it). But an erasure takes away the
    reason that staff wrote, which may name the person.
    """

    class Meta:
        proxy = True
        verbose_name = _("history")
        verbose_name_plural = _("history")
        default_permissions: ClassVar = ["view"]
        triggers = [
            FirmTrigger(
                name="append_only",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=f"""
                    IF TG_OP = 'UPDATE' THEN
                        IF to_jsonb(NEW) - 'metadata' = to_jsonb(OLD) - 'metadata'
                            AND OLD.metadata ? 'reason' AND NEW.metadata = OLD.metadata
                                || jsonb_build_object('reason', '{ERASED_REASON}'::text)
                            AND EXISTS (
                                SELECT FROM people_erasure e WHERE e.erased_at = now()
                                AND e.transaction_id = pg_current_xact_id()::text::bigint
                            )
                        THEN
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'Cannot update or delete rows from % table', TG_TABLE_NAME;
                """,  # noqa: S608
            ),
            never_emptied(),
        ]


def address_never_changes() -> pgtrigger.Trigger:
    """A public address holds the name, so the erasure of the name, and nothing else, changes it."""
    return FirmTrigger(
        name="address_never_changes",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange("slug", "register_no"),
        func=f"""
            IF NEW.register_no <> OLD.register_no OR NOT {erased_now("OLD.id")} THEN
                RAISE EXCEPTION 'Cannot update rows from % table', TG_TABLE_NAME;
            END IF;
            RETURN NEW;
        """,
    )


def stays_erased(personal: Sequence[str]) -> pgtrigger.Trigger:
    """What was erased is not entered again, by an import of an old file for instance."""
    return FirmTrigger(
        name="stays_erased",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange(*personal),
        func=f"""
            IF EXISTS (SELECT FROM people_erasure e WHERE e.person_id = OLD.id)
                AND NOT {erased_now("OLD.id")}
            THEN
                RAISE EXCEPTION 'the data of person % are erased', OLD.register_no
                    USING ERRCODE = 'check_violation', DETAIL = OLD.register_no,
                    CONSTRAINT = 'erased_person_stays_erased';
            END IF;
            RETURN NEW;
        """,
    )
