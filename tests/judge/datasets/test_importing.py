"""Every form a full dataset comes in gives the same arrays; what is wrong is refused with a way out."""

import io
import os
import pickle
import shutil
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import replace
from hashlib import md5
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from dlprep.domain.errors import DatasetError
from dlprep.judge.datasets import full
from dlprep.judge.datasets.arrays import unpack
from dlprep.judge.datasets.importing import import_path
from dlprep.judge.datasets.pickles import load_pickle
from dlprep.judge.datasets.registry import DatasetInfo

Tarred = Callable[[Path], Path]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.mark.parametrize("form", ["the folder", "its parent", "archive", "archive of another name"])
def test_cifar10_batches_in_every_form(
    form: str, batches: Path, tarred: Tarred, store: Path, small_cifar10: DatasetInfo
) -> None:
    path = {"the folder": batches, "its parent": batches.parent}.get(form) or tarred(batches)
    if form == "archive of another name":
        path = path.rename(path.with_name("cifar-10-batches-py-target"))
    origin = import_path(small_cifar10, path, store)
    official, kept = full.load(store, small_cifar10)
    assert official.train.x.shape == (50, 32, 32, 3)
    assert official.train.x[12, 0, 0].tolist() == [1, 2, 7], "second batch, third image, channels last"
    assert official.test.x[3, 0, 0].tolist() == [5, 3, 7]
    assert official.test.y.tolist() == [[label] for label in range(10)]
    assert (official.train.y.dtype.name, origin.form, kept) == ("uint8", "batches", origin)


@pytest.mark.parametrize("zipped", [False, True])
def test_cifar10_class_folders(
    zipped: bool, class_folders: Path, store: Path, small_cifar10: DatasetInfo
) -> None:
    path = class_folders
    if zipped:
        path = Path(shutil.make_archive(str(class_folders), "zip", class_folders))
    import_path(small_cifar10, path, store)
    official, _ = full.load(store, small_cifar10)
    assert official.train.x[:, 0, 0].tolist() == [[label, n, 9] for label in range(10) for n in range(5)]
    assert official.train.y.reshape(-1).tolist() == [label for label in range(10) for _ in range(5)]
    assert len(official.test.x) == 10


def test_cifar10_npz(tmp_path: Path, store: Path, small_cifar10: DatasetInfo) -> None:
    images, labels = (
        np.arange(60 * 3072, dtype=np.uint32).astype(np.uint8).reshape(60, 32, 32, 3),
        np.arange(60) % 10,
    )
    path = tmp_path / "cifar10.npz"
    np.savez(path, x_train=images[:50], y_train=labels[:50], x_test=images[50:], y_test=labels[50:])
    import_path(small_cifar10, path, store)
    official, _ = full.load(store, small_cifar10)
    assert np.array_equal(official.train.x, images[:50])
    assert official.test.y.reshape(-1).tolist() == list(range(10))


def test_keras_imdb_npz_keeps_ranks(
    keras_imdb: Callable[..., Path], store: Path, small_imdb: DatasetInfo
) -> None:
    import_path(small_imdb, keras_imdb([[1, 5, 2], [7]], [[3, 3], []]), store)
    official, origin = full.load(store, small_imdb)
    assert [one.tolist() for one in unpack(official.train.x)] == [[1, 5, 2], [7]]
    assert [one.tolist() for one in unpack(official.test.x)] == [[3, 3], []]
    assert official.train.y.tolist() == [0, 1]
    assert (origin.published, origin.what) == (False, "imdb.npz")


@pytest.mark.parametrize("packed", [False, True])
def test_acl_imdb_ranks_words_by_frequency_in_the_training_part(
    packed: bool, acl_imdb: Path, tarred: Tarred, store: Path, small_imdb: DatasetInfo
) -> None:
    import_path(small_imdb, tarred(acl_imdb) if packed else acl_imdb, store)
    official, origin = full.load(store, small_imdb)
    assert official.vocabulary == ("a", "bad", "film", "good", "br", "i", "it", "it's", "like")
    negative, positive = ([official.vocabulary[rank - 1] for rank in one] for one in unpack(official.train.x))
    assert negative == ["a", "bad", "film", "it's", "bad"]
    assert positive == ["a", "good", "good", "film", "br", "i", "like", "it"]
    assert [one.tolist() for one in unpack(official.test.x)] == [[2], [4]], "“stuff” is unknown and left out"
    assert (official.train.y.tolist(), origin.form) == ([0, 1], "aclImdb")


def test_the_published_file_is_recognised(
    batches: Path, tarred: Tarred, store: Path, small_cifar10: DatasetInfo
) -> None:
    path = tarred(batches)
    digest = md5(path.read_bytes(), usedforsecurity=False).hexdigest()
    info = replace(small_cifar10, published=replace(small_cifar10.published, digest=digest))
    assert import_path(info, path, store).published
    assert not import_path(small_cifar10, path, store).published


def test_nothing_there_names_the_forms(tmp_path: Path, store: Path, small_imdb: DatasetInfo) -> None:
    with pytest.raises(DatasetError, match=r"nothing at .*imdb\.npz"):
        import_path(small_imdb, tmp_path / "nowhere", store)


@pytest.mark.parametrize("content", ["empty folder", "text"])
def test_a_path_of_the_wrong_form_names_the_forms(
    content: str, tmp_path: Path, store: Path, small_cifar10: DatasetInfo
) -> None:
    path = tmp_path / "thing"
    if content == "text":
        path.write_text("hello")
    else:
        path.mkdir()
    with pytest.raises(DatasetError) as caught:
        import_path(small_cifar10, path, store)
    assert "cifar-10-batches-py" in str(caught.value)
    assert not (store / "official.npz").exists()


