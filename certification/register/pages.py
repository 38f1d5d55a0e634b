"""A worker's memory for pages, of bounded size: those that were not asked for longest go first."""

from collections import OrderedDict
from threading import Lock
from typing import NamedTuple

from django.conf import settings

# Of an entry, beside the texts in it: so that many short pages are bounded as well.
OVERHEAD = 2048
# A page that takes more of it than this would drive too many others out.
LARGEST_PART = 8


type Address = tuple[str, ...]


class Page(NamedTuple):
    content: bytes
    headers: dict[str, str]


class Pages:
    def __init__(self) -> None:
        self._pages: OrderedDict[Address, Page] = OrderedDict()
        self._lock = Lock()
        self._of: object = None
        self.bytes = 0

    def __contains__(self, address: Address) -> bool:
        return address in self._pages

    def forget_unless(self, moment: object) -> None:
        """What is of another moment is shown no more, and so it is not kept either."""
        with self._lock:
            if moment != self._of:
                self._pages.clear()
                self._of, self.bytes = moment, 0

    def get(self, address: Address) -> Page | None:
        with self._lock:
            if address in self._pages:
                self._pages.move_to_end(address)
            return self._pages.get(address)

    def keep(self, address: Address, page: Page) -> None:
        with self._lock:
            self._forget(address)
            if _size(address, page) > settings.PAGE_CACHE_BYTES // LARGEST_PART:
                return
            self._pages[address] = page
            self.bytes += _size(address, page)
            while self.bytes > settings.PAGE_CACHE_BYTES:
                self._forget(next(iter(self._pages)))

    def _forget(self, address: Address) -> None:
        page = self._pages.pop(address, None)
        if page:
            self.bytes -= _size(address, page)


def _size(address: Address, page: Page) -> int:
    return OVERHEAD + sum(map(len, address)) + len(page.content)
