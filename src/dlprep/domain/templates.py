"""Parametric questions: numbers drawn by seed, answers by formula (content.md 3.3)."""

import math
import random
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, Field, model_validator

from dlprep.domain.expressions import check_expression, evaluate
from dlprep.domain.text import Authored, Text

if TYPE_CHECKING:
    from dlprep.domain.questions import TemplateQuestion

Expression = Annotated[str, AfterValidator(check_expression)]
"""Arithmetic over the parameters; see `dlprep.domain.expressions`."""

Requirement = Expression
"""An expression that must be true for a draw to be used."""

_MAX_DRAWS = 1_000


class Parameter(Authored):
    """The values one parameter can take: a range with a step, or a list of choices."""

    low: float | None = None
    high: float | None = None
    step: float = Field(default=1, gt=0)
    choices: tuple[float, ...] = ()

    @model_validator(mode="after")
    def _range_or_choices(self) -> "Parameter":
        ranged = self.low is not None and self.high is not None
        if ranged == bool(self.choices) or (self.low is None) != (self.high is None):
            raise ValueError("give `low` and `high`, or `choices`")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError("`low` is above `high`")
        return self

    def draw(self, chance: random.Random) -> float:
        """One value; whole numbers come back as int so that they print without a point."""
        if self.choices:
            value = chance.choice(self.choices)
        else:
            low, high = float(self.low or 0), float(self.high or 0)
            value = low + self.step * chance.randint(0, math.floor((high - low) / self.step + 1e-9))
        return int(value) if float(value).is_integer() else round(value, 10)


class Mistake(Authored):
    """A wrong formula and the slip that leads to it."""

    formula: Expression
    why: Text


class DrawnTemplate(Authored):
    """A template with its numbers: everything that is shown and graded."""

    template_id: str
    version: int
    seed: int
    values: dict[str, float]
    stem: Text
    explanation: Text
    answer: float
    mistakes: dict[float, Text]
    """Answers that named mistakes lead to, with the mistake."""


def draw(template: "TemplateQuestion", seed: int) -> DrawnTemplate:
    """Draws the numbers of `template` from `seed`; the same seed and version give the same question.

    Raises:
        ValueError: if 1,000 draws in a row break `require`, or let a mistake coincide with the answer.
    """
    chance = random.Random(f"{template.id}/{template.version}/{seed}")  # noqa: S311 - questions, not secrets
    for _ in range(_MAX_DRAWS):
        values = {name: parameter.draw(chance) for name, parameter in template.parameters.items()}
        if not all(evaluate(condition, values) for condition in template.require):
            continue
        answer = evaluate(template.formula, values)
        mistakes = {evaluate(mistake.formula, values): mistake.why for mistake in template.mistakes}
        if len(mistakes) == len(template.mistakes) and answer not in mistakes:
            return _drawn(template, seed, values, answer, mistakes)
    raise ValueError(f"no usable draw for template {template.id} in {_MAX_DRAWS} tries; loosen `require`")


def _drawn(
    template: "TemplateQuestion", seed: int, values: dict[str, float], answer: float, mistakes: dict[float, Text]
) -> DrawnTemplate:
    shown = values | {"answer": int(answer) if template.integer else answer}
    return DrawnTemplate(
        template_id=template.id,
        version=template.version,
        seed=seed,
        values=values,
        stem=_fill(template.stem, shown),
        explanation=_fill(template.explanation, shown),
        answer=answer,
        mistakes={wrong: _fill(why, shown) for wrong, why in mistakes.items()},
    )


def _fill(text: Text, values: dict[str, float]) -> Text:
    def filled(words: str) -> str:
        for name, value in values.items():
            words = words.replace("{{" + name + "}}", f"{value:,}" if isinstance(value, int) else f"{value:.6g}")
        return words

    return Text(zh=filled(text.zh), en=filled(text.en))
