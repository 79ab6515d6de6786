"""Checks the learner's packs by the rules of single questions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dlprep.services.bank_check import BankReport, Finding, check

if TYPE_CHECKING:
    from datetime import date

    from dlprep.domain.bank import Pack, QuestionBank
    from dlprep.services.gates import GateReferences


def check_pack(pack: Pack, shipped: QuestionBank, references: GateReferences, today: date) -> BankReport:
    """What `check` says of a pack, whose questions may name topics and claims of the `shipped` bank.

    Files are named with their whole path, since a pack lies anywhere.
    """
    beside = replace(pack.bank, topics=(*shipped.topics, *pack.bank.topics), article=shipped.article)
    report = check(beside, references.model_copy(update={"plan": None}), today, is_pack=True)
    return replace(
        report,
        topics={name: count for name, count in report.topics.items() if count},
        findings=tuple(_with_path(pack, found) for found in report.findings),
    )


def _with_path(pack: Pack, found: Finding) -> Finding:
    path = pack.folder / found.problem.file if found.problem.file else pack.folder
    return replace(found, problem=replace(found.problem, file=str(path)))
