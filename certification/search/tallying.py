"""The tally of this worker: read in a thread of its own, because among a million that takes some seconds."""

import logging
from datetime import date
from threading import Lock, Thread

from django.db import Error, connections

from certification.search.kept import Moment
from certification.search.tally import OutgrownError, Tally

log = logging.getLogger(__name__)

# As long as a visitor waits for it, in seconds; then the database counts. Among a million that takes as long by
# itself, and longer than the public side may take while everybody is read.
PATIENCE = 20


class Tallies:
    def __init__(self) -> None:
        self._tally: Tally | None = None
        self._reading: Thread | None = None
        self._lock = Lock()

    def of(self, moment: Moment) -> Tally | None:
        """It holds what the moment shows, or a later one. None as long as there is no such."""
        tally = self._of_day(moment.day)
        if tally:
            try:
                tally.follow(moment.version)
            except OutgrownError:
                self.forget(tally)
                return None
        return tally

    def forget(self, outdated: Tally | None) -> None:
        if self._tally is outdated:
            self._tally = None

    def read_ahead(self, day: date) -> Thread:
        """Nobody waits for it, unless they ask `of` it before it is there."""
        with self._lock:
            if not self._reading or not self._reading.is_alive():
                self._reading = self.begin(day)
            return self._reading

    def begin(self, day: date) -> Thread:
        thread = Thread(target=self._read_apart, args=[day], name="tally", daemon=True)
        thread.start()
        return thread

    def read(self, day: date) -> None:
        # The one of yesterday makes room.
        self._tally = None
        try:
            self._tally = Tally(day)
        except Error as error:
            log.warning("The database counts, because not everybody can be read: %s", error)

    def _of_day(self, day: date) -> Tally | None:
        tally = self._tally
        if not tally or tally.day != day:
            self.read_ahead(day).join(PATIENCE)
            tally = self._tally
        return tally if tally and tally.day == day else None

    def _read_apart(self, day: date) -> None:
        try:
            self.read(day)
        finally:
            connections.close_all()


TALLIES = Tallies()
