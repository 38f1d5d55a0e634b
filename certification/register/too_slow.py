"""What the database was not given the time for is said in words. The limit: PUBLIC_STATEMENT_TIMEOUT_MS."""

import logging
from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest, HttpResponseBase
from psycopg.errors import QueryCanceled

from certification.register.errors import too_slow

log = logging.getLogger(__name__)


class TooSlowMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        is_late = isinstance(exception, OperationalError) and isinstance(
            exception.__cause__, QueryCanceled
        )
        if not is_late:
            return None
        log.warning("A question took too long: %s", request.get_full_path())
        return too_slow()
