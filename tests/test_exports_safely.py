"""Files of experts: what must not be in them, what can't be asked, and how they are sent."""

import io
from datetime import date, timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from certification.demo.factories import (
    CertificationFactory,
    ConsentFactory,
    ExpertFactory,
    SuspensionFactory,
    TraineeshipFactory,
    level,
)
from certification.exporting import experts
from people.models import ConsentScope
from tests.exporting import KINDS, body, names, rows, sheet

DAY = timedelta(days=1)
every_kind = pytest.mark.parametrize("kind", KINDS)


@every_kind
def test_private_fields_and_reasons_are_in_no_file(client, kind):
    secrets = ["secret-mail@example.org", "+47 555 0199", "Secretformer", "Secretnick", "SECRET-9"]
    secrets += ["Secretreason", "Secretsource", "Secretbody", "Secretmentor"]
    expert = ExpertFactory(
        email=secrets[0],
        telephone=secrets[1],
        former_names=secrets[2],
        nicknames=secrets[3],
        certification__number=secrets[4],
        consent=None,
    )
    ConsentFactory(person=expert, source=secrets[6])
    certification = CertificationFactory(
        person=expert, level=level("silver"), certified_on=date(2016, 1, 1), decided_by=secrets[7]
    )
    SuspensionFactory(certification=certification, reason=secrets[5])
    ConsentFactory(person=expert, scope=ConsentScope.TRAINEESHIP)
    mentor = ExpertFactory(family_name=secrets[8], consent=None)
    TraineeshipFactory(person=expert, level=level("gold"), mentor=mentor)
    content = body(client, kind, "?status=valid&status=suspended")
    if kind == "xlsx":
        content = str(list(load_workbook(io.BytesIO(content))["Experts"].values)).encode()

    assert expert.family_name.encode() in content
    assert [secret for secret in secrets if secret.encode() in content] == []


@every_kind
def test_withdrawn_consent_takes_effect_at_the_next_file(client, kind):
    expert = ExpertFactory(family_name="Leaving")
    ExpertFactory(family_name="Staying")
    before = names(client, kind)
    expert.consents.update(withdrawn_on=timezone.localdate())

    assert [before, names(client, kind)] == [["Leaving", "Staying"], ["Staying"]]


def test_a_trainee_who_did_not_agree_to_say_so_is_shown_as_none(client):
    expert = ExpertFactory()
    TraineeshipFactory(person=expert, level=level("silver"))

    assert [row["trainee_for"] for row in rows(client)] == [""]


@pytest.mark.parametrize(
    ("is_available", "trait", "expected"),
    [(True, {}, "yes"), (False, {}, "no"), (None, {}, ""), (True, {"certification__expired": True}, "")],
)  # fmt: skip
def test_nobody_is_available_without_a_valid_level(client, is_available, trait, expected):
    ExpertFactory(is_available=is_available, **trait)

    assert [row["available"] for row in rows(client, "?status=valid&status=expired")] == [expected]


@pytest.mark.parametrize("day", [date(2016, 12, 31), date(2017, 1, 1)])
def test_a_withdrawal_is_told_from_its_day_on(client, day):
    ExpertFactory(certification__withdrawn=True, certification__withdrawn_on=date(2017, 1, 1))
    (row,) = rows(client, f"?on={day}&status=valid&status=withdrawn")

    expected = ("withdrawn", "2017-01-01") if day.year == 2017 else ("valid", "")
    assert (row["status"], row["withdrawn_on"], row["on"]) == (*expected, day.isoformat())


HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_is_a_formula(client, text):
    ExpertFactory(given_name=text, family_name='A, "B";\nC')
    ((_head, *values), cell) = (list(zip(*sheet(client), strict=True))[1], rows(client)[0])

    assert (cell["given_name"], cell["family_name"]) == (f"'{text}", 'A, "B";\nC')
    # A workbook says of each cell that it is text.
    workbook = load_workbook(io.BytesIO(body(client, "xlsx")))
    assert workbook["Experts"]["B2"].data_type == "s"
    assert [value.replace("_x000D_", "\r") for value in values] == [text.replace("\r", "\n")]


@every_kind
def test_letters_that_xml_does_not_know_make_a_file(client, kind):
    ExpertFactory(family_name="O\x01ne<&>", position="]]>\ufffe")

    assert names(client, kind) == ["One<&>" if kind == "xlsx" else "O\x01ne<&>"]


@every_kind
def test_many_are_read_some_at_a_time(client, kind, monkeypatch):
    monkeypatch.setattr(experts, "PEOPLE_AT_A_TIME", 3)
    # Namesakes stand on both sides of a boundary, and one has several rows.
    people = [ExpertFactory(family_name=name, given_name="A") for name in "BBBBBAC"]
    CertificationFactory(person=people[2], level=level("silver"), certified_on=date(2016, 1, 1))

    assert names(client, kind) == ["A", "B", "C"]
    assert len(rows(client)) == 8
    assert len({row["register_no"] for row in rows(client)}) == 7


@pytest.mark.parametrize("number", [2, 3, 4, 6])
def test_as_many_as_are_read_at_a_time_or_one_more_are_all_there(client, number, monkeypatch):
    monkeypatch.setattr(experts, "PEOPLE_AT_A_TIME", 3)
    people = ExpertFactory.create_batch(number)

    assert [row["register_no"] for row in rows(client)] == [each.register_no for each in people]
