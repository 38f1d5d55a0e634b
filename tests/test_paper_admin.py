"""Certificates on paper for staff: downloads, the ZIP of a course, and the link that they send."""

import zipfile
from datetime import date

import pytest
from django.core import mail
from django.urls import reverse

from certification import roles
from certification.demo.factories import (
    CertificationFactory,
    CourseFactory,
    EnrolmentFactory,
    SuspensionFactory,
    level,
)
from certification.models import Certification, Enrolment, Expert
from tests.html import text
from tests.papers import numbered, streamed, words
from tests.roles import log_in
from tests.staff import address, cost, messages, staff_with

LIST = reverse("admin:certification_certification_changelist")


def paper(certification):
    return reverse("admin:certification_certification_paper", args=[certification.pk])


def send(*certifications):
    ids = ",".join(str(each.pk) for each in certifications)
    return f"{reverse('admin:certification_certification_send')}?ids={ids}"


def of_course(course, number, **facts):
    """Somebody who passed the course and was certified by it."""
    certification = CertificationFactory(number=number, **facts)
    enrolment = EnrolmentFactory(
        course=course,
        person=certification.person,
        state=Enrolment.State.PASSED,
        result_on=course.ends_on,
    )
    Certification.objects.filter(pk=certification.pk).update(enrolment=enrolment)
    return certification


def course_page(course, part="certificates"):
    return reverse(f"admin:certification_course_{part}", args=[course.pk])


def all_of(response):
    return b"".join(response.streaming_content).decode()


def test_the_page_of_a_certification_offers_its_certificate(admin_client):
    certification = numbered()

    page = admin_client.get(address(certification, "change")).content.decode()

    assert (paper(certification) in page, send(certification) in page) == (True, True)


def test_where_there_is_no_number_the_page_says_so(admin_client):
    certification = CertificationFactory(number=None)

    page = admin_client.get(address(certification, "change"))

    assert "It has no number, so there is no certificate of it." in text(page)
    assert paper(certification) not in page.content.decode()


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"certified_on": date(2015, 1, 1), "valid_until": date(2017, 12, 31)},
        {"withdrawn_on": date(2020, 1, 1), "withdrawal_reason": "Fraud"},
    ],
    ids=["valid", "expired", "withdrawn"],
)
def test_staff_download_what_was_issued_whatever_became_of_it(facts, admin_client):
    response = admin_client.get(paper(numbered(**facts)))

    assert response["Content-Type"] == "application/pdf"
    assert {"no-store", "private"} <= set(response["Cache-Control"].split(", "))
    assert "ESCA-2026-0042" in words(response.content)


def test_letters_that_no_font_has_are_told_to_staff(admin_client):
    response = admin_client.get(paper(numbered(person__given_name="王小明")), follow=True)

    (message,) = messages(response)
    assert "No font of the register has the letters 王 小 明" in message


def test_limited_staff_download_nothing_of_other_countries(client):
    certification = numbered(person__country="SE", person__family_name="Secretname")
    log_in(client, roles.REGISTRAR, "NO")

    answers = [client.get(page) for page in (paper(certification), send(certification))]

    assert [answer.status_code for answer in answers] == [404, 302]
    assert not any(b"Secretname" in answer.content for answer in answers)


def test_the_chosen_are_one_zip_in_the_order_of_names(admin_client):
    chosen = [numbered(f"N-{name}", person__family_name=name) for name in ("Zorn", "Abel", "Moe")]
    chosen.append(CertificationFactory(number=None))

    response = admin_client.post(
        LIST, {"action": "download_certificates", "_selected_action": [each.pk for each in chosen]}
    )

    with zipfile.ZipFile(streamed(response)) as file:
        assert file.testzip() is None
        assert file.namelist() == [
            "1-of-3-certificate-N-Abel.pdf",
            "2-of-3-certificate-N-Moe.pdf",
            "3-of-3-certificate-N-Zorn.pdf",
        ]
        assert "Abel" in words(file.read("1-of-3-certificate-N-Abel.pdf"))


