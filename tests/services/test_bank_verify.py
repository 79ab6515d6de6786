"""What the scripts of the bank find, compared with its keys; the processes are played."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from dlprep.services.bank_verify import Verified, verify
from dlprep.services.scripts import Job, JobResult
from factory import ALL_TYPES, question, record_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TEMPLATE = question("template")
VALUES = record_of(TEMPLATE).values


class Played:
    """Answers each job from a list; the last answer is given for ever."""

    def __init__(self, *answers: dict[str, Any]) -> None:
        self.answers = [*answers]
        self.asked: list[tuple[Job, bool]] = []

    def run(self, jobs: Sequence[Job], *, apart: bool = False) -> Iterator[JobResult]:
        for job in jobs:
            self.asked.append((job, apart))
            yield JobResult(job.id, **(self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]))


def outcome(asked: Any, *answers: dict[str, Any]) -> Verified:
    (found,) = verify([asked], Played(*answers))
    return found


def test_questions_without_a_script_are_left_out() -> None:
    played = Played({})
    assert len(list(verify([question(kind) for kind in ALL_TYPES], played))) == 3
    assert {job.id for job, _ in played.asked} == {"a-numeric", "a-code-output", "a-template"}


@pytest.mark.parametrize("output", ["896", "896\n", "\n 896 \n"])
def test_the_recorded_output_confirms_a_key(output: str) -> None:
    assert outcome(question("numeric"), {"output": output}) == Verified("a-numeric", is_right=True)


def test_another_output_than_recorded_names_both_and_the_way_out() -> None:
    found = outcome(question("numeric"), {"output": "864\n"})
    assert not found.is_right
    assert (found.expected, found.got) == ("896", "864")
    assert "record it" in found.way_out


def test_an_output_as_recorded_that_is_not_the_key_is_wrong() -> None:
    asked = question("numeric", answer=864)
    found = outcome(asked, {"output": "896"})
    assert found.what == "it ends with 896, the answer is 864"


@pytest.mark.parametrize("kind", ["cloze", "spot-bug"])
def test_scripts_of_other_types_are_held_to_their_output(kind: str) -> None:
    asked = question(kind, verify={"code": "print('inf')", "output": "inf"})
    assert outcome(asked, {"output": "inf\n"}).is_right
    assert not outcome(asked, {"output": "nan\n"}).is_right


def test_a_template_that_agrees_brings_what_to_record() -> None:
    found = outcome(TEMPLATE, {"values": VALUES})
    assert found.is_right
    assert found.recorded == record_of(TEMPLATE)


def test_a_template_is_called_with_the_parameters_of_200_seeds() -> None:
    played = Played({"values": VALUES})
    list(verify([TEMPLATE], played))
    ((job, _),) = played.asked
    assert len(job.calls) == 200
    assert [set(call) for call in job.calls] == [{"n", "k"}] * 200


def test_a_template_that_disagrees_names_the_seed_and_its_numbers() -> None:
    values = (*VALUES[:5], VALUES[5] + 1, *VALUES[6:])
    found = outcome(TEMPLATE, {"values": values})
    assert found.what.startswith("seed 5 (n=")
    assert (found.expected, found.got) == (f"{VALUES[5]:g}", f"{VALUES[5] + 1:g}")
    assert found.recorded is None


def test_too_few_values_are_wrong() -> None:
    assert not outcome(TEMPLATE, {"values": VALUES[:-1]}).is_right


def test_a_template_that_cannot_be_drawn_runs_nothing() -> None:
    played = Played({})
    (found,) = verify([question("template", require=["n > 100"])], played)
    assert "no usable draw" in found.what
    assert played.asked == []


def test_a_missing_package_is_said_and_is_no_fault_of_the_key() -> None:
    found = outcome(question("numeric"), {"missing": "sklearn"})
    assert (found.is_right, found.missing, found.what) == (False, "sklearn", "")
    assert found.way_out == "Install sklearn, then run: dlprep bank verify --id a-numeric"


def test_what_fails_in_company_is_asked_once_more_alone() -> None:
    played = Played({"failure": "line 1: KeyError: 'dense_3'"}, {"output": "896"})
    (found,) = verify([question("numeric")], played)
    assert found.is_right
    assert [apart for _, apart in played.asked] == [False, True]


def test_what_used_up_its_time_is_not_asked_again() -> None:
    played = Played({"failure": "it ran longer than 120 s", "is_final": True})
    (found,) = verify([question("numeric")], played)
    assert found.what == "it ran longer than 120 s"
    assert len(played.asked) == 1
