"""Spoken words as a synthesiser says them: seven keywords, and sounds that are none of them.

Every sound is a buzz of harmonics whose strengths follow two resonances, as those of a voice do. A word is a
way of the two resonances in three stages; pitch, speed, start, loudness and background differ every time.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from dlprep.judge.datasets.arrays import SHUFFLE_SEED, Part, Parts

if TYPE_CHECKING:
    from typing import Any

    from numpy.random import RandomState
    from numpy.typing import NDArray

RATE, SAMPLES = 6_000, 3_000
TRAIN, VALIDATION, TEST = 1_600, 400, 1_000
VOWELS = {"a": (750, 1250), "e": (500, 1850), "i": (300, 2350), "o": (480, 850), "u": (320, 650)}
"""The two resonances in hertz, roughly as in speech."""
WORDS = ("aia", "iai", "oua", "auo", "eio", "oie", "uau")
"""Some are others backwards: how strong each frequency is on average does not tell them apart."""
OTHER = len(WORDS)
"""The label of sounds that are no keyword: half of all."""
_FRAME = 40
_HARMONICS = 18
_AT_ONCE = 25
"""Few enough for the working arrays to stay in the processor's cache."""


def make() -> Parts:
    """X int16 (n, 3000), y int64 (n,): 0 to 6 are keywords, 7 is anything else."""
    import numpy as np

    random = np.random.RandomState(SHUFFLE_SEED + 3)
    count = TRAIN + VALIDATION + TEST
    labels = np.where(random.rand(count) < 0.5, OTHER, random.randint(0, OTHER, count)).astype(np.int64)
    firsts = range(0, count, _AT_ONCE)
    sounds = np.concatenate([_sounds(labels[first : first + _AT_ONCE], random) for first in firsts])
    ends = (0, TRAIN, TRAIN + VALIDATION, count)
    train, validation, test = (Part(sounds[i:j], labels[i:j]) for i, j in pairwise(ends))
    return Parts(train, validation, test)


def _stages(labels: NDArray[Any], random: RandomState) -> NDArray[Any]:
    """Resonances (n, 3 stages, 2) of every sound; another sound goes through vowels at random."""
    import numpy as np

    vowels, places = list(VOWELS), np.array(list(VOWELS.values()), dtype=np.float64)
    words = np.array([[vowels.index(vowel) for vowel in word] for word in WORDS])
    chosen = random.randint(0, len(vowels), (len(labels), 3))
    keyword = labels != OTHER
    # A random way that happens to be a keyword would carry the wrong label.
    for word in words:
        chosen[(chosen == word).all(axis=1), 1] = chosen[(chosen == word).all(axis=1), 0]
    chosen[keyword] = words[labels[keyword]]
    return places[chosen] * (1 + 0.06 * random.randn(len(labels), 1, 1).clip(-2, 2))


def _sounds(labels: NDArray[Any], random: RandomState) -> NDArray[Any]:
    """Waveforms (n, SAMPLES) of the labels."""
    import numpy as np

    count, frames = len(labels), SAMPLES // _FRAME
    stages = _stages(labels, random)
    length = random.uniform(0.45, 0.85, (count, 1))
    start = random.uniform(0.02, 0.98 - length)
    # Where in the word every frame lies: 0 at its start, 1 at its end.
    place = (np.linspace(0, 1, frames) - start) / length
    resonances = _along(stages, place)
    pitch = random.uniform(90, 240, (count, 1)) * (1 + random.uniform(-0.15, 0.15, (count, 1)) * place)
    fade = np.clip(np.minimum(place, 1 - place) * 12, 0, 1)
    voice = _voice(pitch, resonances, fade)
    voice /= np.sqrt((voice**2).mean(axis=1, keepdims=True))
    noise = random.randn(count, SAMPLES)
    noise += random.uniform(0, 2, (count, 1)) * np.roll(noise, 1, axis=1)
    noise /= np.sqrt((noise**2).mean(axis=1, keepdims=True))
    background = 10 ** (-random.uniform(0, 20, (count, 1)) / 20)
    sound = voice + noise * background
    loudness = 10 ** (-random.uniform(0, 35, (count, 1)) / 20)
    peak = np.abs(sound).max(axis=1, keepdims=True)
    return np.asarray(np.round(32_000 * loudness * sound / peak), dtype=np.int16)


def _along(stages: NDArray[Any], place: NDArray[Any]) -> NDArray[Any]:
    """Resonances (n, frames, 2): each stage is held for a while, then glides into the next."""
    import numpy as np

    at = np.clip(place * 3 - 0.5, 0, 2)
    first = np.minimum(at.astype(int), 1)
    glide = np.clip((at - first - 0.25) * 2, 0, 1)[..., np.newaxis]
    rows = np.arange(len(stages))[:, np.newaxis]
    return np.asarray(stages[rows, first] * (1 - glide) + stages[rows, first + 1] * glide)


def _voice(pitch: NDArray[Any], resonances: NDArray[Any], fade: NDArray[Any]) -> NDArray[Any]:
    """Harmonics of the pitch (n, frames), as strong as the resonances make them, added up."""
    import numpy as np

    phase = np.cumsum(np.repeat(pitch, _FRAME, axis=1), axis=1) * (2 * np.pi / RATE)
    # sin(kφ) = 2 cos(φ) sin((k − 1)φ) − sin((k − 2)φ): one sine and one cosine serve all harmonics.
    twice, before, wave = 2 * np.cos(phase), np.zeros_like(phase), np.sin(phase)
    total = np.zeros_like(phase)
    for k in range(1, _HARMONICS + 1):
        distance = (k * pitch[..., np.newaxis] - resonances) / (80, 120)
        strength = (1 / (1 + distance**2)).sum(axis=2) * fade * (k * pitch < RATE / 2)
        total += wave * np.repeat(strength, _FRAME, axis=1)
        # In place: `before` becomes the next wave.
        np.subtract(twice * wave, before, out=before)
        before, wave = wave, before
    return total
