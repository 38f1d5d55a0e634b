"""Certifications as staff enter them. What the constraints refuse becomes a message of the form."""

from datetime import date
from itertools import combinations
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certification.admin.permissions import AGAINST_RULES
from certification.models import Certification
from certification.models.deciding import WITHDRAWAL
from certification.models.number import number_key
from people.admin.forms import RecordForm, SeenForm

TOO_FAR = gettext_lazy("This day is too far in the future.")


class CertificationForm(RecordForm):
    # On the record already, and the overlap of periods can't be told without them.
    known = {"person", *WITHDRAWAL}

    class Meta:
        model = Certification
        fields = ["person", "level", "certified_on", "valid_until", "number", "basis"]
        fields += ["decided_by", "decided_on"]

    def clean_decided_on(self) -> date | None:
        day: date | None = self.cleaned_data["decided_on"]
        if day and day > timezone.localdate():
            raise ValidationError(_("A decision can't be taken in the future."))
        return day


class NewCertificationForm(CertificationForm):
    """For what was decided elsewhere or earlier. What is decided now, by the rules, is certified."""

    entered_because = forms.CharField(
        label=gettext_lazy("Why it is entered by hand"),
        max_length=500,
        widget=AdminTextInputWidget,
        help_text=gettext_lazy(
            "Kept for staff. By hand come certifications that were decided elsewhere or earlier: no "
            "rule is asked and no number given. Otherwise certify the person for a level."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["basis"] = Certification.Basis.TRANSFER
        if "valid_until" in self.fields:
            self.fields["valid_until"].help_text = _(
                "The last valid day. Left empty, the validity of the level gives it."
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.instance.against_rules_reason = cleaned.get("entered_because", "")
        level, first = cleaned.get("level"), cleaned.get("certified_on")
        if level and first and "valid_until" in cleaned and not cleaned["valid_until"]:
            try:
                cleaned["valid_until"] = level.last_valid_day(first)
            except (ValueError, OverflowError):
                self.add_error("certified_on", TOO_FAR)
            except ValidationError as error:
                self.add_error("valid_until", error)
        return cleaned


class CorrectionForm(SeenForm, CertificationForm):
    """For typing errors: what is decided anew is a certification or a decision of its own."""

    correction_reason = forms.CharField(
        label=gettext_lazy("Reason of the correction"),
        max_length=500,
        required=False,
        widget=AdminTextInputWidget,
        help_text=gettext_lazy(
            "Needed as soon as anything above is changed, and kept in the history. To renew, suspend or "
            "withdraw, use the links of this certification."
        ),
    )
    # A decision under a rule stands on them.
    settled = ("level", "number", "decided_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.rule_id is None:
            return
        for name in self.settled:
            if name in self.fields:
                self.fields[name].disabled = True
                self.fields[name].help_text = _(
                    "Stays as it is, because it was decided under a rule of the register."
                )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if set(self.changed_data) - {"correction_reason"} and not cleaned.get("correction_reason"):
            self.add_error("correction_reason", _("Say why the certification is corrected."))
        if {"certified_on", "valid_until"} & set(self.changed_data) and not self.errors:
            self._refuse_other_end(cleaned["certified_on"], cleaned["valid_until"])
        return cleaned

    def _refuse_other_end(self, first: date, last: date | None) -> None:
        """What was decided by a rule ends by it, unless it is for the user to decide against the rules."""
        rule = self.instance.rule
        if rule is None or self.instance.seen_by.has_perm(AGAINST_RULES):
            return
        try:
            needed = rule.last_valid_day(first)
        except (ValueError, OverflowError):
            self.add_error("certified_on", TOO_FAR)
            return
        facts = {"day": rule.holds_from.isoformat(), "last": needed and needed.isoformat()}
        if needed and last != needed:
            text = _("By the rule from %(day)s on the last valid day must be %(last)s.")
            self.add_error("valid_until", text % facts)
        elif last != needed:
            text = _("By the rule from %(day)s on there is no end: leave the last valid day empty.")
            self.add_error("valid_until", text % facts)


class NewCertificationFormSet(forms.BaseInlineFormSet):
    """Several at once: they are held against each other too, which the database sees too late."""

    def clean(self) -> None:
        super().clean()
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data.get("certified_on")]
        for one, other in combinations(rows, 2):
            if one.get("level") == other.get("level") and _overlap(one, other):
                raise ValidationError(
                    _("Two of the new certifications are of the same level and overlap.")
                )
            numbers = [number_key(row.get("number") or "") for row in (one, other)]
            if numbers[0] and numbers[0] == numbers[1]:
                raise ValidationError(_("Two of the new certifications have the same number."))


def _overlap(one: dict[str, Any], other: dict[str, Any]) -> bool:
    last = [row.get("valid_until") or date.max for row in (one, other)]
    return bool(one["certified_on"] <= last[1] and other["certified_on"] <= last[0])
