"""Made data of the field challenges: what a learner may rely on, and what must not be in it."""

import numpy as np
import pytest

from dlprep.judge.datasets.arrays import Parts
from dlprep.judge.datasets.made import digit_noise as noise
from dlprep.judge.datasets.made import digits, few_labels, tones


@pytest.fixture(scope="module")
def sounds() -> Parts:
    return tones.make()


def all_waves(parts: Parts) -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
    return np.concatenate([part.x for part in (parts.train, parts.validation, parts.test)]).astype(float)


def all_labels(parts: Parts) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    return np.concatenate([part.y for part in (parts.train, parts.validation, parts.test)])


def test_sounds_have_the_promised_form(sounds: Parts) -> None:
    for part, count in ((sounds.train, 1600), (sounds.validation, 400), (sounds.test, 1000)):
        assert part.x.shape == (count, 3000)
        assert part.y.shape == (count,)
        assert part.x.dtype == np.int16
        assert part.y.dtype == np.int64
        assert set(part.y) == set(range(8))
        assert 0.45 < (part.y == tones.OTHER).mean() < 0.55


def test_no_sound_is_there_twice_and_none_is_clipped(sounds: Parts) -> None:
    waves = all_waves(sounds)
    assert len(np.unique(waves, axis=0)) == len(waves)
    assert np.abs(waves).max() <= 32_000


def test_loudness_and_mean_spectrum_say_little_about_the_word(sounds: Parts) -> None:
    """A word and the same word backwards must not be told apart by how much of each frequency there is."""
    waves, labels = all_waves(sounds), all_labels(sounds)
    loud = np.log(waves.std(axis=1))
    for word in range(8):
        assert abs(loud[labels == word].mean() - loud.mean()) < 0.25 * loud.std()
    spectrum = np.log1p(np.abs(np.fft.rfft(waves, axis=1))[:, :1200].reshape(len(waves), 60, 20).mean(axis=2))
    spectrum -= spectrum.mean(axis=1, keepdims=True)
    forwards, backwards = (
        spectrum[labels == tones.WORDS.index(word)].mean(axis=0) for word in ("eio", "oie")
    )
    other_word = spectrum[labels == tones.WORDS.index("iai")].mean(axis=0)
    assert np.abs(forwards - backwards).max() < 0.5 * np.abs(forwards - other_word).max()


def test_no_other_sound_goes_through_the_vowels_of_a_keyword() -> None:
    random = np.random.RandomState(0)
    stages = tones._stages(np.full(4000, tones.OTHER), random)
    ratio = stages[:, :, 0] / stages[:, :1, 0]
    first = np.array([place[0] for place in tones.VOWELS.values()], dtype=float)
    vowels = list(tones.VOWELS)
    for word in tones.WORDS:
        wanted = first[[vowels.index(vowel) for vowel in word]]
        assert not (np.abs(ratio - wanted / wanted[0]) < 1e-9).all(axis=1).any()


def test_few_labels_are_the_digits_with_ten_labels_a_class() -> None:
    whole, few = digits.make(), few_labels.make()
    assert (whole.train.x == few.train.x).all()
    known = few.train.y != few_labels.UNKNOWN
    assert np.bincount(few.train.y[known]).tolist() == [10] * 10
    assert (few.train.y[known] == whole.train.y[known]).all()
    assert (few.validation.y == whole.validation.y).all()
    assert (few.test.y == whole.test.y).all()


def test_noise_is_normal_and_is_compared_with_the_hidden_digits() -> None:
    whole, made = digits.make(), noise.make()
    assert (made.train.x == whole.train.x).all()
    assert made.test.x.shape == (1000, noise.NOISE)
    assert made.test.x.dtype == np.float32
    assert abs(float(made.test.x.mean())) < 0.02
    assert abs(float(made.test.x.std()) - 1) < 0.02
    assert made.test.y.shape == whole.test.x.shape
    assert np.abs(made.test.y * 255 - whole.test.x).max() < 1e-3
