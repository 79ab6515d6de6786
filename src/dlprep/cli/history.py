"""`dlprep stats` and `dlprep history`: what was done and how it went."""

from typing import TYPE_CHECKING, Annotated

import typer

from dlprep.cli.common import command, current_parts, interface_language, jsonable, print_data, print_json
from dlprep.i18n import translator

if TYPE_CHECKING:
    from dlprep.bootstrap import Parts
    from dlprep.domain.progress import RunRecord

_Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


@command
def stats(json: _Json = False) -> None:
    """Answers, streak, topics and best runs so far."""
    from dlprep.services.review import streak_days, topic_records

    parts = current_parts()
    records = parts.store.question_records()
    days = parts.store.days()
    attempts = sum(record.attempts for record in records.values())
    score = sum(record.score_sum for record in records.values())
    moment = parts.clock.moment()
    figures = {
        "attempts": attempts,
        "questions_seen": len(records),
        "questions": len(parts.bank.questions),
        "mean_score": round(score / attempts, 4) if attempts else None,
        "attempts_today": sum(day.attempts for day in days if day.day == moment.local_day),
        "streak_days": streak_days(days, moment.local_day),
        "days": jsonable(days),
        "topics": jsonable(topic_records(parts.bank, records)),
        "flagged": sorted(parts.store.flagged()),
        "best_runs": [_run_row(run) for run in parts.store.best_runs().values()],
    }
    if json:
        print_json(figures)
        return
    _print_stats(parts, figures)


def _print_stats(parts: "Parts", figures: dict[str, object]) -> None:
    tr = translator(interface_language(parts))
    labels = {
        "attempts": tr("Answers"),
        "attempts_today": tr("Answers today"),
        "streak_days": tr("Days in a row"),
        "questions_seen": tr("Questions seen"),
        "questions": tr("Questions in the bank"),
    }
    for name, label in labels.items():
        print_data(f"{label}: {figures[name]}")
    mean = figures["mean_score"]
    if isinstance(mean, float):
        print_data(f"{tr('Mean score')}: {mean:.0%}")
    for run in parts.store.best_runs().values():
        print_data(f"{tr('Best run')}: {run.slug} ({run.tier}) {run.value:.3f} {run.medal or '-'}")


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
    json: _Json = False,
) -> None:
    """The newest sessions, answers and challenge runs."""
    parts = current_parts()
    sessions = parts.store.sessions(limit=limit)
    attempts = parts.store.attempts(limit=limit)
    runs = parts.store.runs(limit=limit)
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
    for session in sessions:
        state = tr("ended") if session.ended_at else tr("open")
        mean = f"{session.score_sum / session.answered:.0%}" if session.answered else "-"
        when = f"{session.started_at.astimezone():%Y-%m-%d %H:%M}"
        print_data(f"{when}  {session.mode:<8}  {session.answered}/{session.planned}  {mean}  {state}")
    for attempt in attempts:
        when = f"{attempt.answered_at.astimezone():%Y-%m-%d %H:%M}"
        undone = f"  ({tr('taken back')})" if attempt.undone_at else ""
        print_data(f"{when}  {attempt.planned.question_id}  {attempt.grade}  {attempt.score:.0%}{undone}")
    for run in runs:
        when = f"{run.started_at.astimezone():%Y-%m-%d %H:%M}"
        verdict = run.verdict or (tr("interrupted") if run.interrupted else tr("running"))
        value = f"{run.value:.4f}" if run.value is not None else "-"
        print_data(f"{when}  {run.slug} ({run.tier})  {verdict}  {value}  {run.medal or '-'}")
    if not (sessions or attempts or runs):
        print_data(tr("Nothing yet: start with “dlprep quiz”."))
