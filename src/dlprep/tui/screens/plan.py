"""The plan: how ready for the interview, now and on the day, what to do today, and what comes after."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import getters, on, work
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static, TabbedContent, TabPane

from dlprep.domain.errors import BadInputError
from dlprep.domain.memory.cards import CardKind
from dlprep.domain.messages import mark
from dlprep.domain.planning import telling
from dlprep.tui import plan_words as words
from dlprep.tui.cells import bar, fit
from dlprep.tui.charts.columns import sparkline
from dlprep.tui.screens.base import BaseScreen
from dlprep.tui.widgets.record_list import RecordTable, Rows, RowsOfTopics, RowsToStart
from dlprep.tui.words import LEVELS, ROLES

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.planning.plans import Plan, Task
    from dlprep.services.readiness_history import ReadinessHistory
    from dlprep.tui.translating import Tr
    from dlprep.tui.widgets.record_list import Column

_TABS = ("today", "days", "topics")
_BAR_CELLS = 20
_LABEL_CELLS = 14
_COURSE_CELLS = 9
"""Of the days since the one that today is held against, a cell each."""


class PlanScreen(BaseScreen):
    """Three lists under the figures; one key starts what is planned for today."""

    BINDINGS = [
        Binding("s", "start", mark("Start today's")),
        Binding("1", "tab('today')", mark("Today"), show=False),
        Binding("2", "tab('days')", mark("Days"), show=False),
        Binding("3", "tab('topics')", mark("Topics"), show=False),
        Binding("e", "aims", mark("Goal")),
        Binding("h", "history", mark("History")),
        Binding("p", "place", mark("Placement test")),
        Binding("escape", "back", mark("Back")),
    ]
    CSS = """
    PlanScreen #figures { height: auto; padding: 1 1 1 1; }
    PlanScreen #reason { height: auto; padding: 0 1; color: $text-muted; }
    PlanScreen TabbedContent, PlanScreen TabPane { height: 1fr; padding: 0; margin: 0; }
    PlanScreen OptionList { scrollbar-gutter: stable; }
    PlanScreen Tabs { padding: 0 1; }
    """
    AUTO_FOCUS = "#today-table OptionList"
    figures = getters.query_one("#figures", Static)

    class Loaded(Message):
        """The plan was made; or it cannot be, and `trouble` says why."""

        def __init__(
            self,
            bank: QuestionBank,
            plan: Plan | None,
            history: ReadinessHistory,
            trouble: BadInputError | None,
        ) -> None:
            super().__init__()
            self.bank, self.plan, self.history, self.trouble = bank, plan, history, trouble

    _plan: Plan | None = None
    _history: ReadinessHistory | None = None
    _bank: QuestionBank | None = None
    _trouble: BadInputError | None = None

    def heading(self) -> str:
        return f"dlprep · {self.tr('Plan')}"

    def aside(self) -> str:
        return self.app.core.clock.moment().local_day.isoformat()

    def compose_body(self) -> ComposeResult:
        yield Static(self.tr("Planning…"), id="figures", markup=False)
        tables: dict[str, tuple[Callable[[Tr], tuple[Column, ...]], str, type[Rows]]] = {
            "today": (words.task_columns, mark("Nothing is left to do today."), RowsToStart),
            "days": (words.day_columns, mark("No days are planned."), Rows),
            "topics": (words.topic_columns, mark("No topics are asked."), RowsOfTopics),
        }
        titles = (mark("Today"), mark("Days"), mark("Topics"))
        with TabbedContent(initial="today"):
            for place, (name, title) in enumerate(zip(_TABS, titles, strict=True), start=1):
                columns, nothing, rows = tables[name]
                with TabPane(f"{place} {self.tr(title)}", id=name), Vertical():
                    yield RecordTable(
                        columns(self.tr),
                        self.tr(nothing),
                        opens=name != "days",
                        rows=rows,
                        id=f"{name}-table",
                    )
        yield Static(id="reason", markup=False)

    def table(self, tab: str) -> RecordTable:
        """The list in a tab."""
        return self.query_one(f"#{tab}-table", RecordTable)

    def on_screen_resume(self) -> None:
        """Plans anew: something may have been done meanwhile."""
        self.call_after_refresh(self.load)

    def relabel(self) -> None:
        super().relabel()
        self.call_after_refresh(self._paint)

    @work(thread=True, exclusive=True, exit_on_error=False, group="load")
    def load(self) -> None:
        """Makes the plan in the background."""
        from dlprep.services.readiness_history import history_of, planned

        core, settings = self.app.core, self.app.settings
        bank, store, moment = core.bank(), core.store(), core.clock.moment()
        made, trouble = None, None
        try:
            made = planned(bank, store, settings, moment)
        except BadInputError as error:
            trouble = error
        self.post_message(self.Loaded(bank, made, history_of(store, settings, moment), trouble))

    @on(Loaded)
    def _loaded(self, event: Loaded) -> None:
        self._bank, self._plan, self._trouble = event.bank, event.plan, event.trouble
        self._history = event.history
        self._paint()

    def _paint(self) -> None:
        self.query_one(TabbedContent).display = self._plan is not None
        self.query_one("#reason", Static).update("")
        self.refresh_bindings()
        if self._trouble is not None:
            told = self.app.failure_text(self._trouble)
            way_out = self.tr("e opens Settings: date, minutes a day, role and level.")
            self.figures.update(f"{told}\n\n{way_out}")
        if self._plan is None or self._bank is None:
            return
        bank, plan, language = self._bank, self._plan, self.app.language
        self.figures.update(self._figures(plan))
        today = plan.days[0].tasks if plan.days else ()
        self.table("today").show(words.task_record(task, bank, language, self.tr) for task in today)
        self.table("days").show(words.day_records(plan))
        self.table("topics").show(words.topic_records(plan, bank, language))
        self.table(self._tab).take_focus()

    def _figures(self, plan: Plan) -> str:
        whole = plan.readiness.whole
        shares = [(mark("Now"), whole.now)]
        if plan.days:
            shares += [(mark("If you stop"), whole.stopping), (mark("By the plan"), whole.following)]
        lines = [self._aim_line(plan)]
        for label, share in shares:
            lines.append(
                f"{fit(self.tr(label), _LABEL_CELLS)}{bar(share, _BAR_CELLS)} {telling.percent(share):>3}%"
            )
        lines[1] += self._around_now(plan)
        told = telling.headline(plan) if telling.is_guess(plan) else telling.why(plan)
        return "\n".join([*lines, *(self.app.say(line) for line in told)])

    def _around_now(self, plan: Plan) -> str:
        """Between what it likely is now, what was said before, and how that went on."""
        parts = []
        if (found := plan.likely) is not None:
            parts.append(f" ({telling.percent(found.low)}–{telling.percent(found.high)}%)")
        if self._history is not None and (before := self._history.earlier) is not None:
            course = [one.now for one in self._history.sayings if one.day >= before.day]
            shown = sparkline(course, min(_COURSE_CELLS, len(course)))
            parts.append(f"  {self.app.say(telling.earlier_line(before, plan.today))} {shown}")
        return "".join(parts)

    def _aim_line(self, plan: Plan) -> str:
        settings = self.app.settings
        return self.tr(
            "Interview {day}, days left: {days} · {minutes} minutes a day · {role}, {level}",
            day=plan.interview,
            days=plan.days_left,
            minutes=plan.minutes,
            role=self.tr(ROLES[settings.target_role]) if settings.target_role else self.tr("any role"),
            level=self.tr(LEVELS[settings.target_level]),
        )

    @property
    def _tab(self) -> str:
        return self.query_one(TabbedContent).active or "today"

    def _tasks(self, kind: CardKind) -> tuple[Task, ...]:
        return self._plan.days[0].of(kind) if self._plan is not None and self._plan.days else ()

    @on(RecordTable.Highlighted, "#today-table")
    def _explain(self, event: RecordTable.Highlighted) -> None:
        task = self.task_of(event.record_id)
        self.query_one("#reason", Static).update(self.app.say(task.reason) if task else "")

    @on(TabbedContent.TabActivated)
    def _activated(self) -> None:
        self.query_one("#reason", Static).display = self._tab == "today"
        self.table(self._tab).take_focus()

    @on(RecordTable.Opened, "#today-table")
    def _open(self, event: RecordTable.Opened) -> None:
        if (task := self.task_of(event.record_id)) is not None:
            self.call_later(partial(self._do, (task,)))

    @on(RecordTable.Opened, "#topics-table")
    def _practise(self, event: RecordTable.Opened) -> None:
        from dlprep.domain.practice import QuizRequest

        self.start_session(QuizRequest(topics=(event.record_id,)))

    def task_of(self, record_id: str) -> Task | None:
        """The task of today that a row stands for."""
        today = self._plan.days[0].tasks if self._plan is not None and self._plan.days else ()
        return next((task for task in today if str(task.key) == record_id), None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """There is nothing to start or to look at without a plan."""
        is_guess = self._plan is not None and telling.is_guess(self._plan)
        if action == "place":
            return is_guess
        if action == "history":
            return self._history is not None and bool(self._history.sayings) and not is_guess
        if action == "start":
            return bool(self._plan and self._plan.days and self._plan.days[0].tasks)
        return self._plan is not None if action == "tab" else True

    def action_start(self) -> None:
        """Starts today's quiz questions together; where there are none, the first of what else is planned."""
        for kind in (CardKind.QUESTION, CardKind.INTERVIEW, CardKind.CHALLENGE):
            if tasks := self._tasks(kind):
                self._do(tasks)
                return

    def _do(self, tasks: tuple[Task, ...]) -> None:
        """Begins tasks of one kind: a session of exactly these questions, or the place of the first."""
        key = tasks[0].key
        if key.kind is CardKind.QUESTION:
            from dlprep.domain.practice import QuizRequest

            self.start_session(QuizRequest(question_ids=tuple(task.key.id for task in tasks)))
        elif key.kind is CardKind.INTERVIEW:
            from dlprep.tui.screens.interview_setup import InterviewSetupScreen

            self.app.push_screen(InterviewSetupScreen(begins_with=key.id, name="interview"))
        elif self._bank is not None:
            from dlprep.tui.screens.challenge import open_challenge

            tiers = self._bank.challenge(key.id).challenge.tiers
            open_challenge(self.app, key.id, next(iter(tiers)))

    def action_history(self) -> None:
        """Shows what was said of readiness day by day."""
        from dlprep.tui.screens.progress import ProgressScreen

        self.app.push_screen(ProgressScreen(begin_at="readiness", name="progress"))

    def action_place(self) -> None:
        """Begins the placement test, which turns a guess into an estimate."""
        from dlprep.services.adaptive import placement_request

        self.start_session(placement_request())

    def action_aims(self) -> None:
        """Opens Settings where it says what is prepared for."""
        from dlprep.tui.screens.settings import SettingsScreen

        self.app.push_screen(SettingsScreen(begin_at="date", name="settings"))

    def action_tab(self, name: str) -> None:
        """Shows a list."""
        self.query_one(TabbedContent).active = name
