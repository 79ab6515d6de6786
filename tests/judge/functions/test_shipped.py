"""Each build challenge: its solution holds every check, and everything else fails at the one it should."""

from pathlib import Path

import numpy as np
import pytest

from dlprep.domain.challenges import Grading
from dlprep.domain.judging import Medal
from dlprep.judge.functions import grading
from judge.functions.test_exchange import called as called_through_files
from judge.functions.trying import SEEDS, challenges, first_fault, outcomes, trials_of, value_of

BUILT = {
    slug: folder.challenge
    for slug, folder in challenges().items()
    if folder.challenge.grading is Grading.FUNCTIONS
}
WRONG = [
    pytest.param(slug, one.file, one.check, id=f"{slug}-{one.file}")
    for slug, challenge in BUILT.items()
    for one in challenge.wrong
]


@pytest.mark.parametrize("slug", BUILT)
def test_there_is_one_trial_for_each_check_in_its_order(slug: str) -> None:
    assert list(trials_of(slug, 0)) == [check.id for check in BUILT[slug].checks]


@pytest.mark.parametrize("slug", BUILT)
def test_the_solution_holds_every_check_whatever_is_drawn(slug: str) -> None:
    for seed in SEEDS:
        faults = {
            check: str(fault)
            for check, fault in outcomes(slug, challenges()[slug].solution, seed).items()
            if fault is not None
        }
        assert faults == {}, f"seed {seed}"


@pytest.mark.parametrize("slug", BUILT)
def test_the_solution_holds_them_through_the_files_of_a_run(slug: str, tmp_path: Path) -> None:
    trials = trials_of(slug, 0)
    events, values = called_through_files(tmp_path, trials, challenges()[slug].solution)
    found = grading.outcomes(trials, events, values)  # type: ignore[arg-type]
    untimed = [one for one in found if not any(call.timed for call in trials[one.id].calls)]
    assert [f"{one.id}: {one.detail}" for one in untimed if not one.passed] == []
    assert len(found) == len(trials)


@pytest.mark.parametrize("slug", BUILT)
def test_the_stub_holds_nothing_of_the_first_medal(slug: str) -> None:
    assert first_fault(slug, challenges()[slug].stub, 0) == BUILT[slug].checks[0].id


@pytest.mark.parametrize(("slug", "file", "check"), WRONG)
def test_each_wrong_script_fails_first_where_it_says(slug: str, file: str, check: str) -> None:
    script = challenges()[slug].wrong[file]
    assert {first_fault(slug, script, seed) for seed in range(10)} == {check}


@pytest.mark.parametrize("slug", BUILT)
def test_no_wrong_script_earns_a_medal(slug: str) -> None:
    bronze = {check.id for check in BUILT[slug].checks if check.level is Medal.BRONZE}
    assert {one.check for one in BUILT[slug].wrong} <= bronze


@pytest.mark.parametrize("slug", BUILT)
def test_recorded_values_are_what_the_checks_give(slug: str) -> None:
    for rules in BUILT[slug].tiers.values():
        record, folder = rules.calibration, challenges()[slug]
        assert list(record.values) == [value_of(slug, folder.solution, seed) for seed in record.seeds]
        for file, values in record.weak.items():
            script = folder.stub if file == "stub.py" else folder.wrong[file.removeprefix("wrong/")]
            assert values == pytest.approx([value_of(slug, script, seed) for seed in record.seeds], abs=1e-3)


@pytest.mark.parametrize("slug", BUILT)
def test_arguments_fit_in_a_message_and_are_drawn_anew(slug: str) -> None:
    first, second = trials_of(slug, 0), trials_of(slug, 1)
    for one, other in zip(first.values(), second.values(), strict=True):
        assert one.calls
        sizes = [np.asarray(argument).nbytes for call in one.calls for argument in call.args]
        assert sum(sizes) < 32 * 2**20
        assert [call.function for call in one.calls] == [call.function for call in other.calls]
