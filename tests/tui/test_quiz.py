"""The quiz screen: an answer is kept before it is explained, and nothing the learner did is lost."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.pilot import Pilot
from textual.widgets import Input, Static, TextArea

from dlprep.domain.errors import StorageError
from dlprep.domain.grading import Grade
from dlprep.domain.language import Language
from dlprep.domain.messages import message
from dlprep.domain.practice import Attempt, Confidence, Mode, QuizRequest
from dlprep.services.quiz import plan_session
from dlprep.settings import Paths, Settings
from dlprep.tui.draft_file import DRAFT_NAME
from dlprep.tui.screens.claims import ClaimsScreen
from dlprep.tui.screens.home import HomeScreen
from dlprep.tui.screens.keys import keys_of
from dlprep.tui.screens.quiz import QuizScreen
from dlprep.tui.screens.summary import SummaryScreen
from dlprep.tui.widgets.answer_pane import AnswerPane
from dlprep.tui.widgets.confidence_bar import ConfidenceBar
from dlprep.tui.widgets.feedback_view import FeedbackView
from dlprep.tui.widgets.hint_ladder import HintLadder
from dlprep.tui.widgets.key_bar import KeyBar
from dlprep.tui.widgets.option_row import OptionRow
from dlprep.tui.widgets.title_bar import TitleBar
from tui.support import FakeParts, make_app, words_of
from waiting import wait_for

if TYPE_CHECKING:
    from dlprep.tui.app import DlprepApp


class Sitting:
    """An app with a session over the questions named, and what a test asks about it."""

    def __init__(self, *names: str, mode: Mode = Mode.PRACTICE, minutes: float | None = None) -> None:
        self.parts = FakeParts()
        self.app: DlprepApp = make_app(self.parts)
        request = QuizRequest(mode=mode, question_ids=names, minutes=minutes)
        planned = plan_session(
            self.parts.bank, request, language=Language.EN, seed=1, moment=self.parts.clock.moment()
        )
        self.session = self.parts.fake_store.add_session(planned)

    def run(self, size: tuple[int, int] = (80, 24)) -> Any:
        return self.app.run_test(size=size, notifications=True)

    @property
    def screen(self) -> QuizScreen:
        assert isinstance(self.app.screen, QuizScreen)
        return self.app.screen

    @property
    def attempts(self) -> tuple[Attempt, ...]:
        kept = self.parts.fake_store.session(self.session.id or 0)
        return kept.attempts if kept else ()

    @property
    def trouble(self) -> str:
        return words_of(self.screen.query_one("#trouble", Static))

    @property
    def feedback(self) -> str:
        return self.screen.query_one(FeedbackView).plain

    @property
    def stem(self) -> str:
        return words_of(self.screen.query_one("#stem", Static))

    def has_asked(self, position: int = 0) -> bool:
        return (
            isinstance(self.app.screen, QuizScreen)
            and self.screen.takes_answer
            and self.screen.session.position == position
        )

    async def begin(self, pilot: Pilot[None]) -> None:
        home = self.app.screen
        await wait_for(pilot, lambda: isinstance(home, HomeScreen) and home._today, "Home filled")
        await pilot.press("r")
        await wait_for(pilot, lambda: self.has_asked(self.session.position), "the first question")


async def test_an_answer_is_on_disk_before_its_feedback_is_seen() -> None:
    sitting = Sitting("relu-dead", "overfit-signs")
    async with sitting.run() as pilot:
        await sitting.begin(pilot)
        kept_when_shown: list[int] = []
        show = sitting.screen.page.feedback.show

        def watch(explanation: Any) -> None:
            if explanation is not None:
                kept_when_shown.append(len(sitting.attempts))
            show(explanation)

        sitting.screen.page.feedback.show = watch  # type: ignore[method-assign]
        await pilot.press("1", "enter")
        await wait_for(pilot, lambda: sitting.feedback, "feedback")
        assert kept_when_shown == [1]


async def test_feedback_tells_verdict_reasons_explanation_and_sources() -> None:
    sitting = Sitting("relu-dead")
    async with sitting.run() as pilot:
        await sitting.begin(pilot)
        rows = {row.choice: row for row in sitting.screen.query(OptionRow)}
        await pilot.click(rows["lr"])
        await pilot.press("enter")
        await wait_for(pilot, lambda: sitting.feedback, "feedback")
        for words in (
            "✗ Wrong",
            "your answer",
            "right answer",
            "A small rate slows the updates",
            "This is a ReLU",
            "the weights never move again",
            "That changes the statistics",
            "Explanation",
            "https://www.deeplearningbook.org/contents/mlp.html",
        ):
            assert words in sitting.feedback


async def test_enter_goes_on_and_the_last_one_leads_to_the_summary() -> None:
    sitting = Sitting("relu-dead", "overfit-signs")
    async with sitting.run() as pilot:
        await sitting.begin(pilot)
        await pilot.press("1", "enter")
        await wait_for(pilot, lambda: sitting.feedback, "feedback")
        await pilot.press("enter")
        await wait_for(pilot, lambda: sitting.has_asked(1), "the second question")
        await pilot.press("enter")
        await wait_for(pilot, lambda: sitting.feedback, "feedback on the second")
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(sitting.app.screen, SummaryScreen), "the summary")
        assert sitting.parts.fake_store.unfinished_session() is None


async def test_confidence_time_and_language_are_kept() -> None:
    sitting = Sitting("relu-dead")
    async with sitting.run() as pilot:
        await sitting.begin(pilot)
        sitting.parts.fake_clock.advance(12)
        await pilot.press("l")
        await wait_for(pilot, sitting.has_asked, "the question in Chinese")
        await pilot.press("plus", "1", "enter")
        await wait_for(pilot, lambda: sitting.attempts, "the answer kept")
        attempt = sitting.attempts[0]
        assert attempt.confidence is Confidence.SURE
        assert attempt.duration_seconds == 12
        assert attempt.language is Language.ZH


async def test_confidence_is_marked_by_mouse_and_taken_back() -> None:
    sitting = Sitting("relu-dead")
    async with sitting.run() as pilot:
        await sitting.begin(pilot)
        bar = sitting.screen.query_one(ConfidenceBar)
        place = words_of(bar).index("guess") + 2
        await pilot.click(bar, offset=(place, 0))
        assert bar.value == "guess"
        await pilot.press("minus")
        assert bar.value == ""


async def test_nothing_chosen_is_said_and_nothing_is_kept() -> None:
    sitting = Sitting("relu-dead")
    async with sitting.run() as pilot:
        await sitting.begin(pilot)
        await pilot.press("enter")
        assert sitting.trouble == "✗ Choose an option first."
        assert not sitting.attempts


async def test_what_cannot_be_read_is_said_and_stays_typed() -> None:
    sitting = Sitting("conv-parameters")
    async with sitting.run() as pilot:
        await sitting.begin(pilot)
        await pilot.press(*"12+", "enter")
        await wait_for(pilot, lambda: "12+" in sitting.trouble, "the sentence under the input")
        assert sitting.screen.query_one(Input).value == "12+"
        assert not sitting.attempts
        await pilot.press("backspace", "enter")
        await wait_for(pilot, lambda: sitting.attempts, "the answer kept")


async def test_a_full_disk_is_said_and_the_answer_can_be_given_again() -> None:
    sitting = Sitting("relu-dead")
    async with sitting.run() as pilot:
        await sitting.begin(pilot)
        sitting.parts.fake_store.fault = StorageError(message("The disk is full."))
        await pilot.press("1", "enter")
        await wait_for(pilot, lambda: "The disk is full." in sitting.trouble, "the sentence")
        sitting.parts.fake_store.fault = None
        await pilot.press("enter")
        await wait_for(pilot, lambda: sitting.feedback, "feedback")
        assert len(sitting.attempts) == 1


async def test_hints_come_one_by_one_and_are_counted() -> None:
    sitting = Sitting("relu-dead")
    async with sitting.run() as pilot:
        await sitting.begin(pilot)
        ladder = sitting.screen.query_one(HintLadder)
        assert not ladder.display
        await pilot.press("h")
        assert "Hint 1 of 2" in ladder.plain
        await pilot.press("h", "h")
        assert "Hint 2 of 2" in ladder.plain
        await pilot.press("1", "enter")
        await wait_for(pilot, lambda: sitting.attempts, "the answer kept")
        assert sitting.attempts[0].hints_used == 2


async def test_a_flipped_question_keeps_what_was_typed() -> None:
    sitting = Sitting("clip-norm")
    async with sitting.run() as pilot:
        await sitting.begin(pilot)
        await pilot.press(*"global norm".replace(" ", "_"), "f3")
        await wait_for(pilot, lambda: "裁剪梯度" in sitting.stem, "the question in Chinese")
        await wait_for(pilot, sitting.has_asked, "the fields")
        assert sitting.screen.query(Input).first().value == "global_norm"


async def test_feedback_flips_too() -> None:
    sitting = Sitting("relu-dead")
    async with sitting.run() as pilot:
        await sitting.begin(pilot)
        await pilot.press("1", "enter")
        await wait_for(pilot, lambda: sitting.feedback, "feedback")
        await pilot.press("l")
        await wait_for(pilot, lambda: "学习率太小只会让更新变慢" in sitting.feedback, "reasons in Chinese")


async def test_letters_typed_into_a_field_trigger_nothing() -> None:
    sitting = Sitting("batchnorm-modes")
    async with sitting.run() as pilot:
        await sitting.begin(pilot)
        await pilot.press(*"hlmsuvq", "question_mark", "plus", "1")
        assert sitting.screen.query_one(TextArea).text == "hlmsuvq?+1"
        assert not sitting.attempts
        assert not sitting.screen.query_one(HintLadder).display


async def test_signs_typed_into_a_field_are_text_and_listed_as_no_key() -> None:
    sitting = Sitting("conv-parameters")
    async with sitting.run() as pilot:
        await sitting.begin(pilot)
        await pilot.press("minus", "plus", "equals_sign", "3")
        assert sitting.screen.query_one(Input).value == "-+=3"
        assert sitting.screen.confidence.value == ""
        keys = {what: keys for keys, what in keys_of(sitting.screen, sitting.app)}
        assert keys["I am sure"] == "F8"
        assert keys["I am guessing"] == "F10"
        await pilot.press("escape")
        assert {what: keys for keys, what in keys_of(sitting.screen, sitting.app)}["I am sure"] == "+ F8"


async def test_function_keys_act_while_typing() -> None:
    sitting = Sitting("batchnorm-modes")
    async with sitting.run() as pilot:
        await sitting.begin(pilot)
        await pilot.press("a", "f2", "f8", "f4")
        assert sitting.screen.query_one(HintLadder).display
        assert sitting.screen.query_one(ConfidenceBar).value == "sure"
        await wait_for(pilot, sitting.parts.fake_store.flagged, "the flag kept")
        assert sitting.screen.query_one(TextArea).text == "a"


async def test_escape_leaves_the_field_first_and_then_the_quiz() -> None:
    sitting = Sitting("batchnorm-modes")
    async with sitting.run() as pilot:
        await sitting.begin(pilot)
        await pilot.press("a", "escape", "h")
        assert sitting.screen.query_one(HintLadder).display
        await pilot.press("escape")
        assert isinstance(sitting.app.screen, HomeScreen)


async def test_a_flag_is_kept_and_shown() -> None:
    sitting = Sitting("relu-dead")
    async with sitting.run() as pilot:
        await sitting.begin(pilot)
        await pilot.press("m")
        assert "⚑ flagged" in words_of(sitting.screen.query_one(TitleBar))
        await wait_for(pilot, lambda: sitting.parts.fake_store.flagged() == {"relu-dead"}, "the flag kept")
        await pilot.press("m")
        await wait_for(pilot, lambda: not sitting.parts.fake_store.flagged(), "the flag taken off")


async def test_a_flag_that_could_not_be_kept_is_not_shown() -> None:
    sitting = Sitting("relu-dead")
    async with sitting.run() as pilot:
        await sitting.begin(pilot)
        sitting.parts.fake_store.fault = StorageError(message("The disk is full."))
        await pilot.press("m")
        await wait_for(pilot, lambda: sitting.app._notifications, "the refusal")
        await wait_for(
            pilot, lambda: "⚑" not in words_of(sitting.screen.query_one(TitleBar)), "no flag in the title"
        )


async def test_undo_takes_the_answer_back_and_asks_again_with_what_was_chosen() -> None:
    sitting = Sitting("relu-dead", "overfit-signs")
    async with sitting.run() as pilot:
        await sitting.begin(pilot)
        await pilot.press("2", "enter")
        await wait_for(pilot, lambda: sitting.feedback, "feedback")
        await pilot.press("u")
        await wait_for(pilot, sitting.has_asked, "the question again")
        assert not sitting.attempts
        assert [row.is_chosen for row in sitting.screen.query(OptionRow)] == [False, True, False, False]


async def test_undo_from_the_next_question_goes_back() -> None:
    sitting = Sitting("relu-dead", "overfit-signs")
    async with sitting.run() as pilot:
        await sitting.begin(pilot)
        await pilot.press("2", "enter")
        await wait_for(pilot, lambda: sitting.feedback, "feedback")
        await pilot.press("enter")
        await wait_for(pilot, lambda: sitting.has_asked(1), "the second question")
        await pilot.press("u")
        await wait_for(pilot, sitting.has_asked, "the first question again")
        assert "ReLU" in sitting.stem


async def test_skipping_is_an_answer_that_earns_nothing() -> None:
    sitting = Sitting("relu-dead")
    async with sitting.run() as pilot:
        await sitting.begin(pilot)
        await pilot.press("s")
        await wait_for(pilot, lambda: sitting.feedback, "feedback")
        assert "You skipped it." in sitting.feedback
        assert sitting.attempts[0].grade is Grade.INCORRECT


async def test_the_article_is_one_key_away_after_the_answer() -> None:
    sitting = Sitting("relu-dead")
    async with sitting.run() as pilot:
        await sitting.begin(pilot)
        await pilot.press("v")
        assert isinstance(sitting.app.screen, QuizScreen)
        await pilot.press("1", "enter")
        await wait_for(pilot, lambda: sitting.feedback, "feedback")
        await pilot.press("v")
        assert isinstance(sitting.app.screen, ClaimsScreen)
        claims = sitting.app.screen.query_one("#claims", Static)
        await wait_for(pilot, lambda: "brings dead units" in words_of(claims), "what is true")
        assert "Does it? When does it fail?" in words_of(claims)
        await pilot.press("escape")
        assert isinstance(sitting.app.screen, QuizScreen)


async def test_leaving_and_resuming_goes_on_at_the_same_place_with_the_draft() -> None:
    sitting = Sitting("relu-dead", "clip-norm")
    async with sitting.run() as pilot:
        await sitting.begin(pilot)
        await pilot.press("1", "enter")
        await wait_for(pilot, lambda: sitting.feedback, "feedback")
        await pilot.press("enter")
        await wait_for(pilot, lambda: sitting.has_asked(1), "the second question")
        await pilot.press(*"half", "f2", "escape", "escape")
        home = sitting.app.screen
        assert isinstance(home, HomeScreen)
        await wait_for(
            pilot,
            lambda: home._today and home._today.unfinished and home._today.unfinished.position == 1,
            "Home",
        )
        await pilot.press("r")
        await wait_for(pilot, lambda: sitting.has_asked(1), "the second question again")
        assert sitting.screen.query(Input).first().value == "half"
        assert "Hint 1 of 2" in sitting.screen.query_one(HintLadder).plain


async def test_time_spent_elsewhere_is_no_thinking_time() -> None:
    sitting = Sitting("relu-dead")
    async with sitting.run() as pilot:
        await sitting.begin(pilot)
        sitting.parts.fake_clock.advance(3)
        await pilot.press("question_mark")
        sitting.parts.fake_clock.advance(100)
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(sitting.app.screen, QuizScreen), "the quiz")
        sitting.parts.fake_clock.advance(4)
        await pilot.press("1", "enter")
        await wait_for(pilot, lambda: sitting.attempts, "the answer kept")
        assert sitting.attempts[0].duration_seconds == 7


async def test_an_exam_gives_no_feedback_and_asks_on() -> None:
    sitting = Sitting("relu-dead", "overfit-signs", mode=Mode.EXAM)
    async with sitting.run() as pilot:
        await sitting.begin(pilot)
        await pilot.press("1", "enter")
        await wait_for(pilot, lambda: sitting.has_asked(1), "the second question")
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(sitting.app.screen, SummaryScreen), "the summary")
        assert len(sitting.attempts) == 2


async def test_an_exam_ends_by_itself_when_the_time_is_over() -> None:
    sitting = Sitting("relu-dead", "overfit-signs", mode=Mode.EXAM, minutes=2)
    async with sitting.run() as pilot:
        await sitting.begin(pilot)
        await pilot.press("1", "enter")
        await wait_for(pilot, lambda: sitting.has_asked(1), "the second question")
        sitting.parts.fake_clock.advance(119)
        sitting.screen._tick()
        assert "0:01 left" in words_of(sitting.screen.query_one(TitleBar))
        sitting.parts.fake_clock.advance(2)
        await wait_for(pilot, lambda: isinstance(sitting.app.screen, SummaryScreen), "the summary")
        assert len(sitting.attempts) == 1
        await wait_for(
            pilot,
            lambda: "1 of 2 answered" in words_of(sitting.app.screen.query_one("#overview", Static)),
            "the count",
        )


async def test_an_exam_goes_on_with_the_time_that_was_left() -> None:
    sitting = Sitting("relu-dead", mode=Mode.EXAM, minutes=2)
    sitting.parts.fake_store.save_progress(1, elapsed_seconds=90, hints_shown=0)
    async with sitting.run() as pilot:
        await sitting.begin(pilot)
        assert "0:30 left" in words_of(sitting.screen.query_one(TitleBar))


async def test_elapsed_time_is_saved_while_the_learner_thinks() -> None:
    sitting = Sitting("relu-dead")
    async with sitting.run() as pilot:
        await sitting.begin(pilot)
        sitting.parts.fake_clock.advance(5)
        sitting.screen.save()

        def elapsed() -> float:
            kept = sitting.parts.fake_store.session(1)
            return kept.elapsed_seconds if kept else 0.0

        await wait_for(pilot, lambda: elapsed() == 5, "the elapsed time kept")


async def test_a_question_that_left_the_bank_is_named_and_passed_over() -> None:
    sitting = Sitting("relu-dead", "overfit-signs")
    kept = sitting.parts.fake_store._sessions[1]
    gone = replace(kept.plan[0], question_id="gone")
    sitting.parts.fake_store._sessions[1] = replace(kept, plan=(gone, kept.plan[1]))
    async with sitting.run() as pilot:
        home = sitting.app.screen
        await wait_for(pilot, lambda: isinstance(home, HomeScreen) and home._today, "Home filled")
        await pilot.press("r")
        await wait_for(pilot, sitting.has_asked, "the question that is left")
        assert "overfitting" in sitting.stem
        assert "gone" in next(iter(sitting.app._notifications)).message
        await pilot.press("1", "enter")
        await wait_for(pilot, lambda: sitting.feedback, "feedback")
        assert sitting.attempts[0].planned.question_id == "overfit-signs"


async def test_the_interface_language_changes_under_a_question_and_keeps_the_choice() -> None:
    sitting = Sitting("relu-dead")
    async with sitting.run() as pilot:
        await sitting.begin(pilot)
        await pilot.press("3")
        sitting.app.change_settings(Settings(language=Language.ZH, tour_seen=True))
        await wait_for(pilot, sitting.has_asked, "the question again")
        assert [row.is_chosen for row in sitting.screen.query(OptionRow)] == [False, False, True, False]


async def test_the_pane_is_focused_again_by_tab() -> None:
    sitting = Sitting("clip-norm")
    async with sitting.run() as pilot:
        await sitting.begin(pilot)
        await pilot.press("escape", "tab", "x")
        assert (
            "x"
            in sitting.screen.query_one(AnswerPane).draft[0] + sitting.screen.query_one(AnswerPane).draft[1]
        )


async def test_the_verdict_is_at_the_top_whatever_stood_above_it() -> None:
    sitting = Sitting("train-step")
    async with sitting.run(size=(80, 14)) as pilot:
        await sitting.begin(pilot)
        await pilot.press("1", "a", "enter")
        await wait_for(pilot, lambda: sitting.feedback, "feedback")
        page, feedback = sitting.screen.page, sitting.screen.page.feedback
        await wait_for(pilot, lambda: feedback.region.y == page.region.y + 1, "the verdict on top")


async def test_keys_are_named_as_they_work_while_typing() -> None:
    sitting = Sitting("print-tuple")
    async with sitting.run() as pilot:
        await sitting.begin(pilot)
        bar = sitting.screen.query_one(KeyBar)
        await wait_for(pilot, lambda: "F1 Keys" in words_of(bar), "a key that is no letter")
        assert "F3 zh/en" in words_of(bar)
        await pilot.press("escape")
        await wait_for(pilot, lambda: "? Keys" in words_of(bar) and "l zh/en" in words_of(bar), "letters")


async def test_rows_of_keys_are_listed_only_where_rows_can_be_chosen() -> None:
    sitting = Sitting("relu-dead")
    async with sitting.run() as pilot:
        await sitting.begin(pilot)
        assert "Choose by number or letter" in [what for _, what in keys_of(sitting.screen, sitting.app)]
        await pilot.press("1", "enter")
        await wait_for(pilot, lambda: sitting.feedback, "feedback")
        told = [what for _, what in keys_of(sitting.screen, sitting.app)]
        assert "Choose by number or letter" not in told
        assert "Search all commands" in told


async def test_in_a_window_too_small_nothing_but_that_is_said() -> None:
    sitting = Sitting("relu-dead")
    async with sitting.run() as pilot:
        await sitting.begin(pilot)
        await pilot.resize_terminal(30, 6)
        await wait_for(pilot, lambda: sitting.screen.query_one("#too-small").display, "the sentence")
        shown = [widget.id for widget in sitting.screen.children if widget.display and widget.region]
        assert shown == ["too-small"]


async def test_a_window_that_was_too_small_changes_nothing() -> None:
    sitting = Sitting("print-tuple")
    async with sitting.run() as pilot:
        await sitting.begin(pilot)
        await pilot.press("4")
        await pilot.resize_terminal(30, 6)
        await wait_for(pilot, lambda: sitting.screen.query_one("#too-small").display, "the sentence")
        await pilot.press("s", "n", "question_mark")
        await pilot.resize_terminal(80, 24)
        field = sitting.screen.query_one(Input)
        await wait_for(pilot, lambda: sitting.screen.focused is field, "the field has the cursor again")
        await pilot.press("2")
        assert field.value == "42"
        assert not sitting.screen.session.attempts


async def test_the_field_stays_in_sight_when_the_window_shrinks() -> None:
    sitting = Sitting("softmax-logits", "print-tuple")
    async with sitting.run() as pilot:
        await sitting.begin(pilot)
        await pilot.press("s")
        await wait_for(pilot, lambda: sitting.feedback, "feedback")
        await pilot.press("enter")
        await wait_for(pilot, lambda: sitting.screen.query(Input), "the field")
        await pilot.press("4")
        await pilot.resize_terminal(40, 12)
        page = sitting.screen.page
        field = sitting.screen.query_one(Input)
        await wait_for(pilot, lambda: page.region.contains_region(field.region), "the field in sight")


async def test_typing_brings_the_field_into_sight() -> None:
    sitting = Sitting("print-tuple")
    async with sitting.run() as pilot:
        await sitting.begin(pilot)
        await pilot.resize_terminal(40, 12)
        await pilot.pause()
        page, field = sitting.screen.page, sitting.screen.query_one(Input)
        page.scroll_home(animate=False)
        await pilot.press("4")
        await wait_for(pilot, lambda: page.region.contains_region(field.region), "the field in sight")


async def test_the_key_line_names_the_key_that_submits_what_is_typed() -> None:
    for name, words in (("print-tuple", "enter Submit"), ("batchnorm-modes", "^s Submit")):
        sitting = Sitting(name)
        async with sitting.run() as pilot:
            await sitting.begin(pilot)
            bar = sitting.screen.query_one(KeyBar)
            await wait_for(pilot, lambda bar=bar, words=words: words in words_of(bar), words)  # type: ignore[misc]
            assert words_of(bar).count("Submit") == 1


async def test_what_was_typed_survives_a_killed_process(tmp_path: Path) -> None:
    sitting = Sitting("print-tuple")
    sitting.parts.paths = Paths(tmp_path, tmp_path, tmp_path)
    async with sitting.run() as pilot:
        await sitting.begin(pilot)
        await pilot.press("4", "2")
        await wait_for(pilot, lambda: '"42"' in kept_draft(tmp_path), "the draft on disk")
    after = make_app(sitting.parts)
    sitting.app = after
    async with sitting.run() as pilot:
        await sitting.begin(pilot)
        assert sitting.screen.query_one(Input).value == "42"


def kept_draft(folder: Path) -> str:
    file = folder / DRAFT_NAME
    return file.read_text(encoding="utf-8") if file.exists() else ""


async def test_a_full_disk_is_told_once_and_not_every_few_seconds() -> None:
    sitting = Sitting("relu-dead")
    async with sitting.run() as pilot:
        await sitting.begin(pilot)
        sitting.parts.fake_store.fault = StorageError(message("The disk is full."))
        for _ in range(3):
            saving = sitting.screen.save()
            await wait_for(pilot, lambda saving=saving: saving.is_finished, "the refusal")  # type: ignore[misc]
            await pilot.pause()
        assert [note.message for note in sitting.app._notifications] == ["The disk is full."]
