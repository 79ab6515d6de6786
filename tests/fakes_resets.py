"""Resets of topics in plain dicts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dlprep.domain.errors import BadInputError, StorageError
from dlprep.domain.keeping.resets import TopicReset
from dlprep.domain.messages import message

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from dlprep.domain.practice import Attempt
    from dlprep.services.ports import Moment


class FakeResets:
    """The part of the fake store that takes topics out of the count."""

    _attempts: dict[int, Attempt]

    def __init__(self) -> None:
        super().__init__()
        self._resets: dict[int, tuple[TopicReset, tuple[int, ...]]] = {}

    def reset_topic(self, topic: str, question_ids: Collection[str], moment: Moment) -> TopicReset:
        taken = self._standing_in(question_ids)
        for number in taken:
            self._attempts[number] = replace(self._attempts[number], undone_at=moment.at)
        made = TopicReset(len(self._resets) + 1, topic, moment.at, moment.local_day, len(taken))
        self._resets[made.id] = made, taken
        return made

    def standing_answers(self, question_ids: Collection[str]) -> int:
        return len(self._standing_in(question_ids))

    def _standing_in(self, question_ids: Collection[str]) -> tuple[int, ...]:
        return tuple(
            number
            for number, each in self._attempts.items()
            if each.undone_at is None and each.planned.question_id in question_ids
        )

    def undo_reset(self, reset_id: int, undone_at: datetime) -> int:
        if reset_id not in self._resets:
            raise StorageError(message("The history has no entry number {id}.", id=reset_id))
        made, taken = self._resets[reset_id]
        if made.undone_at is not None:
            raise BadInputError(message("This reset was undone before."))
        self._resets[reset_id] = replace(made, undone_at=undone_at), taken
        back = 0
        for number in taken:
            each = self._attempts[number]
            place = (each.session_id, each.position)
            if all(
                (other.session_id, other.position) != place or other.undone_at is not None
                for other in self._attempts.values()
            ):
                self._attempts[number] = replace(each, undone_at=None)
                back += 1
        return back

    def resets(self) -> tuple[TopicReset, ...]:
        return tuple(made for made, _ in reversed(self._resets.values()))
