"""From a template and a seed to a numeric question with its numbers filled in."""

import random

from dlprep.domain.expressions import evaluate
from dlprep.domain.questions import NumericQuestion, TemplateQuestion, Verify, WrongValue
from dlprep.domain.text import Text

_MAX_DRAWS = 1_000


def draw(template: TemplateQuestion, seed: int) -> NumericQuestion:
    """The question that `seed` makes of `template`; the same seed and version give the same one.

    Raises:
        ValueError: if 1,000 draws in a row break `require`, or let a mistake coincide with the answer.
    """
    chance = random.Random(f"{template.id}/{template.version}/{seed}")  # noqa: S311 - questions, not secrets
    for _ in range(_MAX_DRAWS):
        values = {name: parameter.draw(chance) for name, parameter in template.parameters.items()}
        if not all(evaluate(condition, values) for condition in template.require):
            continue
        answer = evaluate(template.formula, values)
        wrong = [evaluate(mistake.formula, values) for mistake in template.mistakes]
        if len({answer, *wrong}) == len(wrong) + 1:
            return _fill(template, values, answer, wrong)
    raise ValueError(f"no usable draw for template {template.id} in {_MAX_DRAWS} tries; loosen `require`")


def _fill(
    template: TemplateQuestion, values: dict[str, float], answer: float, wrong: list[float]
) -> NumericQuestion:
    shown = values | {"answer": int(answer) if template.integer else answer}
    common = template.model_dump(
        include={"id", "topic", "level", "code", "roots", "flags", "as_of", "reviewed_on", "integer"}
    )
    return NumericQuestion(
        **common,
        type="numeric",
        stem=_fill_text(template.stem, shown),
        explanation=_fill_text(template.explanation, shown),
        hints=tuple(_fill_text(hint, shown) for hint in template.hints),
        sources=template.sources,
        answer=answer,
        tolerance=template.tolerance,
        unit=template.unit,
        mistakes=tuple(
            WrongValue(value=value, why=_fill_text(mistake.why, shown))
            for value, mistake in zip(wrong, template.mistakes, strict=True)
        ),
        verify=Verify(code=f"print({template.formula})", output=_number(answer)),
    )


def _fill_text(text: Text, values: dict[str, float]) -> Text:
    def filled(words: str) -> str:
        for name, value in values.items():
            words = words.replace("{{" + name + "}}", _number(value))
        return words

    return Text(zh=filled(text.zh), en=filled(text.en))


def _number(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:.6g}"
