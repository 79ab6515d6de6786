"""What came of the challenge of a loop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlprep.domain.interviewing.turns import Interview, Outcome, TurnKind
from dlprep.domain.judging import Verdict
from dlprep.domain.progress import merit

if TYPE_CHECKING:
    from dlprep.services.ports import Store

_MOST_RUNS = 50
"""Of one challenge within one interview."""


def outcome_so_far(store: Store, interview: Interview) -> Outcome | None:
    """The best run of the challenge since the interviewer handed over; None when nothing was graded."""
    slug = interview.plan.challenge
    handed = next((turn for turn in reversed(interview.turns) if turn.kind is TurnKind.HANDOVER), None)
    if slug is None or handed is None:
        return None
    runs = [run for run in store.runs(limit=_MOST_RUNS, slug=slug) if run.started_at >= handed.at]
    graded = [run for run in runs if run.verdict is not None and run.verdict.is_graded]
    if not graded:
        return None
    best = max(graded, key=lambda run: (run.verdict is Verdict.PASS, merit(run)))
    return Outcome(best.verdict is Verdict.PASS, best.medal.value if best.medal else None, best.id)
