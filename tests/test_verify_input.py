"""Whatever is entered, the answer is in words and no 500."""

import pytest

from certification.demo.factories import CertificationFactory
from tests.html import text

LONG = "x" * 10_000
NOT_A_NUMBER = "A certificate number consists of letters A to Z and digits, at most 40 of them."


@pytest.fixture(autouse=True)
def _certificate():
    CertificationFactory(number="A1")


NUMBERS = [
    ("' OR 1=1 --", 404),
    ("A1'; DROP TABLE people_person; --", 404),
    ("A1\x01", 200),
    ("\u202eA1", 200),
    ("A1😀", 200),
    ("😀", 400),
    ("Ω1", 404),
    ("ß", 400),
    ("...", 400),
    ("x" * 40, 404),
    ("x" * 41, 400),
    ("x" + "-" * 98 + "x", 404),
    ("x" + "-" * 99 + "x", 400),
    ("%", 400),
    ("A%", 404),
    ("<script>alert(1)</script>", 404),
    ("a/b/c", 404),
    ("../../admin", 404),
    (LONG, 400),
    ("A1\0", 400),
    ("\ud800A1".encode("utf-8", "surrogatepass"), 200),
    (b"\xff\xfeA1", 200),
]


@pytest.mark.parametrize(("number", "status"), NUMBERS, ids=lambda each: repr(each)[:30])
def test_a_number_is_found_not_found_or_not_understood(client, number, status):
    answer = client.get("/verify/", {"number": number}, follow=True)

    assert answer.status_code == status
    assert (NOT_A_NUMBER in text(answer) or "can’t be read" in text(answer)) is (status == 400)
    assert "alert(1)</script>" not in answer.text


ADDRESSES = [
    ("/verify/?number=", 400),
    ("/verify/?number=+++", 400),
    ("/verify/?number=A1&number=&number=x", 302),
    ("/verify/?code=x", 200),
    ("/verify/?number[]=A1", 200),
    ("/verify/A1", 301),
    ("/verify/A1/?code=%00", 200),
    (f"/verify/B1/?code={LONG}", 404),
    ("/verify/B1/?code=%ff%00%F0%9F%98%80", 404),
    ("/verify/%00/", 400),
    ("/verify/A1%00/", 400),
    ("/verify/A%0A1/", 404),
    ("/verify/%ff/", 404),
    (f"/verify/{LONG}/", 400),
    ("/verify/" + "%F0%9F%98%80" * 500 + "/", 400),
    ("/verify/A1/?format=xml", 400),
    ("/verify/A1/?format=%00", 400),
    ("/verify/A1/?on=", 200),
    ("/verify/A1/?on=0001-01-01", 200),
    ("/verify/A1/?on=9999-12-31", 200),
    ("/verify/A1/?on=%00", 400),
    (f"/verify/A1/?on={LONG}", 400),
]


@pytest.mark.parametrize(("address", "status"), ADDRESSES, ids=lambda each: repr(each)[:40])
def test_every_address_has_an_answer(client, address, status):
    answer = client.get(address)

    assert answer.status_code == status
    if status >= 400:
        assert '<a class="brand"' in answer.text


@pytest.mark.parametrize("day", ["2019-13-45", "2019-02-29", "yesterday", "1.5.2019"])
@pytest.mark.parametrize("number", ["A1", "UNKNOWN"])
def test_a_day_that_is_none_is_refused_with_the_sentence_of_the_profile(client, day, number):
    answer = client.get(f"/verify/{number}/", {"on": day})

    assert answer.status_code == 400
    assert "Write the day as year-month-day, such as 2019-05-01." in text(answer)


@pytest.mark.parametrize("address", ["/verify/", "/verify/A1/"])
def test_nothing_can_be_sent_there(client, address):
    assert [client.post(address).status_code, client.head(address).status_code] == [405, 200]
