"""Graders of questions with options: single, multi, tf-reason, spot-bug."""

from dlprep.domain.answers import ChoiceAnswer, ChoicesAnswer, SpotBugAnswer, TfReasonAnswer
from dlprep.domain.credit import check_ids, from_parts, mean_of, whole
from dlprep.domain.errors import AnswerError
from dlprep.domain.grading import Grading, PartGrade
from dlprep.domain.messages import message
from dlprep.domain.questions import MultiQuestion, SingleQuestion, SpotBugQuestion, TfReasonQuestion


def grade_single(question: SingleQuestion, answer: ChoiceAnswer) -> Grading:
    """All for the key, nothing for another option."""
    check_ids({answer.option}, {option.id for option in question.options})
    return whole(answer.option in question.key)


def grade_multi(question: MultiQuestion, answer: ChoicesAnswer) -> Grading:
    """A hit adds one key's share, a false alarm takes one away, and nothing falls below zero."""
    check_ids(set(answer.options), {option.id for option in question.options})
    hits = len(answer.options & question.key)
    false_alarms = len(answer.options - question.key)
    parts = [
        PartGrade(option.id, float((option.id in answer.options) == option.correct))
        for option in question.options
    ]
    return from_parts(parts, max(0, hits - false_alarms) / len(question.key))


def grade_tf_reason(question: TfReasonQuestion, answer: TfReasonAnswer) -> Grading:
    """Half for the truth value, half for the reason."""
    check_ids({answer.option}, {option.id for option in question.options})
    truth = answer.truth == question.truth
    reason = answer.option in question.key
    return mean_of([PartGrade("truth", float(truth)), PartGrade("reason", float(reason))])


def grade_spot_bug(question: SpotBugQuestion, answer: SpotBugAnswer) -> Grading:
    """Half for the line, half for the kind of bug."""
    check_ids({answer.option}, {option.id for option in question.options})
    lines = len(question.code.splitlines())
    if not 1 <= answer.line <= lines:
        raise AnswerError(message("The code has lines 1 to {lines}.", lines=lines))
    line, category = answer.line in question.bug_lines, answer.option in question.key
    return mean_of([PartGrade("line", float(line)), PartGrade("category", float(category))])
