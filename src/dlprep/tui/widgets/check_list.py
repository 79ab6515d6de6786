"""The checks of a challenge whose functions are graded, with how each went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from dlprep.domain.messages import mark
from dlprep.tui.block import Block, Line
from dlprep.tui.cells import fit
from dlprep.tui.prose import MUTED, prose
from dlprep.tui.verdict_words import MEDAL_MARKS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from textual.visual import VisualType

    from dlprep.domain.challenges import CheckSheet
    from dlprep.domain.judging import CheckOutcome
    from dlprep.domain.language import Language

STATES = {
    True: ("✓", mark("passed"), "$text-success"),
    False: ("✗", mark("failed"), "$text-error"),
    None: ("·", mark("not reached"), MUTED),
}
"""Mark, word and style; the mark and the word tell them apart without colour."""


class CheckList(Widget):
    """A line for each check. What the first that failed has found, and its hint, the verdict tells."""

    DEFAULT_CSS = "CheckList { height: auto; padding: 0 1; margin-bottom: 1; display: none; }"

    def __init__(self, tr: Callable[..., str], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.tr = tr
        self._block = Block(())

    @property
    def plain(self) -> str:
        """The words shown."""
        return self._block.plain

    def show(
        self, outcomes: Sequence[CheckOutcome], sheets: Sequence[CheckSheet], language: Language
    ) -> None:
        """Shows how each went; no outcomes hide the list."""
        self.display = bool(outcomes)
        titles = {sheet.id: sheet for sheet in sheets}
        self._block = Block(self._lines(outcomes, titles, language))
        self.refresh(layout=True)

    def render(self) -> VisualType:
        return self._block

    def _lines(
        self, outcomes: Sequence[CheckOutcome], sheets: dict[str, CheckSheet], language: Language
    ) -> Iterator[Line]:
        first = next((outcome.id for outcome in outcomes if not outcome.passed), None)
        width = max(cell_len(self.tr(words)) for _, words, _ in STATES.values())
        for outcome in outcomes:
            sign, words, style = STATES[outcome.passed]
            sheet = sheets.get(outcome.id)
            title = prose(sheet.title.in_language(language)) if sheet else Content(outcome.id)
            medal = f"  {MEDAL_MARKS[sheet.level]}" if sheet else ""
            yield Line(
                title.append(Content.styled(medal, MUTED)),
                Content.styled(f"{sign} {fit(self.tr(words), width)}  ", f"bold {style}"),
            )
            if outcome.detail is not None and outcome.id != first:
                yield Line(Content(outcome.detail.render(self.tr)), Content("    "))
