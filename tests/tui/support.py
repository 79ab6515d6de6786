"""An app over fakes, and the same seed every time."""

from dataclasses import replace
from functools import cached_property
from pathlib import Path

from textual.widget import Widget
from textual.widgets import Static

from dlprep.domain.answers import Answer, ChoiceAnswer, ChoicesAnswer, CodeOutputAnswer
from dlprep.domain.bank import QuestionBank
from dlprep.domain.language import Language
from dlprep.domain.practice import Confidence, PracticeSession, QuizRequest
from dlprep.services.finding import Finder
from dlprep.services.interview_opinions import InterviewOpinions, OpinionOffer
from dlprep.services.interviewing import Interviewing, Tools
from dlprep.services.ports import BackupKeeper, Clock, Judge, Store
from dlprep.services.quiz import answer_current, finish, plan_session
from dlprep.services.rewording import Rewording
from dlprep.services.search import SearchIndex
from dlprep.settings import Paths, Settings
from dlprep.tui.app import DlprepApp
from fakes import FakeBook, FakeClock, FakeStore
from fakes_interviews import FakeGrader
from interviewing_samples import material
from tui.sample_bank import sample_bank


class FakeParts:
    """The parts of dlprep without disk, database or process."""

    def __init__(self, settings: Settings | None = None, bank: QuestionBank | None = None) -> None:
        self.paths = Paths(Path("data"), Path("cache"), Path("config"))
        self.fake_clock = FakeClock()
        self.fake_store = FakeStore()
        self.fake_book = FakeBook()
        self.fake_grader = FakeGrader()
        self.settings = settings or Settings(tour_seen=True, placement_skipped=True)
        self.opinion_offer: OpinionOffer | None = None
        self._bank = bank or sample_bank()
        self.saved: list[Settings] = []
        """Every settings value that was to be kept."""

    @property
    def clock(self) -> Clock:
        return self.fake_clock

    def change_settings(self, settings: Settings) -> None:
        self.settings = settings
        self.saved.append(settings)

    @property
    def bank(self) -> QuestionBank:
        return self._bank

    @property
    def mutants(self) -> FakeBook:
        return self.fake_book

    @property
    def store(self) -> Store:
        return self.fake_store

    @property
    def backups(self) -> BackupKeeper:
        raise AssertionError("no test here makes backups")

    @cached_property
    def interviewing(self) -> Interviewing:
        finder = Finder(self._bank, SearchIndex(self._bank), ())
        return Interviewing(Tools(self.fake_store, self.fake_grader, material(), finder, self.fake_clock))

    @property
    def interview_opinions(self) -> InterviewOpinions:
        raise AssertionError("nobody agreed to second opinions")

    @property
    def rewording(self) -> Rewording:
        raise AssertionError("nobody agreed to other words")

    @property
    def judge(self) -> Judge:
        raise AssertionError("no test here runs a challenge")


def make_app(
    parts: FakeParts | None = None, *, language: Language = Language.EN, theme: str = "dark"
) -> DlprepApp:
    """The app over fakes; seed 7 decides which questions come."""
    parts = parts or FakeParts(
        Settings(language=language, theme=theme, tour_seen=True, placement_skipped=True)
    )
    app = DlprepApp(parts, new_seed=lambda: 7)
    app.animation_level = "none"
    return app


def words_of(widget: Widget) -> str:
    """The words a widget shows, unwrapped."""
    shown = widget.content if isinstance(widget, Static) else widget.render()
    return str(getattr(shown, "plain", shown))


def finished_session(parts: FakeParts) -> PracticeSession:
    """Three answers: sure and wrong, wrong, right; 65 seconds in all."""
    given: tuple[tuple[str, Answer, Confidence | None], ...] = (
        ("relu-dead", ChoiceAnswer(option="vanish"), Confidence.SURE),
        ("overfit-signs", ChoicesAnswer(options=frozenset("b")), None),
        ("print-tuple", CodeOutputAnswer(text="(3, 4)"), Confidence.GUESS),
    )
    moment = parts.clock.moment()
    request = QuizRequest(question_ids=tuple(name for name, _, _ in given))
    planned = plan_session(parts.bank, request, language=Language.EN, seed=1, moment=moment)
    session = parts.store.add_session(planned)
    for _, answer, confidence in given:
        session = answer_current(
            parts.store,
            parts.bank,
            session,
            answer,
            language=Language.EN,
            confidence=confidence,
            hints_used=0,
            duration_seconds=20,
            moment=moment,
        ).session
    return replace(finish(parts.store, session, moment), elapsed_seconds=65)
