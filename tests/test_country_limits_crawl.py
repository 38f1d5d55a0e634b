"""No page of the admin tells limited staff a name from elsewhere, and none changes anything of it."""

import pytest
from django.contrib import admin
from django.urls import reverse

from certification.demo.factories import (
    BenchmarkingFactory,
    CertificationFactory,
    CourseFactory,
    EnrolmentFactory,
    OrganisationFactory,
    PersonFactory,
    TraineeshipFactory,
)
from certification.models import Expert
from certification.roles import ROLES
from people.models import Person
from tests.roles import OF_A_PERSON, everything, log_in, page_address, pages
from tests.staff import address

NAME = "Secretname"
FOUND_BY = ["hushina", "T999999", "hushina@example.org"]
SENT = {"on": "2024-03-12", "reason": "A letter", "post": "yes"}


@pytest.fixture
def secret():
    return PersonFactory(
        country="SE",
        register_no="T999999",
        given_name="Hushina",
        family_name=NAME,
        email="hushina@example.org",
        organisation=OrganisationFactory(name="Shared"),
    )


@pytest.fixture
def theirs(secret):
    """Of each model a record of hers, and what she shares with somebody from Norway."""
    records = {label: make(secret) for label, make in OF_A_PERSON.items()}
    ours = CertificationFactory(person__organisation=secret.organisation).person
    course = CourseFactory()
    for person in (ours, secret):
        EnrolmentFactory(course=course, person=person)
    shared = BenchmarkingFactory(organisation__country="SE", experts=[ours, secret])
    return records | {
        "people.Organisation": secret.organisation,
        "certification.Course": course,
        "certification.ClusterOrganisation": shared.organisation,
        "shared": shared,
    }


@pytest.fixture
def ours(theirs, secret):
    """Of Norway, and beside her: who has her as a mentor, in a traineeship and in benchmarkings."""
    person = CertificationFactory(person__family_name="Ourname").person
    benchmarkings = [
        BenchmarkingFactory(organisation__country=country, experts=[secret], trainees=[person])
        for country in ("NO", "SE")
    ]
    expert = Expert.objects.get(pk=person.pk)
    return [person, expert, TraineeshipFactory(person=person, mentor=secret), *benchmarkings]


def looked_at(ours):
    """The pages of those records, to read."""
    for record in ours:
        for view in ("change", "history"):
            yield address(record, view), {}, None
    yield reverse("admin:certification_expert_eligibility", args=[ours[0].pk]), {}, None
    yield reverse("admin:certification_expert_worklist", args=["stalled"]), {}, None


def relations(model):
    """The fields of the model by which other records are chosen."""
    fields = [*model._meta.concrete_fields, *model._meta.many_to_many]
    return [field for field in fields if field.is_relation and field.related_model]


def steps(theirs):
    """Every address, of her records where it is about one, and what is sent to it."""
    for name, (model, parts) in pages().items():
        record = theirs.get(model and model._meta.label)
        if name == "logout" or (parts and model and record is None):
            continue
        if name == "app_list":
            continue
        page = page_address(name, record)
        yield page, {}, SENT
        if record and not parts:
            yield page, {"ids": str(record.pk)}, SENT
    for model, model_admin in admin.site._registry.items():
        record = theirs.get(model._meta.label)
        for text in FOUND_BY:
            yield address(model, "changelist"), {"q": text}, None
        for field in relations(model):
            chosen = theirs.get(field.related_model._meta.label)
            if chosen:
                yield address(model, "changelist"), {f"{field.name}__id__exact": chosen.pk}, None
                yield address(model, "add"), {field.name: chosen.pk}, {field.name: chosen.pk}
            for text in FOUND_BY:
                opts = model._meta
                asked = {"app_label": opts.app_label, "model_name": opts.model_name}
                yield (
                    "/admin/autocomplete/",
                    {**asked, "field_name": field.name, "term": text},
                    None,
                )
        for action in [*model_admin.actions, "delete_selected"]:
            sent = {"action": getattr(action, "__name__", action), "post": "yes"}
            sent["_selected_action"] = [record.pk] if record else ["1"]
            yield address(model, "changelist"), {}, sent


@pytest.mark.parametrize("role", ROLES)
def test_a_name_from_elsewhere_is_never_told_and_nothing_of_it_changes(role, client, theirs, ours):
    log_in(client, role, "NO", "DK")
    before = everything()
    told = []

    for page, query, sent in [*looked_at(ours), *steps(theirs)]:
        response = client.get(page, query, follow=True)
        shown = [response.getvalue().decode(errors="replace"), str(response.redirect_chain)]
        if sent is not None:
            response = client.post(page, sent, query_params=query, follow=True)
            shown += [response.getvalue().decode(errors="replace"), str(response.redirect_chain)]
        told += [(page, query, sent) for each in shown if NAME.lower() in each.lower()]
        assert everything() == before, (page, query, sent)

    assert told == [], chr(10).join(map(str, told))


def test_the_same_steps_tell_the_name_to_staff_without_a_limit(client, theirs, ours):
    log_in(client, "Administrator")

    told = {
        page
        for page, query, _sent in [*looked_at(ours), *steps(theirs)]
        if NAME in client.get(page, query, follow=True).getvalue().decode(errors="replace")
    }

    expected = [address(model, "changelist") for model in admin.site._registry]
    lists = [page for page in expected if page in told]
    assert address(Person, "changelist") in lists
    assert {"/admin/autocomplete/", address(theirs["people.Person"], "change")} <= told
    eligibility = reverse("admin:certification_expert_eligibility", args=[ours[0].pk])
    assert {page for page, *_rest in looked_at(ours)} - told == {eligibility}
