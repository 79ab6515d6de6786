"""What tests of the judge share: a tiny dataset, challenges over it, and a Keras that starts at once."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from dlprep.domain.challenges import ChallengeFolder
from dlprep.domain.judging import PhaseChanged, Report, RunEvent, RunPhase, Submission, Tier
from dlprep.judge.datasets import prepared, registry, service
from dlprep.judge.datasets.arrays import Part, Parts
from dlprep.judge.supervisor import ProcessJudge

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

CLASSES = 10
TEST = 200

FAKE_PACKAGES = {
    "tensorflow/__init__.py": """
import types
__version__ = "fake"
random = types.SimpleNamespace(set_seed=lambda seed: None)
""",
    "keras/__init__.py": '''
from keras import callbacks, datasets, saving, utils
__version__ = "fake"

class Model:
    """Knows the tiny dataset: the first pixel of an image is its label."""
    def __init__(self, units=10):
        self.units = units
    def fit(self, epochs=1, logs=None, steps=3, each=None, losses=None):
        history = callbacks.History()
        history.model, history.params = self, {"epochs": epochs, "steps": steps}
        history.on_train_begin()
        for epoch in range(epochs):
            history.on_epoch_begin(epoch)
            for step in range(steps):
                history.on_train_batch_end(step, logs={"loss": (losses or {}).get((epoch, step), 0.5)})
            if each:
                each(epoch)
            history.on_epoch_end(epoch, logs or {"loss": 0.5, "accuracy": 0.9})
    def count_params(self):
        return 100 * self.units
    def save(self, path):
        open(path, "w").write(str(self.units))
    def predict(self, x, batch_size=None, verbose=0):
        import numpy as np
        return np.eye(self.units)[np.asarray(x)[:, 0, 0, 0].astype(int) % self.units]
''',
    "keras/utils.py": "def set_random_seed(seed): pass\n",
    "keras/saving.py": """
def load_model(path, **_):
    import keras
    return keras.Model(int(open(path).read()))
""",
    "keras/callbacks.py": """
class Callback:
    model = params = None
    def on_train_begin(self, logs=None): pass
    def on_epoch_begin(self, epoch, logs=None): pass
    def on_train_batch_end(self, batch, logs=None): pass
    def on_epoch_end(self, epoch, logs=None): pass

