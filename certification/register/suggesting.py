"""Whom a visitor may mean who is still typing: a few people, as a piece of a page."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from certification.models import Expert
from certification.search.near import nearest_few
from certification.search.question import Question
from people.names import fold

MOST = 6
LONGEST = 200


def suggestions(request: HttpRequest) -> HttpResponse:
    """Whatever their status: it stands beside the name. Nobody for a single letter, or for nonsense."""
    if not request.headers.get("HX-Request"):
        return redirect("experts")
    text = request.GET.get("q", "")[:LONGEST]
    question, people = Question(on=timezone.localdate(), all_levels=(), text=text), list[int]()
    if len(fold(text)) > 1:
        question, people = nearest_few(question, MOST)
    context = {
        "experts": _experts(people, question.on),
        "is_near": question.is_near,
        "text": text.strip(),
    }
    return render(request, "register/_suggested.html", context)


def _experts(people: list[int], on: date) -> list[Expert]:
    """In their order."""
    experts = Expert.objects.using("public").filter(pk__in=people).select_related("organisation")
    found = {expert.pk: expert for expert in experts.with_standing(on)}
    return [found[person] for person in people if person in found]
