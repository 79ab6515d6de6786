"""From a question and an answer to a Grading: pure, the same every time."""

from collections.abc import Callable, Mapping
from typing import Any

from dlprep.domain.answers import Answer, OpenAnswer, SkippedAnswer
from dlprep.domain.errors import AnswerError
from dlprep.domain.grade_arrangement import grade_match, grade_order
from dlprep.domain.grade_choice import grade_multi, grade_single, grade_spot_bug, grade_tf_reason
from dlprep.domain.grade_typed import grade_cloze, grade_code_output, grade_numeric
from dlprep.domain.grading import Grade, Grading
from dlprep.domain.messages import message
from dlprep.domain.questions import OpenQuestion, Question
from dlprep.domain.rubric_grading import grade_text


def _grade_open(question: OpenQuestion, answer: OpenAnswer) -> Grading:
    return grade_text(question.points, answer.text)


# An answer's type equals its question's, so each grader meets only the two it is written for.
_GRADERS: Mapping[str, Callable[[Any, Any], Grading]] = {
    "single": grade_single,
    "multi": grade_multi,
    "tf-reason": grade_tf_reason,
    "numeric": grade_numeric,
    "cloze": grade_cloze,
    "order": grade_order,
    "match": grade_match,
    "code-output": grade_code_output,
    "spot-bug": grade_spot_bug,
    "open": _grade_open,
}


def grade_answer(question: Question, answer: Answer) -> Grading:
    """Grades `answer` to `question`; a skipped one is incorrect and earns nothing.

    A template is drawn first (`dlprep.domain.drawing`) and answered as the numeric question it makes.

    Raises:
        AnswerError: if the answer cannot be read as one to this question.
    """
    if isinstance(answer, SkippedAnswer):
        return Grading(Grade.INCORRECT, 0.0)
    if answer.type != question.type or question.type not in _GRADERS:
        raise AnswerError(
            message(
                "A “{wanted}” question cannot take a “{given}” answer.",
                wanted=question.type,
                given=answer.type,
            )
        )
    return _GRADERS[question.type](question, answer)
