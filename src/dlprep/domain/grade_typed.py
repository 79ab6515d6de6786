"""Graders of typed answers: numeric, cloze, code-output."""

from dlprep.domain.answers import ClozeAnswer, CodeOutputAnswer, NumericAnswer
from dlprep.domain.credit import mean_of, whole
from dlprep.domain.errors import AnswerError
from dlprep.domain.grading import Grade, Grading, PartGrade
from dlprep.domain.messages import message
from dlprep.domain.numbers import parse_number
from dlprep.domain.questions import ClozeQuestion, CodeOutputQuestion, NumericQuestion
from dlprep.domain.spelling import same_output, same_term
from dlprep.domain.tolerance import within


def grade_numeric(question: NumericQuestion, answer: NumericAnswer) -> Grading:
    """Within the tolerance or not; a value that a named mistake leads to is told which."""
    units = (question.unit.zh, question.unit.en) if question.unit else ()
    typed = parse_number(answer.text, units)
    value = typed.value / 100 if typed.percent and "%" not in units else typed.value
    if within(question.tolerance, value, question.answer):
        return Grading(Grade.CORRECT, 1.0)
    slip = next(
        (mistake for mistake in question.mistakes if within(question.tolerance, value, mistake.value)), None
    )
    return Grading(Grade.INCORRECT, 0.0, note=slip.why if slip else None)


def grade_cloze(question: ClozeQuestion, answer: ClozeAnswer) -> Grading:
    """Gaps filled with an accepted spelling over gaps."""
    if len(answer.blanks) != len(question.blanks):
        raise AnswerError(
            message(
                "There are {wanted} gaps to fill, not {given}.",
                wanted=len(question.blanks),
                given=len(answer.blanks),
            )
        )
    parts = [
        PartGrade(str(place), float(same_term(typed, blank.accept)))
        for place, (typed, blank) in enumerate(zip(answer.blanks, question.blanks, strict=True), start=1)
    ]
    return mean_of(parts)


def grade_code_output(question: CodeOutputQuestion, answer: CodeOutputAnswer) -> Grading:
    """What the code prints, apart from spacing and the kind of quotes."""
    return whole(same_output(answer.text, (question.answer, *question.accept)))
