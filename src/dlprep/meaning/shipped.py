"""Vectors that come with the grader: of the background and of the bank's rubrics, in a byte a number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from dlprep.meaning.vectors import digest_of

if TYPE_CHECKING:
    from pathlib import Path

    from dlprep.meaning.embedder import Embedder, Vectors

_STEPS = 127


class ShippedVectors(Mapping[bytes, "Vectors"]):
    """Rows by digest, read when the first is asked for; none where the file is missing.

    A row is scaled so that its largest number fills a byte: a cosine moves by some thousandths, in the same
    way on every machine.
    """

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        """The file is the embedder's own: vectors of two models or versions say nothing to one another."""
        self.path = folder / f"{embedder.name}-{embedder.version}.npz"

    def __getitem__(self, key: bytes) -> Vectors:
        rows, scales, places = self._held
        place = places[key]
        return rows[place] * scales[place]

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._held[2])

    def __len__(self) -> int:
        return len(self._held[2])

    @cached_property
    def _held(self) -> tuple[Any, Any, dict[bytes, int]]:
        import numpy as np

        if not self.path.exists():
            return (), (), {}
        with np.load(self.path) as held:
            keys = held["digests"].tobytes()
            width = held["digests"].shape[1]
            places = {keys[at : at + width]: at // width for at in range(0, len(keys), width)}
            return held["rows"], held["scales"], places

    def write(self, vectors: Mapping[str, Vectors]) -> None:
        """Replaces the file by the vectors of these texts, in the order of their digests."""
        import numpy as np

        by_digest = sorted((digest_of(text), row) for text, row in vectors.items())
        rows = np.stack([row for _, row in by_digest])
        scales = np.abs(rows).max(axis=1, keepdims=True).astype(np.float32) / _STEPS
        digests = np.frombuffer(b"".join(digest for digest, _ in by_digest), np.uint8)
        np.savez(
            self.path,
            digests=digests.reshape(len(by_digest), -1),
            rows=np.rint(rows / scales).astype(np.int8),
            scales=scales,
        )
