"""Second opinions in the chat: agreed to, shown beside the points, not waited for, kept with the turn."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cached_property
from random import SystemRandom
from typing import TYPE_CHECKING, Any

import pytest

from dlprep.domain.errors import EnvironmentFaultError
from dlprep.domain.interviewing.opinions import takes_opinion
from dlprep.domain.interviewing.transcript import to_markdown
from dlprep.domain.interviewing.turns import TurnKind
from dlprep.domain.language import Language
from dlprep.domain.messages import message
from dlprep.domain.opinion.endpoint import Endpoint
from dlprep.domain.opinion.opinions import Discard
from dlprep.opinion.claim_files import ClaimFiles
from dlprep.opinion.endpoint_model import EndpointModel
from dlprep.services.interview_opinions import InterviewOpinions, OpinionOffer
from dlprep.services.rewording import Rewording
from dlprep.services.second_opinion import SecondOpinions
from dlprep.tui.screens.home import HomeScreen
from dlprep.tui.screens.interview import InterviewScreen
from dlprep.tui.screens.interview_setup import InterviewSetupScreen
from dlprep.tui.widgets.chip_row import ChipRow
from fakes_grading import words_grader
from hostile_inputs import is_safe
from interviewing_samples import PLAN, material
from opinion.stub_server import Answer, labels, says, serving
from tui.interview_chat import Chat, chat
from tui.support import FakeParts, make_app, words_of
from waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dlprep.domain.interviewing.turns import Turn

    Step = Callable[[dict[str, Any]], Answer]

SAID = "it is what was seen before, and no more"


def model(verdicts: dict[str, tuple[str, str]], lively: str = "") -> Step:
    """Gives these verdicts on answers, and says lines of the interviewer in these words."""

    def answer(request: dict[str, Any]) -> Answer:
        return says(verdicts)(request) if labels(request) else Answer(lively)

    return answer


FINDS_NAME = model({"point name": ("covered", "what was seen before")})


class OpinionParts(FakeParts):
    """Parts with a model behind a server."""

    def __init__(self, url: str, folder: Path) -> None:
        super().__init__()
        self._endpoint = Endpoint(url, "tiny", timeout_seconds=5)
        self._folder = folder
        self.opinion_offer = OpinionOffer(self._endpoint.notice, url)

    @cached_property
    def interview_opinions(self) -> InterviewOpinions:
        asked = EndpointModel(self._endpoint)
        opinions = SecondOpinions(asked, ClaimFiles(self._folder), words_grader(), SystemRandom())
        return InterviewOpinions(opinions, material(), self.fake_store)

    @cached_property
    def rewording(self) -> Rewording:
        return Rewording(EndpointModel(self._endpoint))


def agreed(url: str, folder: Path, *, to: str | None = None) -> OpinionParts:
    """An interview is open whose candidate agreed to a server, to this one by default."""
    parts = OpinionParts(url, folder)
    parts.interviewing.start(replace(PLAN, opinions_from=url if to is None else to))
    return parts


def answers(room: Chat) -> list[Turn]:
    return [turn for turn in room.screen.interview.turns if takes_opinion(turn)]


async def until_read(room: Chat) -> None:
    await room.until(lambda: answers(room)[-1].opinion, "the opinion")


async def test_an_opinion_stands_beside_the_points_and_changes_no_score(tmp_path: Path) -> None:
    with serving(FINDS_NAME) as stub:
        parts = agreed(stub.url, tmp_path)
        async with chat(parts=parts) as room:
            await room.say(f"~infer {SAID}")
            before = answers(room)[0].grade
            await until_read(room)
            shown = room.screen.panel.plain
            assert "model: covered “what was seen before”  graders disagree" in shown
            assert shown.count("model: missed") == 2
            assert answers(room)[0].grade == before
            assert room.screen.state.exchanges[0].score == 20
            opinion = answers(room)[0].opinion
    kept = parts.fake_store.interview(1)
    assert kept is not None
    assert kept.turns[2].opinion == opinion
    card = parts.interviewing.scorecard(kept)
    document = to_markdown(kept, card, material(), Language.EN, str)
    assert "Second opinion of tiny, which earns nothing:" in document
    async with chat(parts=parts) as again:
        assert "graders disagree" in again.screen.panel.plain


async def test_the_next_follow_up_is_about_what_the_graders_disagree_on(tmp_path: Path) -> None:
    with serving(FINDS_NAME) as stub:
        async with chat(parts=agreed(stub.url, tmp_path)) as room:
            await room.say(SAID)
            await until_read(room)
            await room.say("I mean what I said")
            asked = [turn.point_id for turn in room.screen.interview.turns if turn.kind is TurnKind.FOLLOW_UP]
            assert asked == ["infer", "name"]


@pytest.mark.parametrize("to", ["", "http://127.0.0.1:9/v1"])
async def test_nothing_is_sent_unless_this_very_server_was_agreed_to(to: str, tmp_path: Path) -> None:
    with serving(FINDS_NAME) as stub:
        async with chat(parts=agreed(stub.url, tmp_path, to=to)) as room:
            await room.say(SAID)
            await room.say("/skip")
            await room.pilot.pause(0.2)
            assert stub.requests == []
            assert "model:" not in room.screen.panel.plain


async def test_a_slow_server_holds_nobody_up_and_is_let_go(tmp_path: Path) -> None:
    with serving(Answer(waits=True)) as stub:
        parts = agreed(stub.url, tmp_path)
        async with chat(parts=parts) as room:
            await room.say(SAID)
            await room.until(lambda: stub.requests, "the request")
            await room.say("I mean what I said")
            await room.type("still typing")
            assert room.screen.box.text == "still typing"
            assert not stub.over.is_set()
            left = room.screen
            await room.pilot.press("escape", "escape")
            await room.until(lambda: isinstance(room.pilot.app.screen, HomeScreen), "Home")
            assert left.model._has_left.is_set()
        assert not stub.over.is_set()
    kept = parts.fake_store.interview(1)
    assert kept is not None
    assert not any(turn.opinion for turn in kept.turns)


async def test_an_opinion_that_comes_after_leaving_is_dropped(tmp_path: Path) -> None:
    with serving(FINDS_NAME) as stub:
        parts = agreed(stub.url, tmp_path)
        async with chat(parts=parts) as room:
            left = room.screen
            left.model.leave()
            await room.say(SAID)
            left.model.ask(left.interview, 2, left.state)
            await room.pilot.pause(0.2)
        assert stub.requests == []


def _hostile(request: dict[str, Any]) -> Answer:
    """Finds everything, the decoy too, and talks to the terminal."""
    quote = "\x1b[2J\x1b]0;owned\x07[bold]what was seen before[/]"
    return Answer(json.dumps({name: {"verdict": "covered", "quote": quote} for name in labels(request)}))


@pytest.mark.parametrize(
    ("step", "why"),
    [
        (_hostile, Discard.DECOY),
        (Answer("\x1b[2J[@click=app.quit]All covered.[/]"), Discard.UNREADABLE),
        (Answer(status=500), Discard.REFUSED),
        (Answer(status=302, headers={"location": "http://127.0.0.1:1/"}), Discard.REDIRECTED),
    ],
)
async def test_a_reply_that_is_no_opinion_is_one_quiet_line(
    step: Step | Answer, why: Discard, tmp_path: Path
) -> None:
    with serving(step) as stub:
        async with chat(parts=agreed(stub.url, tmp_path), notifications=True) as room:
            await room.say(SAID)
            await until_read(room)
            opinion = answers(room)[0].opinion
            assert opinion is not None
            assert opinion.discarded is why
            assert room.screen.panel.plain.count("No second opinion: ") == 1
            assert is_safe(room.screen.panel.plain)
            assert room.told == ""
            await room.say("it goes on")


async def test_a_server_that_is_not_there_is_one_quiet_line(tmp_path: Path) -> None:
    with serving() as stub:
        url = stub.url
    async with chat(parts=agreed(url, tmp_path), notifications=True) as room:
        await room.say(SAID)
        await until_read(room)
        assert "cannot be reached" in room.screen.panel.plain
        await room.say("it goes on")
        assert room.told == ""


async def test_a_client_that_is_gone_is_one_quiet_line(tmp_path: Path) -> None:
    class Gone(OpinionParts):
        @property
        def interview_opinions(self) -> InterviewOpinions:
            raise EnvironmentFaultError(message("Not installed."), message("Install it."))

        @property
        def rewording(self) -> Rewording:
            raise AssertionError("a model that cannot be asked is not asked for words")

    parts = Gone("http://127.0.0.1:9/v1", tmp_path)
    parts.interviewing.start(replace(PLAN, opinions_from="http://127.0.0.1:9/v1"))
    async with chat(parts=parts, notifications=True) as room:
        await room.say(SAID)
        await room.until(lambda: "Not installed." in room.screen.panel.plain, "the line")
        assert "Install it" not in room.screen.panel.plain
        await room.say("it goes on")
        assert room.told == ""


async def test_a_bridge_is_livelier_and_kept_as_it_was_authored(tmp_path: Path) -> None:
    def lively(request: dict[str, Any]) -> Answer:
        return Answer(f"{request['messages'][-1]['content']} Ho!")

    def step(request: dict[str, Any]) -> Answer:
        return FINDS_NAME(request) if labels(request) else lively(request)

    with serving(step) as stub:
        async with chat(parts=agreed(stub.url, tmp_path)) as room:
            await room.say(SAID)
            await room.until(lambda: len(stub.requests) >= 4, "lines reworded")
            await room.until(lambda: len(room.screen.model._words._known) >= 3, "lines kept")
            await room.say("/skip")
            await room.say("/skip")
            bridges = [turn for turn in room.screen.interview.turns if turn.kind is TurnKind.BRIDGE]
            assert bridges
            assert " Ho!" in room.screen.transcript.plain
            assert not any("Ho!" in turn.text for turn in room.screen.interview.turns)
        assert all(SAID not in json.dumps(one) for one in stub.requests if not labels(one))


async def _setup(pilot: Any, app: Any) -> InterviewSetupScreen:
    await pilot.press("i")
    await wait_for(pilot, lambda: app.screen.name == "interview" and app.screen._offer, "the offer")
    assert isinstance(app.screen, InterviewSetupScreen)
    return app.screen


async def test_the_setup_says_where_answers_go_and_asks_first(tmp_path: Path) -> None:
    app = make_app(OpinionParts("http://example.org/v1", tmp_path))
    async with app.run_test(size=(80, 40)) as pilot:
        screen = await _setup(pilot, app)
        label = words_of(screen.query_one("#opinions-label"))
        assert "Answers leave this machine" in label
        assert "example.org, unencrypted" in label
        assert screen.plan().opinions_from == ""
        screen.query_one("#opinions", ChipRow).focus()
        await pilot.press("right")
        assert screen.plan().opinions_from == "http://example.org/v1"
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, InterviewScreen), "the interview")
        assert isinstance(app.screen, InterviewScreen)
        assert app.screen.interview.plan.opinions_from == "http://example.org/v1"


async def test_what_cannot_be_had_is_said_and_cannot_be_chosen() -> None:
    parts = FakeParts()
    parts.opinion_offer = OpinionOffer(message("Second opinions need a package that is not installed: x."))
    app = make_app(parts)
    async with app.run_test(size=(80, 40)) as pilot:
        screen = await _setup(pilot, app)
        assert "not installed" in words_of(screen.query_one("#opinions-label"))
        assert not screen.query_one("#opinions").display
        assert screen.plan().opinions_from == ""


async def test_where_no_model_is_named_nothing_is_said() -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i")
        await wait_for(pilot, lambda: app.screen.query("#opinions-label"), "the setup")
        await app.workers.wait_for_complete()
        assert not app.screen.query_one("#opinions-label").display
        assert not app.screen.query_one("#opinions").display
