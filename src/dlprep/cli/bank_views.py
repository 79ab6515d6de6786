"""What `dlprep bank` prints: JSON objects, and aligned lines for people."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dlprep.cli.bank_gates import gate_object
from dlprep.cli.common import columns_of, padded, print_data, print_json
from dlprep.services.bank_check import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.language import Language
    from dlprep.domain.messages import Translate
    from dlprep.domain.questions import Question
    from dlprep.services.bank_check import BankReport, Coverage
    from dlprep.services.search import Hit

_FIRST = ("id", "topic", "level", "type")
"""Fields that tell a question from another."""
_LABEL = 24
"""Columns of a label in front of its number."""


def figures_object(report: BankReport) -> dict[str, Any]:
    """The figures of a report for JSON."""
    return {
        "questions": report.questions,
        "templates": report.templates,
        "templates_verified": report.verified,
        "types": dict(report.types),
        "topics": dict(report.topics),
        "levels": dict(report.levels),
        "claims": _coverage(report.claims),
        "flags": _coverage(report.flags),
        "challenges": report.challenges,
    }


def _coverage(coverage: Coverage) -> dict[str, Any]:
    return {"total": coverage.total, "covered": coverage.covered, "missing": list(coverage.missing)}


def report_object(report: BankReport) -> dict[str, Any]:
    """The figures and findings of a report for JSON."""
    problems = [{**vars(found.problem), "severity": found.severity.value} for found in report.findings]
    counts = {"errors": len(report.errors), "warnings": len(report.warnings)}
    gates = [gate_object(row) for row in report.gates]
    return figures_object(report) | counts | {"problems": problems, "gates": gates}


def print_figures(report: BankReport, tr: Translate) -> None:
    """Writes the figures as aligned lines, with labels in the language of `tr`."""
    counts = {
        tr("Questions"): report.questions,
        tr("Templates"): report.templates,
        tr("Templates verified"): report.verified,
        tr("Challenges"): report.challenges,
    }
    _print_counts(counts)
    for name, coverage in ((tr("Claims"), report.claims), (tr("Flags"), report.flags)):
        print_data(f"{padded(name, _LABEL)}{coverage.covered:>5} / {coverage.total}")
        if coverage.missing:
            label = tr("without a question")
            print_data(f"  {label}: {' '.join(coverage.missing)}")
    groups = ((tr("Types"), report.types), (tr("Levels"), report.levels), (tr("Topics"), report.topics))
    for title, group in groups:
        print_data(f"\n{title}")
        _print_counts(group, indent="  ")


def _print_counts(counts: Mapping[str, int], indent: str = "") -> None:
    for name, count in counts.items():
        print_data(f"{padded(indent + name, _LABEL)}{count:>5}")


def print_findings(report: BankReport) -> None:
    """Writes errors, then warnings: place, where in the file, what, and the way out."""
    for severity in Severity:
        for found in report.findings:
            if found.severity is severity:
                problem = found.problem
                place = f"{problem.file}:{problem.line}:{problem.column}" if problem.line else problem.file
                print_data(f"\n{place}: {severity.value}: {problem.key}".rstrip(" :"))
                print_data(f"    {problem.what}. {problem.way_out}".rstrip())


def question_object(question: Question) -> dict[str, Any]:
    """A question as authored, with the model's field names and every default written out."""
    fields = question.model_dump(mode="json")
    return {name: fields[name] for name in dict.fromkeys((*_FIRST, *fields))}


def export_rows(questions: Iterable[Question], *, ascii_only: bool) -> Iterator[str]:
    """One JSON object for each question."""
    for question in questions:
        yield json.dumps(question_object(question), ensure_ascii=ascii_only)


def print_hits(bank: QuestionBank, hits: tuple[Hit, ...], language: Language, *, as_json: bool) -> None:
    """Writes the questions found."""
    questions = [bank.questions[hit.question_id] for hit in hits]
    if as_json:
        fields = {"id", "topic", "level", "type", "stem"}
        rows = zip(questions, hits, strict=True)
        print_json(
            [
                one.model_dump(mode="json", include=fields) | {"where": hit.where.name.lower()}
                for one, hit in rows
            ]
        )
        return
    width = max((len(one.id) for one in questions), default=0)
    for one in questions:
        stem = " ".join(one.stem.in_language(language).split())
        print_data(f"{one.id:<{width}}  {_shortened(stem, 60)}")


def _shortened(text: str, columns: int) -> str:
    """As much of `text` as fits into `columns` of a terminal."""
    if columns_of(text) <= columns:
        return text
    end = next(end for end in range(len(text)) if columns_of(text[: end + 1]) >= columns)
    return f"{text[:end]}…"
