"""Home: today at a glance, one recommended next step with its reason, and the way to every place."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual import getters, on, work
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from dlprep.domain.errors import BadInputError
from dlprep.domain.messages import mark, message
from dlprep.domain.practice import Mode
from dlprep.tui.messages import InterviewReady, SessionReady
from dlprep.tui.registry import PLACES
from dlprep.tui.screens.base import WIDE_CELLS
from dlprep.tui.screens.home_memory import DUE_COUNT, HomeMemory
from dlprep.tui.widgets.place_bar import PlaceBar, PlaceLabel
from dlprep.tui.widgets.today_panel import TodayPanel
from dlprep.tui.widgets.topic_list import TopicLine, TopicList
from dlprep.tui.words import LEVELS, MODES

if TYPE_CHECKING:
    from datetime import date

    from textual import events
    from textual.app import ComposeResult

    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.interviewing.turns import InterviewRecord
    from dlprep.domain.messages import Message as DomainMessage
    from dlprep.domain.practice import PracticeSession
    from dlprep.services.review import Today
    from dlprep.settings import Settings


_PRESSED = {
    "n": "next",
    "r": "resume",
    "v": "resume_interview",
    "k": "skip_placement",
    "a": "open('plan')",
    "d": "open('due')",
}
"""What a click on a line of today does, by its key."""


class HomeScreen(HomeMemory):
    """Shown at once; the numbers fill in when bank and history have been read."""

    CSS_PATH = None
    BINDINGS = [
        *(
            Binding(place.key, f"open('{place.name}')", place.title, show=place.in_key_line)
            for place in PLACES
            if place.on_home
        ),
        Binding("n", "next", mark("Next step")),
        Binding("r", "resume", mark("Resume")),
        Binding("v", "resume_interview", mark("Resume the interview"), show=False),
        Binding("k", "skip_placement", mark("No placement test"), show=False),
        Binding("e", "end", mark("End the open session"), show=False),
    ]
    today_panel = getters.query_one(TodayPanel)

    class Loaded(Message):
        """Bank and history were read."""

        def __init__(
            self,
            bank: QuestionBank,
            today: Today,
            notices: tuple[DomainMessage, ...],
            interview: InterviewRecord | None,
        ) -> None:
            super().__init__()
            self.bank, self.today, self.notices, self.interview = bank, today, notices, interview

    class Planned(Message):
        """It is known how ready the learner is; None where no day is set, or it is over."""

        def __init__(self, told: DomainMessage | None) -> None:
            super().__init__()
            self.told = told

    class Ended(Message):
        """The open session was ended."""

        def __init__(self, session: PracticeSession) -> None:
            super().__init__()
            self.session = session

    _bank: QuestionBank | None = None
    _today: Today | None = None
    _interview: InterviewRecord | None = None
    """The interview that is open."""
    _trouble = ""
    _readiness: DomainMessage | None = None
    """How ready for the interview; None where no date is set, or it is not yet known."""
    _planned_for: tuple[Today, Settings, date] | None = None
    """What the readiness follows from: as long as it is the same, nothing is planned anew."""

    def heading(self) -> str:
        return f"dlprep · {self.tr('Home')}"

    def aside(self) -> str:
        return self.app.core.clock.moment().local_day.isoformat()

    def compose_body(self) -> ComposeResult:
        with Vertical(id="overview"):
            yield TodayPanel(id="today")
            yield PlaceBar(self._place_labels(), id="places")
        with Vertical(id="topics"):
            yield Static(
                self.tr("Topics: seen of all, mean score. Enter practises one."), id="heads", markup=False
            )

    def _place_labels(self) -> list[PlaceLabel]:
        return [
            PlaceLabel(place.key, self.tr(place.title), self.tr(place.about), place.name)
            for place in PLACES
            if place.on_home
        ]

    def on_resize(self, event: events.Resize | None = None) -> None:  # noqa: ARG002 - the base looks at it
        """A wide window has room to say what each place is for."""
        self.query_one(PlaceBar).is_list = self.size.width >= WIDE_CELLS

    def on_mount(self) -> None:
        """Shows what is known already."""
        self._paint()

    def on_screen_resume(self) -> None:
        """Reads again what may have changed, after the frame is on the screen."""
        self.call_after_refresh(self.load)

    def relabel(self) -> None:
        super().relabel()
        self.call_after_refresh(self.on_resize)
        self.call_after_refresh(self._paint)
        self.call_after_refresh(self._list_topics)

    @work(thread=True, exclusive=True, exit_on_error=False, group="load")
    def load(self) -> None:
        """Reads bank and history in the background."""
        from dlprep.services.review import today

        core = self.app.core
        bank, store = core.bank(), core.store()
        offers = not self.app.settings.placement_skipped
        state = today(bank, store, core.clock.moment(), offers_placement=offers)
        self.post_message(self.Loaded(bank, state, core.new_notices(), store.open_interview()))

    @on(Loaded)
    def _fill(self, event: Loaded) -> None:
        self._bank, self._today, self._trouble = event.bank, event.today, ""
        self._interview = event.interview
        for notice in event.notices:
            self.notify(self.app.say(notice), severity="warning", timeout=15, markup=False)
        self.due_changed()
        self.call_later(self._list_topics)
        self.look_up_due()
        day = self.app.core.clock.moment().local_day
        if self._planned_for != (basis := (event.today, self.app.settings, day)):
            self._planned_for = basis
            self.plan()

    @work(thread=True, exclusive=True, exit_on_error=False, group="plan")
    def plan(self) -> None:
        """Makes the plan once everything else is on the screen."""
        from dlprep.domain.planning.telling import readiness_line
        from dlprep.services.readiness_history import planned, standing

        core, settings = self.app.core, self.app.settings
        bank, store, moment = core.bank(), core.store(), core.clock.moment()
        if settings.interview_date is None or settings.interview_date < moment.local_day:
            self.post_message(self.Planned(None))
            standing(bank, store, settings, moment)
        else:
            self.post_message(self.Planned(readiness_line(planned(bank, store, settings, moment))))

    @on(Planned)
    def _planned(self, event: Planned) -> None:
        if event.told != self._readiness:
            self._readiness = event.told
            self._paint()

    def due_changed(self) -> None:
        """What is due goes before weak topics and new ones, and never before what is open."""
        from dlprep.services.remembering import next_step

        step = next_step(self._queue) if self._queue is not None else None
        if self._today is not None and self._today.unfinished is None and step is not None:
            self._today = replace(self._today, next_step=step)
        self._paint()

    async def _list_topics(self) -> None:
        """Lists the topics; the list itself comes after the first frame, which it would only delay.

        A change of language takes the widgets away and calls this again, so that none may be there.
        """
        if self._bank is None or self._today is None:
            return
        if not self.query(TopicList):
            for place in self.query("#topics"):
                await place.mount(TopicList(id="topic-list"))
            self.query(TopicList).focus()
        names = {topic.id: topic.name.in_language(self.app.language) for topic in self._bank.topics}
        lines = [
            TopicLine(
                each.topic, names.get(each.topic, each.topic), each.seen, each.questions, each.mean_score
            )
            for each in self._today.topics
        ]
        for topic_list in self.query(TopicList):
            topic_list.show_topics(lines)

    def work_failed(self, group: str, error: BaseException) -> None:
        if group == "load":
            self._trouble = self.app.failure_text(error)
            self._paint()
        super().work_failed(group, error)

    def _paint(self) -> None:
        self.today_panel.show_lines(self._lines())
        self.refresh_title()
        self.refresh_bindings()

    def _lines(self) -> tuple[tuple[str, str, str], ...]:
        if self._trouble:
            return ((self.tr("Trouble"), self._trouble, ""),)
        if self._today is None or self._bank is None:
            return ((self.tr("Today"), self.tr("Reading the questions and your history…"), ""),)
        today = self._today
        done = self.tr(
            "{count} answered · days in a row: {days}", count=today.attempts_today, days=today.streak
        )
        lines = [(self.tr("Today"), done, "")]
        if self._readiness is not None:
            lines.append((self.tr("Plan"), self.app.say(self._readiness), "a"))
        if today.unfinished is not None:
            lines.append((self.tr("Open"), self._open_words(today.unfinished), "r"))
        if self._interview is not None:
            lines.append((self.tr("Interview"), self._interview_words(self._interview), "v"))
        lines += self.due_lines()
        lines.append((self.tr("Next"), self._next_words(today), "n"))
        if self._offers_placement:
            lines.append((self.tr("Or"), self.tr("Never mind the placement test."), "k"))
        return tuple(lines)

    def _open_words(self, session: PracticeSession) -> str:
        return self.tr(
            "{mode}: {answered} of {planned} answered. Resume, or end it with e.",
            mode=self.tr(MODES[session.request.mode.value]),
            answered=session.position,
            planned=session.expected_length,
        )

    def _interview_words(self, interview: InterviewRecord) -> str:
        return self.tr(
            "{level}, {minutes} minutes: open since {day}. Resume it.",
            level=self.tr(LEVELS[interview.plan.level.value]),
            minutes=interview.plan.minutes,
            day=interview.local_day.isoformat(),
        )

    def _next_words(self, today: Today) -> str:
        reason = self.app.say(today.next_step.reason)
        if self._offers_placement:
            return self.tr("Take the placement test. {reason}", reason=reason)
        if today.next_step.mode is Mode.DUE:
            return self.tr("Repeat what is due. {reason}", reason=reason)
        if today.next_step.topic is None or self._bank is None:
            return self.tr("Finish what is open. {reason}", reason=reason)
        topic = self._bank.topic(today.next_step.topic).name.in_language(self.app.language)
        return self.tr("Practise {topic}. {reason}", topic=topic, reason=reason)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Keys that have nothing to act on are not shown."""
        if action in ("resume", "end"):
            return self._today is not None and self._today.unfinished is not None
        if action == "resume_interview":
            return self._interview is not None
        if action == "next":
            return self._today is not None
        if action == "skip_placement":
            return self._offers_placement
        if action == "back":
            return len(self.app.screen_stack) > 1
        return True

    def action_open(self, name: str) -> None:
        """Opens a place."""
        self.app.open_place(name)

    def action_next(self) -> None:
        """Does the recommended step."""
        if self._today is None:
            return
        if self._offers_placement:
            from dlprep.services.adaptive import placement_request

            self.start_session(placement_request())
        elif self._today.next_step.mode is Mode.DUE:
            self.repeat()
        elif self._today.next_step.topic is None:
            self.action_resume()
        else:
            self.practise(self._today.next_step.topic)

    @property
    def _offers_placement(self) -> bool:
        return self._today is not None and self._today.next_step.mode is Mode.PLACEMENT

    def action_skip_placement(self) -> None:
        """Offers no placement test any more; what comes next instead is found anew."""
        self.app.change_settings(replace(self.app.settings, placement_skipped=True))
        self.load()

    def repeat(self) -> None:
        """Starts a session of the questions that are due."""
        from dlprep.domain.practice import QuizRequest

        self.start_session(QuizRequest(Mode.DUE, count=DUE_COUNT))

    def practise(self, topic: str) -> None:
        """Starts a practice session on one topic."""
        from dlprep.domain.practice import QuizRequest

        self.start_session(QuizRequest(topics=(topic,)))

    @work(thread=True, exclusive=True, exit_on_error=False, group="resume")
    def action_resume(self) -> None:
        """Goes on where the open session stands on disk, which may be further than what Home last read."""
        session = self.app.core.store().unfinished_session()
        if session is not None:
            self.post_message(SessionReady(session))

    def action_resume_interview(self) -> None:
        """Goes on with the open interview; the grader may have to be loaded first."""
        self.notify(self.tr("The interviewer is on the way…"), timeout=3)
        self.resume_interview()

    @work(thread=True, exclusive=True, exit_on_error=False, group="interview")
    def resume_interview(self) -> None:
        """Loads the grader, and finds the interview as it was left."""
        found = self.app.core.interviewing().resume()
        if found is None:
            raise BadInputError(message("The open interview cannot be read."))
        self.post_message(InterviewReady(found))

    @work(thread=True, exclusive=True, exit_on_error=False, group="end")
    def action_end(self) -> None:
        """Ends the open session and sums it up; its answers stay in the history."""
        from dlprep.services.quiz import finish

        store = self.app.core.store()
        session = store.unfinished_session()
        if session is not None:
            self.post_message(self.Ended(finish(store, session, self.app.core.clock.moment())))

    @on(Ended)
    def _sum_up(self, event: Ended) -> None:
        from dlprep.tui.screens.summary import SummaryScreen

        self.app.push_screen(SummaryScreen(event.session))

    @on(TodayPanel.Pressed)
    def _press(self, event: TodayPanel.Pressed) -> None:
        self.app.call_later(
            self.app.run_action,
            _PRESSED[event.key],
            self,
        )

    @on(TopicList.Chosen)
    def _topic(self, event: TopicList.Chosen) -> None:
        self.practise(event.topic)

    @on(PlaceBar.Chosen)
    def _place(self, event: PlaceBar.Chosen) -> None:
        self.call_later(partial(self.action_open, event.name))
