"""Challenges from the first line of code to the kept result."""

from __future__ import annotations

import io
import tokenize
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlprep.domain.errors import BadInputError, DlprepError, StorageError
from dlprep.domain.judging import Isolation, Report, Submission, Tier, Verdict
from dlprep.domain.messages import message

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from threading import Event

    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.challenges import Challenge, ChallengeFolder, TierRules
    from dlprep.domain.progress import RunRecord
    from dlprep.services.ports import Clock, Judge, RunStore, Watcher

MAX_CODE_BYTES = 1024 * 1024
"""Longest script that is taken; nobody types more."""


@dataclass(frozen=True, slots=True)
class ChallengeEntry:
    """A challenge in a list, with the best graded run on each tier."""

    challenge: Challenge
    best: Mapping[Tier, RunRecord]


@dataclass(frozen=True, slots=True)
class FinishedRun:
    """A run that has ended."""

    id: int
    """In the history."""
    report: Report
    not_kept: StorageError | None = None
    """Set when the outcome could not be written; the report is all there is then."""


def list_challenges(bank: QuestionBank, store: RunStore) -> tuple[ChallengeEntry, ...]:
    """Every challenge, in the order of the bank.

    Raises:
        StorageError: if the history cannot be read.
    """
    best = store.best_runs()
    return tuple(
        ChallengeEntry(
            folder.challenge,
            {tier: best[slug, tier] for tier in folder.challenge.tiers if (slug, tier) in best},
        )
        for slug, folder in bank.challenges.items()
    )


def default_tier(challenge: Challenge) -> Tier:
    """The tier that needs no download, when the challenge has it."""
    return Tier.EMBEDDED if Tier.EMBEDDED in challenge.tiers else next(iter(challenge.tiers))


def rules_of(challenge: Challenge, tier: Tier) -> TierRules:
    """How the challenge is graded on this tier.

    Raises:
        BadInputError: if it does not have the tier.
    """
    try:
        return challenge.tiers[tier]
    except KeyError:
        raise BadInputError(
            message("The challenge {slug} has no tier {tier}.", slug=challenge.id, tier=tier.value),
            message("Its tiers: {tiers}.", tiers=", ".join(challenge.tiers)),
        ) from None


def run_challenge(
    store: RunStore,
    judge: Judge,
    folder: ChallengeFolder,
    submission: Submission,
    *,
    clock: Clock,
    watch: Watcher,
    cancel: Event,
) -> FinishedRun:
    """Runs a submission; the history knows of it before the worker starts, and how it ended afterwards.

    Raises:
        BadInputError: if the challenge lacks the tier, or the code is too long.
        StorageError: if the run cannot be entered into the history; nothing is run then.
        EnvironmentFaultError: if the data or TensorFlow is missing; the history says so too.
    """
    rules = rules_of(folder.challenge, submission.tier)
    check_code(submission.code)
    store.interrupt_runs(clock.moment().at)
    run_id = store.start_run(submission, clock.moment())
    try:
        report = judge.judge(folder, submission, watch=watch, cancel=cancel)
    except DlprepError as error:
        store.finish_run(run_id, _not_run(folder.challenge, rules, submission, error), clock.moment().at)
        raise
    try:
        store.finish_run(run_id, report, clock.moment().at)
    except StorageError as error:
        return FinishedRun(run_id, report, error)
    return FinishedRun(run_id, report)


def _not_run(challenge: Challenge, rules: TierRules, submission: Submission, error: DlprepError) -> Report:
    return Report(
        slug=submission.slug,
        tier=submission.tier,
        verdict=Verdict.INTERNAL,
        medal=None,
        metric=challenge.metric.value,
        value=None,
        thresholds=rules.thresholds.model_dump(),
        epochs=0,
        wall_seconds=0.0,
        cpu_seconds=0.0,
        isolation=Isolation.NONE,
        message=error.what,
        next_step=error.way_out,
    )


def check_code(code: str) -> None:
    """Refuses code that no learner wrote.

    Raises:
        BadInputError: if it is longer than `MAX_CODE_BYTES`.
    """
    if len(code.encode("utf-8", "replace")) > MAX_CODE_BYTES:
        raise _too_long()


def _too_long() -> BadInputError:
    return BadInputError(
        message("The script is longer than {limit} KiB.", limit=MAX_CODE_BYTES // 1024),
        message("Let it load its data, instead of holding it."),
    )


def current_code(store: RunStore, folder: ChallengeFolder) -> str:
    """The learner's draft, or the stub when there is none.

    Raises:
        StorageError: if the history cannot be read.
    """
    draft = store.draft(folder.challenge.id)
    return folder.stub if draft is None else draft


def save_draft(store: RunStore, slug: str, code: str, *, clock: Clock) -> None:
    """Keeps the learner's code.

    Raises:
        BadInputError: if it is too long.
        StorageError: if it cannot be written.
    """
    check_code(code)
    store.save_draft(slug, code, clock.moment().at)


def work_file(slug: str, directory: Path) -> Path:
    """Where the learner's script of a challenge lies in a folder."""
    return directory / f"{slug}.py"


def read_script(path: Path) -> str:
    """The code in a file.

    Raises:
        BadInputError: if it cannot be read, is neither UTF-8 nor in the coding it declares, or is too long.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_CODE_BYTES + 1)
        if len(data) > MAX_CODE_BYTES:
            raise _too_long()
        code = _decoded(data)
    except OSError as error:
        raise BadInputError(
            message("{path} cannot be read: {error}.", path=path, error=error.strerror)
        ) from error
    except UnicodeDecodeError as error:
        raise BadInputError(
            message("{path} is not UTF-8 text (byte {position}).", path=path, position=error.start),
            message("Save it as UTF-8, or name its coding in the first line, as Python wants it."),
        ) from error
    return code


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as not_utf_8:
        try:
            coding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
            return data.decode(coding)
        except (SyntaxError, ValueError):
            raise not_utf_8 from None
