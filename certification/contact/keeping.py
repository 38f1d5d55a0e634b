"""How long messages to experts are kept."""

from datetime import timedelta

from django.utils import timezone

from certification.contact.links import LINK_HOLDS
from certification.models import ContactMessage, ContactRequest, RegisterSettings, SentForm
from people.erasing import erase_record

REASON = "Kept for as long as the settings of the register say"


def remove_unconfirmed() -> int:
    """Forget the forms whose link holds no longer, and who sent one. Returns how many forms those were."""
    SentForm.objects.outdated().delete()
    old = ContactRequest.objects.filter(created_at__lte=timezone.now() - LINK_HOLDS)
    removed, _each = old.delete()
    return removed


def erase_outdated() -> int:
    """Returns how many messages those were."""
    days = timedelta(days=RegisterSettings.current().contact_messages_kept_days)
    number = 0
    for message in ContactMessage.objects.sent_before(timezone.now() - days).order_by("pk"):
        erase_record(message, REASON, "remove_outdated_messages")
        number += 1
    return number
