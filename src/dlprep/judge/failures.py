"""What stopped the script before it could be graded, said so that the learner knows what to change."""

import signal

from dlprep.domain.challenges import Limits
from dlprep.domain.judging import Verdict
from dlprep.domain.messages import Message, message
from dlprep.judge import traps
from dlprep.judge.cleaning import one_line
from dlprep.judge.finding import Finding
from dlprep.judge.outcome import Outcome
from dlprep.wire import Exited

OUT_OF_MEMORY = ("MemoryError", "ResourceExhaustedError", "_ArrayMemoryError")
DISK_WORDS = ("No space left on device", "File too large", "Disk quota exceeded")
_FAULTS = (signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGFPE, signal.SIGILL)
_PROCESS_WORDS = ("can't start new thread", "Resource temporarily unavailable")


def out_of_time(outcome: Outcome, limit_seconds: int) -> Finding:
    """The wall clock or the CPU limit ended the run."""
    done = len(outcome.curve)
    if outcome.exited is not None:
        return Finding(
            Verdict.TIME,
            message("Training ended in time, but predicting the hidden data did not."),
            message("Make preprocess(x) and the model cheaper for each example."),
        )
    if outcome.total_epochs is None:
        words = message("The time limit of {limit} s was reached before fit was called.", limit=limit_seconds)
        return Finding(
            Verdict.TIME,
            words,
            message(
                "Look for a loop that never ends, slow preparation of the data, or, when you train in a loop "
                "of your own, too many passes."
            ),
        )
    words = message(
        "The time limit of {limit} s was reached in epoch {epoch} of {total}.",
        limit=limit_seconds,
        epoch=min(done + 1, max(outcome.total_epochs, 1)),
        total=outcome.total_epochs,
    )
    return Finding(Verdict.TIME, words, _faster(outcome, limit_seconds))


def _faster(outcome: Outcome, limit_seconds: int) -> Message:
    if not outcome.curve:
        return message("Not one epoch fits: make the model smaller, or the batches larger.")
    slowest = max(one.seconds for one in outcome.curve)
    return message(
        "An epoch takes about {seconds:.0f} s here: at most {fits} fit. "
        "Train fewer, or make the model smaller.",
        seconds=slowest,
        fits=max(1, int(0.9 * limit_seconds / max(slowest, 0.1))),
    )


def out_of_memory(limit_mib: int) -> Finding:
    """The memory limit ended the run, or refused to give more."""
    return Finding(
        Verdict.MEM,
        message("The script needed more than the {limit} MiB of memory a run may use.", limit=limit_mib),
        message("Smaller batches, float32 instead of float64, and no second copy of the data save the most."),
    )


def too_many_processes(limit: int) -> Finding:
    """The number of processes ended the run."""
    return Finding(
        Verdict.PROC,
        message("The script started more than the {limit} processes a run may have.", limit=limit),
        message("TensorFlow uses every core by itself: start no processes or threads of your own."),
    )


def disk_full(limit_mib: int) -> Finding:
    """The work folder grew too large, too deep or too full."""
    return Finding(
        Verdict.DISK,
        message(
            "The script wrote more than the {limit} MiB, or far more files, than a run may.", limit=limit_mib
        ),
        message("Save only the best model, not one for every epoch, and remove what is no longer needed."),
    )


def machine_is_short() -> Finding:
    """The machine ran out of memory or disk before the run reached its own limit."""
    return Finding(
        Verdict.INTERNAL,
        message(
            "Memory or disk of this machine was all but used up, so the run was ended. It does not count."
        ),
        message("Close other programs or make room on the disk, and run again."),
    )


def too_much_output() -> Finding:
    """The script printed without end, or flooded the pipe of events."""
    return Finding(
        Verdict.OUTPUT,
        message("The script printed far more than anyone can read."),
        message("Print once an epoch, not once a step; fit(…, verbose=2) does."),
    )


def ended_early(outcome: Outcome, limit_seconds: int) -> Finding:
    """The worker is gone and never said that the script ended."""
    code = outcome.finished.returncode if outcome.finished else None
    if code is None or code >= 0:
        return Finding(
            Verdict.NO_MODEL,
            message(
                "The script ended its own process (exit code {code}) before a model could be graded.",
                code=code,
            ),
            message(
                "Leave out os._exit, and close no files that are not yours: the model and preprocess(x) are "
                "needed after the script, and even a saved model.keras comes without preprocess(x)."
            ),
        )
    if -code == signal.SIGXCPU:
        return out_of_time(outcome, limit_seconds)
    return crash(-code)


def crash(number: int) -> Finding:
    """A signal ended the process."""
    try:
        name = signal.Signals(number).name
    except ValueError:
        name = str(number)
    if number == signal.SIGKILL:
        hint = message(
            "The system ends processes like this when memory runs out: close other programs, or use less."
        )
    elif number in _FAULTS:
        hint = message(
            "A crash below Python is mostly a wrong ctypes call or broken native code: simplify step by step."
        )
    else:
        hint = message(
            "dlprep did not send that signal: look for os.kill, signal.alarm or another program that does."
        )
    return Finding(Verdict.CRASH, message("The process was ended by signal {name}.", name=name), hint)


def raised(exited: Exited, limits: Limits) -> Finding:
    """The script raised, or does not compile."""
    what = one_line(traps.gist(exited.text)).rstrip(".?")
    if exited.exception in OUT_OF_MEMORY:
        return out_of_memory(limits.memory_mib)
    if any(words in exited.text for words in DISK_WORDS):
        return disk_full(limits.disk_mib)
    if exited.exception in ("RuntimeError", "BlockingIOError") and any(
        words in exited.text for words in _PROCESS_WORDS
    ):
        return too_many_processes(limits.processes)
    if exited.outcome == "syntax":
        return _does_not_compile(exited, what)
    if exited.exception == "SystemExit":
        words = message("The script left with sys.exit({code}).", code=what)
        return Finding(
            Verdict.ERR,
            words,
            message("Only sys.exit(0), or no exit at all, counts as success."),
            exited.line,
        )
    if exited.exception == "BdbQuit":
        words = message("The script stops in a debugger, but there is no keyboard in a run.")
        return Finding(Verdict.ERR, words, message("Leave out breakpoint(), and print instead."), exited.line)
    if exited.exception == "EOFError" and "EOF when reading a line" in exited.text:
        words = message("The script calls input(), but there is no keyboard in a run.")
        return Finding(Verdict.ERR, words, message("Write the value into the script."), exited.line)
    error = (
        message("{exception}: {what}", exception=exited.exception, what=what) if what else exited.exception
    )
    known = traps.way_out(exited.exception, exited.text)
    unknown = message("The traceback at the end of the output shows the way to the error: read it upwards.")
    return Finding(Verdict.ERR, at_line(exited.line, error), known or unknown, exited.line)


def _does_not_compile(exited: Exited, what: str) -> Finding:
    if exited.line is None:
        words = message("The script is not valid Python: {what}.", what=what)
        return Finding(Verdict.ERR, words, message("Nothing was run. Mend it and run again."))
    words = message("Line {line} is not valid Python: {what}.", line=exited.line, what=what)
    mend = message("Nothing was run. Mend that line and run again.")
    return Finding(Verdict.ERR, words, traps.way_out("SyntaxError", what) or mend, exited.line)


def at_line(line: int | None, error: object) -> Message:
    """The error, after its line when there is one."""
    return (
        message("Line {line}: {error}", line=line, error=error) if line else message("{error}", error=error)
    )
