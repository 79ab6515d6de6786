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
    return parts.train.x[:400] / 255.0, parts.test.x[:400] / 255.0


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


def test_the_real_images_are_at_no_distance_and_other_real_ones_near(digits: tuple[Points, Points]) -> None:
    train, real = digits
    assert frechet_distance(real, real) == pytest.approx(0, abs=1e-4)
    assert 0 < frechet_distance(train, real) < 3


def test_one_image_again_and_again_is_far_worse_than_a_good_sample(digits: tuple[Points, Points]) -> None:
    train, real = digits
    assert frechet_distance(np.repeat(train[:1], 400, axis=0), real) > 100
    assert frechet_distance(np.repeat(train.mean(axis=0, keepdims=True), 400, axis=0), real) > 100
    few = frechet_distance(np.tile(train[:10], (40, 1, 1, 1)), real)
    assert 20 * frechet_distance(train, real) < few < 100


def test_noise_and_the_wrong_range_are_far(digits: tuple[Points, Points]) -> None:
    train, real = digits
    assert frechet_distance(RandomState(0).rand(*real.shape), real) > 100
    assert frechet_distance(train * 255, real) > frechet_distance(train, real) + 5


def test_linear_blends_of_pixels_do_not_pass_for_digits(digits: tuple[Points, Points]) -> None:
    """Their pixels have the right mean and covariance, so only features that are not linear can tell."""
    train, real = digits
    pixels = train.reshape(len(train), -1)
    blends = RandomState(0).randn(400, 400) @ (pixels - pixels.mean(axis=0)) / 400**0.5 + pixels.mean(axis=0)
    assert frechet_distance(blends, real) > 20


def test_grows_with_the_share_of_spoilt_images(digits: tuple[Points, Points]) -> None:
    train, real = digits
    found = []
    for spoilt in (0, 40, 130, 400):
        images = train.copy()
        images[:spoilt] = images[:spoilt, ::-1, ::-1]
        found.append(frechet_distance(images, real))
    assert found == sorted(found)
    assert found[-1] > found[0] + 10


def test_values_a_screen_cannot_show_are_clipped_and_the_result_is_finite(
    digits: tuple[Points, Points],
) -> None:
    _, real = digits
    beyond = np.where(real > 0.5, 3.0, -2.0)
    assert frechet_distance(beyond, real) == frechet_distance((real > 0.5).astype(float), real)
    assert frechet_distance(np.full(real.shape, 3e38), real) <= WORST


def test_flat_pixels_are_taken_for_images(digits: tuple[Points, Points]) -> None:
    train, real = digits
    assert frechet_distance(train.reshape(400, -1), real) == frechet_distance(train, real)
