"""What a challenge asks: its rules, its brief, and the hints shown so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from dlprep.tui.asking import rule_lines
from dlprep.tui.block import Block, Line
from dlprep.tui.browsing import stem_line
from dlprep.tui.markdown import markdown_block
from dlprep.tui.prose import prose
from dlprep.tui.verdict_words import MEDAL_MARKS
from dlprep.tui.widgets.hint_ladder import HintLadder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from dlprep.domain.challenges import ChallengeFolder, CheckSheet, TierRules
    from dlprep.domain.language import Language
    from dlprep.domain.questions import Question


class BriefView(VerticalScroll, can_focus=True):
    """Scrolls as a whole; values in, nothing out."""

    DEFAULT_CSS = """
    BriefView { height: 1fr; padding: 0 2; scrollbar-size-vertical: 1; }
    BriefView #rules { height: auto; color: $foreground 75%; margin-bottom: 1; }
    BriefView #text, BriefView #checks, BriefView HintLadder { height: auto; margin-bottom: 1; }
    BriefView #concepts { height: auto; }
    BriefView #checks, BriefView #concepts { display: none; }
    """

    def __init__(self, tr: Callable[..., str], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.tr = tr

    def compose(self) -> ComposeResult:
        """Rules, text, checks, hints and questions from top to bottom."""
        yield Static(self.tr("Reading the challenge…"), id="rules", markup=False)
        yield Static(id="text")
        yield Static(id="checks")
        yield HintLadder(self.tr, id="hints")
        yield Static(id="concepts")

    def show(
        self,
        folder: ChallengeFolder,
        rules: TierRules,
        language: Language,
        *,
        questions: Sequence[Question],
        hints_shown: int,
    ) -> None:
        """Shows a challenge with the first `hints_shown` hints and `questions` about its concepts."""
        challenge = folder.challenge
        self.query_one("#rules", Static).update("\n".join(rule_lines(challenge, rules, self.tr)))
        self.query_one("#text", Static).update(markdown_block(folder.brief.in_language(language)))
        self._section("#checks", self.tr("Checks"), _check_lines(challenge.checks, language))
        hints = [hint.in_language(language) for hint in challenge.hints]
        self.query_one(HintLadder).show(hints[:hints_shown], len(hints))
        concepts = self.tr("Questions about the same concepts (g)")
        self._section("#concepts", concepts, _question_lines(questions, language))

    def _section(self, selector: str, title: str, lines: list[Line]) -> None:
        section = self.query_one(selector, Static)
        section.display = bool(lines)
        section.update(Block([Content.styled(title, "bold $primary"), *lines]))

    def scroll_to_hints(self) -> None:
        """Brings the last hint into view."""
        self.query_one(HintLadder).scroll_visible(animate=False)


def _check_lines(checks: Sequence[CheckSheet], language: Language) -> list[Line]:
    return [
        Line(prose(check.title.in_language(language)), Content(f"{MEDAL_MARKS[check.level]:<3}  "))
        for check in checks
    ]


def _question_lines(questions: Sequence[Question], language: Language) -> list[Line]:
    """Each question in one line; a click opens it."""
    return [
        Line(stem_line(question, language).stylize(f"@click=screen.concepts({place})"), Content("›  "))
        for place, question in enumerate(questions)
    ]
