"""The part of the history in which topics are begun anew, as the use cases need it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from dlprep.domain.keeping.resets import TopicReset
    from dlprep.services.ports import Moment


class ResetStore(Protocol):
    """Where topics are begun anew. Every method raises StorageError on failure."""

    def reset_topic(self, topic: str, question_ids: Collection[str], moment: Moment) -> TopicReset:
        """Takes the standing answers to these questions out of the count, all or none."""

    def standing_answers(self, question_ids: Collection[str]) -> int:
        """How many answers a reset of these questions would take out of the count, graded or not."""

    def undo_reset(self, reset_id: int, undone_at: datetime) -> int:
        """Lets the answers of a reset count again; returns how many do.

        Raises:
            BadInputError: if it was undone before.
        """

    def resets(self) -> tuple[TopicReset, ...]:
        """Every reset, newest first."""
