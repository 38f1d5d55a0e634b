"""The page of an expert, and the photo on it."""

from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import DetailView

from certification.models import Certification, Expert
from certification.register.day_asked import day_asked
from certification.register.history import history, lines
from certification.verification import structured


class ExpertPage(DetailView):
    template_name = "register/expert.html"
    context_object_name = "expert"

    def get_queryset(self) -> Any:
        certifications = Certification.objects.select_related("level").prefetch_related(
            "suspensions"
        )
        return (
            Expert.objects.using("public")
            .published()
            .with_standing(self.on())
            .with_traineeships(self.on())
            .with_last_change()
            .select_related("organisation")
            .prefetch_related("sectors", Prefetch("certifications", queryset=certifications))
        )

    def on(self) -> date:
        return day_asked(self.request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        on = self.on()
        if on == timezone.localdate():
            data = structured.of_expert(self.object, self.request)
            kwargs["structured"] = structured.script(data)
        return super().get_context_data(
            section="experts",
            on=on,
            is_future=on > timezone.localdate(),
            other_day=on != timezone.localdate(),
            history=history(self.object.certifications.all(), timezone.localdate()),
            lines=lines(self.object.certifications.all(), timezone.localdate()),
            **kwargs,
        )


def photo(request: HttpRequest, slug: str) -> HttpResponse:
    """Of somebody who is listed; the file's own address is told to nobody."""
    expert = get_object_or_404(Expert.objects.using("public").published(), slug=slug)
    try:
        with expert.photo.open() as picture:
            return HttpResponse(picture.read(), content_type="image/jpeg")
    except (ValueError, OSError):
        raise Http404 from None
