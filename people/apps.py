import django_countries
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from people.alphabet import alphabetical


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = _("People")

    def ready(self) -> None:
        # It knows no alphabet: its own function would sort Østerrike as if it began with s.
        django_countries.sort_key = _by_name


def _by_name(item: tuple[str, str]) -> str:
    return alphabetical(item[1])
