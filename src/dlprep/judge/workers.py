"""Workers: started for one submission each, and one kept warm while the learner reads and edits."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from importlib.util import find_spec
from threading import Condition, Thread
from typing import TYPE_CHECKING

from dlprep.domain.challenges import Framework
from dlprep.domain.errors import DlprepError, EnvironmentFaultError
from dlprep.domain.messages import message
from dlprep.judge.background import call
from dlprep.judge.datasets.service import prepare
from dlprep.judge.folders import RunFolder, remove_leftovers
from dlprep.judge.link import Link
from dlprep.judge.memory import available_bytes
from dlprep.judge.private import private_places
from dlprep.judge.run import Worker
from dlprep.wire import Ready, Start

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path
    from threading import Event

    from dlprep.domain.challenges import Challenge, Limits
    from dlprep.domain.judging import Tier
    from dlprep.judge.datasets.prepared import Prepared
    from dlprep.services.ports import Clock

IDLE_SECONDS = 600.0
"""A spare worker that nobody used for this long gives its memory back."""
CLOSE_SECONDS = 5.0
"""How long closing waits for what is under way."""
REMOVE_SECONDS = 1.0
"""How long a report waits for the run's folder to be removed."""
MAX_OUTPUT_BYTES = 2 * 1024 * 1024
"""More kept output than this would not fit into the warden's last line."""
LEAST_BYTES = 2 * 1024**3
"""With less memory left than this, no worker is kept warm."""
_LOOK_SECONDS = 5.0
_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Spare:
    """A warm worker and the run it would serve."""

    slug: str
    tier: Tier
    worker: Worker
    since: float
    """By the monotonic clock."""


