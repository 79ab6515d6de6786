"""How long a challenge takes here, by the learner's own runs."""

from __future__ import annotations

import pytest

from dlprep.domain.judging import Tier, Verdict
from dlprep.services.estimating import FASTEST, SLOWEST, estimated_minutes
from fakes_judge import passed
from tui.study_support import STUB, StudyParts, challenge_folder, checked_folder, keep_run

EMBEDDED, FULL = ("cifar10-cnn", Tier.EMBEDDED), ("cifar10-cnn", Tier.FULL)
CHALLENGE = challenge_folder().challenge
"""Takes 1 minute on embedded data and 12 on the full set, by the bank."""


def after(*seconds: float, verdict: Verdict = Verdict.PASS) -> StudyParts:
    """A history of runs on embedded data that took so long."""
    parts = StudyParts()
    for each in seconds:
        keep_run(parts.fake_store, parts, STUB, passed(wall_seconds=each, verdict=verdict))
    return parts


def test_without_a_run_the_bank_says_how_long() -> None:
    assert estimated_minutes([CHALLENGE], ()) == {EMBEDDED: 1.0, FULL: 12.0}


def test_own_runs_say_it_for_their_challenge_and_set_the_pace_of_the_others() -> None:
    runs = after(90.0, 120.0, 900.0).fake_store.runs(limit=9)
    assert estimated_minutes([CHALLENGE], runs) == {EMBEDDED: 2.0, FULL: 24.0}


@pytest.mark.parametrize(("seconds", "pace"), [(6000.0, SLOWEST), (0.5, FASTEST)])
def test_a_script_that_is_far_from_the_solution_tells_little_of_the_machine(
    seconds: float, pace: float
) -> None:
    found = estimated_minutes([CHALLENGE], after(seconds).fake_store.runs(limit=9))
    assert found == {EMBEDDED: seconds / 60, FULL: 12.0 * pace}


def test_runs_that_were_not_graded_and_functions_say_nothing() -> None:
    failed = after(2.0, verdict=Verdict.ERR).fake_store.runs(limit=9)
    assert estimated_minutes([CHALLENGE], failed) == {EMBEDDED: 1.0, FULL: 12.0}
    other = CHALLENGE.model_copy(update={"id": "another"})
    quick = after(1.0).fake_store.runs(limit=9)
    assert estimated_minutes([checked_folder().challenge, other], quick)["another", Tier.EMBEDDED] == 1.0
