"""Runs the scripts of challenges through the judge: does each come out as the challenge says?"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlprep.domain.challenges import Framework, Grading
from dlprep.domain.errors import BadInputError
from dlprep.domain.judging import Medal, Submission, Verdict
from dlprep.services.coding import default_tier
from dlprep.services.flaws import Flaw

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from threading import Event

    from dlprep.domain.challenges import ChallengeFolder, WrongSubmission
    from dlprep.domain.judging import Report
    from dlprep.services.ports import Judge

AT_ONCE = 2
"""Runs beside one another, where none of them needs all cores."""
ENDLESS_SECONDS = 30
"""A script that must run out of time is given this long instead of minutes."""
_SEEN_IN_SMALL = frozenset((Verdict.ERR, Verdict.NO_MODEL, Verdict.BAD_SHAPE))
"""Verdicts that a rehearsal gives as well."""
_RANKS = (None, Medal.BRONZE, Medal.SILVER, Medal.GOLD)


@dataclass(frozen=True, slots=True)
class Case:
    """One script of a challenge, and how it is tried."""

    folder: ChallengeFolder
    script: str
    """Its path in the folder."""
    code: str
    wrong: WrongSubmission | None = None
    """What is known of a wrong script."""
    is_rehearsal: bool = False

    @property
    def slug(self) -> str:
        """The challenge."""
        return self.folder.challenge.id


@dataclass(frozen=True, slots=True)
class Checked:
    """A script that was tried."""

    case: Case
    report: Report | None
    """None when the challenge lacks what a run needs."""
    flaw: Flaw | None
    """How it differs from what it must do."""


def cases_of(folder: ChallengeFolder, *, quick: bool) -> tuple[Case, ...]:
    """The scripts to try; quickly, what would train is rehearsed, and left out where that tells nothing."""
    is_small = quick and folder.challenge.grading is not Grading.FUNCTIONS
    cases = [] if is_small else [Case(folder, "stub.py", folder.stub)]
    cases.append(Case(folder, "solution.py", folder.solution, is_rehearsal=is_small))
    for one in folder.challenge.wrong:
        if not is_small or one.verdict in _SEEN_IN_SMALL:
            held = _hurried(folder) if one.verdict is Verdict.TIME else folder
            code = folder.wrong[one.file]
            cases.append(Case(held, f"wrong/{one.file}", code, one, is_rehearsal=is_small))
    return tuple(cases)


def _hurried(folder: ChallengeFolder) -> ChallengeFolder:
    """The same with less time."""
    challenge = folder.challenge
    tier = default_tier(challenge)
    rules = challenge.tiers[tier]
    limits = rules.limits.model_copy(update={"wall_seconds": min(ENDLESS_SECONDS, rules.limits.wall_seconds)})
    tiers = {**challenge.tiers, tier: rules.model_copy(update={"limits": limits})}
    return folder.model_copy(update={"challenge": challenge.model_copy(update={"tiers": tiers})})


def verify(cases: Iterable[Case], judge: Judge, *, cancel: Event) -> Iterator[Checked]:
    """Tries every case and yields each as it ends, in no particular order; stops when `cancel` is set.

    What trains has the machine for itself. What differs beside others is tried once more alone, and that
    counts.

    Raises:
        DatasetError: if data is missing or damaged.
        EnvironmentFaultError: if TensorFlow is not installed, or no process can be started.
    """
    together, alone = _parted(cases)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        try:
            for checked in pool.map(lambda case: _tried(case, judge, cancel), together):
                if checked is None:
                    return
                if checked.flaw is None:
                    yield checked
                else:
                    alone.append(checked.case)
        except BaseException:
            cancel.set()
            raise
    for case in alone:
        checked = _tried(case, judge, cancel)
        if checked is None:
            return
        yield checked


def _parted(cases: Iterable[Case]) -> tuple[list[Case], list[Case]]:
    """What may run beside one another, and what trains on all cores."""
    together: list[Case] = []
    alone: list[Case] = []
    for case in cases:
        is_light = case.is_rehearsal or case.folder.challenge.framework is Framework.NUMPY
        (together if is_light else alone).append(case)
    return together, alone


def _tried(case: Case, judge: Judge, cancel: Event) -> Checked | None:
    """None when cancelled."""
    if cancel.is_set():
        return None
    submission = Submission(case.slug, default_tier(case.folder.challenge), case.code)
    work = judge.rehearse if case.is_rehearsal else judge.judge
    try:
        report = work(case.folder, submission, watch=lambda _: None, cancel=cancel)
    except (BadInputError, ModuleNotFoundError) as error:
        what = f"it cannot be judged: {error}".removesuffix(".")
        return Checked(case, None, Flaw(case.script, what, "Add what is missing."))
    return None if report.verdict is Verdict.CANCELLED else Checked(case, report, flaw_of(case, report))


def flaw_of(case: Case, report: Report) -> Flaw | None:
    """How a report differs from what the script must get."""
    if case.wrong is not None:
        return _wrong_flaw(case, case.wrong, report)
    if case.script == "stub.py":
        if report.verdict is Verdict.PASS:
            return Flaw(case.script, f"the stub passes: {_said(report)}", "Leave more to be done.")
        return None if report.verdict is not Verdict.INTERNAL else _internal(case, report)
    if report.verdict is not Verdict.PASS:
        return Flaw(case.script, f"the solution gets {report.verdict.value}: {_said(report)}", "Mend it.")
    if case.is_rehearsal:
        return None
    wanted = case.folder.challenge.reaches
    if _RANKS.index(report.medal) < _RANKS.index(wanted):
        got = report.medal.value if report.medal else "no medal"
        what = f"the solution earns {got}, not {wanted.value}: {_said(report)}"
        return Flaw(case.script, what, "Calibrate again.")
    return None


def _wrong_flaw(case: Case, wrong: WrongSubmission, report: Report) -> Flaw | None:
    if report.verdict is not wrong.verdict:
        what = f"the verdict is {report.verdict.value}, not {wrong.verdict.value}: {_said(report)}"
        return Flaw(case.script, what, "Mend the script, or the verdict in `wrong`.")
    failed = next((one.id for one in report.checks if not one.passed), None)
    if wrong.check is not None and failed != wrong.check:
        what = f"the first check that fails is {failed}, not {wrong.check}"
        return Flaw(case.script, what, "Mend the script, or its `check`.")
    return None


def _internal(case: Case, report: Report) -> Flaw:
    return Flaw(case.script, _said(report), "Run it again, then report it.")


def _said(report: Report) -> str:
    return str(report.message).removesuffix(".")
