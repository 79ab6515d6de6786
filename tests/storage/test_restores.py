"""Who writes while a backup is put back: it waits, and loses nothing."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import TYPE_CHECKING

from dlprep.domain.keeping.backups import BackupKind
from dlprep.storage import backups as module
from dlprep.storage import copying
from dlprep.storage.backups import Backups
from dlprep.storage.database import restoring_copy
from storage.samples import NOON, SESSION, attempt

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from storage.conftest import Open


def test_an_answer_given_while_a_backup_is_put_back_is_not_lost(
    path: Path, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the history was kept and before it is replaced, nobody writes: it would be in neither."""
    store, other = opened(path), opened(path)
    store.add_session(SESSION)
    keeper = Backups(path)
    then = keeper.create(BackupKind.MANUAL, NOON)
    with ThreadPoolExecutor(2) as threads:
        answering: list[Future[object]] = []

        def replace_it(source: Path, history: Path) -> None:
            for each, place in ((store, 10), (other, 11)):
                answering.append(threads.submit(each.add_attempt, attempt(1, place)))
            assert not wait(answering, timeout=0.2).done
            copying.copy_in(source, history)

        monkeypatch.setattr(module, "copy_in", replace_it)
        keeper.restore(then.path, NOON)
    assert all(each.exception() is None for each in answering)
    assert {each.position for each in store.attempts(limit=10)} == {10, 11}


def test_what_a_killed_restore_left_keeps_nobody_waiting(path: Path, opened: Open) -> None:
    store = opened(path)
    store.add_session(SESSION)
    copy = restoring_copy(path)
    copy.parent.mkdir()
    copy.touch()
    assert store.add_attempt(attempt(1, 10)).id == 1
    assert not copy.exists()
