"""The hints shown so far, and that there are more."""

from collections.abc import Sequence

from textual.content import Content
from textual.visual import VisualType
from textual.widget import Widget

from dlprep.domain.messages import Translate, mark
from dlprep.tui.block import Block, Line
from dlprep.tui.prose import prose


class HintLadder(Widget):
    """From a nudge to almost the answer, one rung at a time."""

    DEFAULT_CSS = "HintLadder { height: auto; }"

    def __init__(self, translate: Translate, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._translate = translate
        self._block = Block(())

    @property
    def plain(self) -> str:
        """The words shown."""
        return self._block.plain

    def show(self, hints: Sequence[str], of: int) -> None:
        """Shows `hints` out of `of`; none hides the ladder."""
        label = self._translate(mark("Hint {number} of {count}"))
        self._block = Block(
            Line(
                prose(hint),
                Content.styled(label.format(number=number, count=of) + "  ", "bold $text-warning"),
            )
            for number, hint in enumerate(hints, start=1)
        )
        self.display = bool(hints)
        self.refresh(layout=True)

    def render(self) -> VisualType:
        return self._block
