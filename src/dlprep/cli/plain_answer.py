"""From typed lines to an Answer."""

import re

from dlprep.cli.plain_question import LETTERS
from dlprep.domain.answers import (
    Answer,
    ChoiceAnswer,
    ChoicesAnswer,
    ClozeAnswer,
    CodeOutputAnswer,
    MatchAnswer,
    NumericAnswer,
    OpenAnswer,
    OrderAnswer,
    SpotBugAnswer,
    TfReasonAnswer,
)
from dlprep.domain.errors import AnswerError
from dlprep.domain.messages import message
from dlprep.domain.presenting import Presented
from dlprep.domain.questions import ClozeQuestion, MatchQuestion, Question
from dlprep.domain.spelling import normal_term

_TRUE = {"t", "true", "y", "yes", "对", "真", "正确"}
_FALSE = {"f", "false", "n", "no", "错", "假", "错误"}


def lines_wanted(question: Question) -> int | None:
    """How many lines an answer has; None reads until an empty line."""
    if isinstance(question, ClozeQuestion):
        return len(question.blanks)
    return None if question.type in ("open", "code-output") else 1


def parse_answer(presented: Presented, lines: list[str]) -> Answer:
    """The answer that `lines` give to the question as shown.

    Raises:
        AnswerError: if they do not have the form `how_to_answer` describes.
    """
    question, typed = presented.question, " ".join(lines).strip()
    match question.type:
        case "single":
            return ChoiceAnswer(option=_one(presented, typed))
        case "multi":
            return ChoicesAnswer(options=frozenset(_several(presented, typed)))
        case "tf-reason":
            return _parse_tf_reason(presented, typed)
        case "order":
            return OrderAnswer(steps=tuple(_several(presented, typed)))
        case "match":
            return _parse_match(presented, typed)
        case "spot-bug":
            return _parse_spot_bug(presented, typed)
        case _:
            return _parse_text(question.type, lines)


def _parse_text(kind: str, lines: list[str]) -> Answer:
    text = "\n".join(lines).strip()
    match kind:
        case "cloze":
            return ClozeAnswer(blanks=tuple(lines))
        case "code-output":
            return CodeOutputAnswer(text=text)
        case "open":
            return OpenAnswer(text=text)
        case _:
            return NumericAnswer(text=text)


def _numbers(typed: str) -> list[int]:
    pieces = [piece for piece in re.split(r"[\s,，、;；]+", typed) if piece]
    if not pieces or not all(piece.isdecimal() for piece in pieces):
        raise AnswerError(message("“{text}” is not a list of numbers.", text=typed))
    return [int(piece) for piece in pieces]


def _pick(presented: Presented, number: int) -> str:
    if not 1 <= number <= len(presented.order):
        raise AnswerError(
            message(
                "There is no number {number}; choose 1 to {last}.", number=number, last=len(presented.order)
            )
        )
    return presented.order[number - 1]


def _one(presented: Presented, typed: str) -> str:
    numbers = _numbers(typed)
    if len(numbers) != 1:
        raise AnswerError(message("Choose one number."))
    return _pick(presented, numbers[0])


def _several(presented: Presented, typed: str) -> list[str]:
    numbers = _numbers(typed)
    return [] if numbers == [0] else [_pick(presented, number) for number in numbers]


def _parse_tf_reason(presented: Presented, typed: str) -> TfReasonAnswer:
    first, _, rest = typed.partition(" ")
    word = normal_term(first)
    if word not in _TRUE | _FALSE:
        raise AnswerError(message("Begin with t for true or f for false."))
    return TfReasonAnswer(truth=word in _TRUE, option=_one(presented, rest))


def _parse_spot_bug(presented: Presented, typed: str) -> SpotBugAnswer:
    numbers = _numbers(typed)
    if len(numbers) != 2:
        raise AnswerError(message("Give two numbers: the line, then the kind of bug."))
    return SpotBugAnswer(line=numbers[0], option=_pick(presented, numbers[1]))


def _parse_match(presented: Presented, typed: str) -> MatchAnswer:
    question = presented.question
    if not isinstance(question, MatchQuestion):
        raise TypeError(question.type)
    pairs: dict[str, str] = {}
    for number, letter in re.findall(r"(\d+)\s*[:：=-]?\s*([a-z])", typed.casefold()):
        if not 1 <= int(number) <= len(question.pairs):
            last = len(question.pairs)
            raise AnswerError(
                message("There is no number {number}; choose 1 to {last}.", number=number, last=last)
            )
        pairs[question.pairs[int(number) - 1].id] = _pick(presented, LETTERS.index(letter) + 1)
    if not pairs:
        raise AnswerError(message("Give pairs of a number and a letter, such as 1b 2a."))
    return MatchAnswer(pairs=pairs)
