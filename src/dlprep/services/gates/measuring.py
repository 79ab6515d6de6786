"""All gates over one bank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlprep.services.gates import composition, duplicates, evidence, keys, languages, positions, sets
from dlprep.services.gates.ensemble import ensemble
from dlprep.services.gates.guessers import guessers
from dlprep.services.gates.keyed import keyed_questions
from dlprep.services.gates.load import reading_load
from dlprep.services.gates.originality import originality
from dlprep.services.gates.wording import wording
from dlprep.services.gates.words import LANGUAGES, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.questions import Question
    from dlprep.services.gates.references import GateReferences
    from dlprep.services.gates.rows import GateRow
    from dlprep.services.gates.words import Texts


def measure(bank: QuestionBank, references: GateReferences, today: date) -> tuple[GateRow, ...]:
    """Every row of every gate, in the order of the gates.

    A bank without a plan is a folder of somebody's own: it is held to what makes a question work, and not to
    the counts, sources, lengths and terms that the shipped bank promises.
    """
    everything = tuple(bank.questions.values())
    authored = tuple(question for question in everything if question.type != "template")
    texts = texts_of(everything)
    rows = [*_of_any_bank(bank, everything, authored, texts)]
    if references.plan:
        rows += composition.coverage(bank, authored, references.plan)
        rows.append(composition.flags_taught(bank, authored))
        rows += _of_ours(everything, authored, texts, references, today)
    return tuple(sorted(rows, key=lambda row: row.gate))


def _of_any_bank(
    bank: QuestionBank, everything: Sequence[Question], authored: Sequence[Question], texts: Texts
) -> Iterator[GateRow]:
    yield composition.written_out(bank)
    for language in LANGUAGES:
        keyed = keyed_questions(authored, language)
        yield from guessers(keyed, language)
        yield ensemble(keyed, language)
        yield from wording(authored, language)
        yield from duplicates.duplicates(everything, language)
        yield duplicates.answered_elsewhere(authored, language)
        yield duplicates.distinct_options(authored, language)
    yield from positions.positions(authored)
    yield from positions.numeric_options(authored)
    yield keys.rationales(authored)
    yield keys.verified_keys(authored)
    yield from languages.parity(everything, texts)
    yield from sets.multi(authored)
    yield from sets.true_or_false(authored)


def _of_ours(
    everything: Sequence[Question],
    authored: Sequence[Question],
    texts: Texts,
    references: GateReferences,
    today: date,
) -> Iterator[GateRow]:
    yield keys.runnable_snippets(authored)
    yield from evidence.sources(everything, references.primary_hosts)
    yield from evidence.dated_facts(everything, texts, today)
    yield languages.glossary(everything, texts, references.glossary)
    for language in LANGUAGES:
        yield from reading_load(authored, language)
        if references.seed:
            yield originality(texts, references.seed, references.glossary, language)
