"""The distance of generated images: zero for the real ones, large for a generator that draws one image."""

import numpy as np
import pytest
from numpy.random import RandomState
from numpy.typing import NDArray
from scipy.linalg import sqrtm  # type: ignore[import-untyped]

from dlprep.judge.datasets.made.digits import make
from dlprep.judge.metrics.frechet import WORST, frechet_distance, gaussian_distance

Points = NDArray[np.float64]


def points(seed: int, *, count: int = 400, width: int = 6) -> Points:
    random = RandomState(seed)
    return random.randn(count, width) @ random.randn(width, width) + random.randn(width)


@pytest.fixture(scope="module")
def digits() -> tuple[Points, Points]:
    parts = make()
    return parts.train.x[:1000] / 255.0, parts.test.x / 255.0


def by_sqrtm(first: Points, second: Points) -> float:
    spreads = np.cov(first, rowvar=False), np.cov(second, rowvar=False)
    root = sqrtm(spreads[0] @ spreads[1]).real
    apart = ((first.mean(0) - second.mean(0)) ** 2).sum()
    return float(apart + np.trace(spreads[0] + spreads[1] - 2 * root))


@pytest.mark.parametrize("seed", range(5))
def test_agrees_with_the_matrix_root_of_scipy(seed: int) -> None:
    first, second = points(seed), points(seed + 100)
    assert gaussian_distance(first, second) == pytest.approx(by_sqrtm(first, second), rel=1e-6)
    assert gaussian_distance(first, second) == pytest.approx(gaussian_distance(second, first), rel=1e-9)


def test_a_shift_of_the_mean_counts_with_its_square() -> None:
    cloud = points(0)
    shift = np.array([3.0, 0, 4.0, 0, 0, 0])
    assert gaussian_distance(cloud, cloud) == pytest.approx(0, abs=1e-6)
    assert gaussian_distance(cloud + shift, cloud) == pytest.approx(25)
    assert gaussian_distance(cloud + 2 * shift, cloud) == pytest.approx(100)


def test_points_that_are_all_alike_are_as_far_as_the_spread_of_the_others() -> None:
    cloud = points(0)
    alike = np.repeat(cloud.mean(axis=0, keepdims=True), 50, axis=0)
    assert gaussian_distance(alike, cloud) == pytest.approx(np.cov(cloud, rowvar=False).trace())


def test_the_images_compared_with_are_at_no_distance_and_other_real_ones_near(
    digits: tuple[Points, Points],
) -> None:
    train, real = digits
    assert frechet_distance(real[333:], real) == pytest.approx(0, abs=1e-6)
    assert 0 < frechet_distance(train, real) < 8


def test_little_or_no_variety_is_far_worse_than_a_good_sample(digits: tuple[Points, Points]) -> None:
    train, real = digits
    assert frechet_distance(np.repeat(train[:1], 1000, axis=0), real) > 100
    assert frechet_distance(np.repeat(train.mean(axis=0, keepdims=True), 1000, axis=0), real) > 100
    few = [frechet_distance(np.resize(train[:count], real.shape), real) for count in (10, 80, 1000)]
    assert few == sorted(few, reverse=True)
    assert few[1] > 30


def test_images_that_are_like_nothing_are_as_far_as_one_without_spread(digits: tuple[Points, Points]) -> None:
    _, real = digits
    assert frechet_distance(np.zeros_like(real), real) == pytest.approx(100, abs=5)
    assert frechet_distance(RandomState(0).rand(*real.shape), real) == pytest.approx(100, abs=5)


@pytest.mark.parametrize("sharpened", [False, True])
def test_linear_blends_of_pixels_do_not_pass_for_digits(
    digits: tuple[Points, Points], sharpened: bool
) -> None:
    """Their pixels have the right mean and covariance, so only features that are not linear can tell."""
    train, real = digits
    pixels = train.reshape(1000, -1)
    mean = pixels.mean(axis=0)
    blends = RandomState(0).randn(1000, 1000) @ (pixels - mean) / 1000**0.5 + mean
    assert frechet_distance((blends > 0.5).astype(float) if sharpened else blends, real) > 60


def test_blurred_digits_are_farther_than_sharp_and_nearer_than_blends(digits: tuple[Points, Points]) -> None:
    train, real = digits
    blurred = (train + sum(np.roll(train, step, axis) for step in (-1, 1) for axis in (1, 2))) / 5
    assert frechet_distance(train, real) + 2 < frechet_distance(blurred, real) < 40


def test_grows_with_the_share_of_spoilt_images(digits: tuple[Points, Points]) -> None:
    train, real = digits
    found = []
    for spoilt in (0, 100, 300, 1000):
        images = train.copy()
        images[:spoilt] = images[:spoilt, ::-1, ::-1]
        found.append(frechet_distance(images, real))
    assert found == sorted(found)
    assert found[-1] > 50


def test_values_a_screen_cannot_show_are_clipped_and_the_result_is_finite(
    digits: tuple[Points, Points],
) -> None:
    train, real = digits
    beyond = np.where(train > 0.5, 3.0, -2.0)
    assert frechet_distance(beyond, real) == frechet_distance((train > 0.5).astype(float), real)
    assert frechet_distance(np.full(real.shape, 3e38), real) <= WORST


def test_flat_pixels_are_taken_for_images_and_odd_sides_are_cut(digits: tuple[Points, Points]) -> None:
    train, real = digits
    assert frechet_distance(train.reshape(1000, -1), real) == frechet_distance(train, real)
    assert frechet_distance(train[:, :27, :27], real[:, :27, :27]) < 8
