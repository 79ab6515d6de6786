"""Made parcels, machine logs and pumps: what a learner may rely on, and the faults that are to be found."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from dlprep.judge.datasets.arrays import Part, Parts
from dlprep.judge.datasets.made import MADE, machine_logs, parcels, pumps

NAMES = ("parcels", "machine-logs", "pumps")


@pytest.fixture(scope="module")
def made() -> dict[str, Parts]:
    return {name: MADE[name].make() for name in NAMES}


def each(parts: Parts) -> tuple[Part, Part, Part]:
    return parts.train, parts.validation, parts.test


@pytest.mark.parametrize("name", NAMES)
def test_making_again_gives_the_same(name: str, made: dict[str, Parts]) -> None:
    for one, other in zip(each(made[name]), each(MADE[name].make()), strict=True):
        assert one.x.tobytes() == other.x.tobytes()
        assert np.array_equal(one.y, other.y)


@pytest.mark.parametrize("name", NAMES)
def test_no_example_is_in_two_parts(name: str, made: dict[str, Parts]) -> None:
    seen: set[bytes] = set()
    for part in each(made[name]):
        rows = {row.tobytes() for row in part.x}
        assert not seen & rows
        seen |= rows


@pytest.mark.parametrize("name", NAMES)
def test_hidden_labels_are_balanced_numbers(name: str, made: dict[str, Parts]) -> None:
    labels = made[name].test.y
    assert labels.dtype == np.int64
    counts = np.bincount(labels)
    assert counts.min() > 0.9 * len(labels) / len(counts)


def test_a_sender_who_is_not_regular_appears_once_before_the_hidden_part(made: dict[str, Parts]) -> None:
    known = np.concatenate([made["parcels"].train.x[:, 0], made["parcels"].validation.x[:, 0]])
    senders, counts = np.unique(known, return_counts=True)
    assert (counts > 1).sum() == parcels.REGULARS
    hidden = made["parcels"].test.x[:, 0]
    assert np.isin(hidden, senders).mean() > 0.8


def test_the_label_of_a_log_follows_from_its_events_and_padding_stands_behind(made: dict[str, Parts]) -> None:
    for part in each(made["machine-logs"]):
        lengths = (part.x != 0).sum(axis=1)
        assert lengths.min() >= machine_logs.SHORTEST
        assert lengths.max() == machine_logs.LONGEST
        for log, length, label in zip(part.x[:300], lengths, part.y, strict=False):
            assert log[:length].all()
            assert machine_logs.after(log[:length].tolist()) == label


def test_pumps_have_gaps_everywhere_and_repeats_and_odd_spellings_in_training_only(
    made: dict[str, Parts],
) -> None:
    parts = made["pumps"]
    for part in each(parts):
        assert 0.1 < np.isnan(part.x[:, 1]).mean() < 0.3
        assert 0.1 < (part.x[:, 2] == pumps.NO_READING).mean() < 0.25
        assert set(part.x[:, 6]) == {1, 2, 3, 4}
    assert _repeated(parts.train.x) == pumps.STUCK_ROWS
    assert _repeated(parts.validation.x) == _repeated(parts.test.x) == 0
    written = {spelling for spellings in pumps.SPELLINGS for spelling in spellings} | set(pumps.UNLABELLED)
    assert set(parts.train.y) == set(parts.validation.y) == written


def _repeated(rows: NDArray[Any]) -> int:
    _, counts = np.unique(np.nan_to_num(rows, nan=-1), axis=0, return_counts=True)
    return int((counts > 1).sum())
