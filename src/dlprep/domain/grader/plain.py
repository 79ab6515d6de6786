"""A text as the grader reads it, and the way back to the learner's own characters."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_KEPT_CONTROLS = "\n\t"
_LONGEST = 20_000
"""Characters that are read; nobody says more in an interview."""


@dataclass(frozen=True, slots=True)
class Plain:
    """Text in one form for what people type in many: NFKC, lower case, nothing invisible."""

    text: str
    origin: tuple[int, ...]
    """For each character of `text`, the index of the character it comes from."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place of `text[start:end]` in the original; empty when the part is empty."""
        if start >= end:
            place = self.origin[start] if start < len(self.origin) else 0
            return place, place
        return self.origin[start], self.origin[end - 1] + 1


def is_cjk(character: str) -> bool:
    """True for a Chinese character."""
    return "\u3400" <= character <= "\u9fff"


def plain(original: str) -> Plain:
    """Reads the first 20,000 characters.

    White space beside a Chinese character goes, since people set it or leave it out as they like.
    """
    text: list[str] = []
    origin: list[int] = []
    for place, character in enumerate(original[:_LONGEST]):
        for one in unicodedata.normalize("NFKC", character).casefold():
            if one in _KEPT_CONTROLS:
                pass
            elif unicodedata.category(one).startswith("C"):
                continue
            text.append(one)
            origin.append(place)
    kept = [place for place, _ in enumerate(text) if not _is_spare(text, place)]
    return Plain("".join(text[place] for place in kept), tuple(origin[place] for place in kept))


def _is_spare(text: list[str], place: int) -> bool:
    """True for a space or tab that says nothing: beside a Chinese character, or after another."""
    if text[place] not in " \t":
        return False
    before = text[place - 1] if place else "\n"
    after = next((one for one in text[place + 1 : place + 40] if one not in " \t"), "\n")
    return before in " \t\n" or is_cjk(before) or is_cjk(after)


@lru_cache(maxsize=4096)
def plain_words(authored: str) -> str:
    """The same form for words of a rubric."""
    return plain(authored).text.strip()
