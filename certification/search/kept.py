"""What is worked out from the records for public pages, and kept in a worker's memory while they stay the same.

Each request reads the version of what is public before all else (register/page_cache.py), and what it
works out is kept under that moment: it may be newer than its key, and never older. After a change the
key is another one, so what is outdated is never found, and is driven out by what is.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import lru_cache, wraps
from typing import NamedTuple

from people.models import Version


class Moment(NamedTuple):
    """As long as it is the same, public pages show the same."""

    version: Version
    day: date


_moment: ContextVar[Moment | None] = ContextVar("moment", default=None)


@contextmanager
def as_of(moment: Moment | None) -> Iterator[None]:
    """What is worked out in here is kept; without a moment it is not."""
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)


def kept[**P, R](most: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Decorator for a function that reads nothing but its arguments, the day and what is public.

    Of `most` answers those that were not asked for longest go first. Nobody may change an answer.
    """

    def decorate(work_out: Callable[P, R]) -> Callable[P, R]:
        @lru_cache(maxsize=most)
        def of_moment(_moment: Moment, *args: P.args, **kwargs: P.kwargs) -> R:
            return work_out(*args, **kwargs)

        @wraps(work_out)
        def answer(*args: P.args, **kwargs: P.kwargs) -> R:
            moment = _moment.get()
            if moment is None:
                return work_out(*args, **kwargs)
            return of_moment(moment, *args, **kwargs)  # type: ignore[arg-type]

        return answer

    return decorate
