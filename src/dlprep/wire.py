"""What dlprep, the warden and the worker say to one another: JSON lines of these dataclasses.

Standard library only, since the warden imports it beside the learner's code. Everything a worker sends is a
claim: the warden accepts known kinds with fields of the declared types and counts the rest.
"""

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from types import NoneType, UnionType
from typing import Any, get_args, get_origin

MAX_EVENT_BYTES = 4 * 1024
"""Longest line a worker may send."""
MAX_EVENTS_BYTES = 4 * 1024 * 1024
"""All that a worker may send; more is a flood and ends the run. 20,000 epochs fit, or hours of steps."""
MAX_WARDEN_LINE_BYTES = 16 * 1024 * 1024
"""Longest line between dlprep and the warden: the last one carries the kept output."""
RUN_ID = "DLPREP_RUN"
"""Marks every process of a run in its environment, so that our side finds them if the warden is killed."""
_MAX_INTEGER = 2**53


@dataclass(frozen=True, slots=True)
class Start:
    """To the warden, then to the worker: what to prepare and what a run may use."""

    work_dir: str
    visible_dir: str
    """Arrays the learner's code may read."""
    dataset: str
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


@dataclass(frozen=True, slots=True)
class Go:
    """Run the script of this name in the work folder."""

    script: str


@dataclass(frozen=True, slots=True)
class Predict:
    """Training has ended: predict `inputs` and write little-endian float32 to `outputs`.

    Both are paths relative to the work folder.
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
class Output:
    """From the warden: the script printed this; `skipped` bytes before it were left out."""

    text: str
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class Finished:
    """From the warden, last: why the run ended and what it used. No process of it is left."""

    reason: str
    """`exited`, `done`, `cancelled`, or the limit that was reached: `wall`, `cpu`, `memory`, `processes`,
    `disk`, `output` or `events`."""
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


Command = Start | Go | Predict | Stop
WorkerEvent = (
    Ready | ImportFailed | TrainBegin | Step | EpochEnd | HookFailed | Exited | Predicted | PredictFailed
)
Event = WorkerEvent | Output | Finished

COMMANDS: tuple[type[Command], ...] = get_args(Command)
WORKER_EVENTS: tuple[type[WorkerEvent], ...] = get_args(WorkerEvent)
EVENTS: tuple[type[Event], ...] = get_args(Event)


class WireError(ValueError):
    """A line is not one of the messages it may be."""


def encode(value: Command | Event) -> bytes:
    """The message as one line of ASCII.

    Raises:
        ValueError: if a number is not finite.
    """
    said = {"t": type(value).__name__, **{one.name: getattr(value, one.name) for one in fields(value)}}
    return json.dumps(said, allow_nan=False, separators=(",", ":")).encode("ascii") + b"\n"


def decode_command(line: bytes) -> Command:
    """The command in `line`.

    Raises:
        WireError: if it is not one.
    """
    command: Command = _decode(line, COMMANDS)
    return command


def decode_event(line: bytes, *, from_worker: bool) -> Event:
    """The event in `line`; a worker may not speak for the warden.

    Raises:
        WireError: if it is not one, or not one of the worker's.
    """
    event: Event = _decode(line, WORKER_EVENTS if from_worker else EVENTS)
    return event


def _decode(line: bytes, kinds: Iterable[type[Any]]) -> Any:
    try:
        said = json.loads(line, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise WireError(f"not JSON: {error}") from error
    if not isinstance(said, dict):
        raise WireError("not an object")
    tag = said.pop("t", None)
    kind = next((kind for kind in kinds if kind.__name__ == tag), None)
    if kind is None:
        raise WireError("unknown kind")
    declared = {one.name: one.type for one in fields(kind)}
    if unknown := said.keys() - declared.keys():
        raise WireError(f"unknown field {min(unknown)}")
    for name, value in said.items():
        if not _conforms(value, declared[name]):
            raise WireError(f"{tag}.{name} has the wrong type")
    try:
        return kind(
            **{name: tuple(value) if isinstance(value, list) else value for name, value in said.items()}
        )
    except TypeError as error:
        raise WireError(str(error)) from error


def _refuse(constant: str) -> float:
    raise ValueError(f"{constant} is not JSON")


def _conforms(value: object, declared: Any) -> bool:
    origin, arguments = get_origin(declared), get_args(declared)
    if origin is UnionType:
        return any(_conforms(value, one) for one in arguments)
    if origin is tuple:
        return isinstance(value, list) and all(_conforms(one, arguments[0]) for one in value)
    if origin is dict:
        return isinstance(value, dict) and all(
            _conforms(name, str) and _conforms(one, float) for name, one in value.items()
        )
    if declared is float:
        # A huge integer literal overflows where a float is expected later on.
        return _conforms(value, int) or (isinstance(value, float) and math.isfinite(value))
    if declared is int:
        return type(value) is int and abs(value) <= _MAX_INTEGER
    if declared is str:
        return isinstance(value, str) and not any("\ud800" <= one <= "\udfff" for one in value)
    return isinstance(value, NoneType if declared is None else declared)


class Lines:
    """Cuts a stream of bytes into lines, and drops those that are too long."""

    def __init__(self, limit: int) -> None:
        """`limit` is the longest line kept, in bytes."""
        self.limit = limit
        self.dropped = 0
        self.total = 0
        """Bytes fed so far."""
        self._rest = b""
        self._overlong = False

    def feed(self, data: bytes) -> list[bytes]:
        """The lines that `data` completes, without their line feeds."""
        self.total += len(data)
        *complete, rest = (self._rest + data).split(b"\n")
        lines = []
        for line in complete:
            if self._overlong or len(line) > self.limit:
                self.dropped += 1
                self._overlong = False
            else:
                lines.append(line)
        if len(rest) > self.limit:
            self._overlong, rest = True, b""
        self._rest = rest
        return lines
