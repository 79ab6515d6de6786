"""The distance between generated and real images, as two clouds of features."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

KERNELS, KERNEL_SIDE = 24, 5
CELLS = 4
"""Each feature map is averaged over this many cells a side."""
AXES = 32
"""Principal axes of the real features that are kept: 93 % of the spread of handwritten digits."""
WORST = 1e6
"""Anything farther counts as this far."""
_SEED = 20
_IMAGES_AT_ONCE = 250


def frechet_distance(generated: NDArray[Any], real: NDArray[Any]) -> float:
    """How far images (n, height, width, channels) with pixels from 0 to 1 are from real ones; 0 is best.

    The squared Fréchet distance of two Gaussians (Dowson and Landau 1982), fitted to features of either set
    as in the FID of Heusel et al. (2017, arXiv 1706.08500):

        |m₁ − m₂|² + tr(S₁) + tr(S₂) − 2 tr((S₂^½ S₁ S₂^½)^½)

    The features are not those of a trained network, which would have to be shipped, but mean responses of
    random kernels behind a ReLU, on the leading principal axes of the real images. The result is a
    percentage of tr(S₂): a generator that always draws one image exactly in the middle of the cloud scores
    100, one that always draws something else scores more.

    Values outside of 0 to 1 are clipped, as a screen would.
    """
    import numpy as np

    wanted = np.clip(real.astype(np.float64), 0, 1)
    drawn = np.clip(generated.astype(np.float64).reshape(-1, *wanted.shape[1:]), 0, 1)
    features, others = _responses(wanted), _responses(drawn)
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


def _responses(images: NDArray[Any]) -> NDArray[Any]:
    """Features (n, CELLS² · KERNELS): for every cell, how strongly each kernel responds on average."""
    import numpy as np

    kernels = _kernels(KERNEL_SIDE**2 * images.shape[-1])
    found = []
    for first in range(0, len(images), _IMAGES_AT_ONCE):
        windows = np.lib.stride_tricks.sliding_window_view(
            images[first : first + _IMAGES_AT_ONCE], (KERNEL_SIDE, KERNEL_SIDE), axis=(1, 2)
        )
        maps = np.maximum(windows.reshape(*windows.shape[:3], -1) @ kernels, 0)
        bands = [band.mean(axis=1) for band in np.array_split(maps, CELLS, axis=1)]
        cells = [cell.mean(axis=1) for band in bands for cell in np.array_split(band, CELLS, axis=1)]
        found.append(np.concatenate(cells, axis=1))
    return np.concatenate(found)


def _kernels(length: int) -> NDArray[Any]:
    """Fixed random directions (length, KERNELS) of length 1 that do not respond to an even area."""
    import numpy as np

    random = np.random.RandomState(_SEED)
    kernels = random.randint(-100, 101, (length, KERNELS)).astype(np.float64)
    kernels -= kernels.mean(axis=0)
    normed: NDArray[Any] = kernels / np.sqrt((kernels**2).sum(axis=0))
    return normed
