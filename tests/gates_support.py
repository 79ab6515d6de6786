"""Small questions and rows for the tests of the gates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dlprep.domain.language import Language
from dlprep.services.gates.keyed import keyed_questions
from factory import question, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dlprep.services.gates import GateRow
    from dlprep.services.gates.keyed import Keyed

EN, ZH = Language.EN, Language.ZH


def choices(*words: str, key: int = 0, zh: Sequence[str] | None = None) -> list[dict[str, Any]]:
    """Options with these words, the same in both languages unless `zh` is given."""
    return [
        {
            "id": f"o{place}",
            "zh": (zh or words)[place],
            "en": en,
            "correct": place == key,
            "why": text(f"reason number {place}"),
        }
        for place, en in enumerate(words)
    ]


def single(name: str, *words: str, key: int = 0, **changes: Any) -> Any:
    """A question with one key whose options have these words."""
    zh = changes.pop("option_zh", None)
    return question("single", id=name, options=choices(*words, key=key, zh=zh), **changes)


def keyed(*questions: Any, language: Language = EN) -> tuple[Keyed, ...]:
    return keyed_questions(questions, language)


def row(rows: Iterable[GateRow], title: str, language: Language | None = None) -> GateRow:
    """The one row with this title, or whose title alone starts so."""
    held = [one for one in rows if language is None or one.language is language]
    exact = [one for one in held if str(one.title) == title]
    (found,) = exact or [one for one in held if str(one.title).startswith(title)]
    return found
