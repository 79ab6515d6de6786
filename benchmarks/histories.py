"""Histories of years, made up by seed: for the figures at a million attempts, and small ones for tests."""

from __future__ import annotations

import atexit
import random
import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.history_events import add_events
from benchmarks.simulated_learner import Item, SimulatedLearner, Sitting, items_of, made_up_items, sittings
from dlprep.bootstrap import Parts
from dlprep.domain.practice import Mode, QuizRequest
from dlprep.services.ports import Moment
from dlprep.services.remembering import catch_up
from dlprep.settings import Paths
from dlprep.storage.documents import dump_request
from dlprep.storage.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ATTEMPTS: Final = 1_000_000
"""Of the history that the figures are taken with."""

_YEARS_AT_MOST: Final = 8
_ATTEMPTS_A_DAY: Final = 25
"""Of a learner whose history is shorter than that; a larger one has busier days, not more of them."""
_SESSION_LENGTHS: Final = (5, 10, 10, 10, 15, 20, 20, 30)
_UNDONE, _SKIPPED, _UNGRADED, _IN_CHINESE = 0.01, 0.02, 0.01, 0.6
_BATCH_SESSIONS: Final = 500

_ADD_SESSION: Final = """
INSERT INTO sessions (id, mode, language, started_at, local_day, ended_at, seed, request, plan, planned,
                      time_limit_seconds, elapsed_seconds, hints_shown)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
"""
_ADD_ATTEMPT: Final = """
INSERT INTO attempts (session_id, position, question_id, content_hash, shuffle_seed, answer, grade, score,
                      language, confidence, hints_used, duration_seconds, answered_at, local_day, undone_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""

_Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class History:
    """What was made up."""

    sessions: int
    attempts: int
    interviews: int
    runs: int
    last: Moment
    """When its last session, which is still open, began."""


def fill(path: Path, attempts: int, *, seed: int = 1, items: Sequence[Item] = ()) -> History:
    """Makes up a history at `path`, where there is none or an empty one.

    It holds exactly this many attempts, the few undone ones included; the last session was left half-way.
    """
    days = max(1, min(365 * _YEARS_AT_MOST, attempts // _ATTEMPTS_A_DAY))
    made = _Making(items or made_up_items(), attempts, random.Random(seed))  # noqa: S311 - no secret
    made.chance.shuffle(made.items)
    mean_length = sum(_SESSION_LENGTHS) / len(_SESSION_LENGTHS)
    when = sittings(date(2018, 3, 5), attempts / days / mean_length / 0.7, made.chance)
    # An empty history may have been opened before: then the clock it was made by does not matter.
    open_store(path, moment=_moment(datetime(2018, 3, 5, tzinfo=UTC), date(2018, 3, 5))).close()
    first = last = next(when)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -400000")
        while made.attempts < attempts:
            sessions: list[_Row] = []
            rows: list[_Row] = []
            while len(sessions) < _BATCH_SESSIONS and made.attempts < attempts:
                last = next(when)
                sessions.append(made.session(last, rows))
            connection.executemany(_ADD_SESSION, sessions)
            connection.executemany(_ADD_ATTEMPT, rows)
    interviews, runs = add_events(path, first, last, made.items, seed)
    return History(made.sessions, attempts, interviews, runs, _moment(last.starts_at, last.local_day))


def copy_of(attempts: int, path: Path, *, folded: bool = False) -> Path:
    """Puts a made-up history of the shipped bank at `path`; each size is made once in a process.

    It is as before dlprep knew cards, unless it is `folded` into them, as it soon is in use.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(_folded_once(attempts) if folded else _made_once(attempts), path)
    return path


@cache
def _folded_once(attempts: int) -> Path:
    made = _made_once(attempts)
    path = made.with_name("folded.db")
    shutil.copyfile(made, path)
    with open_store(path, moment=_moment(datetime(2026, 1, 5, tzinfo=UTC), date(2026, 1, 5))) as store:
        catch_up(store)
    return path


@cache
def _made_once(attempts: int) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="dlprep-history-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    parts = Parts(Paths(folder, folder / "cache", folder))
    fill(parts.paths.database, attempts, items=items_of(parts.bank))
    return parts.paths.database


def _moment(at: datetime, local_day: date) -> Moment:
    return Moment(at, local_day)


