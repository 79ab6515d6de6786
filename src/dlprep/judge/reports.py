"""From the facts of a run to the report that is shown and kept."""

from dlprep.domain.challenges import Challenge, TierRules
from dlprep.domain.judging import Medal, Report, Submission, Verdict
from dlprep.judge import budgets
from dlprep.judge.cleaning import clean
from dlprep.judge.outcome import Outcome
from dlprep.judge.verdicts import find_verdict


def report_of(
    outcome: Outcome,
    challenge: Challenge,
    rules: TierRules,
    submission: Submission,
    *,
    work_dir: str = "",
    seed_values: tuple[float, ...] = (),
) -> Report:
    """The report; `work_dir` is taken out of the output, so that a traceback names the script alone."""
    finding = find_verdict(outcome, challenge, rules)
    is_graded = finding.verdict.is_graded and outcome.value is not None
    finished = outcome.finished
    return Report(
        slug=submission.slug,
        tier=submission.tier,
        verdict=finding.verdict,
        medal=_medal(outcome, rules) if finding.verdict is Verdict.PASS else None,
        metric=challenge.metric.value,
        value=outcome.value if is_graded else None,
        thresholds=rules.thresholds.model_dump(),
        epochs=len(outcome.curve),
        wall_seconds=finished.wall_seconds if finished else round(outcome.wall_seconds, 3),
        cpu_seconds=finished.cpu_seconds if finished else 0.0,
        isolation=outcome.isolation,
        message=finding.message,
        next_step=finding.next_step,
        curve=tuple(outcome.curve),
        output=_output(outcome, work_dir),
        error_line=finding.error_line,
        confusion=outcome.confusion if is_graded else (),
        checks=outcome.checks if is_graded else (),
        budgets=budgets.uses(challenge.budgets, outcome) if is_graded else (),
        samples=outcome.samples if is_graded else (),
        seed_values=seed_values,
    )


def _medal(outcome: Outcome, rules: TierRules) -> Medal | None:
    return None if outcome.value is None else rules.thresholds.medal(outcome.value)


def _output(outcome: Outcome, work_dir: str) -> str:
    if outcome.finished is None or not outcome.is_ready:
        return ""
    head, tail = clean(outcome.finished.head), clean(outcome.finished.tail)
    if outcome.finished.dropped:
        tail = f"\n[… {outcome.finished.dropped} bytes …]\n{tail}"
    whole = head + tail
    return whole.replace(f"{work_dir}/", "") if work_dir else whole
