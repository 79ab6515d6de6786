"""The interview as a chat: sending, grading, points, ticking, drafts."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest
from textual.events import Key
from textual.widgets import Static

from dlprep.domain.errors import StorageError
from dlprep.domain.grader.grades import Status
from dlprep.domain.interviewing.exchanges import Assessor
from dlprep.domain.interviewing.turns import TurnKind
from dlprep.domain.language import Language
from dlprep.domain.messages import message
from dlprep.tui.screens.home import HomeScreen
from dlprep.tui.widgets.transcript_view import TurnView
from interviewing_samples import ALL_POINTS
from tui.interview_chat import Chat, chat
from tui.support import FakeParts, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlprep.domain.grader.grades import AnswerGrade
    from dlprep.domain.interviewing.turns import Interview
    from dlprep.domain.rubrics import RubricPoint

SIZES = [(80, 24), (120, 40)]


@pytest.mark.parametrize("language", list(Language), ids=str)
@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_an_answer_is_graded_and_the_interviewer_goes_on(
    size: tuple[int, int], language: Language
) -> None:
    async with chat(size, language) as room:
        await room.say(f"{ALL_POINTS} because of the batch")
        assert room.kinds[2:] == [TurnKind.ANSWER, TurnKind.WHY]
        shown = room.screen.transcript.plain
        assert "because of the batch" in shown
        assert "why one of" in shown
        assert room.screen.box.text == ""
        assert room.screen.box.has_focus


async def test_the_points_stand_below_in_a_narrow_window_and_beside_in_a_wide_one() -> None:
    async with chat((80, 24)) as room:
        assert room.screen.panel.region.y > room.screen.box.region.y
        await room.pilot.resize_terminal(120, 40)
        await room.until(lambda: room.screen.panel.region.x > room.screen.box.region.x, "two columns")
        assert room.screen.panel.region.y < room.screen.box.region.y


async def test_points_light_up_with_sign_word_and_what_was_said() -> None:
    async with chat() as room:
        assert "3 points" in room.screen.panel.plain
        await room.say("+infer ~train !name")
        shown = room.screen.panel.plain
        assert "✓ covered: " in shown
        assert "◐ partly" in shown
        assert "✗ wrong" in shown


async def test_what_is_still_asked_is_veiled_until_enter_shows_it() -> None:
    async with chat() as room:
        await room.say("+infer +name")
        assert room.kinds[-1] is TurnKind.FOLLOW_UP
        before = room.screen.panel.plain
        assert "○ missed" in before
        assert "○ missed: " not in before
        await room.pilot.press("escape", "p", "down", "enter")
        assert "○ missed: " in room.screen.panel.plain


async def test_an_evidence_is_quoted_in_the_panel_and_marked_in_the_answer() -> None:
    async with chat() as room:
        await room.say("+infer +name")
        await room.say("now +train")
        await room.pilot.press("escape", "p", "left")
        assert "“+train”" in room.screen.panel.plain


@pytest.mark.parametrize("key", ["ctrl+j", "alt+enter"])
async def test_a_key_begins_a_new_line_and_enter_sends_all(key: str) -> None:
    async with chat() as room:
        await room.pilot.press("a", key, "b")
        assert room.screen.box.text == "a\nb"
        await room.press("enter")
        assert room.screen.interview.turns[2].text == "a\nb"


async def test_enter_right_behind_many_letters_sends_them_all() -> None:
    text = "+infer 就好比老师傅带徒弟，头几年天天跟着转"
    async with chat() as room:
        before = len(room.screen.interview.turns)
        for letter in text:
            room.pilot.app.post_message(Key(letter, letter))
        room.pilot.app.post_message(Key("enter", "\r"))
        await room.until(lambda: len(room.screen.interview.turns) > before, "the next turn")
        assert room.screen.interview.turns[before].text == text


async def test_nothing_is_sent_from_an_empty_box() -> None:
    async with chat() as room:
        await room.pilot.press("space", "enter")
        await room.pilot.app.workers.wait_for_complete()
        assert len(room.kinds) == 2


async def test_up_and_down_bring_back_what_was_sent_only_into_an_empty_box() -> None:
    async with chat() as room:
        await room.say("first")
        await room.say("/hint")
        box = room.screen.box
        await room.pilot.press("up")
        assert box.text == "/hint"
        await room.pilot.press("up")
        assert box.text == "first"
        await room.pilot.press("down", "down")
        assert box.text == ""
        await room.pilot.press("x", "up")
        assert box.text == "x"


async def test_commands_are_listed_as_they_are_typed_and_carried_out() -> None:
    async with chat() as room:
        line = room.screen.query_one("#commands", Static)
        shown = [line.display]
        await room.pilot.press("slash", "h")
        assert [*shown, line.display] == [False, True]
        assert "/hint /harder" in words_of(line)
        await room.pilot.press("backspace")
        await room.say("style gentle")
        assert room.kinds[-2:] == [TurnKind.COMMAND, TurnKind.REPLY]
        assert "gentle" in room.screen.heading()


async def test_tab_completes_a_command_and_otherwise_moves_on() -> None:
    async with chat() as room:
        await room.type("/ex")
        await room.pilot.press("tab")
        assert room.screen.box.text == "/explain"
        await room.pilot.press("ctrl+u")
        await room.type("an answer")
        await room.pilot.press("tab")
        assert not room.screen.box.has_focus
        assert room.screen.box.text == "an answer"


async def test_words_of_the_interviewer_stream_in_and_are_never_waited_for() -> None:
    async with chat() as room:
        room.pilot.app.animation_level = "full"
        await room.say(f"{ALL_POINTS} because of the batch")
        spoken = [view for view in room.screen.query(TurnView) if view.said is not None]
        assert spoken
        await room.type("already typing")
        assert room.screen.box.text == "already typing"
        await room.until(lambda: all(view.said is None for view in room.screen.query(TurnView)), "all words")
        assert all(view.display for view in room.screen.query(TurnView))


async def test_what_streams_in_is_there_at_once_when_the_next_turn_comes() -> None:
    async with chat() as room:
        room.pilot.app.animation_level = "full"
        await room.say("+infer +name")
        await room.say("/hint")
        last = max(one.number for one in room.screen.interview.turns if one.kind is TurnKind.COMMAND)
        earlier = [view for view in room.screen.query(TurnView) if view.turn.number < last]
        assert all(view.said is None and view.display for view in earlier)


async def test_a_command_that_nobody_knows_is_told_and_given_back() -> None:
    async with chat() as room:
        await room.type("/hnit")
        await room.pilot.press("enter")
        await room.until(lambda: "/hint" in notices(room), "the closest command")
        await room.until(lambda: room.screen.box.text == "/hnit", "what was typed")
        assert not room.screen.box.read_only


async def test_the_language_is_flipped_by_key_and_by_command() -> None:
    async with chat() as room:
        await room.pilot.press("l")
        assert room.screen.box.text == "l"
        await room.press("escape", "l")
        assert room.screen.state.language is Language.ZH
        assert room.screen.box.text == "l"
        room.screen.box.put("")
        await room.say("/lang en")
        assert room.screen.state.language.value == "en"


async def test_half_typed_words_survive_a_command_by_key() -> None:
    async with chat() as room:
        await room.type("half an answer")
        await room.press("f2")
        assert room.screen.box.text == "half an answer"
        assert kept(room).draft == "half an answer"


async def test_a_draft_is_kept_as_it_is_typed_and_back_after_a_kill() -> None:
    async with chat() as room:
        await room.type("half\nan answer")
        await room.until(lambda: kept(room).draft == "half\nan answer", "the draft on disk")
        parts = room.parts
    again = FakeParts()
    again.fake_store = parts.fake_store
    async with chat(parts=again) as room:
        assert room.screen.box.text == "half\nan answer"
        await room.say(" and the rest")
        assert room.screen.interview.turns[2].text == "half\nan answer and the rest"
        assert kept(room).draft == ""


async def test_the_last_words_are_kept_when_the_app_quits_at_once() -> None:
    async with chat() as room:
        await room.type("last words")
    assert kept(room, of=1).draft == "last words"


async def test_an_answer_lies_on_disk_while_it_is_graded() -> None:
    parts = FakeParts()
    grader = SlowGrader(parts)
    async with chat(parts=parts) as room:
        await room.type("slow +infer")
        await room.pilot.press("enter")
        await room.until(grader.asked.is_set, "the grader at work")
        assert "thinking" in room.screen.transcript.plain
        assert kept(room).draft == "slow +infer"
        await room.pilot.press("x")
        assert room.screen.box.text == ""
        grader.go.set()
        await room.until(lambda: len(room.kinds) > 2, "the grade")
        await room.until(lambda: "thinking" not in room.screen.transcript.plain, "the end of thinking")


async def test_an_answer_that_cannot_be_kept_is_given_back() -> None:
    async with chat() as room:
        await room.type("precious words")
        room.parts.fake_store.fault = StorageError(message("The disk is full."))
        await room.pilot.press("enter")
        await room.until(lambda: "disk is full" in notices(room), "the failure")
        await room.until(lambda: room.screen.box.text == "precious words", "the words")
        room.parts.fake_store.fault = None
        await room.press("enter")
        assert room.kinds[2] is TurnKind.ANSWER


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_points_are_ticked_where_the_grader_abstains(size: tuple[int, int]) -> None:
    async with chat(size) as room:
        await room.say("?? in my own words")
        panel = room.screen.panel
        assert room.kinds[-1] is TurnKind.SETTLE
        assert panel.has_focus
        await room.press("1", "down", "2", "down", "3", "d")
        assert [point.grade.status for point in room.screen.state.exchanges[0].points] == [
            Status.COVERED, Status.MAYBE, Status.MISSED,
        ]  # fmt: skip
        assert room.screen.state.exchanges[0].score == 60


async def test_ticking_can_be_done_with_enter_or_the_mouse_alone() -> None:
    async with chat((120, 40)) as room:
        await room.say("?? in my own words")
        await room.press("enter", "down", "enter", "enter", "down", "down", "enter")
        assert room.screen.state.exchanges[0].score == 60


async def test_a_missed_point_can_be_claimed() -> None:
    async with chat() as room:
        await room.say("+infer +name")
        await room.press("escape", "p", "down", "y")
        assert room.kinds[4:6] == [TurnKind.CLAIM, TurnKind.REPLY]
        train = room.screen.state.exchanges[0].points[1]
        assert (train.assessor, train.grade.status) == (Assessor.SELF, Status.COVERED)
        await room.pilot.press("left")
        assert "by your own word" in room.screen.panel.plain


async def test_covered_points_offer_no_claim() -> None:
    async with chat() as room:
        await room.say("+infer +name")
        await room.pilot.press("escape", "p")
        assert not room.screen.panel.check_action("claim", ())
        await room.pilot.press("down")
        assert room.screen.panel.check_action("claim", ())


async def test_the_clock_counts_from_the_last_turn() -> None:
    async with chat() as room:
        room.parts.fake_clock.advance(65)
        assert room.screen.aside() == "1:05 / 30:00"
        await room.say("+infer")
        assert room.screen.aside() == "1:05 / 30:00"


async def test_leaving_keeps_it_and_the_words_of_the_interface_follow_the_settings() -> None:
    async with chat() as room:
        await room.type("half")
        room.pilot.app.action_switch_language()  # type: ignore[attr-defined]
        await room.pilot.pause()
        assert room.screen.box.text == "half"
        await room.pilot.press("escape", "escape")
        await room.until(lambda: isinstance(room.pilot.app.screen, HomeScreen), "Home")
        await room.until(lambda: kept(room).draft == "half", "the draft")


async def test_free_text_is_never_read_as_markup() -> None:
    async with chat((120, 40)) as room:
        await room.say("[bold]x[/] [@click=app.quit]quit[/]")
        assert "[@click=app.quit]quit[/]" in room.screen.transcript.plain


def kept(room: Chat, of: int = 1) -> Interview:
    found = room.parts.fake_store.interview(of)
    assert found is not None
    return found


def notices(room: Chat) -> str:
    return " ".join(each.message for each in room.pilot.app._notifications)


class SlowGrader:
    """Holds the grading up until it is told to go on."""

    def __init__(self, parts: FakeParts) -> None:
        self.asked, self.go = Event(), Event()
        grade = parts.fake_grader.grade

        def slow(points: Sequence[RubricPoint], text: str) -> AnswerGrade:
            if "slow" in text:
                self.asked.set()
                assert self.go.wait(30)
            return grade(points, text)

        parts.fake_grader.grade = slow  # type: ignore[method-assign]


async def test_a_key_leads_from_the_text_field_to_the_points_and_back() -> None:
    async with chat() as room:
        await room.pilot.press("f4")
        assert room.screen.panel.has_focus
        await room.pilot.press("f4")
        assert room.screen.box.has_focus


async def test_no_key_is_bound_that_terminals_send_for_another() -> None:
    async with chat() as room:
        keys = {
            key
            for widget in (room.screen, room.screen.box, room.screen.panel)
            for kind in type(widget).__mro__
            if kind.__module__.startswith("dlprep.")
            for binding in kind.__dict__.get("BINDINGS", ())
            for key in binding.key.split(",")
        }
        assert not keys & {"ctrl+h", "ctrl+i", "ctrl+m"}
