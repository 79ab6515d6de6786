"""Questions as an Anki package: one note a question, one deck a topic, three draws of each template."""

from __future__ import annotations

import io
from dataclasses import dataclass
from hashlib import blake2b
from html import escape
from typing import TYPE_CHECKING

import genanki

from dlprep.bank.cards import back_of, front_of
from dlprep.domain.drawing import draw
from dlprep.domain.questions import Question, TemplateQuestion

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from dlprep.domain.article import Topic
    from dlprep.domain.language import Language

DRAWS = 3
"""Draws of each template: seeds from 0."""
_MODEL_ID = 1_700_231_503
"""Anki knows the form of our notes by it; it never changes."""
_CSS = """\
.card { font-family: sans-serif; font-size: 18px; text-align: left; max-width: 46em; margin: 0 auto; }
pre { padding: .6em; border: 1px solid #8888; border-radius: 4px; overflow-x: auto; font-size: 15px; }
.why, .more { color: #777; font-size: 16px; } .key { font-weight: bold; } .about { font-size: 13px; }
hr.language { margin: 1.4em 0; border-style: dashed; }
"""


@dataclass(frozen=True)
class Asked:
    """Questions as they are asked, and templates that cannot be."""

    notes: tuple[tuple[str, Question], ...]
    """Each with what identifies its note."""
    undrawn: tuple[str, ...]
    """Ids of templates that made no question for one of the seeds."""


def as_asked(questions: Iterable[Question]) -> Asked:
    """The questions with templates drawn."""
    notes: list[tuple[str, Question]] = []
    undrawn = []
    for question in questions:
        if not isinstance(question, TemplateQuestion):
            notes.append((question.id, question))
            continue
        try:
            notes += [(f"{question.id}/{seed}", draw(question, seed)) for seed in range(DRAWS)]
        except (ValueError, ArithmeticError):
            undrawn.append(question.id)
    return Asked(tuple(notes), tuple(undrawn))


def anki_package(
    notes: Iterable[tuple[str, Question]],
    topics: Iterable[Topic],
    languages: tuple[Language, ...],
    *,
    at: datetime,
) -> bytes:
    """The package as bytes. Notes keep their identity, so that importing a later package updates them."""
    names = {topic.id: " / ".join(topic.name.in_language(one) for one in languages) for topic in topics}
    decks: dict[str, genanki.Deck] = {}
    for note_id, question in notes:
        name = names.get(question.topic, question.topic)
        deck = decks.setdefault(
            question.topic, genanki.Deck(_number(f"deck/{question.topic}"), f"dlprep::{name}")
        )
        deck.add_note(_note(note_id, question, languages))
    stream = io.BytesIO()
    genanki.Package(list(decks.values())).write_to_file(stream, timestamp=at.timestamp())
    return stream.getvalue()


def _note(note_id: str, question: Question, languages: tuple[Language, ...]) -> genanki.Note:
    parted = '<hr class="language">'
    return genanki.Note(
        model=_model(),
        fields=[
            parted.join(front_of(question, language) for language in languages),
            parted.join(back_of(question, language) for language in languages),
            escape(note_id),
        ],
        guid=genanki.guid_for("dlprep", note_id),
        tags=[
            f"topic::{question.topic}",
            f"level::{question.level.value}",
            f"type::{'template' if '/' in note_id else question.type}",
            *(f"root::{root}" for root in question.roots),
        ],
    )


def _model() -> genanki.Model:
    return genanki.Model(
        _MODEL_ID,
        "dlprep",
        fields=[{"name": "Front"}, {"name": "Back"}, {"name": "Id"}],
        templates=[
            {
                "name": "Card",
                "qfmt": "{{Front}}",
                "afmt": '{{FrontSide}}<hr id="answer">{{Back}}<p class="about">{{Id}}</p>',
            }
        ],
        css=_CSS,
        sort_field_index=2,
    )


def _number(name: str) -> int:
    """A number for a deck, the same whenever it is made: below 2^53, as Anki's JSON wants it."""
    return int.from_bytes(blake2b(name.encode(), digest_size=6).digest())
