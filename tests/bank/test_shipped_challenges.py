"""The challenges that ship: whole, and with thresholds that their calibration supports."""

import ast
from pathlib import Path
from statistics import mean, stdev

import pytest

from dlprep.bank.challenges import load_challenges
from dlprep.domain.challenges import ChallengeFolder, TierRules
from dlprep.domain.judging import Medal, Tier, Verdict

ROOT = Path(__file__).parents[2] / "question_bank" / "challenges"
LOADED, PROBLEMS = load_challenges(ROOT)
TIERS = [
    pytest.param(rules, id=f"{slug}-{tier}")
    for slug, folder in LOADED.items()
    for tier, rules in folder.challenge.tiers.items()
]


def test_both_seed_challenges_load() -> None:
    assert PROBLEMS == ()
    assert list(LOADED) == ["cifar10-cnn", "imdb-lstm"]
    assert all(set(folder.challenge.tiers) == set(Tier) for folder in LOADED.values())


@pytest.mark.parametrize("rules", TIERS)
def test_bronze_is_safe_for_the_solution_and_out_of_reach_for_guessing(rules: TierRules) -> None:
    values = rules.calibration.values
    assert rules.thresholds.bronze <= min(values)
    assert rules.thresholds.bronze <= mean(values) - 3 * stdev(values)
    assert rules.thresholds.bronze >= rules.calibration.trivial + 0.15


@pytest.mark.parametrize("rules", TIERS)
def test_the_solution_earns_silver_and_leaves_gold_to_be_won(rules: TierRules) -> None:
    medals = [rules.thresholds.medal(value) for value in rules.calibration.values]
    assert set(medals) == {Medal.SILVER}


@pytest.mark.parametrize("rules", TIERS)
def test_the_wall_limit_leaves_room_for_slow_machines(rules: TierRules) -> None:
    assert rules.limits.wall_seconds >= 8 * 60 * rules.minutes


@pytest.mark.parametrize("folder", LOADED.values(), ids=list(LOADED))
def test_scripts_keep_the_contract(folder: ChallengeFolder) -> None:
    for script in (folder.stub, folder.solution, *folder.wrong.values()):
        assert ast.get_docstring(ast.parse(script)), "every script says what it is"
    for script in (folder.stub, folder.solution):
        defined = {node.name for node in ast.parse(script).body if isinstance(node, ast.FunctionDef)}
        assert "preprocess" in defined
    assert f"{folder.challenge.dataset}.load_data(" in folder.solution


@pytest.mark.parametrize("folder", LOADED.values(), ids=list(LOADED))
def test_wrong_submissions_cover_different_verdicts(folder: ChallengeFolder) -> None:
    verdicts = {one.verdict for one in folder.challenge.wrong}
    assert len(verdicts) >= 3
    assert Verdict.PASS not in verdicts
    assert Verdict.INTERNAL not in verdicts


@pytest.mark.parametrize("folder", LOADED.values(), ids=list(LOADED))
def test_both_briefs_tell_the_same_numbers(folder: ChallengeFolder) -> None:
    for number in ("16", "0.5") if folder.challenge.dataset == "imdb" else ("3 × 3", "float64", "880"):
        assert (number in folder.brief.zh) == (number in folder.brief.en)
    for tier in Tier:
        rows = [
            next(line for line in words.splitlines() if line.startswith("|") and tier.value in line)
            for words in (folder.brief.zh, folder.brief.en)
        ]
        numbers = [[part for part in row.replace("，", " ").split() if part[0].isdigit()] for row in rows]
        assert numbers[0] == numbers[1]
