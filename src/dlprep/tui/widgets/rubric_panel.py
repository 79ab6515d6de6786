"""The points of a question: how they stand, and what the candidate may say of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from dlprep.domain.grader.grades import Status
from dlprep.domain.interviewing.transcript import STATUS_WORDS
from dlprep.domain.messages import mark
from dlprep.domain.opinion.opinions import why_discarded
from dlprep.domain.text import visible
from dlprep.tui.block import Block, Line
from dlprep.tui.point_words import STATUS_SIGNS, STATUS_STYLES, opinion_line, point_lines
from dlprep.tui.prose import MUTED, prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dlprep.domain.interviewing.exchanges import Exchange, PointStanding
    from dlprep.tui.translating import Tr

_TICKS = (Status.COVERED, Status.MAYBE, Status.MISSED)
_DONE = "done"


class RubricPanel(OptionList):
    """Values in by `show`, messages out; a click on a point does what enter does."""

    BINDINGS = [
        Binding("1", "tick('covered')", mark("Covered")),
        Binding("2", "tick('maybe')", mark("Partly")),
        Binding("3", "tick('missed')", mark("Missed")),
        Binding("d", "done", mark("Done")),
        Binding("y", "claim", mark("I did say this")),
        Binding("left", "page(-1)", mark("Question before"), show=False),
        Binding("right", "page(1)", mark("Next question"), show=False),
    ]

    class Settled(Message):
        """The candidate has ticked the points."""

        def __init__(self, ticked: Mapping[str, Status]) -> None:
            super().__init__()
            self.ticked = ticked

    class Claimed(Message):
        """The candidate says that a point was said."""

        def __init__(self, question_id: str, point_id: str) -> None:
            super().__init__()
            self.question_id, self.point_id = question_id, point_id

    def __init__(self, tr: Tr, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(markup=False, id=id)
        self._tr = tr
        self._exchanges: Sequence[Exchange] = ()
        self._texts: Mapping[str, Mapping[str, str]] = {}
        self._place = 0
        self._is_over = True
        self._ticks: dict[str, Status] | None = None
        self._unveiled: set[str] = set()
        self._note = ""

    def show(
        self, exchanges: Sequence[Exchange], texts: Mapping[str, Mapping[str, str]], *, is_over: bool
    ) -> None:
        """Shows the last question; `texts` holds what each point says, by question and point.

        `is_over` tells that nothing more is asked about it: until then what was not said stays veiled.
        """
        is_new = len(exchanges) != len(self._exchanges)
        self._exchanges, self._texts, self._is_over = exchanges, texts, is_over
        if is_new:
            self._place = len(exchanges) - 1
            self._unveiled.clear()
            self._note = ""
        last = exchanges[-1] if exchanges else None
        if last is None or not (last.is_unsettled and last.settle_asked) or is_over:
            self._ticks = None
        elif self._ticks is None:
            self._ticks = {}
            self._place = len(exchanges) - 1
        self._paint()

    def note(self, words: str) -> None:
        """Says below the points why there is no opinion on them; it goes with the next question."""
        self._note = words
        self._paint()

    @property
    def is_settling(self) -> bool:
        """True while points are to be ticked."""
        return self._ticks is not None and self._place == len(self._exchanges) - 1

    @property
    def exchange(self) -> Exchange | None:
        """The question whose points are shown."""
        return self._exchanges[self._place] if self._exchanges else None

    @property
    def plain(self) -> str:
        """The words shown."""
        return "\n".join(str(getattr(option.prompt, "plain", option.prompt)) for option in self.options)

    def relabel(self) -> None:
        """Paints every word anew."""
        self._paint()

    def _paint(self) -> None:
        place = self.highlighted
        exchange = self.exchange
        self.border_title = self._title(exchange)
        self.set_options(self._point_options(exchange) if exchange is not None else ())
        self.highlighted = min(place or 0, self.option_count - 1) if self.option_count else None
        if self.is_mounted:
            self.refresh_bindings()

    def _title(self, exchange: Exchange | None) -> str:
        if exchange is None:
            return self._tr(mark("Points"))
        if self.is_settling:
            return self._tr(mark("Which points did you cover?"))
        place = self._tr(mark("Points of question {number}"), number=self._place + 1)
        return place if exchange.score is None else f"{place}: {exchange.score}"

    def _point_options(self, exchange: Exchange) -> Iterable[Option]:
        texts = self._texts.get(exchange.question_id, {})
        if self.is_settling and self._ticks is not None:
            for point in exchange.points:
                status = self._ticks.get(point.grade.id)
                sign, style = (STATUS_SIGNS[status], STATUS_STYLES[status]) if status else ("?", MUTED)
                words = f"{self._tr(STATUS_WORDS[status])}: " if status else ""
                body = Content.styled(words, style).append(prose(texts.get(point.grade.id, "")))
                yield Option(Block([Line(body, Content.styled(f"{sign} ", style))]), id=point.grade.id)
            yield Option(Content.styled(self._tr(mark("Done: keep what is ticked")), "bold"), id=_DONE)
            return
        for point in exchange.points:
            text = "" if self._veils(point.grade.id) else texts.get(point.grade.id, "")
            lines = [*point_lines(point, text, self._tr), *self._opinion_lines(exchange, point)]
            yield Option(Block(lines), id=point.grade.id)
        if not exchange.points:
            words = (
                self._tr(mark("passed over"))
                if exchange.skipped
                else self._tr(mark("{count} points, shown once you have answered"), count=len(texts))
            )
            yield Option(Content.styled(words, MUTED), disabled=True)
        if why := self._why_no_opinion(exchange):
            yield Option(Content.styled(why, f"italic {MUTED}"), disabled=True)

    def _opinion_lines(self, exchange: Exchange, point: PointStanding) -> Iterator[Line]:
        for one in exchange.opinion.points if exchange.opinion is not None else ():
            if one.id == point.grade.id:
                yield opinion_line(one, point.grade.status, self._tr)

    def _why_no_opinion(self, exchange: Exchange) -> str:
        why = why_discarded(exchange.opinion) if exchange.opinion is not None else None
        if why is not None:
            return visible(why.render(self._tr))
        return self._note if exchange is self._exchanges[-1] else ""

    def _veils(self, point_id: str) -> bool:
        """True while the text of a point would give away what is still asked."""
        exchange = self.exchange
        is_open = not self._is_over and self._place == len(self._exchanges) - 1
        if exchange is None or not is_open or exchange.revealed or point_id in self._unveiled:
            return False
        return any(
            one.grade.id == point_id and one.grade.status is not Status.COVERED for one in exchange.points
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Keys that have nothing to act on are not shown."""
        if action in ("tick", "done"):
            return self.is_settling
        return self._claimable is not None if action == "claim" else True

    @property
    def _here(self) -> str | None:
        option = self.highlighted_option
        return option.id if option is not None and option.id != _DONE else None

    @property
    def _claimable(self) -> tuple[str, str] | None:
        """Question and point at the cursor, when it was graded and is not covered."""
        exchange = self.exchange
        if exchange is None or self.is_settling or exchange.is_unsettled:
            return None
        for point in exchange.points:
            if point.grade.id == self._here and point.grade.status is not Status.COVERED:
                return exchange.question_id, point.grade.id
        return None

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self.refresh_bindings()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        name = event.option.id
        if name == _DONE:
            self.action_done()
        elif self.is_settling and self._ticks is not None and name is not None:
            before = self._ticks.get(name)
            place = (_TICKS.index(before) + 1) % len(_TICKS) if before else 0
            self.action_tick(_TICKS[place].value)
        elif name is not None and self._veils(name):
            self._unveiled.add(name)
            self._paint()

    def action_tick(self, status: str) -> None:
        """Ticks the point at the cursor."""
        if self._ticks is None or self._here is None:
            return
        self._ticks[self._here] = Status(status)
        self._paint()

    def action_done(self) -> None:
        """Hands the ticks over; what is not ticked counts as missed."""
        if self._ticks is not None and self.is_settling:
            self.post_message(self.Settled(dict(self._ticks)))

    def action_claim(self) -> None:
        """Says of the point at the cursor that it was said."""
        if self._claimable is not None:
            self.post_message(self.Claimed(*self._claimable))

    def action_page(self, step: int) -> None:
        """Shows the points of another question."""
        place = self._place + step
        if 0 <= place < len(self._exchanges):
            self._place = place
            self._paint()
