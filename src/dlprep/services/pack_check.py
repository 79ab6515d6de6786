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

    Files are named with their whole path, since a pack lies anywhere, and commands with the pack.
    """
    beside = replace(pack.bank, topics=(*shipped.topics, *pack.bank.topics), article=shipped.article)
    report = check(beside, references.model_copy(update={"plan": None}), today, is_pack=True)
    return replace(
        report,
        topics={name: count for name, count in report.topics.items() if count},
        findings=tuple(_in_pack(pack, found) for found in report.findings),
    )


def _in_pack(pack: Pack, found: Finding) -> Finding:
    problem = found.problem
    path = pack.folder / problem.file if problem.file else pack.folder
    way_out = problem.way_out.replace("dlprep bank verify", f'dlprep bank verify --pack "{pack.name}"')
    return replace(found, problem=replace(problem, file=str(path), way_out=way_out))
