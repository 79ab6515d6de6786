"""What dlprep, the warden and the worker say to one another, as frozen values."""

from dataclasses import dataclass, field
from typing import get_args


@dataclass(frozen=True, slots=True)
class Start:
    """To the warden, then to the worker: what to prepare and what a run may use."""

    work_dir: str
    visible_dir: str
    """Arrays the learner's code may read."""
    dataset: str
    """Whose loaders stand in for Keras' own; empty when there is no data."""
    framework: str
    """`tensorflow`, or `numpy` when nothing heavy need be imported."""
    wall_seconds: float
    """From go until the script has ended."""
    predict_seconds: float
    """For the predictions that follow."""
    cpu_seconds: float
    memory_bytes: int
    output_bytes: int
    """Kept output: the first and the last half of this."""
    disk_bytes: int
    processes: int
    private: tuple[str, ...] = ()
    """Folders and files that no rule of the sandbox may open: home, history, bank, cache."""


@dataclass(frozen=True, slots=True)
class Go:
    """Run the script of this name in the work folder."""

    script: str
    seed: int | None = None
    """Starts every stream of random numbers here, whatever seed the script sets; None leaves it alone."""
    rehearsal: bool = False
    """Every `fit` stops after a step or two: only whether it runs is of interest."""


@dataclass(frozen=True, slots=True)
class Predict:
    """Training has ended: predict `inputs` and write little-endian float32 to `outputs`.

    Both are paths relative to the work folder.
    """

    inputs: str
    outputs: str
    timed: bool = False
    """Measure how long predicting takes, too."""


@dataclass(frozen=True, slots=True)
class Call:
    """The script has ended: call its functions as `inputs` says, and write what they return to `outputs`.

    Both are paths relative to the work folder. The results are little-endian float64, one after another.
    """

    inputs: str
    outputs: str


@dataclass(frozen=True, slots=True)
class Stop:
    """End everything now, for this reason: `done` or `cancelled`."""

    reason: str


@dataclass(frozen=True, slots=True)
class Ready:
    """TensorFlow is imported, the hook is in place, the worker waits for go."""

    tensorflow: str
    """Version."""
    keras: str
    isolation: str
    """A value of `domain.judging.Isolation`."""


@dataclass(frozen=True, slots=True)
class ImportFailed:
    """TensorFlow or the dataset's loaders cannot be imported."""

    text: str


@dataclass(frozen=True, slots=True)
class IsolationFailed:
    """A layer that should keep the script apart does not hold, so nothing is run."""

    text: str


@dataclass(frozen=True, slots=True)
class TrainBegin:
    """`fit` was entered."""

    epochs: int | None
    steps: int | None


@dataclass(frozen=True, slots=True)
class Step:
    """Training goes on; sent a few times a second at most."""

    epoch: int
    """From 1, counted over all calls of `fit`."""
    step: int
    loss: float | None
    """None when it is unknown or not finite."""


@dataclass(frozen=True, slots=True)
class EpochEnd:
    """An epoch ended."""

    number: int
    seconds: float
    metrics: dict[str, float]
    not_finite: tuple[str, ...] = ()
    """Names of metrics that were NaN or infinite, which JSON cannot say."""


@dataclass(frozen=True, slots=True)
class LossNotFinite:
    """The training loss became NaN or infinite; said once."""

    epoch: int
    """From 1, counted over all calls of `fit`."""
    step: int
    """From 1, in the epoch."""


@dataclass(frozen=True, slots=True)
class HookFailed:
    """Progress cannot be shown; training goes on."""

    text: str


@dataclass(frozen=True, slots=True)
class Exited:
    """The script ended."""

    outcome: str
    """`done`, `raised`, or `syntax` when it does not compile."""
    exception: str = ""
    """Name of the exception's class."""
    text: str = ""
    """What the exception says."""
    line: int | None = None
    """Line of the script."""


@dataclass(frozen=True, slots=True)
class Predicted:
    """The predictions are written."""

    shape: tuple[int, ...]
    source: str
    """Where the model was found: `global`, `fitted` or `file`."""
    preprocessed: bool
    """Whether the script defines `preprocess`."""
    parameters: int | None = None
    """Weights of the model."""
    seconds: float = 0.0
    """Of predicting."""
    reference_seconds: float = 0.0
    """Of a fixed matrix product, by the same clock in the same process."""


@dataclass(frozen=True, slots=True)
class PredictFailed:
    """There are no predictions."""

    stage: str
    """`model`, `inputs`, `preprocess`, `predict`, `outputs` or `write`."""
    exception: str = ""
    text: str = ""
    line: int | None = None
    preprocessed: bool = False


@dataclass(frozen=True, slots=True)
class Returned:
    """A call came back; its values are written."""

    number: int
    """Of the call, from 0; they come in order."""
    shapes: tuple[tuple[int, ...], ...]
    dtypes: tuple[str, ...]
    changed_arguments: bool
    ratio: float | None
    """Time over that of a fixed matrix product, where the call was timed."""


@dataclass(frozen=True, slots=True)
class CallFailed:
    """A call raised, or returned what are no numbers."""

    number: int
    function: str
    exception: str
    text: str
    line: int | None


@dataclass(frozen=True, slots=True)
class Called:
    """All calls are over."""

    count: int


@dataclass(frozen=True, slots=True)
class Output:
    """From the warden: the script printed this; `skipped` bytes before it were left out."""

    text: str
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class Finished:
    """From the warden, last: why the run ended and what it used. No process of it is left."""

    reason: str
    """`exited`, `done`, `cancelled`, `machine` when its memory or disk is all but used up, or the limit that
    was reached: `wall`, `cpu`, `memory`, `processes`, `disk`, `output` or `events`."""
    returncode: int | None
    """The worker's status as `subprocess` gives it: negative for a signal."""
    wall_seconds: float
    """From go; 0 when there was none."""
    cpu_seconds: float
    peak_bytes: int
    """Largest memory of all processes together, as sampled."""
    head: str = ""
    """Beginning of the output."""
    tail: str = ""
    """End of the output, when it did not fit."""
    dropped: int = 0
    """Bytes of output between head and tail."""
    rejected: int = 0
    """Lines of the worker that were no known event."""
    left: int = field(default=0)
    """Processes that could not be ended."""


Command = Start | Go | Predict | Call | Stop
WorkerEvent = (
    Ready
    | ImportFailed
    | IsolationFailed
    | TrainBegin
    | Step
    | EpochEnd
    | LossNotFinite
    | HookFailed
    | Exited
    | Predicted
    | PredictFailed
    | Returned
    | CallFailed
    | Called
)
Event = WorkerEvent | Output | Finished

COMMANDS: tuple[type[Command], ...] = get_args(Command)
WORKER_EVENTS: tuple[type[WorkerEvent], ...] = get_args(WorkerEvent)
EVENTS: tuple[type[Event], ...] = get_args(Event)
