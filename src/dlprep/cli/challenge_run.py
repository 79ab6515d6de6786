"""One judged run on the command line: signals cancel it, epochs go to stderr, the report to stdout."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event
from typing import TYPE_CHECKING

from dlprep.cli.common import current_parts, interface_language, print_data, print_json, say
from dlprep.domain.errors import ExitCode
from dlprep.domain.judging import EpochDone, PhaseChanged, Report, RunEvent, RunPhase, Submission, Verdict
from dlprep.domain.messages import Message, Translate, message
from dlprep.i18n import translator

if TYPE_CHECKING:
    from types import FrameType

    from dlprep.domain.challenges import ChallengeFolder

_PHASES = {
    RunPhase.PREPARING: message("Preparing the data …"),
    RunPhase.WARMING: message("Starting TensorFlow …"),
    RunPhase.PREDICTING: message("Predicting the hidden data …"),
    RunPhase.GRADING: message("Grading …"),
}
_SHOWN_OUTPUT_LINES = 20
_STOPPING = (signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else []))


def judged(folder: "ChallengeFolder", submission: Submission, *, is_kept: bool, is_silent: bool) -> Report:
    """The report of a run, which a first Ctrl-C cancels; epochs are told on standard error meanwhile.

    What is not the learner's own code leaves no trace in the history.

    Raises:
        DlprepError: as `services.coding.run_challenge` does.
        KeyboardInterrupt: at a second Ctrl-C.
    """
    from dlprep.services.coding import run_challenge

    parts = current_parts()
    translate = _translate()
    watch = _silent if is_silent else _Table(translate).tell
    with cancelling() as cancel:
        if not is_kept:
            return parts.judge.judge(folder, submission, watch=watch, cancel=cancel)
        finished = run_challenge(
            parts.store, parts.judge, folder, submission, clock=parts.clock, watch=watch, cancel=cancel
        )
    if finished.not_kept:
        say(finished.not_kept.what, translate)
        say(message("The result below could not be kept in the history."), translate)
    return finished.report


@contextmanager
def cancelling() -> Iterator[Event]:
    """Sets an event on Ctrl-C, a polite kill or a closed terminal, so that the run ends in order.

    A second signal interrupts. One that was ignored from the start, as by nohup, still is.
    """
    cancel = Event()

    def stop(number: int, frame: "FrameType | None") -> None:
        if cancel.is_set():
            signal.default_int_handler(number, frame)
        cancel.set()

    before = {number: signal.getsignal(number) for number in _STOPPING}
    heeded = [number for number, handler in before.items() if handler is not signal.SIG_IGN]
    for number in heeded:
        signal.signal(number, stop)
    try:
        yield cancel
    finally:
        for number in heeded:
            signal.signal(number, before[number])


class _Table:
    """The epochs on standard error while they happen."""

    def __init__(self, translate: Translate) -> None:
        self.translate = translate

    def tell(self, event: RunEvent) -> None:
        """Shows an event, if it is worth a line."""
        if isinstance(event, PhaseChanged):
            if event.phase is RunPhase.TRAINING:
                isolation = event.isolation.value if event.isolation else "none"
                say(message("Training … (isolation: {isolation})", isolation=isolation), self.translate)
            elif words := _PHASES.get(event.phase):
                say(words, self.translate)
        elif isinstance(event, EpochDone):
            metrics = "  ".join(f"{name} {value:.4f}" for name, value in event.epoch.metrics.items())
            _tell_line(f"{event.epoch.number:>4}  {event.epoch.seconds:>7.1f} s  {metrics}")


def _silent(_event: RunEvent) -> None:
    pass


def _tell_line(line: str) -> None:
    with suppress(OSError):  # nobody listens, which is no reason to stop
        sys.stderr.write(line + "\n")
        sys.stderr.flush()


def print_report(report: Report, *, as_json: bool) -> None:
    """Prints the verdict and the next step, or everything as JSON; the end of the output goes to stderr."""
    translate = _translate()
    if as_json:
        print_json(_as_data(report, translate))
        return
    if report.verdict not in (Verdict.PASS, Verdict.FAIL, Verdict.CANCELLED) and report.output:
        for line in report.output.rstrip().splitlines()[-_SHOWN_OUTPUT_LINES:]:
            _tell_line(f"| {line}")
    print_data(f"{report.verdict.value}: {report.message.render(translate)}")
    if report.next_step:
        print_data(report.next_step.render(translate))


def _as_data(report: Report, translate: Translate) -> dict[str, object]:
    def words(said: Message | None) -> str | None:
        return said.render(translate) if said else None

    return {
        "challenge": report.slug,
        "verdict": report.verdict.value,
        "tier": report.tier.value,
        "metric": report.metric,
        "value": report.value,
        "grade": report.medal.value if report.medal else None,
        "thresholds": dict(report.thresholds),
        "epochs": report.epochs,
        "wall_seconds": report.wall_seconds,
        "cpu_seconds": report.cpu_seconds,
        "isolation": report.isolation.value,
        "message": words(report.message),
        "next_step": words(report.next_step),
        "error_line": report.error_line,
    }


def exit_code(verdict: Verdict) -> ExitCode:
    """OK for a graded run, whatever its grade."""
    if verdict.is_graded:
        return ExitCode.OK
    return {Verdict.INTERNAL: ExitCode.INTERNAL, Verdict.CANCELLED: ExitCode.INTERRUPTED}.get(
        verdict, ExitCode.NOT_GRADED
    )


def _translate() -> Translate:
    return translator(interface_language(current_parts()))
