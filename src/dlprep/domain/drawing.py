"""From a template and a seed to a numeric question with its numbers filled in."""

import math
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dlprep.domain.expressions import evaluate, names_in
from dlprep.domain.filling import fill, fill_text
from dlprep.domain.numbers import number_text
from dlprep.domain.questions import NumericQuestion, TemplateQuestion, Verify, WrongValue
from dlprep.domain.templates import computing_order, drawing_order
from dlprep.domain.tolerance import within

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
    computing_order(template.let)  # says so when lets need one another
    early, late = _conditions(template)
    for _ in range(_MAX_DRAWS):
        parameters: dict[str, Any] = {}
        for name in drawing_order(template.parameters):
            parameters[name] = template.parameters[name].draw(chance, parameters)
        if not all(evaluate(condition, parameters) for condition in early):
            continue
        values = _Values(parameters, template.let)
        if not all(evaluate(condition, values) for condition in late):
            continue
        if found := _usable(template, values):
            return found
    raise ValueError(f"no usable draw for template {template.id} in {_MAX_DRAWS} tries; loosen `require`")


def draw_from(template: TemplateQuestion, parameters: Mapping[str, Any]) -> Draw:
    """The draw that has these parameters, whatever today's bounds and conditions say.

    Raises:
        ValueError: if a parameter is missing or does not fit the expressions.
        ArithmeticError: if an expression has no value.
    """
    values = _Values(parameters, template.let)
    numbers = tuple(_numbers(template, values))
    return _made(template, values, numbers)


class _Values(Mapping[str, Any]):
    """Parameters, and lets computed when they are first asked for: most draws are turned down before."""

    def __init__(self, parameters: Mapping[str, Any], let: Mapping[str, str]) -> None:
        self.parameters = parameters
        self._let = let
        self._known = dict(parameters)

    def __getitem__(self, name: str) -> Any:
        if name not in self._known:
            self._known[name] = evaluate(self._let[name], self)
        return self._known[name]

    def __contains__(self, name: object) -> bool:
        return name in self._known or name in self._let

    def __iter__(self) -> Iterator[str]:
        return iter({**self.parameters, **self._let})

    def __len__(self) -> int:
        return len({**self.parameters, **self._let})


def _conditions(template: TemplateQuestion) -> tuple[list[str], list[str]]:
    """Conditions on parameters alone, which guard the lets, and the others."""
    late = [condition for condition in template.require if names_in(condition) & template.let.keys()]
    return [condition for condition in template.require if condition not in late], late


def _usable(template: TemplateQuestion, values: _Values) -> Draw | None:
    """The draw, or None when a number is not finite or cannot be told from one before it."""
    told_apart: list[float] = []
    for number in _numbers(template, values):
        if not math.isfinite(number) or any(within(template.tolerance, number, one) for one in told_apart):
            return None
        told_apart.append(number)
    return _made(template, values, tuple(told_apart))


def _numbers(template: TemplateQuestion, values: _Values) -> Iterator[float]:
    """The answer, then what each mistake leads to."""
    answer = _number(template.formula, values)
    yield int(answer) if template.integer and float(answer).is_integer() else answer
    for mistake in template.mistakes:
        yield _number(mistake.formula, values)


def _made(template: TemplateQuestion, values: _Values, numbers: tuple[float, ...]) -> Draw:
    lets = {name: values[name] for name in template.let}
    return Draw(dict(values.parameters), lets, numbers[0], numbers[1:])


def _number(source: str, values: Mapping[str, Any]) -> float:
    value = evaluate(source, values)
    if not isinstance(value, int | float):
        raise ValueError(f"“{source}” gives {value!r}, which is not a number")
    return int(value) if isinstance(value, bool) else value


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
