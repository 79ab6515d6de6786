"""`dlprep backup`: copies of the history: make one, list them, put one back."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dlprep.cli.asking import confirm
from dlprep.cli.common import (
    command,
    current_parts,
    interface_language,
    jsonable,
    padded,
    print_data,
    print_json,
)
from dlprep.cli.writing import tell
from dlprep.domain.errors import BadInputError
from dlprep.domain.keeping.backup_words import KINDS, STATES, size_text
from dlprep.domain.messages import message
from dlprep.i18n import translator

if TYPE_CHECKING:
    from dlprep.domain.keeping.backups import Backup, BackupReport
    from dlprep.services.ports import BackupKeeper

app = typer.Typer(help="Copies of the history: create, list, restore.", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]
_KIND_COLUMNS, _STATE_COLUMNS = 18, 12


@app.command()
@command
def create(as_json: AsJson = False) -> None:
    """Copy the history and check the copy; yours to delete, it is never rotated out."""
    from dlprep.domain.keeping.backups import BackupKind

    parts = current_parts()
    parts.store  # noqa: B018 - a history that is damaged or older is dealt with first
    keeper = parts.backups
    report = keeper.report(keeper.create(BackupKind.MANUAL, parts.clock.moment()))
    if as_json:
        print_json(_row(report))
    else:
        tell(message("Backup made and checked: {path}", path=report.backup.path))


@app.command("list")
@command
def list_(
    as_json: AsJson = False,
    check: Annotated[bool, typer.Option("--check", help="Read large ones whole, too.")] = False,
) -> None:
    """Show every backup, newest first: name, why it was made, size, answers, and whether it is sound."""
    keeper = current_parts().backups
    reports = [keeper.report(backup, thorough=check) for backup in keeper.all()]
    if as_json:
        print_json([_row(report) for report in reports])
        return
    for report in reports:
        print_data(_line(report))
    if not reports:
        tell(message("There is no backup yet in {folder}.", folder=keeper.folder))


@app.command()
@command
def restore(
    name: Annotated[str, typer.Argument(metavar="NAME", help="As listed; or a file, or: newest.")],
    yes: Yes = False,
    as_json: AsJson = False,
) -> None:
    """Put a backup in place of the history, which is kept as a backup: restoring that one undoes it."""
    parts = current_parts()
    parts.store  # noqa: B018 - what cannot be copied is set aside, so that there is something to replace
    keeper = parts.backups
    source = _chosen(keeper, name)
    confirm(
        message("Put {name} in place of the history? What is there now is kept.", name=source.name), yes=yes
    )
    done = keeper.restore(source, parts.clock.moment())
    if as_json:
        print_json({"restored": str(done.source), "kept": done.kept.name, "kept_path": str(done.kept.path)})
        return
    tell(
        message(
            "Restored {name}. To undo: dlprep backup restore {kept}", name=source.name, kept=done.kept.name
        )
    )


def _chosen(keeper: "BackupKeeper", name: str) -> Path:
    """The file of the backup that is called so.

    Raises:
        BadInputError: if there is none, or the beginning of a name fits several.
    """
    backups = keeper.all()
    if name == "newest" and backups:
        return backups[0].path
    wanted = name.removesuffix(".db")
    found = [one for one in backups if one.name == wanted] or _beginning_with(wanted, backups)
    if len(found) == 1:
        return found[0].path
    if len(found) > 1:
        raise BadInputError(
            message("{count} backups begin with “{name}”.", count=len(found), name=name),
            message("Say more of the name: {names}", names=", ".join(one.name for one in found[:3])),
        )
    if Path(name).is_file():
        return Path(name)
    raise BadInputError(
        message("There is no backup “{name}”.", name=name), message("See them: dlprep backup list")
    )


def _beginning_with(start: str, backups: "tuple[Backup, ...]") -> "list[Backup]":
    return [one for one in backups if start and one.name.startswith(start)]


def _row(report: "BackupReport") -> dict[str, object]:
    backup = report.backup
    return {
        "name": backup.name,
        "path": str(backup.path),
        "kind": backup.kind.value,
        "at": jsonable(backup.at),
        "local_day": backup.local_day.isoformat(),
        "size_bytes": report.size_bytes,
        "state": report.state.value,
        "answers": report.answers,
        "interviews": report.interviews,
        "runs": report.runs,
        "schema": report.schema,
    }


def _line(report: "BackupReport") -> str:
    tr = translator(interface_language(current_parts()))
    kind = padded(tr(KINDS[report.backup.kind.value]), _KIND_COLUMNS)
    state = padded(tr(STATES[report.state.value]), _STATE_COLUMNS)
    answers = "-" if report.answers is None else str(report.answers)
    label = tr("answers")
    return f"{report.backup.name}  {kind}  {size_text(report.size_bytes):>9}  {state}  {answers} {label}"
