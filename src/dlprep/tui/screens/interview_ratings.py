"""How each question of an interview is rated, and the candidate's own word on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.binding import Binding
from textual.message import Message

from dlprep.domain.messages import mark
from dlprep.tui.browsing import stem_line
from dlprep.tui.screens.rated import RatedScreen
from dlprep.tui.widgets.rating_bar import RatingBar, rating_why
from dlprep.tui.widgets.record_list import Column, Record, RecordTable
from dlprep.tui.words import RATINGS

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.interviewing.turns import Interview
    from dlprep.services.rating import RatedReview

_RATING_COLUMNS, _WHY_COLUMNS = 10, 46
_WHY_FROM = 110


class InterviewRatingsScreen(RatedScreen):
    """A row a question; the keys rate the one at the cursor."""

    BINDINGS = [Binding("escape", "back", mark("Back"))]

    class Loaded(Message):
        """What became of each question, and the bank that holds their words."""

        def __init__(self, rated: tuple[RatedReview, ...], bank: QuestionBank) -> None:
            super().__init__()
            self.rated, self.bank = rated, bank

    _bank: QuestionBank | None = None
    _all: tuple[RatedReview, ...] = ()

    def __init__(self, interview: Interview) -> None:
        super().__init__(name="interview-ratings")
        self._interview = interview

    def heading(self) -> str:
        words = self.tr("How well recalled")
        return f"{self.tr('Interview')} · {words}"

    def aside(self) -> str:
        return self._interview.local_day.isoformat()

    def compose_body(self) -> ComposeResult:
        columns = (
            Column(self.tr("Question")),
            Column(self.tr("Rating"), _RATING_COLUMNS),
            Column(self.tr("Why"), _WHY_COLUMNS, from_width=_WHY_FROM),
        )
        yield RecordTable(columns, self.tr("No question of this interview can be rated."), opens=False)
        yield RatingBar(self.app.tr, id="rating")

    def on_mount(self) -> None:
        """Asks for the ratings."""
        self.load()

    def relabel(self) -> None:
        super().relabel()
        self.call_after_refresh(self._paint)

    @work(thread=True, exclusive=True, exit_on_error=False, group="load")
    def load(self) -> None:
        """Reads what the candidate said of the ratings."""
        from dlprep.services.rating import as_corrected, of_interview

        core = self.app.core
        rated = as_corrected(core.store(), of_interview(self._interview))
        self.post_message(self.Loaded(rated, core.bank()))

    @on(Loaded)
    def _loaded(self, event: Loaded) -> None:
        self._all, self._bank = event.rated, event.bank
        self._paint()
        self.query_one(RecordTable).take_focus()

    def _paint(self) -> None:
        if self._bank is not None:
            self.query_one(RecordTable).show(self._record(one, self._bank) for one in self._all)

    def _record(self, one: RatedReview, bank: QuestionBank) -> Record:
        question = bank.questions.get(one.card.id)
        cells = (
            stem_line(question, self.app.language) if question is not None else one.card.id,
            self.tr(RATINGS[one.rating.value]),
            rating_why(one, self.app.say, self.app.tr),
        )
        return Record(one.card.id, cells)

    @on(RecordTable.Highlighted)
    def _moved(self, event: RecordTable.Highlighted) -> None:
        self.show_rating(next((one for one in self._all if one.card.id == event.record_id), None))

    def show_rating(self, rated: RatedReview | None) -> None:
        """Also writes the row anew, when it is rated otherwise than before."""
        super().show_rating(rated)
        if rated is not None and rated not in self._all:
            self._all = tuple(rated if one.review == rated.review else one for one in self._all)
            self._paint()
