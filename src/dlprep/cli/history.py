"""`dlprep stats` and `dlprep history`: what was done and how it went."""

from typing import TYPE_CHECKING, Annotated

import typer

from dlprep.cli.common import (
    command,
    current_parts,
    interface_language,
    jsonable,
    padded,
    print_data,
    print_json,
)
from dlprep.domain.grading import Grade
from dlprep.domain.messages import Translate
from dlprep.domain.records.filters import WRONG, HistoryFilter
from dlprep.i18n import translator
from dlprep.tui.words import GRADES, MODES

if TYPE_CHECKING:
    from datetime import datetime

    from dlprep.bootstrap import Parts
    from dlprep.domain.ability.estimates import Estimate
    from dlprep.domain.practice import Attempt
    from dlprep.domain.progress import RunRecord, SessionRecord, TopicRecord
    from dlprep.domain.records.calibration import Calibration
    from dlprep.domain.records.retention import RetentionBucket
    from dlprep.domain.records.shares import Share
    from dlprep.services.abilities import AbilityReport
    from dlprep.services.ports import Moment

_MODE_COLUMNS = 13
_TOPIC_COLUMNS = 20
_Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


@command
def stats(json: _Json = False) -> None:
    """Answers, streak, topics and best runs so far."""
    from dlprep.services.abilities import ability_report
    from dlprep.services.review import calibration_now, retention_now, streak_on, topic_records

    parts = current_parts()
    records = parts.store.question_records()
    days = parts.store.days()
    attempts = sum(record.attempts for record in records.values())
    score = sum(record.score_sum for record in records.values())
    moment = parts.clock.moment()
    topics = topic_records(parts.bank, records)
    row, sureness = streak_on(parts.store, moment), calibration_now(parts.store)
    report = ability_report(parts.bank, parts.store, moment)
    figures = {
        "attempts": attempts,
        "questions_seen": len(records),
        "questions": len(parts.bank.questions),
        "mean_score": round(score / attempts, 4) if attempts else None,
        "attempts_today": sum(day.attempts for day in days if day.day == moment.local_day),
        "due_today": _due_today(parts, moment),
        "streak_days": row.days,
        "streak": jsonable(row) | {"days_to_next_freeze": row.days_to_next_freeze},
        "calibration": _calibration_row(sureness),
        "retention": [_bucket_row(bucket) for bucket in retention_now(parts.store)],
        "days": jsonable(days),
        "topics": jsonable(topics),
        "ability": _ability_row(report.overall),
        "abilities": [
            {"topic": topic, "answers": report.answers.get(topic, 0), **_ability_row(estimate)}
            for topic, estimate in report.by_topic.items()
        ],
        "flagged": sorted(parts.store.flagged()),
        "best_runs": [_run_row(run) for run in parts.store.best_runs().values()],
    }
    if json:
        print_json(figures)
        return
    _print_stats(parts, figures, topics, report)


def _due_today(parts: "Parts", moment: "Moment") -> int:
    """Things asked before that are due on this day, as many as a day takes."""
    from dlprep.services.remembering import SOME_BATCHES, catch_up, due_today

    catch_up(parts.store, batches=SOME_BATCHES)
    return due_today(parts.bank, parts.store, parts.settings, moment).reviews


def _ability_row(estimate: "Estimate") -> dict[str, object]:
    """Ability in logits, and as the share of mid-level questions expected to be right."""
    from dlprep.domain.ability.expectations import expected

    found = expected(estimate)
    return {
        "logits": round(estimate.mean, 3),
        "standard_error": round(estimate.deviation, 3),
        "expected_at_mid": round(found.success, 3),
        "low": round(found.low, 3),
        "high": round(found.high, 3),
        "known": found.certainty.value,
    }


def _print_stats(
    parts: "Parts",
    figures: dict[str, object],
    topics: "tuple[TopicRecord, ...]",
    report: "AbilityReport",
) -> None:
    from dlprep.tui.ability_words import certainty_words, percent_words

    tr = translator(interface_language(parts))
    labels = {
        "attempts": tr("Answers"),
        "attempts_today": tr("Answers today"),
        "due_today": tr("Due today"),
        "streak_days": tr("Days in a row"),
        "questions_seen": tr("Questions seen"),
        "questions": tr("Questions in the bank"),
    }
    for name, label in labels.items():
        print_data(f"{label}: {figures[name]}")
    mean = figures["mean_score"]
    if isinstance(mean, float):
        print_data(f"{tr('Mean score')}: {mean:.0%}")
    for topic in topics:
        if topic.mean_score is not None:
            seen = f"{topic.seen:>3} / {topic.questions}"
            able = report.by_topic.get(topic.topic, report.overall)
            level = tr("at mid level")
            words = f"{level} {percent_words(able)} ({certainty_words(able, tr)})"
            print_data(f"  {padded(topic.topic, _TOPIC_COLUMNS)}{seen}  {topic.mean_score:.0%}  {words}")
    for run in parts.store.best_runs().values():
        label = tr("Best run")
        print_data(f"{label}: {run.slug} ({run.tier}) {run.value:.3f} {run.medal or '-'}")


