"""The worker, for one script: the warden starts `python -P -m dlprep.sandbox.worker EVENTS COMMANDS PARENT`.

The order of the steps in `main` is the design: whatever shuts the learner's code off must be in force before
TensorFlow starts threads, and what is imported before go is what the learner does not wait for.
"""

import contextlib
import ctypes
import gc
import os
import signal
import sys
import traceback
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import NoReturn

from dlprep import wire
from dlprep.sandbox import isolation, loading, script

_PR_SET_PDEATHSIG = 1
NICENESS = 5
"""A model that trains on every core must not hold up the key that the learner presses meanwhile."""


class Channel:
    """The worker's two pipes to the warden."""

    def __init__(self, events: int, commands: int) -> None:
        """`events` is written, `commands` is read."""
        self.events = events
        self.commands = commands
        for descriptor in (events, commands):
            os.set_inheritable(descriptor, False)

    def emit(self, event: wire.WorkerEvent) -> None:
        """Sends an event; a line this short is written whole, from whatever thread."""
        with contextlib.suppress(OSError):
            os.write(self.events, wire.encode(event))

    def receive(self) -> wire.Command:
        """The next command; waits for it, and ends the process when the warden is gone."""
        line = b""
        while not line.endswith(b"\n"):
            try:
                byte = os.read(self.commands, 1)
            except OSError:
                # The script closed the pipe.
                byte = b""
            if not byte:
                leave(1)
            line += byte
        return wire.decode_command(line)


def leave(code: int) -> NoReturn:
    """Ends the process at once: threads and exit handlers of the script have no say."""
    _flush()
    os._exit(code)


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(Exception):
            stream.flush()


def die_with(parent: int) -> None:
    """Ties this process to the warden's life, as far as the system can (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        with contextlib.suppress(OSError):
            # When memory runs out, the system should take this process, not the interface.
            Path("/proc/self/oom_score_adj").write_text("1000")
    if os.getppid() != parent:
        os._exit(1)


def isolate(start: wire.Start, channel: Channel, warden: int) -> str:
    """Shuts the script off from the machine; the kind of isolation that was proven, never more than that."""
    try:
        return isolation.isolate(start, warden=warden, pipes=(channel.events, channel.commands))
    except (isolation.IsolationError, OSError) as error:
        traceback.print_exc()
        channel.emit(wire.IsolationFailed(script.describe(error)))
        leave(1)


def prepare(start: wire.Start, channel: Channel, kept_apart: str) -> loading.Loaded:
    """Imports what the script will want, and says that the worker is ready."""
    try:
        loaded = loading.load(start, channel.emit)
    except BaseException as error:
        traceback.print_exc()
        channel.emit(wire.ImportFailed(f"{type(error).__name__}: {script.describe(error)}"))
        leave(1)
    # Importing is all that may be done ahead: after one operation TensorFlow cannot be configured any more.
    # What was imported stays: no later collection need look at it again while the script waits.
    gc.collect()
    gc.freeze()
    channel.emit(wire.Ready(loaded.tensorflow, loaded.keras, kept_apart))
    return loaded


def serve(start: wire.Start, channel: Channel, loaded: loading.Loaded) -> None:
    """Runs one script, then has what it made predict, or calls its functions."""
    go = channel.receive()
    if not isinstance(go, wire.Go):
        leave(1)
    _tune(go, loaded)
    path = Path(start.work_dir) / go.script
    main = script.new_main(path)
    ours = os.getpid()
    loaded.reporter.begin()
    exited = script.run(path, main)
    if os.getpid() != ours:
        # A child that the script forked has come to the end of the script: only its parent is graded.
        leave(0 if exited.outcome == "done" else 1)
    _flush()
    channel.emit(exited)
    if exited.outcome == "done":
        _answer(channel, Path(start.work_dir), main, loaded)
    leave(0)


def _tune(go: wire.Go, loaded: loading.Loaded) -> None:
    if go.seed is not None:
        from dlprep.sandbox.seeding import start_at

        start_at(go.seed, tensorflow=bool(loaded.tensorflow))
    if go.rehearsal and loaded.tensorflow:
        from dlprep.sandbox.rehearsal import shorten

        shorten(sys.modules["keras"].Model)


def _answer(channel: Channel, work: Path, main: ModuleType, loaded: loading.Loaded) -> None:
    command = channel.receive()
    # The script may have left the work folder, which the paths are relative to.
    match command:
        case wire.Predict():
            from dlprep.sandbox.keras_data import hidden_inputs
            from dlprep.sandbox.predictions import predict

            here = replace(command, inputs=str(work / command.inputs), outputs=str(work / command.outputs))
            channel.emit(predict(here, main, loaded.fitted, hidden_inputs))
        case wire.Call():
            from dlprep.sandbox.calls import call_functions

            call = wire.Call(str(work / command.inputs), str(work / command.outputs))
            channel.emit(call_functions(call, main, channel.emit))
        case _:
            pass


def main() -> None:
    """The worker from start to end, in the order of the design."""
    events, commands, parent = map(int, sys.argv[1:4])
    die_with(parent)
    with contextlib.suppress(OSError, AttributeError):  # not every system knows it
        os.nice(NICENESS)
    channel = Channel(events, commands)
    start = channel.receive()
    if not isinstance(start, wire.Start):
        leave(1)
    kept_apart = isolate(start, channel, parent)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    serve(start, channel, prepare(start, channel, kept_apart))


if __name__ == "__main__":
    main()
