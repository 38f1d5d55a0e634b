"""Whatever stands in the address, the answer is a page in the site's design and never a 500."""

import pytest

from certification.demo.factories import ExpertFactory

LONG = "x" * 10_000

# 400: the form says what it can't search for. 404: there is no such page.
LISTS = [
    ("after=zz.zz.1", 404),
    ("after=a.a.1", 200),
    ("before=a.a.1", 404),
    ("before=zz.zz.1", 200),
    ("before=end", 200),
    ("before=end&after=nonsense", 200),
    ("after=7", 404),
    ("after=a.b.c.1", 404),
    ("after=-1.a.a.1", 404),
    ("after=a.a." + "9" * 30, 404),
    ("after=" + "a" * 5_000, 404),
    ("after=%00.a.1", 404),
    ("after=a%25.a.1", 404),
    ("order=latest&after=a.a.1", 404),
    ("order=latest&after=99999999999.a.a.1", 404),
    ("order=latest&after=9999999999.a.a.1", 404),
    ("order=level&after=-9999999999.a.a.1", 200),
    ("order=country&after=XX.a.a.1", 200),
    ("order=country&after=1.a.a.1", 404),
    ("order=end&after=NO.a.a.1", 404),
    ("on=2019-13-45", 400),
    ("on=0000-00-00", 400),
    ("on=2019-02-29", 400),
    ("on=yesterday", 400),
    ("on=%00", 400),
    (f"on={LONG}", 400),
    ("on=0001-01-01", 200),
    ("on=9999-12-31", 200),
    ("on=x&on=2019-05-01", 200),
    ("on=9999-12-31&order=latest", 200),
    ("q=%00", 400),
    ("q=bj%00rn", 400),
    ("q=...", 400),
    ("q=%ff", 400),
    ("q=abc%ff", 200),
    ("q=%ed%a0%80x", 200),
    (f"q={LONG}", 400),
    ("q=" + "a+" * 99, 200),
    ("q=%25", 400),
    ("q=%25a_%5C", 200),
    ("q=%F0%9F%98%80", 400),
    ("q=a&q=b", 200),
    ("country=XX", 400),
    ("country=%00", 400),
    ("country=NO&country=XX", 400),
    (f"country={LONG}", 400),
    ("country=NO,DE", 400),
    ("country[]=NO", 200),
    ("country=" + "&country=".join(["NO"] * 500), 200),
    ("level=platinum", 400),
    ("level=1", 400),
    ("level=%00", 400),
    ("status=fine", 400),
    ("status=VALID", 400),
    ("language=xx", 400),
    ("language=english", 400),
    ("language=%00", 400),
    ("sector=nothing", 400),
    ("sector=%00", 400),
    ("available=maybe", 400),
    ("available=yes&available=yes", 200),
    ("q=berg&order=name", 200),
    ("q=berg&after=a.a.1", 404),
    ("q=berg&after=1.a.a.1", 404),
    ("q=berg&after=NO.a.a.1", 404),
    ("order=-name", 400),
    ("order=name&order=level", 200),
    ("%00=%00", 200),
    ("%ff=%ff", 200),
    (f"{LONG}={LONG}", 200),
    ("&&&===", 200),
    ("&".join(f"a{number}=1" for number in range(6_000)), 400),
    ("q=%3Cscript%3Ealert(1)%3C/script%3E", 200),
]

PATHS = [
    "/nothing",
    "/%00",
    "/experts/%00/",
    "/experts/a%00b/",
    "/experts/%ff/",
    f"/experts/{LONG}/",
    "/experts/../../etc/passwd",
    "/experts/nobody/",
    "/experts/nobody/photo.jpg",
    "/experts/nobody/?on=2019-05-01",
    "/sitemap-nothing.xml",
    "/sitemap-experts.xml?p=2",
    "/sitemap-experts.xml?p=x",
    "/sitemap-%00.xml",
    "/healthz/",
]


@pytest.fixture
def quiet_client(client):
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(("query", "status"), LISTS, ids=[query[:40] for query, _status in LISTS])
def test_nonsense_in_the_lists_address_gets_a_page(quiet_client, query, status):
    ExpertFactory()

    response = quiet_client.get(f"/experts/?{query}")

    assert (response.status_code, b"Cluster Expert Register</title>" in response.content) == (
        status,
        True,
    )


@pytest.mark.parametrize("path", PATHS, ids=[path[:40] for path in PATHS])
def test_a_path_that_leads_nowhere_gets_the_404_page(quiet_client, path):
    response = quiet_client.get(path)

    assert (response.status_code, b"<h1>There is no such page</h1>" in response.content) == (
        404,
        True,
    )


@pytest.mark.parametrize("on", ["2019-13-45", "0000-00-00", "%00", "x", LONG, "2019-05-01x"])
def test_an_impossible_day_in_a_profiles_address_is_a_400_that_says_what_to_write(quiet_client, on):
    expert = ExpertFactory()

    response = quiet_client.get(f"{expert.get_absolute_url()}?on={on}")

    assert (response.status_code, b"such as 2019-05-01" in response.content) == (400, True)


def test_a_message_stands_beside_a_filter_that_is_not_understood(quiet_client):
    response = quiet_client.get("/experts/?country=XX&on=2019-13-45")

    assert response.context["filter"].form.errors == {
        "country": ["The address names a country that does not exist."],
        "on": ["Write the day as year-month-day, such as 2019-05-01."],
    }
