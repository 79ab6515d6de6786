"""The pages of Progress, and what each reads; every function of the reader belongs into a worker."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from dlprep.domain.messages import mark
from dlprep.domain.records.filters import EVERYTHING
from dlprep.domain.records.weeks import calendar
from dlprep.domain.records.wrong_book import wrong_book
from dlprep.services.history import challenge_courses, history_filter, topic_shares
from dlprep.services.review import calibration_now, retention_now, streak_on, topic_records
from dlprep.tui.screens import progress_pictures as pictures
from dlprep.tui.screens import progress_rows as rows
from dlprep.tui.screens import progress_tables as tables
from dlprep.tui.screens.progress_readiness import readiness_columns, readiness_shown
from dlprep.tui.screens.progress_runs import runs_picture
from dlprep.tui.screens.progress_words import (
    calibration_words,
    interview_words,
    mastery_words,
    memory_words,
    today_words,
    topic_words,
)
from dlprep.tui.widgets.history_filter_bar import NOTHING_CHOSEN, Wanted
from dlprep.tui.widgets.record_list import Rows, RowsOfTopics
from dlprep.tui.widgets.record_page import Shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from dlprep.domain.language import Language
    from dlprep.domain.records.filters import HistoryFilter
    from dlprep.services.search import SearchIndex
    from dlprep.settings import Settings
    from dlprep.tui.core import Core
    from dlprep.tui.translating import Tr
    from dlprep.tui.widgets.record_list import Column

PAGE = 60
"""Rows read at a time, more than the highest terminal shows."""
WEEKS = 53
"""A year of them."""
_INTERVIEWS = 40
_MASTERY_WEEKS = 40


@dataclass(frozen=True)
class PageKind:
    """One page, before anything is read for it."""

    name: str
    title: str
    columns: Callable[[Tr], tuple[Column, ...]]
    nothing: str
    has_picture: bool = False
    picture_first: bool = False
    opens: bool = True
    """False when nothing stands behind its rows."""
    rows: type[Rows] = Rows
    """What enter does on a row."""
    has_filter: bool = False
    pages_on: bool = False
    """True when there may be more than is read at once."""


KINDS = (
    PageKind(
        "overview",
        mark("Overview"),
        tables.week_columns,
        mark("Nothing yet. Start a quiz on Home with q."),
        has_picture=True,
        picture_first=True,
        opens=False,
    ),
    PageKind(
        "topics",
        mark("Topics"),
        rows.topic_columns,
        mark("The bank holds no topics."),
        has_picture=True,
        rows=RowsOfTopics,
    ),
    PageKind(
        "sessions",
        mark("Sessions"),
        rows.session_columns,
        mark("No session yet. Start one on Home with q."),
        has_filter=True,
        pages_on=True,
    ),
    PageKind(
        "attempts",
        mark("Answers"),
        rows.attempt_columns,
        mark("No answer yet. Start a quiz on Home with q."),
        has_filter=True,
        pages_on=True,
    ),
    PageKind(
        "runs",
        mark("Runs"),
        rows.run_columns,
        mark("No challenge was run yet. Open Challenges on Home with c."),
        has_picture=True,
        pages_on=True,
    ),
    PageKind(
        "interviews",
        mark("Interviews"),
        rows.interview_columns,
        mark("No interview yet. Hold one on Home with i."),
        has_picture=True,
        pages_on=True,
    ),
    PageKind(
        "wrong",
        mark("Wrong book"),
        tables.wrong_columns,
        mark("Nothing here: no question was wrong the last time it was asked."),
    ),
    PageKind(
        "calibration",
        mark("Confidence"),
        tables.calibration_columns,
        mark("No answer yet. Start a quiz on Home with q."),
        has_picture=True,
        picture_first=True,
        opens=False,
    ),
    PageKind(
        "memory",
        mark("Memory"),
        tables.retention_columns,
        mark("No answer yet. Start a quiz on Home with q."),
        has_picture=True,
        picture_first=True,
        opens=False,
    ),
    PageKind(
        "mastery",
        mark("Mastery"),
        tables.mastery_columns,
        mark("No answer yet. Start a quiz on Home with q."),
        has_picture=True,
        picture_first=True,
        opens=False,
    ),
    PageKind(
        "readiness",
        mark("Readiness"),
        readiness_columns,
        mark("Nothing was said yet: a day is kept once something was answered."),
        has_picture=True,
        picture_first=True,
        opens=False,
    ),
)
KEYS = dict(zip((kind.name for kind in KINDS), (*"1234567890", "minus"), strict=True))
"""The key of each page, as they lie on a keyboard."""
BY_NAME = {kind.name: kind for kind in KINDS}


@dataclass(frozen=True)
class Asked:
    """What is to be read."""

    page: str
    wanted: Wanted = NOTHING_CHOSEN
    before_id: int | None = None
    """Where the next rows of a list begin; None for the first."""


class Reader:
    """Reads what pages show."""

    def __init__(self, core: Core, settings: Callable[[], Settings]) -> None:
        self._core, self._settings = core, settings
        self._index: SearchIndex | None = None

    def read(self, asked: Asked, language: Language, tr: Tr) -> Shown:
        """What a page shows."""
        read: Callable[[Asked, Language, Tr], Shown] = getattr(self, f"_{asked.page}")
        return read(asked, language, tr)

    def topics(self, language: Language) -> tuple[tuple[str, str], ...]:
        """Names and ids to choose from."""
        return tuple((topic.name.in_language(language), topic.id) for topic in self._core.bank().topics)

    def _overview(self, asked: Asked, language: Language, tr: Tr) -> Shown:  # noqa: ARG002
        store, moment = self._core.store(), self._core.clock.moment()
        days = store.days(since=moment.local_day - timedelta(weeks=WEEKS))
        row = streak_on(store, moment)
        weeks = calendar(days, moment.local_day, WEEKS)
        began = next((place for place, week in enumerate(weeks) if week.answers or week.runs), len(weeks))
        return Shown(
            tuple(tables.week_record(week) for week in reversed(weeks[began:])),
            today_words(days, moment.local_day, row, tr),
            pictures.weeks_picture(weeks, frozenset(row.bridged), tr),
        )

    def _topics(self, asked: Asked, language: Language, tr: Tr) -> Shown:  # noqa: ARG002
        from dlprep.services.abilities import ability_report

        bank, store, moment = self._core.bank(), self._core.store(), self._core.clock.moment()
        records = store.question_records()
        shares, report = topic_shares(bank, records), ability_report(bank, store, moment)
        able = report.by_topic if report.answers else {}
        words = topic_words(records, store.days(since=moment.local_day), streak_on(store, moment), tr)
        return Shown(
            tuple(
                rows.topic_record(topic, bank, language, able.get(topic.topic))
                for topic in topic_records(bank, records)
            ),
            words,
            pictures.topics_picture(shares, report, bank, language, tr) if shares else None,
        )

    def _sessions(self, asked: Asked, language: Language, tr: Tr) -> Shown:  # noqa: ARG002
        found = self._core.store().sessions(
            limit=PAGE, before_id=asked.before_id, wanted=self._filter(asked.wanted)
        )
        return Shown(
            tuple(rows.session_record(session, tr) for session in found), nothing=_unmatched(asked, tr)
        )

    def _attempts(self, asked: Asked, language: Language, tr: Tr) -> Shown:
        bank = self._core.bank()
        found = self._core.store().attempts(
            limit=PAGE, before_id=asked.before_id, wanted=self._filter(asked.wanted)
        )
        return Shown(
            tuple(rows.attempt_record(attempt, bank, language, tr) for attempt in found),
            nothing=_unmatched(asked, tr),
        )

    def _runs(self, asked: Asked, language: Language, tr: Tr) -> Shown:
        bank, store = self._core.bank(), self._core.store()
        found = store.runs(limit=PAGE, before_id=asked.before_id)
        courses = challenge_courses(store) if asked.before_id is None else ()
        return Shown(
            tuple(rows.run_record(run, bank, language, tr) for run in found),
            draw=runs_picture(courses, bank, language, tr) if courses else None,
        )

    def _interviews(self, asked: Asked, language: Language, tr: Tr) -> Shown:  # noqa: ARG002
        found = self._core.store().interviews(limit=PAGE, before_id=asked.before_id)
        ended = [one for one in reversed(found[:_INTERVIEWS]) if one.ended_at is not None]
        return Shown(
            tuple(rows.interview_record(interview, tr) for interview in found),
            interview_words(found, tr),
            draw=pictures.interviews_picture(ended, tr) if ended else None,
        )

    def _wrong(self, asked: Asked, language: Language, tr: Tr) -> Shown:  # noqa: ARG002
        bank = self._core.bank()
        wrong = [
            record
            for record in wrong_book(self._core.store().question_records().values())
            if record.question_id in bank.questions
        ]
        words = tr("Not right the last time: {count}. r asks them again.", count=len(wrong))
        return Shown(
            tuple(tables.wrong_record(record, bank, language) for record in wrong), words if wrong else ""
        )

    def _calibration(self, asked: Asked, language: Language, tr: Tr) -> Shown:  # noqa: ARG002
        found = calibration_now(self._core.store())
        return Shown(
            tables.calibration_records(found, tr),
            calibration_words(found, tr),
            pictures.confidence_picture(found, tr),
        )

    def _memory(self, asked: Asked, language: Language, tr: Tr) -> Shown:  # noqa: ARG002
        from dlprep.services import remembering

        bank, store, moment = self._core.bank(), self._core.store(), self._core.clock.moment()
        is_complete = remembering.catch_up(store, batches=remembering.SOME_BATCHES)
        ahead = remembering.forecast(bank, store, moment)
        buckets = retention_now(store)
        return Shown(
            (*tables.retention_records(buckets, tr), *tables.forecast_records(ahead, tr)),
            memory_words(buckets, ahead, tr, is_complete=is_complete),
            pictures.memory_picture(buckets, ahead, tr),
        )

    def _mastery(self, asked: Asked, language: Language, tr: Tr) -> Shown:  # noqa: ARG002
        from dlprep.services.abilities import ability_course

        bank, store, moment = self._core.bank(), self._core.store(), self._core.clock.moment()
        mondays = [week.monday for week in calendar((), moment.local_day, _MASTERY_WEEKS)]
        ends = [datetime.combine(monday + timedelta(weeks=1), time(), UTC) for monday in mondays[:-1]]
        course = ability_course(bank, store, [*ends, moment.at])
        known = [
            (monday, estimate)
            for monday, estimate in zip(mondays, course, strict=True)
            if estimate is not None
        ]
        return Shown(
            tuple(tables.mastery_record(monday, estimate, tr) for monday, estimate in reversed(known)),
            mastery_words([estimate for _, estimate in known], tr),
            pictures.mastery_picture(known, tr) if known else None,
        )

    def _readiness(self, asked: Asked, language: Language, tr: Tr) -> Shown:  # noqa: ARG002
        return readiness_shown(self._core, self._settings(), tr)

    def _filter(self, wanted: Wanted) -> HistoryFilter:
        if wanted == NOTHING_CHOSEN:
            return EVERYTHING
        bank = self._core.bank()
        if wanted.words and self._index is None:
            from dlprep.services.search import SearchIndex

            self._index = SearchIndex(bank)
        return history_filter(
            bank,
            self._index,
            words=wanted.words,
            topic=wanted.topic,
            grade=wanted.grade,
            mode=wanted.mode,
        )


def _unmatched(asked: Asked, tr: Tr) -> str:
    """What an empty list says when something was looked for; nothing when it is empty of itself."""
    if asked.wanted == NOTHING_CHOSEN:
        return ""
    return tr("Nothing is like this. F7 clears search and filters.")
