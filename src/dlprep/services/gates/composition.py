"""Q01 to Q03: nothing missing, everything covered, and every flag taught."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from dlprep.domain.messages import Message, message
from dlprep.domain.questions import Level
from dlprep.services.gates.rows import Bar, GateRow, Offence, Scope
from dlprep.services.question_rules import stub_flaws

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.questions import Question
    from dlprep.services.gates.references import Plan

_ARTICLE = {
    "zh": re.compile(r"文章|原文|文中|作者"),
    "en": re.compile(r"\barticles?(?:'s)?\b|\bauthor\b", re.IGNORECASE),
}
_SENTENCE_END = re.compile(r"[。！？；]|[.!?;:](?:\s|$)|：")


def written_out(bank: QuestionBank) -> GateRow:
    """Q01: what loads has every field, so what is left to look for is files that do not load and stubs."""
    questions = tuple(bank.questions.values())
    stubs = tuple(Offence(one.id, flaw.what, flaw.key) for one in questions for flaw in stub_flaws(one))
    broken = len(bank.problems) + len({stub.question_id for stub in stubs})
    return GateRow(
        gate="Q01",
        title=message("Questions that load whole, without stubs"),
        figure=1 - broken / (len(questions) + len(bank.problems)) if questions or bank.problems else 1.0,
        bar=Bar(1.0),
        scope=Scope.ITEM,
        way_out=message("Write it out."),
        sample=len(questions),
        is_share=True,
        offences=stubs,
        is_told_apart=True,
    )


def coverage(bank: QuestionBank, authored: Sequence[Question], plan: Plan) -> Iterator[GateRow]:
    """Q02: claims rooted often enough, and counts near the plan."""
    rooted = Counter(root for one in authored for root in set(one.roots))
    groups: dict[int, list[str]] = {}
    for claim in bank.article.claims if bank.article else ():
        groups.setdefault(_least(plan, claim.id), []).append(claim.id)
    every = [claim for claims in groups.values() for claim in claims]
    yield _rooted(message("Claims with a question"), every, rooted, 1)
    for least in sorted(groups):
        if least > 1:
            yield _rooted(
                message("Claims with at least {least} questions", least=least), groups[least], rooted, least
            )
    yield from _counts(bank, authored, plan)


def _least(plan: Plan, claim: str) -> int:
    return next((rule.least for rule in plan.roots if re.match(rule.claims, claim)), 1)


def _rooted(title: Message, claims: Sequence[str], rooted: Mapping[str, int], least: int) -> GateRow:
    thin = [claim for claim in claims if rooted[claim] < least]
    return GateRow(
        gate="Q02",
        title=title,
        figure=float(len(claims) - len(thin)),
        bar=Bar(float(len(claims))),
        scope=Scope.WHOLE,
        way_out=message("Write questions rooted in these claims."),
        sample=len(claims),
        offences=tuple(Offence("", f"{claim} has {rooted[claim]}") for claim in thin),
    )


def _counts(bank: QuestionBank, authored: Sequence[Question], plan: Plan) -> Iterator[GateRow]:
    cells = Counter((one.topic, one.level) for one in authored)
    topics = {name: sum(levels.values()) for name, levels in plan.topics.items()}
    levels = {level: sum(cell.get(level, 0) for cell in plan.topics.values()) for level in Level}
    planned_cells = {
        (name, level): count for name, cell in plan.topics.items() for level, count in cell.items()
    }
    held_topics, held_levels = Counter(one.topic for one in authored), Counter(one.level for one in authored)
    types: Counter[str] = Counter(one.type for one in authored)
    total = sum(topics.values())
    yield GateRow(
        gate="Q02",
        title=message("Authored questions"),
        figure=float(len(authored)),
        bar=Bar(float(total)),
        scope=Scope.WHOLE,
        way_out=_PLAN,
    )
    yield _near(message("Topics near the plan"), topics, held_topics, plan)
    yield _near(
        message("Levels near the plan"),
        {level.value: count for level, count in levels.items()},
        {level.value: count for level, count in held_levels.items()},
        plan,
    )
    named = {f"{name} {level.value}": count for (name, level), count in planned_cells.items()}
    held = {f"{name} {level.value}": cells[name, level] for name, level in planned_cells}
    yield _near(message("Levels of topics near the plan"), named, held, plan)
    yield _near(message("Types near the plan"), plan.types, types, plan)
    yield GateRow(
        gate="Q02",
        title=message("Templates"),
        figure=float(len(bank.questions) - len(authored)),
        bar=Bar(float(plan.templates)),
        scope=Scope.WHOLE,
        way_out=_PLAN,
    )


_PLAN = message("Write what is missing; the plan is in plan.yaml.")


def _near(title: Message, planned: Mapping[str, int], held: Mapping[str, int], plan: Plan) -> GateRow:
    off = {
        name: held.get(name, 0) - count
        for name, count in planned.items()
        if abs(held.get(name, 0) - count) > plan.allowed(count)
    }
    worst = sorted(off, key=lambda name: -abs(off[name]))
    return GateRow(
        gate="Q02",
        title=title,
        figure=float(len(planned) - len(off)),
        bar=Bar(float(len(planned))),
        scope=Scope.WHOLE,
        way_out=_PLAN,
        sample=len(planned),
        offences=tuple(Offence("", f"{name} has {held.get(name, 0)} of {planned[name]}") for name in worst),
    )


def flags_taught(bank: QuestionBank, authored: Sequence[Question]) -> GateRow:
    """Q03: for each flag a question whose explanation says what the article says and what is true."""
    flags = [flag.id for flag in bank.article.flags] if bank.article else []
    flagged = {name: [one for one in authored if name in one.flags] for name in flags}
    untaught = [name for name, held in flagged.items() if not any(teaches(one) for one in held)]
    return GateRow(
        gate="Q03",
        title=message("Flags taught by an explanation"),
        figure=float(len(flags) - len(untaught)),
        bar=Bar(float(len(flags))),
        scope=Scope.WHOLE,
        way_out=message(
            "Let an explanation say what the article says and, in another sentence, what is true."
        ),
        sample=len(flags),
        offences=tuple(_untaught(name, flagged[name]) for name in untaught),
    )


def _untaught(flag: str, held: Sequence[Question]) -> Offence:
    if not held:
        return Offence("", f"{flag} has no question")
    return Offence(held[0].id, f"{flag}: the explanation does not name the article", ".explanation")


def teaches(question: Question) -> bool:
    """True when the explanation names the article in both languages, and has a sentence besides."""
    words = {"zh": question.explanation.zh, "en": question.explanation.en}
    return all(
        pattern.search(words[language]) and len(_SENTENCE_END.findall(words[language])) >= 2
        for language, pattern in _ARTICLE.items()
    )