class History(Callback): pass
""",
    "keras/datasets/__init__.py": "from keras.datasets import cifar10, imdb\n",
    "keras/datasets/cifar10.py": "def load_data(): raise OSError('no network')\n",
    "keras/datasets/imdb.py": "def load_data(): raise OSError('no network')\nget_word_index = load_data\n",
}

HONEST = "import keras\nmodel = keras.Model()\nmodel.fit(epochs=2)\n"
"""Right about every hidden example."""


def put_fake_packages(folder: Path, **changed: str) -> Path:
    """Writes the fake TensorFlow and Keras; `changed` replaces the `__init__.py` of a package."""
    for name, source in FAKE_PACKAGES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(changed.get(name.split("/")[0], source) if name.endswith("/__init__.py") else source)
    return folder


def put_tiny_dataset(cache_dir: Path) -> None:
    """Prepares images of ten classes whose first pixel is their label."""
    import numpy as np

    def part(count: int) -> Part:
        labels = (np.arange(count) % CLASSES).astype(np.uint8).reshape(-1, 1)
        images = np.zeros((count, 32, 32, 3), dtype=np.uint8)
        images[:, 0, 0, 0] = labels[:, 0]
        return Part(images, labels)

    info = registry.find("cifar10")
    folder = service.prepared_folder(cache_dir, info, Tier.EMBEDDED)
    folder.parent.mkdir(parents=True)
    recipe = f"{info.name} embedded {registry.RECIPES[Tier.EMBEDDED]}"
    prepared.write(folder, Parts(part(60), part(20), part(TEST)), recipe=recipe, origin="test")


def challenge_folder(
    *, classes: int = CLASSES, changes: Mapping[str, Any] | None = None, **limits: int
) -> ChallengeFolder:
    """A challenge on the tiny dataset: bronze at 0.3, silver 0.6, gold 0.9; `changes` replace fields."""
    words = {"zh": "词", "en": "words"}
    rules = {
        "thresholds": {"bronze": 0.3, "silver": 0.6, "gold": 0.9},
        "minutes": 1,
        "limits": {"wall_seconds": 20, "memory_mib": 4096, **limits},
        "calibration": {"seeds": [0], "values": [0.95], "trivial": 0.1, "recipe": "test"},
    }
    challenge = {
        "format": 1,
        "id": "tiny",
        "title": words,
        "summary": words,
        "level": "junior",
        "topics": ["cnn"],
        "roots": ["S1"],
        "questions": ["some-question"],
        "group": "fix",
        "dataset": "cifar10",
        "metric": "accuracy",
        "classes": classes,
        "hints": [words, words, words],
        "tiers": {"embedded": rules},
        "wrong": [{"file": f"{n}.py", "verdict": "FAIL", "teaches": words} for n in "abc"],
    }
    challenge |= changes or {}
    return ChallengeFolder.model_validate(
        {"challenge": challenge, "brief": words, "stub": "model = None", "solution": HONEST, "wrong": {}}
    )


@dataclass
class RealClock:
    """Real monotonic time; nothing the judge does asks for the day."""

    def moment(self) -> Any:
        raise NotImplementedError

    def monotonic(self) -> float:
        return time.monotonic()


@dataclass
class Bench:
    """A judge over the tiny dataset."""

    cache_dir: Path
    judge: ProcessJudge
    events: list[RunEvent] = field(default_factory=list)

    def run(
        self,
        code: str,
        *,
        cancel_at: RunPhase | None = None,
        watch: Callable[[RunEvent], None] | None = None,
        changes: Mapping[str, Any] | None = None,
        rehearse: bool = False,
        **limits: int,
    ) -> Report:
        """Judges `code`; cancels when the phase is entered. `changes` are of the challenge."""
        cancel = Event()

        def see(event: RunEvent) -> None:
            self.events.append(event)
            if watch:
                watch(event)
            if isinstance(event, PhaseChanged) and event.phase is cancel_at:
                cancel.set()

        submission = Submission("tiny", Tier.EMBEDDED, code)
        ask = self.judge.rehearse if rehearse else self.judge.judge
        return ask(challenge_folder(changes=changes, **limits), submission, watch=see, cancel=cancel)

    @property
    def folders(self) -> list[str]:
        """Names of the run folders that are left."""
        runs = self.cache_dir / "runs"
        return [path.name for path in runs.iterdir()] if runs.is_dir() else []

    @property
    def processes(self) -> list[int]:
        """Processes of this test process's runs that are left."""
        return self.processes_of(os.getpid())

    def running(self, module: str) -> list[int]:
        """Those of them that run a module of the sandbox, oldest first.

        A script with namespaces knows none of these numbers, and its own is another's out here.
        """
        return sorted(pid for pid in self.processes if module.encode() in _command_of(pid))

    def processes_of(self, judge_pid: int) -> list[int]:
        """Processes of the runs of another process's judge."""
        mine = f"DLPREP_RUN={judge_pid}-".encode()
        found = []
        for process in Path("/proc").iterdir():
            if process.name.isdecimal():
                try:
                    if any(one.startswith(mine) for one in (process / "environ").read_bytes().split(b"\0")):
                        found.append(int(process.name))
                except OSError:
                    continue
        return found


def _command_of(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def new_bench(folder: Path, **changed: str) -> Bench:
    """A bench in `folder`; the caller puts `folder / "packages"` on PYTHONPATH for the fake Keras."""
    put_fake_packages(folder / "packages", **changed)
    put_tiny_dataset(folder / "cache")
    return Bench(folder / "cache", ProcessJudge(folder / "cache", RealClock()))


def wait_for(condition: Callable[[], object], what: str, seconds: float = 20.0) -> None:
    """Waits until `condition` holds; fails naming `what` never happened."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"never happened: {what}"
        Event().wait(0.02)
