"""Do the Chinese and the English words carry the same numbers and the same code?"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from dlprep.domain.filling import place_names, without_places

if TYPE_CHECKING:
    from collections.abc import Iterator

_CODE_SPAN = re.compile(r"`([^`]+)`")
_DIGITS = r"\d+(?:,\d{3})*(?:\.\d+)?"
_NUMBER = re.compile(
    rf"(?<![A-Za-z0-9_.])({_DIGITS})(?: ?(万|亿|[kK](?![A-Za-z])|[mM]illion|[bB]illion|thousand))?"
)
_UNITS = {"万": 1e4, "亿": 1e8, "k": 1e3, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_ENGLISH = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_CHINESE = ("零", "一", "[二两双]", "三", "四", "五", "六", "七", "八", "九", "十")
_ALSO_SAID = {
    **{str(value): rf"\b{word}(?:s|fold|th|-)?\b|{_CHINESE[value]}" for value, word in enumerate(_ENGLISH)},
    "1": r"\b(?:one|a|an|single|first|once)\b|[一首单]",
    "2": r"\b(?:two|twice|both|second|half|double[sd]?|pair)\b|[二两双倍半]",
    "3": r"\b(?:three|third|triple)\b|三",
    "50": r"\bhalf\b|半",
    "100": r"\bhundred\b|百",
    "1000": r"\bthousand\b|千",
    "10000": r"万",
}


def differences(zh: str, en: str) -> Iterator[str]:
    """One sentence for each kind of thing that only one of the languages holds."""
    code = _only_in(_spans(zh), _spans(en))
    if code:
        yield f"code differs: {code}"
    yield from number_differences(zh, en)


def number_differences(zh: str, en: str) -> Iterator[str]:
    """A sentence on the numbers that only one of the languages tells, if there are any."""
    numbers_zh, numbers_en = _numbers(zh), _numbers(en)
    number = _only_in(
        {one for one in numbers_zh - numbers_en if not _says(en, one)},
        {one for one in numbers_en - numbers_zh if not _says(zh, one)},
    )
    if number:
        yield f"numbers differ: {number}"


def drawn_differences(zh: str, en: str) -> Iterator[str]:
    """`differences` of a template's texts, and drawn numbers that only one of the languages shows."""
    yield from differences(without_places(zh), without_places(en))
    shown_zh, shown_en = ({name for _, name in place_names(words)} for words in (zh, en))
    if shown_zh != shown_en:
        yield f"places differ: {', '.join(sorted(shown_zh ^ shown_en))}"


def _only_in(zh: set[str], en: set[str]) -> str:
    sides = [("zh", sorted(zh - en)), ("en", sorted(en - zh))]
    return "; ".join(f"only {side} has {', '.join(found)}" for side, found in sides if found)


def _spans(words: str) -> set[str]:
    return {" ".join(span.split()) for span in _CODE_SPAN.findall(words)}


def _numbers(words: str) -> set[str]:
    """The numbers in `words` outside code, written out: `25 万` and `250 k` are both 250000."""
    plain = unicodedata.normalize("NFKC", _CODE_SPAN.sub(" ", words))
    return {
        f"{float(digits.replace(',', '')) * _UNITS.get(unit.lower(), 1):.12g}"
        for digits, unit in _NUMBER.findall(plain)
    }


def _says(words: str, number: str) -> bool:
    """True when `words` may say `number` as a word."""
    said = _ALSO_SAID.get(number)
    return said is not None and re.search(said, words, re.IGNORECASE) is not None
