"""A script that is run anew whenever it was saved; a save during a run cancels it."""

from __future__ import annotations

from threading import Condition, Event
from typing import TYPE_CHECKING

from dlprep.domain.errors import BadInputError

if TYPE_CHECKING:
    from collections.abc import Callable


class Reruns:
    """Runs one after another in the thread that calls `go`; other threads say what happened to the file."""

    def __init__(
        self,
        read: Callable[[], str],
        run: Callable[[str, Event], None],
        refuse: Callable[[BadInputError], None],
    ) -> None:
        """`read` gives the code, `run` runs it until its event is set, `refuse` tells of an unusable file."""
        self._read, self._run, self._refuse = read, run, refuse
        self._changed = Condition()
        self._wanted: str | None = None
        self._latest: str | None = None
        self._cancel = Event()
        self._is_over = False

    @property
    def is_outdated(self) -> bool:
        """True when the code that runs, or ran last, is no longer what the file holds."""
        with self._changed:
            return self._wanted is not None

    def look(self) -> None:
        """The file may have been saved: code that is new is run, and what runs is cancelled for it.

        A save that changes nothing, or a file that is gone for a moment, starts nothing.
        """
        try:
            code = self._read()
        except BadInputError as error:
            self._refuse(error)
            return
        with self._changed:
            if code != self._latest and not self._is_over:
                self._latest = self._wanted = code
                self._cancel.set()
                self._changed.notify_all()

    def end(self) -> None:
        """Cancels what runs; `go` returns."""
        with self._changed:
            self._is_over = True
            self._cancel.set()
            self._changed.notify_all()

    def go(self) -> None:
        """Runs whatever `look` has found, until `end`."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._is_over or self._wanted is not None)
                if self._is_over or self._wanted is None:
                    return
                code, self._wanted = self._wanted, None
                cancel = self._cancel = Event()
            self._run(code, cancel)
