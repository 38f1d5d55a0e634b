"""Every address of the admin, for every role, opened and sent directly. A new one needs a line here,
unless it is one of Django's own five of a model.
"""

from urllib.parse import quote

import pytest
from django.contrib import admin

from certification.roles import AUDITOR
from people.models import Organisation
from tests.html import text
from tests.roles import ACTORS, ANONYMOUS, a_record, everything, log_in, page_address, pages
from tests.staff import address

# What it takes to open an address, and to send something to it: a permission, or to be of the staff.
STAFF, NOBODY = "staff", "nobody"

# By the last word of the name, of any model.
OF_A_MODEL = {
    "changelist": ("view", "view"),
    "add": ("add", "add"),
    "change": ("view", "change"),
    "history": ("view", "view"),
    "delete": ("delete", "delete"),
}

OTHERS = {
    "index": (STAFF, STAFF),
    "app_list": (STAFF, STAFF),
    "jsi18n": (STAFF, STAFF),
    "logout": (STAFF, STAFF),
    "password_change": (STAFF, STAFF),
    "password_change_done": (STAFF, STAFF),
    "auth_user_password_change": ("auth.change_user", "auth.change_user"),
    "people_person_photo": ("people.view_person", "people.view_person"),
    "people_person_withdraw-consent": ("people.change_consent", "people.change_consent"),
    "certification_expert_photo": ("certification.view_expert", "certification.view_expert"),
    "certification_expert_withdraw-consent": ("people.change_consent", "people.change_consent"),
    "people_person_erase": ("people.erase_person",) * 2,
    "certification_expert_erase": ("people.erase_person",) * 2,
    "certification_suspension_correct": ("certification.change_certification",) * 2,
    "certification_certification_correct_withdrawal": ("certification.withdraw_certification",) * 2,
    "certification_expert_worklists": ("certification.view_expert",) * 2,
    "certification_expert_worklist": ("certification.view_expert",) * 2,
    "certification_expert_eligibility": ("certification.view_expert",) * 2,
    "certification_expert_certify": ("certification.add_certification",) * 2,
    "certification_certification_renew": ("certification.add_certification",) * 2,
    "certification_course_people": ("certification.change_enrolment",) * 2,
    "certification_course_certify": ("certification.add_certification",) * 2,
    "certification_course_certificates": ("certification.view_certification",) * 2,
    "certification_course_certificates_zip": ("certification.view_certification",) * 2,
    "certification_certification_paper": ("certification.view_certification",) * 2,
    "certification_certification_send": ("certification.change_certification",) * 2,
    # What was sent stays as it was sent.
    "certification_application_add": (NOBODY, NOBODY),
    "certification_application_change": ("certification.view_application", NOBODY),
    "certification_concern_change": ("certification.view_concern", NOBODY),
    **{
        f"certification_concern_{name}": ("certification.change_concern",) * 2
        for name in ("assign", "answer", "close")
    },
    "certification_concern_erase": ("people.erase_person",) * 2,
    "certification_contactmessage_add": (NOBODY, NOBODY),
    "certification_contactmessage_change": ("certification.view_contactmessage", NOBODY),
    "certification_contactmessage_erase": ("people.erase_person",) * 2,
    "certification_application_erase": ("people.erase_person",) * 2,
    "certification_certification_add": ("certification.certify_against_rules",) * 2,
    "certification_mailtemplate_preview": ("certification.change_mailtemplate",) * 2,
    "certification_mailtemplate_preview_new": ("certification.add_mailtemplate",) * 2,
    "certification_application_decide": ("certification.change_application",) * 2,
    **{
        f"certification_certification_{decision}": (permission, permission)
        for decision, permission in (
            ("suspend", "certification.change_certification"),
            ("reinstate", "certification.change_certification"),
            ("withdraw", "certification.withdraw_certification"),
        )
    },
    # The page of an import has its buttons elsewhere.
    "certification_registerimport_change": ("certification.view_registerimport",) * 2,
    # To be sent only: opening them is an error whoever asks.
    "certification_registerimport_confirm": (STAFF, "certification.add_registerimport"),
    "certification_registerimport_discard": (STAFF, "certification.add_registerimport"),
}

# For visitors, and for the boxes of forms: tests of their own.
ELSEWHERE = {"login", "autocomplete", "view_on_site"}

PAGES = sorted(pages().keys() - ELSEWHERE)

# What an action takes. One that is not here may be taken by nobody.
ACTIONS = {
    ("certification.Certification", "suspend"): "certification.change_certification",
    ("certification.Certification", "reinstate"): "certification.change_certification",
    ("certification.Certification", "renew"): "certification.add_certification",
    ("certification.Certification", "withdraw"): "certification.withdraw_certification",
    ("certification.Certification", "download_certificates"): "certification.view_certification",
    ("certification.Certification", "send_certificates"): "certification.change_certification",
    ("certification.Expert", "download_csv"): "certification.view_certification",
    ("certification.Expert", "download_xlsx"): "certification.view_certification",
    ("people.Organisation", "delete_selected"): "people.delete_organisation",
}


def needed(name):
    if name in OTHERS:
        return OTHERS[name]
    stem, _, view = name.rpartition("_")
    assert view in OF_A_MODEL, f"tests/test_roles_screens.py needs a line for {name}"
    app, model_name = stem.split("_", 1)
    return tuple(f"{app}.{verb}_{model_name}" for verb in OF_A_MODEL[view])


def may(user, need):
    return need == STAFF or user.has_perm(need)


@pytest.mark.parametrize("name", PAGES)
def test_each_role_opens_and_sends_what_it_may_and_nothing_else(name, client):
    record = a_record(pages()[name][0])
    page = page_address(name, record)
    if name in OTHERS and record and not pages()[name][1]:
        page += f"?ids={record.pk}"
    answers, expected = {}, {}

    for actor in ACTORS:
        user = log_in(client, actor)
        to_open = client.get(page).status_code
        before = everything()
        to_send = client.post(page, {"on": "2024-03-12", "reason": "A letter"}).status_code
        answers[actor] = (to_open != 403, to_send != 403)
        if actor == ANONYMOUS:
            answers[actor] = (to_open, to_send)
            expected[actor] = (302, 302)
            away = client.get(page)["Location"]
            assert away in (f"/admin/login/?next={quote(page)}", "/admin/")
        else:
            expected[actor] = tuple(may(user, need) for need in needed(name))
        assert answers[actor][1] is True or everything() == before

    assert answers == expected


@pytest.mark.parametrize("actor", ACTORS)
def test_each_role_is_offered_the_actions_it_may_take_and_can_send_no_other(actor, client, rf):
    for model, model_admin in admin.site._registry.items():
        record = a_record(model)
        user = log_in(client, actor)
        request = rf.get("/")
        request.user = user
        label = model._meta.label
        for action in {*model_admin.actions, "delete_selected"}:
            need = ACTIONS.get((label, getattr(action, "__name__", action)), NOBODY)
            allowed = user is not None and may(user, need)
            name = getattr(action, "__name__", action)
            if user is not None and model_admin.has_view_permission(request):
                assert (name in model_admin.get_actions(request)) == allowed, (label, name)
            if allowed:
                continue
            before = everything()
            client.post(
                address(model, "changelist"),
                {"action": name, "_selected_action": [record.pk], "post": "yes"},
            )
            assert everything() == before, (label, name)
        if user is not None:
            user.delete()
            if label == "auth.User":
                record.delete()


def test_a_refusal_is_said_in_words(client):
    log_in(client, AUDITOR)

    response = client.get(address(Organisation, "add"))

    assert (response.status_code, "You may not see this page" in text(response)) == (403, True)
