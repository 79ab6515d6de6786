"""Q07: all cues together, weighted by a logistic regression that is trained on other questions."""

from __future__ import annotations

import math
import random
from statistics import fmean
from typing import TYPE_CHECKING

from dlprep.domain.messages import message
from dlprep.services.gates import cues
from dlprep.services.gates.guessers import ENOUGH
from dlprep.services.gates.rows import Bar, GateRow, Offence, Scope

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlprep.domain.language import Language
    from dlprep.services.gates.keyed import Keyed

_FOLDS = 5
_SEED = 20261126
_ROUNDS = 4
_RIDGE = 1.0
_SLACK = 0.05

Row = list[float]


def ensemble(keyed: Sequence[Keyed], language: Language) -> GateRow:
    """How often the best-scored option is the key, by a model that never saw the question."""
    wordy = [one for one in keyed if not one.is_numeric]
    is_enough = len(wordy) >= ENOUGH
    earned_by_id = _cross_validated(wordy, language) if is_enough else {}
    chance = fmean(one.chance for one in wordy) if wordy else 0.0
    return GateRow(
        gate="Q07",
        title=message("All cues together, cross-validated"),
        figure=fmean(earned_by_id.values()) if is_enough else None,
        bar=Bar(None, chance + _SLACK),
        scope=Scope.SAMPLE,
        way_out=message("Even out the cues of Q04 to Q06 and Q12 that are furthest above chance."),
        language=language,
        sample=len(wordy),
        is_share=True,
        offences=tuple(
            Offence(name, "guessed from its options") for name, got in earned_by_id.items() if got == 1
        ),
    )


def _cross_validated(wordy: Sequence[Keyed], language: Language) -> dict[str, float]:
    """What the guess earns on each question, by id."""
    tables = [_features(one, language) for one in wordy]
    order = random.Random(_SEED).sample(range(len(wordy)), len(wordy))  # noqa: S311 - folds, not a secret
    earned = {}
    for fold in range(_FOLDS):
        held_out = set(order[fold::_FOLDS])
        rows, targets = [], []
        for place, one in enumerate(wordy):
            if place not in held_out:
                rows += tables[place]
                targets += [float(option == one.key) for option in range(len(one.options))]
        weights = fit_logistic(rows, targets)
        for place in held_out:
            scores = [round(_dot(weights, row), 9) for row in tables[place]]
            earned[wordy[place].id] = cues.credit(scores, wordy[place].key)
    return earned


def _features(question: Keyed, language: Language) -> list[Row]:
    """One row an option: a constant, and how the option differs from the mean of its question."""
    lengths = cues.characters(question)
    columns = [
        _scaled(lengths),
        _scaled(cues.words(question)),
        [float(value == max(lengths)) for value in lengths],
        [float(value == min(lengths)) for value in lengths],
        cues.shared_with_stem(question),
        _scaled(cues.shared_with_others(question)),
        cues.commas(question),
        [min(value, 4.0) for value in cues.digits(question)],
        [float(cues.absolute_words(option, language)) for option in question.options],
        [float(cues.hedging_words(option, language)) for option in question.options],
    ]
    centred = [[value - fmean(column) for value in column] for column in columns]
    return [[1.0, *row] for row in zip(*centred, strict=True)]


def _scaled(values: Sequence[float]) -> Row:
    mean = fmean(values) or 1.0
    return [value / mean for value in values]


def fit_logistic(rows: Sequence[Row], targets: Sequence[float]) -> Row:
    """Weights of a ridge-penalised logistic regression, by a few Newton steps."""
    size = len(rows[0])
    weights = [0.0] * size
    for _ in range(_ROUNDS):
        gradient = [-_RIDGE * weight for weight in weights]
        hessian = [[_RIDGE * (at == to) for to in range(size)] for at in range(size)]
        for row, target in zip(rows, targets, strict=True):
            chance = 1 / (1 + math.exp(-max(-30.0, min(30.0, _dot(weights, row)))))
            _accumulate(gradient, hessian, row, target - chance, chance * (1 - chance))
        steps = solve(hessian, gradient)
        weights = [weight + step for weight, step in zip(weights, steps, strict=True)]
    return weights


def _accumulate(gradient: Row, hessian: list[Row], row: Row, error: float, curvature: float) -> None:
    """Adds one row; only the lower half of the Hessian is kept up, `solve` reads no other."""
    for at, value in enumerate(row):
        gradient[at] += error * value
        if value:
            scaled, line = curvature * value, hessian[at]
            for to in range(at + 1):
                line[to] += scaled * row[to]


def solve(lower: Sequence[Row], right: Sequence[float]) -> Row:
    """Solves a symmetric positive definite system given by its lower half (Cholesky)."""
    size = len(right)
    root = [[0.0] * size for _ in range(size)]
    for at in range(size):
        for to in range(at + 1):
            rest = lower[at][to] - _dot(root[at][:to], root[to][:to])
            root[at][to] = math.sqrt(rest) if at == to else rest / root[to][to]
    half: Row = []
    for at in range(size):
        half.append((right[at] - _dot(root[at][:at], half)) / root[at][at])
    answer = [0.0] * size
    for at in reversed(range(size)):
        known = sum(root[below][at] * answer[below] for below in range(at + 1, size))
        answer[at] = (half[at] - known) / root[at][at]
    return answer


def _dot(one: Sequence[float], other: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))