def test_a_missing_batch_is_named(batches: Path, store: Path, small_cifar10: DatasetInfo) -> None:
    (batches / "data_batch_4").unlink()
    with pytest.raises(DatasetError, match="missing: data_batch_4"):
        import_path(small_cifar10, batches, store)


def test_too_few_examples_are_refused(class_folders: Path, store: Path, small_cifar10: DatasetInfo) -> None:
    (class_folders / "train" / "frog" / "0000.png").unlink()
    with pytest.raises(DatasetError, match="49 training and 10 test"):
        import_path(small_cifar10, class_folders, store)


def test_an_archive_cut_short_is_refused(
    batches: Path, tarred: Tarred, store: Path, small_cifar10: DatasetInfo
) -> None:
    path = tarred(batches)
    os.truncate(path, path.stat().st_size // 2)
    with pytest.raises(DatasetError, match="get it again"):
        import_path(small_cifar10, path, store)


def test_an_image_of_another_size_is_named(
    class_folders: Path, store: Path, small_cifar10: DatasetInfo
) -> None:
    Image.new("RGB", (64, 64)).save(class_folders / "train" / "cat" / "0001.png")
    with pytest.raises(DatasetError, match=r"cat/0001\.png is not 32 × 32"):
        import_path(small_cifar10, class_folders, store)


def test_pickles_of_old_numpy_are_read(batches: Path, store: Path, small_cifar10: DatasetInfo) -> None:
    """The official batches name NumPy's modules as they were called before NumPy 2."""
    for path in batches.iterdir():
        path.write_bytes(path.read_bytes().replace(b"numpy._core.", b"numpy.core."))
    assert import_path(small_cifar10, batches, store).form == "batches"


@pytest.mark.parametrize("offset", [40, 400, 4000])
def test_a_damaged_archive_never_ends_in_a_traceback(
    offset: int, batches: Path, tarred: Tarred, store: Path, small_cifar10: DatasetInfo
) -> None:
    path = tarred(batches)
    content = bytearray(path.read_bytes())
    inside = 20 + offset % (len(content) - 40)  # past the header, whose time stamp means nothing
    content[inside] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(DatasetError):
        import_path(small_cifar10, path, store)


@pytest.mark.parametrize(
    "content",
    [b"Nr\xff\xff\xff\xff.", b"\x8e" + b"\xff" * 8 + b".", b"\x8e\xff\xff\xff\xff\x00\x0f\x00\x00."],
)
def test_a_pickle_that_claims_gigabytes_is_a_damaged_one(content: bytes) -> None:
    with pytest.raises(pickle.UnpicklingError):
        load_pickle(io.BytesIO(content))


class Touch:
    """Unpickling this would create a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self.path,)


def test_a_pickle_cannot_run_anything(
    batches: Path, tmp_path: Path, store: Path, small_cifar10: DatasetInfo
) -> None:
    (batches / "data_batch_1").write_bytes(pickle.dumps(Touch(tmp_path / "ran")))
    with pytest.raises(DatasetError, match="is not part of a dataset"):
        import_path(small_cifar10, batches, store)
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("link_to", ["", "secret"])
def test_archive_members_never_lead_out(
    link_to: str, tmp_path: Path, store: Path, small_cifar10: DatasetInfo
) -> None:
    path = tmp_path / "evil.tar.gz"
    entry = tarfile.TarInfo("x/test_batch" if link_to else "../test_batch")
    if link_to:
        entry.type, entry.linkname = tarfile.SYMTYPE, str(tmp_path / link_to)
    with tarfile.open(path, "w:gz") as archive:
        archive.addfile(entry, io.BytesIO())
    with pytest.raises(DatasetError, match="in a form that is taken"):
        import_path(small_cifar10, path, store)


def test_a_link_out_of_a_folder_is_not_followed(
    class_folders: Path, tmp_path: Path, store: Path, small_cifar10: DatasetInfo
) -> None:
    inside = class_folders / "train" / "ship" / "0000.png"
    inside.replace(tmp_path / "outside.png")
    inside.symlink_to(tmp_path / "outside.png")
    with pytest.raises(DatasetError, match="49 training"):
        import_path(small_cifar10, class_folders, store)


def test_labels_other_than_0_and_1_are_refused(
    keras_imdb: Callable[..., Path], store: Path, small_imdb: DatasetInfo
) -> None:
    path = keras_imdb([[1], [2]], [[1], [2]])
    with np.load(path, allow_pickle=True) as arrays:
        changed = {**arrays, "y_test": np.array([0, 2])}
    np.savez(path, **changed)
    with pytest.raises(DatasetError, match="y_test must hold a 0 or 1"):
        import_path(small_imdb, path, store)


def test_an_npz_without_the_arrays_is_refused(tmp_path: Path, store: Path, small_imdb: DatasetInfo) -> None:
    with zipfile.ZipFile(tmp_path / "imdb.npz", "w") as archive:
        archive.writestr("x_train.npy", b"no array")
    with pytest.raises(DatasetError, match=r"imdb\.npz is not an \.npz file with x_train"):
        import_path(small_imdb, tmp_path / "imdb.npz", store)


def test_a_full_disk_leaves_the_old_copy(
    batches: Path, store: Path, small_cifar10: DatasetInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_path(small_cifar10, batches, store)
    before = (store / "official.npz").read_bytes()

    def full_disk(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "savez", full_disk)
    with pytest.raises(DatasetError, match="No space left"):
        import_path(small_cifar10, batches, store)
    assert (store / "official.npz").read_bytes() == before
    assert [path.name for path in store.iterdir()] == ["official.npz"]
