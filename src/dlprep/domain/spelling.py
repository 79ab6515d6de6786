"""When two typed answers are the same: width, case, spacing and quotes do not matter, content does."""

import re
import unicodedata
from collections.abc import Iterable

from dlprep.domain.errors import AnswerError
from dlprep.domain.numbers import parse_number

_CJK = "\u3400-\u9fff"
_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "`": None})


def normal_term(text: str) -> str:
    """A term in the form it is compared in: NFKC, no case, single spaces, none beside Chinese."""
    plain = unicodedata.normalize("NFKC", text).translate(_QUOTES).casefold()
    plain = re.sub(r"\s+", " ", plain).lstrip(" \"'").rstrip(" .。,;!?\"'")
    return re.sub(rf"(?<=[{_CJK}]) | (?=[{_CJK}])", "", plain)


def same_term(typed: str, accepted: Iterable[str]) -> bool:
    """True when `typed` is one of the accepted spellings, or the same number as one of them."""
    wanted = [normal_term(spelling) for spelling in accepted]
    given = normal_term(typed)
    if given in wanted:
        return True
    number = _number(given)
    return number is not None and number in [_number(spelling) for spelling in wanted]


def _number(text: str) -> tuple[float, bool] | None:
    try:
        found = parse_number(text)
    except AnswerError:
        return None
    return found.value, found.percent


def normal_output(text: str) -> str:
    """Program output in the form it is compared in: NFKC, one kind of quote, no spaces around brackets."""
    plain = unicodedata.normalize("NFKC", text).translate(_QUOTES).replace('"', "'").strip()
    lines = (re.sub(r"\s+", " ", line).strip() for line in plain.splitlines())
    joined = "\n".join(line for line in lines if line)
    return re.sub(r" ?([,()\[\]{}:=]) ?", r"\1", joined)


def same_output(typed: str, accepted: Iterable[str]) -> bool:
    """True when `typed` is what one of the accepted outputs says."""
    return normal_output(typed) in {normal_output(output) for output in accepted}
