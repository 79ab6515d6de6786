"""All loaded content: questions, topics, the article and the challenges."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dlprep.domain.errors import unknown
from dlprep.domain.messages import mark

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from dlprep.domain.article import Article, Topic
    from dlprep.domain.challenges import ChallengeFolder
    from dlprep.domain.questions import Question
    from dlprep.domain.recorded import Recorded

SHIPPED = "dlprep"
"""The shipped bank's name among the sources of questions; packs have the names of their folders."""


@dataclass(frozen=True)
class Problem:
    """Something wrong in a bank file, with its place and the way out."""

    file: str
    """Path relative to the bank folder."""
    line: int
    """From 1; 0 when the whole file is meant."""
    column: int
    key: str
    """Where in the document, such as `questions[3].options[0].why`; empty for the whole file."""
    what: str
    way_out: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}:"
        said = self.what.rstrip(".") + "."
        return " ".join(part for part in (place, self.key and f"{self.key}:", said, self.way_out) if part)


@dataclass(frozen=True)
class QuestionBank:
    """The questions that loaded, and what did not."""

    questions: Mapping[str, Question]
    """By id, in the order of the files."""
    hashes: Mapping[str, str]
    """Content hash of each question as authored, by id."""
    topics: tuple[Topic, ...]
    article: Article | None
    challenges: Mapping[str, ChallengeFolder] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    recorded: Mapping[str, Recorded] = field(default_factory=dict)
    """What the verifiers of templates returned when they were last run, by id; read when first asked for."""
    packs: tuple[Pack, ...] = ()
    """The learner's own folders of questions, whose usable questions and topics are among those above."""
    shipped: QuestionBank | None = None
    """The bank as it was before the packs came in; None when there are no packs."""

    @property
    def without_packs(self) -> QuestionBank:
        """What ships with dlprep, and nothing of the learner's own."""
        return self.shipped or self

    def source(self, question_id: str) -> str:
        """Where a question comes from: the name of its pack, or `SHIPPED`."""
        return next((pack.name for pack in self.packs if question_id in pack.bank.questions), SHIPPED)

    def pack_of(self, question_id: str) -> str:
        """The name of the pack a question comes from; empty for a shipped one."""
        source = self.source(question_id)
        return "" if source == SHIPPED else source

    def pack(self, name: str) -> Pack:
        """The pack with this name.

        Raises:
            BadInputError: if there is none; the message names the closest.
        """
        found = next((pack for pack in self.packs if pack.name == name), None)
        if found is None:
            raise unknown(mark("pack"), name, tuple(pack.name for pack in self.packs))
        return found

    def question(self, question_id: str) -> Question:
        """The question with this id.

        Raises:
            BadInputError: if there is none; the message names the closest ids.
        """
        try:
            return self.questions[question_id]
        except KeyError:
            raise unknown(mark("question"), question_id, tuple(self.questions)) from None

    def challenge(self, slug: str) -> ChallengeFolder:
        """The challenge with this slug.

        Raises:
            BadInputError: if there is none; the message names the closest slugs.
        """
        try:
            return self.challenges[slug]
        except KeyError:
            raise unknown(mark("challenge"), slug, tuple(self.challenges)) from None

    def topic(self, topic_id: str) -> Topic:
        """The topic with this id.

        Raises:
            BadInputError: if there is none; the message names the closest ids.
        """
        found = next((topic for topic in self.topics if topic.id == topic_id), None)
        if found is None:
            raise unknown(mark("topic"), topic_id, tuple(topic.id for topic in self.topics))
        return found


@dataclass(frozen=True)
class Pack:
    """A folder of the learner's own questions, of the same form as the shipped bank."""

    name: str
    """The name of its folder, shown as the source of its questions."""
    folder: Path
    bank: QuestionBank
    """Its usable questions, the topics it adds, and its problems; no article and no challenges."""
