"""An interview while it is held: the calls that block, one at a time, and the draft that is never lost."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from dlprep.domain.errors import BadInputError
from dlprep.domain.messages import message
from dlprep.services.interview_code import outcome_so_far

if TYPE_CHECKING:
    from collections.abc import Callable

    from dlprep.domain.interviewing.material import Material
    from dlprep.domain.interviewing.scorecard import Scorecard
    from dlprep.domain.interviewing.turns import Interview, Outcome
    from dlprep.services.interviewing import Interviewing
    from dlprep.tui.core import Core


class InterviewWork:
    """Every method but `number_draft` touches the disk or grades: it belongs into a worker."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._lock, self._grading = Lock(), Lock()
        self._drafts = self._kept_draft = 0

    def number_draft(self) -> int:
        """A number for the draft of now; on the event loop, in the order of typing."""
        self._drafts += 1
        return self._drafts

    def say(self, interview: Interview, typed: str, number: int) -> Interview:
        """Sends what was typed; until it is graded and kept, it lies on disk as the draft.

        Raises:
            BadInputError: if it is a command that nobody knows, or nothing can be answered now.
            StorageError: if it cannot be written.
        """
        leads = self._core.interviewing()
        with self._lock:
            self._kept_draft = max(self._kept_draft, number)
            interview = leads.keep_draft(interview, typed)
        with self._grading:
            return leads.say(interview, typed)

    def warm(self) -> None:
        """Makes the grader ready; an answer that is sent meanwhile waits for it."""
        with self._grading:
            self._core.interviewing().warm()

    def step(self, take: Callable[[Interviewing], Interview], draft: str, number: int) -> Interview:
        """A turn that was not typed, such as ticks or a command by key: half-typed text stays.

        Raises:
            DlprepError: if it cannot be taken now, or cannot be written.
        """
        leads = self._core.interviewing()
        with self._lock:
            self._kept_draft = max(self._kept_draft, number)
            interview = take(leads)
            if draft and interview.ended_at is None:
                return leads.keep_draft(interview, draft)
            return interview

    def save_draft(self, interview: Interview, text: str, number: int) -> None:
        """Keeps half-typed text, unless a later one was kept or sent already.

        Raises:
            StorageError: if it cannot be written.
        """
        leads = self._core.interviewing()
        with self._lock:
            if number > self._kept_draft:
                leads.keep_draft(interview, text)
                self._kept_draft = number

    def outcome(self, interview: Interview) -> Outcome | None:
        """What came of the challenge that was handed over to."""
        return outcome_so_far(self._core.store(), interview)

    def kept(self, number: int) -> Interview:
        """An interview of the history, as it was left.

        Raises:
            BadInputError: if there is none of that number.
        """
        found = self._core.store().interview(number)
        if found is None:
            raise BadInputError(message("Interview {number} cannot be read.", number=number))
        return found

    def material(self) -> Material:
        """What can be asked: names and points of questions."""
        return self._core.interviewing().material

    def scorecard(self, interview: Interview) -> Scorecard:
        """What the interview comes to as it stands."""
        return self._core.interviewing().scorecard(interview)
