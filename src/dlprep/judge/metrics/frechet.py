"""The distance between generated and real images, as two clouds of features."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

WIDTH = 0.05
"""How fast likeness falls with the angle between two images."""
AXES = 32
"""Principal axes of the real features that are kept."""
WORST = 1e6
"""Anything farther counts as this far."""


def frechet_distance(generated: NDArray[Any], real: NDArray[Any]) -> float:
    """How far images (n, height, width, channels) with pixels from 0 to 1 are from real ones; 0 is best.

    The squared Fréchet distance of two Gaussians (Dowson and Landau 1982), fitted to features of either set
    as in the FID of Heusel et al. (2017, arXiv 1706.08500):

        |m₁ − m₂|² + tr(S₁) + tr(S₂) − 2 tr((S₂^½ S₁ S₂^½)^½)

    The features are not those of a trained network, which would have to be shipped. A third of the real
    images serve as landmarks, and features are how alike an image is to each, on the leading principal axes
    of the other real images, with which the generated ones are compared. An image that resembles no digit is
    near no landmark, even if its pixels have the right mean and covariance, as linear blends of digits have.

    The result is a percentage of tr(S₂): images that are like nothing score 100, and one real image again
    and again more. Values outside of 0 to 1 are clipped, as a screen would.
    """
    import numpy as np

    wanted = np.clip(real.astype(np.float64), 0, 1)
    drawn = np.clip(generated.astype(np.float64).reshape(-1, *wanted.shape[1:]), 0, 1)
    third = len(wanted) // 3
    landmarks = _directions(wanted[:third])
    features, others = _likeness(wanted[third:], landmarks), _likeness(drawn, landmarks)
    middle = features.mean(axis=0)
    axes = np.linalg.eigh(np.cov(features, rowvar=False))[1][:, -AXES:]
    clouds = (others - middle) @ axes, (features - middle) @ axes
    distance = gaussian_distance(*clouds) / float(np.cov(clouds[1], rowvar=False).trace())
    return float(np.clip(100 * distance, 0, WORST))


def gaussian_distance(first: NDArray[Any], second: NDArray[Any]) -> float:
    """The squared Fréchet distance of the Gaussians that fit two sets of points (n, dimensions).

    The trace of the root needs no root of a product that is not symmetric: S₁S₂ has the eigenvalues of
    S₂^½ S₁ S₂^½, which is symmetric, so that a singular covariance (all images alike) does no harm.
    """
    import numpy as np

    means = first.mean(axis=0), second.mean(axis=0)
    spreads = np.cov(first, rowvar=False), np.cov(second, rowvar=False)
    values, vectors = np.linalg.eigh(spreads[1])
    root = (vectors * np.sqrt(np.maximum(values, 0))) @ vectors.T
    shared = np.sqrt(np.maximum(np.linalg.eigvalsh(root @ spreads[0] @ root), 0)).sum()
    apart = ((means[0] - means[1]) ** 2).sum()
    return float(apart + spreads[0].trace() + spreads[1].trace() - 2 * shared)


def _likeness(images: NDArray[Any], landmarks: NDArray[Any]) -> NDArray[Any]:
    """Features (n, landmarks): 1 for the same image, whatever its strength, quickly falling to 0."""
    import numpy as np

    cosines = _directions(images) @ landmarks.T
    return np.asarray(np.exp((cosines - 1) / WIDTH))


def _directions(images: NDArray[Any]) -> NDArray[Any]:
    """Images of half the size as vectors of length 1: halving forgives a stroke that is a pixel aside."""
    import numpy as np

    height, width = (side // 2 * 2 for side in images.shape[1:3])
    even = images[:, :height, :width]
    halved = (even[:, ::2, ::2] + even[:, 1::2, ::2] + even[:, ::2, 1::2] + even[:, 1::2, 1::2]) / 4
    flat = halved.reshape(len(images), -1)
    # A black image has no direction; it is like nothing.
    lengths = np.sqrt((flat**2).sum(axis=1, keepdims=True))
    return np.asarray(flat / np.maximum(lengths, 1e-6))
