"""Tests against chance agree with known values."""

from __future__ import annotations

from itertools import pairwise

import pytest
from scipy import stats  # type: ignore[import-untyped]

from dlprep.services.gates.chance import chi_square_p, evenness_p, normal_two_sided_p, runs_p


@pytest.mark.parametrize("degrees", [1, 2, 3, 5, 10, 40])
@pytest.mark.parametrize("statistic", [0.01, 0.5, 2.0, 7.81, 11.34, 60.0, 300.0])
def test_the_chi_square_tail_agrees_with_scipy(statistic: float, degrees: int) -> None:
    assert chi_square_p(statistic, degrees) == pytest.approx(stats.chi2.sf(statistic, degrees), rel=1e-9)


def test_nothing_counted_is_no_evidence() -> None:
    assert chi_square_p(0.0, 3) == 1.0
    assert chi_square_p(5.0, 0) == 1.0
    assert evenness_p([]) == 1.0


def test_evenness_agrees_with_scipy_for_one_group() -> None:
    counts = [35, 32, 27, 18]
    assert evenness_p([counts]) == pytest.approx(stats.chisquare(counts).pvalue)


def test_groups_of_three_and_four_options_add_up() -> None:
    alone = stats.chisquare([10, 20, 30]).statistic + stats.chisquare([5, 15, 10, 10]).statistic
    assert evenness_p([[10, 20, 30], [5, 15, 10, 10]]) == pytest.approx(stats.chi2.sf(alone, 5))


def test_the_normal_tail() -> None:
    assert normal_two_sided_p(-1.96) == pytest.approx(0.05, abs=1e-4)


def test_runs_of_a_known_example() -> None:
    # 10 runs among 11 and 7: mean 9.556, variance 3.898.
    sides = [one == "H" for one in "HHTHTHHTHHHTTHTHHT"]
    runs = 1 + sum(a != b for a, b in pairwise(sides))
    yes, no = sides.count(True), sides.count(False)
    mean = 2 * yes * no / 18 + 1
    variance = (mean - 1) * (mean - 2) / 17
    assert runs_p(sides) == pytest.approx(2 * stats.norm.sf(abs(runs - mean) / variance**0.5))


def test_alternating_and_clustered_sides_are_patterns() -> None:
    assert runs_p([True, False] * 20) < 0.001
    assert runs_p([True] * 20 + [False] * 20) < 0.001


@pytest.mark.parametrize("sides", [[], [True], [True] * 9, [True, False]])
def test_too_little_to_see_a_pattern_in(sides: list[bool]) -> None:
    assert runs_p(sides) == 1.0
