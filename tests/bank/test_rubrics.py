"""The rubrics that ship hold what interview.md 3.1 asks of them, by the grader itself and without labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dlprep.bank.loader import load_bank
from dlprep.bootstrap import bank_folder
from dlprep.domain.grader.grades import Status
from dlprep.domain.language import Language
from dlprep.domain.questions import OpenQuestion
from dlprep.meaning import choosing
from dlprep.services.answer_grader import AnswerGrader
from fakes_grading import words_grader

if TYPE_CHECKING:
    from pathlib import Path

BANK = load_bank(bank_folder(), cache_dir=None)
QUESTIONS = [one for one in BANK.questions.values() if isinstance(one, OpenQuestion)]
TOPICS = sorted({one.topic for one in QUESTIONS})
LEAST_OF_REFERENCE = 90


def failing_references(grader: AnswerGrader, questions: list[OpenQuestion]) -> list[str]:
    return [
        f"{one.id} {language}: {score}"
        for one in questions
        for language in Language
        if (score := grader.grade(one.points, one.reference.in_language(language)).score or 0)
        < LEAST_OF_REFERENCE
    ]


@pytest.mark.parametrize("topic", TOPICS)
def test_references_earn_nearly_everything(topic: str) -> None:
    assert not failing_references(words_grader(), [one for one in QUESTIONS if one.topic == topic])


@pytest.mark.slow
@pytest.mark.parametrize("name", choosing.EMBEDDERS)
def test_references_earn_nearly_everything_by_meaning(name: str, tmp_path: Path) -> None:
    grader = AnswerGrader(choosing.load(name, tmp_path))

    assert not failing_references(grader, QUESTIONS)


@pytest.mark.slow
@pytest.mark.parametrize("topic", TOPICS)
def test_own_words_cover_a_point_and_every_misconception_is_wrong(topic: str) -> None:
    grader = words_grader()
    failing = []
    for question in QUESTIONS:
        if question.topic != topic:
            continue
        for point in question.points:
            for language in Language:
                right = point.text.in_language(language)
                wrong = [one.text.in_language(language) for one in point.misconceptions]
                expected = [(right, Status.COVERED), *((text, Status.WRONG) for text in wrong)]
                failing += [
                    f"{question.id} {point.id}: {text}"
                    for text, status in expected
                    if grader.grade([point], text).points[0].status is not status
                ]
    assert not failing


def test_an_empty_answer_earns_nothing() -> None:
    grader = words_grader()

    assert {
        grader.grade(one.points, text).score for one in QUESTIONS for text in ("", "不知道", "no idea")
    } == {0}


def test_there_are_questions_for_every_topic() -> None:
    assert len(QUESTIONS) >= 90
    assert len(TOPICS) == 28
