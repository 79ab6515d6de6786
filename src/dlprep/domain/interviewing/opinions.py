"""Second opinions in an interview: which answers they are on, and where they belong."""

from collections.abc import Mapping
from dataclasses import replace

from dlprep.domain.interviewing.standing import standing
from dlprep.domain.interviewing.turns import Interview, Turn, TurnKind
from dlprep.domain.opinion.opinions import SecondOpinion


def takes_opinion(turn: Turn) -> bool:
    """True for a whole answer that was graded; replies to follow-ups take none."""
    return turn.kind is TurnKind.ANSWER and turn.grade is not None and turn.point_id is None


def answer_as_of(interview: Interview, number: int) -> str:
    """What was said to the question of a turn as of that turn, also when it was said anew in other words."""
    current = standing(replace(interview, turns=interview.turns[: number + 1])).current
    return (current.answer or "") if current is not None else ""


def with_opinions(interview: Interview, opinions: Mapping[int, SecondOpinion]) -> Interview:
    """The interview with opinions that have come since, by the number of the turn."""
    turns = tuple(
        replace(turn, opinion=opinions[turn.number]) if turn.number in opinions else turn
        for turn in interview.turns
    )
    return replace(interview, turns=turns)
