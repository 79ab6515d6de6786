"""The curves against slow, exact integration, and what must hold whatever is answered."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dlprep.domain.ability.curves import Curve, moments_after
from dlprep.domain.ability.estimates import Estimate

DISTANCES = some.builds(Estimate, some.floats(-6, 6), some.floats(0.05, 1.5))
CURVES = some.builds(Curve, some.floats(0.5, 2.0), some.sampled_from([0.0, 0.25, 1 / 3]))
SCORES = some.floats(0, 1)


def _by_numbers(distance: Estimate, curve: Curve, score: float) -> tuple[float, float]:
    """Mean and deviation of the posterior, by 20,000 strips over 8 deviations to each side."""
    total = first = second = 0.0
    for strip in range(-10_000, 10_001):
        z = strip / 1250
        at = distance.mean + z * distance.deviation
        mass = math.exp(-z * z / 2) * curve.success(at) ** score * curve.failure(at) ** (1 - score)
        total, first, second = total + mass, first + mass * at, second + mass * at * at
    mean = first / total
    return mean, math.sqrt(second / total - mean * mean)


@pytest.mark.parametrize("score", [0.0, 0.4, 1.0])
@pytest.mark.parametrize("distance", [Estimate(0.0, 1.17), Estimate(-2.0, 0.5), Estimate(3.0, 1.0)])
@pytest.mark.parametrize("curve", [Curve(1.3), Curve(2.0)])
def test_the_moments_are_those_of_the_exact_posterior(distance: Estimate, curve: Curve, score: float) -> None:
    after = moments_after(distance, curve, score)
    mean, deviation = _by_numbers(distance, curve, score)
    assert after.mean == pytest.approx(mean, abs=1e-5)
    assert after.deviation == pytest.approx(deviation, abs=1e-5)


def test_guessing_is_in_the_moments() -> None:
    distance, curve = Estimate(-0.5, 0.6), Curve(1.3, floor=0.25)
    mean, deviation = _by_numbers(distance, curve, 1.0)
    after = moments_after(distance, curve, 1.0)
    assert (after.mean, after.deviation) == pytest.approx((mean, deviation), abs=1e-5)
    assert after.mean < moments_after(distance, Curve(1.3), 1.0).mean


def test_known_values_of_the_curves() -> None:
    assert Curve(1.0).success(0.0) == 0.5
    assert Curve(1.3, floor=0.2).success(0.0) == pytest.approx(0.6)
    assert Curve(1.3, floor=0.2).failure(0.0) == pytest.approx(0.4)
    assert Curve(2.0).information(0.0) == pytest.approx(1.0)
    assert Curve(1.3).expected_success(Estimate(0.0, 1.0)) == pytest.approx(0.5)
    assert Curve(1.0).success(1000.0) == 1.0
    assert Curve(1.0).failure(-1000.0) == 1.0


@given(CURVES, some.floats(-5, 5))
def test_information_is_the_squared_slope_over_the_variance_of_the_answer(curve: Curve, at: float) -> None:
    slope = (curve.success(at + 1e-5) - curve.success(at - 1e-5)) / 2e-5
    right = curve.success(at)
    assert curve.information(at) == pytest.approx(slope**2 / (right * curve.failure(at)), rel=1e-3, abs=1e-9)


@given(DISTANCES, CURVES)
def test_a_right_answer_never_lowers_and_a_wrong_one_never_raises(distance: Estimate, curve: Curve) -> None:
    assert moments_after(distance, curve, 1.0).mean >= distance.mean - 1e-9
    assert moments_after(distance, curve, 0.0).mean <= distance.mean + 1e-9


@given(DISTANCES, CURVES, SCORES, SCORES)
def test_a_better_score_never_leads_lower(distance: Estimate, curve: Curve, one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert moments_after(distance, curve, low).mean <= moments_after(distance, curve, high).mean + 1e-9


@given(DISTANCES, CURVES, SCORES, some.floats(0, 1))
def test_no_answer_makes_less_certain(distance: Estimate, curve: Curve, score: float, weight: float) -> None:
    assert moments_after(distance, curve, score, weight).deviation <= distance.deviation * (1 + 1e-9)


@given(DISTANCES, CURVES, SCORES)
def test_evidence_of_no_weight_changes_nothing(distance: Estimate, curve: Curve, score: float) -> None:
    after = moments_after(distance, curve, score, 0.0)
    assert (after.mean, after.deviation) == pytest.approx((distance.mean, distance.deviation), abs=1e-5)


def test_what_is_too_far_off_for_numbers_teaches_nothing() -> None:
    hopeless = Estimate(-5000.0, 0.1)
    after = moments_after(hopeless, Curve(2.0), 1.0)
    assert (after.mean, after.deviation) == pytest.approx((-5000.0, 0.1), abs=1e-5)
