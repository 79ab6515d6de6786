"""Whether the learner must be asked before a script runs that nothing keeps apart from the machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlprep.domain.judging import Isolation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dlprep.domain.progress import RunRecord
    from dlprep.settings import Settings

_WITH_WALLS = ("linux", "darwin")
"""Systems that usually keep a script apart; what a run found out counts more."""


def needs_consent(settings: Settings, runs: Iterable[RunRecord], platform: str) -> bool:
    """True until the learner agreed, where the last of `runs`, newest first, or the system offers nothing."""
    if settings.runs_unisolated:
        return False
    proven = (run.isolation for run in runs if run.verdict is not None and run.verdict.counts)
    last = next((isolation for isolation in proven if isolation is not None), None)
    return platform not in _WITH_WALLS if last is None else last is Isolation.NONE
