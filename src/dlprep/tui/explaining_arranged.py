"""What is told about arrangements: order and match."""

from __future__ import annotations

from itertools import combinations

from dlprep.domain.answers import MatchAnswer, OrderAnswer
from dlprep.domain.messages import mark
from dlprep.domain.questions import MatchQuestion, OrderQuestion
from dlprep.tui.explanation import NEUTRAL, RIGHT, WRONG, Part, Reading, Told


def tell_order(reading: Reading) -> Told:
    """The steps in the right order, with where they were put."""
    question = reading.presented.question
    assert isinstance(question, OrderQuestion)  # noqa: S101
    given = list(reading.answer.steps) if isinstance(reading.answer, OrderAnswer) else []
    parts = []
    for place, step in enumerate(question.steps, start=1):
        put = given.index(step.id) + 1 if step.id in given else None
        tag = (
            "" if put in (None, place) else reading.translate(mark("you put it at {place}")).format(place=put)
        )
        words = f"{place}. {getattr(step, reading.language.value)}"
        parts.append(Part(NEUTRAL if put is None else RIGHT if put == place else WRONG, words, tag))
    return Told(parts=tuple(parts), note=_pairs_in_order(reading, question, given))


def _pairs_in_order(reading: Reading, question: OrderQuestion, given: list[str]) -> str:
    """What the points of an order come from; one that is right needs no sum."""
    right = [step.id for step in question.steps]
    if question.partial == "none" or not given or given == right:
        return ""
    pairs = list(combinations(given, 2))
    kept = sum(right.index(first) < right.index(second) for first, second in pairs)
    words = mark("{kept} of {all} pairs of steps stand in the right order; half of them would be chance")
    return reading.translate(words).format(kept=kept, all=len(pairs))


def tell_match(reading: Reading) -> Told:
    """The pairs, with what was put there, and the spare right side."""
    question = reading.presented.question
    assert isinstance(question, MatchQuestion)  # noqa: S101
    given = reading.answer.pairs if isinstance(reading.answer, MatchAnswer) else {}
    rights = {pair.id: pair.right for pair in question.pairs} | {question.spare.id: question.spare.right}
    parts = []
    for pair in question.pairs:
        put = given.get(pair.id)
        missing = "" if reading.is_skipped else reading.translate(mark("left empty"))
        tag = reading.said(reading.words(rights[put])) if put else missing
        parts.append(
            Part(
                mark=reading.mark_of(pair.id),
                words=f"{reading.words(pair.left)} → {reading.words(pair.right)}",
                tag="" if put == pair.id else tag,
                why=reading.words(pair.why),
            )
        )
    spare = Part(
        NEUTRAL,
        reading.words(question.spare.right),
        reading.translate(mark("belongs to nothing")),
        reading.words(question.spare.why),
    )
    return Told(parts=(*parts, spare))
