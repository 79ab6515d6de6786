"""Q28 and Q29: multi questions that ticking everything does not pass, and true-or-false without a pattern."""

from __future__ import annotations

from collections import Counter
from statistics import fmean
from typing import TYPE_CHECKING

from dlprep.domain.answers import ChoicesAnswer
from dlprep.domain.grade_choice import grade_multi
from dlprep.domain.messages import Message, message
from dlprep.domain.questions import MultiQuestion, TfReasonQuestion
from dlprep.services.gates.chance import runs_p
from dlprep.services.gates.rows import Bar, GateRow, Offence, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dlprep.domain.questions import Question

ENOUGH = 20


def multi(questions: Sequence[Question]) -> Iterator[GateRow]:
    """All rows of Q28."""
    held = [one for one in questions if isinstance(one, MultiQuestion)]
    counts = Counter(len(one.key) for one in held)
    often, times = counts.most_common(1)[0] if counts else (0, 0)
    commonest = tuple(
        Offence(one.id, f"{often} of its options are right") for one in held if len(one.key) == often
    )
    yield _row(message("Multi: share of the commonest number of keys"), times, len(held), 0.50, commonest)
    ticked = {
        one.id: grade_multi(one, ChoicesAnswer(options=frozenset(o.id for o in one.options))) for one in held
    }
    generous = sorted(held, key=lambda one: -ticked[one.id].score)
    yield GateRow(
        gate="Q28",
        title=message("Multi: what ticking everything scores"),
        figure=fmean(grading.score for grading in ticked.values()) if len(held) >= ENOUGH else None,
        bar=Bar(None, 0.35),
        scope=Scope.SAMPLE,
        way_out=_FEWER_KEYS,
        sample=len(held),
        is_share=True,
        offences=tuple(
            Offence(one.id, f"ticking everything earns {ticked[one.id].score:.2f}")
            for one in generous
            if ticked[one.id].score > 0.35
        ),
    )
    full = tuple(
        Offence(one.id, "all its options are right") for one in held if len(one.key) == len(one.options)
    )
    yield _row(message("Multi: all options right"), len(full), len(held), 0.10, full)


_FEWER_KEYS = message("Vary the number of right options; make fewer of them right.")


def _row(title: Message, count: int, total: int, most: float, offences: tuple[Offence, ...]) -> GateRow:
    return GateRow(
        gate="Q28",
        title=title,
        figure=count / total if total >= ENOUGH else None,
        bar=Bar(None, most),
        scope=Scope.SAMPLE,
        way_out=_FEWER_KEYS,
        sample=total,
        is_share=True,
        offences=offences,
    )


def true_or_false(questions: Sequence[Question]) -> Iterator[GateRow]:
    """All rows of Q29, over the authored order of the bank."""
    held = [one for one in questions if isinstance(one, TfReasonQuestion)]
    truths = [one.truth for one in held]
    is_enough = len(held) >= ENOUGH
    yield GateRow(
        gate="Q29",
        title=message("True or false: share of true"),
        figure=sum(truths) / len(truths) if is_enough else None,
        bar=Bar(0.40, 0.60),
        scope=Scope.SAMPLE,
        way_out=message("Turn some statements round."),
        sample=len(held),
        is_share=True,
    )
    yield GateRow(
        gate="Q29",
        title=message("True or false: p of the runs test in authored order"),
        figure=runs_p(truths) if is_enough else None,
        bar=Bar(0.05, None, is_above=True),
        scope=Scope.SAMPLE,
        way_out=message("Break up the pattern: swap neighbours or turn a statement round."),
        sample=len(held),
    )
