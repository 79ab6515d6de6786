"""Agreement of the grader with the readers, by embedder and language: `make grade-report`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.grading.data import SPECIAL, load
from benchmarks.grading.llm import NAME as LLM
from benchmarks.grading.llm import OpinionGrader
from benchmarks.grading.measures import correlation, f1, kappa, precision_recall, weighted_kappa
from dlprep.bank.loader import load_bank
from dlprep.bootstrap import bank_folder
from dlprep.domain.errors import DlprepError
from dlprep.domain.grader.grades import Status
from dlprep.domain.language import Language
from dlprep.meaning import choosing
from dlprep.services.answer_grader import AnswerGrader, background_of

if TYPE_CHECKING:
    from benchmarks.grading.data import Labelled
    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.grader.grades import AnswerGrade


def main() -> None:
    """Prints a table for rules alone, or for the embedders named as arguments."""
    bank = load_bank(bank_folder(), cache_dir=None)
    answers = load(bank)
    first, second = (
        [one.labels[who][point.id] for one in answers for point in one.question.points] for who in (0, 1)
    )
    print(f"{len(answers)} answers; the two readers agree with kappa {kappa(first, second):.2f}")
    with tempfile.TemporaryDirectory() as cache:
        for name in sys.argv[1:] or [choosing.NONE]:
            grader = _opinions(answers) if name == LLM else _grader(name, bank, Path(cache))
            graded = [(one, grader.grade(one.question.points, one.text)) for one in answers]
            for language in (None, *Language):
                _print(name, language, [pair for pair in graded if language in (None, pair[0].language)])
            if isinstance(grader, OpinionGrader):
                print(f"\n{LLM}: {grader.summary()}")


def _grader(name: str, bank: QuestionBank, cache: Path) -> AnswerGrader:
    return AnswerGrader(None if name == choosing.NONE else choosing.load(name, background_of(bank), cache))


def _opinions(answers: list[Labelled]) -> OpinionGrader:
    try:
        return OpinionGrader([one.question for one in answers])
    except DlprepError as error:
        sys.exit(str(error))


def _print(name: str, language: Language | None, graded: list[tuple[Labelled, AnswerGrade]]) -> None:
    print(f"\n{name}, {language.value if language else 'both languages'}")
    ordinary = [pair for pair in graded if pair[0].kind not in SPECIAL]
    for title, pairs in (("ordinary", ordinary), ("all", graded)):
        given = [(one.score, grade.score) for one, grade in pairs if grade.score is not None]
        theirs, ours = [pair[0] for pair in given], [float(pair[1]) for pair in given]
        share = len(given) / len(pairs)
        print(
            f"  {title:9} answered {share:4.0%}  QWK {weighted_kappa(ours, theirs):.2f}"
            f"  Pearson {correlation(ours, theirs):.2f}"
        )
    points = [(grade.status, one.labels[0][grade.id]) for one, whole in graded for grade in whole.points]
    covered = f1([ours is Status.COVERED for ours, _ in points], [label == "covered" for _, label in points])
    precision, recall = precision_recall(
        [ours is Status.WRONG for ours, _ in points], [label == "wrong" for _, label in points]
    )
    print(f"  points    covered F1 {covered:.2f}  wrong precision {precision:.2f} recall {recall:.2f}")
    for kind in sorted({one.kind for one, _ in graded}):
        scores = [grade.score for one, grade in graded if one.kind == kind and grade.score is not None]
        count = sum(one.kind == kind for one, _ in graded)
        mean = f"{sum(scores) / len(scores):.0f}" if scores else "-"
        print(f"  {kind:15} {count:3} answers, {count - len(scores):2} abstained, mean score {mean}")


if __name__ == "__main__":
    main()
