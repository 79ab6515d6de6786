"""A template and a seed make one question, the same everywhere."""

from __future__ import annotations

import random
import re
from typing import Any, ClassVar

import pytest

from dlprep.domain.drawing import draw, draw_values
from dlprep.domain.filling import fill
from dlprep.domain.templates import Parameter
from factory import question, text

SEEDS = range(60)


def numbers(template: Any, seed: int) -> tuple[int, int]:
    """The values of n and k that the stem shows."""
    shown = draw(template, seed).stem.en.removeprefix("Input ").split(", kernel ")
    return int(shown[0]), int(shown[1])


def mistake(formula: str) -> dict[str, Any]:
    return {"formula": formula, "why": text("a slip")}


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


class TestLists:
    def test_a_length_draws_a_list(self) -> None:
        parameter = Parameter(low=-1, high=1, step=0.5, length=4)
        lists = [parameter.draw(random.Random(seed), {}) for seed in range(50)]  # noqa: S311
        assert {len(one) for one in lists} == {4}
        assert {item for one in lists for item in one} == {-1, -0.5, 0, 0.5, 1}

    def test_a_length_can_be_another_parameter_wherever_it_stands(self) -> None:
        parameters = {
            "n": {"low": 1, "high": 9, "length": "size"},
            "k": {"choices": [3]},
            "size": {"low": 2, "high": 5},
        }
        template = question(
            "template", parameters=parameters, formula="sum(n)", mistakes=[mistake("sum(n) + size")]
        )
        for seed in SEEDS:
            found = draw_values(template, seed)
            assert len(found.parameters["n"]) == found.parameters["size"]

    def test_distinct_values_do_not_repeat(self) -> None:
        parameter = Parameter(choices=("a", "b", "c"), length=3, distinct=True)
        for seed in SEEDS:
            assert sorted(parameter.draw(random.Random(seed), {})) == ["a", "b", "c"]  # noqa: S311

    def test_too_few_values_for_a_list_without_repeats(self) -> None:
        parameter = Parameter(choices=(1, 2), length=3, distinct=True)
        with pytest.raises(ValueError, match="2 values, too few for 3"):
            parameter.draw(random.Random(0), {})  # noqa: S311

    def test_choices_can_be_texts_truth_and_lists(self) -> None:
        parameter = Parameter(choices=["same", True, [1, [2.5, "x"]]])
        drawn = {parameter.draw(random.Random(seed), {}) for seed in SEEDS}  # noqa: S311
        assert drawn == {"same", True, (1, (2.5, "x"))}

    @pytest.mark.parametrize(
        "fields",
        [
            {"choices": [None]},
            {"choices": [{}]},
            {"choices": [1], "length": 0},
            {"choices": [1], "distinct": True},
        ],
    )
    def test_what_is_no_value_and_no_length(self, fields: dict[str, Any]) -> None:
        with pytest.raises(ValueError, match=r"choice|length"):
            Parameter(**fields)


class TestLet:
    def test_lets_are_computed_from_parameters_and_each_other_in_any_order(self) -> None:
        template = question(
            "template", let={"a": "b + 1", "b": "n * k"}, formula="a", mistakes=[mistake("b")]
        )
        found = draw_values(template, 0)
        n, k = found.parameters["n"], found.parameters["k"]
        assert found.lets == {"a": n * k + 1, "b": n * k}
        assert (found.answer, found.wrong) == (n * k + 1, (n * k,))

    @pytest.mark.parametrize(
        ("let", "what"),
        [
            ({"a": "b", "b": "a"}, "a, b need one another"),
            ({"a": "a + 1"}, "a need one another"),
            ({"n": "k"}, "both a parameter and a let: n"),
            ({"answer": "k"}, "answer cannot be the name"),
            ({"lambda": "k"}, "lambda cannot be the name"),
            ({"2x": "k"}, "pattern"),
            ({"a": "__import__('os')"}, "there is no function"),
        ],
    )
    def test_lets_that_make_no_sense_are_refused(self, let: dict[str, str], what: str) -> None:
        with pytest.raises(ValueError, match=what):
            question("template", let=let)

    def test_conditions_on_parameters_guard_the_lets(self) -> None:
        parameters = {"n": {"low": 0, "high": 3}, "k": {"choices": [3, 5]}}
        template = question(
            "template",
            parameters=parameters,
            let={"share": "k / n"},
            require=["share < 3", "n > 0"],
            formula="share",
            integer=False,
            tolerance={"relative": 0.01},
            mistakes=[mistake("n / k")],
        )
        found = [draw_values(template, seed) for seed in SEEDS]
        assert all(one.parameters["n"] > 0 and one.answer < 3 for one in found)


