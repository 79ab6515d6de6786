"""What kept a trained model from being graded: no model, no predictions, or none that can be read."""

from dlprep.domain.challenges import Challenge
from dlprep.domain.judging import Verdict
from dlprep.domain.messages import Message, message
from dlprep.judge import traps
from dlprep.judge.advice import first_nan_epoch
from dlprep.judge.cleaning import one_line
from dlprep.judge.failures import DISK_WORDS, OUT_OF_MEMORY, at_line, crash
from dlprep.judge.finding import Finding
from dlprep.judge.outcome import Outcome
from dlprep.wire import PredictFailed


def died_predicting(outcome: Outcome) -> Finding:
    """The script ended well, but its process did not survive the predictions."""
    code = outcome.finished.returncode if outcome.finished else None
    if code is not None and code < 0:
        return crash(-code)
    return Finding(
        Verdict.NO_MODEL,
        message("The process ended by itself while it should have predicted the hidden data."),
        message(
            "Let nothing of the script end the process after training: no os._exit, no thread that kills it."
        ),
    )


def not_predicted(failed: PredictFailed) -> Finding:
    """The script ended well, but no predictions could be made."""
    if failed.exception in OUT_OF_MEMORY:
        return Finding(
            Verdict.MEM,
            message("Predicting the hidden data needed more memory than a run may use."),
            message("Let preprocess(x) return float32, and make the model smaller."),
            failed.line,
        )
    what = one_line(traps.gist(failed.text)).rstrip(".?")
    error = (
        message("{exception}: {what}", exception=failed.exception, what=what) if what else failed.exception
    )
    known = traps.way_out(failed.exception, failed.text)
    match failed.stage:
        case "model":
            return _no_model(failed, what, error)
        case "preprocess":
            words = message(
                "preprocess(x) fails on the hidden inputs: {error}.", error=at_line(failed.line, error)
            )
            return Finding(Verdict.ERR, words, known or _ONLY_INPUTS, failed.line)
        case "outputs":
            words = message("The model does not return one array of scores: {error}.", error=error)
            return Finding(
                Verdict.BAD_SHAPE, words, message("Give the model a single output, one score a class.")
            )
        case "write" if any(words in failed.text for words in DISK_WORDS):
            return Finding(
                Verdict.DISK, message("There was no room for the predictions."), message("Write less.")
            )
        case _:
            words = message("The model cannot predict the hidden inputs: {error}.", error=error)
            hint = (known or _SAME_INPUTS) if failed.preprocessed else _RAW_INPUTS
            return Finding(Verdict.ERR, words, hint, failed.line)


def _no_model(failed: PredictFailed, what: str, error: Message | str) -> Finding:
    if failed.exception != "LookupError":
        words = message("The saved model.keras cannot be loaded: {error}.", error=error)
        return Finding(Verdict.NO_MODEL, words, message("Keep the model in a variable called model instead."))
    if what:
        return Finding(
            Verdict.NO_MODEL,
            message("The variable model holds no Keras model, but something of type {kind}.", kind=what),
            message("Let model be a keras.Model: Sequential, functional or a subclass of your own."),
        )
    return Finding(
        Verdict.NO_MODEL,
        message("The script ended without a trained model."),
        message("Keep the model in a variable called model, or save it as model.keras."),
    )


_RAW_INPUTS = message(
    "The hidden inputs come raw, as load_data() gives them: put scaling, reshaping or padding into a "
    "function preprocess(x), and call it for the training data too."
)
_ONLY_INPUTS = message(
    "preprocess(x) is called once with all the hidden inputs, raw as load_data() gives them, and with "
    "nothing else: no labels, no other argument."
)
_SAME_INPUTS = message(
    "Compare what preprocess(x) returns with what fit was given: shape and type must be the same."
)


def no_file(name: str, reason: str) -> Finding:
    """The script left no file that could be graded."""
    return Finding(
        Verdict.NO_MODEL,
        message("The script left no usable {name}: {reason}.", name=name, reason=reason),
        message("Save it as {name} in the folder of the run, by a relative path.", name=name),
    )


def wrong_shape(shape: tuple[int, ...], examples: int, challenge: Challenge) -> Finding:
    """The predictions do not fit the task."""
    if challenge.classes is None:
        return _wrong_form(shape, (examples, *(challenge.outputs or ())))
    return _wrong_scores(shape, examples, challenge.classes)


def _wrong_form(shape: tuple[int, ...], wanted: tuple[int, ...]) -> Finding:
    words = message(
        "The model returns an array of shape {shape}; the task asks for {wanted}.",
        shape=list(shape),
        wanted=list(wanted),
    )
    return Finding(Verdict.BAD_SHAPE, words, message("Compare the last layer with what the brief asks for."))


def _wrong_scores(shape: tuple[int, ...], examples: int, classes: int) -> Finding:
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
    if shape[:1] != (examples,):
        advice = message("Let preprocess(x) and the model keep every input, in its order: one row for each.")
    elif len(shape) > 2:
        advice = message(
            "Flatten before the last Dense layer, or return only the last state of the recurrent layer."
        )
    return Finding(Verdict.BAD_SHAPE, words, advice)


def not_a_number(outcome: Outcome) -> Finding:
    """Some prediction is NaN or infinite."""
    if outcome.not_finite is not None:
        return Finding(
            Verdict.NAN,
            message(
                "The predictions are NaN: the loss is NaN from step {step} of epoch {epoch} on.",
                step=outcome.not_finite.step,
                epoch=outcome.not_finite.epoch,
            ),
            _LOOK_AT_RATE,
        )
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
        _LOOK_AT_RATE,
    )


_LOOK_AT_RATE = message(
    "Look at the learning rate first, then at inputs that are not scaled and at log(0) in the loss."
)
