"""Names of countries and languages: those of Unicode's CLDR, in the language of the page, everywhere."""

import pytest
from django.contrib import admin
from django.utils.translation import override
from django_countries import countries

from certification.demo.factories import PersonFactory
from certification.exchange.columns import countries_by_word
from certification.register import choices
from certification.register.application_form import ApplicationForm
from certification.templatetags.register import country_name as shown
from people.admin.filters import CountryFilter
from people.countries import country_choices, country_name
from people.languages import language_choices, language_name
from people.models import Person

NAMES = [
    ("en", "Türkiye", "Austria", "Norwegian Bokmål", "Turkish"),
    ("nb", "Tyrkia", "Østerrike", "norsk bokmål", "tyrkisk"),
    ("de", "Türkei", "Österreich", "Norwegisch (Bokmål)", "Türkisch"),
    ("es", "Turquía", "Austria", "noruego bokmal", "turco"),
    ("tr", "Türkiye", "Avusturya", "Norveççe Bokmål", "Türkçe"),
]


@pytest.mark.parametrize(("language", "turkey", "austria", "bokmal", "turkish"), NAMES)
def test_countries_and_languages_are_named_in_the_language_of_the_page(
    language, turkey, austria, bokmal, turkish
):
    with override(language):
        assert [country_name("TR"), country_name("AT")] == [turkey, austria]
        assert [language_name("nb"), language_name("tr")] == [bokmal, turkish]


@pytest.mark.parametrize("language", [row[0] for row in NAMES])
def test_every_place_says_the_same_in_the_same_order(language):
    person = PersonFactory.build(country="AT")
    with override(language):
        expected = country_choices()
        form = dict(ApplicationForm.base_fields)["country"]

        assert [*countries] == expected
        assert [(str(code), str(name)) for code, name in form.choices if code] == expected
        assert choices.all_countries()[:-1] == expected
        assert {person.country.name, shown("AT"), countries.name("AT")} == {country_name("AT")}


def test_lists_end_in_the_last_letters_of_the_alphabet():
    with override("nb"):
        assert [name for _code, name in country_choices()][-3:] == [
            "Øst-Timor",
            "Østerrike",
            "Åland",
        ]
    with override("tr"):
        languages = [name for _code, name in language_choices()]
    first = languages.index("Cava dili")
    assert languages[first : first + 3] == ["Cava dili", "Çamorro dili", "Çeçence"]


def test_staff_filter_by_countries_in_the_same_words(rf, admin_user):
    for code in ("AT", "ZM", "NO"):
        PersonFactory(country=code)
    request = rf.get("/")
    request.user = admin_user

    people = admin.site.get_model_admin(Person)

    with override("nb"):
        named = CountryFilter(request, {}, Person, people).lookup_choices

    assert named == [("NO", "Norge"), ("ZM", "Zambia"), ("AT", "Østerrike")]


def test_what_is_no_country_has_no_name():
    assert (country_name("XX"), country_name(""), shown("")) == ("", "", "")


def test_an_import_knows_kosovo_and_takes_no_country_for_it():
    words = countries_by_word()

    assert (words["kosovo"], words["xk"], words.get("")) == ("XK", "XK", None)
