"""Erases a person's data, or those of one record that may belong to nobody of the register.

What was known of the person becomes blank; that something happened stays. What is erased is named by the
models themselves, in `keep_history(personal=[...], reasons=[...])`; `alone=True` is of those whose records
can be erased one by one.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any

import pghistory
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Case, F, Func, Q, Value, When
from django.db.models.functions import Greatest
from django.utils import timezone

from people.history import is_person, people_of, tracked_models, whose
from people.models import Erasure, Person, RegisterHistory
from people.models.person import PERSONAL, make_slug
from people.triggers import ERASED_REASON, blank

NAME = "Erased person"


def erase(person: Person, reason: str, erased_by: str) -> Erasure:
    """All of it in one transaction, which is recorded. Raises ValidationError."""
    with pghistory.context(reason=reason), transaction.atomic():
        person = Person.objects.select_for_update(of=["self"]).get(pk=person.pk)
        files, reasons = [*_files(person)], _reasons_given_for(person)
        erasure = Erasure(person=person, reason=reason.strip(), erased_by=erased_by)
        erasure.full_clean()
        erasure.save()
        _withdraw_consents(person)
        _empty(person)
        for model in personal_models():
            if not is_person(model):
                _blank_records(model, person)
            _blank_history(model, person)
        _blank_log(person)
        _blank_reasons(reasons)
        for storage, name in files:
            # The erasure is done, even if a file can't be deleted: that is logged.
            transaction.on_commit(partial(storage.delete, name), robust=True)
    return erasure


def erase_record(record: Any, reason: str, erased_by: str) -> Erasure:
    """Of a model that is kept `alone`: what somebody sent who is perhaps nobody of the register.

    Raises ValidationError.
    """
    model = type(record)
    with pghistory.context(reason=reason), transaction.atomic():
        records = model._default_manager.select_for_update(of=["self"])
        erasure = Erasure(
            record_model=model._meta.label_lower,
            record_id=records.get(pk=record.pk).pk,
            reason=reason.strip(),
            erased_by=erased_by,
        )
        erasure.full_clean()
        erasure.save()
        model._default_manager.filter(pk=record.pk).update(**_erased(model, model))
        events = model.pgh_event_model
        events.objects.filter(pgh_obj=record.pk).update(**_erased(model, events))
        _log_of(model, [record.pk]).update(object_repr=f"#{record.pk}", change_message="")
    return erasure


def personal_models() -> Iterator[Any]:
    return (model for model in tracked_models() if model.kept.erased())  # type: ignore[attr-defined]


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
        records.update(**_erased(model, model))


def _blank_history(model: Any, person: Person) -> None:
    events = model.pgh_event_model
    rows = events.objects.filter(_of(model, person))
    rows.update(**_erased(model, events))


def _erased(model: Any, rows: Any) -> dict[str, Any]:
    """What becomes of the model's own rows, or of those of its history."""
    reasons = {
        name: Case(When(**{name: ""}, then=Value("")), default=Value(ERASED_REASON))
        for name in model.kept.reasons
    }
    left_out = model.kept.excluded if rows is not model else ()
    personal = [name for name in model.kept.personal if name not in left_out]
    return {**_blanks(rows, personal), **reasons}


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
        _log_of(model, ids).update(object_repr=person.register_no, change_message="")


def _log_of(model: Any, ids: Iterable[int]) -> models.QuerySet[LogEntry]:
    same = [
        other
        for other in apps.get_models()
        if other._meta.concrete_model is model._meta.concrete_model
    ]
    types = ContentType.objects.get_for_models(*same, for_concrete_models=False).values()
    return LogEntry.objects.filter(content_type__in=types, object_id__in=[*map(str, ids)])


def _reasons_given_for(person: Person) -> set[Any]:
    """The contexts in the history that say why something was done, to this person's records alone.

    A reason that was given for several people at once stays: it is theirs as well.
    """
    used: set[Any] = set()
    for model in filter(people_of, tracked_models()):
        events = model.pgh_event_model.objects.filter(_of(model, person))  # type: ignore[attr-defined]
        used.update(events.values_list("pgh_context", flat=True))
    with_reason = RegisterHistory.objects.filter(pk__in=used, metadata__has_key="reason")
    found = set(with_reason.values_list("pk", flat=True))
    for model in filter(people_of, tracked_models()):
        events = model.pgh_event_model.objects.filter(pgh_context__in=found)  # type: ignore[attr-defined]
        theirs = events.filter(_of(model, person)).values("pk")
        found -= set(events.exclude(pk__in=theirs).values_list("pgh_context", flat=True))
    return found


def _blank_reasons(contexts: set[Any]) -> None:
    word = Func(
        F("metadata"),
        Value(ERASED_REASON),
        template="%(expressions)s::text)",
        arg_joiner=" || jsonb_build_object('reason', ",
        output_field=models.JSONField(),
    )
    RegisterHistory.objects.filter(pk__in=contexts).update(metadata=word)
