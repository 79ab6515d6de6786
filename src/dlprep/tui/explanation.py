"""What is told about an answer, as plain values, and what the tellers of all question types share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlprep.domain.messages import Message, mark
from dlprep.tui.words import GRADE_MARKS

if TYPE_CHECKING:
    from dlprep.domain.answers import Answer
    from dlprep.domain.grading import Grading, PartGrade
    from dlprep.domain.language import Language
    from dlprep.domain.messages import Translate
    from dlprep.domain.presenting import Presented
    from dlprep.domain.text import Text

RIGHT, HALF, WRONG, NEUTRAL = (
    GRADE_MARKS[grade] for grade in ("correct", "partial", "incorrect", "ungraded")
)


@dataclass(frozen=True)
class Part:
    """One piece of the feedback."""

    mark: str
    """✓ ◐ ✗ or · when nothing was earned or lost by it."""
    words: str
    tag: str = ""
    """What the learner did with it, such as “your answer”."""
    why: str = ""
    is_literal: bool = False
    """True for words that are shown letter by letter, such as what a program prints."""


@dataclass(frozen=True)
class Repair:
    """Code with a bug, and what makes it right."""

    code: str
    fix: str
    bug_lines: tuple[int, ...]
    """Line numbers of `code`, from 1."""


@dataclass(frozen=True)
class Explanation:
    """Everything shown after an answer."""

    grade: str
    percent: int
    """Score from 0 to 100."""
    note: str
    """One sentence on the answer as a whole, or nothing."""
    given: str
    """The answer as it was given, where the parts do not show it."""
    right: str
    """The right answer in short, where the parts do not show it."""
    model_answer: str
    """What a good answer in one's own words would be, or nothing."""
    parts: tuple[Part, ...]
    explanation: str
    repair: Repair | None
    """The bug and its repair, where there is one."""
    sources: tuple[tuple[str, str], ...]
    """Title and address."""


@dataclass(frozen=True)
class Reading:
    """A question with its answer and grading, and the languages to tell about it in."""

    presented: Presented
    answer: Answer
    grading: Grading
    language: Language
    translate: Translate

    @property
    def is_skipped(self) -> bool:
        """True when nothing was answered."""
        return self.answer.type == "skipped"

    def words(self, value: Text | Message | None) -> str:
        """`value` in the language of the question, or of the interface; nothing for None."""
        if value is None:
            return ""
        return (
            value.render(self.translate) if isinstance(value, Message) else value.in_language(self.language)
        )

    def part(self, name: str) -> PartGrade | None:
        """The grade of a part."""
        return next((part for part in self.grading.parts if part.id == name), None)

    def mark_of(self, name: str) -> str:
        """The mark of a part; neutral when it was not graded."""
        part = self.part(name)
        if part is None:
            return NEUTRAL
        return RIGHT if part.earned >= 1 else HALF if part.earned > 0 else WRONG

    def said(self, answer: str) -> str:
        """The tag for what was answered, or nothing."""
        return self.translate(mark("you said: {answer}")).format(answer=answer) if answer else ""


@dataclass(frozen=True)
class Told:
    """What a teller found to say; what is the same for every type comes from elsewhere."""

    parts: tuple[Part, ...] = ()
    given: str = ""
    right: str = ""
    note: str = ""
    model_answer: str = ""
    repair: Repair | None = None
