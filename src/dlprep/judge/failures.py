"""The verdicts without a grade: what stopped the script, said so that the learner knows what to change."""

import signal

from dlprep.domain.challenges import Limits
from dlprep.domain.judging import Verdict
from dlprep.domain.messages import Message, message
from dlprep.judge import traps
from dlprep.judge.advice import first_nan_epoch
from dlprep.judge.cleaning import one_line
from dlprep.judge.finding import Finding
from dlprep.judge.outcome import Outcome
from dlprep.wire import Exited, PredictFailed

_OUT_OF_MEMORY = ("MemoryError", "ResourceExhaustedError", "_ArrayMemoryError")
_DISK_WORDS = ("No space left on device", "File too large", "Disk quota exceeded")
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
        words = message("The time limit of {limit} s was reached before training began.", limit=limit_seconds)
        return Finding(
            Verdict.TIME, words, message("Look for a loop that never ends, or slow preparation of the data.")
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
                "Leave out os._exit, and do not close files that are not yours: just let the script end."
            ),
        )
    if -code == signal.SIGXCPU:
        return out_of_time(outcome, limit_seconds)
    return _crash(-code)


def _crash(number: int) -> Finding:
    try:
        name = signal.Signals(number).name
    except ValueError:
        name = str(number)
    hint = (
        message(
            "The system ends processes like this when memory runs out: close other programs, or use less."
        )
        if number == signal.SIGKILL
        else message(
            "A crash below Python is mostly a wrong ctypes call or broken native code: simplify step by step."
        )
    )
    return Finding(Verdict.CRASH, message("The process was ended by signal {name}.", name=name), hint)


def died_predicting(outcome: Outcome) -> Finding:
    """The script ended well, but its process did not survive the predictions."""
    code = outcome.finished.returncode if outcome.finished else None
    if code is not None and code < 0:
        return _crash(-code)
    return Finding(
        Verdict.NO_MODEL,
        message("The process ended by itself while it should have predicted the hidden data."),
        message(
            "Let nothing of the script end the process after training: no os._exit, no thread that kills it."
        ),
    )


def raised(exited: Exited, limits: Limits) -> Finding:
    """The script raised, or does not compile."""
    what = one_line(traps.gist(exited.text))
    if exited.exception in _OUT_OF_MEMORY:
        return out_of_memory(limits.memory_mib)
    if any(words in exited.text for words in _DISK_WORDS):
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
    if exited.exception == "EOFError" and "EOF when reading a line" in exited.text:
        words = message("The script calls input(), but there is no keyboard in a run.")
        return Finding(Verdict.ERR, words, message("Write the value into the script."), exited.line)
    error = (
        message("{exception}: {what}", exception=exited.exception, what=what) if what else exited.exception
    )
    return Finding(
        Verdict.ERR, _at_line(exited.line, error), traps.way_out(exited.exception, exited.text), exited.line
    )


def _does_not_compile(exited: Exited, what: str) -> Finding:
    words = message("The script is not valid Python: {what}.", what=what)
    if exited.line is not None:
        words = message("Line {line} is not valid Python: {what}.", line=exited.line, what=what)
    return Finding(Verdict.ERR, words, message("Nothing was run. Mend that line and run again."), exited.line)


def _at_line(line: int | None, error: object) -> Message:
    return (
        message("Line {line}: {error}", line=line, error=error) if line else message("{error}", error=error)
    )


def not_predicted(failed: PredictFailed) -> Finding:
    """The script ended well, but no predictions could be made."""
    what = one_line(traps.gist(failed.text))
    error = message("{exception}: {what}", exception=failed.exception, what=what)
    known = traps.way_out(failed.exception, failed.text)
    match failed.stage:
        case "model" if failed.exception == "LookupError":
            return Finding(
                Verdict.NO_MODEL,
                message("The script ended without a trained model."),
                message("Keep the model in a variable called model, or save it as model.keras."),
            )
        case "model":
            words = message("The saved model.keras cannot be loaded: {error}.", error=error)
            return Finding(
                Verdict.NO_MODEL, words, message("Keep the model in a variable called model instead.")
            )
        case "preprocess":
            words = message(
                "preprocess(x) fails on the hidden inputs: {error}.", error=_at_line(failed.line, error)
            )
            return Finding(Verdict.ERR, words, known or _RAW_INPUTS, failed.line)
        case "outputs":
            words = message("The model does not return one array of scores: {error}.", error=error)
            return Finding(
                Verdict.BAD_SHAPE, words, message("Give the model a single output, one score a class.")
            )
        case "write" if any(words in failed.text for words in _DISK_WORDS):
            return Finding(
                Verdict.DISK, message("There was no room for the predictions."), message("Write less.")
            )
        case _ if failed.exception in _OUT_OF_MEMORY:
            return Finding(
                Verdict.MEM,
                message("Predicting the hidden data needed more memory than a run may use."),
                message("Let preprocess(x) return float32, and make the model smaller."),
            )
        case _:
            words = message("The model cannot predict the hidden inputs: {error}.", error=error)
            return Finding(Verdict.ERR, words, _RAW_INPUTS if not failed.preprocessed else known, failed.line)


_RAW_INPUTS = message(
    "The hidden inputs come raw, as load_data() gives them: put scaling, reshaping or padding into a "
    "function preprocess(x), and call it for the training data too."
)


def wrong_shape(shape: tuple[int, ...], examples: int, classes: int) -> Finding:
    """The predictions are not one score a class for every example."""
    advice = message("End the model with Dense({classes}).", classes=classes)
    if classes == 2:
        advice = message(
            "End the model with Dense(1, activation=“sigmoid”) or Dense(2, activation=“softmax”)."
        )
    if len(shape) == 2 and shape[0] == examples:
        words = message(
            "Your last layer has {units} units, the task has {classes} classes.",
            units=shape[1],
            classes=classes,
        )
        if shape[1] == 1:
            words = message("Your last layer has 1 unit, the task has {classes} classes.", classes=classes)
        return Finding(Verdict.BAD_SHAPE, words, advice)
    words = message(
        "The model returns an array of shape {shape} for {examples} inputs, not ({examples}, {classes}).",
        shape=shape,
        examples=examples,
        classes=classes,
    )
    if len(shape) > 2:
        advice = message(
            "Flatten before the last Dense layer, or return only the last state of the recurrent layer."
        )
    return Finding(Verdict.BAD_SHAPE, words, advice)


def not_a_number(outcome: Outcome) -> Finding:
    """Some prediction is NaN or infinite."""
    epoch = first_nan_epoch(outcome.curve)
    if epoch is None:
        return Finding(
            Verdict.NAN,
            message("Some predictions are NaN or infinite, though the training loss never was."),
            message("Look for a division by zero or a logarithm of zero in preprocess(x) or in the model."),
        )
    return Finding(
        Verdict.NAN,
        message("The predictions are NaN: the loss is NaN from epoch {epoch} on.", epoch=epoch),
        message(
            "Look at the learning rate first, then at inputs that are not scaled and at log(0) in the loss."
        ),
    )
