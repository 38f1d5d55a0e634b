"""History in words: what was added, changed or removed, from what to what, by whom and why."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import User
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django_countries.fields import CountryField

from people.admin.countries import ELSEWHERE
from people.countries import country_name
from people.events import Change
from people.history import is_person, people_of
from people.languages import language_name, validate_language
from people.models import Erasure, Person
from people.models.staff import is_limited, visible_to
from people.triggers import ERASED_REASON

type Names = dict[Any, dict[int, str]]


@dataclass(frozen=True)
class Entry:
    """One change, as the page shows it."""

    change: Change
    what: str
    model: str
    record: str
    person: str
    who: str
    decision: str
    reason: str
    # Field, from, to.
    values: list[tuple[str, str, str]]
    # Something stood there that is erased.
    is_erased: bool


def entries(changes: list[Change], reader: Any) -> list[Entry]:
    """A fixed number of queries for each kind of record that is named."""
    names = _names(changes, reader)
    erased = {*Erasure.objects.filter(person__in=_whose(changes)).values_list("person", flat=True)}
    records = _erased_alone(changes)
    return [
        _entry(change, names, change.person_id in erased or _record_key(change) in records)
        for change in changes
    ]


def _record_key(change: Change) -> tuple[str, int]:
    return change.model._meta.label_lower, change.event.pgh_obj_id


def _erased_alone(changes: list[Change]) -> set[Any]:
    keys = [_record_key(change) for change in changes if change.model.kept.alone]
    ids = [pk for _model, pk in keys]
    rows = Erasure.objects.filter(record_id__in=ids) if ids else Erasure.objects.none()
    return set(rows.values_list("record_model", "record_id"))


def _entry(change: Change, names: Names, is_erased: bool) -> Entry:
    metadata = _metadata(change)
    return Entry(
        change=change,
        what={"insert": _("Added"), "update": _("Changed"), "delete": _("Removed")}[
            change.event.pgh_label
        ],
        model=capfirst(change.model._meta.verbose_name),
        record=_record(change, names),
        person=names[Person].get(change.person_id or 0, ""),
        who=_who(metadata, names),
        # The words of decisions are translated where they are made.
        decision=_(str(metadata["decision"]).capitalize()) if metadata.get("decision") else "",
        reason=_reason(metadata),
        values=_values(change, names, is_erased),
        is_erased=is_erased and bool(change.model.kept.erased()),
    )


def _metadata(change: Change) -> dict[str, Any]:
    context = change.event.pgh_context
    return context.metadata if context else {}


def _reason(metadata: dict[str, Any]) -> str:
    reason = str(metadata.get("reason") or metadata.get("file") or "")
    return _("erased") if reason == ERASED_REASON else reason


def _whose(changes: list[Change]) -> set[int]:
    return {change.person_id for change in changes if change.person_id}


def _names(changes: list[Change], reader: Any) -> Names:
    """What is called how: the records, those they name, their people, and who changed them."""
    wanted: dict[Any, set[int]] = defaultdict(set)
    wanted[Person] |= _whose(changes)
    for change in changes:
        wanted[change.model._meta.concrete_model].add(change.event.pgh_obj_id)
        for field in _fields(change):
            if field.is_relation:
                for event in (change.event, change.earlier):
                    wanted[field.related_model].add(getattr(event, field.attname, None) or 0)
        user = _metadata(change).get("user")
        if isinstance(user, int):
            wanted[User].add(user)
    return {model: _called(model, ids, reader) for model, ids in wanted.items()}


def _called(model: Any, ids: Iterable[int], reader: Any) -> dict[int, str]:
    if model._meta.auto_created:
        return {}
    records = model._default_manager.filter(pk__in=ids)
    if model is not User:
        # None where there are no relations: without arguments it would follow all.
        related: list[Any] = [*_relations(model)] or [None]
        names = {record.pk: str(record) for record in records.select_related(*related)}
        return names | _closed(records, reader)
    return {user.pk: user.get_full_name() or user.get_username() for user in records}


def _closed(records: Any, reader: Any) -> dict[int, str]:
    """Instead of their names: those of other countries, to staff who are limited."""
    if not is_limited(reader):
        return {}
    called = ELSEWHERE if is_person(records.model) else _("a record of another country")
    closed = records.exclude(pk__in=visible_to(reader, records).values("pk"))
    return dict.fromkeys(closed.values_list("pk", flat=True), str(called))


def _relations(model: Any, prefix: str = "", steps: int = 2) -> Iterator[str]:
    """What the names of records may be made of."""
    for field in model._meta.concrete_fields if steps else ():
        if field.is_relation:
            yield f"{prefix}{field.name}"
            yield from _relations(field.related_model, f"{prefix}{field.name}__", steps - 1)


def _record(change: Change, names: Names) -> str:
    """A row of a many-to-many relation is called after the person, as what it adds stands below."""
    model = change.model._meta.concrete_model
    if model._meta.auto_created:
        return names[Person].get(change.person_id or 0, "")
    return names[model].get(change.event.pgh_obj_id) or _("number %(number)s, which is gone") % {
        "number": change.event.pgh_obj_id
    }


def _who(metadata: dict[str, Any], names: Names) -> str:
    if user := metadata.get("user"):
        return names.get(User, {}).get(user) or _("User number %(number)s") % {"number": user}
    if command := metadata.get("command"):
        return _("Command %(command)s") % {"command": command}
    if role := metadata.get("database_role"):
        return _("Past the register, as the role “%(role)s” of the database") % {"role": role}
    return _("Somebody who was not logged in") if "url" in metadata else _("Not known")


def _fields(change: Change) -> list[Any]:
    """The columns of the record that its history keeps, as the record names them."""
    opts = change.model._meta
    kept = {field.name for field in change.event._meta.concrete_fields}
    return [field for field in opts.concrete_fields if field.name in kept and field != opts.pk]


def _values(change: Change, names: Names, is_erased: bool) -> list[tuple[str, str, str]]:
    values = []
    old, new = change.earlier, change.event
    if new.pgh_label != "update":
        old, new = (None, new) if new.pgh_label == "insert" else (new, None)
    for field in _fields(change):
        before, after = (getattr(event, field.attname, None) for event in (old, new))
        if before == after or (not (old and new) and _is_said(field, change, before or after)):
            continue
        empty = _("erased") if is_erased and field.name in change.model.kept.personal else ""
        words = [_in_words(field, value, names) or empty or _("empty") for value in (before, after)]
        if not (old and new):
            # Nothing was there before it was added, and nothing is after it was removed.
            words[0 if old is None else 1] = ""
        values.append((capfirst(str(field.verbose_name)), *words))
    return values  # type: ignore[return-value]


def _is_said(field: Any, change: Change, value: Any) -> bool:
    """Of a record that is added or removed: what is empty, and whose it is, which its name tells."""
    return value in (None, "", []) or field.name in people_of(change.model)[:1]


def _in_words(field: Any, value: Any, names: Names) -> str:
    """Nothing for what is empty."""
    if isinstance(field, ArrayField):
        return ", ".join(_in_words(field.base_field, part, names) for part in value or [])
    if value is None or value == "":
        return ""
    if field.is_relation:
        return names[field.related_model].get(value) or _("number %(number)s, which is gone") % {
            "number": value
        }
    if isinstance(field, CountryField):
        return country_name(str(value)) or str(value)
    if validate_language in field.validators:
        return language_name(value)
    if isinstance(field, models.BooleanField):
        return _("yes") if value else _("no")
    if value == ERASED_REASON:
        return _("erased")
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(field, models.TextField) and not field.editable:
        # What programs write for programs is known by its beginning.
        return Truncator(value).chars(60)
    return str(dict(field.flatchoices).get(value, value))
