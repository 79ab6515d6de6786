"""Runs every script of the bank that checks a key, and compares what comes out with what is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlprep.domain.drawing import draw_values
from dlprep.domain.numbers import number_text
from dlprep.domain.questions import TemplateQuestion, Verify
from dlprep.domain.recorded import RECORDED_DRAWS, Recorded, agrees, digest_of
from dlprep.services.question_rules import key_flaws
from dlprep.services.scripts import Job

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dlprep.domain.questions import Question
    from dlprep.services.scripts import JobResult, ScriptRunner

_EXCERPT = 200


@dataclass(frozen=True, slots=True)
class Verified:
    """One question whose script was run."""

    id: str
    is_right: bool
    what: str = ""
    """What disagrees, or why the script did not come to its end."""
    expected: str = ""
    got: str = ""
    way_out: str = ""
    missing: str = ""
    """The package that this machine lacks: neither right nor wrong."""
    recorded: Recorded | None = None
    """For templates that agree on all draws: what to record."""


def has_script(question: Question) -> bool:
    """True when the question carries a script that checks its key."""
    return getattr(question, "verify", None) is not None


def verify(questions: Iterable[Question], runner: ScriptRunner) -> Iterator[Verified]:
    """Runs the scripts of these questions, and yields each outcome as it comes.

    A script that fails or disagrees beside others is run once more in a process of its own, and that counts.

    Raises:
        EnvironmentFaultError: if no process can be started.
    """
    held = {question.id: question for question in questions if has_script(question)}
    jobs: dict[str, Job] = {}
    for question in held.values():
        try:
            jobs[question.id] = job_of(question)
        except (ValueError, ArithmeticError) as error:
            yield Verified(question.id, is_right=False, what=str(error), way_out="Run: dlprep bank check")
    again: list[Job] = []
    for result in runner.run(tuple(jobs.values())):
        outcome = compare(held[result.id], result)
        if outcome.is_right or outcome.missing or result.is_final:
            yield outcome
        else:
            again.append(jobs[result.id])
    for result in runner.run(again, apart=True) if again else ():
        yield compare(held[result.id], result)


def job_of(question: Question) -> Job:
    """The job that runs the script of a question.

    Raises:
        ValueError: if a template cannot be drawn.
        ArithmeticError: if an expression of a template has no value.
    """
    if isinstance(question, TemplateQuestion):
        draws = (draw_values(question, seed) for seed in range(RECORDED_DRAWS))
        return Job(question.id, question.verify or "", tuple(found.parameters for found in draws))
    script = _script(question)
    return Job(question.id, script.code)


def _script(question: Question) -> Verify:
    found = getattr(question, "verify", None)
    assert isinstance(found, Verify)  # noqa: S101 - `has_script` was asked
    return found


def compare(question: Question, result: JobResult) -> Verified:
    """Is the key what the script found?"""
    if result.missing:
        way_out = f"Install {result.missing}, then run: dlprep bank verify --id {question.id}"
        return Verified(question.id, is_right=False, missing=result.missing, way_out=way_out)
    if result.failure:
        return Verified(question.id, is_right=False, what=result.failure, way_out="Mend `verify`.")
    if isinstance(question, TemplateQuestion):
        return _compare_template(question, result)
    return _compare_output(question, result)


def _compare_output(question: Question, result: JobResult) -> Verified:
    script = _script(question)
    printed, recorded = result.output.strip(), script.output.strip()
    if printed != recorded:
        way_out = "If the new output is right, record it in `verify.output` and mend the key."
        return _wrong(
            question.id, "the script prints something else than recorded", recorded, printed, way_out
        )
    for flaw in key_flaws(question):
        return _wrong(question.id, flaw.what, "the key", printed, flaw.way_out)
    return Verified(question.id, is_right=True)


def _compare_template(template: TemplateQuestion, result: JobResult) -> Verified:
    if len(result.values) != RECORDED_DRAWS:
        what = "verify did not return a number for each draw"
        return _wrong(template.id, what, str(RECORDED_DRAWS), str(len(result.values)), "Mend `verify`.")
    for seed, value in enumerate(result.values):
        found = draw_values(template, seed)
        if not agrees(template, value, found.answer):
            what = f"seed {seed} ({_listed(found.parameters)}): formula and verify differ"
            way_out = "Find out which is wrong; `dlprep bank template` shows the draw."
            return _wrong(template.id, what, number_text(found.answer), number_text(value), way_out)
    values = tuple(_short(value) for value in result.values)
    record = Recorded(template.version, digest_of(template), values)
    return Verified(template.id, is_right=True, recorded=record)


def _wrong(question_id: str, what: str, expected: str, got: str, way_out: str) -> Verified:
    return Verified(question_id, False, what, expected[:_EXCERPT], got[:_EXCERPT], way_out)


def _listed(parameters: object) -> str:
    pairs = parameters.items() if isinstance(parameters, dict) else ()
    return ", ".join(f"{name}={value}" for name, value in pairs)[:_EXCERPT]


def _short(value: float) -> float:
    """As many digits as any comparison looks at."""
    return value if isinstance(value, int) else float(f"{value:.10g}")
