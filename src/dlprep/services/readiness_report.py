"""The readiness report: where the learner stands and what comes next, as a page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from dlprep.domain.errors import BadInputError
from dlprep.domain.grade_words import MEDALS
from dlprep.domain.interviewing.bar import Bar
from dlprep.domain.interviewing.transcript import BAR_WORDS
from dlprep.domain.keeping.pages import Page, Section, Table
from dlprep.domain.messages import mark
from dlprep.domain.planning.telling import earlier_line, readiness_line
from dlprep.services.abilities import ability_report
from dlprep.services.readiness_history import history_of, planned
from dlprep.services.remembering import catch_up, due_today
from dlprep.services.review import today
from dlprep.services.weak_questions import weak_questions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.language import Language
    from dlprep.domain.memory.due import DueItem
    from dlprep.domain.messages import Translate
    from dlprep.domain.progress import RunRecord
    from dlprep.services.ports import Moment, Store
    from dlprep.services.readiness_history import ReadinessHistory
    from dlprep.services.review import Today
    from dlprep.settings import Settings

_MOST = 15
"""Rows of the lists that could be long."""
_MOST_LETTERS = 90
"""Of a question's words."""


@dataclass(frozen=True)
class Reported:
    """What a report is about, and for whom."""

    bank: QuestionBank
    store: Store
    settings: Settings
    moment: Moment
    language: Language
    translate: Translate

    @cached_property
    def today(self) -> Today:
        """The state of things, summed up once."""
        return today(self.bank, self.store, self.moment)

    @cached_property
    def due(self) -> tuple[DueItem, ...]:
        """What is due, looked up once."""
        return due_today(self.bank, self.store, self.settings, self.moment).items

    @property
    def said(self) -> ReadinessHistory:
        """What was said of readiness so far."""
        return history_of(self.store, self.settings, self.moment)

    def tr(self, template: str, **parameters: object) -> str:
        """An English template in the reader's language."""
        words = self.translate(template)
        return words.format(**parameters) if parameters else words

    def topic(self, name: str) -> str:
        """A topic as the reader calls it."""
        names = {each.id: each.name.in_language(self.language) for each in self.bank.topics}
        return names.get(name, name)


def readiness_report(about: Reported) -> Page:
    """The whole report.

    Raises:
        StorageError: if the history cannot be read.
    """
    catch_up(about.store)
    parts: tuple[Callable[[Reported], Section], ...] = (
        _standing,
        _by_day,
        _next_steps,
        _topics,
        _due,
        _weak,
        _challenges,
        _interviews,
    )
    title = about.tr(mark("Readiness report, {day}"), day=about.moment.local_day.isoformat())
    language = {"zh": "zh-Hans"}.get(about.language.value, about.language.value)
    return Page(title, language, tuple(part(about) for part in parts))


def _standing(about: Reported) -> Section:
    found = about.today
    answers = sum(topic.attempts for topic in found.topics)
    seen = sum(topic.seen for topic in found.topics)
    whole = about.tr(
        mark("{answers} answers to {seen} of {questions} questions; {streak} days in a row."),
        answers=answers,
        seen=seen,
        questions=sum(topic.questions for topic in found.topics),
        streak=found.streak,
    )
    before = about.said.earlier
    lines = [] if before is None else [earlier_line(before, about.moment.local_day).render(about.translate)]
    return Section(about.tr(mark("Where you stand")), (whole, _planned(about), *lines))


def _planned(about: Reported) -> str:
    try:
        found = planned(about.bank, about.store, about.settings, about.moment)
    except BadInputError as error:
        return error.what.render(about.translate)
    likely = found.likely
    if likely is None or likely.is_guess:
        return readiness_line(found).render(about.translate)
    return about.tr(
        mark("{now} ready now ({low} to {high}), {then} on {day} with {minutes} minutes a day."),
        now=_percent(found.readiness.now),
        low=_percent(likely.low),
        high=_percent(likely.high),
        then=_percent(found.readiness.whole.following),
        day=found.interview.isoformat(),
        minutes=found.minutes,
    )


def _by_day(about: Reported) -> Section:
    rows = [
        (
            one.day.isoformat(),
            _percent(one.now),
            f"{_percent(one.low)} – {_percent(one.high)}",
            "–" if one.following is None else _percent(one.following),
            "–" if one.interview is None else one.interview.isoformat(),
        )
        for one in reversed(about.said.sayings[-_MOST:])
    ]
    heads = (mark("Day"), mark("Then"), mark("Between"), mark("By the plan"), mark("Interview"))
    return _section(about, mark("Readiness by day"), heads, rows, numbers={1, 2, 3})


