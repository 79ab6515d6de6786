"""Measures of a classifier from counts, labels and scores."""

import math
from collections.abc import Sequence


def accuracy(tp: int, fp: int, fn: int, tn: int) -> float:
    """Right over all."""
    return (tp + tn) / (tp + fp + fn + tn)


def precision(tp: int, fp: int) -> float:
    """tp/(tp + fp)."""
    return tp / (tp + fp)


def recall(tp: int, fn: int) -> float:
    """tp/(tp + fn)."""
    return tp / (tp + fn)


def specificity(tn: int, fp: int) -> float:
    """tn/(tn + fp)."""
    return tn / (tn + fp)


def f_score(tp: int, fp: int, fn: int, beta: float = 1.0) -> float:
    """(1 + β²)tp/((1 + β²)tp + β²fn + fp); F1 without `beta`."""
    square = beta * beta
    return (1 + square) * tp / ((1 + square) * tp + square * fn + fp)


def mcc(tp: int, fp: int, fn: int, tn: int) -> float:
    """The Matthews correlation coefficient."""
    return (tp * tn - fp * fn) / math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn))


def class_counts(matrix: Sequence[Sequence[int]], label: int) -> tuple[int, int, int]:
    """(tp, fp, fn) of one class of a confusion matrix whose rows are the true classes."""
    hit = matrix[label][label]
    return hit, sum(row[label] for row in matrix) - hit, sum(matrix[label]) - hit


def class_f1(matrix: Sequence[Sequence[int]], label: int) -> float:
    """F1 of one class of a confusion matrix, 0 when it was neither there nor predicted."""
    hit, extra, missed = class_counts(matrix, label)
    return 2 * hit / (2 * hit + extra + missed) if hit + extra + missed else 0.0


def macro_f1(matrix: Sequence[Sequence[int]]) -> float:
    """The plain mean of the classes' F1."""
    return math.fsum(class_f1(matrix, label) for label in range(len(matrix))) / len(matrix)


def weighted_f1(matrix: Sequence[Sequence[int]]) -> float:
    """The mean of the classes' F1, weighted by how many examples each class has."""
    total = sum(map(sum, matrix))
    return math.fsum(class_f1(matrix, label) * sum(row) for label, row in enumerate(matrix)) / total


def micro_f1(matrix: Sequence[Sequence[int]]) -> float:
    """F1 of the summed counts; with one label an example it is the accuracy."""
    return sum(matrix[label][label] for label in range(len(matrix))) / sum(map(sum, matrix))


def auc(scores: Sequence[float], labels: Sequence[int]) -> float:
    """P(positive above negative) + ½P(tie) (Hanley and McNeil 1982)."""
    positive = [s for s, label in zip(scores, labels, strict=True) if label]
    negative = [s for s, label in zip(scores, labels, strict=True) if not label]
    wins = sum((p > n) + 0.5 * (p == n) for p in positive for n in negative)
    return wins / (len(positive) * len(negative))


def ks(scores: Sequence[float], labels: Sequence[int]) -> float:
    """The largest gap between the true and the false positive rate over all thresholds."""
    positives, found = sum(map(bool, labels)), 0.0
    for threshold in set(scores):
        above = [bool(y) for s, y in zip(scores, labels, strict=True) if s >= threshold]
        gap = sum(above) / positives - (len(above) - sum(above)) / (len(labels) - positives)
        found = max(found, abs(gap))
    return found


def average_precision(scores: Sequence[float], labels: Sequence[int]) -> float:
    """Σ (Rₙ - Rₙ₋₁)Pₙ over the thresholds, tied scores together (scikit-learn)."""
    total, before, positives = 0.0, 0, sum(map(bool, labels))
    for threshold in sorted(set(scores), reverse=True):
        above = [bool(y) for s, y in zip(scores, labels, strict=True) if s >= threshold]
        total += (sum(above) - before) / positives * sum(above) / len(above)
        before = sum(above)
    return total


def interpolated_ap(hits: Sequence[int], truths: int) -> float:
    """All-point AP of detections in order of score, 1 where one is right (PASCAL VOC 2010 on).

    The precision at each recall is the highest at that recall or beyond.
    """
    found = [sum(map(bool, hits[: end + 1])) for end in range(len(hits))]
    precisions = [right / (place + 1) for place, right in enumerate(found)]
    return math.fsum(max(precisions[place:]) for place, hit in enumerate(hits) if hit) / truths


def brier(p: Sequence[float], labels: Sequence[int]) -> float:
    """The mean squared difference of probability and label."""
    return math.fsum((a - y) ** 2 for a, y in zip(p, labels, strict=True)) / len(p)


def kappa(matrix: Sequence[Sequence[int]]) -> float:
    """Cohen's kappa: agreement beyond chance."""
    total = sum(map(sum, matrix))
    seen = sum(matrix[place][place] for place in range(len(matrix))) / total
    columns: list[int] = [sum(column) for column in zip(*matrix, strict=True)]
    products = [sum(row) * column for row, column in zip(matrix, columns, strict=True)]
    chance = sum(products) / (total * total)
    return (seen - chance) / (1 - chance)
