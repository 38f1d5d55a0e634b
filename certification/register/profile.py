"""The page of an expert, and the photo on it."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import DetailView

from certification.models import Expert
from certification.register.card.facts import of_expert
from certification.register.day_asked import day_asked
from certification.register.history import lines
from certification.register.periods import periods
from certification.register.timeline import ever_in_force, timeline
from certification.verification import structured


class ExpertPage(DetailView):
    template_name = "register/expert.html"
    context_object_name = "expert"

    def get_queryset(self) -> Any:
        return (
            Expert.objects.using("public")
            .published()
            .with_standing(self.on())
            .with_way()
            .with_last_change()
            .select_related("organisation")
            .prefetch_related("sectors")
        )

    def on(self) -> date:
        return day_asked(self.request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        on, today = self.on(), timezone.localdate()
        told = self.object.traineeships_told
        self.object.shown_traineeships = [each for each in told if each.is_running(on)]
        certifications = ever_in_force(self.object.certifications.all(), today)
        if on == today:
            data = structured.of_expert(self.object, self.request)
            kwargs["structured"] = structured.script(data)
        return super().get_context_data(
            section="experts",
            on=on,
            today=today,
            is_future=on > today,
            other_day=on != today,
            history=timeline(self.object, today),
            lines=lines(certifications, today),
            periods=periods(certifications, today),
            **self._card(),
            **kwargs,
        )

    def _card(self) -> dict[str, Any]:
        """As of today: of another day's page nobody keeps the picture."""
        if self.on() != timezone.localdate():
            return {}
        address = reverse("expert-card", args=[self.object.slug])
        return {"card": of_expert(self.object), "card_of_expert": address}


def photo(request: HttpRequest, slug: str) -> HttpResponse:
    """Of somebody who is listed; the file's own address is told to nobody."""
    expert = get_object_or_404(Expert.objects.using("public").published(), slug=slug)
    try:
        with expert.photo.open() as picture:
            return HttpResponse(picture.read(), content_type="image/jpeg")
    except (ValueError, OSError):
        raise Http404 from None
