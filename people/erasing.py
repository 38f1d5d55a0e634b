"""Erases a person's data. What was known of the person becomes blank; that something happened stays.

What is erased is named by the models themselves, in `keep_history(personal=[...])`.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import pghistory
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils import timezone

from people.history import is_person, people_of, tracked_models, whose
from people.models import Erasure, Person
from people.models.person import PERSONAL, make_slug
from people.triggers import blank

NAME = "Erased person"


def erase(person: Person, reason: str, erased_by: str) -> Erasure:
    """All of it in one transaction, which is recorded. Raises ValidationError."""
    with pghistory.context(reason=reason), transaction.atomic():
        person = Person.objects.select_for_update(of=["self"]).get(pk=person.pk)
        erasure = Erasure(person=person, reason=reason.strip(), erased_by=erased_by)
        erasure.full_clean()
        erasure.save()
        files = [*_files(person)]
        _withdraw_consents(person)
        _empty(person)
        for model in personal_models():
            if not is_person(model):
                _blank_records(model, person)
            _blank_history(model, person)
        _blank_log(person)
        for storage, name in files:
            # The erasure is done, even if a file can't be deleted: that is logged.
            transaction.on_commit(partial(storage.delete, name), robust=True)
    return erasure


def personal_models() -> Iterator[Any]:
    return (model for model in tracked_models() if model.kept.personal)  # type: ignore[attr-defined]


def _withdraw_consents(person: Person) -> None:
    today = timezone.localdate()
    not_withdrawn = Q(withdrawn_on=None) | Q(withdrawn_on__gt=today)
    person.consents.filter(not_withdrawn).update(withdrawn_on=Greatest(today, F("given_on")))


def _empty(person: Person) -> None:
    for name, value in _blanks(Person, PERSONAL).items():
        setattr(person, name, value)
    # Somebody must be named: by what stays.
    person.given_name, person.family_name = NAME, person.register_no
    person.slug = make_slug("", "", person.register_no)
    person.save()


def _blank_records(model: Any, person: Person) -> None:
    records = model._default_manager.filter(**{whose(model): person.pk})
    if model._meta.concrete_model._meta.auto_created:
        # A row of a many-to-many relation is nothing but the value.
        records.delete()
    else:
        records.update(**_blanks(model, model.kept.personal))


def _blank_history(model: Any, person: Person) -> None:
    events = model.pgh_event_model
    rows = events.objects.filter(_of(model, person))
    rows.update(**_blanks(events, model.kept.personal))


def _blanks(model: Any, names: Sequence[str]) -> dict[str, Any]:
    return {name: blank(model._meta.get_field(name)) for name in names}


def _of(model: Any, person: Person) -> Q:
    """The history of what was, or has become, the person's."""
    if is_person(model):
        return Q(pgh_obj=person.pk)
    theirs = {whose(model): person.pk}
    return Q(**theirs) | Q(pgh_obj__in=model._default_manager.filter(**theirs).values("pk"))


def _files(person: Person) -> Iterator[tuple[Any, str]]:
    """Those that the records name, and those that their history names."""
    for model in personal_models():
        for field in map(model._meta.get_field, model.kept.personal):
            if isinstance(field, models.FileField):
                rows = model.pgh_event_model.objects.filter(_of(model, person))
                for name in set(
                    rows.exclude(**{field.name: ""}).values_list(field.name, flat=True)
                ):
                    yield field.storage, name


def _blank_log(person: Person) -> None:
    """Django's log of the admin names records, and what was entered with them."""
    for model in filter(people_of, tracked_models()):
        ids = model._default_manager.filter(**{whose(model): person.pk}).values_list(
            "pk", flat=True
        )
        same = [
            other
            for other in apps.get_models()
            if other._meta.concrete_model is model._meta.concrete_model
        ]
        types = ContentType.objects.get_for_models(*same, for_concrete_models=False).values()
        LogEntry.objects.filter(content_type__in=types, object_id__in=[*map(str, ids)]).update(
            object_repr=person.register_no, change_message=""
        )
