"""The link by which a holder gets a certificate: signed, it runs out, and it goes to one address only."""

from datetime import date, timedelta
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import override

from certification.languages import nearest
from certification.mail.contexts import absolute
from certification.mail.kinds import Kind
from certification.mail.sending import send
from certification.models import Certification, RegisterSettings, SentMail, Status
from certification.verification.paper.facts import refuse_without_paper

SALT = "certification.certificate"
# What is held back or taken back is shown with that word, and not given out.
GIVEN_OUT = frozenset({Status.UPCOMING, Status.VALID, Status.EXPIRED})


def refuse_to_send(certification: Certification) -> None:
    """Raises ValidationError if its holder is not to get it, or nobody knows where to."""
    refuse_without_paper(certification)
    status = certification.status_on()
    if status not in GIVEN_OUT:
        raise ValidationError(
            _("Its status is “%(status)s”, so it is not given out."),
            params={"status": Status(status).label},
        )
    if not certification.person.email:
        raise ValidationError(_("The register has no e-mail address of this person."))


def send_link(certification: Certification) -> SentMail:
    """To the address that the register has. It is recorded also if it could not be sent."""
    person = certification.person
    language = person.correspondence_language
    with override(nearest(language)):
        context: dict[str, Any] = {
            "name": person.name,
            "given_name": person.given_name,
            "family_name": person.family_name,
            "level": str(certification.level),
            "number": certification.number or "",
            "certified_on": certification.certified_on,
            "valid_until": certification.valid_until or "",
            "certificate_url": absolute("certificate", token(certification)),
            "link_until": last_day(),
        }
    return send(Kind.CERTIFICATE, person.email, language, context, person=person)


def last_day() -> date:
    """The last on which a link works that is made today."""
    return timezone.localdate() + _days()


def token(certification: Certification) -> str:
    """Of this certificate and this address: once another one is known, or none, it opens nothing."""
    return signing.dumps([certification.pk, _fingerprint(certification.person.email)], salt=SALT)


def certification_of(token: str) -> Certification:
    """Whose link it is. Raises SignatureExpired or, for what is no link of ours, BadSignature."""
    # A day more than told: it works until the end of the last one.
    pk, fingerprint = signing.loads(token, salt=SALT, max_age=_days() + timedelta(days=1))
    certifications = Certification.objects.select_related("person", "level")
    certification = certifications.prefetch_related("suspensions").filter(pk=pk).first()
    if certification is None or not certification.person.email:
        raise signing.SignatureExpired
    if _fingerprint(certification.person.email) != fingerprint:
        raise signing.SignatureExpired
    return certification


def _days() -> timedelta:
    return timedelta(days=RegisterSettings.current().certificate_link_days)


def _fingerprint(email: str) -> str:
    return salted_hmac(SALT, email, algorithm="sha256").hexdigest()[:32]
