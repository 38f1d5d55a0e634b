"""Forms of staff who are limited to countries: what they show, what they take, and what stays."""

import pytest
from django.contrib import admin
from django.forms import modelform_factory

from certification.demo.factories import (
    ApplicationFactory,
    CourseFactory,
    EnrolmentFactory,
    PersonFactory,
    TraineeshipFactory,
)
from certification.models import Application, Course, Enrolment, Traineeship
from certification.roles import ADMINISTRATOR
from people.admin.countries import form_for
from people.admin.record import RecordAdmin
from tests.roles import log_in
from tests.staff import inline_rows


@pytest.fixture
def norway(client):
    return log_in(client, ADMINISTRATOR, "NO")


@pytest.fixture
def request_of(norway, rf):
    request = rf.get("/")
    request.user = norway
    return request


def test_a_mentor_elsewhere_stays_and_no_other_can_be_chosen(norway):
    swede, other = PersonFactory(country="SE"), PersonFactory(country="SE")
    traineeship = TraineeshipFactory(mentor=swede)
    form = form_for(norway, modelform_factory(Traineeship, fields=["person", "mentor"]))
    sent = [{"person": traineeship.person_id, "mentor": mentor.pk} for mentor in (swede, other)]

    found = [form(data, instance=Traineeship.objects.get()).errors for data in sent]

    assert [sorted(each) for each in found] == [[], ["mentor"]]


class CoursePage(RecordAdmin):
    class People(admin.TabularInline):
        model = Enrolment
        fields = ["person"]

    inlines = [People]


def test_an_inline_shows_and_takes_ones_own_people(request_of):
    ours = EnrolmentFactory()
    EnrolmentFactory(course=ours.course, person__country="SE")
    page = CoursePage(Course, admin.site)

    (formset_class, inline), *_ = page.get_formsets_with_inlines(request_of, ours.course)
    kwargs = page.get_formset_kwargs(request_of, ours.course, inline, "enrolments")
    shown = formset_class(**kwargs)
    data = inline_rows("enrolments", {"person": PersonFactory(country="SE").pk})
    sent = formset_class(data, **kwargs)

    assert [form.instance for form in shown.initial_forms] == [ours]
    assert list(sent.extra_forms[0].errors) == ["person"]


def test_trainers_elsewhere_stay_where_a_form_did_not_show_them(norway, request_of):
    swede, ours = PersonFactory(country="SE"), PersonFactory()
    course = CourseFactory(trainers=[swede])
    page = RecordAdmin(Course, admin.site)
    form_class = form_for(norway, modelform_factory(Course, fields=["trainers"]))

    form = form_class({"trainers": [ours.pk]}, instance=course)
    assert form.is_valid()
    form.save(commit=False)
    page.save_related(request_of, form, [], change=True)

    assert {*course.trainers.all()} == {swede, ours}


def test_an_application_from_abroad_keeps_its_country_and_gets_no_other(norway):
    ours = EnrolmentFactory()
    application = ApplicationFactory(country="SE", enrolment=ours, course=ours.course)
    form = form_for(norway, modelform_factory(Application, fields=["country"]))

    found = [
        form({"country": code}, instance=Application.objects.get(pk=application.pk)).is_valid()
        for code in ("SE", "NO", "DK")
    ]

    assert found == [True, True, False]


def test_the_form_of_staff_without_a_limit_is_the_same_as_ever(client):
    form = modelform_factory(Traineeship, fields=["person"])

    assert form_for(log_in(client, ADMINISTRATOR), form) is form
