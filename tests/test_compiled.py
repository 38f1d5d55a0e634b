"""Queries whose SQL is put together once: what they answer is what they would answer put together anew."""

from datetime import date, timedelta

from django.utils import timezone

from certification.demo.factories import CertificationFactory
from certification.models import Certification
from certification.register import shown
from certification.search.compiled import A_DAY, AMONG_KEYS, Compiled
from people.models import Consent

DAY, TODAY = timedelta(days=1), timezone.localdate()


def ended_by() -> Compiled:
    rows = Certification.objects.using("public").filter(pk__in=AMONG_KEYS, valid_until__lt=A_DAY)
    return Compiled(lambda: rows.order_by("pk").values_list("pk"))


def test_each_question_has_its_own_keys_and_day():
    first, second = (
        CertificationFactory(certified_on=date(2020, 1, 1), valid_until=date(year, 1, 1))
        for year in (2021, 2022)
    )
    ended = ended_by()
    assert ended.rows([first.pk, second.pk], date(2021, 1, 2)) == [(first.pk,)]
    assert ended.rows([first.pk, second.pk], date(2022, 1, 2)) == [(first.pk,), (second.pk,)]
    assert ended.rows([second.pk], date(2022, 1, 2)) == [(second.pk,)]
    assert ended.rows([], date(2022, 1, 2)) == []


def test_what_is_of_today_is_of_the_day_that_it_is_asked_on(monkeypatch):
    """A worker that runs past midnight asks with the new day."""
    made = []

    def build():
        made.append(timezone.localdate())
        return Consent.objects.using("public").in_force().values_list("pk")

    consents = Compiled(build)
    consents.rows([], TODAY)
    consents.rows([], TODAY)
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY + DAY)
    consents.rows([], TODAY)
    assert made == [TODAY, TODAY + DAY]


def test_the_placeholders_are_no_values_of_a_question(django_assert_num_queries):
    certification = CertificationFactory()
    levels = [certification.level]
    with django_assert_num_queries(3):
        (one,) = shown.shown([certification.person_id], TODAY, levels)
    assert one.standing[0].certified_on == certification.certified_on
