"""Runs on the command line: signals cancel them, epochs go to stderr, the report to stdout."""

import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Event
from typing import TYPE_CHECKING

from dlprep.cli.challenge_report import tell_line
from dlprep.cli.common import current_parts, interface_language, say
from dlprep.domain.errors import ExitCode
from dlprep.domain.judging import (
    EpochDone,
    PhaseChanged,
    Report,
    RunEvent,
    RunPhase,
    Submission,
    TrainedAgain,
    Verdict,
)
from dlprep.domain.messages import Message, Translate, message
from dlprep.i18n import translator

if TYPE_CHECKING:
    from types import FrameType

    from dlprep.domain.challenges import Challenge, ChallengeFolder

_PHASES = {
    RunPhase.PREPARING: message("Preparing the data …"),
    RunPhase.WARMING: message("Starting TensorFlow …"),
    RunPhase.TRAINING: message("Training … (isolation: {isolation})"),
    RunPhase.PREDICTING: message("Predicting the hidden data …"),
    RunPhase.GRADING: message("Grading …"),
}
_STOPPING = (signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else []))


class Runner:
    """Runs scripts of one challenge; epochs are told on standard error meanwhile."""

    def __init__(self, folder: "ChallengeFolder", *, is_silent: bool) -> None:
        self.folder = folder
        self._watch = _silent if is_silent else _Table(folder.challenge, _translate()).tell

    def kept(self, submission: Submission, cancel: Event) -> Report:
        """The report of a run that the history keeps.

        Raises:
            DlprepError: as `services.coding.run_challenge` does.
        """
        from dlprep.services.coding import run_challenge

        parts = current_parts()
        finished = run_challenge(
            parts.store,
            parts.judge,
            self.folder,
            submission,
            clock=parts.clock,
            watch=self._watch,
            cancel=cancel,
        )
        if finished.not_kept:
            say(finished.not_kept.what, _translate())
            say(message("The result below could not be kept in the history."), _translate())
        return finished.report

    def judged(self, submission: Submission, cancel: Event) -> Report:
        """The report of code that is not the learner's own, which leaves no trace in the history."""
        return current_parts().judge.judge(self.folder, submission, watch=self._watch, cancel=cancel)

    def rehearsed(self, submission: Submission, cancel: Event) -> Report:
        """The report of a run in small, which leaves no trace either.

        Raises:
            BadInputError: if the code is too long.
        """
        from dlprep.services.coding import check_code

        check_code(submission.code)
        return current_parts().judge.rehearse(self.folder, submission, watch=self._watch, cancel=cancel)


@contextmanager
def cancelling() -> Iterator[Event]:
    """Sets an event on Ctrl-C, a polite kill or a closed terminal, so that the run ends in order.

    A second Ctrl-C interrupts. A closed terminal may say so several times, and still ends the run in order.
    A signal that was ignored from the start, as by nohup, still is.
    """
    cancel = Event()

    def stop(number: int, frame: "FrameType | None") -> None:
        if cancel.is_set() and number == signal.SIGINT:
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

    def __init__(self, challenge: "Challenge", translate: Translate) -> None:
        self.translate = translate
        self.phases = _phases_of(challenge)

    def tell(self, event: RunEvent) -> None:
        """Shows an event, if it is worth a line."""
        if isinstance(event, PhaseChanged):
            if event.phase is RunPhase.TRAINING:
                isolation = event.isolation.value if event.isolation else "none"
                say(Message(self.phases[event.phase].template, {"isolation": isolation}), self.translate)
            elif words := self.phases.get(event.phase):
                say(words, self.translate)
        elif isinstance(event, TrainedAgain):
            say(
                message(
                    "A near miss at {value:.4f}: it is trained once more with another seed, "
                    "which then counts.",
                    value=event.value,
                ),
                self.translate,
            )
        elif isinstance(event, EpochDone):
            metrics = "  ".join(f"{name} {value:.4f}" for name, value in event.epoch.metrics.items())
            tell_line(f"{event.epoch.number:>4}  {event.epoch.seconds:>7.1f} s  {metrics}")


def _phases_of(challenge: "Challenge") -> Mapping[RunPhase, Message]:
    from dlprep.domain.challenges import Framework, Grading

    phases = dict(_PHASES)
    if challenge.framework is not Framework.TENSORFLOW:
        phases[RunPhase.WARMING] = message("Starting a worker …")
    if challenge.grading is Grading.FUNCTIONS:
        phases[RunPhase.TRAINING] = message("Running … (isolation: {isolation})")
        phases[RunPhase.PREDICTING] = message("Calling your functions …")
    return phases


def _silent(_event: RunEvent) -> None:
    pass


def exit_code(verdict: Verdict) -> ExitCode:
    """OK for a graded run, whatever its grade."""
    if verdict.is_graded:
        return ExitCode.OK
    return {Verdict.INTERNAL: ExitCode.INTERNAL, Verdict.CANCELLED: ExitCode.INTERRUPTED}.get(
        verdict, ExitCode.NOT_GRADED
    )


def _translate() -> Translate:
    return translator(interface_language(current_parts()))
