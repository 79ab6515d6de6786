"""What a model must offer to be used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

Vectors = Any
"""A numpy array of float32 with a row for each text; named so that nothing imports numpy for its sake."""


class Embedder(Protocol):
    """Turns sentences into vectors whose dot product says how near their meanings are."""

    name: str
    version: str
    dimensions: int

    def embed(self, texts: Sequence[str]) -> Vectors:
        """A row of unit length for each text."""
