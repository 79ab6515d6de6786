"""The part of the history that holds what was said of readiness, as the use cases need it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from dlprep.domain.planning.said import Saying


class SayingStore(Protocol):
    """Where it is kept what was said of readiness. Every method raises StorageError on failure."""

    def keep_saying(self, saying: Saying) -> bool:
        """Keeps it in place of what was said before on its day about its job.

        Returns False, and writes nothing, when that was the same.
        """

    def sayings(self) -> tuple[Saying, ...]:
        """All that was said, the oldest day first, about any job."""