def _next_steps(about: Reported) -> Section:
    step = about.today.next_step
    reason = step.reason.render(about.translate)
    first = f"{about.topic(step.topic)}: {reason}" if step.topic else reason
    due = len(about.due)
    sentences = (
        [about.tr(mark("{count} items are due today: dlprep quiz --mode due"), count=due)] if due else []
    )
    return Section(about.tr(mark("Next steps")), (*sentences, first))


def _topics(about: Reported) -> Section:
    able = ability_report(about.bank, about.store, about.moment)

    def row(name: str, seen: str, attempts: int, mean: float | None) -> tuple[str, ...]:
        estimate = able.by_topic.get(name)
        known = estimate is not None and able.answers.get(name)
        ability = f"{estimate.mean:+.1f} ± {estimate.deviation:.1f}" if estimate and known else "–"
        return about.topic(name), seen, str(attempts), "–" if mean is None else _percent(mean), ability

    rows = [
        row(topic.topic, f"{topic.seen}/{topic.questions}", topic.attempts, topic.mean_score)
        for topic in about.today.topics
    ]
    heads = (mark("Topic"), mark("Seen"), mark("Answers"), mark("Mean score"), mark("Ability"))
    note = about.tr(
        mark("Ability is in logits, with its standard error: at 0, half of the middle questions are right.")
    )
    return _section(about, mark("Topics"), heads, rows, note=note, numbers={1, 2, 3, 4})


def _due(about: Reported) -> Section:
    rows = [(item.key.id, item.why.render(about.translate)) for item in about.due[:_MOST]]
    heads = (mark("What"), mark("Why"))
    return _section(about, mark("Due today"), heads, rows, nothing=mark("Nothing is due today."))


def _weak(about: Reported) -> Section:
    records = about.store.question_records()
    rows = []
    for question in weak_questions(about.bank, records)[:_MOST]:
        record = records[question.id]
        mean = record.score_sum / record.attempts
        stem = shortened(question.stem.in_language(about.language))
        rows.append(
            (
                stem,
                about.topic(question.topic),
                _percent(mean),
                str(record.attempts),
            )
        )
    heads = (mark("Question"), mark("Topic"), mark("Mean score"), mark("Answers"))
    return _section(about, mark("Weak spots"), heads, rows, numbers={2, 3})


def _challenges(about: Reported) -> Section:
    rows = [_best(about, run) for run in about.store.best_runs().values()]
    heads = (mark("Challenge"), mark("Data"), mark("Result"), mark("Medal"))
    return _section(about, mark("Best runs"), heads, rows, numbers={2})


def _best(about: Reported, run: RunRecord) -> tuple[str, ...]:
    folder = about.bank.challenges.get(run.slug)
    title = folder.challenge.title.in_language(about.language) if folder else run.slug
    medal = MEDALS[run.medal].render(about.translate) if run.medal else "–"
    return title, run.tier.value, "–" if run.value is None else f"{run.value:.4g}", medal


def _interviews(about: Reported) -> Section:
    ended = (one for one in about.store.interviews(limit=_MOST) if one.ended_at is not None)
    rows = [
        (
            one.local_day.isoformat(),
            "–" if one.score is None else str(one.score),
            _bar_words(about, one.bar),
        )
        for one in ended
    ]
    heads = (mark("Day"), mark("Score"), mark("Outcome"))
    return _section(about, mark("Interviews"), heads, rows, numbers={1})


def _bar_words(about: Reported, bar: str | None) -> str:
    known = {each.value for each in Bar}
    return about.tr(BAR_WORDS[Bar(bar)]) if bar in known else "–"


def _section(
    about: Reported,
    title: str,
    heads: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    *,
    note: str = "",
    nothing: str = mark("Nothing yet."),
    numbers: set[int] | None = None,
) -> Section:
    table = Table(tuple(about.tr(head) for head in heads), tuple(rows), frozenset(numbers or ()))
    return Section(about.tr(title), tuple(filter(None, ["" if rows else about.tr(nothing), note])), table)


def _percent(share: float) -> str:
    return f"{round(100 * share)} %"


def shortened(text: str) -> str:
    """The beginning of a text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= _MOST_LETTERS else f"{line[:_MOST_LETTERS]}…"
