"""Figures of agreement on cases worked out by hand, and development answers that are whole."""

from __future__ import annotations

import pytest
from benchmarks.grading.data import load, load_brought
from benchmarks.grading.measures import correlation, f1, kappa, precision_recall, weighted_kappa

from dlprep.bank.loader import load_bank
from dlprep.bootstrap import bank_folder


def test_kappa_is_one_for_the_same_none_for_chance_and_less_for_the_reverse() -> None:
    assert weighted_kappa([0, 50, 100], [0, 50, 100]) == 1
    assert weighted_kappa([0, 0, 100, 100], [0, 100, 0, 100]) == pytest.approx(0)
    assert weighted_kappa([0, 100], [100, 0]) == pytest.approx(-1)


def test_labels_agree_beyond_chance() -> None:
    assert kappa(["a", "b"], ["a", "b"]) == 1
    # Half agree, and half would by chance.
    assert kappa(["a", "a", "b", "b"], ["a", "b", "a", "b"]) == pytest.approx(0)


def test_correlation_and_f1() -> None:
    assert correlation([1, 2, 3], [10, 20, 30]) == pytest.approx(1)
    assert correlation([1, 1], [1, 2]) == 0
    assert precision_recall([True, True, False, False], [True, False, True, True]) == (1 / 2, 1 / 3)
    assert f1([True, True, False, False], [True, False, True, True]) == pytest.approx(0.4)


def test_every_development_answer_has_a_label_of_both_readers_for_every_point() -> None:
    ours, brought = load(load_bank(bank_folder(), cache_dir=None)), load_brought()

    assert (len(ours), len(brought)) == (480, 288)
    for one in (*ours, *brought):
        names = {point.id for point in one.points}
        assert all(set(labels) == names for labels in one.labels)
        assert 0 <= one.score <= 100
