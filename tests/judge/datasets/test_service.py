"""A tier is built once, used as long as it is whole, and built anew when it is not."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import numpy as np
import pytest

from dlprep.domain.errors import BadInputError, DatasetError
from dlprep.domain.judging import Tier
from dlprep.judge.datasets import embedded, prepared
from dlprep.judge.datasets.arrays import Official, Part, Parts, pack, split, unpack
from dlprep.judge.datasets.importing import import_path
from dlprep.judge.datasets.registry import DATASETS, RECIPES, DatasetInfo
from dlprep.judge.datasets.service import State, prepare, prepared_folder, statuses, store_of, verify


def images(count: int, first: int) -> Part:
    """Images that hold their own number, with labels 0 to 4 in turn."""
    x = np.zeros((count, 32, 32, 3), dtype=np.uint8)
    x[:, 0, 0, 0] = np.arange(first, first + count)
    return Part(x, (np.arange(count, dtype=np.uint8) % 5).reshape(-1, 1))


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the embedded datasets built, in turn; building is quick here."""
    names: list[str] = []

    def parts(name: str) -> Parts:
        names.append(name)
        return Parts(images(20, 0), images(10, 20), images(10, 30))

    monkeypatch.setattr(embedded, "parts", parts)
    return names


def embedded_cifar10(cache_dir: Path) -> prepared.Prepared:
    return prepare("cifar10", Tier.EMBEDDED, cache_dir=cache_dir)


def test_a_tier_is_built_once(built: list[str], tmp_path: Path) -> None:
    first, second = embedded_cifar10(tmp_path), embedded_cifar10(tmp_path)
    assert first == second
    assert built == ["cifar10"]
    assert (first.train, first.validation, first.test) == (20, 10, 10)


def test_threads_that_ask_at_once_share_one_building(built: list[str], tmp_path: Path) -> None:
    together = Barrier(4)

    def ask(_: int) -> prepared.Prepared:
        together.wait()
        return embedded_cifar10(tmp_path)

    with ThreadPoolExecutor(4) as pool:
        ready = list(pool.map(ask, range(4)))
    assert built == ["cifar10"]
    assert len(set(ready)) == 1


def test_labels_lie_apart_from_what_the_learner_reads(built: list[str], tmp_path: Path) -> None:
    ready = embedded_cifar10(tmp_path)
    assert sorted(path.name for path in ready.visible.iterdir()) == [
        "x_train.npy", "x_val.npy", "y_train.npy", "y_val.npy",
    ]  # fmt: skip
    assert np.load(ready.hidden_inputs)[:, 0, 0, 0].tolist() == list(range(30, 40))
    labels = ready.hidden_labels()
    assert labels.reshape(-1).tolist() == [0, 1, 2, 3, 4] * 2


@pytest.mark.parametrize(
    "damage", ["flipped byte", "cut", "missing file", "no manifest", "other recipe", "garbage"]
)
def test_a_damaged_tier_is_built_anew(damage: str, built: list[str], tmp_path: Path) -> None:
    ready = embedded_cifar10(tmp_path)
    inputs, manifest = ready.hidden_inputs, ready.folder / prepared.MANIFEST
    whole = inputs.read_bytes()
    if damage == "flipped byte":
        inputs.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    elif damage == "cut":
        inputs.write_bytes(whole[:-1])
    elif damage == "missing file":
        (ready.visible / "y_val.npy").unlink()
    elif damage == "no manifest":
        manifest.unlink()
    elif damage == "other recipe":
        manifest.write_text(manifest.read_text().replace("cifar10 embedded", "cifar10 older"))
    else:
        manifest.write_text("[]")
    assert embedded_cifar10(tmp_path) == ready
    assert built == ["cifar10", "cifar10"]
    assert inputs.read_bytes() == whole


def test_a_full_disk_leaves_nothing_behind(
    built: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "save", full_disk)
    with pytest.raises(DatasetError, match="No space left"):
        embedded_cifar10(tmp_path)
    assert list((tmp_path / "datasets" / "cifar10").iterdir()) == []


