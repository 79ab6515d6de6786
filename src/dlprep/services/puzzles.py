"""Puzzles as challenges of their own, and new ones made while the learner waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlprep.domain.errors import BadInputError, EnvironmentFaultError
from dlprep.domain.judging import Tier, Verdict
from dlprep.domain.messages import message
from dlprep.domain.text import Text
from dlprep.services.mutants import SEPARATOR, named, next_puzzle, verify

if TYPE_CHECKING:
    from threading import Event

    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.challenges import Challenge, ChallengeFolder
    from dlprep.services.mutants import Book, Clue, Puzzle
    from dlprep.services.ports import Judge, Store, Watcher

TRIES = 12
"""So many mutants in a row are run to find one that fails."""
_SEEDS = 4 * TRIES
"""So many are looked at for them; different seeds may give the same."""

_BRIEF_ZH = """# 找出 bug：{title}

这份脚本本来是好的，后来**有一行**被改坏，或者被多加了一行。{clue}

1. 在代码里找到这一行，改回能用的样子，其余不动。
2. 重新运行：拿到任何一枚奖牌，就算修好了。

任务、数据和奖牌线与挑战 `{slug}` 相同。
"""
_BRIEF_EN = """# Find the bug: {title}

This script worked; then **one line** of it was changed, or one was added. {clue}

1. Find that line in the code and mend it; leave the rest alone.
2. Run it again: a medal says that it is mended.

Task, data and medals are those of the challenge `{slug}`.
"""


def folder_of(bank: QuestionBank, book: Book, slug: str) -> ChallengeFolder:
    """The challenge with this slug, or the puzzle with this name as a challenge.

    Raises:
        BadInputError: if there is neither.
    """
    if SEPARATOR not in slug:
        return bank.challenge(slug)
    found = named(bank, book, slug)
    return as_challenge(bank.challenge(found.base), found)


def as_challenge(folder: ChallengeFolder, puzzle: Puzzle) -> ChallengeFolder:
    """The base with the mutant to begin with, under the puzzle's name: its runs and drafts are its own."""
    challenge = folder.challenge
    title, clue = challenge.title, clue_text(challenge, puzzle.clue)
    brief = Text(
        zh=_BRIEF_ZH.format(slug=challenge.id, title=title.zh, clue=clue.zh),
        en=_BRIEF_EN.format(slug=challenge.id, title=title.en, clue=clue.en),
    )
    shown = Text(zh=f"找 bug：{title.zh}", en=f"Find the bug: {title.en}")
    # Hints of the base speak of another script.
    alone = challenge.model_copy(update={"id": puzzle.id, "title": shown, "hints": ()})
    return folder.model_copy(
        update={
            "challenge": alone,
            "brief": brief,
            "stub": puzzle.mutant.code,
            "solution": puzzle.mutant.sound,
        }
    )


def usual_value(challenge: Challenge) -> float:
    """What our solution reaches on the average."""
    values = challenge.tiers[Tier.EMBEDDED].calibration.values
    return sum(values) / len(values)


def clue_text(challenge: Challenge, clue: Clue | None) -> Text:
    """How the mutant's run ended, beside what is usual."""
    metric, usual = challenge.metric.value, usual_value(challenge)
    if clue is None:
        return Text(zh="它还没有跑过。", en="It has not been run yet.")
    if clue.value is None:
        verdict = clue.verdict.value
        return Text(
            zh=f"这次运行以 {verdict} 收场，没有成绩；改坏之前 {metric} 通常在 {usual:.3f} 左右。",
            en=f"Its run ended with {verdict}, without a grade; {metric} is usually about {usual:.3f}.",
        )
    return Text(
        zh=f"它现在的 {metric} 是 {clue.value:.3f}；改坏之前通常在 {usual:.3f} 左右。",
        en=f"Its {metric} is {clue.value:.3f} now; usually it is about {usual:.3f}.",
    )


def fresh_puzzle(
    bank: QuestionBank,
    book: Book,
    store: Store,
    judge: Judge,
    *,
    base: str | None = None,
    seed: int,
    watch: Watcher,
    cancel: Event,
) -> Puzzle | None:
    """The next puzzle with its clue; one that is not known to fail is run first. None when cancelled.

    Raises:
        BadInputError: if nothing can be mutated, or no mutant fails.
        StorageError: if the history cannot be read.
        EnvironmentFaultError: if a run failed by our fault.
        DlprepError: as `services.ports.Judge` does.
    """
    records, solved = store.diagnoses(), {slug for (slug, _), run in store.best_runs().items() if run.medal}
    working = set[str]()
    for step in range(_SEEDS):
        found = next_puzzle(bank, book, records, base=base, solved=solved, seed=seed + step)
        digest = found.mutant.digest
        if found.clue is None and digest not in working and len(working) < TRIES:
            found = _verified(bank, judge, found, watch=watch, cancel=cancel)
            working.add(digest)
        if cancel.is_set():
            return None
        if found.clue is not None:
            return found
    raise BadInputError(
        message("None of {count} bugs that were tried broke the script.", count=len(working)),
        message("Try again, or choose another challenge to put a bug into."),
    )


def _verified(bank: QuestionBank, judge: Judge, puzzle: Puzzle, *, watch: Watcher, cancel: Event) -> Puzzle:
    verified, report = verify(judge, bank.challenge(puzzle.base), puzzle, watch=watch, cancel=cancel)
    if report.verdict is Verdict.INTERNAL:
        raise EnvironmentFaultError(report.message, report.next_step)
    return verified
