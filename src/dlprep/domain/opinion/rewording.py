"""Livelier words for a line of the interviewer's, kept only where nothing that carries meaning was lost."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from dlprep.domain.grader.cues import denies
from dlprep.domain.grader.plain import is_cjk, plain_words
from dlprep.domain.opinion.asking import Prompt, cleaned

_CODE = re.compile(r"`[^`\n]+`")
_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*%?")
_NAME = re.compile(r"(?<![A-Za-z])(?:[A-Za-z]*[A-Z][A-Za-z]*[A-Z][A-Za-z]*|[A-Za-z]+\d+[A-Za-z\d]*)")
"""Words that are written in their own way, such as LSTM, BatchNorm and L2."""
_QUOTED = re.compile(r"[“\"「]([^”\"」\n]+)[”\"」]")
_SHORTEST, _LONGEST, _ROOM = 0.4, 2.0, 60
_SYSTEM = """\
You put a sentence of a job interviewer into livelier words of the same language and meaning.
Keep questions questions. Keep numbers, names, quoted words and everything between backticks as they are. \
Add no fact, no hint and no praise. Reply with the new sentence and nothing else."""


def ask_to_reword(line: str) -> Prompt:
    """The request."""
    return Prompt(_SYSTEM, cleaned(line))


def kept_wording(line: str, reworded: str) -> str:
    """The new words where they say the same as far as can be checked, or else the line as it was."""
    new = reworded.strip()
    return new if _is_fit(line, new) and _carried(line) == _carried(new) else line


def _is_fit(line: str, new: str) -> bool:
    length = len(line)
    return (
        _SHORTEST * length <= len(new) <= _LONGEST * length + _ROOM
        and not any(unicodedata.category(one).startswith("C") for one in new)
        and any(map(is_cjk, line)) == any(map(is_cjk, new))
    )


def _carried(line: str) -> tuple[Counter[str], bool, bool]:
    """Code, numbers, names and quoted words, each as often as it stands there; asking; denying."""
    code = _CODE.findall(line)
    words = _CODE.sub(" ", line)
    parts = [*code, *_NUMBER.findall(words), *_NAME.findall(words), *_QUOTED.findall(words)]
    return Counter(parts), "?" in words or "？" in words, denies(plain_words(words))