def test_the_same_certificates_are_the_same_zip(admin_client):
    data = {"action": "download_certificates", "_selected_action": [numbered().pk]}

    first, second = [streamed(admin_client.post(LIST, data)).read() for _ in range(2)]

    assert first == second


def test_where_none_has_a_number_no_file_is_made(admin_client):
    data = {
        "action": "download_certificates",
        "_selected_action": [CertificationFactory(number=None).pk],
    }

    response = admin_client.post(LIST, data, follow=True)

    assert messages(response) == ["None of them has a number, so there are no certificates."]


def test_the_page_of_a_course_makes_each_certificate_and_says_how_many_are_there(admin_client):
    course = CourseFactory(past=True)
    for name in ("Abel", "Moe"):
        of_course(course, f"N-{name}", person__family_name=name)
    of_course(course, "N-Wang", person__given_name="王", person__family_name="Wang")
    numbered("N-Elsewhere")

    page = all_of(admin_client.get(course_page(course)))

    assert ("1 of 3:" in page, "3 of 3:" in page, "N-Elsewhere" in page) == (True, True, False)
    assert "All are there: 2 of 3 can be printed." in page
    assert "No font of the register has the letters 王" in page
    assert course_page(course, "certificates_zip") in page


def test_the_page_is_sent_piece_by_piece(admin_client):
    course = CourseFactory(past=True)
    of_course(course, "N-1")

    pieces = list(admin_client.get(course_page(course)).streaming_content)

    assert [b"1 of 1:" in piece for piece in pieces] == [False, True, False, False]


def test_the_zip_of_a_course_names_whom_it_lacks(admin_client):
    course = CourseFactory(past=True)
    of_course(course, "N-Abel", person__family_name="Abel")
    of_course(course, "N-Wang", person__given_name="王", person__family_name="Wang")

    response = admin_client.get(course_page(course, "certificates_zip"))

    assert response["Content-Disposition"].startswith(
        f'attachment; filename="certificates-{course.slug}'
    )
    with zipfile.ZipFile(streamed(response)) as file:
        assert file.namelist() == ["1-of-2-certificate-N-Abel.pdf", "not-printed.txt"]
        assert "王 Wang" in file.read("not-printed.txt").decode()


def test_the_zip_leaves_out_people_of_other_countries(client):
    course = CourseFactory(past=True)
    of_course(course, "N-NO")
    of_course(course, "N-SE", person__country="SE", person__family_name="Secretname")
    log_in(client, roles.REGISTRAR, "NO")

    page = all_of(client.get(course_page(course)))

    assert ("N-NO" in page, "Secretname" in page, "N-SE" in page) == (True, False, False)
    with zipfile.ZipFile(streamed(client.get(course_page(course, "certificates_zip")))) as file:
        assert file.namelist() == ["1-of-1-certificate-N-NO.pdf"]


def test_a_course_without_certificates_says_so(admin_client):
    page = all_of(admin_client.get(course_page(CourseFactory(past=True))))

    assert "There is nothing to download." in page


def test_the_page_of_a_course_leads_there_once_somebody_is_certified(admin_client):
    course, other = CourseFactory(past=True), CourseFactory(past=True)
    of_course(course, "N-1")

    found = [
        course_page(each) in admin_client.get(address(each, "change")).content.decode()
        for each in (course, other)
    ]

    assert found == [True, False]


def test_before_a_link_is_sent_the_page_says_to_whom_and_who_gets_none(admin_client):
    chosen = [
        numbered("N-1", person__email="ase@example.org"),
        numbered("N-2", person__email=""),
        CertificationFactory(number=None, person__email="none@example.org"),
        SuspensionFactory(certification__number="N-3").certification,
    ]

    shown = text(admin_client.get(send(*chosen)))

    expected = [
        "ase@example.org",
        "The register has no e-mail address of this person.",
        "It has no number, so there is no certificate of it.",
        "Its status is “Suspended”, so it is not given out.",
    ]
    assert [each for each in expected if each not in shown] == []
    assert ("none@example.org" in shown, mail.outbox) == (False, [])


