"""Rules that a valid question can still break, each a function from a question to flaws."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import BaseModel

from dlprep.domain.answers import NumericAnswer
from dlprep.domain.drawing import draw
from dlprep.domain.errors import AnswerError
from dlprep.domain.grade_typed import grade_numeric
from dlprep.domain.grading import Grade
from dlprep.domain.numbers import number_text
from dlprep.domain.questions import CodeOutputQuestion, NumericQuestion, OpenQuestion, TemplateQuestion
from dlprep.domain.spelling import normal_output
from dlprep.services.parity import differences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlprep.domain.questions import Question

_STUB = re.compile(r"\b(?:TODO|FIXME|TBD|XXX)\b|lorem ipsum|待补充|待填写|待完善|^(?:\.{3}|…+|\?+)$")
_CODE_FIELDS = frozenset({"code", "fix", "verify"})
_DRAWS = 20
_PLACE = re.compile(r"\{\{[^{}]*\}\}")


@dataclass(frozen=True)
class Flaw:
    """Something wrong inside one part of the bank."""

    key: str
    """Where in the part, such as `.options[0].why`."""
    what: str
    way_out: str = ""
    is_warning: bool = False


def flaws_of(question: Question) -> Iterator[Flaw]:
    """Everything that is wrong with a question by itself."""
    yield from _stubs(question)
    yield from _parity(question)
    match question:
        case NumericQuestion():
            yield from _numeric_key(question)
        case CodeOutputQuestion():
            yield from _output_key(question)
        case OpenQuestion():
            yield from _cues(question)
        case TemplateQuestion():
            yield from _draws(question)
        case _:
            pass


def _parts(value: object, key: str = "") -> Iterator[tuple[str, str | BaseModel]]:
    """Every model and every text inside `value` with its key, code left out."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, BaseModel):
        yield key, value
        for name in type(value).model_fields:
            if name not in _CODE_FIELDS:
                yield from _parts(getattr(value, name), f"{key}.{name}")
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _parts(item, f"{key}[{index}]")


def _stubs(question: Question) -> Iterator[Flaw]:
    for key, part in _parts(question):
        found = _STUB.search(part) if isinstance(part, str) else None
        if found:
            yield Flaw(key, f"“{found.group()}” stands where content belongs", "Write it out.")


def _parity(question: Question) -> Iterator[Flaw]:
    for key, part in _parts(question):
        zh, en = getattr(part, "zh", None), getattr(part, "en", None)
        if isinstance(zh, str) and isinstance(en, str):
            for what in differences(zh, en):
                yield Flaw(key, what, "Make both languages say the same.", is_warning=True)


def _numeric_key(question: NumericQuestion) -> Iterator[Flaw]:
    lines = question.verify.output.split("\n")
    last = next((line.strip() for line in reversed(lines) if line.strip()), "")
    try:
        is_right = grade_numeric(question, NumericAnswer(text=last)).grade is Grade.CORRECT
    except AnswerError:
        yield Flaw(".verify.output", f"its last line “{last}” is not a number", "Print the number last.")
        return
    if not is_right:
        yield Flaw(
            ".verify.output",
            f"it ends with {last}, the answer is {number_text(question.answer)}",
            "Mend the key.",
        )


def _output_key(question: CodeOutputQuestion) -> Iterator[Flaw]:
    # The key may be the part of the output that is asked for: whole lines in a row.
    printed, key = normal_output(question.verify.output), normal_output(question.answer)
    if not key or f"\n{key}\n" not in f"\n{printed}\n":
        yield Flaw(".verify.output", "it does not hold the answer as whole lines", "Run it and mend the key.")


def _cues(question: OpenQuestion) -> Iterator[Flaw]:
    for index, point in enumerate(question.points):
        if point.kind == "relation" and len(point.cues) == 1:
            what = "a relation has one group of cues; one word would earn the point"
            yield Flaw(f".points[{index}].cues", what, "Give two groups or more, or none.")


def _draws(question: TemplateQuestion) -> Iterator[Flaw]:
    for seed in range(_DRAWS):
        try:
            drawn = draw(question, seed)
        except (ValueError, ArithmeticError) as error:
            yield Flaw("", f"seed {seed} makes no question: {error}", "Mend the formulas or the parameters.")
            return
        for key, part in _parts(drawn):
            left = _PLACE.search(part) if isinstance(part, str) else None
            if left:
                yield Flaw(
                    key, f"the place {left.group()} is never filled", "Name a parameter or {{answer}}."
                )
                return
        yield from _drawn_answer(question, drawn, seed)


def _drawn_answer(question: TemplateQuestion, drawn: NumericQuestion, seed: int) -> Iterator[Flaw]:
    if question.unit is None and drawn.tolerance is None and drawn.answer != int(drawn.answer):
        yield Flaw(".formula", f"seed {seed} gives {drawn.answer:g}, not a whole number", "Give a tolerance.")
