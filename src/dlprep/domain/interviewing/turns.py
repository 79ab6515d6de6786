"""What was said in an interview: the ordered turns are all that is needed to go on or to replay it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from dlprep.domain.grader.grades import AnswerGrade, Status
from dlprep.domain.interviewing.commands import Command
from dlprep.domain.interviewing.plan import InterviewPlan
from dlprep.domain.language import Language
from dlprep.domain.opinion.opinions import SecondOpinion


class Speaker(StrEnum):
    """Who says a turn."""

    INTERVIEWER = "interviewer"
    CANDIDATE = "candidate"


class TurnKind(StrEnum):
    """What a turn does."""

    OPENING = "opening"
    QUESTION = "question"
    SETTLE = "settle"
    """The wording was unfamiliar: asks the candidate to say which points it held."""
    CORRECTION = "correction"
    FOLLOW_UP = "follow-up"
    TRAP = "trap"
    WHY = "why"
    BRIDGE = "bridge"
    HANDOVER = "handover"
    RETURN = "return"
    CANDIDATE_QUESTIONS = "candidate-questions"
    CLOSING = "closing"
    REPLY = "reply"
    """To a command, a claim or a free question; what was asked before still stands."""

    ANSWER = "answer"
    SETTLED = "settled"
    CLAIM = "claim"
    """“I did say this”, of one point."""
    COMMAND = "command"
    FREE_QUESTION = "free-question"
    HANDED_BACK = "handed-back"
    """The challenge is over."""

    @property
    def speaker(self) -> Speaker:
        """Who says turns of this kind."""
        return Speaker.CANDIDATE if self in _OF_CANDIDATE else Speaker.INTERVIEWER

    @property
    def asks(self) -> bool:
        """True when the interviewer waits for an answer to it."""
        return self in _ASKING

    @property
    def probes(self) -> bool:
        """True for what is asked after the answer; at most two come with one question."""
        return self in (TurnKind.FOLLOW_UP, TurnKind.TRAP, TurnKind.WHY)


_OF_CANDIDATE = frozenset(
    (
        TurnKind.ANSWER,
        TurnKind.SETTLED,
        TurnKind.CLAIM,
        TurnKind.COMMAND,
        TurnKind.FREE_QUESTION,
        TurnKind.HANDED_BACK,
    )
)
_ASKING = frozenset(
    (
        TurnKind.QUESTION,
        TurnKind.SETTLE,
        TurnKind.FOLLOW_UP,
        TurnKind.TRAP,
        TurnKind.WHY,
        TurnKind.HANDOVER,
        TurnKind.CANDIDATE_QUESTIONS,
    )
)


class Found(StrEnum):
    """Where a passage stands."""

    QUESTION = "question"
    ARTICLE = "article"
    GLOSSARY = "glossary"


@dataclass(frozen=True, slots=True)
class Passage:
    """What answers a free question, and where it stands."""

    text: str
    found: Found
    place: str
    """Id of the question or claim, or the term."""
    title: str = ""
    """Of the source in which it can be checked."""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the challenge of a loop ended."""

    passed: bool
    medal: str | None = None
    run_id: int | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One utterance."""

    number: int
    """From 0, without gaps."""
    kind: TurnKind
    text: str
    """As it was said or typed."""
    language: Language
    at: datetime
    """Aware, UTC."""
    elapsed_seconds: float
    """Into the interview, pauses and restarts left out."""
    question_id: str | None = None
    point_id: str | None = None
    """The point that a follow-up, correction or claim is about, or the probe: `why-0`, `trap-1`."""
    grade: AnswerGrade | None = None
    """Of an answer: of the whole question, or of the one point that was asked about."""
    settled: Mapping[str, Status] = field(default_factory=dict)
    """What the candidate ticked, by point."""
    command: Command | None = None
    passages: tuple[Passage, ...] = ()
    """What was found for a free question."""
    outcome: Outcome | None = None
    opinion: SecondOpinion | None = None
    """Of a whole answer: what a language model said of it, which came after the turn was made."""

    @property
    def speaker(self) -> Speaker:
        """Who says it."""
        return self.kind.speaker


@dataclass(frozen=True, slots=True)
class Interview:
    """An interview so far."""

    plan: InterviewPlan
    started_at: datetime
    local_day: date
    turns: tuple[Turn, ...] = ()
    draft: str = ""
    """What the candidate has typed and not sent."""
    ended_at: datetime | None = None
    id: int | None = None
    """Given by the store."""

    @property
    def elapsed_seconds(self) -> float:
        """How long it has been going on, as of the last turn."""
        return self.turns[-1].elapsed_seconds if self.turns else 0.0


@dataclass(frozen=True, slots=True)
class InterviewRecord:
    """An interview as a line of a list."""

    id: int
    plan: InterviewPlan
    started_at: datetime
    local_day: date
    ended_at: datetime | None
    turns: int
    score: int | None
    """None until it has ended, and when nothing was scored."""
    bar: str | None
    """The hire bar's outcome, as `scorecard.Bar`."""
