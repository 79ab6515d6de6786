"""Choosing an interview: for which job, how hard, how long, in which manner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters, on, work
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from dlprep.domain.interviewing.plan import Form, InterviewPlan, Style
from dlprep.domain.messages import mark
from dlprep.domain.questions import Level
from dlprep.domain.rubrics import Role
from dlprep.tui.browsing import stem_line
from dlprep.tui.messages import InterviewReady
from dlprep.tui.screens.base import BaseScreen
from dlprep.tui.widgets.chip_row import ChipRow
from dlprep.tui.words import LEVELS, ROLES, STYLES

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from dlprep.domain.article import Topic
    from dlprep.domain.questions import Question
    from dlprep.services.interview_opinions import OpinionOffer

_ANY = "any"
_NO, _YES = "no", "yes"
_FORMS = {Form.TALK: mark("a talk"), Form.LOOP: mark("a loop: concepts, code, questions about it")}
_USUAL_MINUTES = {Form.TALK: "30", Form.LOOP: "45"}
_LOOP_MINUTES = (30, 45, 60)
_MINUTES = (10, 20, 30, 45, 60)


class InterviewSetupScreen(BaseScreen):
    """Everything that a plan holds. Enter starts from anywhere; arrows and space choose."""

    BINDINGS = [
        Binding("enter", "start", mark("Start"), key_display="enter", priority=True),
        Binding("r", "resume", mark("Resume")),
        Binding("tab", "app.focus_next", mark("Next field")),
        Binding("escape", "back", mark("Back")),
    ]
    state = getters.query_one("#state", Static)

    class Looked(Message):
        """It is known whether an interview is open, and what can be talked about."""

        def __init__(
            self,
            is_open: bool,
            topics: tuple[Topic, ...],
            offer: OpinionOffer | None,
            first: Question | None,
        ) -> None:
            super().__init__()
            self.is_open, self.topics, self.offer, self.first = is_open, topics, offer, first

    _offer: OpinionOffer | None = None
    _first: Question | None = None
    _is_open = False
    _is_busy = False

    def __init__(self, *, begins_with: str = "", name: str | None = None) -> None:
        """`begins_with` is a question that the interview is to begin with."""
        super().__init__(name=name)
        self._begins_with = begins_with

    def heading(self) -> str:
        return self.tr("Set up an interview")

    def compose_body(self) -> ComposeResult:
        with VerticalScroll(id="form", can_focus=False):
            yield Static(id="first", markup=False)
            yield Static(self.tr("Form"), classes="label", markup=False)
            yield ChipRow(
                [(form.value, self.tr(words)) for form, words in _FORMS.items()],
                [Form.TALK.value],
                id="form-of",
            )
            yield Static(self.tr("Role"), classes="label", markup=False)
            roles = [(name, self.tr(words)) for name, words in ROLES.items()]
            yield ChipRow([(_ANY, self.tr("any role")), *roles], [_ANY], id="role")
            yield Static(self.tr("Level"), classes="label", markup=False)
            yield ChipRow(
                [(name, self.tr(words)) for name, words in LEVELS.items()], [Level.MID.value], id="level"
            )
            yield Static(self.tr("Minutes"), classes="label", markup=False)
            yield ChipRow(_minutes(_MINUTES), [_USUAL_MINUTES[Form.TALK]], id="minutes")
            yield Static(self.tr("The interviewer is"), classes="label", markup=False)
            yield ChipRow(
                [(name, self.tr(words)) for name, words in STYLES.items()], [Style.NEUTRAL.value], id="style"
            )
            yield Static(id="opinions-label", classes="label", markup=False)
            yield ChipRow(
                [(_NO, self.tr("no, thanks")), (_YES, self.tr("yes, in this interview"))],
                [_NO],
                id="opinions",
            )
            yield Static(self.tr("Topics (none means all)"), classes="label", markup=False)
            yield ChipRow((), many=True, id="topics")
        yield Static(id="state", markup=False)

    def on_mount(self) -> None:
        """Looks for an interview that is open."""
        self._show_offer()
        self.query_one("#first").display = False
        self.query_one("#role").focus()
        self._say_state()
        self.look()

    def relabel(self) -> None:
        super().relabel()
        self.call_after_refresh(self.on_mount)

    @work(thread=True, exclusive=True, exit_on_error=False, group="look")
    def look(self) -> None:
        """Reads whether an interview is open, the topics, and where second opinions would come from."""
        core = self.app.core
        is_open = core.store().open_interview() is not None
        bank = core.bank()
        first = bank.questions.get(self._begins_with)
        self.post_message(self.Looked(is_open, bank.topics, core.opinion_offer(), first))

    @on(Looked)
    def _looked(self, event: Looked) -> None:
        self._is_open, self._offer, self._first = event.is_open, event.offer, event.first
        self._show_offer()
        language = self.app.language
        self.query_one("#topics", ChipRow).set_choices(
            (topic.id, topic.name.in_language(language)) for topic in event.topics
        )
        self._show_first()
        self._say_state()
        self.refresh_bindings()

    def _show_first(self) -> None:
        """Says what the interview begins with, and marks its topic and level, which can be changed."""
        line = self.query_one("#first", Static)
        line.display = self._first is not None
        if self._first is not None:
            label = Content.styled(self.tr("Begins with: "), "bold")
            line.update(label.append(stem_line(self._first, self.app.language)))
            self.query_one("#level", ChipRow).mark(self._first.level.value)
            self.query_one("#topics", ChipRow).mark(self._first.topic)

    def _show_offer(self) -> None:
        """Says where answers would go, and lets the candidate agree; nothing where no model is named."""
        label = self.query_one("#opinions-label", Static)
        label.display = self._offer is not None
        can_choose = self._offer is not None and bool(self._offer.address)
        self.query_one("#opinions").display = can_choose
        if self._offer is not None:
            notice = self.app.say(self._offer.notice)
            label.update(
                self.tr("Second opinions? If yes: {notice}", notice=notice) if can_choose else notice
            )

    @on(ChipRow.Changed, "#form-of")
    def _form_chosen(self) -> None:
        """A loop has three parts and wants its time."""
        form = Form(self._chosen("#form-of"))
        row = self.query_one("#minutes", ChipRow)
        row.set_choices(_minutes(_LOOP_MINUTES if form is Form.LOOP else _MINUTES))
        row.mark(_USUAL_MINUTES[form])

    def _say_state(self) -> None:
        if self._is_busy:
            words = self.tr("The interviewer is on the way…")
        elif self._is_open:
            words = self.tr("An interview is open: r goes on with it, enter starts another.")
        else:
            words = self.tr("Enter starts. The interviewer waits for you; every turn is kept.")
        self.state.update(words)

    def plan(self) -> InterviewPlan:
        """What is asked for as the form stands."""
        role = self._chosen("#role")
        return InterviewPlan(
            level=Level(self._chosen("#level")),
            language=self.app.language,
            seed=self.app.new_seed(),
            role=None if role == _ANY else Role(role),
            minutes=int(self._chosen("#minutes")),
            style=Style(self._chosen("#style")),
            form=Form(self._chosen("#form-of")),
            topics=tuple(sorted(self.query_one("#topics", ChipRow).value)),
            begins_with=self._first.id if self._first is not None else "",
            opinions_from=self._offer.address if self._offer and self._chosen("#opinions") == _YES else "",
        )

    def _chosen(self, selector: str) -> str:
        return next(iter(self.query_one(selector, ChipRow).value))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        return self._is_open if action == "resume" else True

    def action_start(self) -> None:
        """Starts what the form asks for, unless the window is too small to see it."""
        if not self._is_too_small:
            self.in_turn(self._start)

    def _start(self) -> None:
        if not self._is_busy:
            self._be_busy(True)
            self.start(self.plan())

    def action_resume(self) -> None:
        """Goes on with the interview that is open."""
        if not self._is_busy:
            self._be_busy(True)
            self.resume()

    def _be_busy(self, is_busy: bool) -> None:
        self._is_busy = is_busy
        self._say_state()

    @work(thread=True, exclusive=True, exit_on_error=False, group="open")
    def start(self, plan: InterviewPlan) -> None:
        """Loads the grader, and has the interview opened."""
        from dlprep.services.interview_plans import remembering

        core = self.app.core
        self.post_message(InterviewReady(core.interviewing().start(remembering(plan, core.store()))))

    @work(thread=True, exclusive=True, exit_on_error=False, group="open")
    def resume(self) -> None:
        """Loads the grader, and finds the interview as it was left."""
        found = self.app.core.interviewing().resume()
        if found is not None:
            self.post_message(InterviewReady(found))

    def work_failed(self, group: str, error: BaseException) -> None:
        self._be_busy(False)
        super().work_failed(group, error)


def _minutes(choices: tuple[int, ...]) -> list[tuple[str, str]]:
    return [(str(each), str(each)) for each in choices]
