"""An answer, read once: its sentences, without those that speak to the grader."""

import re
from dataclasses import dataclass

from dlprep.domain.grader.clauses import Sentence, Span, bridges, sentences, windows
from dlprep.domain.grader.injections import speaks_of_grade, speaks_to_grader
from dlprep.domain.grader.plain import Plain, is_cjk, plain
from dlprep.domain.grader.stuffing import is_stuffed

_LEAST_CHARACTERS = 3
_NO_ANSWER = re.compile(
    r"(?:i )?(?:(?:do ?n['’]?o?t|can['’]t) (?:really )?(?:know|remember|say)|have no idea|no idea"
    r"|not sure|dunno)(?: this(?: one)?)?|idk|pass|skip|no clue"
    r"|(?:我)?(?:真的|完全)?(?:不知道|不会|不清楚|不太清楚|不太会|不懂|没思路|没有思路|忘了|不了解|跳过|没学过)了?"
)
_SAYS_SOMETHING = re.compile(r"\w\W+\w|[\u3400-\u9fff]{2}")
_LONGEST = 100
"""Letters of clauses that are looked at together; a Chinese character says as much as two."""
MOST_WINDOWS = 60
"""Parts of an answer whose meaning is looked at: what nobody exceeds in two minutes of talking."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What there is to grade."""

    plain: Plain
    sentences: tuple[Sentence, ...]
    """Those that are about the question."""
    dropped: int
    """Sentences that spoke to the grader."""
    is_stuffed: bool

    @property
    def text(self) -> str:
        """The plain text."""
        return self.plain.text

    @property
    def is_empty(self) -> bool:
        """True when nothing is said."""
        return not self.sentences

    @property
    def kept(self) -> str:
        """What is graded, as plain text."""
        return " ".join(sentence.span.of(self.text) for sentence in self.sentences)

    def windows(self) -> tuple[Span, ...]:
        """The parts whose words are looked at; a word by itself says too little beside others."""
        found = (*windows(self.sentences), *bridges(self.sentences))
        telling = tuple(one for one in found if _SAYS_SOMETHING.search(one.of(self.text)))
        return (telling or found)[:MOST_WINDOWS]

    def short_windows(self) -> tuple[Span, ...]:
        """Those whose meaning is looked at, which takes longer: clauses, and neighbours that are short."""
        clauses = {clause for sentence in self.sentences for clause in sentence.clauses}
        near = set(windows(self.sentences))
        return tuple(
            one for one in self.windows() if one in clauses or (one in near and self._length(one) <= _LONGEST)
        )

    def _length(self, span: Span) -> int:
        return span.end - span.start + sum(map(is_cjk, span.of(self.text)))

    def quote(self, original: str, span: Span) -> tuple[str, tuple[int, int]]:
        """The learner's own words at a place, and that place in the answer."""
        start, end = self.plain.span(span.start, span.end)
        return original[start:end], (start, end)


def read(original: str) -> Reading:
    """Reads an answer."""
    text = plain(original)
    found = sentences(text.text)
    kept = tuple(one for one in found if not speaks_to_grader(one.span.of(text.text)))
    if len(kept) < len(found):
        kept = tuple(one for one in kept if not speaks_of_grade(one.span.of(text.text)))
    said = " ".join(one.span.of(text.text) for one in kept)
    if len(said) < _LEAST_CHARACTERS or _NO_ANSWER.fullmatch(said.strip(" .!?。…~")):
        kept_or_none: tuple[Sentence, ...] = ()
    else:
        kept_or_none = kept
    return Reading(text, kept_or_none, len(found) - len(kept), is_stuffed(said))
