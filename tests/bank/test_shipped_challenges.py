"""The challenges that ship: whole, with thresholds that their calibration supports, and scripts by contract.

That every script ends as its challenge says is tried in `tests/judge/test_shipped_challenges.py`.
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dlprep.bank.challenges import load_challenges
from dlprep.domain.challenges import Grading, Group
from dlprep.domain.judging import Medal, Tier, Verdict
from dlprep.judge.datasets.made import MADE
from dlprep.judge.datasets.registry import DATASETS
from dlprep.judge.functions import grading
from dlprep.services.challenge_rules import rule_flaws, scripts_of

if TYPE_CHECKING:
    from dlprep.domain.challenges import ChallengeFolder

ROOT = Path(__file__).parents[2] / "question_bank" / "challenges"
LOADED, PROBLEMS = load_challenges(ROOT)


def those(*gradings: Grading) -> pytest.MarkDecorator:
    """Every challenge that is graded so."""
    chosen = {slug: one for slug, one in LOADED.items() if one.challenge.grading in gradings}
    return pytest.mark.parametrize("folder", chosen.values(), ids=list(chosen))


def test_every_challenge_loads_and_every_group_is_there() -> None:
    assert PROBLEMS == ()
    assert len(LOADED) >= 24
    groups = [folder.challenge.group for folder in LOADED.values()]
    assert all(groups.count(group) >= 2 for group in Group)


@those(*Grading)
def test_every_rule_is_kept(folder: ChallengeFolder) -> None:
    assert [f"{flaw.key}: {flaw.what}" for flaw in rule_flaws(folder)] == []


@those(*Grading)
def test_every_challenge_runs_without_a_download(folder: ChallengeFolder) -> None:
    challenge = folder.challenge
    assert Tier.EMBEDDED in challenge.tiers
    assert challenge.dataset is None or challenge.dataset in {**DATASETS, **MADE}


@those(*Grading)
def test_every_wrong_script_teaches_something_of_its_own(folder: ChallengeFolder) -> None:
    wrong = folder.challenge.wrong
    assert len({one.teaches.zh for one in wrong}) == len({one.teaches.en for one in wrong}) == len(wrong)
    codes = list(scripts_of(folder).values())
    assert len(set(codes)) == len(codes)


@those(Grading.PREDICTIONS, Grading.FILE)
def test_the_solution_reads_the_data_of_the_challenge(folder: ChallengeFolder) -> None:
    name = folder.challenge.dataset
    calls = [
        ast.unparse(node)
        for node in ast.walk(ast.parse(folder.solution))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("load_data")
    ]
    assert calls
    assert all(f"load_data('{name}')" in call or f"{name}.load_data(" in call for call in calls)


@those(Grading.FUNCTIONS)
def test_every_check_has_its_trial_and_every_function_its_place_in_the_stub(folder: ChallengeFolder) -> None:
    challenge = folder.challenge
    trials = grading.trials(challenge.id, seed=0)
    assert list(trials) == [check.id for check in challenge.checks]
    called = {call.function for trial in trials.values() for call in trial.calls}
    for code in (folder.stub, folder.solution):
        body = ast.parse(code).body
        assert called <= {node.name for node in body if isinstance(node, ast.FunctionDef | ast.ClassDef)}, (
            "the judge calls what the stub names"
        )


ARTICLE = {slug: one for slug, one in LOADED.items() if one.challenge.group is Group.ARTICLE}
SNIPPETS = {slug: one for slug, one in ARTICLE.items() if one.challenge.grading is Grading.PREDICTIONS}
"""Those that begin from code of the article itself."""


@pytest.mark.parametrize("folder", ARTICLE.values(), ids=list(ARTICLE))
def test_the_challenges_of_the_article_leave_gold_to_be_won_and_show_many_verdicts(
    folder: ChallengeFolder,
) -> None:
    for rules in folder.challenge.tiers.values():
        assert {rules.thresholds.medal(value) for value in rules.calibration.values} == {Medal.SILVER}
    verdicts = {one.verdict for one in folder.challenge.wrong}
    assert len(verdicts) >= 3
    assert Verdict.FAIL in verdicts


@pytest.mark.parametrize("folder", SNIPPETS.values(), ids=list(SNIPPETS))
def test_the_articles_snippets_keep_its_loaders_and_scale_in_one_place(folder: ChallengeFolder) -> None:
    assert f"{folder.challenge.dataset}.load_data(" in folder.solution
    assert all("def preprocess" in code for code in (folder.stub, folder.solution))


@pytest.mark.parametrize("folder", ARTICLE.values(), ids=list(ARTICLE))
def test_both_briefs_tell_the_same_sizes_of_every_tier(folder: ChallengeFolder) -> None:
    for tier in folder.challenge.tiers:
        rows = [
            next(line for line in words.splitlines() if line.startswith("|") and tier.value in line)
            for words in (folder.brief.zh, folder.brief.en)
        ]
        numbers = [[part for part in row.replace("，", " ").split() if part[0].isdigit()] for row in rows]
        assert numbers[0] == numbers[1]
