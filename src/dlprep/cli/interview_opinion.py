"""The second opinion of `dlprep interview grade`: asked for, and printed beside the grade."""

from typing import TYPE_CHECKING, Any

from dlprep.cli.common import interface_language, print_data, say
from dlprep.domain.opinion.opinions import why_discarded
from dlprep.domain.text import Text
from dlprep.i18n import translator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlprep.bootstrap import Parts
    from dlprep.domain.grader.grades import AnswerGrade
    from dlprep.domain.language import Language
    from dlprep.domain.opinion.opinions import PointOpinion
    from dlprep.domain.rubrics import RubricPoint

_UNNAMED = Text(zh="（题目见各要点）", en="(see the points)")


class SecondReader:
    """Has the answers to one question read by the learner's own model."""

    def __init__(
        self, parts: "Parts", question: Text | None, points: "Sequence[RubricPoint]", language: "Language"
    ) -> None:
        """Says where answers go before any goes there."""
        self._opinions = parts.second_opinions
        self._question = question or _UNNAMED
        self._points = points
        self._language = language
        self._translate = translator(interface_language(parts))
        say(parts.endpoint.notice, self._translate)

    def read(self, text: str, grade: "AnswerGrade") -> dict[str, Any]:
        """What the model says of an answer, as data; why it says nothing goes to the person too."""
        found = self._opinions.opinion(self._question, self._points, text, grade, self._language)
        why = why_discarded(found)
        if why is not None:
            say(why, self._translate)
        return {
            "model": found.model,
            "score": found.score,
            "points": [_point(one) for one in found.points],
            "follow_up": found.follow_up,
            "discarded": found.discarded.value if found.discarded else None,
        }


def _point(one: "PointOpinion") -> dict[str, Any]:
    return {"id": one.id, "verdict": one.verdict.value, "quote": one.quote, "agrees": one.agrees}


def print_opinion(shown: dict[str, Any]) -> None:
    """The same for people: a line for the model, a line a point; what differs from the grade is marked."""
    if shown["discarded"] is not None:
        print_data(f"{shown['model']}: - ({shown['discarded']})")
        return
    print_data(f"{shown['model']}: {'-' if shown['score'] is None else shown['score']}")
    for point in shown["points"]:
        mark = " " if point["agrees"] else "≠"
        words = f" “{point['quote']}”" if point["quote"] else ""
        print_data(f"{mark} {point['verdict']:9} {point['id']}{words}")
