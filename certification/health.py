"""`/healthz` for load balancers: 200 when this process reaches its databases, else 503.

A middleware before all others, because a load balancer asks by address: no host check, no redirect to https.
"""

from collections.abc import Callable

from django.db import Error, connections
from django.http import HttpRequest, HttpResponse, HttpResponseBase

PATH = "/healthz"


class HealthMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info != PATH:
            return self.get_response(request)
        failing = [alias for alias in connections if not _answers(alias)]
        return HttpResponse(
            f"failing: {', '.join(failing)}\n" if failing else "ok\n",
            status=503 if failing else 200,
            content_type="text/plain; charset=utf-8",
            headers={"Cache-Control": "no-store"},
        )


def _answers(alias: str) -> bool:
    try:
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        connections[alias].close()
        return False
    return True
