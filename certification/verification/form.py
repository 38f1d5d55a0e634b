"""What somebody enters who has a certificate in hand."""

from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from certification.models.check_code import read_check_code, written_check_code
from certification.models.number import LONGEST_NUMBER, number_key
from certification.verification.addresses import check_address

# Of what is typed, with all that is passed over in it.
LONGEST_TYPED = 100
NO_NUMBER = _(
    "A certificate number consists of letters A to Z and digits, at most %(longest)d of them."
)


def is_number(typed: str) -> None:
    if not 0 < len(number_key(typed)) <= LONGEST_NUMBER:
        raise ValidationError(NO_NUMBER, params={"longest": LONGEST_NUMBER})


class CheckForm(forms.Form):
    """Both fields forgive case, spaces and hyphens. A code that can't be one is merely wrong."""

    number = forms.CharField(
        label=_("Certificate number"),
        help_text=_(
            "As it stands on the certificate. Spaces, hyphens and case make no difference."
        ),
        validators=[is_number],
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": _("Enter the number that stands on the certificate."),
            "null_characters_not_allowed": _("This number holds characters that can’t be read."),
        },
    )
    code = forms.Field(
        label=_("Check code"),
        help_text=_(
            "Ten letters and digits that stand beside the number. They are needed where the holder is "
            "not listed publicly."
        ),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_number(self) -> str:
        number: str = self.cleaned_data["number"]
        if len(number) > LONGEST_TYPED:
            raise ValidationError(NO_NUMBER, params={"longest": LONGEST_NUMBER})
        return number

    def clean_code(self) -> str:
        return read_check_code((self.cleaned_data["code"] or "")[:LONGEST_TYPED])

    def address(self) -> str:
        """Of the certificate that a valid form asks for."""
        path, code = check_address(self.cleaned_data["number"]), self.cleaned_data["code"]
        return f"{path}?{urlencode({'code': written_check_code(code)})}" if code else path
