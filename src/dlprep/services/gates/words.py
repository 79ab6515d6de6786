"""How the gates read words: what is visible, tokens, shingles, and the fields of a question."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING

from pydantic import BaseModel

from dlprep.domain.language import Language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dlprep.domain.questions import Question

CJK = "\u3400-\u9fff"
LANGUAGES = (Language.ZH, Language.EN)
_CODE = re.compile(r"`[^`]*`")
_MATHS = re.compile(r"\$(?=\S)([^$\n]*?)(?<=\S)\$(?!\d)")
"""As the app shows it: money is no maths."""
_CJK_ONE = re.compile(f"[{CJK}]")
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*", re.ASCII)
_CONTENT = re.compile(r"[^\W_]+")
_EN_STOP = frozenset(
    re.findall(
        r"\w+",
        """a an the of to in on at by for from with and or is are was were be been it its this that these
        those as which what how why when where does do did you your we our they their has have had than then
        so if not no one each into over under after before per can could would should will may""",
    )
)
_ZH_STOP = frozenset("的了是在和与或有不为个一这那哪什么也都就对把被从到用会要其它你我他")
_SHINGLE = {Language.ZH: 3, Language.EN: 5}
_NOT_WORDS = frozenset({"code", "fix", "verify"})


def visible(words: str) -> str:
    """The words as they look: NFKC, without the marks of code, emphasis and maths."""
    return re.sub(r"[`$]|\*\*", "", unicodedata.normalize("NFKC", words)).strip()


def outside_code(words: str) -> str:
    """The words with code spans and maths cut out."""
    return _MATHS.sub(" ", _CODE.sub(" ", unicodedata.normalize("NFKC", words)))


def cjk_count(words: str) -> int:
    """How many Chinese characters `words` holds."""
    return len(_CJK_ONE.findall(words))


def reading_length(words: str, language: Language) -> int:
    """Words of English or characters of Chinese outside code: what a reader has to get through."""
    plain = outside_code(words)
    return cjk_count(plain) if language is Language.ZH else len(_WORD.findall(plain))


def tokens(words: str, language: Language) -> frozenset[str]:
    """What two texts can share: words in English, pairs of characters and Latin words in Chinese."""
    plain = visible(words).casefold()
    latin = {word for word in _WORD.findall(plain) if word not in _EN_STOP}
    if language is Language.EN:
        return frozenset(latin)
    runs = re.findall(f"[{CJK}]+", plain)
    pairs = {run[at : at + 2] for run in runs for at in range(len(run) - 1)}
    return frozenset(latin | {pair for pair in pairs if not (pair[0] in _ZH_STOP or pair[1] in _ZH_STOP)})


def squeezed(words: str) -> str:
    """The words for comparing: NFKC, no case, no punctuation, no space."""
    return "".join(_CONTENT.findall(unicodedata.normalize("NFKC", words).casefold()))


def shingles(words: str, language: Language) -> frozenset[str]:
    """Runs of characters of the squeezed words: five in English, three in Chinese."""
    size, text = _SHINGLE[language], squeezed(words)
    return frozenset(text[at : at + size] for at in range(max(1, len(text) - size + 1)))


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """The Jaccard index: what both hold over what either holds."""
    return len(one & other) / len(one | other) if one and other else 0.0


Fields = tuple[tuple[str, str, str], ...]
"""The fields of a question that both languages fill: key, Chinese words, English words."""
Texts = Mapping[str, Fields]
"""The fields of every question, by id."""


def texts_of(questions: Iterable[Question]) -> Texts:
    """The fields of every question; code left out."""
    return {
        question.id: tuple(
            text
            for name in type(question).model_fields
            if name not in _NOT_WORDS
            for text in _texts(getattr(question, name), f".{name}")
        )
        for question in questions
    }


def formulas(words: str) -> list[str]:
    """What stands between the marks of maths."""
    return _MATHS.findall(words)


def _texts(value: object, key: str) -> Iterator[tuple[str, str, str]]:
    if isinstance(value, BaseModel):
        zh, en = getattr(value, "zh", None), getattr(value, "en", None)
        if isinstance(zh, str) and isinstance(en, str):
            yield key, zh, en
        for name in type(value).model_fields:
            if name not in ("zh", "en", *_NOT_WORDS):
                yield from _texts(getattr(value, name), f"{key}.{name}")
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _texts(item, f"{key}[{index}]")
