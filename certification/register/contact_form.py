"""What somebody is asked who writes to experts, and an expert who answers."""

from django import forms
from django.utils.translation import gettext_lazy

from certification.models import ContactRequest
from certification.models.contact_message import LONGEST_MESSAGE
from certification.register.application_form import UNREADABLE, LongText, line
from certification.register.spam import GuardedForm, links_at_most

_TEXT_ERRORS = {
    "max_length": gettext_lazy("Write at most %(limit_value)d characters."),
    "null_characters_not_allowed": UNREADABLE,
}


class ContactForm(GuardedForm, forms.ModelForm):
    name = line(gettext_lazy("Your name"), gettext_lazy("Enter your name."), 200, "name")
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy("We send a link there, with which you confirm your message."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": gettext_lazy("Enter your e-mail address."),
            "invalid": gettext_lazy("Write the e-mail address like name@example.org."),
            **_TEXT_ERRORS,
        },
    )
    organisation = line(gettext_lazy("Organisation"), "", 200, "organization", required=False)
    message = LongText(
        label=gettext_lazy("Message"),
        help_text=gettext_lazy(
            "Such as what is to be done, where and when, and in which language."
        ),
        max_length=LONGEST_MESSAGE,
        validators=[links_at_most(3)],
        error_messages={"required": gettext_lazy("Write your message."), **_TEXT_ERRORS},
    )
    consent = forms.BooleanField(
        label=gettext_lazy("I agree that what I send is used in this way."),
        error_messages={
            "required": gettext_lazy("Without your agreement the register can’t use what you send.")
        },
    )

    class Meta:
        model = ContactRequest
        fields = ["name", "email", "organisation", "message"]


class AnswerForm(forms.Form):
    answer = LongText(
        label=gettext_lazy("Your answer"),
        max_length=LONGEST_MESSAGE,
        error_messages={"required": gettext_lazy("Write your answer."), **_TEXT_ERRORS},
    )
