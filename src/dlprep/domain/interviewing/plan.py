"""What an interview is to be: for which job, how hard, how long, in which manner."""

from dataclasses import dataclass
from enum import StrEnum

from dlprep.domain.language import Language
from dlprep.domain.questions import Level
from dlprep.domain.rubrics import Role


class Style(StrEnum):
    """The manner of the interviewer: it changes wording and patience, never the score."""

    STRICT = "strict"
    """Short, and doubts what is said too surely: only here a trap is sprung, and no point hangs on it."""
    NEUTRAL = "neutral"
    GENTLE = "gentle"
    """Encourages, and reminds of the hints."""


class Form(StrEnum):
    """How an interview is built."""

    TALK = "talk"
    """Questions, and time for the candidate's own at the end."""
    LOOP = "loop"
    """Concepts, then code, then questions about the code's subject: three parts against the clock."""


class Part(StrEnum):
    """A stretch of an interview."""

    CONCEPT = "concept"
    CODE = "code"
    FOLLOW_UP = "follow-up"


@dataclass(frozen=True, slots=True)
class InterviewPlan:
    """What the learner asked for, with all the chance that goes into the interview."""

    level: Level
    language: Language
    seed: int
    role: Role | None = None
    """None for any job."""
    topics: tuple[str, ...] = ()
    """None of them means all."""
    begins_with: str = ""
    """Question to begin with; empty lets the interviewer choose."""
    minutes: int = 30
    style: Style = Style.NEUTRAL
    form: Form = Form.TALK
    challenge: str | None = None
    """Slug of what a loop hands over to."""
    recent: tuple[str, ...] = ()
    """Questions asked lately, which come only when no other fits."""
    opinions_from: str = ""
    """Address of the server that the candidate lets read the answers, for second opinions; else empty."""
