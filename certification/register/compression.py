"""Pages are sent in a quarter of their size to browsers that take gzip, which are all.

Below page_cache.py, so that a kept page is compressed once. Not the staff side: there a page has what
is secret beside what an address brought in, and from such lengths secrets can be guessed (BREACH). No
public page holds a secret, and Django masks the token of a form anew each time. Files are left as they
are: pictures and workbooks get no smaller, and exports are streamed.
"""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware, re_accepts_gzip

from certification.languages import STAFF

KINDS = ("text/html", "application/xml", "image/svg+xml")


class CompressionMiddleware(GZipMiddleware):
    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if response.streaming or kind not in KINDS or request.path_info.startswith(STAFF):
            return response
        return super().process_response(request, response)


def accepted(request: HttpRequest) -> str:
    """By which a page is told from the same one for others."""
    return "gzip" if re_accepts_gzip.search(request.META.get("HTTP_ACCEPT_ENCODING", "")) else ""
