"""Decoding of sequences and frames of signals."""

from collections.abc import Hashable, Sequence
from itertools import pairwise, product

Labels = Sequence[Hashable]
_MOST_ROUNDS = 200
_WIDEST = 100


def ctc_collapse(path: Labels, blank: Hashable = 0) -> tuple[Hashable, ...]:
    """Repeats merged, then blanks removed (Graves et al. 2006)."""
    pairs = zip((None, *path), path, strict=False)
    return tuple(label for before, label in pairs if label not in (before, blank))


def ctc_min_frames(labels: Labels) -> int:
    """Labels plus one blank between equal neighbours: the fewest frames that can spell them."""
    return len(labels) + sum(a == b for a, b in pairwise(labels))


def ctc_paths(labels: Labels, frames: int, blank: Hashable = 0) -> int:
    """How many paths of `frames` frames collapse to `labels`."""
    _bound(frames, _MOST_ROUNDS)
    extended = [blank, *(one for label in labels for one in (label, blank))]
    ways = [1, 1][: len(extended)] + [0] * (len(extended) - 2)
    for _ in range(frames - 1):
        ways = [_reached(ways, extended, place, blank) for place in range(len(extended))]
    return sum(ways[-2:]) if frames else int(not labels)


def _reached(ways: Sequence[int], extended: Labels, place: int, blank: Hashable) -> int:
    total = sum(ways[max(place - 1, 0) : place + 1])
    can_skip = place > 1 and extended[place] not in (blank, extended[place - 2])
    return total + (ways[place - 2] if can_skip else 0)


def path_probability(start: Sequence[float], table: Sequence[Sequence[float]], path: Sequence[int]) -> float:
    """The probability of a path of a Markov chain: start[a]·table[a][b]·table[b][c] and so on."""
    found = start[path[0]]
    for a, b in pairwise(path):
        found *= table[a][b]
    return found


def beam_search(
    start: Sequence[float], table: Sequence[Sequence[float]], length: int, width: int
) -> tuple[int, ...]:
    """The best path that a beam of `width` finds; width 1 is greedy, ties go to the lower tokens."""
    _bound(length, _MOST_ROUNDS)
    _bound(width, _WIDEST)
    beams: list[tuple[float, tuple[int, ...]]] = [(p, (token,)) for token, p in enumerate(start)]
    for _ in range(length - 1):
        beams = [
            (score * p, (*path, token))
            for score, path in _best(beams, width)
            for token, p in enumerate(table[path[-1]])
        ]
    return _best(beams, 1)[0][1]


def _best(beams: list[tuple[float, tuple[int, ...]]], width: int) -> list[tuple[float, tuple[int, ...]]]:
    return sorted(beams, key=lambda beam: (-beam[0], beam[1]))[:width]


def best_path(start: Sequence[float], table: Sequence[Sequence[float]], length: int) -> tuple[int, ...]:
    """The most probable path of all, by trying each; ties go to the lower tokens."""
    _bound(length, _MOST_ROUNDS)
    _bound(len(start) ** length, 10_000)
    paths = product(range(len(start)), repeat=length)
    return max(paths, key=lambda path: path_probability(start, table, path))


def stft_frames(samples: int, frame: int, hop: int, pad_end: bool = False) -> int:
    """1 + ⌊(N - L)/hop⌋, or ⌈N/hop⌉ with `pad_end` (tf.signal.stft)."""
    if pad_end:
        return -(-samples // hop)
    return 1 + (samples - frame) // hop if samples >= frame else 0


def stft_bins(frame: int) -> int:
    """Half the next power of two, plus 1 (tf.signal.stft's default `fft_length`)."""
    return (1 << max(frame - 1, 0).bit_length()) // 2 + 1


def _bound(value: int, most: int) -> None:
    if value > most:
        raise OverflowError(f"{value} is more than {most}")