class Workers:
    """Starts workers and ends them; may be used from several threads."""

    def __init__(
        self,
        cache_dir: Path,
        clock: Clock,
        *,
        idle_seconds: float = IDLE_SECONDS,
        memory: Callable[[], int | None] = available_bytes,
        private: Iterable[Path] = (),
    ) -> None:
        """Starts no process yet. `memory` tells the bytes that are left on the machine.

        `private` are places that no script may reach, beside the cache and what is personal in every home.
        """
        self.cache_dir = cache_dir
        self.clock = clock
        self.idle_seconds = idle_seconds
        self._memory = memory
        self._private = private_places(cache_dir, *private)
        self._lock = Condition()
        self._spare: Spare | None = None
        self._wanted: tuple[str, Tier] | None = None
        self._warming: Thread | None = None
        self._keeper: Thread | None = None
        self._removing: list[Thread] = []
        self._is_closed = False
        self._has_swept = False

    @property
    def is_warm(self) -> bool:
        """True when a spare worker has everything imported and only waits for a script."""
        with self._lock:
            return self._spare is not None and self._spare.worker.link.holds(Ready)

    def warm(self, challenge: Challenge, tier: Tier) -> None:
        """Starts a spare worker in the background; what is wrong with the data is said at the run."""
        with self._lock:
            if self._is_closed or self._wanted == (challenge.id, tier) or self._is_memory_short():
                return
            self._wanted = (challenge.id, tier)
            self._warming = Thread(target=self._warm, args=(challenge, tier), daemon=True, name="dlprep-warm")
            self._warming.start()

    def get(self, challenge: Challenge, tier: Tier, cancel: Event) -> tuple[Worker | None, bool]:
        """The spare worker when it fits, otherwise a fresh one; None when cancelled meanwhile.

        Tells, too, whether it is the spare one.

        Raises:
            DatasetError: if the data is missing or damaged.
            EnvironmentFaultError: if no process can be started.
        """
        spare = self._take_spare()
        if spare and (spare.slug, spare.tier) == (challenge.id, tier):
            return spare.worker, True
        if spare:
            self.end(spare.worker)
        return self.fresh(challenge, tier, cancel), False

    def fresh(self, challenge: Challenge, tier: Tier, cancel: Event) -> Worker | None:
        """A new worker, or None when cancelled while its data was prepared; raises as `get` does."""
        # Only the data may end unseen: a worker that came too late would be nobody's.
        prepared = call(lambda: (self._prepared(challenge, tier),), until=cancel)
        return None if prepared is None else self._start(challenge, tier, *prepared)

    def end(self, worker: Worker) -> None:
        """Ends a worker that is not needed, and removes its folder."""
        worker.link.close()
        self.discard(worker.folder)

    def discard(self, folder: RunFolder) -> None:
        """Removes a run's folder, without holding up the report when the script left a huge one."""
        removing = Thread(target=folder.remove, daemon=True, name="dlprep-remove")
        removing.start()
        removing.join(REMOVE_SECONDS)
        with self._lock:
            self._removing = [one for one in (*self._removing, removing) if one.is_alive()]

    def close(self) -> None:
        """Ends the spare worker; nothing is warmed any more."""
        with self._lock:
            self._is_closed = True
            self._lock.notify_all()
            warming, keeper = self._warming, self._keeper
        for thread in (warming, keeper):
            if thread:
                thread.join(CLOSE_SECONDS)
        self._drop_spare()
        for removing in self._removing:
            removing.join(CLOSE_SECONDS)

    def _prepared(self, challenge: Challenge, tier: Tier) -> Prepared | None:
        return prepare(challenge.dataset, tier, cache_dir=self.cache_dir) if challenge.dataset else None

    def _start(self, challenge: Challenge, tier: Tier, prepared: Prepared | None) -> Worker:
        self._sweep()
        place = RunFolder.create(self.cache_dir)
        try:
            start = _start_command(challenge, challenge.tiers[tier].limits, place, prepared, self._private)
            return Worker(Link(start, run_id=place.run_id, log=place.log), place, start, prepared)
        except OSError as error:
            place.remove()
            raise EnvironmentFaultError(
                message("No process can be started: {error}.", error=error.strerror),
                message("Close other programs and try again."),
            ) from error

    def _sweep(self) -> None:
        """Once, in the background: what judges left behind that were killed."""
        if not self._has_swept:
            self._has_swept = True
            Thread(target=remove_leftovers, args=(self.cache_dir,), daemon=True, name="dlprep-sweep").start()

    def _warm(self, challenge: Challenge, tier: Tier) -> None:
        wanted = (challenge.id, tier)
        self._drop_spare(wanted=wanted)
        worker = None
        with contextlib.suppress(DlprepError):
            check_tensorflow(challenge)
            worker = self._start(challenge, tier, self._prepared(challenge, tier))
        with self._lock:
            is_wanted = self._wanted == wanted and not self._is_closed
            if worker and is_wanted:
                self._spare = Spare(*wanted, worker, self.clock.monotonic())
                if self._keeper is None or not self._keeper.is_alive():
                    self._keeper = Thread(target=self._keep, daemon=True, name="dlprep-keep")
                    self._keeper.start()
                return
            if is_wanted:
                self._wanted = None
        if worker:
            self.end(worker)

    def _keep(self) -> None:
        """Gives the memory of a spare back when nobody used it for long, or the machine runs short."""
        while True:
            with self._lock:
                if self._spare is None or self._is_closed:
                    return
                left = self._spare.since + self.idle_seconds - self.clock.monotonic()
                if left > 0 and not self._is_memory_short():
                    self._lock.wait(min(left, _LOOK_SECONDS))
                    continue
            self._drop_spare()
            return

    def _is_memory_short(self) -> bool:
        left = self._memory()
        return left is not None and left < LEAST_BYTES

    def _take_spare(self) -> Spare | None:
        with self._lock:
            spare, self._spare, self._wanted = self._spare, None, None
            self._lock.notify_all()
        return spare

    def _drop_spare(self, wanted: tuple[str, Tier] | None = None) -> None:
        spare = self._take_spare()
        with self._lock:
            self._wanted = wanted
        if spare:
            self.end(spare.worker)


def check_tensorflow(challenge: Challenge) -> None:
    """Looks whether TensorFlow is there for a challenge that needs it.

    Raises:
        EnvironmentFaultError: if it is not installed.
    """
    if challenge.framework is Framework.TENSORFLOW and find_spec("tensorflow") is None:
        raise EnvironmentFaultError(
            message("TensorFlow is not installed, and challenges train for real."),
            message("Install it beside dlprep: pip install tensorflow. Quizzes work without it."),
        )


def _start_command(
    challenge: Challenge,
    limits: Limits,
    place: RunFolder,
    prepared: Prepared | None,
    private: tuple[str, ...],
) -> Start:
    cores = os.cpu_count() or 1
    # The copy of the hidden inputs is ours, not the script's.
    ours = prepared.hidden_inputs.stat().st_size if prepared else 0
    return Start(
        work_dir=str(place.work),
        visible_dir=str(prepared.visible) if prepared else "",
        dataset=challenge.dataset or "",
        framework=challenge.framework.value,
        wall_seconds=limits.wall_seconds,
        predict_seconds=max(60.0, limits.wall_seconds / 2),
        cpu_seconds=limits.wall_seconds * cores + 10.0,
        memory_bytes=limits.memory_mib * _MIB,
        output_bytes=min(limits.output_kib * 1024, MAX_OUTPUT_BYTES),
        disk_bytes=limits.disk_mib * _MIB + ours,
        processes=limits.processes,
        private=private,
    )
