"""How a planned question is shown: numbers drawn, options in their displayed order."""

import random
from contextlib import suppress
from dataclasses import dataclass

from dlprep.domain.bank import QuestionBank
from dlprep.domain.drawing import Draw, draw_from, draw_values, fill_question
from dlprep.domain.errors import BadInputError
from dlprep.domain.messages import message
from dlprep.domain.practice import PlannedQuestion
from dlprep.domain.questions import (
    MatchQuestion,
    MultiQuestion,
    OrderQuestion,
    Question,
    SingleQuestion,
    SpotBugQuestion,
    TemplateQuestion,
    TfReasonQuestion,
)


@dataclass(frozen=True, slots=True)
class Presented:
    """A question ready to be shown and answered."""

    planned: PlannedQuestion
    question: Question
    """Never a template: templates come as the numeric question their seed makes."""
    order: tuple[str, ...]
    """Ids in displayed order: of options, of steps, or of right sides. Empty for typed answers."""


def present(bank: QuestionBank, planned: PlannedQuestion) -> Presented:
    """The planned question as it is shown, the same every time.

    A template of the same version comes with the numbers that were kept, also when its bounds were changed.

    Raises:
        BadInputError: if the bank no longer holds it.
    """
    question = _held(bank, planned.question_id)
    if isinstance(question, TemplateQuestion):
        question = fill_question(question, _numbers(question, planned))
    return Presented(planned, question, display_order(question, planned.shuffle_seed))


def _held(bank: QuestionBank, question_id: str) -> Question:
    if question_id in bank.questions:
        return bank.questions[question_id]
    raise BadInputError(
        message("There is no {kind} “{name}”.", kind=message("question"), name=question_id),
        message("It left the bank, or its pack was removed; answers to it stay in the history."),
    )


def _numbers(template: TemplateQuestion, planned: PlannedQuestion) -> Draw:
    if planned.drawn is not None and planned.drawn.version == template.version:
        with suppress(ValueError, ArithmeticError):
            return draw_from(template, planned.drawn.parameters)
    return draw_values(template, planned.template_seed or 0)


def is_edited(bank: QuestionBank, planned: PlannedQuestion) -> bool:
    """True when the question is no longer as it was when it was planned or answered."""
    return bank.hashes.get(planned.question_id) != planned.content_hash


def display_order(question: Question, seed: int) -> tuple[str, ...]:
    """Ids of what is chosen from, in the order shown; shuffled by `seed` unless the author fixed it."""
    match question:
        case SingleQuestion() | MultiQuestion() | TfReasonQuestion() | SpotBugQuestion():
            ids = [option.id for option in question.options]
            fixed = question.keep_order
        case OrderQuestion():
            ids, fixed = [step.id for step in question.steps], False
        case MatchQuestion():
            ids, fixed = [*(pair.id for pair in question.pairs), question.spare.id], False
        case _:
            return ()
    if fixed:
        return tuple(ids)
    chance = random.Random(f"{question.id}/{seed}")  # noqa: S311 - display order, not a secret
    shuffled = chance.sample(ids, len(ids))
    if isinstance(question, OrderQuestion) and shuffled == ids:
        shuffled.reverse()  # steps shown already in order would give the answer away
    return tuple(shuffled)
