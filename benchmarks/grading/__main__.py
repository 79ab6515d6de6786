"""Agreement with the readers on questions held out, and the fit: `make grade-report`, `make grade-fit`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.grading.data import load, load_brought
from benchmarks.grading.fitting import Seen, fit, folds
from benchmarks.grading.foreign import foreign
from benchmarks.grading.kept import Keeping
from benchmarks.grading.llm import NAME as LLM
from benchmarks.grading.llm import OpinionGrader
from benchmarks.grading.shipping import write_background, write_vectors
from benchmarks.grading.tables import agreement, table
from dlprep.bank.loader import load_bank
from dlprep.bootstrap import bank_folder
from dlprep.domain.errors import DlprepError
from dlprep.domain.grader import answers as grading
from dlprep.domain.grader.deciding import Fit
from dlprep.domain.grader.reading import read
from dlprep.domain.questions import OpenQuestion
from dlprep.meaning import choosing
from dlprep.meaning.nearness import EmbeddedMeanings
from dlprep.meaning.shipped import ShippedVectors
from dlprep.services.answer_grader import AnswerGrader, Fitted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.grading.data import Labelled
    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.grader.grades import AnswerGrade

CACHE = Path(__file__).parents[2] / "build" / "grading"
_NO_FIT = Fit({}, 0.0, 0.0, {})


def main() -> None:
    """Fits with `fit` as the first argument, makes what ships with `vectors`; otherwise reports."""
    task = sys.argv[1] if sys.argv[1:2] in (["fit"], ["vectors"]) else ""
    names = sys.argv[2:] if task else sys.argv[1:]
    bank = load_bank(bank_folder(), cache_dir=None)
    if task:
        write_background(bank)
    if task == "vectors":
        for name in names:
            write_vectors(choosing.EMBEDDERS[name](), bank)
        return
    ours, brought = load(bank), load_brought()
    print(agreement((*ours, *brought)))
    for name in names or [choosing.NONE]:
        if name == LLM:
            _report_opinions(bank, ours)
            continue
        kept = Keeping(choosing.EMBEDDERS[name](), CACHE) if name != choosing.NONE else None
        if kept and task:
            write_vectors(kept, bank)
        grader = AnswerGrader(Fitted(_NO_FIT, "0", _meanings(kept) if kept else None))
        others = (
            *foreign(ours, lambda question: bank.question(question).topic),
            *foreign(brought, lambda question: question),
        )
        seen = [_seen(grader, one) for one in (*ours, *brought, *others)]
        if kept:
            kept.keep()
        if task:
            _write(name, fit(seen), len(seen))
        else:
            _report(name, grader, seen, ours, brought)


def _meanings(kept: Keeping) -> EmbeddedMeanings:
    return EmbeddedMeanings(kept, choosing.background(), shipped=ShippedVectors(choosing.FITTED, kept))


def _seen(grader: AnswerGrader, answer: Labelled) -> Seen:
    reading = read(answer.text)
    return Seen(answer, tuple(grader.evidence(answer.points, reading)))


def _write(name: str, found: Fit, answers: int) -> None:
    path = Path(choosing.__file__).parent / "fitted" / f"{name}.json"
    weights = {
        case: {status.value: [held.bias[status], *held.of[status]] for status in held.of}
        for case, held in found.weights.items()
    }
    before = json.loads(path.read_text(encoding="utf-8"))["version"] if path.exists() else "0"
    whole = {
        "version": str(int(before) + 1),
        "answers": answers,
        "wrong_from": {case: held.wrong_from for case, held in found.weights.items()},
        "reply_near": found.reply_near,
        "topic_near": found.topic_near,
        "familiar": found.familiar,
        "weights": weights,
    }
    path.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")
    print(f"{path.name}: version {whole['version']}, {answers} answers, wrong from {whole['wrong_from']}")


def _held_out(grader: AnswerGrader, seen: Sequence[Seen]) -> Iterator[tuple[Labelled, AnswerGrade]]:
    """Every answer, graded with weights that saw nothing of its question."""
    for fitted, tried in folds(seen):
        weights = fit(fitted)
        for one in tried:
            answer = one.answer
            reading = read(answer.text)
            yield (
                answer,
                grading.grade(answer.points, answer.text, reading, one.evidence, weights, grader.name),
            )


def _report(
    name: str,
    grader: AnswerGrader,
    seen: Sequence[Seen],
    ours: Sequence[Labelled],
    brought: Sequence[Labelled],
) -> None:
    graded = list(_held_out(grader, seen))
    for title, answers in (("of the bank", ours), ("brought", brought)):
        asked = {one.question for one in answers}
        table(f"{name}, questions {title}", [pair for pair in graded if pair[0].question in asked])


def _report_opinions(bank: QuestionBank, ours: Sequence[Labelled]) -> None:
    """What a model of the learner's own says of the answers."""
    questions = [bank.question(name) for name in {one.question for one in ours}]
    try:
        grader = OpinionGrader([one for one in questions if isinstance(one, OpenQuestion)])
    except DlprepError as error:
        sys.exit(str(error))
    table(LLM, [(one, grader.grade(one.points, one.text)) for one in ours])
    print(f"\n{LLM}: {grader.summary()}")


if __name__ == "__main__":
    main()
