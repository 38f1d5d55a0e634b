"""Applying for a course: what was sent waits until the link in a mail says that the address is the sender's."""

from datetime import timedelta

from django.core import signing
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language

from certification.mail.contexts import absolute
from certification.mail.kinds import FALLBACK_LANGUAGE, Kind
from certification.mail.sending import send
from certification.models import Application, ApplicationRequest, Course, SentForm, SentMail
from certification.models.application import ONE_APPLICATION, Applicant
from people.translated import translated

SALT = "certification.applying"
LINK_HOLDS = timedelta(days=7)


def ask_to_confirm(asked: ApplicationRequest) -> SentMail:
    """Nothing is kept unless the mail is on its way: if it is not, its `error` says why."""
    asked.consented_at = timezone.now()
    asked.save()
    course = asked.course
    context = {
        "course": translated(course, "title"),
        "starts_on": course.starts_on,
        "confirm_url": absolute("course-apply-confirm", course.slug, token(asked)),
    }
    language = get_language() or FALLBACK_LANGUAGE
    sent = send(Kind.COURSE_APPLICATION, asked.email, language, context)
    if sent.error:
        asked.delete()
    return sent


def token(asked: ApplicationRequest) -> str:
    return signing.dumps([asked.pk, _fingerprint(asked.email)], salt=SALT)


def requested(token: str, course: Course) -> ApplicationRequest:
    """Whose link it is. Raises SignatureExpired or, for what is no link of ours, BadSignature."""
    pk, fingerprint = signing.loads(token, salt=SALT, max_age=LINK_HOLDS)
    asked = ApplicationRequest.objects.filter(pk=pk, course=course).first()
    if asked is None or _fingerprint(asked.email) != fingerprint:
        raise signing.SignatureExpired
    return asked


def is_confirmed(token: str, course: Course) -> bool:
    return Application.objects.filter(course=course, link=_hashed(token)).exists()


def confirm(asked: ApplicationRequest, token: str) -> None:
    """Make it an application, which staff see, unless the same applicant's waits for them already.

    The request is deleted, so that its link makes no second one, not even after an erasure.
    """
    answers = {field.name: getattr(asked, field.name) for field in Applicant._meta.fields}
    with transaction.atomic():
        # A second click at the same moment waits here, and finds it gone.
        removed, _each = ApplicationRequest.objects.filter(pk=asked.pk).delete()
        if not removed:
            return
        try:
            with transaction.atomic():
                Application.objects.create(
                    course=asked.course,
                    confirmed_at=timezone.now(),
                    link=_hashed(token),
                    **answers,
                )
        except IntegrityError as error:
            if ONE_APPLICATION not in str(error):
                raise


def remove_unconfirmed() -> int:
    """Forget the forms whose link holds no longer, and who sent one. Returns how many forms those were."""
    SentForm.objects.outdated().delete()
    old = ApplicationRequest.objects.filter(created_at__lte=timezone.now() - LINK_HOLDS)
    removed, _each = old.delete()
    return removed


def _fingerprint(email: str) -> str:
    return salted_hmac(SALT, email, algorithm="sha256").hexdigest()[:32]


def _hashed(token: str) -> str:
    """So that nobody who reads the register has a link."""
    return salted_hmac(SALT, token, algorithm="sha256").hexdigest()
