"""Which questions the Library shows, and how each stands with the learner."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from dlprep.domain.messages import mark
from dlprep.domain.presenting import present
from dlprep.tui.prose import MUTED, prose
from dlprep.tui.widgets.record_list import Column, Record
from dlprep.tui.words import GRADE_MARKS, GRADE_STYLES, LEVELS, TYPES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.language import Language
    from dlprep.domain.practice import Attempt
    from dlprep.domain.progress import QuestionRecord
    from dlprep.domain.questions import Question
    from dlprep.services.search import SearchIndex
    from dlprep.tui.translating import Tr

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
    standing: str = ""
    """A key of STANDINGS."""

    def admits(self, question: Question) -> bool:
        """True when topic, level and type fit; words are the index's matter, sources the bank's."""
        return (
            self.topic in ("", question.topic)
            and self.level in ("", question.level.value)
            and self.type in ("", question.type)
        )


STANDINGS = {
    "flagged": mark("Flagged"),
    "wrong": mark("Not right last time"),
    "right": mark("Right last time"),
    "unseen": mark("Not answered yet"),
}
"""How a question may stand with the learner, in the order they are listed."""


@dataclass(frozen=True)
class Mine:
    """What the learner did with the questions of the bank."""

    records: Mapping[str, QuestionRecord]
    flagged: frozenset[str]

    def stands(self, question_id: str, standing: str) -> bool:
        """True when the question stands as a key of STANDINGS says; every one does for nothing."""
        record = self.records.get(question_id)
        match standing:
            case "flagged":
                return question_id in self.flagged
            case "unseen":
                return record is None
            case "right" | "wrong":
                return record is not None and (record.last_grade.value == "correct") == (standing == "right")
        return True


def find_questions(
    bank: QuestionBank, index: SearchIndex, wanted: Filter, mine: Mine
) -> tuple[Question, ...]:
    """The questions that fit, the closest first; without words all that fit, in the order of the bank."""
    if wanted.words.strip():
        hits = index.find(wanted.words, limit=len(bank.questions))
        found = [bank.questions[hit.question_id] for hit in hits]
    else:
        found = list(bank.questions.values())
    return tuple(
        question
        for question in found
        if wanted.admits(question)
        and wanted.source in ("", bank.source(question.id))
        and mine.stands(question.id, wanted.standing)
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


def question_row(question: Question, mine: Mine, language: Language, tr: Tr, pack: str = "") -> Record:
    """The row of a question; one that is of a `pack` begins with its name, one on code ends with its id."""
    label = Content.styled(f"{pack} · ", MUTED) if pack else Content("")
    flag = Content.styled("⚑ ", "bold $text-warning") if question.id in mine.flagged else Content("")
    # Many questions on code ask the same: what does it print?
    name = Content.styled(f"  {question.id}", MUTED) if question.code else Content("")
    return Record(
        question.id,
        (
            flag + label + stem_line(question, language) + name,
            tr(TYPES[question.type]),
            tr(LEVELS[question.level.value]),
            standing(mine.records.get(question.id)),
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


class Tally(NamedTuple):
    """How many of some questions were right the last time, were not, and were never answered."""

    right: int
    wrong: int
    unseen: int


def tally(questions: tuple[Question, ...], mine: Mine) -> Tally:
    """Counts how `questions` stand with the learner."""
    right, wrong = (
        sum(mine.stands(question.id, standing) for question in questions) for standing in ("right", "wrong")
    )
    return Tally(right, wrong, len(questions) - right - wrong)


def tally_marks(counts: Tally) -> Content:
    """A tally in twelve cells: ✓ right, ✗ not right, · never answered; a nought is left out."""
    shown = zip(counts, ("correct", "incorrect", "ungraded"), strict=True)
    return Content("").join(
        Content.styled(f"{GRADE_MARKS[grade]}{count:<3}" if count else " " * 4, GRADE_STYLES[grade])
        for count, grade in shown
    )


def standing_mark(question_id: str, mine: Mine) -> Content:
    """The mark of the last grade in two cells; a dot when it was never answered."""
    record = mine.records.get(question_id)
    grade = record.last_grade.value if record else "ungraded"
    return Content.styled(f"{GRADE_MARKS[grade]} ", f"bold {GRADE_STYLES[grade]}")
