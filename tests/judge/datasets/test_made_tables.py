"""Made texts, plays, payments and readings: what a learner may rely on, and what must not be in them."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from dlprep.judge.datasets.arrays import Part, Parts
from dlprep.judge.datasets.made import MADE, payments, plays, room_sensor, zh_next_char
from dlprep.judge.metrics.numbers import ndcg, rmse

NAMES = ("zh-reviews", "zh-next-char", "plays", "payments", "room-sensor")


@pytest.fixture(scope="module")
def made() -> dict[str, Parts]:
    return {name: MADE[name].make() for name in NAMES}


def each(parts: Parts) -> tuple[Part, Part, Part]:
    return parts.train, parts.validation, parts.test


@pytest.mark.parametrize("name", NAMES)
def test_making_again_gives_the_same(name: str, made: dict[str, Parts]) -> None:
    for one, other in zip(each(made[name]), each(MADE[name].make()), strict=True):
        assert np.array_equal(one.x, other.x)
        assert np.array_equal(one.y, other.y)


@pytest.mark.parametrize("name", NAMES)
def test_arrays_are_plain_small_and_of_equal_length(name: str, made: dict[str, Parts]) -> None:
    parts = each(made[name])
    assert all(len(part.x) == len(part.y) for part in parts)
    assert all(part.x.dtype.kind in "iufU" and part.y.dtype.kind in "if" for part in parts)
    assert sum(part.x.nbytes + part.y.nbytes for part in parts) < 60e6


@pytest.mark.parametrize("name", ["zh-reviews", "zh-next-char", "payments"])
def test_no_example_is_in_two_parts(name: str, made: dict[str, Parts]) -> None:
    seen: set[bytes] = set()
    for part in each(made[name]):
        rows = {row.tobytes() for row in part.x}
        assert not seen & rows
        seen |= rows


def test_one_review_in_four_is_a_complaint(made: dict[str, Parts]) -> None:
    sizes = [len(part.y) for part in each(made["zh-reviews"])]
    assert sizes == [6_300, 1_500, 3_000]
    for part in each(made["zh-reviews"]):
        assert 0.22 < part.y.mean() < 0.28


def test_next_characters_are_in_the_vocabulary_and_never_the_rare_one(made: dict[str, Parts]) -> None:
    parts = made["zh-next-char"]
    assert [part.x.shape for part in each(parts)] == [(10_000, 20), (2_000, 20), (6_000, 20)]
    assert parts.train.x.max() == zh_next_char.VOCABULARY - 1
    assert parts.validation.y.min() > 0
    assert parts.test.y.min() > 0
    assert parts.test.y.max() < zh_next_char.VOCABULARY


def test_hidden_listeners_are_known_and_their_candidates_unplayed(made: dict[str, Parts]) -> None:
    train, validation, test = each(made["plays"])
    played = {tuple(pair) for pair in train.x.tolist()}
    assert len(played) == len(train.x) == 36_000
    assert set(train.y[:, 1]) == {1}
    for part, listeners in ((validation, 240), (test, 960)):
        assert np.array_equal(part.x[:, 0], part.y[:, 0])
        assert set(np.bincount(part.x[:, 0])) == {0, 40}
        assert len(np.unique(part.x[:, 0])) == listeners
        assert not played & {tuple(pair) for pair in part.x.tolist()}
        assert set(part.y[:, 1]) == {0, 1, 2, 3}
    assert not set(validation.x[:, 0]) & set(test.x[:, 0])


def test_charts_rank_no_better_than_chance(made: dict[str, Parts]) -> None:
    train, _, test = each(made["plays"])
    counts = np.bincount(train.x[:, 1], minlength=plays.SONGS)
    chance = np.random.RandomState(0).uniform(size=len(test.x))
    assert ndcg(counts[test.x[:, 1]], test.y) < ndcg(chance, test.y) < 0.25


def test_the_case_of_a_payment_is_open_only_in_the_past(made: dict[str, Parts]) -> None:
    column = payments.COLUMNS.index("case_days")
    for part in each(made["payments"]):
        assert part.y.mean() == pytest.approx(0.01)
        assert np.isfinite(part.x).all()
    for part in each(made["payments"])[:2]:
        told = ((part.x[:, column] > 0) == (part.y == 1)).mean()
        assert told > 0.99
    assert not made["payments"].test.x[:, column].any()


def test_targets_follow_their_readings_by_an_hour(made: dict[str, Parts]) -> None:
    train = made["room-sensor"].train
    ahead = room_sensor.HORIZON
    assert np.array_equal(train.y[:-ahead], train.x[ahead:, 0])


def test_no_window_or_part_holds_the_target_of_another(made: dict[str, Parts]) -> None:
    train, validation, test = each(made["room-sensor"])
    steps = [_runs(part.x) for part in (train, validation)]
    hidden = {run for window in test.x for run in _runs(window)}
    assert len(hidden) == len(test.x) * len(_runs(test.x[0]))
    assert not steps[0] & steps[1]
    assert not (steps[0] | steps[1]) & hidden
    last = {
        (round(float(window[-1, 0]), 2), round(float(y), 2)) for window, y in zip(test.x, test.y, strict=True)
    }
    assert len(last) > 0.95 * len(test.x)


def test_saying_that_nothing_changes_is_a_bad_forecast(made: dict[str, Parts]) -> None:
    test = made["room-sensor"].test
    assert rmse(test.x[:, -1, 0], test.y) > 1.4


def _runs(readings: NDArray[Any]) -> set[bytes]:
    """Every three readings in a row; enough of them to know a stretch of the series again."""
    return {readings[i : i + 3].tobytes() for i in range(len(readings) - 2)}
