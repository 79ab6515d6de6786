"""What is shown after an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from dlprep.domain.messages import mark
from dlprep.tui.block import Block, Line
from dlprep.tui.prose import MUTED, prose
from dlprep.tui.repair import repair_lines
from dlprep.tui.words import GRADE_MARKS, GRADE_STYLES, GRADES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.visual import VisualType

    from dlprep.domain.messages import Translate
    from dlprep.tui.explanation import Explanation, Part

_STYLES = {GRADE_MARKS[grade]: style for grade, style in GRADE_STYLES.items()}
_LABEL = "bold $primary"
_SHORT_TAG = 30
"""Characters up to which a tag is not torn apart."""


class FeedbackView(Widget):
    """Verdict, parts with their reasons, explanation and sources as one text that scrolls with the page."""

    DEFAULT_CSS = "FeedbackView { height: auto; }"

    def __init__(self, translate: Translate, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._translate = translate
        self._shown: Explanation | None = None
        self._block = Block(())

    @property
    def plain(self) -> str:
        """The words shown, for tests and for screen readers."""
        return self._block.plain.replace("\u00a0", " ")

    def show(self, explanation: Explanation | None) -> None:
        """Shows `explanation`; None empties the view."""
        self._shown = explanation
        self._block = Block(self._lines(explanation) if explanation else ())
        self.display = explanation is not None
        self.refresh(layout=True)

    def render(self) -> VisualType:
        return self._block

    def _lines(self, shown: Explanation) -> Iterator[Line | Content]:
        yield self._verdict(shown)
        if shown.given:
            yield self._labelled(mark("You said"), Content(shown.given))
        if shown.right:
            yield self._labelled(mark("Right answer"), Content.styled(shown.right, "bold"))
        yield Content("")
        if shown.model_answer:
            yield Content.styled(self._translate(mark("A model answer")), _LABEL)
            yield prose(shown.model_answer)
            yield Content("")
        for part in shown.parts:
            yield from self._part(part)
        if shown.parts:
            yield Content("")
        if shown.repair:
            yield Content.styled(self._translate(mark("The bug and its repair")), _LABEL)
            yield from repair_lines(shown.repair)
            yield Content("")
        yield Content.styled(self._translate(mark("Explanation")), _LABEL)
        yield prose(shown.explanation)
        yield Content("")
        yield from self._sources(shown)

    def _verdict(self, shown: Explanation) -> Line:
        words = self._translate(GRADES[shown.grade])
        if shown.grade == "partial":
            template = self._translate(mark("{grade} ({percent}% of the points)"))
            words = template.format(grade=words, percent=shown.percent)
        verdict = Content.styled(words, f"bold {GRADE_STYLES[shown.grade]}")
        note = Content("  ").append(prose(shown.note)) if shown.note else Content("")
        return Line(
            verdict.append(note),
            Content.styled(f"{GRADE_MARKS[shown.grade]} ", f"bold {GRADE_STYLES[shown.grade]}"),
        )

    def _labelled(self, label: str, words: Content) -> Line:
        lead = self._translate(mark("{label}: ")).format(label=self._translate(label))
        return Line(words, Content.styled(lead, _LABEL))

    def _part(self, part: Part) -> Iterator[Line]:
        style = _STYLES[part.mark]
        words = Content(part.words) if part.is_literal else prose(part.words)
        if part.tag:
            words = Content("").join([words, Content.styled(_tag(part.tag), f"bold {style}")])
        yield Line(words, Content.styled(f"{part.mark} ", f"bold {style}"))
        if part.why:
            yield Line(prose(part.why, MUTED), Content("    "))

    def _sources(self, shown: Explanation) -> Iterator[Line]:
        yield Line(Content.styled(self._translate(mark("Sources")), _LABEL))
        for title, url in shown.sources:
            link = Content(f"{title}\n{url}").stylize(Style(link=url), len(title) + 1)
            yield Line(link, Content("· "))


def _tag(words: str) -> str:
    """A short tag goes to the next line as a whole."""
    whole = words.replace(" ", "\u00a0") if len(words) <= _SHORT_TAG else words
    return f"  —\u00a0{whole}"