def test_a_link_is_sent_to_those_who_can_get_one(admin_client):
    chosen = [numbered("N-1", person__email="ase@example.org"), numbered("N-2", person__email="")]

    response = admin_client.post(send(*chosen), follow=True)

    assert [message.to for message in mail.outbox] == [["ase@example.org"]]
    assert messages(response) == [f"{chosen[0]}: the link to the certificate is on its way."]


def test_the_action_leads_to_that_page(admin_client):
    certification = numbered()

    response = admin_client.post(
        LIST, {"action": "send_certificates", "_selected_action": [certification.pk]}
    )

    assert response["Location"] == send(certification)


def test_where_no_mail_can_be_sent_staff_are_told(admin_client, settings):
    settings.MAILERS = {}

    response = admin_client.post(send(numbered()), follow=True)

    (message,) = messages(response)
    assert "the mail could not be sent" in message


def test_who_may_only_look_is_offered_the_file_and_no_mail(client):
    certification = numbered()
    log_in(client, roles.AUDITOR)

    page = client.get(address(certification, "change")).content.decode()

    assert (paper(certification) in page, send(certification) in page) == (True, False)
    assert client.post(send(certification)).status_code == 403


def test_who_may_not_see_certifications_gets_none_by_a_course(client):
    course = CourseFactory(past=True)
    of_course(course, "N-1")
    staff_with(client, "certification.view_course", "certification.view_enrolment")

    pages = [course_page(course), course_page(course, "certificates_zip")]

    assert [client.get(page).status_code for page in pages] == [403, 403]
    assert pages[0] not in client.get(address(course, "change")).content.decode()


@pytest.mark.parametrize("ids", ["", "x", "999999", "1,,2", "-1", "9" * 30])
def test_what_is_no_choice_leads_back_to_the_list(ids, admin_client):
    page = f"{reverse('admin:certification_certification_send')}?ids={ids}"

    assert admin_client.get(page)["Location"] == LIST


def test_the_page_of_a_certification_takes_no_query_more_for_it(admin_client):
    with_number, without = numbered(), CertificationFactory(number=None)

    pages = [address(each, "change") for each in (with_number, without)]

    assert cost(admin_client, pages[0]) <= cost(admin_client, pages[1]) + 1


@pytest.mark.parametrize(("limit", "count", "is_said"), [(["NO"], 1, True), ([], 2, False)])
def test_limited_staff_are_told_that_a_course_may_have_more(limit, count, is_said, client):
    course = CourseFactory(past=True)
    of_course(course, "N-1")
    of_course(course, "N-2", person__country="SE")
    log_in(client, roles.REGISTRAR, *limit)

    page = all_of(client.get(course_page(course)))

    said = "Your account is for Norway only: certificates of people elsewhere are neither counted"
    assert (f"1 of {count}:" in page, said in page) == (True, is_said)


def test_the_page_of_an_expert_offers_the_certificate_in_its_row(admin_client):
    with_number, without = numbered(), CertificationFactory(number=None)

    pages = [
        admin_client.get(address(each.person, "change", Expert)).content.decode()
        for each in (with_number, without)
    ]

    offered = [paper(with_number) in pages[0], send(with_number) in pages[0]]
    assert [*offered, paper(without) in pages[1]] == [True, True, False]


def test_the_page_of_an_expert_takes_the_same_queries_with_one_certificate_and_with_three(
    admin_client,
):
    person = numbered("N-1").person
    one = cost(admin_client, address(person, "change", Expert))
    for number, name in (("N-2", "silver"), ("N-3", "gold")):
        numbered(number, person=person, level=level(name))

    assert cost(admin_client, address(person, "change", Expert)) == one


def test_the_page_of_a_certification_leads_to_where_the_public_checks_it(admin_client, client):
    with_number, without = numbered(), CertificationFactory(number=None)

    pages = [
        admin_client.get(address(each, "change")).content.decode()
        for each in (with_number, without)
    ]

    link = 'href="/verify/ESCA-2026-0042/"'
    assert [link in page for page in pages] == [True, False]
    assert "Public check page" not in pages[1]
    assert client.get("/verify/ESCA-2026-0042/").status_code == 200
