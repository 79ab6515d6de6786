"""Lines of text with hanging indents, wrapped where Chinese and English allow it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from dlprep.tui.cells import joined
from dlprep.tui.wrapping import break_offsets

_NO_LEAD = Content("")
_NO_WRAP: RulesMap = {"text_wrap": "nowrap", "text_overflow": "clip"}


@dataclass(frozen=True)
class Line:
    """A paragraph and what stands before its first line; later lines are indented by as much."""

    body: Content
    lead: Content = _NO_LEAD


class Block(Visual):
    """Paragraphs one below the other. A widget may return one from `render` or be updated with one."""

    def __init__(self, lines: Iterable[Line | Content]) -> None:
        """Plain Content stands for a line without a lead."""
        self._lines = tuple(line if isinstance(line, Line) else Line(line) for line in lines)
        self._wrapped: tuple[int, list[tuple[Content, Content]]] | None = None

    @property
    def plain(self) -> str:
        """The words, unwrapped."""
        return "\n".join(line.lead.plain + line.body.plain for line in self._lines)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002 - asked by Visual
        """The cells the longest line takes unwrapped."""
        widths = [
            line.lead.cell_length + part.cell_length for line in self._lines for part in line.body.split("\n")
        ]
        return max(widths, default=0)

    def get_minimal_width(self, rules: RulesMap) -> int:  # noqa: ARG002
        """A block wraps at any width."""
        return 1

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002
        """Lines taken at `width` cells."""
        return len(self._wrap(width))

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The lines as strips, at most `height` of them."""
        plain = replace(options, rules=_NO_WRAP, selection=None)
        return [
            Strip.join(
                [
                    *lead.render_strips(max(1, lead.cell_length), 1, style, plain),
                    *body.render_strips(max(1, width - lead.cell_length), 1, style, plain),
                ]
            ).extend_cell_length(width, style.rich_style)
            for lead, body in self._wrap(width)[:height]
        ]

    def _wrap(self, width: int) -> list[tuple[Content, Content]]:
        if self._wrapped is None or self._wrapped[0] != width:
            pieces = [piece for line in self._lines for piece in _wrap_line(line, width)]
            self._wrapped = (width, pieces)
        return self._wrapped[1]


def _wrap_line(line: Line, width: int) -> Iterable[tuple[Content, Content]]:
    lead, room = line.lead, max(1, width - line.lead.cell_length)
    for paragraph in line.body.split("\n", allow_blank=True):
        for piece in paragraph.divide(break_offsets(paragraph.plain, room)):
            yield lead, piece.rstrip()
            lead = Content(" " * line.lead.cell_length)


class Flow(Block):
    """Short words one after the other, as many to a line as fit; none of them is broken."""

    def __init__(self, items: Iterable[Content], gap: int = 2) -> None:
        """`gap` cells stand between two items."""
        self._items = tuple(items)
        super().__init__([joined(self._items, gap)])
        self._gap = gap

    def _wrap(self, width: int) -> list[tuple[Content, Content]]:
        rows: list[list[Content]] = [[]]
        used = 0
        for item in self._items:
            cells = item.cell_length + (self._gap if rows[-1] else 0)
            if rows[-1] and used + cells > width:
                rows.append([])
                used, cells = 0, item.cell_length
            rows[-1].append(item)
            used += cells
        return [(_NO_LEAD, joined(row, self._gap)) for row in rows]
