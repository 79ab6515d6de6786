"""Agreement in lines: all answers, the ordinary ones, each language, each kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.grading.foreign import FOREIGN
from benchmarks.grading.measures import correlation, f1, kappa, precision_recall, weighted_kappa
from dlprep.domain.grader.grades import Status
from dlprep.domain.language import Language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.grading.data import Labelled
    from dlprep.domain.grader.grades import AnswerGrade

    Graded = Sequence[tuple[Labelled, AnswerGrade]]


def agreement(answers: Sequence[Labelled]) -> str:
    """How far the two readers agree."""
    first, second = ([one.labels[who][point.id] for one in answers for point in one.points] for who in (0, 1))
    return f"{len(answers)} answers; the two readers agree with kappa {kappa(first, second):.2f}"


def table(title: str, graded: Graded) -> None:
    """Prints everything about these answers; those to other questions stand in a line of their own."""
    every, graded = graded, [pair for pair in graded if pair[0].kind != FOREIGN]
    print(f"\n{title}: {len(graded)} answers")
    _line("ordinary", [pair for pair in graded if pair[0].is_ordinary])
    _line("+ stuffing, injection", [pair for pair in graded if pair[0].kind != "paraphrase"])
    _line("all", graded)
    for language in Language:
        _line(f"ordinary, {language}", [p for p in graded if p[0].is_ordinary and p[0].language is language])
    _points("all points", graded)
    _points("of answers with a number", [pair for pair in graded if pair[1].score is not None])
    for kind in sorted({one.kind for one, _ in every}):
        of_kind = [pair for pair in every if pair[0].kind == kind]
        scores = [grade.score for _, grade in of_kind if grade.score is not None]
        mean = f"{sum(scores) / len(scores):.0f}" if scores else "-"
        theirs = sum(one.score for one, _ in of_kind) / len(of_kind)
        left = len(of_kind) - len(scores)
        print(f"  {kind:15} {len(of_kind):3} answers, {left:2} abstained, mean {mean} (readers {theirs:.0f})")


def _line(title: str, pairs: Graded) -> None:
    given = [(one.score, grade.score) for one, grade in pairs if grade.score is not None]
    theirs, ours = [pair[0] for pair in given], [float(pair[1]) for pair in given]
    print(
        f"  {title:22} answered {len(given) / len(pairs):4.0%}  QWK {weighted_kappa(ours, theirs):.2f}"
        f"  Pearson {correlation(ours, theirs):.2f}"
    )


def _points(title: str, graded: Graded) -> None:
    points = [
        (grade.status, one.credit(grade.id) >= 0.75, one.is_wrong(grade.id))
        for one, whole in graded
        for grade in whole.points
    ]
    covered = f1([ours is Status.COVERED for ours, _, _ in points], [label for _, label, _ in points])
    precision, recall = precision_recall(
        [ours is Status.WRONG for ours, _, _ in points], [label for _, _, label in points]
    )
    print(f"  {title}: covered F1 {covered:.2f}, wrong precision {precision:.2f} recall {recall:.2f}")
