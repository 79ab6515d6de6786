"""A run beside the best of the others, and its value beside the medals."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dlprep.domain.budget_words import allowed, used
from dlprep.domain.challenges import Budgets
from dlprep.domain.judging import BudgetUse, CheckOutcome, Medal, Sample, Tier, Verdict
from dlprep.domain.language import Language
from dlprep.domain.text import Text
from dlprep.tui.naming import class_names, named_samples
from dlprep.tui.run_outcome import best_of, of_record, of_report
from dlprep.tui.threshold_bar import medal_states, scale_text, value_text
from dlprep.tui.widgets.verdict_panel import VerdictPanel
from fakes_judge import passed, rehearsed
from tui.study_support import SOLUTION, STUB, StudyParts, keep_run, study_bank

FALLING = {"bronze": 40.0, "silver": 32.0, "gold": 28.0}


def english(template: str, **parameters: object) -> str:
    return template.format(**parameters) if parameters else template


def told(**changes: object) -> str:
    """The verdict in words."""
    panel = VerdictPanel(english)
    panel.show(of_report(passed(**changes)))
    return panel.plain


@pytest.mark.parametrize(
    ("metric", "value", "medal", "gain", "is_best"),
    [
        ("accuracy", 0.9, Medal.GOLD, 0.03, True),
        ("accuracy", 0.9, None, 0.03, False),
        ("accuracy", 0.86, Medal.SILVER, -0.01, False),
        ("accuracy", 0.87, Medal.SILVER, 0.0, False),
        ("rmse", 0.5, Medal.SILVER, 0.37, True),
        ("rmse", 0.9, Medal.SILVER, -0.03, False),
    ],
)
def test_a_run_is_compared_with_the_best_of_the_others(
    metric: str, value: float, medal: Medal | None, gain: float, is_best: bool
) -> None:
    parts = StudyParts()
    keep_run(parts.fake_store, parts, STUB, passed(metric=metric, value=0.87, medal=Medal.SILVER))
    best = best_of(parts.fake_store.runs(limit=9), Tier.EMBEDDED)
    outcome = of_report(passed(metric=metric, value=value, medal=medal)).beside(best)
    assert outcome.gain == pytest.approx(gain)
    assert outcome.is_best == is_best


def test_the_first_run_has_nothing_to_be_compared_with() -> None:
    outcome = of_report(passed())
    assert outcome.is_best
    assert outcome.gain is None


def test_the_best_of_the_others_leaves_out_the_run_itself_and_other_tiers() -> None:
    parts = StudyParts()
    for value in (0.85, 0.9, 0.88):
        keep_run(parts.fake_store, parts, SOLUTION, passed(value=value))
    runs = parts.fake_store.runs(limit=9)
    assert [best_of(runs, Tier.EMBEDDED, besides=number).id for number in (1, 2, 3)] == [2, 3, 2]  # type: ignore[union-attr]
    assert best_of(runs, Tier.FULL) is None


def test_what_the_history_kept_is_told_as_when_it_was_fresh() -> None:
    parts = StudyParts()
    report = passed(
        budgets=(BudgetUse("epochs", 5, 10),),
        checks=(CheckOutcome("shape", passed=True),),
        seed_values=(0.8, 0.9),
    )
    keep_run(parts.fake_store, parts, STUB, report)
    (run,) = parts.fake_store.runs(limit=1)
    assert replace(of_record(run, study_bank()), thresholds={}) == replace(of_report(report), thresholds={})


def test_a_distance_fills_the_scale_from_what_is_worse() -> None:
    bar = scale_text(30.0, FALLING, 40).split(" ")[1]
    assert [letter for letter in bar if letter in "BSG"] == ["B", "S", "G"]
    assert bar.rindex("━") > bar.index("S")
    assert "━" not in bar[bar.index("G") :]
    far = scale_text(900.0, FALLING, 40)
    assert far.split(" ")[1].count("━") == 1
    assert [letter for letter in far.split(" ")[1] if letter in "BSG"] == ["B", "S", "G"]


def test_the_medals_say_how_far_away_they_are_in_either_direction() -> None:
    assert (
        medal_states(30.0, FALLING, "perplexity", english)
        == "bronze 40.0 ✓   silver 32.0 ✓   gold 28.0 2.0000 too much"
    )
    rising = {"bronze": 0.84, "silver": 0.87, "gold": 0.9}
    assert (
        medal_states(0.86, rising, "accuracy", english)
        == "bronze 0.840 ✓   silver 0.870 0.0100 missing   gold 0.900 0.0400 missing"
    )
    assert value_text(0.75, "checks") == "75%"


def test_budgets_say_by_mark_and_word_when_they_are_not_kept() -> None:
    assert used(BudgetUse("parameters", 48_210, 50_000), english) == "✓ parameters 48,210 of 50,000"
    assert used(BudgetUse("epochs", 12, 8), english) == "✗ epochs 12 of 8: too much"
    assert (
        used(BudgetUse("cost", float("inf"), 0.5), english)
        == "✗ mean cost of a decision not known of 0.5: too much"
    )
    assert allowed(Budgets(parameters=50_000, inference_ratio=2.5), english) == [
        "parameters: at most 50,000",
        "prediction time, as a multiple of a fixed matrix product: at most 2.5",
    ]


def test_the_verdict_tells_budgets_and_a_second_training() -> None:
    words = told(budgets=(BudgetUse("epochs", 5, 10),), seed_values=(0.8391, 0.8732))
    assert "✓ epochs 5 of 10" in words
    assert "trained once more: 0.8391, 0.8732. The last one counts." in words


def test_a_run_in_small_says_so_and_claims_no_pass() -> None:
    panel = VerdictPanel(english)
    panel.show(of_report(rehearsed(), is_rehearsal=True))
    assert panel.plain.startswith("✓ It would run")
    assert "nothing was kept" in panel.plain
    panel.show(of_report(rehearsed(verdict=Verdict.BAD_SHAPE), is_rehearsal=True))
    assert panel.plain.startswith("✗ Wrong shape")


def test_classes_are_called_by_their_names_in_the_language_of_the_interface() -> None:
    rules = study_bank().challenges["cifar10-cnn"].challenge.tiers[Tier.EMBEDDED]
    named = rules.model_copy(
        update={"class_names": (Text(zh="飞机", en="airplane"), Text(zh="猫", en="cat"))}
    )
    samples = (Sample("cat", "airplane", 0.9), Sample("7", "cat", 0.8))
    assert class_names(named, Language.ZH) == ("飞机", "猫")
    assert [(one.truth, one.predicted) for one in named_samples(samples, named, Language.ZH)] == [
        ("猫", "飞机"),
        ("7", "猫"),
    ]
    assert named_samples(samples, None, Language.ZH) == samples
