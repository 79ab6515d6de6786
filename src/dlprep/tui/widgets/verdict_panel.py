"""How a run ended: the verdict in plain words, the metric against the medals, and what to try next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from dlprep.domain.judging import Medal
from dlprep.domain.messages import mark
from dlprep.tui.block import Block, Line
from dlprep.tui.prose import MUTED
from dlprep.tui.verdict_words import ISOLATION, MEDALS, VERDICTS, medal_words, verdict_mark
from dlprep.tui.when import seconds_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

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
        if outcome.message is not None:
            yield Line(Content(outcome.message.render(self.tr)), Content("  "))
        if outcome.error_line is not None:
            yield Line(
                Content(self.tr("Line {line} of your script.", line=outcome.error_line)), Content("  ")
            )
        if outcome.value is not None and outcome.thresholds:
            yield from self._scale(outcome.value, outcome.thresholds)
        if outcome.next_step is not None:
            words = self.tr(mark("{label}: ")).format(label=self.tr(mark("Next")))
            label = Content.styled(words, "bold $primary")
            yield Line(Content(outcome.next_step.render(self.tr)), Content("  ").append(label))
        yield Line(Content.styled(self._facts(outcome), MUTED), Content("  "))

    def _words(self, outcome: RunOutcome) -> str:
        if outcome.verdict is not None:
            return self.tr(VERDICTS[outcome.verdict])
        return self.tr(mark("Running")) if outcome.is_running else self.tr(mark("Interrupted"))

    def _scale(self, value: float, thresholds: Mapping[str, float]) -> Iterator[Line]:
        yield Line(Content(scale_text(value, thresholds, _SCALE_CELLS)), Content("  "))
        parts = []
        for medal in (Medal.BRONZE, Medal.SILVER, Medal.GOLD):
            least = thresholds.get(medal.value)
            if least is not None:
                state = (
                    "✓" if value >= least else self.tr("{missing} missing", missing=f"{least - value:.4f}")
                )
                parts.append(f"{self.tr(MEDALS[medal])} {least:.3f} {state}")
        yield Line(Content("   ".join(parts)), Content("  "))

    def _facts(self, outcome: RunOutcome) -> str:
        parts = [
            self.tr("{count} epochs", count=outcome.epochs),
            self.tr(
                "{time} of {cpu} CPU",
                time=seconds_text(outcome.wall_seconds),
                cpu=seconds_text(outcome.cpu_seconds),
            ),
        ]
        if outcome.isolation is not None:
            parts.append(self.tr(ISOLATION[outcome.isolation]))
        return " · ".join(parts)


def scale_text(value: float, thresholds: Mapping[str, float], cells: int) -> str:
    """The metric on a line around the medals: `━` up to the value, `B S G` where each begins."""
    low, high = min(thresholds.values()), max(thresholds.values())
    margin = max(0.02, high - low)
    start, end = max(0.0, min(low, value) - margin / 2), min(1.0, max(high, value) + margin / 2)

    def cell(at: float) -> int:
        return min(cells - 1, max(0, round((at - start) / (end - start) * (cells - 1))))

    line = ["━" if place <= cell(value) else "─" for place in range(cells)]
    for name, letter in (("bronze", "B"), ("silver", "S"), ("gold", "G")):
        if name in thresholds:
            line[cell(thresholds[name])] = letter
    return f"{start:.3f} {''.join(line)} {end:.3f}"
