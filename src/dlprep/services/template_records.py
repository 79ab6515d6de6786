"""Is the recorded result of a template there, of its present form, and what its formula gives?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlprep.domain.drawing import draw_values
from dlprep.domain.numbers import number_text
from dlprep.domain.recorded import RECORDED_DRAWS, agrees, digest_of
from dlprep.services.flaws import Flaw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlprep.domain.questions import TemplateQuestion
    from dlprep.domain.recorded import Recorded


def record_flaws(template: TemplateQuestion, recorded: Recorded | None) -> Iterator[Flaw]:
    """What is wrong with the recorded result of a template; nothing when it was verified as it stands."""
    way_out = f"Run: dlprep bank verify --record --id {template.id}"
    if template.verify is None:
        return  # its absence is a flaw of the template
    if recorded is None:
        yield Flaw(".verify", "no result of it is recorded", way_out)
    elif recorded.digest != digest_of(template) or len(recorded.values) != RECORDED_DRAWS:
        yield Flaw(".verify", "the recorded result is of another form of this template", way_out)
    else:
        yield from _disagreement(template, recorded, way_out)


def _disagreement(template: TemplateQuestion, recorded: Recorded, way_out: str) -> Iterator[Flaw]:
    for seed, value in enumerate(recorded.values):
        try:
            answer = draw_values(template, seed).answer
        except (ValueError, ArithmeticError) as error:
            yield Flaw("", f"seed {seed} makes no question: {error}", "Mend the formulas or the parameters.")
            return
        if not agrees(template, value, answer):
            what = f"seed {seed} gives {number_text(answer)}, recorded is {number_text(value)}"
            yield Flaw(".formula", what, f"Mend the formula. {way_out}")
            return
