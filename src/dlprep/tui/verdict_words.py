"""Names and marks of verdicts, medals, phases and isolation; English, marked for the catalogs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlprep.domain.challenges import Grading, Group
from dlprep.domain.grade_words import MEDALS
from dlprep.domain.judging import Isolation, Medal, RunPhase, Tier, Verdict
from dlprep.domain.messages import mark
from dlprep.tui.prose import MUTED

if TYPE_CHECKING:
    from collections.abc import Callable

    from dlprep.domain.progress import RunRecord

VERDICTS = {
    Verdict.PASS: mark("Passed"),
    Verdict.FAIL: mark("Below bronze"),
    Verdict.ERR: mark("Script failed"),
    Verdict.NO_MODEL: mark("No model"),
    Verdict.BAD_SHAPE: mark("Wrong shape"),
    Verdict.NAN: mark("Not a number"),
    Verdict.TIME: mark("Out of time"),
    Verdict.MEM: mark("Out of memory"),
    Verdict.DISK: mark("Disk full"),
    Verdict.OUTPUT: mark("Too much output"),
    Verdict.PROC: mark("Too many processes"),
    Verdict.CRASH: mark("Crashed"),
    Verdict.CANCELLED: mark("Cancelled"),
    Verdict.INTERNAL: mark("Not run"),
}

MEDAL_MARKS = {Medal.GOLD: "★★★", Medal.SILVER: "★★", Medal.BRONZE: "★"}

GROUPS = {
    Group.ARTICLE: mark("From the article"),
    Group.FIX: mark("Fix the run"),
    Group.BUILD: mark("Build it"),
    Group.FIELD: mark("By field"),
}
"""Headings of the list, in its order."""

GRADINGS = {
    Grading.PREDICTIONS: mark("Your model predicts hidden data in the process that trained it."),
    Grading.FUNCTIONS: mark("Your functions are called with hidden arguments, check by check."),
    Grading.FILE: mark(
        "The file {artefact} is loaded in a fresh process, without your script, and predicts hidden data."
    ),
}

PHASES = {
    RunPhase.PREPARING: mark("Preparing the data"),
    RunPhase.WARMING: mark("Starting TensorFlow"),
    RunPhase.TRAINING: mark("Training"),
    RunPhase.PREDICTING: mark("Predicting hidden data"),
    RunPhase.GRADING: mark("Grading"),
    RunPhase.FINISHED: mark("Finished"),
}

ISOLATION = {
    Isolation.FULL: mark("kept apart fully"),
    Isolation.BASE: mark("kept apart"),
    Isolation.LIMITED: mark("kept apart in part"),
    Isolation.NONE: mark("not kept apart"),
}

TIERS = {Tier.EMBEDDED: mark("embedded"), Tier.FULL: mark("full")}


def verdict_mark(verdict: Verdict | None) -> tuple[str, str]:
    """A sign and its style; the sign alone tells passed from failed."""
    if verdict is Verdict.PASS:
        return "✓", "$text-success"
    if verdict is None or not verdict.counts:
        return "·", MUTED
    return "✗", "$text-error"


def verdict_words(run: RunRecord, tr: Callable[..., str]) -> str:
    """The verdict in a word or two; a run without one is still running, or was cut off with dlprep."""
    if run.verdict is not None:
        return tr(VERDICTS[run.verdict])
    return tr(mark("Interrupted")) if run.interrupted else tr(mark("Running"))


def medal_words(medal: Medal | None, tr: Callable[..., str]) -> str:
    """Stars and the name of a medal, or nothing."""
    return f"{MEDAL_MARKS[medal]} {tr(MEDALS[medal].template)}" if medal else ""
