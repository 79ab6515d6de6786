"""Q08 and Q09: where the key stands, as stored, as shown, and among numbers in order."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from dlprep.domain.messages import Message, message
from dlprep.domain.presenting import display_order
from dlprep.domain.questions import ChoiceQuestionBase
from dlprep.services.gates.chance import evenness_p, runs_p
from dlprep.services.gates.keyed import OneKey, has_numeric_options, values_of
from dlprep.services.gates.rows import Bar, GateRow, Offence, Scope, clean_share

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dlprep.domain.questions import Question

ENOUGH = 60
ENOUGH_NUMERIC = 12
_RENDERS = 1000
_EXAM = 12
"""Questions in one rendered exam: about what the setup screen offers, and enough for a runs test."""


def positions(questions: Sequence[Question]) -> Iterator[GateRow]:
    """All rows of Q08."""
    shuffled = [one for one in questions if isinstance(one, OneKey) and not one.keep_order]
    stored = [(_place(one, [option.id for option in one.options]), len(one.options)) for one in shuffled]
    yield _evenness(message("Key position as stored, p of evenness"), stored, len(shuffled))
    exams = _exams(shuffled) if len(shuffled) >= ENOUGH else []
    shown = [place for exam in exams for place in exam]
    yield _evenness(message("Key position over 1,000 rendered exams, p of evenness"), shown, len(shuffled))
    yield _alternation(exams)
    yield _fixed_orders(questions)


def _place(question: OneKey, order: Sequence[str]) -> int:
    return next(place for place, name in enumerate(order) if name in question.key)


def _exams(shuffled: Sequence[OneKey]) -> list[list[tuple[int, int]]]:
    """Place of the key and number of options for each question of 1,000 exams, as shown."""
    exams = []
    for seed in range(_RENDERS):
        chance = random.Random(seed)  # noqa: S311 - which questions come, not a secret
        chosen = chance.sample(shuffled, min(_EXAM, len(shuffled)))
        orders = [(one, display_order(one, chance.randrange(2**31))) for one in chosen]
        exams.append([(_place(one, order), len(order)) for one, order in orders])
    return exams


def _evenness(title: Message, places: Sequence[tuple[int, int]], sample: int) -> GateRow:
    return GateRow(
        gate="Q08",
        title=title,
        figure=evenness_p(_counts(places)) if sample >= ENOUGH else None,
        bar=Bar(0.01, None, is_above=True),
        scope=Scope.SAMPLE,
        way_out=message("Move keys to the places that hold few of them."),
        sample=sample,
    )


def _counts(places: Iterable[tuple[int, int]]) -> list[list[int]]:
    """How often the key stands at each place, apart for each number of options."""
    groups: dict[int, list[int]] = {}
    for place, options in places:
        groups.setdefault(options, [0] * options)[place] += 1
    return list(groups.values())


def _alternation(exams: Sequence[Sequence[tuple[int, int]]]) -> GateRow:
    """How many exams show the key in a pattern: about 1 in 20 does by chance."""
    patterned = sum(runs_p([2 * place < options - 1 for place, options in exam]) < 0.05 for exam in exams)
    return GateRow(
        gate="Q08",
        title=message("Rendered exams whose key positions fail the runs test"),
        figure=patterned / len(exams) if exams else None,
        bar=Bar(None, 0.10),
        scope=Scope.SAMPLE,
        way_out=message("Look at the shuffling in domain/presenting.py."),
        sample=len(exams),
        is_share=True,
    )


def _fixed_orders(questions: Sequence[Question]) -> GateRow:
    """Options kept in order that are no numbers: right only where they have an order of their own."""
    fixed = [one for one in questions if isinstance(one, ChoiceQuestionBase) and one.keep_order]
    odd = [one.id for one in fixed if not has_numeric_options([option.en for option in one.options])]
    return GateRow(
        gate="Q08",
        title=message("Options kept in order that are no numbers"),
        figure=float(len(odd)),
        bar=None,
        scope=Scope.SAMPLE,
        way_out=message("Drop `keep_order` unless the options have an order of their own."),
        sample=len(fixed),
        offences=tuple(Offence(name, "its options are no numbers", ".keep_order") for name in odd),
    )


def numeric_options(questions: Sequence[Question]) -> Iterator[GateRow]:
    """All rows of Q09."""
    numeric = [
        (one, values)
        for one in questions
        if isinstance(one, ChoiceQuestionBase)
        and (values := values_of([option.en for option in one.options]))
    ]
    disordered = tuple(_disorder(numeric))
    yield GateRow(
        gate="Q09",
        title=message("Numeric options that ascend and keep their order"),
        figure=clean_share(disordered, len(numeric)),
        bar=Bar(1.0),
        scope=Scope.ITEM,
        way_out=message("Sort the numbers ascending and set `keep_order: true`."),
        sample=len(numeric),
        is_share=True,
        offences=disordered,
    )
    yield from _ranks([one for one, _ in numeric if isinstance(one, OneKey)])


def _disorder(numeric: Sequence[tuple[ChoiceQuestionBase, tuple[float, ...]]]) -> Iterator[Offence]:
    for one, values in numeric:
        if list(values) != sorted(values):
            yield Offence(one.id, "its numbers do not ascend", ".options")
        elif not one.keep_order:
            yield Offence(one.id, "its numbers are shuffled when they are shown", ".keep_order")


def _ranks(numeric: Sequence[OneKey]) -> Iterator[GateRow]:
    ranks = [(_place(one, [option.id for option in one.options]), len(one.options)) for one in numeric]
    yield GateRow(
        gate="Q09",
        title=message("Rank of the key among numbers, p of evenness"),
        figure=evenness_p(_counts(ranks)) if len(ranks) >= ENOUGH_NUMERIC else None,
        bar=Bar(0.05, None, is_above=True),
        scope=Scope.SAMPLE,
        way_out=_RANKS,
        sample=len(ranks),
    )
    four = [place for place, options in ranks if options == 4]
    for title, rank in (
        (message("The smallest of four numbers is the key"), 0),
        (message("The largest of four numbers is the key"), 3),
    ):
        yield GateRow(
            gate="Q09",
            title=title,
            figure=four.count(rank) / len(four) if len(four) >= ENOUGH_NUMERIC else None,
            bar=Bar(0.15, 0.35),
            scope=Scope.SAMPLE,
            way_out=_RANKS,
            sample=len(four),
            is_share=True,
        )


_RANKS = message("Choose other distractors, so that the key is as often the smallest and the largest.")
