"""What `dlprep bank` prints of the learner's packs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from dlprep.cli.common import padded, print_data

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.messages import Translate
    from dlprep.services.bank_check import BankReport

_LABEL = 24
"""Columns of a label in front of its number."""


def pack_objects(reports: Mapping[str, BankReport]) -> list[dict[str, Any]]:
    """One row for each pack, for JSON."""
    return [
        {
            "name": name,
            "questions": report.questions,
            "templates": report.templates,
            "errors": len(report.errors),
            "warnings": len(report.warnings),
        }
        for name, report in reports.items()
    ]


def print_packs(reports: Mapping[str, BankReport], tr: Translate) -> None:
    """Writes a line for each pack with its counts, and how to see what is wrong."""
    if not reports:
        return
    heading = tr("Packs")
    print_data(f"\n{heading}")
    for row in pack_objects(reports):
        counts = tr("{questions} questions, {templates} templates, {errors} errors, {warnings} warnings")
        print_data(f"  {padded(row['name'], _LABEL)}{counts.format(**row)}")
        if row["errors"] or row["warnings"]:
            print_data(f"    dlprep bank check --pack {row['name']}")


def source_figures(bank: QuestionBank) -> list[dict[str, Any]]:
    """For the shipped bank and each pack, how many questions it holds, by type and level."""
    held = [("dlprep", bank.without_packs), *((pack.name, pack.bank) for pack in bank.packs)]
    return [
        {
            "source": name,
            "questions": sum(one.type != "template" for one in of.questions.values()),
            "templates": sum(one.type == "template" for one in of.questions.values()),
            "types": dict(Counter(one.type for one in of.questions.values())),
            "levels": dict(Counter(one.level.value for one in of.questions.values())),
            "problems": len(of.problems),
        }
        for name, of in held
    ]


def print_sources(figures: list[dict[str, Any]], tr: Translate) -> None:
    """Writes the number of questions of each source; the shipped bank alone needs no such list."""
    if len(figures) < 2:
        return
    heading = tr("Sources")
    print_data(f"\n{heading}")
    for row in figures:
        print_data(f"  {padded(row['source'], _LABEL - 2)}{row['questions'] + row['templates']:>5}")
