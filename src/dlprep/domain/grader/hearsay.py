"""What an answer tells as the belief of others, up to where the speaker turns to the own view.

“People say that X, but Y”: who says so does not believe X. A misconception found there is not the speaker's.
"""

import re
from collections.abc import Sequence
from itertools import takewhile

from dlprep.domain.grader.clauses import Sentence, Span

_TELLS = re.compile(
    r"\b(?:people|others|some|many|most|everyone|everybody|folks|candidates|beginners|tutorials)"
    r"(?: \w+){0,2} (?:think|say|believe|claim|assume|blame|argue|expect|take|conclude)s?\b"
    r"|\b(?:is|are|it['’]s) (?:often|commonly|usually|sometimes|widely)"
    r" (?:said|thought|believed|taken|assumed|blamed)\b"
    r"|\byou (?:often |sometimes )?(?:hear|read) that\b|\b(?:myth|misconception|misunderstanding|fallacy)\b"
    r"|(?:有|很多|不少|许多|一些|多数)(?:些)?(?:的)?人(?!工)|(?:大家|人们|新手|初学者).{0,4}(?:以为|觉得|认为|都?说)"
    r"|误以为|误区|误解|常见的?(?:错误|说法|误会)"
)
_TURNS_BEFORE = re.compile(r"(?:\b(?:but|while|whereas|however|although)|但是?|而|不过|然而)\W*$")
_TURNS_AT = re.compile(
    r"(?:and )?(?:actually|in fact|in reality|really|not quite|not so"
    r"|that['’]s (?:wrong|not|false)|i['’]d|i (?:would|don['’]t))\b"
    r"|其实|实际上|事实上|真正|这不|不对|不是这样|错"
)


def told(text: str, found: Sequence[Sentence]) -> tuple[Span, ...]:
    """The parts of a plain text that tell what others believe."""
    parts = []
    for sentence in found:
        clauses = iter(sentence.clauses)
        first = next((one for one in clauses if _TELLS.search(one.of(text))), None)
        if first is not None:
            rest = takewhile(lambda one: not _turns(text, one), clauses)
            parts.append(Span(first.start, [first, *rest][-1].end))
    return tuple(parts)


def _turns(text: str, clause: Span) -> bool:
    before = text[max(0, clause.start - 12) : clause.start]
    return bool(_TURNS_BEFORE.search(before) or _TURNS_AT.match(clause.of(text)))
