"""The backup of the day, made beside the work with the first change of the day."""

from __future__ import annotations

from threading import Lock, Thread
from typing import TYPE_CHECKING

from dlprep.domain.errors import DlprepError
from dlprep.domain.messages import Message, message

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from dlprep.services.ports import Clock, Moment
    from dlprep.storage.backups import Backups


class DailyBackups:
    """Is told of every change; on the first of a day it makes a backup in a thread of its own."""

    def __init__(self, backups: Backups, clock: Clock, tell: Callable[[Message], None]) -> None:
        """`tell` is given what the learner should know: that today's backup could not be made."""
        self._backups, self._clock, self._tell = backups, clock, tell
        self._lock = Lock()
        self._day: date | None = None
        self._thread: Thread | None = None

    def changed(self) -> None:
        """Returns at once; called after every change."""
        moment = self._clock.moment()
        if moment.local_day == self._day:
            return
        with self._lock:
            busy = self._thread is not None and self._thread.is_alive()
            if busy or moment.local_day == self._day:
                return
            self._day = moment.local_day
            self._thread = Thread(target=self._make, args=(moment,), name="daily-backup", daemon=True)
            self._thread.start()

    def finish(self) -> None:
        """Waits for a backup that is being made."""
        with self._lock:
            thread = self._thread
        if thread is not None:
            thread.join()

    def _make(self, moment: Moment) -> None:
        try:
            self._backups.create_daily(moment)
        except DlprepError as error:
            self._tell(message("Today's backup could not be made. {what}", what=error.what))
