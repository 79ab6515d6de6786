"""Starting every stream of random numbers at the judge's seed, whatever the script asks for.

A near miss is trained once more with another seed, and calibration needs one a run.
"""

import random
import sys
from typing import Any

import numpy as np

_KERAS_UTILS = ("keras.utils", "keras.src.utils.rng_utils", "keras._tf_keras.keras.utils")


def start_at(seed: int, *, tensorflow: bool) -> None:
    """Seeds Python, NumPy, and TensorFlow where it is loaded; later seeds of the script are ignored."""
    random.seed(seed)
    np.random.seed(seed)
    if tensorflow:
        sys.modules["keras"].utils.set_random_seed(seed)
        for name in _KERAS_UTILS:
            if module := sys.modules.get(name):
                module.set_random_seed = _ignored  # type: ignore[attr-defined]
        sys.modules["tensorflow"].random.set_seed = _ignored
    random.seed = _ignored
    np.random.seed = _ignored


def _ignored(*_: Any, **__: Any) -> None:
    """Stands for every function that would start a stream anew."""
