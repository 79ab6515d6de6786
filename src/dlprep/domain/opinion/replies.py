"""Reading what a model replied: every point with a verdict, or nothing."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dlprep.domain.opinion.opinions import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST = 20_000
"""Characters of a reply; a longer one is not read."""
_LONGEST_QUOTE = 2_000
_BRACES = 40
"""Places at which an object is looked for in a reply with prose around it."""
_SAID = {one.value: one for one in Verdict if one is not Verdict.UNCERTAIN}
_BRACE = re.compile(r"\{")


@dataclass(frozen=True, slots=True)
class Claim:
    """What a model says of one point, not yet checked."""

    verdict: Verdict
    quote: str


class UnusableReplyError(Exception):
    """A reply is not what was asked for; the text says so to the model."""


def read_reply(text: str, names: Sequence[str]) -> dict[str, Claim]:
    """A claim for each of `names`; what else the reply holds is left aside.

    Raises:
        UnusableReplyError: if it is too long, holds no object, lacks a name, or has a verdict of its own.
    """
    if len(text) > LONGEST:
        raise UnusableReplyError("it was too long")
    found = max(_objects(text), key=lambda one: sum(name in one for name in names), default=None)
    if found is None:
        raise UnusableReplyError("it held no JSON object")
    missing = [name for name in names if name not in found]
    if missing:
        raise UnusableReplyError(f"{', '.join(missing)} was missing")
    return {name: _claim(name, found[name]) for name in names}


def _objects(text: str) -> Iterator[dict[str, Any]]:
    """Every JSON object in a text that is not inside another."""
    decoder = json.JSONDecoder()
    end = 0
    for tried, brace in enumerate(_BRACE.finditer(text)):
        if tried >= _BRACES:
            return
        if brace.start() < end:
            continue
        try:
            held, end = decoder.raw_decode(text, brace.start())
        # Brackets in brackets and numbers of thousands of digits raise more than the decoder's own error.
        except (ValueError, RecursionError):
            continue
        yield held


def _claim(name: str, held: object) -> Claim:
    verdict = held.get("verdict") if isinstance(held, dict) else None
    said = _SAID.get(verdict.strip().lower()) if isinstance(verdict, str) else None
    if said is None or not isinstance(held, dict):
        raise UnusableReplyError(f"the verdict of {name} was none of {', '.join(_SAID)}")
    quote = held.get("quote")
    return Claim(said, quote if isinstance(quote, str) and len(quote) <= _LONGEST_QUOTE else "")
