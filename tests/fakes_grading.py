"""Graders of free answers for tests, without an embedder."""

from __future__ import annotations

from dlprep.domain.grader.deciding import Fit
from dlprep.domain.grader.grades import Status
from dlprep.domain.grader.weighing import CASES, FEATURES, Weights
from dlprep.meaning.choosing import NONE, fit_of
from dlprep.services.answer_grader import AnswerGrader, Fitted


def words_grader() -> AnswerGrader:
    """What grades where no embedder loads."""
    return AnswerGrader(Fitted(*fit_of(NONE)))


def cues_grader() -> AnswerGrader:
    """Every cue covers a point, a denied one makes it wrong: for rubrics whose texts are a word."""
    weights = Weights(
        0.5,
        {Status.COVERED: -4.0, Status.WRONG: -9.0, Status.MISSED: 0.0},
        {
            Status.COVERED: tuple(8.0 * (one == "every cue") for one in FEATURES),
            Status.WRONG: tuple(12.0 * (one == "denied") for one in FEATURES),
            Status.MISSED: (0.0,) * len(FEATURES),
        },
    )
    familiar = dict.fromkeys(CASES, 0.2)
    return AnswerGrader(Fitted(Fit(dict.fromkeys(CASES, weights), 2.5, 2.0, familiar), "1"))
