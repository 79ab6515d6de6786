"""From the facts of a run to its verdict in plain words. Pure: no clock, no process, no file."""

from dlprep.domain.challenges import Challenge, TierRules
from dlprep.domain.judging import Verdict
from dlprep.domain.messages import message
from dlprep.judge import advice, failures, unpredicted
from dlprep.judge.finding import Finding
from dlprep.judge.metrics import accepts
from dlprep.judge.outcome import Outcome


def find_verdict(outcome: Outcome, challenge: Challenge, rules: TierRules) -> Finding:
    """The verdict of a run whose worker had TensorFlow.

    The warden's reason comes first: a script may exit with 0 after anything.
    """
    if outcome.is_cancelled:
        return Finding(Verdict.CANCELLED, message("The run was cancelled."))
    if outcome.has_changed_data:
        return Finding(
            Verdict.INTERNAL,
            message("The hidden data was changed while the script ran, so nothing can be graded."),
            message(
                "Run it again: the data is made anew. If the script writes to dlprep's files, leave that out."
            ),
        )
    if outcome.finished is None or outcome.finished.reason == "failed" or not outcome.is_ready:
        return _internal(outcome)
    return (
        _of_limit(outcome, rules)
        or _of_training(outcome, rules)
        or _of_predictions(outcome, challenge)
        or _graded(outcome, rules)
    )


def _internal(outcome: Outcome) -> Finding:
    return Finding(
        Verdict.INTERNAL,
        message(
            "dlprep itself failed, not your script: {reason}. The run does not count.",
            reason=outcome.lost or message("the worker ended before it was ready"),
        ),
        message(
            "Run it again. If it happens twice, please report it with this sentence, your script and what "
            "`dlprep doctor` prints."
        ),
    )


def _of_limit(outcome: Outcome, rules: TierRules) -> Finding | None:
    finished, limits = outcome.finished, rules.limits
    assert finished is not None  # noqa: S101 - find_verdict looked
    match finished.reason:
        case "wall" | "cpu":
            return failures.out_of_time(outcome, limits.wall_seconds)
        case "memory":
            return failures.out_of_memory(limits.memory_mib)
        case "processes":
            return failures.too_many_processes(limits.processes)
        case "disk":
            return failures.disk_full(limits.disk_mib)
        case "output" | "events":
            return failures.too_much_output()
        case _:
            return None


def _of_training(outcome: Outcome, rules: TierRules) -> Finding | None:
    if outcome.exited is None:
        return failures.ended_early(outcome, rules.limits.wall_seconds)
    if outcome.exited.outcome == "done":
        return None
    return failures.raised(outcome.exited, rules.limits)


def _of_predictions(outcome: Outcome, challenge: Challenge) -> Finding | None:
    if outcome.predict_failed is not None:
        return unpredicted.not_predicted(outcome.predict_failed)
    if outcome.predicted is None:
        return unpredicted.died_predicting(outcome)
    shape = outcome.predicted.shape
    if not accepts(shape, examples=outcome.examples, classes=challenge.classes):
        return unpredicted.wrong_shape(shape, outcome.examples, challenge.classes)
    if outcome.unreadable:
        return Finding(
            Verdict.BAD_SHAPE,
            message(
                "The file of predictions is not what predict returned: {reason}.", reason=outcome.unreadable
            ),
            message("Let dlprep call predict; a script need not write the file itself."),
        )
    return unpredicted.not_a_number(outcome) if outcome.has_nan else None


def _graded(outcome: Outcome, rules: TierRules) -> Finding:
    value = outcome.value
    assert value is not None and outcome.predicted is not None  # noqa: S101, PT018 - everything else was looked at
    thresholds = rules.thresholds
    medal = thresholds.medal(value)
    next_step = advice.after_grade(value, rules, outcome.curve, preprocessed=outcome.predicted.preprocessed)
    if medal is None:
        words = message(
            "Accuracy {value:.4f} on hidden data; bronze starts at {bronze:.3f}.",
            value=value,
            bronze=thresholds.bronze,
        )
        return Finding(Verdict.FAIL, words, next_step)
    words = message("Accuracy {value:.4f} on hidden data: {medal}.", value=value, medal=advice.MEDALS[medal])
    return Finding(Verdict.PASS, words, next_step)