class TestTellingApart:
    def draws(self, **changes: Any) -> set[int]:
        """The values of n that are used, of 1 to 4, with a tolerance of 1."""
        changes = {
            "parameters": {"n": {"choices": [1, 2, 3, 4]}, "k": {"choices": [3]}},
            "formula": "10",
            "integer": False,
            "tolerance": {"absolute": 1},
        } | changes
        template = question("template", **changes)
        return {draw_values(template, seed).parameters["n"] for seed in SEEDS}

    def test_a_mistake_within_the_tolerance_of_the_answer_is_not_drawn(self) -> None:
        assert self.draws(mistakes=[mistake("10 + n / 2")]) == {3, 4}

    def test_mistakes_that_coincide_are_not_drawn(self) -> None:
        assert self.draws(mistakes=[mistake("20"), mistake("22 + n * (n - 4)")]) == {2, 4}

    def test_a_relative_tolerance_goes_by_the_number_it_stands_for(self) -> None:
        assert self.draws(tolerance={"relative": 0.2}, mistakes=[mistake("10 + n")]) == {3, 4}

    def test_numbers_without_end_are_not_drawn(self) -> None:
        assert self.draws(mistakes=[mistake("20 if n > 2 else float('inf')")]) == {3, 4}

    def test_an_answer_that_is_no_number_is_an_error(self) -> None:
        with pytest.raises(ValueError, match="not a number"):
            self.draws(formula="'ten'", mistakes=[mistake("1")])


class TestPlaces:
    VALUES: ClassVar[dict[str, Any]] = {
        "n": 1000,
        "x": 2 / 3,
        "z": (2.0, 1.0, 0.1),
        "ids": (3, 1500),
        "words": ("the", "cat"),
        "m": ((1, 2), (3.5, 4)),
        "mode": "same",
        "minus": -0.0001,
    }

    @pytest.mark.parametrize(
        ("words", "filled"),
        [
            ("{{n}} and {{ n }}", "1,000 and 1,000"),
            ("{{n:d}}", "1000"),
            ("{{x}}", "0.666667"),
            ("{{x:.3f}}", "0.667"),
            ("{{x:.0%}}", "67%"),
            ("{{x:+.1f}}", "+0.7"),
            ("{{minus:.2f}}", "0.00"),
            ("{{z}}", "[2.0, 1.0, 0.1]"),
            ("{{z:.2f}}", "[2.00, 1.00, 0.10]"),
            ("{{z[2]:.2f}} {{z[-1]}}", "0.10 0.1"),
            ("{{ids}}", "[3, 1500]"),
            ("{{words}}", '["the", "cat"]'),
            ("{{words[0]}}", "the"),
            ("{{m}} {{m[1][0]}}", "[[1, 2], [3.5, 4]] 3.5"),
            ("{{mode}}", "same"),
            (r"$\frac{{{n}}}{2^{{{n}}}}$", r"$\frac{1,000}{2^{1,000}}$"),
            ("{a} {b:c}", "{a} {b:c}"),
        ],
    )
    def test_values_are_shown_as_people_write_them(self, words: str, filled: str) -> None:
        assert fill(words, self.VALUES) == filled

    @pytest.mark.parametrize(
        "words", ["{{q}}", "{{}}", "{{n + 1}}", "{{n.real}}", "{{n:>999999d}}", "{{n!r}}"]
    )
    def test_a_place_that_nothing_fills_is_an_error_that_names_it(self, words: str) -> None:
        with pytest.raises(ValueError, match=re.escape(words)):
            fill(words, self.VALUES)

    @pytest.mark.parametrize("words", ["{{z[9]}}", "{{x:d}}", "{{n[0]}}"])
    def test_a_place_that_does_not_fit_its_value_is_one_too(self, words: str) -> None:
        with pytest.raises(ValueError, match="does not fit"):
            fill(words, self.VALUES)

    def test_code_is_filled(self) -> None:
        template = question("template", code="print({{n:d}})")
        assert draw(template, 0).code == f"print({draw_values(template, 0).parameters['n']})"
