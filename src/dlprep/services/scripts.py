"""Jobs for worker processes: the scripts of the bank that check keys, and what came of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Job:
    """A script, and the calls of its function `verify` when it has one."""

    id: str
    """Id of the question."""
    code: str
    calls: tuple[Mapping[str, Any], ...] = ()
    """Arguments by name; none for a script that prints."""


@dataclass(frozen=True, slots=True)
class JobResult:
    """What a job printed or returned, or why it did not come to its end."""

    id: str
    output: str = ""
    values: tuple[float, ...] = ()
    failure: str = ""
    """What went wrong, in one line; empty when it ran to its end."""
    missing: str = ""
    """The package that this machine lacks, when that was the reason."""
    is_final: bool = False
    """True when it used up its time: running it once more would not help."""


class ScriptRunner(Protocol):
    """Runs scripts in worker processes."""

    def run(self, jobs: Sequence[Job], *, apart: bool = False) -> Iterator[JobResult]:
        """Runs every job and yields each result as it comes; `apart` gives each job a process of its own.

        Raises:
            EnvironmentFaultError: if no process can be started.
        """
