"""Weights from labelled answers: a multinomial logistic regression for each kind of rubric."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler

from dlprep.domain.grader.answers import familiarity
from dlprep.domain.grader.deciding import Fit
from dlprep.domain.grader.grades import Status
from dlprep.domain.grader.weighing import CASES, FEATURES, Weights, case_of, features

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from benchmarks.grading.data import Labelled
    from dlprep.domain.grader.evidence import Evidence

FOLDS = 10
PENALTY = 0.03
"""Inverse strength of the L2 penalty on standardised features."""
WRONG_PRECISION = 0.82
"""A point is called wrong from the chance on at which so many of them are, on questions held out."""
REPLY_NEAR = 2.5
TOPIC_NEAR = 2.0
"""As designed (interview.md 3.2); too few replies and foreign answers are labelled to fit them."""
RICH = "cues+many misconceptions"
"""Rubrics of the bank foresee more errors than those that people bring: the two are fitted apart."""
USUAL = ("excellent", "partial", "mixed")
"""Kinds of answers that are worded as usual."""
_STATUSES = (Status.COVERED, Status.MAYBE, Status.MISSED, Status.WRONG)


@dataclass(frozen=True, slots=True)
class Seen:
    """An answer with what the grader found in it; no evidence where it is empty."""

    answer: Labelled
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    numbers: NDArray[np.float64]
    """A row a point, a column a feature."""
    statuses: NDArray[np.int64]
    """Places in _STATUSES."""
    questions: NDArray[np.str_]


def fit(seen: Sequence[Seen]) -> Fit:
    """Weights for every case; from which chance on a point is wrong is found on held-out questions."""
    rich, plain = ([one for one in seen if _is_rich(one) is wanted] for wanted in (True, False))
    # Free paraphrase looks like silence to a plain rubric, and is to be abstained from.
    told = [one for one in plain if one.answer.kind != "paraphrase"]
    known = {True: _familiar(rich, ["off-topic"]), False: _familiar(plain, ["off-topic", "paraphrase"])}
    weights = {}
    for case in CASES:
        table = _table(rich if case == RICH else told)
        weights[case] = replace(_weights(table, case), wrong_from=_wrong_from(table, case))
    return Fit(weights, REPLY_NEAR, TOPIC_NEAR, {case: known[case == RICH] for case in CASES})


def _familiar(seen: Sequence[Seen], unforeseen: Sequence[str]) -> float:
    """The mean likeness of words, in hundredths, that tells unforeseen answers best from usual ones."""
    free, usual = (
        [familiarity(one.evidence) for one in seen if one.evidence and one.answer.kind in kinds]
        for kinds in (unforeseen, USUAL)
    )

    def told_apart(hundredths: int) -> float:
        below = [sum(one < hundredths / 100 for one in values) / len(values) for values in (free, usual)]
        return below[0] - below[1]

    return max(range(1, 100), key=told_apart) / 100


def _is_rich(seen: Seen) -> bool:
    return case_of(seen.answer.points[0]) == RICH


def folds(seen: Sequence[Seen]) -> Iterator[tuple[list[Seen], list[Seen]]]:
    """Answers to fit on, and answers to other questions to try it on."""
    names = [one.answer.question for one in seen]
    for fitted, held_out in GroupKFold(FOLDS).split(names, groups=names):
        yield [seen[place] for place in fitted], [seen[place] for place in held_out]


def _status(answer: Labelled, point_id: str) -> Status:
    if answer.is_wrong(point_id):
        return Status.WRONG
    credit = answer.credit(point_id)
    return Status.COVERED if credit >= 0.75 else Status.MAYBE if credit >= 0.25 else Status.MISSED


def _table(seen: Sequence[Seen]) -> _Table:
    rows, statuses, questions = [], [], []
    for one in seen:
        for place, (point, evidence) in enumerate(zip(one.answer.points, one.evidence, strict=False)):
            others = (*one.evidence[:place], *one.evidence[place + 1 :])
            rows.append(features(evidence, others))
            statuses.append(_STATUSES.index(_status(one.answer, point.id)))
            questions.append(one.answer.question)
    return _Table(np.array(rows), np.array(statuses), np.array(questions))


def _columns(case: str) -> list[int]:
    return [place for place, name in enumerate(FEATURES) if name in CASES[case]]


def _weights(table: _Table, case: str) -> Weights:
    columns = _columns(case)
    scaler = StandardScaler().fit(table.numbers[:, columns])
    model = LogisticRegression(C=PENALTY, max_iter=5000)
    model.fit(scaler.transform(table.numbers[:, columns]), table.statuses)
    slopes = model.coef_ / scaler.scale_
    bias = model.intercept_ - slopes @ scaler.mean_
    of = {}
    for row, status in enumerate(model.classes_):
        full = np.zeros(len(FEATURES))
        full[columns] = slopes[row]
        of[_STATUSES[status]] = tuple(round(float(value), 5) for value in full)
    return Weights(
        0.0, {_STATUSES[status]: round(float(bias[row]), 5) for row, status in enumerate(model.classes_)}, of
    )


def _wrong_from(table: _Table, case: str) -> float:
    """The smallest chance in steps of 0.01 at which what is called wrong is so often enough."""
    chances, is_wrong = [], []
    for fitted, held_out in GroupKFold(FOLDS).split(table.numbers, groups=table.questions):
        part = _Table(table.numbers[fitted], table.statuses[fitted], table.questions[fitted])
        weights = _weights(part, case)
        for place in held_out:
            given = weights.chances([float(value) for value in table.numbers[place]])
            if max(given, key=lambda status: given[status]) is Status.WRONG:
                chances.append(given[Status.WRONG])
                is_wrong.append(_STATUSES[table.statuses[place]] is Status.WRONG)
    found, right = np.array(chances), np.array(is_wrong)
    for hundredths in range(25, 100):
        called = found >= hundredths / 100
        if called.any() and right[called].mean() >= WRONG_PRECISION:
            return hundredths / 100
    return 1.0
