from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from certification.models import Expert
from certification.register.card import facts
from certification.register.card.drawing import png


@require_safe
def of_register(request: HttpRequest) -> HttpResponse:
    return HttpResponse(png(facts.of_register()), content_type="image/png")


@require_safe
def of_expert(request: HttpRequest, slug: str) -> HttpResponse:
    """Of somebody who is listed, as of today. What version its address names makes no difference."""
    experts = Expert.objects.using("public").published().with_standing()
    expert = get_object_or_404(experts.select_related("organisation"), slug=slug)
    return HttpResponse(png(facts.of_expert(expert)), content_type="image/png")
