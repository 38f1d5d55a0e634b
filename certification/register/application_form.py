"""What somebody who applies for a course is asked."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy
from django_countries.fields import CountryField

from certification.models import ApplicationRequest
from certification.register.spam import GuardedForm, links_at_most

UNREADABLE = gettext_lazy("This holds characters that can’t be read. Please write it anew.")


def one_line(text: str) -> None:
    if any(unicodedata.category(letter) in {"Cc", "Zl", "Zp"} for letter in text):
        raise ValidationError(UNREADABLE)


class LongText(forms.CharField):
    """Counts a line break as the browser does: once, although it sends two characters for it."""

    widget = forms.Textarea(attrs={"rows": 8})

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return text and text.replace("\r\n", "\n")


def line(label: Any, missing: Any, longest: int, autocomplete: str, **options: Any) -> Any:
    return forms.CharField(
        label=label,
        max_length=longest,
        validators=[one_line, links_at_most(0)],
        widget=forms.TextInput(attrs={"autocomplete": autocomplete}),
        error_messages={
            "required": missing,
            "max_length": gettext_lazy("Write at most %(limit_value)d characters."),
            "null_characters_not_allowed": UNREADABLE,
        },
        **options,
    )


class ApplicationForm(GuardedForm, forms.ModelForm):
    given_name = line(
        gettext_lazy("Given name"), gettext_lazy("Enter your given name."), 100, "given-name"
    )
    family_name = line(
        gettext_lazy("Family name"), gettext_lazy("Enter your family name."), 100, "family-name"
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("We send a link there, with which you confirm your application."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": gettext_lazy("Enter your e-mail address."),
            "invalid": gettext_lazy("Write the e-mail address like name@example.org."),
            "max_length": gettext_lazy("Write at most %(limit_value)d characters."),
            "null_characters_not_allowed": UNREADABLE,
        },
    )
    organisation = line(gettext_lazy("Organisation"), "", 200, "organization", required=False)
    country = CountryField(blank_label=gettext_lazy("Choose a country")).formfield(  # type: ignore[call-overload]
        label=gettext_lazy("Country"),
        widget=forms.Select(attrs={"autocomplete": "country"}),
        error_messages={
            "required": gettext_lazy("Choose your country."),
            "invalid_choice": gettext_lazy("Choose a country of the list."),
        },
    )
    motivation = LongText(
        label=gettext_lazy("Why you want to take part"),
        help_text=gettext_lazy("Such as your work with clusters so far."),
        max_length=4000,
        required=False,
        validators=[links_at_most(2)],
        error_messages={
            "max_length": gettext_lazy("Write at most %(limit_value)d characters."),
            "null_characters_not_allowed": UNREADABLE,
        },
    )
    consent = forms.BooleanField(
        label=gettext_lazy("I agree that my data are used in this way."),
        error_messages={
            "required": gettext_lazy("Without your agreement the register can’t use what you send.")
        },
    )

    class Meta:
        model = ApplicationRequest
        fields = ["given_name", "family_name", "email", "organisation", "country", "motivation"]
