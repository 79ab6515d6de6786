"""Pictures of an interview in its states that matter. Look at a picture before accepting it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from dlprep.domain.grader.grades import Status
from dlprep.domain.language import Language
from dlprep.domain.opinion.endpoint import Endpoint
from dlprep.domain.opinion.opinions import PointOpinion, SecondOpinion, Verdict
from dlprep.services.interview_opinions import OpinionOffer
from dlprep.settings import Settings
from dlprep.tui.screens.interview import InterviewScreen
from interviewing_samples import PLAN
from tui.support import FakeParts, make_app
from waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.pilot import Pilot

    from dlprep.domain.grader.grades import AnswerGrade
    from dlprep.domain.rubrics import RubricPoint

EN, ZH = Language.EN, Language.ZH
ANSWERS = {
    EN: "+infer, so we keep a running mean of the training batches.\n~train is where I am less sure.",
    ZH: "推理时 +infer 用的是训练中累积的滑动平均，而不是当前这一批的统计量。\n训练时 ~train 我不太确定。",
}


def parts_with_answer(language: Language, answer: str) -> FakeParts:
    """An open interview in which one answer was graded; each mark is quoted as its evidence."""
    parts = FakeParts(Settings(language=language, tour_seen=True))
    grade = parts.fake_grader.grade

    def quoting(points: Sequence[RubricPoint], text: str) -> AnswerGrade:
        graded = grade(points, text)
        quoted = tuple(
            replace(one, evidence=text.split("\n")[one.status is Status.MAYBE])
            if one.status in (Status.COVERED, Status.MAYBE)
            else one
            for one in graded.points
        )
        return replace(graded, points=quoted)

    parts.fake_grader.grade = quoting  # type: ignore[method-assign]
    held = parts.interviewing.start(replace(PLAN, language=language))
    parts.fake_clock.advance(95)
    held = parts.interviewing.say(held, answer)
    parts.interviewing.keep_draft(held, "…")
    return parts


async def resumed(pilot: Pilot[None]) -> None:
    await wait_for(pilot, lambda: pilot.app.screen.query("#topic-list"), "Home filled")
    await pilot.press("v")

    def is_ready() -> bool:
        screen = pilot.app.screen
        return isinstance(screen, InterviewScreen) and screen._material is not None

    await wait_for(pilot, is_ready, "the interview")
    pilot.app.clear_notifications()


@pytest.mark.parametrize(("language", "size"), [(EN, (80, 24)), (ZH, (120, 40))], ids=str)
def test_chat(snap_compare: Callable[..., bool], language: Language, size: tuple[int, int]) -> None:
    parts = parts_with_answer(language, ANSWERS[language])
    assert snap_compare(make_app(parts), terminal_size=size, run_before=resumed)


@pytest.mark.parametrize(("language", "size"), [(EN, (80, 24)), (ZH, (120, 40))], ids=str)
def test_opinions(snap_compare: Callable[..., bool], language: Language, size: tuple[int, int]) -> None:
    parts = parts_with_answer(language, ANSWERS[language])
    words = ANSWERS[language].split("\n")
    said = (
        PointOpinion("infer", Verdict.COVERED, words[0][:24], agrees=True),
        PointOpinion("train", Verdict.UNCERTAIN, "", agrees=False),
        PointOpinion("name", Verdict.COVERED, words[1][:16], agrees=False, contested=True),
    )
    parts.fake_store.keep_opinion(1, 2, SecondOpinion("tiny", said, 60, "name"))
    assert snap_compare(make_app(parts), terminal_size=size, run_before=resumed)


def test_an_offer(snap_compare: Callable[..., bool]) -> None:
    parts = FakeParts(Settings(language=ZH, tour_seen=True))
    endpoint = Endpoint("https://llm.example.org/v1", "qwen3:8b")
    parts.opinion_offer = OpinionOffer(endpoint.notice, endpoint.url)

    async def chosen(pilot: Pilot[None]) -> None:
        await pilot.press("i")
        await wait_for(pilot, lambda: pilot.app.screen.query("#opinions-label"), "the setup")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        pilot.app.screen.query_one("#opinions").focus()
        await pilot.press("right")

    assert snap_compare(make_app(parts), terminal_size=(80, 24), run_before=chosen)


def test_ticking(snap_compare: Callable[..., bool]) -> None:
    parts = parts_with_answer(EN, "?? in my own words\nwhich nobody knows")

    async def ticked(pilot: Pilot[None]) -> None:
        await resumed(pilot)
        await pilot.press("1", "down", "2")

    assert snap_compare(make_app(parts), terminal_size=(80, 24), run_before=ticked)
