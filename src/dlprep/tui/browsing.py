"""Which questions the Library shows, and how each stands with the learner."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from dlprep.domain.presenting import present
from dlprep.tui.prose import MUTED, prose
from dlprep.tui.widgets.record_list import Column, Record
from dlprep.tui.words import GRADE_MARKS, GRADE_STYLES, LEVELS, TYPES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.language import Language
    from dlprep.domain.practice import Attempt
    from dlprep.domain.progress import QuestionRecord
    from dlprep.domain.questions import Question
    from dlprep.services.search import SearchIndex

    Tr = Callable[..., str]

_WIDE = 96
_PARAMETER = re.compile(r"\{\{\s*(\w+)[^{}]*\}\}")


@dataclass(frozen=True)
class Filter:
    """What is looked for; an empty field admits everything."""

    words: str = ""
    topic: str = ""
    level: str = ""
    type: str = ""
    source: str = ""
    """The name of a pack, or of the shipped bank."""

    def admits(self, question: Question) -> bool:
        """True when topic, level and type fit; words are the index's matter, sources the bank's."""
        return (
            self.topic in ("", question.topic)
            and self.level in ("", question.level.value)
            and self.type in ("", question.type)
        )


def find_questions(bank: QuestionBank, index: SearchIndex, wanted: Filter) -> tuple[Question, ...]:
    """The questions that fit, the closest first; without words all that fit, in the order of the bank."""
    if wanted.words.strip():
        hits = index.find(wanted.words, limit=len(bank.questions))
        found = [bank.questions[hit.question_id] for hit in hits]
    else:
        found = list(bank.questions.values())
    return tuple(
        question
        for question in found
        if wanted.admits(question) and wanted.source in ("", bank.source(question.id))
    )


def question_columns(tr: Tr) -> tuple[Column, ...]:
    """Question, type, level, how it went."""
    return (
        Column(tr("Question")),
        Column(tr("Type"), 18, from_width=_WIDE),
        Column(tr("Level"), 6),
        Column(tr("You"), 11),
    )


def stem_line(question: Question, language: Language) -> Content:
    """The stem on one line; the numbers of a template, which are drawn later, stand as their names."""
    return prose(_PARAMETER.sub(r"\1", question.stem.in_language(language)).replace("\n", " "))


def asked_line(attempt: Attempt, bank: QuestionBank, language: Language) -> Content:
    """The stem of an answered question on one line, with the numbers that were drawn for it.

    A question that left the bank is named by its id.
    """
    if attempt.planned.question_id not in bank.questions:
        return Content(attempt.planned.question_id)
    return stem_line(present(bank, attempt.planned).question, language)


def question_row(
    question: Question, record: QuestionRecord | None, language: Language, tr: Tr, pack: str = ""
) -> Record:
    """The row of a question; one that is of a `pack` begins with its name."""
    label = Content.styled(f"{pack} · ", MUTED) if pack else Content("")
    return Record(
        question.id,
        (
            label + stem_line(question, language),
            tr(TYPES[question.type]),
            tr(LEVELS[question.level.value]),
            standing(record),
        ),
    )


def standing(record: QuestionRecord | None) -> Content:
    """The mark of the last grade and the mean score so far; a dash when it was never answered."""
    if record is None:
        return Content.styled("–", MUTED)
    grade = record.last_grade.value
    mean = round(100 * record.score_sum / record.attempts) if record.attempts else 0
    return Content.styled(f"{GRADE_MARKS[grade]} {mean:>3}% ×{record.attempts}", GRADE_STYLES[grade])


def questions_by_claim(bank: QuestionBank) -> dict[str, tuple[Question, ...]]:
    """For each claim with questions, those that grew from it, in the order of the bank."""
    found: dict[str, list[Question]] = {}
    for question in bank.questions.values():
        for claim_id in dict.fromkeys(question.roots):
            found.setdefault(claim_id, []).append(question)
    return {claim_id: tuple(questions) for claim_id, questions in found.items()}


def records_of(questions: tuple[Question, ...], records: Mapping[str, QuestionRecord]) -> tuple[int, int]:
    """How many of `questions` were answered, and how many of those were right the last time."""
    answered = [records[question.id] for question in questions if question.id in records]
    return len(answered), sum(record.last_grade.value == "correct" for record in answered)
