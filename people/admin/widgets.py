from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminFileWidget, FilteredSelectMultiple
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people.languages import language_choices


def photo_url(person: Any) -> str:
    """Where staff see the photo: its random path is told to nobody."""
    opts = person._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_photo", args=[person.pk])


class PhotoWidget(AdminFileWidget):
    template_name = "admin/people/photo_input.html"
    # One input, named by its label.
    use_fieldset = False

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        if context["widget"]["is_initial"]:
            context["widget"]["photo_url"] = photo_url(value.instance)
        return context


class LanguagesField(forms.MultipleChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=language_choices,
            widget=FilteredSelectMultiple(_("languages"), is_stacked=False),
            **kwargs,
        )
