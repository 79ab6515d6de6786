"""Words, vocabularies and the measures of text."""

import math
from collections import Counter
from collections.abc import Hashable, Sequence

Tokens = Sequence[Hashable]


def ngrams(tokens: Tokens, n: int) -> tuple[tuple[Hashable, ...], ...]:
    """Every run of `n` tokens."""
    return tuple(tuple(tokens[start : start + n]) for start in range(len(tokens) - n + 1))


def edit_distance(a: Tokens, b: Tokens) -> int:
    """The fewest insertions, deletions and substitutions from `a` to `b` (Levenshtein); strings or lists."""
    row = list(range(len(b) + 1))
    for place, left in enumerate(a, start=1):
        above, row[0] = row[0], place
        for column, right in enumerate(b, start=1):
            cost = min(row[column] + 1, row[column - 1] + 1, above + (left != right))
            above, row[column] = row[column], cost
    return row[-1]


def bleu_precision(candidate: Tokens, reference: Tokens, n: int) -> float:
    """The share of n-grams that occur in the reference, each counted no oftener than there."""
    ours, theirs = Counter(ngrams(candidate, n)), Counter(ngrams(reference, n))
    return sum((ours & theirs).values()) / sum(ours.values())


def brevity_penalty(candidate: int, reference: int) -> float:
    """1, or e^(1 - r/c) when the candidate is shorter (Papineni et al. 2002)."""
    return 1.0 if candidate >= reference else math.exp(1 - reference / candidate)


def bleu(candidate: Tokens, reference: Tokens, longest: int = 4) -> float:
    """BLEU from 0 to 1 with one reference: geometric mean of precisions times the brevity penalty."""
    precisions = [bleu_precision(candidate, reference, n) for n in range(1, longest + 1)]
    if not all(precisions):
        return 0.0
    mean = math.exp(math.fsum(map(math.log, precisions)) / longest)
    return brevity_penalty(len(candidate), len(reference)) * mean


def bleu4(candidate: Tokens, reference: Tokens) -> float:
    """`bleu` with n-grams up to 4."""
    return bleu(candidate, reference, 4)


def idf(documents: int, frequency: int) -> float:
    """ln((1 + N)/(1 + df)) + 1, smoothed as in scikit-learn."""
    return math.log((1 + documents) / (1 + frequency)) + 1


def tfidf(count: int, documents: int, frequency: int) -> float:
    """tf·(ln((1 + N)/(1 + df)) + 1), before the row is normalised (scikit-learn)."""
    return count * idf(documents, frequency)


def pad_sequence(
    tokens: Tokens, length: int, padding: str = "pre", truncating: str = "pre", value: Hashable = 0
) -> tuple[Hashable, ...]:
    """Filled up or cut to `length`, at the front (pre) or the back (post) (keras pad_sequences)."""
    kept = tuple(tokens[-length:] if truncating == "pre" else tokens[:length])
    filler = (value,) * (length - len(kept))
    return filler + kept if padding == "pre" else kept + filler


def vocabulary(tokens: Tokens) -> tuple[Hashable, ...]:
    """Different tokens, the most frequent first, ties by the alphabet from its end (TextVectorization)."""
    counts = Counter(tokens)
    return tuple(sorted(sorted(counts, key=str, reverse=True), key=lambda token: -counts[token]))


def vocabulary_id(token: Hashable, words: Tokens, reserved: int = 2) -> int:
    """The place of `token` after `reserved` ids (0 pads, 1 unknown); 1 when it is unknown."""
    return list(words).index(token) + reserved if token in words else 1
