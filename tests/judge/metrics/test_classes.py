"""Metrics of classes: against scikit-learn on random cases, and by hand where it does not reach."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn import metrics as reference

from dlprep.judge.metrics import classes

SEEDS = st.integers(0, 2**32 - 1)


def scored(seed: int, *, levels: int) -> tuple[np.ndarray, np.ndarray]:
    """Scores with many ties, and labels of two classes that both occur."""
    random = np.random.default_rng(seed)
    labels = np.append(random.integers(0, 2, 40), [0, 1])
    return random.integers(0, levels, 42) / levels, labels


@given(SEEDS, st.sampled_from([2, 5, 1000]))
def test_auc_and_average_precision_agree_with_scikit_learn(seed: int, levels: int) -> None:
    scores, labels = scored(seed, levels=levels)

    assert classes.auc(scores, labels) == pytest.approx(reference.roc_auc_score(labels, scores))
    assert classes.average_precision(scores, labels) == pytest.approx(
        reference.average_precision_score(labels, scores)
    )


@given(SEEDS, st.integers(2, 6))
def test_f1_agrees_with_scikit_learn(seed: int, count: int) -> None:
    random = np.random.default_rng(seed)
    labels, predicted = random.integers(0, count, (2, 30))
    wanted = (
        reference.f1_score(labels, predicted, zero_division=0)
        if count == 2
        else reference.f1_score(labels, predicted, labels=range(count), average="macro", zero_division=0)
    )

    assert classes.f1(predicted, labels, count) == pytest.approx(wanted)


@pytest.mark.parametrize(
    "scores",
    [[0.2, 0.7, 0.9], [[0.2], [0.7], [0.9]], [[0.8, 0.2], [0.3, 0.7], [0.1, 0.9]], [-1.4, 0.8, 2.2]],
    ids=["flat", "column", "two units", "logits"],
)
def test_every_form_of_two_class_scores_ranks_alike(scores: list[float]) -> None:
    found = np.array(scores, dtype="<f4")

    assert classes.auc(classes.positive_scores(found), np.array([0, 1, 1])) == 1.0
    assert classes.predicted_classes(found).tolist() == [0, 1, 1]


def test_a_miss_costs_fifty_alarms() -> None:
    labels = np.array([1, 1, 0, 0])

    assert classes.cost(np.array([1, 1, 0, 0]), labels) == 0
    assert classes.cost(np.array([0, 1, 0, 0]), labels) == 50 / 4
    assert classes.cost(np.array([1, 1, 1, 1]), labels) == 2 / 4
