"""What the lists of Progress show, from records to cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from dlprep.domain.interviewing.bar import Bar
from dlprep.domain.interviewing.transcript import BAR_WORDS
from dlprep.domain.messages import mark
from dlprep.tui.ability_words import percent_words
from dlprep.tui.browsing import asked_line
from dlprep.tui.cells import bar
from dlprep.tui.threshold_bar import value_text
from dlprep.tui.verdict_words import TIERS, medal_words, verdict_mark, verdict_words
from dlprep.tui.when import local_time, seconds_text
from dlprep.tui.widgets.record_list import Column, Record
from dlprep.tui.words import GRADE_MARKS, GRADE_STYLES, LEVELS, MODES, ROLES

if TYPE_CHECKING:
    from dlprep.domain.ability.estimates import Estimate
    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.interviewing.turns import InterviewRecord
    from dlprep.domain.language import Language
    from dlprep.domain.practice import Attempt
    from dlprep.domain.progress import RunRecord, SessionRecord, TopicRecord
    from dlprep.tui.translating import Tr

_BAR_CELLS = 12
_WIDE = 96


def topic_columns(tr: Tr) -> tuple[Column, ...]:
    """Topic, seen of all, attempts, mean score, and what is expected at the middle level."""
    return (
        Column(tr("Topic")),
        Column(tr("Seen"), 8, right=True),
        Column(tr("Answers"), 8, right=True),
        Column(tr("Mean score"), _BAR_CELLS + 6),
        Column(tr("At mid level"), 12, right=True),
    )


def topic_record(topic: TopicRecord, bank: QuestionBank, language: Language, able: Estimate | None) -> Record:
    """The row of a topic; what has no answers behind it is a dash, not zero."""
    names = {each.id: each.name.in_language(language) for each in bank.topics}
    score = "–"
    if topic.mean_score is not None:
        score = f"{bar(topic.mean_score, _BAR_CELLS)} {round(100 * topic.mean_score):>3}%"
    return Record(
        topic.topic,
        (
            names.get(topic.topic, topic.topic),
            f"{topic.seen}/{topic.questions}",
            str(topic.attempts),
            score,
            "–" if able is None else percent_words(able),
        ),
    )


def session_columns(tr: Tr) -> tuple[Column, ...]:
    """When, mode, answered of planned, score, time."""
    return (
        Column(tr("Started"), 16),
        Column(tr("Mode")),
        Column(tr("Answered"), 9, right=True),
        Column(tr("Score"), 6, right=True),
        Column(tr("Time"), 8, right=True),
        Column(tr("State"), 9),
    )


def session_record(session: SessionRecord, tr: Tr) -> Record:
    """The row of a session; the score is the mean of what was answered."""
    score = f"{round(100 * session.score_sum / session.answered)}%" if session.answered else "–"
    return Record(
        str(session.id),
        (
            local_time(session.started_at),
            tr(MODES[session.mode.value]),
            f"{session.answered}/{session.planned}",
            score,
            seconds_text(session.elapsed_seconds),
            tr(mark("ended")) if session.ended_at else tr(mark("open")),
        ),
    )


def attempt_columns(tr: Tr) -> tuple[Column, ...]:
    """When, grade, question, topic, time."""
    return (
        Column(tr("Answered at"), 16),
        Column(tr("Score"), 8),
        Column(tr("Question")),
        Column(tr("Topic"), 20, from_width=_WIDE),
        Column(tr("Time"), 8, right=True),
    )


def attempt_record(attempt: Attempt, bank: QuestionBank, language: Language, tr: Tr) -> Record:
    """The row of an attempt; a question that left the bank is shown by its id."""
    question = bank.questions.get(attempt.planned.question_id)
    names = {each.id: each.name.in_language(language) for each in bank.topics}
    words = asked_line(attempt, bank, language)
    if attempt.undone_at is not None:
        label = tr(mark("taken back"))
        words = Content("").join([Content(f"↶ {label}: "), words])
    grade = attempt.grade.value
    score = "" if grade == "ungraded" else f" {round(100 * attempt.score)}%"
    return Record(
        str(attempt.id),
        (
            local_time(attempt.answered_at),
            Content.styled(GRADE_MARKS[grade] + score, GRADE_STYLES[grade]),
            words,
            names.get(question.topic, question.topic) if question else "–",
            seconds_text(attempt.duration_seconds),
        ),
    )


def run_columns(tr: Tr) -> tuple[Column, ...]:
    """When, challenge, verdict, value, time."""
    return (
        Column(tr("Started"), 16),
        Column(tr("Challenge"), from_width=70),
        Column(tr("Data"), 8, from_width=_WIDE),
        Column(tr("Verdict"), 16),
        Column(tr("Result"), 17),
        Column(tr("Time"), 8, right=True),
    )


def run_record(run: RunRecord, bank: QuestionBank | None, language: Language, tr: Tr) -> Record:
    """The row of a run."""
    folder = bank.challenges.get(run.slug) if bank else None
    title = folder.challenge.title.in_language(language) if folder else run.slug
    return Record(
        str(run.id),
        (
            local_time(run.started_at),
            title,
            tr(TIERS[run.tier]),
            Content.styled(
                f"{verdict_mark(run.verdict)[0]} {verdict_words(run, tr)}", verdict_mark(run.verdict)[1]
            ),
            "–"
            if run.value is None
            else f"{value_text(run.value, run.metric)} {medal_words(run.medal, tr)}".strip(),
            seconds_text(run.wall_seconds),
        ),
    )


def interview_columns(tr: Tr) -> tuple[Column, ...]:
    """When, for which job, score, hire bar, state."""
    return (
        Column(tr("Started"), 16),
        Column(tr("For")),
        Column(tr("Minutes"), 8, right=True, from_width=_WIDE),
        Column(tr("Score"), 6, right=True),
        Column(tr("Hire bar"), 18),
        Column(tr("State"), 9),
    )


def interview_record(interview: InterviewRecord, tr: Tr) -> Record:
    """The row of an interview; one that is open, or was settled by nobody, has no score."""
    plan = interview.plan
    job = tr(ROLES[plan.role.value]) if plan.role else tr(mark("any role"))
    return Record(
        str(interview.id),
        (
            local_time(interview.started_at),
            f"{tr(LEVELS[plan.level.value])} · {job}",
            str(plan.minutes),
            "–" if interview.score is None else str(interview.score),
            "–" if interview.bar is None else tr(BAR_WORDS[Bar(interview.bar)]),
            tr(mark("ended")) if interview.ended_at else tr(mark("open")),
        ),
    )
