"""Numbers as people type them, in either language and any keyboard width."""

import math
import re
import unicodedata
from dataclasses import dataclass

from dlprep.domain.errors import AnswerError
from dlprep.domain.messages import message
from dlprep.domain.text import excerpt

_PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?", re.IGNORECASE)
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?")
_POWER_OF_TEN = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+))?[x×*·]?10\^?\(?([+-]?\d+)\)?")
_WITH_POWER = re.compile(r"[x×*·]10|^10\^")
_GAPS = re.compile(r"(?<=\d)[ _](?=\d{3}(?!\d))|(?<!\d)\s+|\s+(?!\d)")
"""Gaps between thousands, and beside what is no digit; other gaps stand between two numbers."""
_MULTIPLES = {"万": 10_000, "亿": 100_000_000}
_EXACT = 2**53
"""Up to here every whole number has a float of its own."""
_DASHES = str.maketrans({"−": "-", "–": "-", "—": "-", "﹣": "-"})


@dataclass(frozen=True, slots=True)
class TypedNumber:
    """A number read from an answer."""

    value: float
    """The number as written; a percent sign is not applied."""
    percent: bool
    """True when a percent sign was typed."""


def number_text(value: float) -> str:
    """A number in ten digits, and a whole one in all of its digits: it may have to be hit exactly."""
    return str(int(value)) if value == int(value) and abs(value) < _EXACT else f"{value:.10g}"


def parse_number(text: str, units: tuple[str, ...] = ()) -> TypedNumber:
    """Reads `1000`, `1,000`, `1e3`, `１０００`, `1.2×10^3`, `3/4`, `85%`, `12万`, each with one of `units`.

    Raises:
        AnswerError: if it is not one finite number; the sentence shows forms that are read.
    """
    typed = unicodedata.normalize("NFKC", text).translate(_DASHES).strip()
    bare = _without_unit(typed, units)
    compact = _GAPS.sub("", bare)
    percent = compact.endswith("%")
    value = _value(compact.removesuffix("%"))
    if value is None or not math.isfinite(value):
        raise AnswerError(
            message("“{text}” is not a number dlprep can read.", text=excerpt(text.strip())),
            message("Forms it reads: 1000, 1,000, 1e3, 0.25, 3/4, 85%."),
        )
    return TypedNumber(value, percent)


def _without_unit(typed: str, units: tuple[str, ...]) -> str:
    for unit in units:
        plain = unicodedata.normalize("NFKC", unit)
        if plain != "%" and typed.casefold().endswith(plain.casefold()):
            return typed[: -len(plain)]
    return typed


def _value(compact: str) -> float | None:
    if compact and compact[-1] in _MULTIPLES:
        number = _decimal(compact[:-1])
        return None if number is None else number * _MULTIPLES[compact[-1]]
    if compact.count("/") == 1:
        above, below = (_decimal(side) for side in compact.split("/"))
        return above / below if above is not None and below else None
    return _decimal(compact)


def _decimal(compact: str) -> float | None:
    if _PLAIN.fullmatch(compact):
        return float(compact)
    if _THOUSANDS.fullmatch(compact):
        return float(compact.replace(",", ""))
    if _WITH_POWER.search(compact) and (found := _POWER_OF_TEN.fullmatch(compact)):
        return float(f"{found[1] or 1}e{found[2]}")
    return None
