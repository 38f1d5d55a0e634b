"""Applicants who press the button twice at the same moment: real connections."""

from datetime import timedelta

import pytest
from django.test import Client

from certification import limits
from certification.demo.factories import CourseFactory
from certification.models import Application, ApplicationRequest
from tests.applying import link, send_form
from tests.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "public"])


@pytest.mark.parametrize("first", [-1, -2], ids=["of one link", "of two links"])
def test_two_clicks_at_the_same_moment_make_one_application(client, first):
    course = CourseFactory()
    for _form in range(2):
        send_form(client, course)
    links = [link(first), link(-1)]

    answers = at_once(*[lambda address=address: Client().post(address) for address in links])

    confirmed = f"{course.get_absolute_url()}apply/confirmed/"
    assert [(answer.status_code, answer.url) for answer in answers] == [(302, confirmed)] * 2
    assert Application.objects.count() == 1
    assert ApplicationRequest.objects.count() == (1 if first == -1 else 0)


def test_of_two_at_the_last_place_one_is_counted():
    limit = limits.Limit("test", 3, timedelta(hours=1))
    for number in range(8):
        sender = f"sender {number}"
        assert [limits.counted(limit, sender) is not None for _sent in range(2)] == [True, True]

        counted = at_once(*[lambda sender=sender: limits.counted(limit, sender)] * 3)

        assert [type(each).__name__ for each in counted].count("SentForm") == 1
