"""Steps done at the same moment, each on a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connections


def at_once(*steps: Callable[[], Any]) -> list[Any]:
    """What each comes to, or the error that it ends in."""
    together = Barrier(len(steps))

    def do(step: Callable[[], Any]) -> Any:
        try:
            together.wait(30)
            return step()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(steps)) as pool:
        return list(pool.map(do, steps))
