"""The loaders inside the worker: the same calls and forms as Keras', for the tier's own arrays."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from dlprep.judge.datasets import prepared
from dlprep.judge.datasets.arrays import Part, Parts, pack
from dlprep.sandbox import keras_data

TRAIN = [[1, 2, 3], [4], [2, 2, 9, 1], [5, 6]]
VALIDATION = [[1], [2, 7]]
TEST = [[8, 3], [1, 12]]


@pytest.fixture
def reviews(tmp_path: Path) -> prepared.Prepared:
    def part(sequences: list[list[int]]) -> Part:
        return Part(pack(sequences), np.arange(len(sequences), dtype=np.int64) % 2)

    parts = Parts(part(TRAIN), part(VALIDATION), part(TEST), ("the", "a"))
    return prepared.write(tmp_path / "imdb", parts, recipe="1", origin="a test")


@pytest.fixture
def images(tmp_path: Path) -> prepared.Prepared:
    def part(count: int) -> Part:
        return Part(np.full((count, 32, 32, 3), count, np.uint8), np.zeros((count, 1), np.uint8))

    return prepared.write(tmp_path / "cifar10", Parts(part(6), part(2), part(3)), recipe="1", origin="a test")


def test_the_second_pair_is_the_validation_part(images: prepared.Prepared) -> None:
    (x_train, y_train), (x_val, y_val) = keras_data.Loaders(images.visible, "cifar10").cifar10()
    assert (x_train.shape, y_train.shape) == ((6, 32, 32, 3), (6, 1))
    assert (x_val.shape, y_val.shape) == ((2, 32, 32, 3), (2, 1))


def test_start_mark_shift_and_unknown_words(reviews: prepared.Prepared) -> None:
    (x_train, y_train), (x_val, y_val) = keras_data.Loaders(reviews.visible, "imdb").imdb(num_words=7)
    assert sorted(x_train) == [[1, 2], [1, 2, 2], [1, 4, 5, 6], [1, 5, 5, 2, 4]]
    assert list(x_val) == [[1, 4], [1, 5, 2]]
    assert (y_val.tolist(), y_train.dtype.name) == ([0, 1], "int64")


def test_labels_follow_their_reviews(reviews: prepared.Prepared) -> None:
    loaders = keras_data.Loaders(reviews.visible, "imdb")
    (x_train, y_train), _ = loaders.imdb(num_words=100, start_char=None, index_from=0)
    label_of = {tuple(ranks): number % 2 for number, ranks in enumerate(TRAIN)}
    assert [label_of[tuple(one)] for one in x_train] == y_train.tolist()


def test_maxlen_leaves_long_reviews_out(reviews: prepared.Prepared) -> None:
    (x_train, y_train), (x_val, _) = keras_data.Loaders(reviews.visible, "imdb").imdb(maxlen=4)
    assert sorted(len(one) for one in x_train) == [2, 3]
    assert (len(y_train), len(x_val)) == (2, 2)


def test_maxlen_that_leaves_nothing_is_told(reviews: prepared.Prepared) -> None:
    with pytest.raises(ValueError, match="Increase maxlen"):
        keras_data.Loaders(reviews.visible, "imdb").imdb(maxlen=1)


def test_the_word_index_counts_from_one(reviews: prepared.Prepared, images: prepared.Prepared) -> None:
    assert keras_data.Loaders(reviews.visible, "imdb").word_index() == {"the": 1, "a": 2}
    with pytest.raises(RuntimeError, match="without its words"):
        keras_data.Loaders(images.visible, "imdb").word_index()


def run_with_keras(code: str, *arguments: object) -> str:
    """What a fresh interpreter prints; Keras must not be imported into the test process."""
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.tensorflow
def test_hidden_inputs_are_encoded_like_the_script_asked(reviews: prepared.Prepared) -> None:
    code = """
import sys
from dlprep.sandbox import keras_data
keras_data.install(sys.argv[1], "imdb")
from tensorflow.keras.datasets import imdb, mnist
from keras.datasets import imdb as same
assert imdb.load_data is same.load_data
imdb.load_data(num_words=12, start_char=None, index_from=2)
print(list(keras_data.hidden_inputs(sys.argv[2])))
try:
    mnist.load_data()
except RuntimeError as error:
    print(error)
"""
    printed = run_with_keras(code, reviews.visible, reviews.hidden_inputs).splitlines()
    assert printed[0] == "[[10, 5], [3, 2]]"
    assert "It gives you imdb" in printed[1]
    assert "from keras.datasets import imdb" in printed[1]


@pytest.mark.tensorflow
def test_the_encoding_is_that_of_keras(reviews: prepared.Prepared, tmp_path: Path) -> None:
    """Runs Keras' own loader on the same ranks, for every combination of arguments, and compares."""
    code = """
import itertools, sys
import numpy as np
from keras.src.datasets import imdb, npz_utils
from dlprep.sandbox import keras_data

def lists(path):
    array = np.empty(len(ranks := keras_data.unpack(np.load(path))), dtype=object)
    array[:] = [one.tolist() for one in ranks]
    return array

folder = sys.argv[1]
content = {
    "x_train": lists(f"{folder}/x_train.npy"), "y_train": np.load(f"{folder}/y_train.npy"),
    "x_test": lists(f"{folder}/x_val.npy"), "y_test": np.load(f"{folder}/y_val.npy"),
}
imdb.get_file = lambda **_: "imdb.npz"
npz_utils.load_npz = lambda _: content
theirs, ours = imdb.load_data, keras_data.Loaders(__import__("pathlib").Path(folder), "imdb").imdb
compared = 0
for words, top, longest, start, out, shift in itertools.product(
    (None, 6, 9), (0, 5), (None, 5), (1, None), (2, None), (3, 0)
):
    arguments = dict(num_words=words, skip_top=top, maxlen=longest)
    arguments |= dict(start_char=start, oov_char=out, index_from=shift)
    for (x, y), (u, v) in zip(theirs(**arguments), ours(**arguments)):
        # Keras shuffles its second pair too; the judge's side keeps the order of the validation part.
        assert sorted(zip(map(list, x), y.tolist())) == sorted(zip(u, v.tolist())), arguments
        compared += 1
print(compared)
"""
    assert run_with_keras(code, reviews.visible).strip() == "192"
