"""What is worked out from the records for public pages, and kept in a worker's memory while they stay the same.

Each request reads the version of what is public before all else (register/page_cache.py), and what it
works out is kept under that moment: it may be newer than its key, and never older. After a change the
key is another one, so what is outdated is never found, and is driven out by what is.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from threading import Lock
from typing import NamedTuple

from people.models import Version


class Moment(NamedTuple):
    """As long as it is the same, public pages show the same."""

    version: Version
    day: date


_moment: ContextVar[Moment | None] = ContextVar("moment", default=None)


def moment() -> Moment | None:
    """Of what is worked out now, if it may be kept."""
    return _moment.get()


@contextmanager
def as_of(moment: Moment | None) -> Iterator[None]:
    """What is worked out in here is kept; without a moment it is not."""
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)


class Kept[K: Hashable, V]:
    """Answers by their questions, of a function that reads nothing but the question, the day and what is public.

    Of `most` those that were not asked for longest go first. Nobody may change an answer.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._answers: OrderedDict[tuple[Moment, K], V] = OrderedDict()
        self._lock = Lock()

    def one(self, key: K, work_out: Callable[[], V]) -> V:
        return self.several([key], lambda _missing: {key: work_out()})[key]

    def several(self, keys: Iterable[K], work_out: Callable[[list[K]], dict[K, V]]) -> dict[K, V]:
        """Those that are not kept are worked out together. None of a key that has no answer."""
        wanted, moment = [*keys], _moment.get()
        found = {} if moment is None else self._known(moment, wanted)
        missing = [key for key in wanted if key not in found]
        if missing:
            new = work_out(missing)
            if moment is not None:
                self._keep(moment, new)
            found |= new
        return found

    def _known(self, moment: Moment, wanted: list[K]) -> dict[K, V]:
        with self._lock:
            known = [key for key in wanted if (moment, key) in self._answers]
            for key in known:
                self._answers.move_to_end((moment, key))
            return {key: self._answers[moment, key] for key in known}

    def _keep(self, moment: Moment, new: dict[K, V]) -> None:
        with self._lock:
            for key, answer in new.items():
                self._answers[moment, key] = answer
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
