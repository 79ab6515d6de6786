"""Q20 and Q21: primary sources, and the date of what changes."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from dlprep.domain.messages import message
from dlprep.services.gates.rows import Bar, GateRow, Offence, Scope, clean_share

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from dlprep.domain.questions import Question
    from dlprep.services.gates.words import Fields, Texts

STALE = timedelta(days=365)
"""A dated fact older than this should be looked at again."""

_VERSION = re.compile(
    r"(?:TensorFlow|TF|Keras|PyTorch|NumPy|scikit-learn|Python|CUDA|JAX|ONNX)(?: ≥| <| >=)? ?\d+\.\d+",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"\bcurrent(?:ly)? (?:version|release|default|maintain|govern)|\bas of (?:19|20)\d\d"
    r"|截至 ?(?:19|20)?\d\d|当前版本|最新版"
    r"|(?:Linux|PyTorch) Foundation|PyTorch 基金会|Linux 基金会",
    re.IGNORECASE,
)
_PAY = re.compile(
    r"\b(?:19|20)\d\d\b[^.]{0,60}(?:salar|\bpay\b)|(?:19|20)\d\d ?年[^。]{0,30}薪", re.IGNORECASE
)


def sources(questions: Sequence[Question], primary_hosts: frozenset[str]) -> Iterator[GateRow]:
    """All rows of Q20."""
    lacking = tuple(
        Offence(one.id, f"no primary source, only {', '.join(sorted(_hosts(one)))}", ".sources")
        for one in questions
        if not any(is_primary(host, primary_hosts) for host in _hosts(one))
    )
    yield GateRow(
        gate="Q20",
        title=message("Questions with a primary source"),
        figure=clean_share(lacking, len(questions)),
        bar=Bar(1.0),
        scope=Scope.ITEM,
        way_out=message("Cite a paper, official documentation or a source file; hosts are in sources.yaml."),
        sample=len(questions),
        is_share=True,
        offences=lacking,
    )
    others = tuple(
        Offence(one.id, f"{host} is not on the list of primary hosts", ".sources")
        for one in questions
        for host in sorted(_hosts(one))
        if not is_primary(host, primary_hosts)
    )
    yield GateRow(
        gate="Q20",
        title=message("Sources on other hosts"),
        figure=float(len(others)),
        bar=None,
        scope=Scope.ITEM,
        way_out=message("Look whether the host is a primary one."),
        sample=len(questions),
        offences=others,
    )


def _hosts(question: Question) -> set[str]:
    return {source.url.host or "" for source in question.sources}


def is_primary(host: str, primary_hosts: frozenset[str]) -> bool:
    """True when `host` or a domain above it is on the list."""
    labels = host.casefold().split(".")
    return any(".".join(labels[at:]) in primary_hosts for at in range(len(labels)))


def dated_facts(questions: Sequence[Question], texts: Texts, today: date) -> Iterator[GateRow]:
    """All rows of Q21."""
    dated = {one.id: fact for one in questions if (fact := dated_fact(texts[one.id]))}
    missing = tuple(
        Offence(one.id, f"“{dated[one.id]}” changes with time and has no date", ".as_of")
        for one in questions
        if one.id in dated and one.as_of is None
    )
    yield GateRow(
        gate="Q21",
        title=message("Dated facts that say when they were true"),
        figure=clean_share(missing, len(dated)),
        bar=Bar(1.0),
        scope=Scope.ITEM,
        way_out=message("Add `as_of` with the day you checked it."),
        sample=len(dated),
        is_share=True,
        offences=missing,
    )
    stale = tuple(
        Offence(one.id, f"it was last true on {one.as_of}", ".as_of")
        for one in questions
        if one.as_of is not None and today - one.as_of > STALE
    )
    yield GateRow(
        gate="Q21",
        title=message("Dated facts older than 12 months"),
        figure=float(len(stale)),
        bar=None,
        scope=Scope.ITEM,
        way_out=message("Check the fact again and move `as_of`."),
        sample=sum(one.as_of is not None for one in questions),
        offences=stale,
    )


def dated_fact(found_fields: Fields) -> str:
    """The first words that name a version, a state of an organisation or pay; empty when there are none."""
    words = "\n".join(f"{en}\n{zh}" for _, zh, en in found_fields)
    for pattern in (_VERSION, _STATE, _PAY):
        found = pattern.search(words)
        if found:
            return " ".join(found.group().split())[:40]
    return ""
