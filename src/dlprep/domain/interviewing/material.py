"""What an interviewer may ask: the open questions, and challenges to hand over to."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dlprep.domain.questions import Level, OpenQuestion
from dlprep.domain.rubrics import Probe, RubricPoint
from dlprep.domain.text import Slug, Text

WHY = "why"
TRAP = "trap"


@dataclass(frozen=True, slots=True)
class ChallengeOffer:
    """A challenge that a loop can hand over to."""

    slug: str
    title: Text
    level: Level
    topics: tuple[Slug, ...]
    questions: tuple[Slug, ...]
    """Questions that the challenge puts into practice."""
    minutes: float
    """How long its run takes."""


@dataclass(frozen=True, slots=True)
class Material:
    """All that can be asked."""

    questions: Mapping[str, OpenQuestion]
    topics: Mapping[str, Text] = field(default_factory=dict)
    """Names of topics."""
    challenges: Mapping[str, ChallengeOffer] = field(default_factory=dict)

    def topic_name(self, question_id: str) -> Text:
        """The name of a question's topic."""
        topic = self.questions[question_id].topic
        return self.topics.get(topic) or Text(zh=topic, en=topic)


def probe_id(kind: str, place: int) -> str:
    """What a probe is called in the turns: `why-0` is the first step of the ladder."""
    return f"{kind}-{place}"


def probe_of(question: OpenQuestion, name: str) -> Probe | None:
    """The probe with this name; None when the question no longer has it."""
    kind, _, place = name.rpartition("-")
    probes = {WHY: question.why, TRAP: question.traps}.get(kind, ())
    return probes[int(place)] if place.isdecimal() and int(place) < len(probes) else None


def point_of(question: OpenQuestion, name: str) -> RubricPoint | None:
    """The point or probe with this name, as something that can be graded."""
    found = next((point for point in question.points if point.id == name), None)
    if found is not None:
        return found
    probe = probe_of(question, name)
    if probe is None:
        return None
    shared = {field: getattr(probe, field) for field in Probe.model_fields if field != "ask"}
    return RubricPoint(id=name, weight=100, **shared)
