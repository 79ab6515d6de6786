"""What a language model thinks of an answer, beside the grade of record and never in its place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dlprep.domain.grader.grades import HALF, GraderName, Status
from dlprep.domain.messages import Message, message

VERSION = "1"
"""Raised when the same answer may be asked about, or the reply checked, in another way."""


class Verdict(StrEnum):
    """What the model says of a point."""

    COVERED = "covered"
    PARTIAL = "partial"
    MISSED = "missed"
    WRONG = "wrong"
    UNCERTAIN = "uncertain"
    """It said more than missed, and its quote is not what the candidate said: nothing is shown by it."""


CREDIT = {Verdict.COVERED: 1.0, Verdict.PARTIAL: HALF}
STATUS = {
    Verdict.COVERED: Status.COVERED,
    Verdict.PARTIAL: Status.MAYBE,
    Verdict.MISSED: Status.MISSED,
    Verdict.WRONG: Status.WRONG,
    Verdict.UNCERTAIN: Status.MISSED,
}
"""The same in the words of the offline grader."""


class Discard(StrEnum):
    """Why there is no second opinion on an answer."""

    NOTHING_SAID = "nothing-said"
    """The answer is empty, and the model was not asked."""
    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    """The server answered with an error."""
    REDIRECTED = "redirected"
    """The server pointed elsewhere, and answers go only where the learner said."""
    TOO_LONG = "too-long"
    UNREADABLE = "unreadable"
    """Not the verdicts that were asked for, twice."""
    DECOY = "decoy"
    """The model found a point that no answer holds."""


class NoReplyError(Exception):
    """A model gave no reply that can be read."""

    def __init__(self, reason: Discard, detail: str = "") -> None:
        """Why, and what the server said."""
        super().__init__(f"{reason.value} {detail}".strip())
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class PointOpinion:
    """What the model says of one point, checked."""

    id: str
    verdict: Verdict
    quote: str
    """The candidate's own words that the model pointed at; empty where it pointed at none."""
    agrees: bool
    """True when the offline grader says the same."""
    contested: bool = False
    """The model gives credit where the offline grader sees no trace of the point, or an error."""


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """What the model says of an answer, or why it says nothing."""

    model: str
    """Who said it."""
    points: tuple[PointOpinion, ...] = ()
    score: int | None = None
    """0 to 100, counted by us; None where nothing is proven. Never the score of record."""
    follow_up: str | None = None
    """The point to ask about because the graders disagree."""
    discarded: Discard | None = None
    detail: str = ""
    """With `discarded`: what the server said, such as the status."""

    @property
    def grader(self) -> GraderName:
        """Who graded, as it is kept in a record."""
        return GraderName(f"llm:{self.model}", VERSION, "none")


def why_discarded(opinion: SecondOpinion) -> Message | None:
    """Why there is no opinion, as a sentence; None when there is one."""
    model, detail = opinion.model, opinion.detail
    match opinion.discarded:
        case None:
            return None
        case Discard.NOTHING_SAID:
            return message("There is nothing to have a second opinion on.")
        case Discard.TIMEOUT:
            return message("No second opinion: {model} did not answer in time.", model=model)
        case Discard.UNREACHABLE:
            return message("No second opinion: the server of {model} cannot be reached.", model=model)
        case Discard.REFUSED:
            return message(
                "No second opinion: the server of {model} answered {status}.", model=model, status=detail
            )
        case Discard.REDIRECTED:
            return message(
                "No second opinion: the server of {model} points to another address, which is not followed.",
                model=model,
            )
        case Discard.TOO_LONG:
            return message("No second opinion: the reply of {model} is too long.", model=model)
        case Discard.UNREADABLE:
            return message(
                "No second opinion: the reply of {model} does not hold the verdicts it was asked for.",
                model=model,
            )
        case Discard.DECOY:
            return message(
                "No second opinion: {model} found a point in the answer that no answer holds.", model=model
            )
