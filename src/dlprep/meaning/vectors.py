"""Vectors of wordings that were met before, in a file of the cache: a digest and a row each."""

from __future__ import annotations

import contextlib
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from dlprep.meaning.embedder import Embedder, Vectors

_DIGEST = 16


def digest_of(text: str) -> bytes:
    """What a wording is kept under."""
    return blake2b(text.encode(), digest_size=_DIGEST).digest()


class VectorFile:
    """Rows are added at the end, so that two processes cannot spoil one another's.

    What cannot be read or written is made anew: the file saves time and holds nothing else.
    """

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        """The file is the embedder's own: vectors of two models or versions say nothing to one another."""
        self._path = folder / f"{embedder.name}-{embedder.version}.vectors"
        self._width = 4 * embedder.dimensions
        self._kept: set[bytes] = set()

    def load(self) -> dict[bytes, Vectors]:
        """Every row, by digest."""
        import numpy as np

        data = b""
        with contextlib.suppress(OSError):
            data = self._path.read_bytes()
        step = _DIGEST + self._width
        found = {
            data[at : at + _DIGEST]: np.frombuffer(data, np.float32, self._width // 4, at + _DIGEST)
            for at in range(0, len(data) - step + 1, step)
        }
        self._kept = set(found)
        return found

    def save(self, vectors: Mapping[bytes, Vectors]) -> None:
        """Adds the rows that are not there yet."""
        new = {key: row for key, row in vectors.items() if key not in self._kept}
        if not new:
            return
        self._kept.update(new)
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("ab") as file:
                file.write(b"".join(key + row.astype("<f4").tobytes() for key, row in new.items()))
