"""An embedder that keeps every vector it made, since the same answers are read again and again here."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dlprep.meaning.embedder import Embedder, Vectors

_BATCH = 64


class Keeping:
    """Vectors in memory, and in a file between runs."""

    def __init__(self, embedder: Embedder, folder: Path) -> None:
        """Asks `embedder` for what the file in `folder` does not hold."""
        self.name, self.version, self.dimensions = embedder.name, embedder.version, embedder.dimensions
        self._embedder = embedder
        self._path = folder / f"windows-{self.name}-{self.version}.npz"
        self._known: dict[str, Vectors] = {}
        if self._path.exists():
            with np.load(self._path) as held:
                self._known = dict(zip(map(str, held["keys"]), held["rows"], strict=True))

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text."""
        keys = [sha256(text.encode()).hexdigest() for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        waiting = list(new.items())
        for start in range(0, len(waiting), _BATCH):
            batch = waiting[start : start + _BATCH]
            rows = self._embedder.embed([text for _, text in batch])
            self._known.update(zip([key for key, _ in batch], rows, strict=True))
        return np.stack([self._known[key] for key in keys])

    def keep(self) -> None:
        """Writes the file."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        np.savez(self._path, keys=np.array(list(self._known)), rows=np.stack(list(self._known.values())))
