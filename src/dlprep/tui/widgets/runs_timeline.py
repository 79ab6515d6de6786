"""The runs of one challenge, newest first, with what changed in the code each time."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from textual.content import Content

from dlprep.domain.messages import mark
from dlprep.tui.differing import change
from dlprep.tui.threshold_bar import value_text
from dlprep.tui.verdict_words import ISOLATION, TIERS, medal_words, verdict_mark, verdict_words
from dlprep.tui.when import local_time, seconds_text
from dlprep.tui.widgets.record_list import Column, Record, RecordTable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dlprep.domain.progress import RunRecord


def _columns(tr: Callable[..., str]) -> tuple[Column, ...]:
    return (
        Column(tr(mark("Started")), 16),
        Column(tr(mark("Data")), 8),
        Column(tr(mark("Verdict"))),
        Column(tr(mark("Result")), 17),
        Column(tr(mark("Lines")), 9, right=True),
        Column(tr(mark("Time")), 8, right=True),
        Column(tr(mark("Isolation")), 16, from_width=104),
    )


class RunsTimeline(RecordTable):
    """Enter opens a run with its report and its diff."""

    def __init__(self, tr: Callable[..., str], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(_columns(tr), "", id=id)
        self.tr = tr

    def show_runs(self, runs: Sequence[RunRecord]) -> None:
        """Shows `runs`, newest first."""
        self.relabel(_columns(self.tr), self.tr(mark("No run yet. Press ctrl+r to run your code.")))
        self.show(self._record(run, before) for run, before in zip_longest(runs, runs[1:]))

    def _record(self, run: RunRecord, before: RunRecord | None) -> Record:
        sign, style = verdict_mark(run.verdict)
        value = (
            "–"
            if run.value is None
            else f"{value_text(run.value, run.metric)} {medal_words(run.medal, self.tr)}"
        )
        return Record(
            str(run.id),
            (
                local_time(run.started_at),
                self.tr(TIERS[run.tier]),
                Content.styled(f"{sign} {verdict_words(run, self.tr)}", style),
                value,
                str(change(before.code, run.code)) if before else "",
                seconds_text(run.wall_seconds),
                self.tr(ISOLATION[run.isolation]) if run.isolation else "",
            ),
        )
