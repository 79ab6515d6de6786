"""A template and a seed make one question, the same everywhere."""

from __future__ import annotations

import random
from typing import Any

import pytest

from dlprep.domain.drawing import draw
from dlprep.domain.templates import Parameter
from factory import question, text

SEEDS = range(60)


def numbers(template: Any, seed: int) -> tuple[int, int]:
    """The values of n and k that the stem shows."""
    shown = draw(template, seed).stem.en.removeprefix("Input ").split(", kernel ")
    return int(shown[0]), int(shown[1])


def test_a_seed_always_makes_the_same_question() -> None:
    template = question("template")
    assert [draw(template, seed) for seed in SEEDS] == [draw(template, seed) for seed in SEEDS]


def test_the_draw_of_a_seed_is_kept_by_every_release() -> None:
    assert [numbers(question("template"), seed) for seed in (0, 1, 2)] == [(31, 3), (10, 3), (30, 3)]


def test_seeds_differ_from_one_another() -> None:
    assert len({numbers(question("template"), seed) for seed in SEEDS}) > len(SEEDS) // 2


def test_a_new_version_draws_anew() -> None:
    old, new = question("template"), question("template", version=2)
    assert [numbers(old, seed) for seed in SEEDS] != [numbers(new, seed) for seed in SEEDS]


@pytest.mark.parametrize("seed", SEEDS)
def test_answer_mistakes_and_words_carry_the_drawn_numbers(seed: int) -> None:
    template = question("template")
    drawn = draw(template, seed)
    n, k = numbers(template, seed)
    assert 8 <= n <= 64
    assert k in (3, 5)
    assert drawn.answer == n - k + 1
    assert [mistake.value for mistake in drawn.mistakes] == [n - k]
    assert drawn.explanation.zh == drawn.explanation.en == f"{n}-{k}+1={n - k + 1}"
    assert (drawn.type, drawn.integer, drawn.tolerance) == ("numeric", True, None)


def test_what_is_authored_once_is_kept() -> None:
    template = question("template", level="senior", flags=["F05"], unit=text("pixels"))
    drawn = draw(template, 1)
    for field in ("id", "topic", "level", "roots", "flags", "sources", "reviewed_on", "unit", "hints"):
        assert getattr(drawn, field) == getattr(template, field)


def test_every_draw_meets_the_requirements() -> None:
    template = question("template", require=["k == 5", "n % 2 == 0"])
    assert all(n % 2 == 0 and k == 5 for n, k in (numbers(template, seed) for seed in SEEDS))


def test_a_draw_whose_mistake_hits_the_answer_is_not_used() -> None:
    mistakes = [{"formula": "n - 2", "why": text("right only when the kernel is 3")}]
    template = question("template", mistakes=mistakes)
    assert {numbers(template, seed)[1] for seed in SEEDS} == {5}


def test_a_template_no_draw_can_satisfy_says_which_and_what_to_loosen() -> None:
    with pytest.raises(ValueError, match="a-template in 1000 tries; loosen `require`"):
        draw(question("template", require=["n > 100"]), 0)


@pytest.mark.parametrize(
    ("formula", "integer", "shown"),
    [("n * 1000", True, "8,000"), ("n / 3", False, "2.66667"), ("n * 1.0", True, "8")],
)
def test_numbers_are_shown_as_people_write_them(formula: str, integer: bool, shown: str) -> None:
    template = question(
        "template",
        parameters={"n": {"choices": [8]}, "k": {"choices": [3]}},
        formula=formula,
        explanation={"zh": "{{answer}}", "en": "{{answer}}"},
        integer=integer,
        tolerance=None if integer else {"absolute": 0.01},
        mistakes=[{"formula": "n", "why": text("n")}]
        if formula != "n * 1.0"
        else [{"formula": "k", "why": text("k")}],
    )
    assert draw(template, 0).explanation.en == shown


class TestParameters:
    def test_a_range_goes_by_steps_and_holds_both_ends(self) -> None:
        parameter = Parameter(low=1, high=2, step=0.25)
        drawn = {parameter.draw(random.Random(seed), {}) for seed in range(200)}  # noqa: S311
        assert drawn == {1, 1.25, 1.5, 1.75, 2}

    @pytest.mark.parametrize(
        "fields",
        [
            {},
            {"low": 1},
            {"high": 1},
            {"low": 2, "high": 1},
            {"low": 1, "high": 2, "choices": [1]},
            {"low": 1, "choices": [1]},
        ],
    )
    def test_either_a_range_or_choices(self, fields: dict[str, Any]) -> None:
        with pytest.raises(ValueError, match="low"):
            Parameter(**fields)
