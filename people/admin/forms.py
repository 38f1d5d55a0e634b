from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError


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
