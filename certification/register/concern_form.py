"""What somebody is asked who reports a concern or asks for a correction."""

from django import forms
from django.utils.translation import gettext_lazy

from certification.models.concern import LONGEST_MESSAGE, ConcernKind
from certification.register.application_form import UNREADABLE, LongText, line
from certification.register.spam import GuardedForm, links_at_most


class ConcernForm(GuardedForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("What you send"),
        choices=[
            (ConcernKind.CONCERN, gettext_lazy("A concern: something is not as it should be")),
            (
                ConcernKind.CORRECTION,
                gettext_lazy("A correction: the register says something wrong"),
            ),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose what you send."),
            "invalid_choice": gettext_lazy("Choose one of the two kinds."),
        },
    )
    message = LongText(
        label=gettext_lazy("Message"),
        help_text=gettext_lazy(
            "What you have seen, when and where; or what is wrong, what is right, and how one can see it."
        ),
        max_length=LONGEST_MESSAGE,
        validators=[links_at_most(3)],
        error_messages={
            "required": gettext_lazy("Write what it is about."),
            "max_length": gettext_lazy("Write at most %(limit_value)d characters."),
            "null_characters_not_allowed": UNREADABLE,
        },
    )
    name = line(gettext_lazy("Your name"), "", 200, "name", required=False)
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy(
            "Needed only if you want an answer: without it the message is read all the same."
        ),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "invalid": gettext_lazy("Write the e-mail address like name@example.org."),
            "max_length": gettext_lazy("Write at most %(limit_value)d characters."),
            "null_characters_not_allowed": UNREADABLE,
        },
    )
    consent = forms.BooleanField(
        label=gettext_lazy("I agree that what I send is used in this way."),
        error_messages={
            "required": gettext_lazy("Without your agreement the register can’t use what you send.")
        },
    )
