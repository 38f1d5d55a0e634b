"""Processes like those of a web server: each with a memory of its own, and settings as in production."""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

import django
from django.conf import settings
from django.db import connections


def ask[T](function: Callable[..., T], *arguments: Any) -> T:
    """Of a new worker, which remembers nothing and ends with its answer. It reads the databases of here."""
    # Not a fork: that would remember what this process does.
    workers = ProcessPoolExecutor(
        1, mp_context=get_context("spawn"), initializer=_begin, initargs=(_settings(),)
    )
    with workers:
        return workers.submit(_answer, function, arguments).result()


def _settings() -> dict[str, Any]:
    default, public = (connections[alias].settings_dict for alias in ("default", "public"))
    pooled = {**public["OPTIONS"], "pool": {"min_size": 1, "max_size": 4}}
    return {
        "DATABASES": {"default": default, "public": {**public, "OPTIONS": pooled}},
        "ALLOWED_HOSTS": ["localhost"],
        "DEBUG": False,
        "KEEPS_ANSWERS": True,
        "COUNTS_IN_MEMORY": True,
        # What pages are made of is kept, and no page itself: each is made anew.
        "PAGE_CACHE_BYTES": 0,
        "STORAGES": settings.STORAGES,
        "STATIC_ROOT": settings.STATIC_ROOT,
    }


def _begin(of_production: dict[str, Any]) -> None:
    for name, value in of_production.items():
        setattr(settings, name, value)
    django.setup()


def _answer[T](function: Callable[..., T], arguments: tuple[Any, ...]) -> T:
    try:
        return function(*arguments)
    finally:
        connections.close_all()
        connections["public"].close_pool()  # type: ignore[attr-defined]
