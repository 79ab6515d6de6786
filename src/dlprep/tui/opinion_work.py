"""What a language model does during an interview, on a thread that nobody waits for."""

from __future__ import annotations

from queue import SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING

from dlprep.services.lively_words import LivelyWords

if TYPE_CHECKING:
    from collections.abc import Callable

    from dlprep.domain.interviewing.standing import Standing
    from dlprep.domain.interviewing.turns import Interview, Turn
    from dlprep.domain.opinion.opinions import SecondOpinion
    from dlprep.tui.core import Core

_LINES_AT_ONCE = 3
"""Lines reworded after an answer: the next opinion does not wait long for them."""


class OpinionWork:
    """Takes one thing after the other, and drops all of them when the interview is left.

    Workers of the app are waited for when it quits, and a slow server would hold that up.
    """

    def __init__(
        self,
        core: Core,
        tell: Callable[[int, SecondOpinion], object],
        fail: Callable[[BaseException], object],
    ) -> None:
        """`tell` and `fail` are called from the thread, and never after `leave`."""
        self._core = core
        self._tell, self._fail = tell, fail
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._has_left = Event()
        self._thread: Thread | None = None
        self._words = LivelyWords()

    def shown(self, turn: Turn) -> str:
        """The words to show for a turn; never blocks."""
        return self._words.shown(turn)

    def ask(self, interview: Interview, number: int, state: Standing) -> None:
        """Has an answer read if the candidate agreed to it, and the next lines reworded; returns at once."""
        if not interview.plan.opinions_from or self._has_left.is_set():
            return
        self._jobs.put(lambda: self._read(interview, number, state))
        if self._thread is None:
            self._thread = Thread(target=self._run, name="second-opinions", daemon=True)
            self._thread.start()

    def leave(self) -> None:
        """Nothing more is asked, told or kept; what is under way is let go."""
        self._has_left.set()
        self._jobs.put(None)

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None and not self._has_left.is_set():
            try:
                job()
            except Exception as error:  # noqa: BLE001 - the thread has nobody above it to tell
                if not self._has_left.is_set():
                    self._fail(error)

    def _read(self, interview: Interview, number: int, state: Standing) -> None:
        """Has an answer read; a model that gave an opinion on it is asked for words too."""
        offer = self._core.opinion_offer()
        if offer is None or not offer.is_taken(interview):
            return
        opinions = self._core.interview_opinions()
        found = opinions.ask(interview, number)
        if found is None or self._has_left.is_set():
            return
        opinions.keep(interview, number, found)
        self._tell(number, found)
        if found.discarded is None:
            self._reword(state)

    def _reword(self, state: Standing) -> None:
        rewording = self._core.rewording()
        for _ in range(_LINES_AT_ONCE):
            if not self._has_left.is_set():
                self._words.prepare(rewording, state.style, state.language)