def test_full_data_must_be_fetched_or_imported_first(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="dlprep data fetch imdb, or: dlprep data import imdb PATH"):
        prepare("imdb", Tier.FULL, cache_dir=tmp_path)


def test_an_unknown_name_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="no dataset “cifar”"):
        prepare("cifar", Tier.FULL, cache_dir=tmp_path)


def test_a_damaged_kept_copy_is_told(
    tmp_path: Path, batches: Path, small_cifar10: DatasetInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(DATASETS, "cifar10", small_cifar10)
    store = store_of(tmp_path, small_cifar10)
    import_path(small_cifar10, batches, store)
    kept = store / "official.npz"
    content = bytearray(kept.read_bytes())
    content[len(content) // 2] ^= 1
    kept.write_bytes(content)
    assert verify("cifar10", cache_dir=tmp_path)[1].state is State.DAMAGED
    with pytest.raises(DatasetError, match="kept copy of cifar10 is damaged"):
        prepare("cifar10", Tier.FULL, cache_dir=tmp_path)


def test_the_states_of_a_full_tier(
    tmp_path: Path, batches: Path, small_cifar10: DatasetInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(DATASETS, "cifar10", small_cifar10)

    def state() -> State:
        return next(s.state for s in statuses(tmp_path) if (s.name, s.tier) == ("cifar10", Tier.FULL))

    seen = [state()]
    import_path(small_cifar10, batches, store_of(tmp_path, small_cifar10))
    seen.append(state())
    ready = prepare("cifar10", Tier.FULL, cache_dir=tmp_path)
    seen.append(state())
    assert seen == [State.MISSING, State.AVAILABLE, State.READY]
    assert (ready.train, ready.validation, ready.test, ready.origin) == (40, 10, 10, "cifar-10-batches-py")


def test_verify_reads_every_byte(built: list[str], tmp_path: Path) -> None:
    """A change between the sampled blocks is found too."""
    ready = embedded_cifar10(tmp_path)
    assert verify("cifar10", cache_dir=tmp_path)[0].state is State.READY
    path = ready.visible / "x_train.npy"
    content = bytearray(path.read_bytes())
    for position in range(0, len(content), 64):
        content[position] ^= 1
        path.write_bytes(content)
        content[position] ^= 1
        if prepared.open_prepared(ready.folder, recipe="cifar10 embedded 1"):
            break
    status = verify("cifar10", cache_dir=tmp_path)[0]
    assert status.state is State.DAMAGED
    assert str(status.fault) == "visible/x_train.npy is not as it was written"


def test_the_split_is_stratified_and_shuffled() -> None:
    official = Official(images(100, 0), images(50, 100))
    parts = split(official, 20)
    assert np.bincount(parts.validation.y.reshape(-1)).tolist() == [4] * 5
    numbers = [part.x[:, 0, 0, 0].tolist() for part in (parts.train, parts.validation, parts.test)]
    assert sorted(numbers[0] + numbers[1]) == list(range(100))
    assert sorted(numbers[2]) == list(range(100, 150))
    assert all(part != sorted(part) for part in numbers), "a sorted part would tell its labels"
    assert all(
        label == number % 5 for number, label in zip(numbers[2], parts.test.y.reshape(-1), strict=True)
    )


def test_packed_sequences_come_back() -> None:
    sequences = [[3, 1], [], [2]]
    packed = pack(sequences)
    assert packed.tolist() == [3, 0, 2, 2, 3, 3, 1, 2]
    assert [one.tolist() for one in unpack(packed)] == sequences


def test_the_folder_names_the_recipe(tmp_path: Path, small_imdb: DatasetInfo) -> None:
    folder = prepared_folder(tmp_path, small_imdb, Tier.FULL)
    assert folder == tmp_path / "datasets" / "imdb" / f"full-{RECIPES[Tier.FULL]}"
