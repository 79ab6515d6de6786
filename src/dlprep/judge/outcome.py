"""What is known about a run once it has ended: the facts a verdict is found from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dlprep.domain.judging import Epoch, Isolation

if TYPE_CHECKING:
    from dlprep.wire import Exited, Finished, Predicted, PredictFailed


@dataclass(slots=True)
class Outcome:
    """Filled while the run goes on. What the worker said is a claim; `finished` is the warden's word."""

    finished: Finished | None = None
    """None when the warden was lost."""
    lost: str = ""
    """Why there is no `finished`."""
    import_failed: str = ""
    """Why TensorFlow could not be imported."""
    is_ready: bool = False
    isolation: Isolation = Isolation.NONE
    total_epochs: int | None = None
    """How many epochs `fit` was asked for."""
    exited: Exited | None = None
    predicted: Predicted | None = None
    predict_failed: PredictFailed | None = None
    unreadable: str = ""
    """Why the file of predictions was refused."""
    has_changed_data: bool = False
    """The hidden data is no longer what it was before the script ran."""
    has_nan: bool = False
    """Some prediction is NaN or infinite."""
    value: float | None = None
    confusion: tuple[tuple[int, ...], ...] = ()
    curve: list[Epoch] = field(default_factory=list)
    examples: int = 0
    """Hidden examples."""
    is_cancelled: bool = False
    """The learner cancelled."""
    wall_seconds: float = 0.0
    """By our own clock, for when the warden cannot say."""
