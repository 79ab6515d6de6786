"""What a challenge asks: its rules, its brief, and the hints shown so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.widgets import Static

from dlprep.tui.markdown import markdown_block
from dlprep.tui.verdict_words import MEDALS, METRICS
from dlprep.tui.widgets.hint_ladder import HintLadder
from dlprep.tui.words import clock_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from dlprep.domain.challenges import ChallengeFolder, TierRules
    from dlprep.domain.language import Language


class BriefView(VerticalScroll, can_focus=True):
    """Scrolls as a whole; values in, nothing out."""

    DEFAULT_CSS = """
    BriefView { height: 1fr; padding: 0 2; scrollbar-size-vertical: 1; }
    BriefView #rules { height: auto; color: $foreground 65%; margin-bottom: 1; }
    BriefView #text { height: auto; margin-bottom: 1; }
    """

    def __init__(self, tr: Callable[..., str], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.tr = tr

    def compose(self) -> ComposeResult:
        """Rules, text and hints from top to bottom."""
        yield Static(self.tr("Reading the challenge…"), id="rules", markup=False)
        yield Static(id="text")
        yield HintLadder(self.tr, id="hints")

    def show(
        self, folder: ChallengeFolder, rules: TierRules, language: Language, *, hints_shown: int
    ) -> None:
        """Shows a challenge with the first `hints_shown` hints."""
        self.query_one("#rules", Static).update(self._rules(folder, rules))
        self.query_one("#text", Static).update(markdown_block(folder.brief.in_language(language)))
        hints = [hint.in_language(language) for hint in folder.challenge.hints]
        self.query_one(HintLadder).show(hints[:hints_shown], len(hints))

    def scroll_to_hints(self) -> None:
        """Brings the last hint into view."""
        self.query_one(HintLadder).scroll_visible(animate=False)

    def _rules(self, folder: ChallengeFolder, rules: TierRules) -> str:
        medals = " · ".join(
            f"{self.tr(words)} {getattr(rules.thresholds, medal.value):.3f}"
            for medal, words in MEDALS.items()
        )
        return self.tr(
            "{metric} on hidden data: {medals}. Limit {limit}; the model solution takes about {minutes} min.",
            metric=self.tr(METRICS[folder.challenge.metric]),
            medals=medals,
            limit=clock_text(rules.limits.wall_seconds),
            minutes=f"{rules.minutes:g}",
        )
