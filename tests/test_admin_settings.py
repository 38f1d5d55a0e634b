"""The settings of the register: one row, which staff change and neither add nor delete."""

import pytest

from certification.models import RegisterSettings
from tests.staff import address, errors

SETTINGS = "/admin/certification/registersettings/1/change/"


def settings_form(**changes):
    data = {"certifying_body": "ESCA", "number_pattern": "X-{year}-{serial:03}"}
    data |= {"running_out_days": 90, "stalled_after_months": 6, "reminder_days": "90, 30"}
    data |= {"certificate_link_days": 30, "concerns_kept_days": 365}
    data |= {"contact_messages_kept_days": 90}
    return data | {"expiry_notice_days": 30, "digest_weekday": 1} | changes


def test_the_list_of_settings_leads_to_the_one_row(admin_client):
    response = admin_client.get(address(RegisterSettings, "changelist"))

    assert response["Location"] == SETTINGS


def test_the_next_number_is_shown_by_the_pattern_that_was_saved(admin_client, time_machine_at):
    time_machine_at("2026-11-23T12:00+00:00")
    admin_client.post(SETTINGS, settings_form())

    assert "X-2026-001" in admin_client.get(SETTINGS).content.decode()
    assert RegisterSettings.current().reminder_days == [90, 30]


@pytest.mark.parametrize(
    "changes",
    [
        {"number_pattern": "ESCA-{serial}"},
        {"number_pattern": "{year.__class__}-{serial}"},
        {"number_pattern": "{"},
        {"reminder_days": "soon"},
        {"reminder_days": "30, -1"},
        {"running_out_days": "9" * 30},
        {"digest_weekday": "8"},
    ],
)
def test_settings_that_make_no_sense_are_refused_in_words(changes, admin_client):
    before = RegisterSettings.current().number_pattern

    response = admin_client.post(SETTINGS, settings_form(**changes))

    assert len(errors(response)) == 1
    assert RegisterSettings.current().number_pattern == before


@pytest.mark.parametrize("view", ["add", "1/delete"])
def test_settings_are_neither_added_nor_deleted(view, admin_client):
    response = admin_client.post(f"/admin/certification/registersettings/{view}/", settings_form())

    assert (response.status_code, RegisterSettings.objects.count()) == (403, 1)
