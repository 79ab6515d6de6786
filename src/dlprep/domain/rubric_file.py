"""A question somebody brings with its own rubric, for grading alone: what is left out is made up for."""

from typing import Any

from pydantic import ConfigDict, Field, model_validator

from dlprep.domain.rubrics import RubricPoint
from dlprep.domain.text import Authored, Text, Words


class BroughtPoint(RubricPoint):
    """A point of such a rubric; its id may be any word."""

    model_config = ConfigDict(extra="ignore")

    id: Words
    weight: float = Field(default=1, gt=0)  # type: ignore[assignment]

    @model_validator(mode="before")
    @classmethod
    def _complete(cls, data: Any) -> Any:
        """Texts in one language serve for both, and a misconception without a correction gets the point."""
        if not isinstance(data, dict):
            return data
        point = dict(data)
        point["text"] = both(point.get("text"))
        if point.get("follow_up") is not None:
            point["follow_up"] = both(point["follow_up"])
        point["also"] = _phrasings(point.get("also"))
        point["cues"] = [_group(group) for group in point.get("cues") or ()]
        point["misconceptions"] = [
            _misconception(one, point["text"]) for one in point.get("misconceptions") or ()
        ]
        return point


class BroughtQuestion(Authored):
    """What such a file must hold: an id and points."""

    model_config = ConfigDict(extra="ignore")

    id: Words
    points: tuple[BroughtPoint, ...] = Field(min_length=1, max_length=20)
    question: Text | None = None
    reference: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _complete(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        given = dict(data)
        for name in ("question", "reference"):
            text = given.get(name, given.get("stem") if name == "question" else None)
            given[name] = None if text is None else both(text)
        return given

    def rubric(self) -> tuple[RubricPoint, ...]:
        """The points with weights that sum to about 100, whatever they were given in."""
        total = sum(point.weight for point in self.points)
        return tuple(point.model_copy(update={"weight": 100 * point.weight / total}) for point in self.points)


def both(text: Any) -> Any:
    """A text given in one language, or as bare words, in both."""
    if isinstance(text, str):
        return {"zh": text, "en": text}
    if isinstance(text, dict):
        zh, en = text.get("zh"), text.get("en")
        return {"zh": zh or en, "en": en or zh}
    return text


def _phrasings(also: Any) -> Any:
    if isinstance(also, dict):
        return {
            language: [one] if isinstance(one, str) else list(one or ()) for language, one in also.items()
        }
    if isinstance(also, list):
        return {"zh": also, "en": also}
    return {} if also is None else also


def _group(group: Any) -> Any:
    return (
        [group]
        if isinstance(group, str)
        else [str(cue) for cue in group]
        if isinstance(group, list)
        else group
    )


def _misconception(given: Any, point: Any) -> Any:
    if isinstance(given, str):
        return {"text": both(given), "say": point}
    if not isinstance(given, dict):
        return given
    kept = {name: given[name] for name in ("text", "pattern", "say") if given.get(name) is not None}
    kept["text"] = both(kept.get("text"))
    kept["say"] = both(kept.get("say", point))
    kept["pattern"] = [_group(group) for group in kept.get("pattern", ())]
    return kept
