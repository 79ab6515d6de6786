"""Is it a question to the interviewer, or an answer? Told by rules, so that it is always told alike."""

import re
import unicodedata

from dlprep.domain.grader.plain import is_cjk

_MOST_CHINESE = 30
_MOST_ENGLISH = 90
"""Characters; who asks back is brief."""
_BRIEF = 0.6
_OPENERS = re.compile(
    r"^(?:请问|可以问一下|想问一下|问一下|那么?|嗯|"
    r"(?:well|so|sorry|wait|and|but|(?:could|can) you tell me)\b)[\s,:]*"
)
_ASKING_END = re.compile(r"(?:[?]|吗|呢|是什么|是啥|什么意思|怎么理解)[\s?!.。]*$")
_STRONG_START = re.compile(r"^(?:什么是|什么叫|啥是|啥叫|为什么|为啥|怎么|如何|(?:what|why|how)\b)")
_SENTENCE = re.compile(r"[。!\n;]|\.(?=\s)|[?](?![?!\s]*$)")
_FRAME = re.compile(
    r"^(?:什么是|什么叫|啥是|啥叫|为什么要?|为啥要?|怎么|如何|"
    r"(?:what(?:'s| is| are| does| do)?|why(?: is| are| do| does)?|how(?: do| does| is| are)?"
    r"|is|are|does|do|can|could)\b(?: (?:we|you|i|one)\b)?(?: (?:mean by|explain)\b)?)\s*"
)
_FRAME_END = re.compile(
    r"(?:是什么意思|是什么|是啥|什么意思|怎么理解|有什么用| mean| stand for| work| do)?[吗呢]?[\s?!.。]*$"
)
_ARTICLE = re.compile(r"^(?:the|a|an)\s+")
_DECLINES = re.compile(
    r"^(?:no\b|nope|none|nothing|that'?s all|all good|i'?m good|not really|thanks|thank you|"
    r"没有|没了|无|没什么|暂时没有|不用|谢谢|没问题)"
)


def is_question(typed: str) -> bool:
    """True for one short sentence that asks: it ends like a question, or begins with what, why or how."""
    words = _normal(typed)
    limit = _MOST_CHINESE if any(map(is_cjk, words)) else _MOST_ENGLISH
    if not words or len(words) > limit or _SENTENCE.search(words[:-1]):
        return False
    if _ASKING_END.search(words):
        return True
    # Without a mark at its end, how and why may begin an answer just as well: only brief ones ask.
    return len(words) <= limit * _BRIEF and _STRONG_START.search(_OPENERS.sub("", words)) is not None


def subject_of(question: str) -> str:
    """What a question is about: the words left when the asking is taken away."""
    bare = _OPENERS.sub("", _normal(question))
    bare = _FRAME_END.sub("", _FRAME.sub("", bare, count=1)) if bare else bare
    return _ARTICLE.sub("", bare).strip(" ,:\"'“”")


def declines(typed: str) -> bool:
    """True for “no, thank you”."""
    return bool(_DECLINES.match(_normal(typed)))


def _normal(typed: str) -> str:
    return unicodedata.normalize("NFKC", typed).casefold().strip()
