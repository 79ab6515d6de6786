"""What is wrong with a template, and whether its recorded result stands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from dlprep.domain.recorded import agrees, digest_of
from dlprep.services.bank_check import check
from dlprep.services.question_rules import flaws_of
from dlprep.services.template_records import record_flaws
from dlprep.services.template_rules import template_flaws
from factory import bank, question, record_of, text

if TYPE_CHECKING:
    from dlprep.services.flaws import Flaw


def flaws(**changes: Any) -> list[Flaw]:
    return list(template_flaws(question("template", **changes)))


class TestRules:
    def test_a_sound_template(self) -> None:
        assert flaws() == []

    @pytest.mark.parametrize(
        ("changes", "key", "what"),
        [
            ({"formula": "n - q"}, ".formula", "unknown name “q”"),
            ({"require": ["q > 1"]}, ".require[0]", "unknown name “q”"),
            ({"let": {"a": "q"}}, ".let.a", "unknown name “q”"),
            ({"mistakes": [{"formula": "q", "why": text("x")}]}, ".mistakes[0].formula", "unknown name “q”"),
            ({"hints": [text("{{q}}")]}, ".hints[0].zh", "the place {{q}} is never filled"),
            ({"code": "print({{q}})"}, ".code", "the place {{q}} is never filled"),
            ({"stem": {"zh": "核 {{k}}", "en": "Input {{n}}, kernel {{k}}"}}, ".stem.zh", "does not tell n"),
            ({"explanation": text("{{n:.2d}}")}, "", "seed 0 makes no question"),
            ({"formula": "n / k"}, ".formula", "not a whole number"),
            ({"verify": None}, ".verify", "nothing checks the formula"),
            ({"verify": "def verify(n):\n    return n"}, ".verify", "it takes n"),
            ({"verify": "print(1)"}, ".verify", "does not define a function `verify`"),
            ({"verify": "def verify(n, k:"}, ".verify", "it is not Python"),
        ],
    )
    def test_each_flaw_is_named_where_it_stands(self, changes: dict[str, Any], key: str, what: str) -> None:
        found = flaws(**changes)
        assert found[0].key == key
        assert what in found[0].what
        assert found[0].way_out

    @pytest.mark.parametrize(
        ("zh", "en", "found"),
        [
            ("{{n[0]:.2f}}，{{k}}", "{{n[1]}}, {{k}}", []),
            ("{{n}}，{{k}}，3.5", "{{n}}, {{k}}, 4.5", ["numbers differ: only zh has 3.5; only en has 4.5"]),
            ("{{n}}，{{k}}", "{{n}} alone", ["places differ: k"]),
        ],
    )
    def test_both_languages_show_the_same_numbers(self, zh: str, en: str, found: list[str]) -> None:
        said = flaws_of(question("template", hints=[{"zh": zh, "en": en}]))
        assert [flaw.what for flaw in said if flaw.key == ".hints[0]"] == found

    def test_a_parameter_told_through_a_let_or_as_a_length_is_told(self) -> None:
        changes = {
            "parameters": {"n": {"low": 1, "high": 5}, "k": {"low": 1, "high": 9, "length": "n"}},
            "let": {"list_shown": "scale(k, 2)"},
            "stem": text("{{list_shown}}"),
            "explanation": text("{{answer}}"),
            "formula": "sum(k)",
            "mistakes": [{"formula": "sum(k) + n", "why": text("x")}],
        }
        assert flaws(**changes) == []


class TestRecords:
    template = question("template")

    def test_a_fresh_record_that_agrees(self) -> None:
        assert list(record_flaws(self.template, record_of(self.template))) == []

    def test_without_a_record(self) -> None:
        (flaw,) = record_flaws(self.template, None)
        assert flaw.what == "no result of it is recorded"
        assert flaw.way_out == "Run: dlprep bank verify --record --id a-template"

    @pytest.mark.parametrize(
        "changes",
        [
            {"formula": "n - k + 1 + 0"},
            {"parameters": {"n": {"low": 8, "high": 65}, "k": {"choices": [3, 5]}}},
            {"require": ["n > 9"]},
            {"let": {"a": "n"}},
            {"version": 2},
            {"verify": "def verify(k, n):\n    return n - k + 1"},
            {"mistakes": [{"formula": "n - k - 1", "why": text("x")}]},
            {"integer": False, "tolerance": {"absolute": 0.5}},
        ],
    )
    def test_whatever_determines_the_numbers_makes_the_record_old(self, changes: dict[str, Any]) -> None:
        (flaw,) = record_flaws(question("template", **changes), record_of(self.template))
        assert flaw.what == "the recorded result is of another form of this template"

    def test_words_do_not_make_it_old(self) -> None:
        reworded = question("template", hints=[text("another")], level="senior")
        assert digest_of(reworded) == digest_of(self.template)

    def test_a_recorded_value_that_the_formula_does_not_give(self) -> None:
        record = record_of(self.template)
        values = (*record.values[:7], record.values[7] + 1, *record.values[8:])
        (flaw,) = record_flaws(self.template, replace(record, values=values))
        assert flaw.key == ".formula"
        assert flaw.what.startswith("seed 7 gives ")

    def test_the_check_counts_what_is_verified_and_names_what_is_not(self) -> None:
        assert check(bank()).verified == 1
        report = check(replace(bank(), recorded={}))
        assert report.verified == 0
        assert [found.problem.key for found in report.errors] == ['"a-template" .verify']


@pytest.mark.parametrize(
    ("tolerance", "value", "confirms"),
    [
        (None, 10, True),
        (None, 10.0, True),
        (None, 10.000001, False),
        ({"absolute": 0.01}, 10.0009, True),
        ({"absolute": 0.01}, 10.002, False),
        ({"relative": 0.01}, 10.009, True),
        ({"relative": 0.01}, 10.02, False),
        ({"absolute": 1e-9}, 10.000009, True),
    ],
)
def test_how_close_a_verifier_must_come(tolerance: Any, value: float, confirms: bool) -> None:
    template = question("template", integer=tolerance is None, tolerance=tolerance)
    assert agrees(template, value, 10) is confirms
