"""What the environment says wrongly is told by the name of the variable, and no password is repeated."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from certification import environment

NAME = "REGISTER_TEST"
PASSWORD = "s3cret"


@pytest.fixture
def variable(monkeypatch):
    return lambda value: monkeypatch.setenv(NAME, value)


def told(read, *arguments, **options) -> str:
    with pytest.raises(ImproperlyConfigured) as refusal:
        read(NAME, *arguments, **options)
    return str(refusal.value)


def test_what_is_unset_or_blank_has_its_default(variable):
    def values():
        return [
            environment.text(NAME, "a"),
            environment.flag(NAME, default=True),
            environment.number(NAME, 5),
            environment.choice(NAME, ["x", "y"], "y"),
            environment.listed(NAME, "a,b"),
            environment.time_zone(NAME, "Europe/Oslo"),
        ]

    unset = values()
    variable("  ")

    assert unset == values() == ["a", True, 5, "y", ["a", "b"], "Europe/Oslo"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [(" 1 ", True), ("TRUE", True), ("yes", True), ("on", True), ("0", False), ("Off", False)],
)
def test_a_flag_is_on_or_off(variable, value, expected):
    variable(value)

    assert environment.flag(NAME, default=not expected) is expected


def test_a_flag_of_another_word_is_refused(variable):
    variable("maybe")

    assert told(environment.flag, default=True) == f"{NAME} must be on or off, not 'maybe'."


@pytest.mark.parametrize("value", ["0", "-3", "1.5", "many", "²", "٣"])
def test_a_number_that_is_none_or_too_small_is_refused(variable, value):
    variable(value)

    sentence = f"{NAME} must be a whole number from 1, not {value!r}."
    assert told(environment.number, 5, least=1) == sentence


def test_a_number_is_read(variable):
    variable(" 12 ")

    assert environment.number(NAME, 5, least=12) == 12


def test_a_choice_that_is_none_is_refused(variable):
    variable("z")

    assert told(environment.choice, ["x", "y"], "y") == f"{NAME} must be one of x, y, not 'z'."


def test_a_list_leaves_out_what_is_empty(variable):
    variable(" a, ,b,")

    assert environment.listed(NAME) == ["a", "b"]


@pytest.mark.parametrize("value", ["Berlin", "../etc/passwd", "Europe/Atlantis"])
def test_a_time_zone_that_does_not_exist_is_refused(variable, value):
    variable(value)

    sentence = f"{NAME} must be a time zone like Europe/Berlin, not {value!r}."
    assert told(environment.time_zone, "Europe/Berlin") == sentence


EXAMPLE = "postgres://user:password@host:5432/database"


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        (f"mysql://a:{PASSWORD}@host/register", "must name a PostgreSQL database"),
        ("sqlite:///register.db", "must name a PostgreSQL database"),
        (f"postgis://a:{PASSWORD}@host/register", "must name a PostgreSQL database"),
        (f"postgres://a:{PASSWORD}@host", "names no database at its end"),
        (f"postgres://a:{PASSWORD}@host/", "names no database at its end"),
        (f"postgres://a:{PASSWORD}@host:port/register", "is not an address like"),
        (f"postgres://a:{PASSWORD}@[host/register", "is not an address like"),
        (f"postgres//a:{PASSWORD}@host/register", "is not an address like"),
        (f"nonsense://a:{PASSWORD}@host/register", "is not an address like"),
        (f"host=db password={PASSWORD}", "is not an address like"),
        (PASSWORD, "is not an address like"),
    ],
)
def test_a_wrong_database_address_is_refused_without_its_password(variable, address, sentence):
    variable(address)

    with pytest.raises(ImproperlyConfigured) as refusal:
        environment.database(NAME)

    colon = " " if sentence.endswith("like") else ": "
    assert str(refusal.value) == f"{NAME} {sentence}{colon}{EXAMPLE}."


def test_a_database_address_is_read(variable):
    variable("postgresql://asa:p%40ss@db.example.org:5433/register?sslmode=require")

    settings = environment.database(NAME)

    keys = ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")
    assert [settings[key] for key in keys] == [
        "django.db.backends.postgresql",
        "register",
        "asa",
        "p@ss",
        "db.example.org",
        5433,
        {"sslmode": "require"},
    ]


@pytest.mark.parametrize(
    "value",
    [
        "register.example.org",
        "ftp://register.example.org",
        "https://",
        "https://a/b",
        "https://a?b=c",
        "https://a:b",
        "https://user@a",
        "https://[a",
    ],
)
def test_a_wrong_address_of_the_site_is_refused(variable, value):
    variable(value)

    sentence = f"{NAME} must be an address like https://register.example.org, not {value!r}."
    assert told(environment.site, "") == sentence


@pytest.mark.parametrize(
    "value", ["https://a.example.org", "http://127.0.0.1:8000", "http://[::1]"]
)
def test_an_address_of_the_site_is_read_without_its_last_slash(variable, value):
    variable(f"{value}/")

    assert environment.site(NAME, "") == value


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("smtps://asa:p%40ss@mail.example.org", {"use_ssl": True, "port": None}),
        ("smtp+starttls://asa:p%40ss@mail.example.org:587", {"use_tls": True, "port": 587}),
        ("smtp://asa:p%40ss@mail.example.org/", {"port": None}),
    ],
)
def test_a_mail_server_is_read(variable, address, expected):
    variable(address)

    (mailer,) = environment.mailers(NAME, "").values()

    assert mailer["OPTIONS"] == {
        "host": "mail.example.org",
        "username": "asa",
        "password": "p@ss",
        "timeout": environment.MAIL_TIMEOUT_SECONDS,
        **expected,
    }


def test_mails_may_go_to_the_console_or_nowhere(variable):
    unset = environment.mailers(NAME, "")
    variable("console:")

    (mailer,) = environment.mailers(NAME, "").values()

    assert (unset, mailer["BACKEND"].split(".")[-2]) == ({}, "console")


@pytest.mark.parametrize(
    "value",
    [
        f"http://a:{PASSWORD}@host",
        f"smtp://a:{PASSWORD}@",
        f"smtp://a:{PASSWORD}@host:port",
        f"smtp://a:{PASSWORD}@host/path",
        f"smtp://a:{PASSWORD}@[host",
        "smtp:",
        PASSWORD,
    ],
)
def test_a_wrong_mail_server_is_refused_without_its_password(variable, value):
    variable(value)

    sentence = told(environment.mailers, "")
    assert sentence.startswith(f"{NAME} is not an address like smtps://user:password@host:465;")
    assert PASSWORD not in sentence