class _Making:
    """What is made so far."""

    def __init__(self, items: Sequence[Item], attempts_at_last: int, chance: random.Random) -> None:
        self.items = list(items)
        self.chance = chance
        self.sessions = 0
        self.attempts = 0
        self._at_last = attempts_at_last
        self._learner = SimulatedLearner(items, chance)
        self._by_topic: dict[str, list[Item]] = {}
        for item in items:
            self._by_topic.setdefault(item.topic, []).append(item)
        self._topics = list(self._by_topic)

    def session(self, sitting: Sitting, rows: list[_Row]) -> _Row:
        """The row of one more session; those of its attempts go to `rows`."""
        mode, topics, planned = self._choose()
        self.sessions += 1
        language = "zh" if self.chance.random() < _IN_CHINESE else "en"
        elapsed = 0.0
        for position, (item, seed) in enumerate(planned):
            for row, seconds in self._answers(sitting, position, item, seed, language, elapsed):
                rows.append(row)
                elapsed += seconds
                self.attempts += 1
                if self.attempts == self._at_last:
                    return self._row(sitting, mode, topics, planned, language, elapsed, ended=False)
        return self._row(sitting, mode, topics, planned, language, elapsed, ended=True)

    def _choose(self) -> tuple[Mode, tuple[str, ...], list[tuple[Item, int]]]:
        """What is asked: mostly one of the topics met so far, which are all of them after a third."""
        chance = self.chance
        mode = chance.choices(list(_SHARES), list(_SHARES.values()))[0]
        known = max(1, min(len(self._topics), round(3 * len(self._topics) * self._progress)))
        topics = (self._topics[int(known * chance.random())],) if chance.random() < 0.6 else ()
        pool = self._by_topic[topics[0]] if topics else self.items
        count = min(len(pool), chance.choice(_SESSION_LENGTHS))
        return mode, topics, [(item, int(2**31 * chance.random())) for item in chance.sample(pool, count)]

    @property
    def _progress(self) -> float:
        return self.attempts / self._at_last

    def _answers(
        self, sitting: Sitting, position: int, item: Item, seed: int, language: str, elapsed: float
    ) -> Iterator[tuple[_Row, float]]:
        """The answer to a planned question, and before it perhaps one that was taken back."""
        draw = self.chance.random
        while True:
            reply = self._learner.reply(item, self._progress)
            at = sitting.starts_at + timedelta(seconds=elapsed + reply.seconds)
            grade, score, answer = ("correct", 1.0, item.right) if reply.is_right else _WRONG
            fate = draw()
            if fate < _SKIPPED:
                grade, score, answer = "incorrect", 0.0, '{"type":"skipped"}'
            elif fate < _SKIPPED + _UNGRADED:
                grade, score = "ungraded", 0.0
            undone = draw() < _UNDONE
            elapsed += reply.seconds
            taken_back = _text(at + timedelta(seconds=2)) if undone else None
            row = (
                self.sessions, position, item.id, item.content_hash, str(seed), answer or item.wrong,
                grade, score, language, reply.confidence, reply.hints, reply.seconds,
                _text(at), sitting.local_day_at(at).isoformat(), taken_back,
            )  # fmt: skip
            yield row, reply.seconds
            if not undone:
                return

    def _row(
        self, sitting: Sitting, mode: Mode, topics: tuple[str, ...], planned: list[tuple[Item, int]],
        language: str, elapsed: float, *, ended: bool,
    ) -> _Row:  # fmt: skip
        plan = ",".join(
            f'{{"question_id":"{item.id}","content_hash":"{item.content_hash}","shuffle_seed":{seed},'
            '"template_seed":null,"drawn":null}'
            for item, seed in planned
        )
        return (
            self.sessions, mode.value, language, _text(sitting.starts_at), sitting.local_day.isoformat(),
            _text(sitting.starts_at + timedelta(seconds=elapsed + 3)) if ended else None,
            str(self.sessions), dump_request(QuizRequest(mode, topics, count=len(planned))), f"[{plan}]",
            len(planned), 90.0 * len(planned) if mode is Mode.EXAM else None, elapsed,
        )  # fmt: skip


_WRONG: Final = ("incorrect", 0.0, "")
_SHARES: Final = {Mode.PRACTICE: 0.7, Mode.EXAM: 0.12, Mode.ARTICLE: 0.1, Mode.SPRINT: 0.08}


def _text(at: datetime) -> str:
    """A time as its column keeps it."""
    return at.replace(tzinfo=None).isoformat(" ", "microseconds")
