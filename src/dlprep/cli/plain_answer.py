"""From typed lines to an Answer."""

import re
import unicodedata

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
from dlprep.domain.messages import Message, message
from dlprep.domain.presenting import Presented
from dlprep.domain.questions import ClozeQuestion, MatchQuestion, Question
from dlprep.domain.text import excerpt

_TRUE = {"t", "true", "y", "yes", "对", "真", "正确"}
_FALSE = {"f", "false", "n", "no", "错", "假", "错误"}

_TYPED = ("numeric", "cloze", "code-output", "open")
_APART = r"[\s,，、;；:：.=-]*"
_TRUTH_AND_REASON = re.compile(rf"([^\W\d_]+){_APART}(.*)", re.DOTALL)
_PAIR = re.compile(
    rf"(?:(?P<number>\d{{1,3}}){_APART}(?P<letter>[a-z])|(?P<first>[a-z]){_APART}(?P<then>\d{{1,3}}))"
)
_LONGEST_LINE = 1_000
"""Characters of an answer by numbers and letters; none comes near."""


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
    if question.type not in _TYPED and len(typed) > _LONGEST_LINE:
        raise AnswerError(message("“{text}” is too long for numbers and letters.", text=excerpt(typed)))
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
        raise AnswerError(message("“{text}” is not a list of numbers.", text=excerpt(typed)))
    return [int(piece) for piece in pieces]


def _pick(presented: Presented, number: int) -> str:
    if not 1 <= number <= len(presented.order):
        raise AnswerError(_out_of_range(number, len(presented.order)))
    return presented.order[number - 1]


def _out_of_range(number: int, last: int) -> Message:
    return message("There is no number {number}; choose 1 to {last}.", number=excerpt(number), last=last)


def _one(presented: Presented, typed: str) -> str:
    numbers = _numbers(typed)
    if len(numbers) != 1:
        raise AnswerError(message("Choose one number."))
    return _pick(presented, numbers[0])


def _several(presented: Presented, typed: str) -> list[str]:
    numbers = _numbers(typed)
    return [] if numbers == [0] else [_pick(presented, number) for number in numbers]


def _parse_tf_reason(presented: Presented, typed: str) -> TfReasonAnswer:
    found = _TRUTH_AND_REASON.fullmatch(_plain(typed))
    if not found or found[1] not in _TRUE | _FALSE:
        raise AnswerError(message("Begin with t for true or f for false."))
    if not found[2]:
        raise AnswerError(message("Give the number of the reason too, such as t 2."))
    return TfReasonAnswer(truth=found[1] in _TRUE, option=_one(presented, found[2]))


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
    for number, letter in _pairs(_plain(typed)):
        if not 1 <= number <= len(question.pairs):
            raise AnswerError(_out_of_range(number, len(question.pairs)))
        left = question.pairs[number - 1].id
        if left in pairs:
            raise AnswerError(message("Number {number} has two letters; give it one.", number=number))
        pairs[left] = _pick_letter(presented, letter)
    return MatchAnswer(pairs=pairs)


def _pairs(plain: str) -> list[tuple[int, str]]:
    """Numbers and letters, whichever comes first in each pair."""
    found = [one.groupdict() for one in _PAIR.finditer(plain)]
    if not found or re.fullmatch(_APART, _PAIR.sub("", plain)) is None:
        raise AnswerError(message("Give pairs of a number and a letter, such as 1b 2a."))
    return [(int(one["number"] or one["then"]), one["letter"] or one["first"]) for one in found]


def _pick_letter(presented: Presented, letter: str) -> str:
    place = LETTERS.index(letter)
    if place >= len(presented.order):
        last = LETTERS[len(presented.order) - 1]
        raise AnswerError(
            message("There is no letter {letter}; choose a to {last}.", letter=letter, last=last)
        )
    return presented.order[place]


def _plain(typed: str) -> str:
    """In one width and case."""
    return unicodedata.normalize("NFKC", typed).casefold().strip()
