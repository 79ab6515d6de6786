"""What was said so far, the newest at the bottom."""

from __future__ import annotations

from collections import deque
from math import ceil
from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from dlprep.domain.interviewing.remarks import remarks
from dlprep.domain.interviewing.turns import Speaker, TurnKind
from dlprep.domain.interviewing.typed import legible
from dlprep.domain.messages import mark
from dlprep.tui.block import Block
from dlprep.tui.code import code_lines
from dlprep.tui.point_words import STATUS_STYLES
from dlprep.tui.prose import MUTED, prose
from dlprep.tui.words import clock_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from textual.timer import Timer
    from textual.visual import VisualType

    from dlprep.domain.interviewing.turns import Turn
    from dlprep.tui.translating import Tr

_FRAMES = 25
"""Steps a second in which the interviewer's words come."""
_SPEAKING_SECONDS = 1.2
"""All that is said at once takes at most about so long: nobody waits for words to read them."""

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
        self.said: int | None = None
        """Characters said so far while the words stream in; None when all are there."""
        self._tr = tr
        self.set_class(turn.speaker is Speaker.CANDIDATE, "-mine")

    @property
    def whole(self) -> Block:
        """The turn with all its words."""
        mine = self.turn.speaker is Speaker.CANDIDATE
        return Block(_of_candidate(self.turn, self._tr) if mine else _of_interviewer(self.turn, self._tr))

    def render(self) -> VisualType:
        if self.said is None:
            return self.whole
        return Block(_begun(_of_interviewer(self.turn, self._tr), self.said))

    def say(self, characters: int | None) -> None:
        """Says this many characters so far, or all of them."""
        self.said = characters
        self.display = characters != 0
        self.refresh(layout=True)


class PendingView(Widget):
    """What was sent and is being read."""

    DEFAULT_CSS = _CSS.format(kind="PendingView")

    def __init__(self, text: str, tr: Tr) -> None:
        super().__init__()
        self.text = legible(text)
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
        self._speaking: deque[TurnView] = deque()
        self._pace = 1
        self._timer: Timer | None = None

    async def show(self, turns: Sequence[Turn], *, streams: bool = False) -> None:
        """Shows `turns`, of which those shown before stay as they are.

        With `streams` the interviewer's new words come one after the other, unless animation is off.
        """
        self.finish()
        await self.query(PendingView).remove()
        views = [TurnView(turn, self._tr) for turn in turns[self._shown :]]
        self._shown = len(turns)
        if streams and self.app.animation_level != "none":
            self._speaking.extend(view for view in views if view.turn.speaker is Speaker.INTERVIEWER)
        for view in self._speaking:
            view.say(0)
        await self.mount_all(views)
        if self._speaking:
            length = sum(len(view.turn.text) for view in self._speaking)
            self._pace = max(1, ceil(length / (_SPEAKING_SECONDS * _FRAMES)))
            self._timer = self.set_interval(1 / _FRAMES, self._speak)
        self.scroll_end(animate=False)

    def _speak(self) -> None:
        view = self._speaking[0]
        said = (view.said or 0) + self._pace
        if said >= len(view.turn.text):
            view.say(None)
            self._speaking.popleft()
            if not self._speaking:
                self.finish()
        else:
            view.say(said)
        self.scroll_end(animate=False)

    def finish(self) -> None:
        """All words are there at once."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        while self._speaking:
            self._speaking.popleft().say(None)

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
            view.whole.plain if isinstance(view, TurnView) else str(getattr(view.render(), "plain", ""))
            for view in self.query("TurnView, PendingView")
        )


def _begun(lines: Iterable[Content], characters: int) -> Iterator[Content]:
    """The first characters below the name, and no line after them."""
    name, *rest = lines
    yield name
    for line in rest:
        yield line[:characters]
        characters -= len(line)
        if characters <= 0:
            return


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
        body = Content.styled(legible(turn.text), "$text-accent")
    else:
        body = _with_evidence(turn)
    yield body
    for told in remarks(turn):
        yield Content.styled(told.render(tr), f"italic {MUTED}")


def _with_evidence(turn: Turn) -> Content:
    """An answer with the words that decided on a point in the style of its status."""
    text = legible(turn.text)
    body = Content(text)
    for point in turn.grade.points if turn.grade and not turn.grade.abstained else ():
        start = text.find(point.evidence) if point.evidence else -1
        if start >= 0:
            style = f"underline {STATUS_STYLES[point.status]}"
            body = body.stylize(style, start, start + len(point.evidence))
    return body


def _name_of_candidate(tr: Tr, time: str) -> Content:
    name = Content.styled(tr(mark("You")), "bold")
    return name.append(Content.styled(f"  {time}", MUTED))


def _time(turn: Turn) -> Content:
    return Content.styled(f"  {clock_text(turn.elapsed_seconds)}", MUTED)
