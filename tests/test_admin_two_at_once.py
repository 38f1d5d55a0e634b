"""Two members of staff, or two windows of one: nobody's change is undone by an older form."""

from django.utils import timezone

from certification.demo.factories import ExpertFactory, PersonFactory
from people.models import Person
from tests.staff import address, errors, messages, person_form


def opened(admin_client, person):
    return admin_client.get(address(person, "change")).context["adminform"].form["seen"].value()


def test_a_form_opened_before_a_change_of_somebody_else_saves_nothing(admin_client):
    person = PersonFactory(position="Director")
    seen = opened(admin_client, person)
    Person.objects.update(position="Adviser")

    response = admin_client.post(
        address(person, "change"), person_form(person, seen=seen, position="Director")
    )

    assert len(errors(response)) == 1
    assert Person.objects.get().position == "Adviser"


def test_a_form_opened_after_the_last_change_is_saved(admin_client):
    person = PersonFactory()
    seen = opened(admin_client, person)

    admin_client.post(address(person, "change"), person_form(person, seen=seen, position="Adviser"))

    assert Person.objects.get().position == "Adviser"


def test_an_old_form_does_not_give_back_a_consent_that_was_withdrawn(admin_client, client):
    expert = ExpertFactory()
    seen = opened(admin_client, expert)
    expert.consents.get().withdraw(timezone.localdate())

    admin_client.post(address(expert, "change"), person_form(expert, seen=seen))

    assert client.get(expert.get_absolute_url()).status_code == 404


def test_a_person_like_one_in_the_register_is_saved_with_a_warning(admin_client):
    PersonFactory(given_name="Asta", family_name="Lie", register_no="E7")

    response = admin_client.post(address(Person, "add"), person_form(), follow=True)

    assert [text for text in messages(response) if "twice" in text] == [
        f'Is this person in the register twice? <a href="{address(Person.objects.get(register_no="E7"), "change")}">'
        "Asta Lie</a> (E7) has the same name or e-mail address."
    ]


def test_a_person_is_found_by_a_whole_email_address(admin_client):
    PersonFactory(email="asta.lie@example.org")
    PersonFactory(email="another@example.org")

    response = admin_client.get(address(Person, "changelist"), {"q": "Asta.Lie@example.org"})

    assert [person.email for person in response.context["cl"].result_list] == [
        "asta.lie@example.org"
    ]


def test_an_expert_is_found_by_the_number_of_a_certificate(admin_client):
    expert = ExpertFactory(certification__number="ESCA-B-0007")
    ExpertFactory(certification__number="ESCA-B-0008")

    response = admin_client.get(address(type(expert), "changelist"), {"q": "esca b 0007"})

    assert list(response.context["cl"].result_list) == [expert]
