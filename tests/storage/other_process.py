"""A store and its backups in a process of their own, called as if they were here.

`python -m storage.other_process` forks a process for every history that it is told to open. Each does what it
is sent, one call after the other, until it is closed or killed.
"""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from dlprep.domain.errors import DlprepError
from dlprep.storage.backups import Backups
from storage.children import environment
from storage.looking import all_of, without_notices

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from dlprep.services.ports import BackupKeeper, Store

_DEAD = "dead"


class Here:
    """A store of this process."""

    def __init__(self, path: Path) -> None:
        self.store: Store = without_notices(path)
        self.keeper: BackupKeeper = Backups(path)

    def all_of(self) -> tuple[object, ...]:
        """All that the store tells."""
        return all_of(self.store)

    def close(self) -> None:
        """Ends it as it should end."""
        self.store.close()


class There:
    """A store of another process."""

    def __init__(self, path: Path) -> None:
        self._forker = _forker()
        self._forker.send(str(path))
        self._pid = self._forker.receive()
        self.store = cast("Store", _Calls(self, "store"))
        self.keeper = cast("BackupKeeper", _Calls(self, "keeper"))

    def begin(self, whose: str, name: str, *arguments: object, **named: object) -> None:
        """Lets it go about a call."""
        self._forker.send((whose, name, arguments, named))

    def end(self) -> Any:
        """What came of the call.

        Raises:
            DlprepError: if that is what came of it.
        """
        came = self._forker.receive()
        if isinstance(came, DlprepError):
            raise came
        return came

    def close(self) -> None:
        """Ends it as it should end."""
        self.begin("", "close")
        assert self.end() == _DEAD

    def kill(self) -> None:
        """Ends it at once."""
        os.kill(self._pid, signal.SIGKILL)
        assert self.end() == _DEAD


class _Calls:
    """Sends every call of a method."""

    def __init__(self, there: There, whose: str) -> None:
        self._there, self._whose = there, whose

    def __getattr__(self, name: str) -> Any:
        def call(*arguments: object, **named: object) -> Any:
            self._there.begin(self._whose, name, *arguments, **named)
            return self._there.end()

        return call


class _Pipe:
    """Values over a pair of pipes."""

    def __init__(self, readable: int, writable: int) -> None:
        from multiprocessing.connection import Connection

        self._input: Connection = Connection(os.dup(readable), writable=False)
        self._output: Connection = Connection(os.dup(writable), readable=False)

    def send(self, value: object) -> None:
        self._output.send(value)

    def receive(self) -> Any:
        return self._input.recv()

    def close(self) -> None:
        self._input.close()
        self._output.close()


@cache
def _forker() -> _Pipe:
    """The pipes to the process that forks: one for all tests, as its imports take a second."""
    process = subprocess.Popen(
        [sys.executable, "-m", "storage.other_process"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment(),
    )
    assert process.stdin is not None
    assert process.stdout is not None
    pipe = _Pipe(process.stdout.fileno(), process.stdin.fileno())

    def end() -> None:
        pipe.close()
        process.communicate()

    atexit.register(end)
    return pipe


def _fork_for_each_path(pipe: _Pipe) -> None:
    while True:
        try:
            path = Path(pipe.receive())
        except EOFError:
            return
        child = os.fork()
        if child == 0:
            _serve(path, pipe)
            os._exit(0)
        os.waitpid(child, 0)
        pipe.send(_DEAD)


def _serve(path: Path, pipe: _Pipe) -> None:
    here = Here(path)
    pipe.send(os.getpid())
    while True:
        whose, name, arguments, named = pipe.receive()
        try:
            came = getattr(getattr(here, whose) if whose else here, name)(*arguments, **named)
        except DlprepError as error:
            came = error
        if name == "close":
            return
        pipe.send(came)


if __name__ == "__main__":
    _fork_for_each_path(_Pipe(0, 1))
