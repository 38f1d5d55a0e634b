"""No page offers a link that its reader may not follow."""

import re

import pytest

from certification import roles
from certification.demo.factories import SuspensionFactory, level, rule
from tests.roles import log_in
from tests.staff import address

LINKS = re.compile(r'href="(/admin/[^"#]*(?:/add/|/correct/|/certify/|copy=)[^"#]*)"')


def offered(client, record):
    content = client.get(address(record, "change")).content.decode()
    return [link.replace("&amp;", "&") for link in LINKS.findall(content)]


@pytest.mark.parametrize("role", roles.ROLES)
@pytest.mark.parametrize("limit", [[], ["NO"]], ids=str)
def test_a_link_leads_to_a_page_that_opens(limit, role, client):
    certification = SuspensionFactory().certification
    log_in(client, role, *limit)

    links = [
        link
        for record in (level("bronze"), rule("bronze"), certification)
        for link in offered(client, record)
    ]

    assert [link for link in links if client.get(link).status_code != 200] == []


def test_who_may_add_rules_and_correct_is_offered_it(client):
    certification = SuspensionFactory().certification
    log_in(client, roles.ADMINISTRATOR)

    found = [
        [link for link in offered(client, record) if part in link]
        for record, part in [
            (level("bronze"), "levelrule/add/?level="),
            (rule("bronze"), "levelrule/add/?copy="),
            (certification, "/correct/"),
        ]
    ]

    assert [len(each) for each in found] == [1, 1, 1]
