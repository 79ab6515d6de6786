"""From the facts of a run to the sentence the learner reads."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import Any

import pytest

from dlprep.domain.judging import Epoch, Isolation, Medal, Submission, Tier, Verdict
from dlprep.judge import advice, traps
from dlprep.judge.outcome import Outcome
from dlprep.judge.reports import report_of
from dlprep.judge.verdicts import find_verdict
from dlprep.wire import Exited, Finished, Predicted, PredictFailed
from judge_bench import challenge_folder

CHALLENGE = challenge_folder().challenge
RULES = CHALLENGE.tiers[Tier.EMBEDDED]
FINISHED = Finished("done", -9, 12.0, 20.0, 1)


def ended(**facts: Any) -> Outcome:
    """A run that trained and was graded 0.7, changed by `facts`."""
    outcome = Outcome(
        finished=FINISHED,
        is_ready=True,
        exited=Exited("done"),
        predicted=Predicted((100, 10), "global", preprocessed=True),
        value=0.7,
        examples=100,
    )
    return replace(outcome, **facts)


def curve(*rows: tuple[float, float]) -> list[Epoch]:
    """Epochs of ten seconds with training and validation accuracy."""
    return [
        Epoch(number, {"loss": 0.5, "accuracy": training, "val_accuracy": validation}, 10.0)
        for number, (training, validation) in enumerate(rows, start=1)
    ]


def finished(reason: str, returncode: int | None = -9) -> Finished:
    return replace(FINISHED, reason=reason, returncode=returncode)


@pytest.mark.parametrize(
    ("outcome", "verdict", "words"),
    [
        (ended(), Verdict.PASS, "Accuracy 0.7000 on hidden data: silver"),
        (ended(value=0.2999), Verdict.FAIL, "bronze starts at 0.300"),
        (ended(is_cancelled=True, finished=None), Verdict.CANCELLED, "cancelled"),
        (ended(finished=None, lost="no answer in time"), Verdict.INTERNAL, "no answer in time"),
        (ended(finished=finished("failed")), Verdict.INTERNAL, "not your script"),
        (ended(is_ready=False), Verdict.INTERNAL, "before it was ready"),
        (ended(finished=finished("memory")), Verdict.MEM, "4096 MiB"),
        (ended(finished=finished("processes")), Verdict.PROC, "64 processes"),
        (ended(finished=finished("disk")), Verdict.DISK, "512 MiB"),
        (ended(finished=finished("output")), Verdict.OUTPUT, "far more than anyone can read"),
        (ended(finished=finished("events")), Verdict.OUTPUT, "far more than anyone can read"),
        (ended(finished=finished("wall")), Verdict.TIME, "predicting the hidden data did not"),
        (ended(finished=finished("wall"), exited=None), Verdict.TIME, "before fit was called"),
        (ended(finished=finished("exited", -24), exited=None), Verdict.TIME, "20 s"),
        (ended(finished=finished("exited", -6), exited=None), Verdict.CRASH, "SIGABRT"),
        (ended(finished=finished("exited", -63), exited=None), Verdict.CRASH, "signal"),
        (ended(finished=finished("exited", 0), exited=None), Verdict.NO_MODEL, "exit code 0"),
        (ended(finished=finished("exited", -11), predicted=None), Verdict.CRASH, "SIGSEGV"),
        (ended(exited=Exited("raised", "ResourceExhaustedError", "OOM", 3)), Verdict.MEM, "4096 MiB"),
        (ended(exited=Exited("raised", "RuntimeError", "can't start new thread", 3)), Verdict.PROC, "64"),
        (ended(exited=Exited("raised", "ValueError", "", 3)), Verdict.ERR, "Line 3: ValueError"),
        (ended(unreadable="not a file of its own"), Verdict.BAD_SHAPE, "not a file of its own"),
        (ended(has_nan=True), Verdict.NAN, "the training loss never was"),
        (
            ended(predicted=None, predict_failed=PredictFailed("model", "OSError", "bad zip")),
            Verdict.NO_MODEL,
            "model.keras cannot be loaded: OSError: bad zip",
        ),
        (
            ended(predicted=None, predict_failed=PredictFailed("preprocess", "TypeError", "no", 4)),
            Verdict.ERR,
            "preprocess(x) fails on the hidden inputs: Line 4: TypeError: no",
        ),
        (
            ended(
                predicted=None, predict_failed=PredictFailed("write", "OSError", "No space left on device")
            ),
            Verdict.DISK,
            "no room",
        ),
        (
            ended(predicted=None, predict_failed=PredictFailed("predict", "MemoryError", "")),
            Verdict.MEM,
            "more memory",
        ),
        (
            ended(
                predicted=None, predict_failed=PredictFailed("preprocess", "_ArrayMemoryError", "8 GiB", 4)
            ),
            Verdict.MEM,
            "more memory",
        ),
        (
            ended(predicted=None, predict_failed=PredictFailed("model", "LookupError", "LogisticRegression")),
            Verdict.NO_MODEL,
            "something of type LogisticRegression",
        ),
        (
            ended(predicted=None, predict_failed=PredictFailed("model", "LookupError", "")),
            Verdict.NO_MODEL,
            "without a trained model",
        ),
        (
            ended(predicted=None, predict_failed=PredictFailed("outputs", "ValueError", "a sequence.")),
            Verdict.BAD_SHAPE,
            "ValueError: a sequence.",
        ),
        (ended(exited=Exited("syntax", "SyntaxError", "unknown encoding: x")), Verdict.ERR, "encoding: x."),
        (ended(exited=Exited("raised", "BdbQuit", "")), Verdict.ERR, "debugger"),
        (ended(exited=Exited("raised", "KeyError", "'x'", 3)), Verdict.ERR, "Line 3: KeyError: 'x'"),
    ],
)
def test_every_end_has_its_verdict_and_words(outcome: Outcome, verdict: Verdict, words: str) -> None:
    found = find_verdict(outcome, CHALLENGE, RULES)

    assert found.verdict is verdict
    assert words in str(found.message)
    assert verdict in (Verdict.PASS, Verdict.CANCELLED) or str(found.next_step)


@pytest.mark.parametrize(
    ("number", "hint"),
    [(9, "memory runs out"), (11, "below Python"), (15, "os.kill"), (14, "signal.alarm")],
)
def test_a_signal_is_explained_by_its_kind(number: int, hint: str) -> None:
    found = find_verdict(ended(finished=finished("exited", -number), exited=None), CHALLENGE, RULES)

    assert found.verdict is Verdict.CRASH
    assert hint in str(found.next_step)


@pytest.mark.parametrize(
    ("preprocessed", "hint"), [(False, "function preprocess(x)"), (True, "(None, 10) and")]
)
def test_inputs_that_do_not_fit_are_traced_to_a_missing_preprocess(preprocessed: bool, hint: str) -> None:
    said = "expected shape=(None, 10), found shape=(200, 32, 32, 3)"
    failed = PredictFailed("predict", "ValueError", said, preprocessed=preprocessed)

    found = find_verdict(ended(predicted=None, predict_failed=failed), CHALLENGE, RULES)

    assert hint in str(found.next_step)


def test_only_a_line_that_is_known_is_to_be_mended() -> None:
    nowhere = find_verdict(ended(exited=Exited("syntax", "SyntaxError", "odd")), CHALLENGE, RULES)
    somewhere = find_verdict(ended(exited=Exited("syntax", "SyntaxError", "odd", 3)), CHALLENGE, RULES)

    assert (nowhere.error_line, str(nowhere.next_step)) == (None, "Nothing was run. Mend it and run again.")
    assert (somewhere.error_line, str(somewhere.message)) == (3, "Line 3 is not valid Python: odd.")
    assert "that line" in str(somewhere.next_step)


def test_the_wardens_reason_outweighs_what_the_script_says() -> None:
    """It may exit with success after it took too much."""
    lying = ended(finished=finished("memory", returncode=0), value=1.0)

    assert find_verdict(lying, CHALLENGE, RULES).verdict is Verdict.MEM


def test_a_report_of_an_ungraded_run_carries_no_grade() -> None:
    submission = Submission("tiny", Tier.EMBEDDED, "")
    outcome = ended(value=0.95, has_nan=True, curve=curve((0.5, 0.5)), isolation=Isolation.NONE)

    ungraded = report_of(outcome, CHALLENGE, RULES, submission)
    graded = report_of(replace(outcome, has_nan=False), CHALLENGE, RULES, submission)

    assert (ungraded.value, ungraded.medal, ungraded.confusion) == (None, None, ())
    assert (graded.value, graded.medal) == (0.95, Medal.GOLD)
    assert graded.thresholds == {"bronze": 0.3, "silver": 0.6, "gold": 0.9}
    assert (graded.wall_seconds, graded.cpu_seconds, graded.epochs) == (12.0, 20.0, 1)


@pytest.mark.parametrize(
    ("shape", "hint"),
    [
        ((99, 10), "one row for each"),
        ((), "one row for each"),
        ((100, 5, 10), "Flatten"),
        ((100,), "Dense(10)"),
    ],
)
def test_a_wrong_shape_is_traced_to_its_cause(shape: tuple[int, ...], hint: str) -> None:
    found = find_verdict(ended(predicted=Predicted(shape, "global", preprocessed=True)), CHALLENGE, RULES)

    assert found.verdict is Verdict.BAD_SHAPE
    assert hint in str(found.next_step)


def test_a_time_limit_says_how_many_epochs_would_fit() -> None:
    outcome = ended(finished=finished("wall"), exited=None, total_epochs=9, curve=curve((0.5, 0.5)))

    found = find_verdict(outcome, CHALLENGE, RULES)

    assert "in epoch 2 of 9" in str(found.message)
    assert "about 10 s here: at most 1 fit" in str(found.next_step)


@pytest.mark.parametrize(
    ("value", "rows", "words"),
    [
        (0.95, ((0.99, 0.95),), None),
        (0.7, ((0.9, 0.7), (0.99, 0.7)), "memorises"),
        (0.7, ((0.6, 0.6), (0.7, 0.7)), "still rising"),
        (0.7, ((0.7, 0.7), (0.7, 0.7)), "gold starts at 0.900"),
        (0.5, ((0.5, 0.5), (0.5, 0.5)), "silver starts at 0.600"),
        (0.2, (), "More passes"),
        (0.1, ((0.12, 0.1),), "not learned in training either (0.120)"),
        (0.1, ((0.99, 0.1),), "no better than guessing"),
    ],
)
def test_advice_follows_the_curve(
    value: float, rows: tuple[tuple[float, float], ...], words: str | None
) -> None:
    said = advice.after_grade(value, CHALLENGE, RULES, curve(*rows), preprocessed=True)

    assert (said is None) == (words is None)
    assert words is None or words in str(said)


def test_the_first_nan_is_found() -> None:
    epochs = [*curve((0.5, 0.5)), Epoch(2, {"loss": math.nan}, 1.0), Epoch(3, {"loss": math.inf}, 1.0)]

    assert advice.first_nan_epoch(epochs) == 2
    assert advice.first_nan_epoch(epochs[:1]) is None


@pytest.mark.parametrize(
    ("exception", "text", "words"),
    [
        ("ValueError", "Argument(s) not recognized: {'lr': 0.1}", "learning_rate"),
        ("ValueError", "Argument(s) not recognized: {'epsilonn': 0.1}", "argument epsilonn"),
        (
            "ValueError",
            "Unrecognized keyword arguments passed to Embedding: {'input_length': 9}",
            "keras.Input",
        ),
        (
            "ValueError",
            "Arguments `target` and `output` must have the same shape. Received: target.shape=(None, 1), "
            "output.shape=(None, 10)",
            "sparse_categorical_crossentropy",
        ),
        (
            "ValueError",
            "Arguments `target` and `output` must have the same rank (ndim). Received: target.shape=(None,), "
            "output.shape=(None, 10)",
            "sparse_categorical_crossentropy",
        ),
        (
            "InvalidArgumentError",
            "Received a label value of 9 which is outside the valid range of [0, 3)",
            "unit",
        ),
        (
            "InvalidArgumentError",
            "indices[224,7] = 107 is not in [0, 100)\n\t [[{{node x}}]]",
            "Id 107 does not fit",
        ),
        ("ValueError", "Argument `output` must have rank (ndim) `target.ndim - 1`. Received: x", "one-hot"),
        ("AttributeError", "'Sequential' object has no attribute 'predict_classes'", "argmax"),
        ("AttributeError", "module 'keras.preprocessing' has no attribute 'text'", "pad_sequences"),
        ("ValueError", "Invalid filepath extension for saving. Please add", "model.keras"),
        ("ValueError", "Invalid dtype: object", "pad_sequences"),
        ("ValueError", "You must call `compile()` before using the model.", "model.compile"),
        ("ValueError", "expected min_ndim=4, found ndim=2. Full shape", "wants 4 dimensions and got 2"),
        ("ModuleNotFoundError", "No module named 'torch'", "torch is not installed"),
        ("ModuleNotFoundError", "No module named 'keras.preprocessing.text'", "no Tokenizer"),
        (
            "ModuleNotFoundError",
            "No module named 'tensorflow.keras.utils.np_utils'",
            "no module tensorflow.k",
        ),
        ("TBNotInstalledError", "TensorBoard is not installed, missing", "shows the curves"),
        ("NameError", "name 'Dense' is not defined", "Nothing is called Dense"),
        ("FileNotFoundError", "[Errno 2] No such file or directory: 'data.npz'", "folder of its own"),
        ("RecursionError", "maximum recursion depth exceeded", "calls itself"),
        ("TypeError", "fit() got an unexpected keyword argument 'nb_epoch'", "no argument nb_epoch"),
        (
            "ValueError",
            "Input 0 of layer 'conv2d' is incompatible with the layer: expected axis -1 of input shape to "
            "have value 1, but received input with shape (100, 32, 32, 3)",
            "wants 1 as last dimension and got (100, 32, 32, 3)",
        ),
        (
            "ValueError",
            "Input 0 is incompatible: expected shape=(None, 28, 28), found shape=(9, 32, 32)",
            "built for (None, 28, 28) and got (9, 32, 32)",
        ),
        (
            "ValueError",
            "Invalid input shape. Expected shape (None, 4), but input has incompatible shape (9, 3)",
            "built for (None, 4) and got (9, 3)",
        ),
        ("TypeError", "preprocess returned None", "return of the array"),
        ("SyntaxError", "a notebook command", "notebooks only"),
        ("SyntaxError", "invalid character '（' (U+FF08)", "input method"),
    ],
)
def test_known_traps_have_a_way_out(exception: str, text: str, words: str) -> None:
    found = traps.way_out(exception, text)

    assert found is not None
    assert words in str(found)
    assert re.search(r"\{\w+\}", str(found)) is None


def test_an_unknown_error_gets_no_advice() -> None:
    assert traps.way_out("ValueError", "something else") is None
    assert traps.way_out("KeyError", "You must call `compile()`") is None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("plain", "plain"),
        ("", ""),
        ("first\nsecond", "first"),
        (
            "Exception encountered when calling Sequential.call().\n\n\x1b[1mInput 0 is wrong\x1b[0m\n",
            "Input 0 is wrong",
        ),
        (
            "Graph execution error:\n\nDetected at node x\nReceived a label value of 9\n\t [[{{node x}}]]",
            "Received a label value of 9",
        ),
    ],
)
def test_the_gist_of_an_exception_is_one_line(text: str, line: str) -> None:
    assert traps.gist(text) == line
