"""Claims of models in the cache folder, a file each: they save time and money, and hold nothing else."""

from __future__ import annotations

import contextlib
import json
import os
from typing import TYPE_CHECKING

from dlprep.domain.opinion.opinions import Verdict
from dlprep.domain.opinion.replies import Claim

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class ClaimFiles:
    """What cannot be read or written is asked for anew."""

    def __init__(self, folder: Path) -> None:
        """The folder is made when something is kept."""
        self._folder = folder

    def load(self, key: str) -> dict[str, Claim] | None:
        """The claims under a key, or None."""
        try:
            held = json.loads(self._path(key).read_text(encoding="utf-8"))
            return {str(name): Claim(Verdict(said), str(quote)) for name, (said, quote) in held.items()}
        except (OSError, ValueError, TypeError, AttributeError, RecursionError):
            return None

    def save(self, key: str, claims: Mapping[str, Claim]) -> None:
        """Keeps claims, so that a reader sees all of them or none."""
        path = self._path(key)
        temporary = path.with_suffix(f".{os.getpid()}.tmp")
        held = {name: [claim.verdict.value, claim.quote] for name, claim in claims.items()}
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            temporary.write_text(json.dumps(held), encoding="utf-8")
            temporary.replace(path)

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.json"
