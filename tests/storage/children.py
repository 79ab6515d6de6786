"""Programs of their own that tests start, watch and kill: `python -m storage.children NAME PATH …`."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path

from dlprep.domain.errors import StorageError
from dlprep.storage.store import SqliteStore, open_store
from storage.samples import NOON, SESSION, SUBMISSION, attempt

TESTS = Path(__file__).parents[1]


def environment() -> dict[str, str]:
    """The environment in which a child finds this module."""
    return {**os.environ, "PYTHONPATH": str(TESTS)}


def say(word: object) -> None:
    """Tells the parent, at once."""
    print(word, flush=True)  # noqa: T201 - the pipe to the parent


def abandon_run(path: Path) -> None:
    """Starts a run and ends without finishing it."""
    open_store(path, moment=NOON).start_run(SUBMISSION, NOON)


def answer(path: Path, count: int = sys.maxsize) -> None:
    """Answers question after question; says each id once the store has said that it is kept."""
    store = _opened(path)
    session_id = store.add_session(SESSION).id or 0
    for position in range(count):
        say(store.add_attempt(attempt(session_id, position)).id)


def open_only(path: Path) -> None:
    """Opens the history, made or migrated as need be; says how many notices there are."""
    import_module("alembic.command")
    say(len(_opened(path).notices))


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


def _opened(path: Path) -> SqliteStore:
    """Opens the history when the parent says so: by then every import is done."""
    say("ready")
    sys.stdin.readline()
    return open_store(path, moment=NOON)


def main(name: str, path: str, *numbers: str) -> None:
    """Runs one of the programs."""
    programs = {
        "abandon-run": abandon_run,
        "answer": answer,
        "open": open_only,
        "try-to-write": try_to_write,
        "fill-small-disk": fill_small_disk,
    }
    programs[name](Path(path), *map(int, numbers))


if __name__ == "__main__":
    main(*sys.argv[1:])
