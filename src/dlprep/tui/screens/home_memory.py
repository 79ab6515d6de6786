"""The part of Home that keeps the memory up with the history, and says what is due."""

from __future__ import annotations

from contextlib import suppress
from threading import Event
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message
from textual.worker import get_current_worker

from dlprep.domain.errors import StorageError
from dlprep.tui.screens.base import BaseScreen

if TYPE_CHECKING:
    from dlprep.domain.memory.due import DueQueue


_BREATH_SECONDS = 0.02
DUE_COUNT = 20
"""Questions of one session of what is due."""


class HomeMemory(BaseScreen):
    """Looks up what is due in the background; a long history is taken in bit by bit."""

    class DueFound(Message):
        """It is known what is due."""

        def __init__(self, queue: DueQueue) -> None:
            super().__init__()
            self.queue = queue

    _queue: DueQueue | None = None

    @work(thread=True, exclusive=True, exit_on_error=False, group="memory")
    def look_up_due(self) -> None:
        """Finds what is due with what was taken in so far, then goes on to the end."""
        from dlprep.services.remembering import SOME_BATCHES, catch_up

        store, worker = self.app.core.store(), get_current_worker()
        is_done = True
        with suppress(StorageError):  # a read-only history can still be looked at
            is_done = catch_up(store, batches=SOME_BATCHES)
        self._tell_due()
        breath = Event()

        def goes_on() -> bool:
            # Who waits for the history gets it between two batches.
            breath.wait(_BREATH_SECONDS)
            return not worker.is_cancelled

        if not is_done and catch_up(store, go_on=goes_on):
            self._tell_due()

    def _tell_due(self) -> None:
        from dlprep.services.remembering import due_today

        core = self.app.core
        found = due_today(core.bank(), core.store(), self.app.settings, core.clock.moment())
        self.post_message(self.DueFound(found))

    @on(DueFound)
    def _due_found(self, event: DueFound) -> None:
        self._queue = event.queue
        self.due_changed()

    def due_changed(self) -> None:
        """Called when it is known what is due."""

    def due_lines(self) -> list[tuple[str, str, str]]:
        """The line on what is due, when something is."""
        queue = self._queue
        if queue is None or not queue.reviews:
            return []
        words = self.tr(
            "{count} due, {new} new. First: {why}",
            count=queue.reviews,
            new=len(queue.items) - queue.reviews,
            why=self.app.say(queue.items[0].why),
        )
        return [(self.tr("Due"), words, "d")]
