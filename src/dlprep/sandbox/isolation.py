"""Shuts the script off from the machine, layer by layer, and proves that each layer holds.

The order is that of the design: namespaces first, since they need a single thread and all rights; then
limits, files and system calls; the proof last. TensorFlow comes afterwards: its threads are born inside.
"""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from dlprep.sandbox import allowed, canary, ignored, knobs, landlock, limits, namespaces, seatbelt, seccomp
from dlprep.sandbox.syscalls import this_processor
from dlprep.wire import Start


class IsolationError(Exception):
    """A layer that was found to work does not hold; nothing may be run behind it."""


@dataclass(frozen=True, slots=True)
class Layers:
    """What is put in force."""

    files: landlock.Ability
    has_filter: bool
    """Of system calls."""
    has_views: bool
    """Namespaces."""

    @property
    def level(self) -> str:
        """A value of `domain.judging.Isolation`."""
        if self.files.abi and self.has_filter:
            return "full" if self.has_views else "base"
        return "limited" if self.files.abi or self.has_filter or self.has_views else "none"

    @property
    def keeps_signals(self) -> bool:
        """True when a signal cannot leave, whatever the filter says."""
        return self.has_views or self.files.signals

    @property
    def policy(self) -> seccomp.Policy:
        """What the filter has to add to the other layers."""
        return seccomp.Policy(
            signals_only_to=None if self.keeps_signals else os.getpid(), guards_truncation=self.files.abi < 3
        )

    @property
    def claims(self) -> canary.Claims:
        """What must be impossible."""
        return canary.Claims(
            files=self.files.abi > 0,
            truncation=self.files.abi >= 3 or self.has_filter,
            network=self.has_filter or self.has_views,
            modes=self.has_filter,
            signals=self.has_filter or self.keeps_signals,
        )


def available() -> Layers:
    """What this system gives, less what the environment takes away; changes nothing in this process."""
    processor = this_processor()
    if processor is None:
        return Layers(landlock.NOTHING, has_filter=False, has_views=False)
    newest = knobs.newest_landlock(landlock.NEWEST_ABI)
    return Layers(
        landlock.probe(newest) if knobs.allows("base") else landlock.NOTHING,
        has_filter=knobs.allows("limited") and seccomp.probe(processor),
        has_views=knobs.allows("full") and namespaces.probe(),
    )


def isolate(start: Start, *, warden: int, pipes: tuple[int, ...]) -> str:
    """Puts every layer in force that there is; the name of the isolation that was proven.

    With namespaces the call returns in another process than it was made in; `pipes` stay open there only.

    Raises:
        IsolationError: if something that should be impossible was done.
        OSError: if the system refuses what it allowed when it was tried.
    """
    if sys.platform != "linux":
        limits.restrict(start)
        return _elsewhere(Path(start.work_dir), warden)
    if len(os.listdir("/proc/self/task")) > 1:  # noqa: PTH208
        # Landlock binds one thread, and others would stay outside of it.
        raise IsolationError("threads were started too early")
    layers = available()
    decoy = canary.Decoy.lay(Path(start.work_dir), warden)
    if layers.has_views:
        namespaces.enter(pipes)
    limits.restrict(start, counts_alone=layers.has_views)
    if layers.level != "none":
        namespaces.drop_capabilities()
    if layers.files.abi:
        landlock.restrict(allowed.rules(start, has_private_memory=layers.has_views), layers.files)
    if layers.has_filter and (processor := this_processor()):
        seccomp.install(layers.policy, processor)
        ignored.keep_honest()
    if escaped := canary.escapes(decoy, layers.claims, sees_process=not layers.has_views):
        raise IsolationError(f"the sandbox does not hold ({layers.level}): {', '.join(escaped)}")
    return layers.level


def _elsewhere(work_dir: Path, warden: int) -> str:
    """On macOS the worker may have been started under a profile, which is claimed if it stops everything."""
    if seatbelt.MARK not in os.environ:
        return "none"
    decoy = canary.Decoy.lay(work_dir, warden)
    everything = canary.Claims(files=True, truncation=True, network=True, modes=True, signals=True)
    return "none" if canary.escapes(decoy, everything, sees_process=True) else "limited"
