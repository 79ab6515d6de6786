"""Checks the whole bank: counts, references between its parts, and the rules of every question."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from dlprep.domain.bank import Problem
from dlprep.domain.errors import BadInputError
from dlprep.domain.questions import AUTHORED_TYPES, Level, TemplateQuestion
from dlprep.services.bank_references import article_flaws, challenge_flaws, question_flaws, topic_flaws
from dlprep.services.flaws import Flaw
from dlprep.services.gates import GateReferences, GateRow, measure
from dlprep.services.gates.telling import flaws_of_gates
from dlprep.services.mutant_record import kind_flaws, mutant_flaws
from dlprep.services.question_rules import flaws_of
from dlprep.services.template_records import record_flaws

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.questions import Question
    from dlprep.services.mutant_record import Record

MIN_QUESTIONS = 3
"""The fewest authored questions a topic must have."""


class Severity(StrEnum):
    """Whether a finding fails the check."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """Something found in the bank."""

    severity: Severity
    problem: Problem


@dataclass(frozen=True)
class Coverage:
    """How many of the article's claims or flags at least one question takes up."""

    total: int
    covered: int
    missing: tuple[str, ...]


@dataclass(frozen=True)
class BankReport:
    """Figures and findings of a bank."""

    questions: int
    """Authored one by one, without templates."""
    templates: int
    types: Mapping[str, int]
    topics: Mapping[str, int]
    levels: Mapping[str, int]
    claims: Coverage
    flags: Coverage
    challenges: int
    verified: int
    """Templates whose recorded result is of their present form and agrees with their formula."""
    findings: tuple[Finding, ...]
    gates: tuple[GateRow, ...] = ()
    """Empty when the gates were not asked for."""

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What must be mended."""
        return tuple(found for found in self.findings if found.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What somebody should look at."""
        return tuple(found for found in self.findings if found.severity is Severity.WARNING)


@runtime_checkable
class Placed(Protocol):
    """A mapping of questions that knows where each was authored."""

    def place(self, question_id: str) -> tuple[str, int, int]:
        """File, line and column of a question."""


def check(
    bank: QuestionBank,
    references: GateReferences | None = None,
    today: date | None = None,
    *,
    book: Record | None = None,
    is_pack: bool = False,
) -> BankReport:
    """Counts and checks everything in `bank`; the gates too when their `references` and the day are given.

    So is what the bank says about mutants, its `book`.

    A pack is held to what its questions need to work, and to no number of questions, types or topics.
    """
    gates = measure(bank, references, today) if references and today else ()
    has_plan = references is not None and references.plan is not None
    everything = tuple(bank.questions.values())
    authored = [question for question in everything if question.type != "template"]
    types: Counter[str] = Counter(question.type for question in authored)
    topics: Counter[str] = Counter(question.topic for question in authored)
    levels = Counter(question.level for question in authored)
    article = bank.article
    records = [
        (one, tuple(record_flaws(one, bank.recorded.get(one.id))))
        for one in everything
        if isinstance(one, TemplateQuestion)
    ]
    return BankReport(
        questions=len(authored),
        templates=len(everything) - len(authored),
        types={name: types[name] for name in AUTHORED_TYPES},
        topics={name: topics[name] for name in dict.fromkeys((*(one.id for one in bank.topics), *topics))},
        levels={level.value: levels[level] for level in Level},
        claims=_coverage(
            (claim.id for claim in (article.claims if article else ())),
            {root for question in everything for root in question.roots},
        ),
        flags=_coverage(
            (flag.id for flag in (article.flags if article else ())),
            {flag for question in everything for flag in question.flags},
        ),
        challenges=len(bank.challenges),
        verified=sum(template.verify is not None and not flaws for template, flaws in records),
        findings=tuple(
            sorted(
                (
                    *_findings(bank, types, topics, is_pack=is_pack),
                    *_mutant_findings(bank, book),
                    *(
                        _question_finding(bank, template, flaw)
                        for template, flaws in records
                        for flaw in flaws
                    ),
                    *_gate_findings(bank, gates, has_plan=has_plan),
                ),
                key=_order,
            )
        ),
        gates=gates,
    )


def _mutant_findings(bank: QuestionBank, book: Record | None) -> Iterator[Finding]:
    if book is None:
        return
    for file, flaws in (("bug_kinds.yaml", kind_flaws(book)), ("mutants.yaml", mutant_flaws(bank, book))):
        try:
            yield from [_finding(flaw, file) for flaw in flaws]
        except BadInputError as error:
            yield _finding(Flaw("", str(error.what).removesuffix("."), "Mend the file."), file)


def _gate_findings(bank: QuestionBank, gates: tuple[GateRow, ...], *, has_plan: bool) -> Iterator[Finding]:
    for name, flaw in flaws_of_gates(gates, has_plan=has_plan):
        yield _question_finding(bank, bank.questions[name], flaw) if name else _finding(flaw, "questions")


def _coverage(names: Iterable[str], used: set[str]) -> Coverage:
    wanted = tuple(dict.fromkeys(names))
    missing = tuple(name for name in wanted if name not in used)
    return Coverage(len(wanted), len(wanted) - len(missing), missing)


def _order(found: Finding) -> tuple[bool, str, int]:
    return found.severity is Severity.WARNING, found.problem.file, found.problem.line


def _findings(
    bank: QuestionBank, types: Counter[str], topics: Counter[str], *, is_pack: bool
) -> Iterator[Finding]:
    for problem in bank.problems:
        yield Finding(Severity.ERROR, problem)
    for flaw in topic_flaws(bank):
        yield _finding(flaw, "topics.yaml")
    if not is_pack:
        yield from _whole_findings(bank, types, topics)
    for slug, flaw in challenge_flaws(bank):
        yield _finding(flaw, f"challenges/{slug}/challenge.yaml")
    for question in bank.questions.values():
        for flaw in (*question_flaws(bank, question), *flaws_of(question)):
            yield _question_finding(bank, question, flaw)


def _whole_findings(bank: QuestionBank, types: Counter[str], topics: Counter[str]) -> Iterator[Finding]:
    for flaw in _thin_topics(bank, topics):
        yield _finding(flaw, "topics.yaml")
    for flaw in article_flaws(bank):
        yield _finding(flaw, "article.yaml")
    for name in AUTHORED_TYPES:
        if not types[name]:
            yield _finding(Flaw("", f"no question has the type {name}", "Write one."), "questions")


def _thin_topics(bank: QuestionBank, topics: Counter[str]) -> Iterator[Flaw]:
    for topic in bank.topics:
        if topics[topic.id] < MIN_QUESTIONS:
            what = f"the topic has {topics[topic.id]} questions, fewer than {MIN_QUESTIONS}"
            yield Flaw(f'"{topic.id}"', what, "Write more.")


def _finding(flaw: Flaw, file: str, line: int = 0, column: int = 0) -> Finding:
    severity = Severity.WARNING if flaw.is_warning else Severity.ERROR
    return Finding(severity, Problem(file, line, column, flaw.key, flaw.what, flaw.way_out))


def _question_finding(bank: QuestionBank, question: Question, flaw: Flaw) -> Finding:
    place = ("questions", 0, 0)
    if isinstance(bank.questions, Placed):
        place = bank.questions.place(question.id)
    key = f'"{question.id}" {flaw.key}'.rstrip()
    return _finding(Flaw(key, flaw.what, flaw.way_out, flaw.is_warning), *place)
