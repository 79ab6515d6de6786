"""What is imported and put in place before the script may start: all that it would wait for otherwise."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dlprep
from dlprep.sandbox.reporting import Reporter
from dlprep.sandbox.script import describe
from dlprep.wire import HookFailed, Start, WorkerEvent


@dataclass(frozen=True, slots=True)
class Loaded:
    """A worker that only waits for its script."""

    reporter: Reporter
    hook: Any = None
    """Watches `fit`; None without TensorFlow."""
    tensorflow: str = ""
    """Version; empty without TensorFlow."""
    keras: str = ""

    @property
    def fitted(self) -> Any:
        """The model of the last `fit`, or None."""
        return self.hook.fitted if self.hook else None


def load(start: Start, emit: Callable[[WorkerEvent], None]) -> Loaded:
    """Imports the framework of the run.

    Raises:
        Exception: whatever importing it raises.
    """
    reporter = Reporter(emit)
    dlprep.log = reporter.log
    if start.framework == "numpy":
        import numpy as np

        from dlprep.sandbox import calls

        del np, calls
        return Loaded(reporter)
    return _load_tensorflow(start, emit, reporter)


def _load_tensorflow(start: Start, emit: Callable[[WorkerEvent], None], reporter: Reporter) -> Loaded:
    import keras
    import tensorflow

    from dlprep.sandbox import keras_data
    from dlprep.sandbox.building import build_before_training
    from dlprep.sandbox.hook import Hook

    if start.dataset:
        keras_data.install(Path(start.visible_dir), start.dataset)
    with contextlib.suppress(AttributeError):
        build_before_training(keras)
    hook = Hook(emit)
    try:
        hook.install(keras.callbacks.History)
    except Exception as error:
        emit(HookFailed(describe(error)))
    return Loaded(reporter, hook, str(tensorflow.__version__), str(keras.__version__))
