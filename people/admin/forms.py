from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _


class RecordForm(forms.ModelForm):
    """Looks at the constraints that Django leaves out because they name a field outside the form."""

    # Fields outside the form whose value is known all the same.
    known: ClassVar[set[str]] = set()

    def validate_constraints(self) -> None:
        exclude = self._get_validation_exclusions() - self.known  # type: ignore[attr-defined]
        try:
            self.instance.validate_constraints(exclude=exclude)
        except ValidationError as error:
            self.add_error(None, ValidationError(error.messages))


class SeenForm(forms.ModelForm):
    """Knows how the record was when the form was opened: who saves second must see what the first
    has changed. The admin's template writes the field.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self._version_now = self.version() if self.instance.pk else ""

    def version(self) -> str:
        """Changes with the record, and with what else the form writes."""
        return str(self.instance.updated_at.isoformat())

    @cached_property
    def changed_data(self) -> list[str]:
        return [name for name in super().changed_data if name != "seen"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("seen") and cleaned["seen"] != self._version_now:
            text = _(
                "Somebody has changed this %(record)s since you opened the form, so nothing was saved. "
                "Open it anew, look at what has changed, and enter your changes again."
            )
            # Nobody looks for what else is wrong with changes that are entered again.
            raise ValidationError(text % {"record": self.instance._meta.verbose_name})
        return cleaned
