"""Which records belong to the countries that a member of staff is limited to."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser, User

from certification.demo.factories import (
    ApplicationFactory,
    BenchmarkingFactory,
    CertificationFactory,
    ConsentFactory,
    EnrolmentFactory,
    PersonFactory,
    SuspensionFactory,
)
from certification.models import Application, Benchmarking
from people.admin.countries import WholeRegisterAdmin
from people.models import Person, StaffCountries
from people.models.staff import countries_of, visible_to
from tests.refusal import messages, refused
from tests.roles import OF_A_PERSON


def staff(*countries, **fields):
    user = User.objects.create_user("staff", is_staff=True, **fields)
    if countries:
        StaffCountries.objects.create(user=user, countries=[*countries])
    return user


def consent(person):
    return person.consents.first() or ConsentFactory(person=person)


def suspension(person):
    return SuspensionFactory(certification=CertificationFactory(person=person))


def participation(person):
    return BenchmarkingFactory(trainees=[person]).participations.get(person=person)


LIMITED = {**OF_A_PERSON, "consent": consent, "suspension": suspension, "part": participation}


@pytest.mark.parametrize("make", LIMITED.values(), ids=LIMITED)
def test_of_each_kind_the_records_of_ones_own_countries_are_seen(make):
    ours = [make(PersonFactory(country="NO")), make(PersonFactory(country="DK"))]
    theirs = [make(PersonFactory(country="SE")), make(PersonFactory(country="IS"))]
    records = type(ours[0])._default_manager.filter(pk__in=[each.pk for each in ours + theirs])

    seen = visible_to(staff("NO", "DK"), records)

    assert sorted(each.pk for each in seen) == sorted(each.pk for each in ours)


def test_somebody_of_no_known_country_is_seen_by_the_central_office_alone():
    PersonFactory(country="")

    assert not visible_to(staff("NO"), Person.objects.all()).exists()


def test_an_application_from_abroad_of_one_of_our_people_is_seen():
    ours = EnrolmentFactory(person__country="NO")
    application = ApplicationFactory(country="SE", enrolment=ours, course=ours.course)

    assert visible_to(staff("NO"), Application.objects.all()).get() == application


def test_a_benchmarking_abroad_is_seen_where_one_of_our_people_took_part():
    swede = CertificationFactory(person__country="SE").person
    abroad = {"organisation__country": "SE", "experts": [swede]}
    ours = BenchmarkingFactory(**abroad, trainees=[PersonFactory(country="NO")])
    BenchmarkingFactory(**abroad)

    assert visible_to(staff("NO"), Benchmarking.objects.all()).get() == ours


def test_staff_without_a_limit_see_everything():
    PersonFactory(country="SE")
    PersonFactory(country="")

    user = staff()

    assert (countries_of(user), visible_to(user, Person.objects.all()).count()) == (None, 2)


def test_a_superuser_is_never_limited():
    assert countries_of(staff("NO", is_superuser=True)) is None


def test_who_is_not_logged_in_sees_nobody():
    PersonFactory()

    assert not visible_to(AnonymousUser(), Person.objects.all()).exists()


def test_the_countries_of_a_user_are_asked_for_once(django_assert_num_queries):
    user = staff("NO")

    with django_assert_num_queries(1):
        assert [countries_of(user), countries_of(user)] == [frozenset({"NO"})] * 2


def test_a_limit_to_no_country_is_refused():
    user = User.objects.create_user("staff")
    limit = StaffCountries(user=user, countries=[])

    assert messages(limit) != []
    with refused("a_limit_names_a_country_at_least"):
        limit.save()


def test_a_limit_to_nonsense_is_refused_in_words():
    limit = StaffCountries(user=User.objects.create_user("staff"), countries=["NO", "XX"])

    assert "“XX” is no country" in messages(limit)[0]


def people_in(model):
    return model._meta.concrete_model is Person or any(
        field.related_model and field.related_model._meta.concrete_model is Person
        for field in model._meta.concrete_fields
    )


def test_whatever_the_admin_shows_of_people_is_limited_or_closed():
    """A new model or inline that names people needs `of_countries`, or WholeRegisterAdmin."""
    open_to_all = []
    for model, model_admin in admin.site._registry.items():
        if isinstance(model_admin, WholeRegisterAdmin):
            continue
        shown = [model, *(inline.model for inline in getattr(model_admin, "inlines", []))]
        open_to_all += [
            each._meta.label
            for each in shown
            if people_in(each) and not hasattr(each._default_manager.all(), "of_countries")
        ]

    assert open_to_all == []
