"""What was said so far, the newest at the bottom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from dlprep.domain.interviewing.turns import Speaker, TurnKind
from dlprep.domain.messages import mark
from dlprep.tui.block import Block
from dlprep.tui.code import code_lines
from dlprep.tui.point_words import STATUS_STYLES
from dlprep.tui.prose import MUTED, prose
from dlprep.tui.words import clock_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from textual.visual import VisualType

    from dlprep.domain.interviewing.turns import Turn

    Tr = Callable[..., str]

_CSS = """
    {kind} {{ height: auto; margin-bottom: 1; padding-left: 1; border-left: outer $primary; }}
    {kind}.-mine {{ margin: 0 0 1 4; border-left: solid $foreground 40%; }}
"""


class TurnView(Widget):
    """One turn: the interviewer's stand at the edge, the candidate's are indented and named so."""

    DEFAULT_CSS = _CSS.format(kind="TurnView")

    def __init__(self, turn: Turn, tr: Tr) -> None:
        super().__init__()
        self.turn = turn
        self._tr = tr
        self.set_class(turn.speaker is Speaker.CANDIDATE, "-mine")

    def render(self) -> VisualType:
        mine = self.turn.speaker is Speaker.CANDIDATE
        return Block(_of_candidate(self.turn, self._tr) if mine else _of_interviewer(self.turn, self._tr))


class PendingView(Widget):
    """What was sent and is being read."""

    DEFAULT_CSS = _CSS.format(kind="PendingView")

    def __init__(self, text: str, tr: Tr) -> None:
        super().__init__()
        self.text = text
        self._tr = tr
        self.set_class(bool(text), "-mine")

    def render(self) -> VisualType:
        thinking = Content.styled(self._tr(mark("The interviewer is thinking…")), f"italic {MUTED}")
        said = [_name_of_candidate(self._tr, ""), Content(self.text), Content("")]
        return Block([*(said if self.text else []), thinking])


class TranscriptView(VerticalScroll, can_focus=True):
    """Grows by the turns that are new."""

    def __init__(self, tr: Tr, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._tr = tr
        self._shown = 0

    async def show(self, turns: Sequence[Turn]) -> None:
        """Shows `turns`, of which those shown before stay as they are."""
        await self.query(PendingView).remove()
        await self.mount_all([TurnView(turn, self._tr) for turn in turns[self._shown :]])
        self._shown = len(turns)
        self.scroll_end(animate=False)

    async def wait_for(self, text: str) -> None:
        """Shows what was sent, and that it is being read; no text where a key was pressed."""
        await self.mount(PendingView(text, self._tr))
        self.scroll_end(animate=False)

    async def stop_waiting(self) -> None:
        """Takes away what was sent and could not be taken."""
        await self.query(PendingView).remove()

    def relabel(self) -> None:
        """Paints every word anew."""
        for view in self.query(TurnView):
            view.refresh(layout=True)

    @property
    def plain(self) -> str:
        """The words shown."""
        return "\n".join(
            str(getattr(view.render(), "plain", "")) for view in self.query("TurnView, PendingView")
        )


def _of_interviewer(turn: Turn, tr: Tr) -> Iterator[Content]:
    name = Content.styled(tr(mark("Interviewer")), "bold $text-primary")
    yield name.append(_time(turn))
    code: list[str] | None = None
    for row in turn.text.split("\n"):
        if row.lstrip().startswith("```"):
            yield from code_lines("\n".join(code)) if code else ()
            code = [] if code is None else None
        elif code is not None:
            code.append(row)
        else:
            yield prose(row)
    for passage in turn.passages:
        place = " ".join(part for part in (passage.title or passage.place, passage.url) if part)
        yield Content.styled(f"— {place}", MUTED)


def _of_candidate(turn: Turn, tr: Tr) -> Iterator[Content]:
    yield _name_of_candidate(tr, clock_text(turn.elapsed_seconds))
    if turn.kind is TurnKind.SETTLED:
        body = Content.styled(tr(mark("I have ticked what I said.")), MUTED)
    elif turn.kind is TurnKind.CLAIM:
        body = Content.styled(tr(mark("I did say this.")), MUTED)
    elif turn.kind is TurnKind.COMMAND:
        body = Content.styled(turn.text, "$text-accent")
    else:
        body = _with_evidence(turn)
    yield body


def _with_evidence(turn: Turn) -> Content:
    """An answer with the words that decided on a point in the style of its status."""
    body = Content(turn.text)
    for point in turn.grade.points if turn.grade and not turn.grade.abstained else ():
        start = turn.text.find(point.evidence) if point.evidence else -1
        if start >= 0:
            style = f"underline {STATUS_STYLES[point.status]}"
            body = body.stylize(style, start, start + len(point.evidence))
    return body


def _name_of_candidate(tr: Tr, time: str) -> Content:
    name = Content.styled(tr(mark("You")), "bold")
    return name.append(Content.styled(f"  {time}", MUTED))


def _time(turn: Turn) -> Content:
    return Content.styled(f"  {clock_text(turn.elapsed_seconds)}", MUTED)