def _calibration_row(found: "Calibration") -> dict[str, object]:
    marks = [
        {"mark": each.confidence.value, "claimed": each.claimed, **_share_row(each.right)}
        for each in found.marks
    ]
    return {
        "answers": found.answers,
        "brier": found.brier,
        "brier_without_marks": found.brier_without_marks,
        "marks": marks,
    }


def _bucket_row(bucket: "RetentionBucket") -> dict[str, object]:
    return {"days_from": bucket.first_day, "days_to": bucket.last_day, **_share_row(bucket.right)}


def _share_row(share: "Share") -> dict[str, object]:
    low, high = share.interval
    return {"answers": share.whole, "right": share.part, "share": share.value, "low": low, "high": high}


def _run_row(run: "RunRecord") -> dict[str, object]:
    kept = (
        "id",
        "slug",
        "tier",
        "verdict",
        "medal",
        "metric",
        "value",
        "epochs",
        "wall_seconds",
        "isolation",
    )
    row = {name: jsonable(getattr(run, name)) for name in kept}
    return row | {"started_at": jsonable(run.started_at), "interrupted": run.interrupted}


@command
def history(
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="How many of each.")] = 20,
    topic: Annotated[
        list[str] | None, typer.Option(help="Answers of these topics, and sessions with such answers.")
    ] = None,
    grade: Annotated[
        list[Grade] | None, typer.Option(help="Answers with these grades, and sessions with such answers.")
    ] = None,
    wrong: Annotated[bool, typer.Option("--wrong", help="Answers that were not right.")] = False,
    json: _Json = False,
) -> None:
    """The newest sessions, answers and challenge runs; runs are left out when answers are filtered."""
    parts = current_parts()
    wanted = _filter(parts, tuple(topic or ()), frozenset(grade or ()) | (WRONG if wrong else frozenset()))
    sessions = parts.store.sessions(limit=limit, wanted=wanted)
    attempts = parts.store.attempts(limit=limit, wanted=wanted)
    runs = () if wanted.is_about_answers else parts.store.runs(limit=limit)
    if json:
        print_json(
            {
                "sessions": jsonable(sessions),
                "attempts": jsonable(attempts),
                "runs": [_run_row(run) for run in runs],
            }
        )
        return
    tr = translator(interface_language(parts))
    lines = (
        *(_session_line(session, tr) for session in sessions),
        *(_attempt_line(attempt, tr) for attempt in attempts),
        *(_run_line(run, tr) for run in runs),
    )
    for line in lines:
        print_data(line)
    if not lines:
        nothing = tr("Nothing yet: start with “dlprep quiz”.")
        print_data(tr("Nothing fits.") if wanted.is_about_answers else nothing)


def _filter(parts: "Parts", topics: tuple[str, ...], grades: frozenset[Grade]) -> HistoryFilter:
    if not topics:
        return HistoryFilter(grades=grades)
    known = [parts.bank.topic(name).id for name in topics]
    questions = parts.bank.questions.values()
    return HistoryFilter(frozenset(each.id for each in questions if each.topic in known), grades)


def _session_line(session: "SessionRecord", tr: Translate) -> str:
    mean = f"{session.score_sum / session.answered:.0%}" if session.answered else "-"
    mode = padded(tr(MODES[session.mode.value]), _MODE_COLUMNS)
    state = tr("ended") if session.ended_at else tr("open")
    return f"{_when(session.started_at)}  {mode}  {session.answered}/{session.planned}  {mean}  {state}"


def _attempt_line(attempt: "Attempt", tr: Translate) -> str:
    undone = f"  ({tr('taken back')})" if attempt.undone_at else ""
    grade = tr(GRADES[attempt.grade.value])
    when, question_id = _when(attempt.answered_at), attempt.planned.question_id
    return f"{when}  {question_id}  {grade}  {attempt.score:.0%}{undone}"


def _run_line(run: "RunRecord", tr: Translate) -> str:
    verdict = run.verdict or (tr("interrupted") if run.interrupted else tr("running"))
    value = f"{run.value:.4f}" if run.value is not None else "-"
    return f"{_when(run.started_at)}  {run.slug} ({run.tier})  {verdict}  {value}  {run.medal or '-'}"


def _when(at: "datetime") -> str:
    """Date and time where the learner is."""
    return f"{at.astimezone():%Y-%m-%d %H:%M}"
