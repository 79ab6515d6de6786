"""Good answers to other questions: they name the field's terms, and earn nothing here."""

from __future__ import annotations

from dataclasses import replace
from itertools import cycle, islice
from typing import TYPE_CHECKING

from benchmarks.grading.data import LABELLERS
from dlprep.domain.language import Language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from benchmarks.grading.data import Labelled

FOREIGN = "foreign"
"""Their kind. Nobody read them for this question: that they hold nothing of it is assumed."""
EACH = 4
"""Answers a question."""
_STRIDE = 7
_GOOD = ("excellent", "partial")


def foreign(answers: Sequence[Labelled], topic_of: Callable[[str], str]) -> list[Labelled]:
    """For every question, good answers to questions of other topics, half of them in each language."""
    asked = list({one.question: one for one in answers}.values())
    return [
        made
        for place, question in enumerate(asked)
        for made in islice(_of_others(question, asked, place, answers, topic_of), EACH)
    ]


def _of_others(
    question: Labelled,
    asked: Sequence[Labelled],
    place: int,
    answers: Sequence[Labelled],
    topic_of: Callable[[str], str],
) -> Iterator[Labelled]:
    languages, kinds = cycle(Language), cycle((_GOOD[0], _GOOD[0], _GOOD[1], _GOOD[1]))
    for step in range(1, len(asked)):
        other = asked[(place + step * _STRIDE) % len(asked)].question
        if topic_of(other) == topic_of(question.question):
            continue
        language, kind = next(languages), next(kinds)
        given = next(
            one for one in answers if one.question == other and one.language is language and one.kind == kind
        )
        nothing = {point.id: "missed" for point in question.points}
        yield replace(
            given,
            question=question.question,
            points=question.points,
            id=f"{other}-{given.id}",
            kind=FOREIGN,
            labels=(nothing,) * len(LABELLERS),
        )
