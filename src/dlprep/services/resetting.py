"""Beginning a topic anew, and taking that back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlprep.domain.errors import BadInputError
from dlprep.domain.keeping.backups import BackupKind
from dlprep.domain.messages import message

if TYPE_CHECKING:
    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.keeping.resets import TopicReset
    from dlprep.services.ports import BackupKeeper, Moment, Store


def answers_in(bank: QuestionBank, store: Store, topic: str) -> int:
    """How many answers to questions of a topic a reset would take out of the count."""
    return store.standing_answers(_questions(bank, topic))


def reset_topic(
    bank: QuestionBank, store: Store, keeper: BackupKeeper, topic: str, moment: Moment
) -> TopicReset:
    """Takes the answers to questions of a topic out of the count; a backup is made before.

    Raises:
        BadInputError: if there is no such topic, or nothing to reset.
        StorageError: if the disk refuses.
    """
    topic = bank.topic(topic).id
    if not answers_in(bank, store, topic):
        raise BadInputError(message("There is no answer in “{topic}” to reset.", topic=topic))
    keeper.create(BackupKind.RESET, moment)
    return store.reset_topic(topic, _questions(bank, topic), moment)


def undo_newest_reset(store: Store, keeper: BackupKeeper, moment: Moment) -> tuple[TopicReset, int]:
    """Lets the answers of the newest reset count again; also returns how many do.

    Raises:
        BadInputError: if there is none to undo.
        StorageError: if the disk refuses.
    """
    reset = next((one for one in store.resets() if one.undone_at is None), None)
    if reset is None:
        raise BadInputError(message("There is no reset to undo."))
    keeper.create(BackupKind.RESET, moment)
    return reset, store.undo_reset(reset.id, moment.at)


def _questions(bank: QuestionBank, topic: str) -> list[str]:
    return [one.id for one in bank.questions.values() if one.topic == topic]
