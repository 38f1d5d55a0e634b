"""What an expert does with the links of a message: answer it, decline, or take no more of them."""

from collections.abc import Callable
from functools import wraps

from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from certification.contact import answering
from certification.contact.links import message_of, person_of
from certification.models import ContactMessage
from certification.models.contact_message import ContactState
from certification.register.contact_confirm import not_whole, useless
from certification.register.contact_form import AnswerForm


def told_of_bad_links(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def answer(request: HttpRequest, token: str) -> HttpResponse:
        try:
            return view(request, token)
        except signing.BadSignature:
            return useless(request, not_whole(), 400)

    return answer


@told_of_bad_links
def answer(request: HttpRequest, token: str) -> HttpResponse:
    message = message_of(token)
    if message is None:
        text = _(
            "It holds no longer: the message is deleted by now, or your address in the register is "
            "another."
        )
        return useless(request, text, 410)
    if message.state != ContactState.WAITING:
        return _page(request, message, AnswerForm())
    if request.method != "POST":
        return _page(request, message, AnswerForm())
    declines = "decline" in request.POST
    form = AnswerForm(None if declines else request.POST)
    if not declines and not form.is_valid():
        return _page(request, message, form, 400)
    try:
        if declines:
            answering.decline(message)
        else:
            answering.answer(message, form.cleaned_data["answer"])
    except ValidationError as error:
        if message.state != ContactState.WAITING:  # another click was quicker
            return HttpResponseRedirect(request.path)
        return _page(request, message, form, 503, " ".join(error.messages))
    return HttpResponseRedirect(request.path)


def _page(
    request: HttpRequest,
    message: ContactMessage,
    form: AnswerForm,
    status: int = 200,
    problem: str = "",
) -> HttpResponse:
    context = {"section": "experts", "message": message, "form": form, "problem": problem}
    return render(request, "contact/answer.html", context, status=status)


@told_of_bad_links
def off(request: HttpRequest, token: str) -> HttpResponse:
    person = person_of(token)
    if person is None:
        return useless(
            request, _("It holds no longer: your address in the register is another."), 410
        )
    if request.method == "POST":
        answering.switch_off(person)
        return HttpResponseRedirect(request.path)
    return render(request, "contact/off.html", {"section": "experts", "person": person})
