"""Every test may use both databases, and sees through `public` what it wrote through `default`."""

from datetime import datetime
from importlib import import_module
from threading import Thread

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connections
from django.db.backends.base.operations import BaseDatabaseOperations
from django.utils import timezone
from pytest_django.plugin import blocking_manager_key

from certification.models import Level, MailTemplate, RegisterSettings
from certification.search import facets
from certification.search.tallying import Tallies
from people.models import Sector
from tests.browser import ARGUMENTS, Visit, executable
from tests.database_role import ROLE
from tests.refusal import sql


# Before pytest-django puts those with transaction=True last, because they remove all rows.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    for item in items:
        if not item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.django_db(databases=["default", "public"]))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup):
    # A connection of its own would not see the open transaction of a test. The server threads of
    # browser tests make their own connections, so there `public` is what it is in production.
    connections["public"] = connections["default"]
    yield
    del connections["public"]


@pytest.fixture(autouse=True)
def _public_sees_what_a_test_has_written():
    # Once more for each test: Playwright's event loop gives the thread other connections.
    connections["public"] = connections["default"]


@pytest.fixture(scope="session", autouse=True)
def _tables_are_emptied_between_tests():
    """After a test with transaction=True: history's tables refuse it, so that takes their owner."""
    empty = BaseDatabaseOperations.execute_sql_flush

    def execute_sql_flush(self, sql_list):
        empty(self, [FOR_ALL % "DISABLE", *sql_list, FOR_ALL % "ENABLE"])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", execute_sql_flush)
        yield


@pytest.fixture(scope="session", autouse=True)
def _nobody_is_left_in_the_database(django_db_setup, django_db_blocker):
    """Playwright's event loop gives the thread other connections, which nobody closes at the end."""
    yield
    with django_db_blocker.unblock():
        sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


# The triggers that refuse TRUNCATE.
FOR_ALL = """
    DO $$ DECLARE found RECORD; BEGIN
        FOR found IN SELECT tgrelid::regclass AS name, tgname FROM pg_trigger WHERE tgtype & 32 > 0 LOOP
            EXECUTE format('ALTER TABLE %%s %s TRIGGER %%I', found.name, found.tgname);
        END LOOP;
    END $$
"""


@pytest.fixture(autouse=True)
def _photos_in_a_folder_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(autouse=True)
def _keys_of_badges_in_a_folder_of_their_own(settings, tmp_path):
    settings.BADGE_KEYS_DIR = tmp_path / "badge-keys"


@pytest.fixture
def page_cache(settings):
    """Public pages are kept, as in production: each test client is a worker with its own memory."""
    settings.PAGE_CACHE_BYTES = 2**20


@pytest.fixture
def kept_answers(settings):
    """What public pages are made of is kept, as in production, in a memory that all clients share."""
    settings.KEEPS_ANSWERS = True


@pytest.fixture
def tallied(kept_answers, settings, monkeypatch):
    """People are counted in memory, as in production; it is read at once, and anew for each test."""
    settings.COUNTS_IN_MEMORY = True

    def at_once(tallies, day):
        tallies.read(day)
        done = Thread()
        done.start()
        return done

    monkeypatch.setattr(Tallies, "begin", at_once)
    monkeypatch.setattr(facets, "TALLIES", Tallies())


@pytest.fixture
def time_machine_at(monkeypatch):
    """Sets the moment that django.utils.timezone.now() tells: ISO 8601 with a time zone."""

    def set_to(moment: str) -> None:
        monkeypatch.setattr(timezone, "now", lambda: datetime.fromisoformat(moment))

    return set_to


@pytest.fixture(scope="session", autouse=True)
def _no_collected_static_files(tmp_path_factory):
    # whitenoise warns where there is no such folder; in tests files are served from where they lie.
    settings.STATIC_ROOT = tmp_path_factory.mktemp("static")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """A test with transaction=True ends with all rows removed: the next one, of any kind, needs these.

    It is a hook, because the rows are removed after the last fixture of ours has ended.
    """
    result = yield
    marker = item.get_closest_marker("django_db")
    removes = marker and marker.kwargs.get("transaction")
    if nextitem is None:
        # The database of the tests is gone already.
        return result
    if removes or {"transactional_db", "live_server"} & {*getattr(item, "fixturenames", [])}:
        with item.config.stash[blocking_manager_key].unblock():
            _add_rows_of_migrations()
            connections.close_all()
    return result


def _add_rows_of_migrations():
    """Levels, sectors, rules, texts and roles."""
    texts = MailTemplate.objects
    for migration, rows in (
        ("people.migrations.0002_sectors", Sector.objects.all()),
        ("certification.migrations.0002_bronze_silver_gold", Level.objects.all()),
        ("people.migrations.0013_names_of_sectors", Sector.objects.exclude(name_nb="")),
        (
            "certification.migrations.0030_levels_in_each_language",
            Level.objects.exclude(name_nb=""),
        ),
        ("certification.migrations.0004_rules_of_the_levels", RegisterSettings.objects.all()),
        ("certification.migrations.0007_mail_texts", texts.filter(kind="on_expiry")),
        ("certification.migrations.0024_certificate_mail", texts.filter(kind="certificate")),
        ("certification.migrations.0026_text_of_answers", texts.filter(kind="concern_answer")),
        (
            "certification.migrations.0031_mail_texts_in_each_language",
            texts.filter(kind="on_expiry", language="nb"),
        ),
        ("certification.migrations.0035_texts_of_contact", texts.filter(kind="contact_confirm")),
        ("certification.migrations.0036_roles_of_contact", Group.objects.all()),
    ):
        if not rows.exists():
            import_module(migration).add(apps, None)


@pytest.fixture
def role():
    """The one of tests/database_role.py, which may do what the register's work needs."""
    sql(f"CREATE ROLE {ROLE}")
    call_command("grant_rights", ROLE)


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, live_server):
    """Opens a window: `visit(320).go("/experts/")`."""
    contexts = []

    def open_window(width=1280, *, scripts=True):
        context = chromium.new_context(
            viewport={"width": width, "height": 800},
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        contexts.append(context)
        return Visit(context, live_server)

    yield open_window
    for context in contexts:
        context.close()
