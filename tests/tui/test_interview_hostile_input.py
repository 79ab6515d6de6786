"""What is typed or pasted into the chat and is no answer: taken, shown and kept, and acts on nothing."""

from __future__ import annotations

import pytest
from textual.events import Key, Paste

from dlprep.domain.interviewing.turns import TurnKind
from dlprep.domain.interviewing.typed import LONGEST
from hostile_inputs import NO_ANSWER, NOTHING, is_safe
from tui.interview_chat import Chat, chat

SAMPLE = (
    "200,000 characters", "one line without a space", "emoji", "control characters", "escape sequences",
    "right to left", "zero-width between", "surrogate", "nul between", "markup", "fenced code", "500 lines",
    "injection", "path", "comment",
)  # fmt: skip


def painted(room: Chat) -> str:
    """Every cell of the screen, as a terminal would get it."""
    strips = room.screen._compositor.render_strips()
    return "\n".join(segment.text for strip in strips for segment in strip)


@pytest.mark.parametrize("name", SAMPLE)
async def test_what_is_pasted_is_sent_shown_and_reopened_safely(name: str) -> None:
    async with chat() as room:
        room.screen.box.post_message(Paste(NO_ANSWER[name]))
        await room.until(lambda: room.screen.box.text, "the pasted text")
        await room.pilot.pause()
        assert is_safe(painted(room))
        await room.say("")
        answer = room.screen.interview.turns[2]
        assert answer.kind is TurnKind.ANSWER
        assert answer.grade is not None
        assert answer.grade.score == 0
        assert is_safe(answer.text)
        assert is_safe(painted(room))
        assert room.screen.box.has_focus
        parts = room.parts
    async with chat(parts=parts) as again:
        assert again.screen.interview.turns[2] == answer
        assert is_safe(again.screen.transcript.plain)
        assert answer.text[:40] in again.screen.transcript.plain
        assert is_safe(painted(again))


async def test_markup_is_shown_as_it_was_typed_and_does_nothing() -> None:
    async with chat() as room:
        await room.say(NO_ANSWER["markup"])
        assert NO_ANSWER["markup"] in room.screen.transcript.plain
        await room.pilot.click(room.screen.transcript)
        assert room.pilot.app.is_running


@pytest.mark.parametrize("name", ["blank", "zero width", "nul"])
async def test_nothing_takes_no_turn(name: str) -> None:
    async with chat() as room:
        room.screen.box.post_message(Paste(NOTHING[name]))
        await room.pilot.press("enter")
        await room.pilot.pause()
        assert room.kinds == [TurnKind.OPENING, TurnKind.QUESTION]
        assert not room.screen.is_waiting


async def test_more_than_an_answer_holds_is_cut_and_told() -> None:
    async with chat(notifications=True) as room:
        room.screen.box.post_message(Paste("12345678 " * 20_000))
        await room.until(lambda: room.screen.box.text, "the pasted text")
        assert len(room.screen.box.text) == LONGEST
        await room.until(lambda: "20000" in room.told, "the sentence about it")
        room.screen.box.post_message(Paste("more"))
        await room.pilot.pause()
        assert len(room.screen.box.text) == LONGEST


async def test_letters_typed_in_one_burst_with_control_keys_are_kept() -> None:
    async with chat() as room:
        for key, character in (("a", "a"), ("ctrl+@", "\x00"), ("b", "b"), ("enter", "\r")):
            room.screen.box.post_message(Key(key, character))
        await room.until(lambda: len(room.screen.interview.turns) > 2, "the turn")
        assert room.screen.interview.turns[2].text == "ab"


async def test_a_path_is_offered_no_commands() -> None:
    async with chat() as room:
        commands = room.screen.query_one("#commands")
        seen = []
        for text in ("/h", "etc/"):
            await room.type(text)
            seen.append(commands.display)
        assert seen == [True, False]


async def test_an_unknown_command_is_given_back_with_a_sentence() -> None:
    async with chat(notifications=True) as room:
        await room.type("/hunt")
        await room.pilot.press("enter")
        await room.until(lambda: "/hint" in room.told, "the sentence about it")
        await room.until(lambda: room.screen.box.text == "/hunt", "what was typed")
        assert room.kinds == [TurnKind.OPENING, TurnKind.QUESTION]
