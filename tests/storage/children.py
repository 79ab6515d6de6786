"""Programs of their own that tests start, watch and kill: `python -m storage.children NAME PATH …`."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from contextlib import closing
from functools import partial
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine, event

import dlprep
from dlprep.domain.errors import StorageError
from dlprep.domain.keeping.backups import BackupKind
from dlprep.domain.practice import PlannedQuestion
from dlprep.storage import copying
from dlprep.storage.backups import Backups
from dlprep.storage.database import connect
from dlprep.storage.schema import upgrade
from dlprep.storage.store import SqliteStore, open_store
from storage.old_histories import fill_old
from storage.samples import NOON, SESSION, SUBMISSION, attempt

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

TESTS = Path(__file__).parents[1]


def environment() -> dict[str, str]:
    """The environment in which a child finds this module, and dlprep where we have it from."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join((str(TESTS), str(Path(dlprep.__file__).parents[1])))}


def say(word: object) -> None:
    """Tells the parent, at once and whole, even should we be killed."""
    os.write(1, f"{word}\n".encode())


def abandon_run(path: Path) -> None:
    """Starts a run and ends without finishing it."""
    open_store(path, moment=NOON).start_run(SUBMISSION, NOON)


def answer(path: Path, number: int) -> None:
    """Answers `number` questions; says each id once the store has said that it is kept."""
    store = _opened(path)
    session_id = store.add_session(SESSION).id or 0
    for position in range(number):
        say(store.add_attempt(attempt(session_id, position)).id)


def open_only(path: Path) -> None:
    """Opens the history, made or migrated as need be; says how many notices there are."""
    import_module("alembic.command")
    say(len(_opened(path).notices))


def die_at_each_step(path: Path, version: int) -> None:
    """Opens a missing (`version` 0) or older history again and again, killed one step later each time.

    A step is a statement, a commit, or a file opened, renamed or removed. Says the number of each history.
    """
    import_module("alembic.command")
    old = path.parent / f"schema-{version}.db"
    if version:
        fill_old(old, version)
    for step in count(1):
        history = path.parent / str(step) / path.name
        history.parent.mkdir()
        if version:
            shutil.copyfile(old, history)
        child = os.fork()
        if child == 0:
            _die_at(step, str(history.parent))
            open_store(history, moment=NOON).close()
            os._exit(0)
        say(step)
        if os.WIFEXITED(os.waitpid(child, 0)[1]):
            return


def die_in_backup(work: str, path: Path) -> None:
    """Backs a history of five answers up, or restores one of two, killed one step later each time.

    A step is a file opened, renamed or removed, a page copied, or a statement. Says the number of each.
    """
    copying._STEP_PAGES = 1  # type: ignore[misc]  # every page is a step
    first = path.parent / "first" / path.name
    with open_store(first, moment=NOON) as store:
        session_id = store.add_session(SESSION).id or 0
        _fill(store, session_id, range(2))
        two = Backups(first).create(BackupKind.MANUAL, NOON)
        _fill(store, session_id, range(2, 5))
    for step in count(1):
        history = path.parent / str(step) / path.name
        shutil.copytree(first.parent, history.parent)
        child = os.fork()
        if child == 0:
            _die_at(step, str(history.parent))
            keeper = Backups(history)
            if work == "create":
                keeper.create(BackupKind.MANUAL, NOON)
            else:
                keeper.restore(keeper.folder / two.path.name, NOON)
            os._exit(0)
        say(step)
        if os.WIFEXITED(os.waitpid(child, 0)[1]):
            return


def _fill(store: SqliteStore, session_id: int, positions: range) -> None:
    for position in positions:
        store.add_attempt(attempt(session_id, position))


def make_old(path: Path, version: int) -> None:
    """Makes a history of an older schema with one flag in it."""
    connect(path, create=True).close()
    upgrade(path, version)
    with closing(connect(path)) as connection:
        connection.execute("INSERT INTO flags VALUES ('cnn-1', '2026-03-14 12:00:00.000000')")


def _die_at(step: int, folder: str) -> None:
    steps = count(1)

    def take_step(*_: object) -> None:
        if next(steps) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch_files(name: str, arguments: tuple[object, ...]) -> None:
        if name in {"open", "os.rename", "os.remove", "sqlite3.connect"} and folder in str(arguments[0]):
            take_step()

    def watch_pages(
        source: sqlite3.Connection, target: sqlite3.Connection, pages: int, between: object = None
    ) -> None:
        source.backup(target, pages=pages, progress=take_step)

    copying._copy = watch_pages
    event.listen(Engine, "before_cursor_execute", take_step)
    event.listen(Engine, "commit", take_step)
    sys.addaudithook(watch_files)


def try_to_write(path: Path) -> None:
    """As a user without privileges: for each line of input, opens the history and writes a draft."""
    open_store(path.parent / "warm-up" / "history.db", moment=NOON).close()
    if os.getuid() == 0:
        os.setuid(65534)
    say("ready")
    for line in sys.stdin:
        try:
            store = open_store(path, moment=NOON)
            say(f"looked {store.draft('digits')} {len(store.notices)}")
            store.save_draft("digits", line.strip(), NOON.at)
            say(f"kept {store.draft('digits')}")
        except StorageError as error:
            say(f"StorageError {error}".replace("\n", " "))


def fill_small_disk(path: Path) -> None:
    """With files limited to 200 kB: answers until refused; then, without the limit, answers once more."""
    import resource

    store = open_store(path, moment=NOON)
    session_id = store.add_session(SESSION).id or 0
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))
    position = 0
    try:
        while True:
            say(store.add_attempt(attempt(session_id, position)).id)
            position += 1
    except StorageError as error:
        say(f"StorageError {error}".replace("\n", " "))
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    say(store.add_attempt(attempt(session_id, position)).id)


def extend_plan(path: Path, number: int) -> None:
    """Extends the plan of session 1, in turn or against others, to `number` questions.

    Says the shuffle seed of each place that it was told stands.
    """
    store = _opened(path)
    plan: tuple[PlannedQuestion, ...] = ()
    while len(plan) < number:
        mine = PlannedQuestion("cnn-1", "hash", shuffle_seed=os.getpid() * 1000 + len(plan))
        before, plan = len(plan), store.extend_plan(1, (*plan, mine))
        for planned in plan[before:]:
            say(planned.shuffle_seed)


def _opened(path: Path) -> SqliteStore:
    """Opens the history when the parent says so: by then every import is done."""
    say("ready")
    sys.stdin.readline()
    return open_store(path, moment=NOON)


def main(name: str, path: str, *numbers: str) -> None:
    """Runs one of the programs."""
    programs: dict[str, Callable[..., None]] = {
        "abandon-run": abandon_run,
        "answer": answer,
        "extend-plan": extend_plan,
        "open": open_only,
        "die-at-each-step": die_at_each_step,
        "die-in-create": partial(die_in_backup, "create"),
        "die-in-restore": partial(die_in_backup, "restore"),
        "try-to-write": try_to_write,
        "fill-small-disk": fill_small_disk,
    }
    programs[name](Path(path), *map(int, numbers))


if __name__ == "__main__":
    main(*sys.argv[1:])
