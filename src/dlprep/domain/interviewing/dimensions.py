"""Signals in how an answer is said: structure, hedging, sureness, length. None of them moves the score."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dlprep.domain.grader.plain import is_cjk, plain_words

_STRUCTURE = (
    "首先", "其次", "然后", "最后", "第一", "第二", "第三", "一方面", "另一方面", "因为", "所以", "因此",
    "例如", "比如", "举个例子", "总结", "总之", "相比之下", "也就是说",
    "first", "second", "third", "then", "finally", "because", "therefore", "so that", "for example",
    "for instance", "in short", "in summary", "on the other hand", "whereas", "in contrast", "which means",
)  # fmt: skip
_HEDGES = (
    "可能", "大概", "好像", "也许", "应该是吧", "不太确定", "不确定", "记不清", "似乎", "吧",
    "maybe", "perhaps", "probably", "i guess", "i think", "kind of", "sort of", "not sure", "might be",
    "i suppose", "somehow", "i don't remember",
)  # fmt: skip
_VERY_SURE = (
    "一定", "绝对", "肯定", "永远", "必然", "毫无疑问", "不可能", "百分之百", "100%", "显然", "总是",
    "完全不",
    "always", "never", "definitely", "certainly", "guarantee", "obviously", "impossible", "no doubt",
    "without exception", "absolutely",
)  # fmt: skip

_CHARACTERS_A_WORD = 1.6
"""Chinese characters that say as much as one English word."""
_SHORT, _LONG = 25, 260
"""Words between which a spoken answer is neither thin nor rambling."""
_MOST_STRUCTURE = 4
_BASE, _FOR_STRUCTURE, _FOR_HEDGES, _FOR_LENGTH = 60, 10, 5, 20


@dataclass(frozen=True, slots=True)
class ClaritySignals:
    """What can be counted about how something was said."""

    words: int
    """English words; Chinese is counted as as many words as would say the same."""
    structure: int
    """Words that order or join thoughts."""
    hedges: int
    """Words that take back half of what was said."""

    @property
    def hedges_per_hundred(self) -> float:
        """Hedge words in a hundred words."""
        return 100 * self.hedges / self.words if self.words else 0.0

    @property
    def score(self) -> int:
        """0 to 100, as a hint of how it comes across."""
        length = -_FOR_LENGTH if not _SHORT <= self.words <= _LONG else 0
        hedging = int(min(40.0, _FOR_HEDGES * self.hedges_per_hundred))
        structure = _FOR_STRUCTURE * min(self.structure, _MOST_STRUCTURE)
        return max(0, min(100, _BASE + structure - hedging + length))


def clarity(answers: Sequence[str]) -> ClaritySignals | None:
    """The signals of all answers together, per answer on average; None when nothing was said."""
    said = [plain_words(answer) for answer in answers if answer.strip()]
    if not said:
        return None
    each = [ClaritySignals(_length(one), _hits(one, _STRUCTURE), _hits(one, _HEDGES)) for one in said]
    count = len(each)
    return ClaritySignals(
        words=round(sum(one.words for one in each) / count),
        structure=round(sum(one.structure for one in each) / count),
        hedges=round(sum(one.hedges for one in each) / count),
    )


def is_very_sure(answer: str) -> bool:
    """True when an answer leaves no room for doubt."""
    return _hits(plain_words(answer), _VERY_SURE) > 0


def _length(text: str) -> int:
    characters = sum(map(is_cjk, text))
    return len(re.findall(r"[a-z0-9]+(?:['-][a-z0-9]+)*", text)) + round(characters / _CHARACTERS_A_WORD)


def _hits(text: str, words: Iterable[str]) -> int:
    return sum(len(re.findall(_pattern(word), text)) for word in words)


def _pattern(word: str) -> str:
    is_chinese = any(map(is_cjk, word))
    return re.escape(word) if is_chinese or not word[-1].isalpha() else rf"\b{re.escape(word)}"
