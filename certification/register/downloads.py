"""The list of experts as a file, for people and for programs that take it every night."""

from collections.abc import Iterator
from itertools import chain
from threading import BoundedSemaphore

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from certification.exporting.columns import COLUMNS
from certification.exporting.experts import Expert, Experts, Source
from certification.exporting.files import KINDS
from certification.register.filters import ExpertFilter

# A file that is sent keeps one of a worker's threads, for as long as the client takes. The others are
# for pages.
AT_A_TIME = BoundedSemaphore(2)


class Turn:
    """The pieces of a file, and the right to send them until the response is closed."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.pieces, self.is_over = pieces, False

    def __iter__(self) -> Iterator[bytes]:
        return self.pieces

    def close(self) -> None:
        if not self.is_over:
            self.is_over = True
            AT_A_TIME.release()


@require_safe
def experts(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Whoever answers the question that the list with the same query would answer, all at once, by name."""
    filterset = ExpertFilter(request.GET)
    if not filterset.is_valid():
        return _refused(*chain.from_iterable(filterset.form.errors.values()))
    question = filterset.question()
    found = Experts(Source(question.answer(), question.on), request.build_absolute_uri)
    most = KINDS[kind].most_rows
    if most and found.row_count() > most:
        return _refused(
            _(
                "That is more than the %(most)s rows of an Excel sheet: filter the list, or take CSV."
            )
            % {"most": most}
        )
    batches = _begun(found.batches())
    if not AT_A_TIME.acquire(blocking=False):
        return _refused(_("Others are fetching files just now: try again in a minute."), busy=True)
    answer = StreamingHttpResponse(
        # An empty piece would mean the end to some servers.
        Turn(filter(None, KINDS[kind].write(batches, COLUMNS))),
        content_type=KINDS[kind].content_type,
        headers={"X-Robots-Tag": "noindex"},
    )
    answer.headers["Content-Disposition"] = f'attachment; filename="experts-{question.on}.{kind}"'
    return answer


def _begun(batches: Iterator[list[Expert]]) -> Iterator[list[Expert]]:
    """The first is asked for at once: what fails then is told by a page, and not by half a file."""
    return chain([next(batches)], batches)


def _refused(*sentences: str, busy: bool = False) -> HttpResponse:
    text = "".join(f"{sentence}\n" for sentence in sentences)
    answer = HttpResponse(text, "text/plain; charset=utf-8", status=503 if busy else 400)
    if busy:
        answer.headers["Retry-After"] = "60"
    return answer
