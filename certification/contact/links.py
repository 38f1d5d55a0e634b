"""The links in mails: to confirm an address, to answer, and to take no more messages. Each is for its reader only."""

from datetime import timedelta

from django.core import signing
from django.utils.crypto import salted_hmac

from certification.models import ContactMessage, ContactRequest
from people.models import Person

SALT = "certification.contact"
CONFIRM, ANSWER, SWITCH_OFF = (f"{SALT}.{purpose}" for purpose in ("confirm", "answer", "off"))
LINK_HOLDS = timedelta(days=7)


def to_confirm(asked: ContactRequest) -> str:
    return _token(CONFIRM, asked.pk, asked.email)


def to_answer(message: ContactMessage) -> str:
    return _token(ANSWER, str(message.key), _of_both(message))


def to_switch_off(person: Person) -> str:
    return _token(SWITCH_OFF, person.pk, person.email)


def request_of(token: str) -> ContactRequest | None:
    """None once it holds no longer. Raises BadSignature for what is no link of ours."""
    try:
        pk, of_email = signing.loads(token, salt=CONFIRM, max_age=LINK_HOLDS)
    except signing.SignatureExpired:
        return None
    asked = ContactRequest.objects.filter(pk=pk).first()
    return asked if asked and _fingerprint(CONFIRM, asked.email) == of_email else None


def message_of(token: str) -> ContactMessage | None:
    """None once its sender is erased, or the address of the expert is another. Raises BadSignature."""
    key, of_both = signing.loads(token, salt=ANSWER)
    message = ContactMessage.objects.filter(key=key).select_related("person").first()
    return message if message and _fingerprint(ANSWER, _of_both(message)) == of_both else None


def person_of(token: str) -> Person | None:
    """None once the address is another. Raises BadSignature."""
    pk, of_email = signing.loads(token, salt=SWITCH_OFF)
    person = Person.objects.filter(pk=pk).first()
    return person if person and _fingerprint(SWITCH_OFF, person.email) == of_email else None


def hashed(token: str) -> str:
    """So that nobody who reads the register has a link."""
    return salted_hmac(SALT, token, algorithm="sha256").hexdigest()


def _of_both(message: ContactMessage) -> str:
    """Whoever reads an old mailbox of an expert may neither answer nor see the new address."""
    return f"{message.email} {message.person.email}"


def _token(salt: str, key: int | str, email: str) -> str:
    return signing.dumps([key, _fingerprint(salt, email)], salt=salt)


def _fingerprint(salt: str, email: str) -> str:
    return salted_hmac(salt, email, algorithm="sha256").hexdigest()[:32]
