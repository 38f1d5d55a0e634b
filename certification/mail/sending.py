"""Mails leave here, each in a transaction of its own that also records it.

Two runs at once send nothing twice: before a mail goes, its occasions are written and locked, so that
another run waits for them and then finds them told. A run that is killed after the server took the mail
and before the commit leaves no trace of it, and the next one sends it again: at least once, not at most.
"""

import logging
from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from itertools import groupby
from operator import or_
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Case, Exists, F, OuterRef, When
from django.utils.translation import gettext as _
from django.utils.translation import override

from certification.languages import nearest
from certification.mail.contexts import of_expert
from certification.mail.digest import digest, recipients
from certification.mail.due import CASES, digest_week, due, monday
from certification.mail.kinds import FALLBACK_LANGUAGE, Kind
from certification.mail.post import Answer, Post, UnreachableError
from certification.mail.render import Mail, render
from certification.models import Certification, MailTemplate, Occasion, SentMail
from people.models import Person
from people.models.staff import countries_of

log = logging.getLogger(__name__)


@dataclass
class Report:
    """How many mails of each kind were sent, and how many failed."""

    sent: dict[Kind, int] = field(default_factory=dict)
    failed: int = 0

    def count(self, mail: SentMail | None) -> None:
        if mail is None:
            return
        if mail.error:
            self.failed += 1
        else:
            kind = Kind(mail.kind)
            self.sent[kind] = self.sent.get(kind, 0) + 1


def send_due(on: date, report: Report) -> None:
    """Everything that is due on that day. Raises UnreachableError; what was sent until then stays sent."""
    with closing(Post()) as post:
        for kind, somebody in _work(on):
            if isinstance(somebody, User):
                report.count(_send_digest(post, somebody, on))
            else:
                report.count(_remind(post, kind, somebody, on))


def _work(on: date) -> list[tuple[Kind, User | int]]:
    """Whom to mail, an expert by the key. Addresses that failed lately are last: they hold up nobody."""
    rows: list[tuple[str, Kind, User | int]] = []
    for kind in CASES:
        people = due(kind, on).order_by("person_id").values_list("person__email", "person_id")
        rows += [(email, kind, pk) for email, pk in people.distinct()]
    rows += [(user.email, Kind.STAFF_DIGEST, user) for user in _without_digest(on)]
    failing = set(SentMail.objects.failed_lately(on).values_list("address", flat=True))
    return [
        (kind, somebody)
        for email, kind, somebody in sorted(rows, key=lambda row: row[0] in failing)
    ]


def planned(on: date) -> Iterator[tuple[Kind, Person | User, list[Certification]]]:
    """What send_due would send on that day: to whom, and about what."""
    for kind in CASES:
        rows = due(kind, on).select_related("person", "level")
        for person, certifications in groupby(rows, lambda certification: certification.person):
            yield kind, person, list(certifications)
    for user in _without_digest(on):
        yield Kind.STAFF_DIGEST, user, []


def send(
    kind: Kind,
    to: str,
    language: str,
    context: dict[str, Any],
    *,
    person: Person | None = None,
    reply_to: str = "",
) -> SentMail:
    """One mail, now. It is recorded also if it could not be sent: then `error` says why."""
    mail, error = _filled(kind, language, context)
    if not error:
        try:
            with closing(Post()) as post:
                error = post.send(mail, to, reply_to=reply_to).error
        except (UnreachableError, BrokenPipeError) as unreachable:
            error = str(unreachable) or type(unreachable).__name__
    return _record(kind, mail, to, error, person=person)


def _remind(post: Post, kind: Kind, person: int, on: date) -> SentMail | None:
    """One mail about all that this expert is to be told today; None if it was told meanwhile."""
    with transaction.atomic():
        rows: dict[Any, Any] = {
            row.pk: row for row in due(kind, on).filter(person=person).select_related("level")
        }
        expert = Person.objects.prefetch_related("consents").get(pk=person)
        wanted = [
            Occasion(kind=kind, certification=row, last_day=row.valid_until, days=row.days)
            for row in rows.values()
        ]
        taken = _take(wanted, expert.email)
        if not taken:
            return None
        told = [rows[occasion.certification_id] for occasion in taken]
        language = expert.correspondence_language
        with override(nearest(language)):
            context = of_expert(expert, told)
        mail, error = _filled(kind, language, context)
        return _deliver(post, taken, mail, error, expert.email, person=expert)


def _send_digest(post: Post, user: User, on: date) -> SentMail | None:
    with transaction.atomic():
        occasion = Occasion(kind=Kind.STAFF_DIGEST, user=user, week=monday(on))
        taken = _take([occasion], user.email)
        if not taken:
            return None
        name = user.get_full_name() or user.get_username()
        with override(FALLBACK_LANGUAGE):
            context = {**digest(on, countries_of(user)), "name": name}
        mail, error = _filled(Kind.STAFF_DIGEST, FALLBACK_LANGUAGE, context)
        return _deliver(post, taken, mail, error, user.email, user=user)


def _without_digest(on: date) -> list[User]:
    """Staff who did not get the digest yet that was due last."""
    got = Occasion.objects.filter(
        kind=Kind.STAFF_DIGEST, user=OuterRef("pk"), week__gte=digest_week(on)
    )
    return list(recipients().filter(~Exists(got.settled(OuterRef("email")))))


def _take(wanted: Collection[Occasion], address: str) -> list[Occasion]:
    """Those of them that are still to be told, locked until the transaction ends."""
    if not wanted:
        return []
    # Waits for another run that tells the same just now.
    Occasion.objects.bulk_create(wanted, ignore_conflicts=True)
    same = reduce(or_, (occasion.same() for occasion in wanted))
    return list(Occasion.objects.filter(same).unsettled(address).select_for_update().order_by("pk"))


def _filled(kind: Kind, language: str, context: dict[str, Any]) -> tuple[Mail, str]:
    """The mail, and what is wrong if its text can't be filled in: that is said of this mail alone."""
    template = MailTemplate.objects.in_language(kind, language)
    try:
        return render(template.language, template.subject, template.body, context), ""
    except Exception as error:
        log.exception("A mail of the kind %s can't be filled in.", kind.value)
        reason = _("The text can't be filled in: %(reason)s") % {"reason": type(error).__name__}
        return Mail(template.language, "", "", ""), reason


def _deliver(
    post: Post, taken: Collection[Occasion], mail: Mail, error: str, to: str, **whom: Any
) -> SentMail:
    """Unless there is an error already. Where the address is not to blame, all stays due."""
    kind = Kind(next(iter(taken)).kind)
    answer = Answer(error) if error else post.send(mail, to)
    sent = _record(kind, mail, to, answer.error, **whom)
    if answer.for_good or not answer.error:
        _settle(taken, sent)
    return sent


def _record(kind: Kind, mail: Mail, address: str, error: str, **whom: Any) -> SentMail:
    return SentMail.objects.create(
        kind=kind,
        language=mail.language,
        address=address if kind.keeps_address else "",
        subject=mail.subject if kind.keeps_subject else "",
        text=mail.text if kind.keeps_text else "",
        error=error,
        **whom,
    )


def _settle(taken: Collection[Occasion], sent: SentMail) -> None:
    """Told, or tried once more; a new address is tried for the first time."""
    again = Case(When(address_tried=sent.address, then=F("attempts")), default=0)
    Occasion.objects.filter(pk__in=[occasion.pk for occasion in taken]).update(
        mail=None if sent.error else sent, attempts=again + 1, address_tried=sent.address
    )
