"""How long an answer waits while a backup of the history is made, read for an export, or put back."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from threading import Event, Thread
from typing import TYPE_CHECKING, Final

from benchmarks.figures import Figure
from dlprep.domain.keeping.backups import BackupKind
from dlprep.domain.practice import PracticeSession, QuizRequest
from dlprep.storage.backups import Backups

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dlprep.domain.practice import Attempt
    from dlprep.services.ports import Moment, Store

QUIET_SECONDS = 5.0
_PAUSE_SECONDS: Final = 0.02
"""Between two answers: far shorter than anybody's, so that every part of a copy meets some."""
WAIT_BAR: Final = 100.0
"""Milliseconds after which a wait is felt; product.md sets no figure for this one."""


def while_copying(store: Store, path: Path, moment: Moment) -> list[Figure]:
    """Answers all the time: first with nothing beside, then during each kind of copy."""
    keeper = Backups(path)
    newest = store.attempts(limit=1)[0]
    session = store.add_session(
        PracticeSession(QuizRequest(), 1, (newest.planned,), newest.language, moment.at, moment.local_day)
    )
    given = replace(newest, session_id=session.id or 0, id=None, undone_at=None)
    answers = (replace(given, position=position) for position in count())
    with _answering(store, answers) as quiet:
        time.sleep(QUIET_SECONDS)
    began = time.perf_counter()
    with _answering(store, answers) as backed_up:
        made = keeper.create(BackupKind.MANUAL, moment)
    seconds = time.perf_counter() - began
    with _answering(store, answers) as exported, keeper.snapshot():
        pass
    with _answering(store, answers) as restored:
        keeper.restore(made.path, moment)
    store.end_session(given.session_id, moment.at)
    size = path.stat().st_size / 1e8
    return [
        Figure("an answer while a backup is made, p99", _p99(backed_up), "ms", WAIT_BAR),
        Figure("  the same with nothing beside, p99", _p99(quiet), "ms"),
        Figure("  the one as a ratio to the other", _p99(backed_up) / _p99(quiet), "x"),
        Figure("  the answer that waited longest for the backup", max(backed_up), "ms"),
        Figure("  the backup, copied and checked beside the answers", seconds, "s"),
        Figure("an answer while an export is copied, p99", _p99(exported), "ms", WAIT_BAR),
        Figure("  the answer that waited longest for a restore, for 100 MB", max(restored) / size, "ms"),
    ]


@contextmanager
def _answering(store: Store, answers: Iterator[Attempt]) -> Iterator[list[float]]:
    """Answers in a thread, for as long as the block takes; fills the list with milliseconds."""
    taken: list[float] = []
    done = Event()

    def answer() -> None:
        for each in answers:
            began = time.perf_counter()
            store.add_attempt(each)
            taken.append(1000 * (time.perf_counter() - began))
            if done.wait(_PAUSE_SECONDS):
                return

    thread = Thread(target=answer)
    thread.start()
    try:
        yield taken
    finally:
        done.set()
        thread.join()


def _p99(taken: list[float]) -> float:
    return sorted(taken)[int(len(taken) * 0.99)]
