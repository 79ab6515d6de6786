"""How a run ended: the verdict in plain words, the metric against the medals, and what to try next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from dlprep.domain.budget_words import used
from dlprep.domain.judging import Verdict
from dlprep.domain.messages import mark
from dlprep.tui.block import Block, Line
from dlprep.tui.prose import MUTED
from dlprep.tui.threshold_bar import medal_states, scale_text, value_text
from dlprep.tui.verdict_words import ISOLATION, VERDICTS, medal_words, verdict_mark
from dlprep.tui.when import seconds_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.visual import VisualType

    from dlprep.tui.run_outcome import RunOutcome

_SCALE_CELLS = 40


class VerdictPanel(Widget):
    """Values in, nothing out."""

    DEFAULT_CSS = """
    VerdictPanel { height: auto; padding: 0 1; margin-bottom: 1; background: $surface; display: none; }
    """

    def __init__(self, tr: Callable[..., str], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.tr = tr
        self._block = Block(())

    @property
    def plain(self) -> str:
        """The words shown."""
        return self._block.plain

    def show(self, outcome: RunOutcome | None) -> None:
        """Shows how a run ended; None hides the panel."""
        self.display = outcome is not None
        self._block = Block(self._lines(outcome) if outcome else ())
        self.refresh(layout=True)

    def render(self) -> VisualType:
        return self._block

    def _lines(self, outcome: RunOutcome) -> Iterator[Line | Content]:
        sign, style = verdict_mark(outcome.verdict)
        words = self._words(outcome)
        if outcome.medal is not None:
            words += f" · {medal_words(outcome.medal, self.tr)}"
        yield Line(Content.styled(words, f"bold {style}"), Content.styled(f"{sign} ", f"bold {style}"))
        for line in self._told(outcome):
            yield Line(Content(line), Content("  "))
        if outcome.next_step is not None:
            words = self.tr(mark("{label}: ")).format(label=self.tr(mark("Next")))
            label = Content.styled(words, "bold $primary")
            yield Line(Content(outcome.next_step.render(self.tr)), Content("  ").append(label))
        yield Line(Content.styled(self._facts(outcome), MUTED), Content("  "))

    def _words(self, outcome: RunOutcome) -> str:
        if outcome.is_rehearsal and outcome.verdict is Verdict.PASS:
            return self.tr(mark("It would run"))
        if outcome.verdict is not None:
            return self.tr(VERDICTS[outcome.verdict])
        return self.tr(mark("Running")) if outcome.is_running else self.tr(mark("Interrupted"))

    def _told(self, outcome: RunOutcome) -> Iterator[str]:
        if outcome.message is not None:
            yield outcome.message.render(self.tr)
        if outcome.error_line is not None:
            yield self.tr("Line {line} of your script.", line=outcome.error_line)
        value, thresholds = outcome.value, outcome.thresholds
        if value is not None and thresholds:
            yield scale_text(value, thresholds, _SCALE_CELLS, outcome.metric)
            yield medal_states(value, thresholds, outcome.metric, self.tr)
        yield from (used(use, self.tr) for use in outcome.budgets)
        if outcome.seed_values:
            values = ", ".join(value_text(each, outcome.metric) for each in outcome.seed_values)
            yield self.tr("A near miss was trained once more: {values}. The last one counts.", values=values)
        if value is not None:
            yield from self._beside_best(outcome)

    def _beside_best(self, outcome: RunOutcome) -> Iterator[str]:
        best, gain = outcome.best, outcome.gain
        if best is None or best.value is None or gain is None:
            return
        words = f"{value_text(best.value, outcome.metric)} {medal_words(best.medal, self.tr)}".rstrip()
        difference = value_text(abs(gain), outcome.metric)
        if outcome.is_best:
            sign = "+" if gain >= 0 else "−"
            yield self.tr(
                "Your best run: {sign}{difference} against {best}.",
                sign=sign,
                difference=difference,
                best=words,
            )
        elif gain > 0:
            yield self.tr(
                "Better by {difference} than your best, {best}, but not in medals.",
                difference=difference,
                best=words,
            )
        elif gain == 0:
            yield self.tr("As good as your best, {best}.", best=words)
        else:
            yield self.tr(
                "Your best is {best}: {difference} ahead of this run.", best=words, difference=difference
            )

    def _facts(self, outcome: RunOutcome) -> str:
        if outcome.is_rehearsal:
            return self.tr(mark("checked in small; nothing was kept"))
        parts = [] if outcome.checks else [self.tr("{count} epochs", count=outcome.epochs)]
        parts.append(
            self.tr(
                "{time} of {cpu} CPU",
                time=seconds_text(outcome.wall_seconds),
                cpu=seconds_text(outcome.cpu_seconds),
            )
        )
        if outcome.isolation is not None:
            parts.append(self.tr(ISOLATION[outcome.isolation]))
        return " · ".join(parts)
