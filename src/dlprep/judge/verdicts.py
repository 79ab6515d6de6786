"""From the facts of a run to its verdict in plain words. Pure: no clock, no process, no file."""

from dlprep.domain.challenges import Challenge, Grading, TierRules
from dlprep.domain.grade_words import MEDALS, METRICS
from dlprep.domain.judging import Verdict
from dlprep.domain.messages import Message, message
from dlprep.judge import advice, budgets, failures, graded_functions, unpredicted
from dlprep.judge.finding import Finding
from dlprep.judge.metrics.scores import accepts
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
        or _of_answer(outcome, challenge)
        or _of_rehearsal(outcome)
        or _graded(outcome, challenge, rules)
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
        case "machine":
            return failures.machine_is_short()
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


def _of_answer(outcome: Outcome, challenge: Challenge) -> Finding | None:
    if challenge.grading is Grading.FUNCTIONS:
        return graded_functions.not_called(outcome)
    if challenge.artefact and outcome.no_artefact:
        return unpredicted.no_file(challenge.artefact, outcome.no_artefact)
    return _of_predictions(outcome, challenge)


def _of_predictions(outcome: Outcome, challenge: Challenge) -> Finding | None:
    if outcome.predict_failed is not None:
        return unpredicted.not_predicted(outcome.predict_failed)
    if outcome.predicted is None:
        return unpredicted.died_predicting(outcome)
    shape = outcome.predicted.shape
    if not accepts(shape, challenge, outcome.examples):
        return unpredicted.wrong_shape(shape, outcome.examples, challenge)
    if outcome.unreadable:
        return Finding(
            Verdict.BAD_SHAPE,
            message(
                "The file of predictions is not what predict returned: {reason}.", reason=outcome.unreadable
            ),
            message("Let dlprep call predict; a script need not write the file itself."),
        )
    return unpredicted.not_a_number(outcome) if outcome.has_nan else None


def _of_rehearsal(outcome: Outcome) -> Finding | None:
    if not outcome.is_rehearsal or outcome.value is not None:
        return None
    return Finding(
        Verdict.PASS,
        message("The script runs through in small, and its predictions have the form that is asked for."),
        message("Nothing was graded yet: run it in full."),
    )


def _graded(outcome: Outcome, challenge: Challenge, rules: TierRules) -> Finding:
    value = outcome.value
    if challenge.grading is Grading.FUNCTIONS:
        return graded_functions.graded(outcome, challenge, rules)
    assert value is not None and outcome.predicted is not None  # noqa: S101, PT018 - everything else was looked at
    medal = rules.thresholds.medal(value)
    next_step = advice.after_grade(
        value, challenge, rules, outcome.curve, preprocessed=outcome.predicted.preprocessed
    )
    metric = METRICS[challenge.metric]
    over = next((use for use in budgets.uses(challenge.budgets, outcome) if not use.is_kept), None)
    if medal is None:
        return Finding(Verdict.FAIL, _below_bronze(metric, value, rules), next_step)
    if over is not None:
        words = message(
            "{metric} {value:.4f} on hidden data would be {medal}, but {broken}.",
            metric=metric,
            value=value,
            medal=MEDALS[medal],
            broken=budgets.broken(over),
        )
        return Finding(
            Verdict.FAIL, words, message("The budget is a part of the task: stay within it first.")
        )
    words = message(
        "{metric} {value:.4f} on hidden data: {medal}.",
        metric=metric,
        value=value,
        medal=MEDALS[medal],
    )
    return Finding(Verdict.PASS, words, next_step)


def _below_bronze(metric: Message, value: float, rules: TierRules) -> Message:
    if rules.thresholds.are_falling:
        return message(
            "{metric} {value:.4f} on hidden data; bronze needs at most {bronze:.3f}.",
            metric=metric,
            value=value,
            bronze=rules.thresholds.bronze,
        )
    return message(
        "{metric} {value:.4f} on hidden data; bronze starts at {bronze:.3f}.",
        metric=metric,
        value=value,
        bronze=rules.thresholds.bronze,
    )
