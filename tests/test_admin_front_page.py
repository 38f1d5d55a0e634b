"""The front page of the admin: figures that are the counts of the lists they lead to."""

from datetime import date, timedelta

from django.utils import timezone

from certification.demo.factories import (
    CertificationFactory,
    ExpertFactory,
    OrganisationFactory,
    PersonFactory,
    level,
)
from tests.staff import listed_rows, staff_with


def figures(response, group="figures"):
    return {figure["url"]: figure["number"] for figure in response.context[group]}


def test_each_figure_is_the_count_of_the_list_it_leads_to(admin_client):
    whole = {"organisation": OrganisationFactory()}
    soon = timezone.localdate() + timedelta(days=30)
    twice = ExpertFactory(**whole, certification__valid_until=soon)
    CertificationFactory(person=twice, level=level("silver"), valid_until=soon)
    for _ in range(2):
        ExpertFactory(**whole, certification__suspended=True)
    for _ in range(3):
        ExpertFactory(certification__certified_on=date(2016, 1, 1))
    for _ in range(5):
        PersonFactory(**whole, consent=None)
    ExpertFactory(**whole, certification__expired=True)
    ExpertFactory(**whole, certification__withdrawn=True)

    shown = figures(admin_client.get("/admin/"))

    assert list(shown.values()) == [4, 2, 3, 5]
    for url, number in shown.items():
        assert len(listed_rows(admin_client.get(url))) == number


def test_the_work_lists_stand_there_with_their_counts(admin_client):
    soon = timezone.localdate() + timedelta(days=30)
    twice = ExpertFactory(certification__valid_until=soon)
    CertificationFactory(person=twice, level=level("silver"), valid_until=soon)

    shown = figures(admin_client.get("/admin/"), "waiting")

    lists = "/admin/certification/expert/work-lists"
    assert shown[f"{lists}/running-out/"] == 2
    for url, number in shown.items():
        assert admin_client.get(url).context["page"].paginator.count == number


def test_staff_see_the_figures_of_what_they_may_look_at(client):
    staff_with(client, "people.view_person")

    shown = figures(client.get("/admin/"))

    assert list(shown) == ["/admin/people/person/?gaps=any", "/admin/people/person/?listed=no"]


def test_the_front_page_is_named_after_the_register(admin_client):
    response = admin_client.get("/admin/")

    assert str(response.context["site_header"]) == "Cluster Expert Register"
