"""Every test may use both databases, and sees through `public` what it wrote through `default`."""

from datetime import datetime

import pytest
from django.db import connections
from django.utils import timezone


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
def _photos_in_a_folder_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def time_machine_at(monkeypatch):
    """Sets the moment that django.utils.timezone.now() tells: ISO 8601 with a time zone."""

    def set_to(moment: str) -> None:
        monkeypatch.setattr(timezone, "now", lambda: datetime.fromisoformat(moment))

    return set_to


@pytest.fixture(autouse=True)
def _no_collected_static_files(settings, tmp_path):
    # whitenoise warns when there is no such folder; in tests files are served from where they lie.
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
