"""Metrics of tasks without classes: by hand, against scikit-learn, and what a constant may not earn."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import ndcg_score

from dlprep.judge.metrics import numbers


def test_rmse_is_taken_over_all_values() -> None:
    assert numbers.rmse(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[1.0, 2.0], [3.0, 8.0]])) == 2.0
    assert numbers.rmse(np.array([[1.0], [2.0]]), np.array([1.0, 4.0])) == pytest.approx(math.sqrt(2))


@given(st.integers(0, 2**32 - 1))
def test_ndcg_agrees_with_scikit_learn_where_no_scores_are_equal(seed: int) -> None:
    random = np.random.default_rng(seed)
    relevance, scores = random.integers(0, 4, (3, 15)), random.permutation(45).reshape(3, 15) / 45
    relevance[:, 0] = 1
    judged = np.stack([np.repeat(np.arange(3), 15), relevance.reshape(-1)], axis=1)

    wanted = ndcg_score(2.0**relevance - 1, scores, k=10)
    assert numbers.ndcg(scores.reshape(-1), judged) == pytest.approx(wanted)


def test_a_constant_earns_nothing_by_the_order_of_the_data() -> None:
    best_first = np.array([[0, 1]] * 5 + [[0, 0]] * 20)

    assert numbers.ndcg(np.zeros(25), best_first) == 0.0


def test_a_query_without_relevant_items_is_left_out() -> None:
    judged = np.array([[0, 1], [0, 0], [1, 0], [1, 0]])

    assert numbers.ndcg(np.array([0.9, 0.1, 0.5, 0.4]), judged) == 1.0


def test_perplexity_takes_logits_and_probabilities() -> None:
    logits = np.log(np.array([[0.5, 0.25, 0.25], [0.1, 0.8, 0.1]]))
    tokens = np.array([0, 1])
    wanted = math.exp(-(math.log(0.5) + math.log(0.8)) / 2)

    assert numbers.perplexity(np.exp(logits), tokens) == pytest.approx(wanted)
    assert numbers.perplexity(logits + 3.0, tokens) == pytest.approx(wanted)
    assert numbers.perplexity(np.zeros((2, 3)), tokens) == pytest.approx(3.0)


def test_a_token_held_impossible_costs_much_but_is_finite() -> None:
    assert 1e6 < numbers.perplexity(np.array([[1.0, 0.0]]), np.array([1])) < math.inf
