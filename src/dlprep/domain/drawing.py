"""From a template and a seed to a numeric question with its numbers filled in."""

import math
import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dlprep.domain.expressions import evaluate, names_in
from dlprep.domain.filling import fill, fill_text
from dlprep.domain.numbers import number_text
from dlprep.domain.questions import NumericQuestion, TemplateQuestion, Verify, WrongValue, within
from dlprep.domain.templates import computing_order, drawing_order

_MAX_DRAWS = 1_000


@dataclass(frozen=True, slots=True)
class Draw:
    """What a seed makes of a template, before any words."""

    parameters: Mapping[str, Any]
    lets: Mapping[str, Any]
    answer: float
    wrong: tuple[float, ...]
    """What each mistake leads to, in the order of the template."""

    @property
    def values(self) -> dict[str, Any]:
        """Everything a text can name."""
        return {**self.parameters, **self.lets, "answer": self.answer}


def draw(template: TemplateQuestion, seed: int) -> NumericQuestion:
    """The question that `seed` makes of `template`; the same seed and version give the same one.

    Raises:
        ValueError: if 1,000 draws in a row cannot be used, or a text has a place that nothing fills.
        ArithmeticError: if an expression has no value.
    """
    return fill_question(template, draw_values(template, seed))


def draw_values(template: TemplateQuestion, seed: int) -> Draw:
    """The numbers that `seed` makes of `template`.

    A draw is used when it meets `require`, and no mistake comes so close to the answer or to another mistake
    that the tolerance could not tell them apart.

    Raises:
        ValueError: if 1,000 draws in a row cannot be used.
        ArithmeticError: if an expression has no value.
    """
    chance = random.Random(f"{template.id}/{template.version}/{seed}")  # noqa: S311 - questions, not secrets
    order = computing_order(template.let)
    early, late = _conditions(template)
    for _ in range(_MAX_DRAWS):
        parameters: dict[str, Any] = {}
        for name in drawing_order(template.parameters):
            parameters[name] = template.parameters[name].draw(chance, parameters)
        if not all(evaluate(condition, parameters) for condition in early):
            continue
        values = dict(parameters)
        for name in order:
            values[name] = evaluate(template.let[name], values)
        if not all(evaluate(condition, values) for condition in late):
            continue
        found = _draw(template, parameters, values)
        if _can_be_told_apart(template, found):
            return found
    raise ValueError(f"no usable draw for template {template.id} in {_MAX_DRAWS} tries; loosen `require`")


def draw_from(template: TemplateQuestion, parameters: Mapping[str, Any]) -> Draw:
    """The draw that has these parameters, whatever today's bounds and conditions say.

    Raises:
        ValueError: if a parameter is missing or does not fit the expressions.
        ArithmeticError: if an expression has no value.
    """
    values = dict(parameters)
    for name in computing_order(template.let):
        values[name] = evaluate(template.let[name], values)
    return _draw(template, dict(parameters), values)


def _conditions(template: TemplateQuestion) -> tuple[list[str], list[str]]:
    """Conditions on parameters alone, which guard the lets, and the others."""
    late = [condition for condition in template.require if names_in(condition) & template.let.keys()]
    return [condition for condition in template.require if condition not in late], late


def _draw(template: TemplateQuestion, parameters: dict[str, Any], values: dict[str, Any]) -> Draw:
    answer = _number(template.formula, values)
    if template.integer and float(answer).is_integer():
        answer = int(answer)
    wrong = tuple(_number(mistake.formula, values) for mistake in template.mistakes)
    lets = {name: values[name] for name in template.let}
    return Draw(parameters, lets, answer, wrong)


def _number(source: str, values: Mapping[str, Any]) -> float:
    value = evaluate(source, values)
    if not isinstance(value, int | float):
        raise ValueError(f"“{source}” gives {value!r}, which is not a number")
    return int(value) if isinstance(value, bool) else value


def _can_be_told_apart(template: TemplateQuestion, found: Draw) -> bool:
    numbers = (found.answer, *found.wrong)
    return all(map(math.isfinite, numbers)) and not any(
        within(template.tolerance, second, first)
        for place, first in enumerate(numbers)
        for second in numbers[place + 1 :]
    )


def fill_question(template: TemplateQuestion, found: Draw) -> NumericQuestion:
    """The question with the numbers of a draw in its texts.

    Raises:
        ValueError: if a text has a place that nothing fills.
    """
    shown = found.values
    common = template.model_dump(
        include={"id", "topic", "level", "roots", "flags", "as_of", "reviewed_on", "integer"}
    )
    return NumericQuestion(
        **common,
        type="numeric",
        stem=fill_text(template.stem, shown),
        code=fill(template.code, shown) if template.code else None,
        explanation=fill_text(template.explanation, shown),
        hints=tuple(fill_text(hint, shown) for hint in template.hints),
        sources=template.sources,
        answer=found.answer,
        tolerance=template.tolerance,
        unit=template.unit,
        mistakes=tuple(
            WrongValue(value=value, why=fill_text(mistake.why, shown))
            for value, mistake in zip(found.wrong, template.mistakes, strict=True)
        ),
        verify=Verify(code=f"print({template.formula})", output=number_text(found.answer)),
    )
