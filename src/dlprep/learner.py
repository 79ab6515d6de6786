"""What a learner's script may import from dlprep, outside of a judged run: the same data, and a plain log.

In a judged run the worker puts its own in place of both functions.
"""

from __future__ import annotations

import sys
from typing import Any


def load_data(name: str) -> tuple[tuple[Any, Any], tuple[Any, Any]]:
    """The training part and the validation part of a challenge's embedded data; made when it is not there.

    Raises:
        DlprepError: if there is no such dataset, or its files are missing.
    """
    from dlprep.bootstrap import paths
    from dlprep.domain.judging import Tier
    from dlprep.judge.datasets.service import prepare
    from dlprep.sandbox.keras_data import Loaders

    ready = prepare(name, Tier.EMBEDDED, cache_dir=paths().cache_dir)
    return Loaders(ready.visible, name).load_data(name)


def log(*, epoch: int | None = None, epochs: int | None = None, **metrics: Any) -> None:
    """Prints the figures of an epoch to standard error; in a judged run they become the curves."""
    place = "" if epoch is None else f"epoch {epoch}{'' if epochs is None else f'/{epochs}'}  "
    figures = "  ".join(f"{name} {float(value):.4f}" for name, value in metrics.items())
    sys.stderr.write(f"{place}{figures}\n")
