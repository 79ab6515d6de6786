"""What keeps scripts apart on this machine, found out without running one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlprep.domain.errors import EnvironmentFaultError
from dlprep.domain.judging import Isolation
from dlprep.domain.messages import message
from dlprep.judge.cleaning import one_line
from dlprep.judge.folders import RunFolder
from dlprep.judge.link import Link, WardenLostError
from dlprep.judge.private import private_places
from dlprep.wire import ImportFailed, IsolationFailed, Ready, Start

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from dlprep.services.ports import Clock

WITHIN_SECONDS = 30.0
"""A worker without TensorFlow is ready in about a second."""
_POLL_SECONDS = 0.2
_MIB = 1024 * 1024


class _NotProvenError(Exception):
    """The worker said why it is not ready, or said nothing."""


def proven_isolation(
    cache_dir: Path, clock: Clock, *, private: Iterable[Path] = (), within_seconds: float = WITHIN_SECONDS
) -> Isolation:
    """Lets a worker without TensorFlow shut itself off as for a run, and tells what it could prove.

    Raises:
        EnvironmentFaultError: if no worker can be started, or its walls do not hold.
    """
    place = RunFolder.create(cache_dir)
    try:
        start = _start_command(place, private_places(cache_dir, *private))
        link = Link(start, run_id=place.run_id, log=place.log)
        try:
            return Isolation(_ready(link, clock, within_seconds).isolation)
        finally:
            link.close()
    except (OSError, WardenLostError, _NotProvenError) as error:
        raise EnvironmentFaultError(
            message("What keeps scripts apart could not be tried: {reason}.", reason=one_line(str(error))),
            message("Challenges cannot run like this. Please report it with what `dlprep doctor` prints."),
        ) from error
    finally:
        place.remove()


def _ready(link: Link, clock: Clock, within_seconds: float) -> Ready:
    deadline = clock.monotonic() + within_seconds
    while clock.monotonic() < deadline:
        match link.next_event(_POLL_SECONDS):
            case Ready() as ready:
                return ready
            case IsolationFailed(text) | ImportFailed(text):
                raise _NotProvenError(text)
    raise _NotProvenError("no answer in time")


def _start_command(place: RunFolder, private: tuple[str, ...]) -> Start:
    """A worker that waits for a script which never comes."""
    return Start(
        work_dir=str(place.work),
        visible_dir="",
        dataset="",
        framework="numpy",
        wall_seconds=1.0,
        predict_seconds=1.0,
        cpu_seconds=WITHIN_SECONDS,
        memory_bytes=4096 * _MIB,
        output_bytes=16 * 1024,
        disk_bytes=16 * _MIB,
        processes=64,
        private=private,
    )
