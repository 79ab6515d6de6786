"""`dlprep doctor`: is everything here that dlprep needs, and if not, what to do."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from dlprep import __version__
from dlprep.bootstrap import Parts
from dlprep.cli.common import command, current_parts, interface_language, print_data, print_json
from dlprep.domain.errors import DlprepError, ExitCode
from dlprep.domain.judging import Isolation
from dlprep.domain.messages import Message, Translate, message
from dlprep.i18n import translator
from dlprep.settings import load_settings

_PACKAGES = ("textual", "pydantic", "sqlalchemy", "pyyaml", "tensorflow", "keras", "numpy")
_FREE_BYTES_WANTED = 2**30
_ISOLATION = {
    Isolation.FULL: message("full: scripts reach none of your files, no network, and see no other process"),
    Isolation.BASE: message("base: scripts reach none of your files, no network and no other process"),
    Isolation.LIMITED: message("limited: scripts are shut off in part; they may read and change your files"),
    Isolation.NONE: message("none: scripts have your rights; only their time, memory and disk are limited"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    name: str
    state: str
    """`ok`, `warn`: something works less well, or `fail`: something does not work."""
    detail: Message | str
    way_out: Message | None = None


@command
def doctor(json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False) -> None:
    """Look at Python, packages, folders, history, bank, isolation and terminal; say what to mend."""
    parts = current_parts()
    findings = tuple(examine(parts))
    translate = translator(interface_language(parts))
    if json:
        rows = [
            {
                "name": finding.name,
                "state": finding.state,
                "detail": _words(finding.detail, translate),
                "way_out": finding.way_out.render(translate) if finding.way_out else None,
            }
            for finding in findings
        ]
        print_json({"dlprep": __version__, "findings": rows})
    else:
        for finding in findings:
            mark = {"ok": "✓", "warn": "!", "fail": "✗"}[finding.state]
            print_data(f"{mark} {finding.name}: {_words(finding.detail, translate)}")
            if finding.way_out:
                print_data(f"    {finding.way_out.render(translate)}")
    if any(finding.state == "fail" for finding in findings):
        raise typer.Exit(ExitCode.ENVIRONMENT)


def _words(said: Message | str, translate: Translate) -> str:
    return said.render(translate) if isinstance(said, Message) else said


def examine(parts: Parts) -> Iterator[Finding]:
    """Looks at everything in turn; one failure does not hide the next."""
    yield Finding("python", "ok", sys.version.split()[0])
    yield from (_package(name) for name in _PACKAGES)
    for folder in (parts.paths.data_dir, parts.paths.cache_dir, parts.paths.config_dir):
        yield _folder(folder)
    yield from _guarded("history", lambda: _history(parts))
    yield from _guarded("bank", lambda: _bank(parts))
    yield from _guarded("settings", lambda: _settings(parts))
    yield from _guarded("isolation", lambda: _isolation(parts))
    yield _terminal()


def _guarded(name: str, look: Callable[[], Finding]) -> Iterator[Finding]:
    try:
        yield look()
    except DlprepError as error:
        yield Finding(name, "fail", error.what, error.way_out)


def _package(name: str) -> Finding:
    from importlib import metadata

    try:
        return Finding(name, "ok", metadata.version(name))
    except metadata.PackageNotFoundError:
        state = "warn" if name in ("tensorflow", "keras") else "fail"
        way_out = message("Install it with “pip install {name}”; quizzes work without TensorFlow.", name=name)
        return Finding(name, state, message("not installed"), way_out)


def _folder(folder: Path) -> Finding:
    there = next(parent for parent in (folder, *folder.parents) if os.path.lexists(parent))
    if not there.is_dir():
        way_out = message("{path} is not a folder: move it away.", path=there)
        return Finding("folder", "fail", str(folder), way_out)
    free = shutil.disk_usage(there).free
    detail = message("{folder} ({free:.1f} GiB free)", folder=folder, free=free / 2**30)
    if not os.access(there, os.W_OK | os.X_OK):
        return Finding("folder", "fail", detail, message("Make {folder} writable.", folder=there))
    if free < _FREE_BYTES_WANTED:
        return Finding("folder", "warn", detail, message("Free some space; datasets need about 1 GiB."))
    return Finding("folder", "ok", detail)


def _history(parts: Parts) -> Finding:
    records = parts.store.question_records()
    detail = message("{path} ({count} questions answered)", path=parts.paths.database, count=len(records))
    return Finding("history", "ok", detail)


def _bank(parts: Parts) -> Finding:
    bank = parts.bank
    detail = message(
        "{questions} questions, {challenges} challenges",
        questions=len(bank.questions),
        challenges=len(bank.challenges),
    )
    if bank.problems:
        way_out = message("Run “dlprep bank check” to see {count} problems.", count=len(bank.problems))
        return Finding("bank", "warn", detail, way_out)
    broken = [pack for pack in bank.packs if pack.bank.problems]
    if broken:
        names = ", ".join(pack.name for pack in broken)
        return Finding(
            "bank", "warn", detail, message("Run “dlprep bank check --pack NAME” for {names}.", names=names)
        )
    return Finding("bank", "ok", detail)


def _settings(parts: Parts) -> Finding:
    # Read once more, because commands go on with the defaults where the file has a fault.
    return Finding("settings", "ok", load_settings(parts.paths.settings).language.value)


def _isolation(parts: Parts) -> Finding:
    if sys.platform == "win32":
        return Finding("isolation", "warn", message("none: challenges do not run on this system"))
    kind = parts.isolation
    if kind in (Isolation.FULL, Isolation.BASE):
        return Finding("isolation", "ok", _ISOLATION[kind])
    way_out = message("Run only scripts that you trust; docs/sandbox.md says what each system can do.")
    return Finding("isolation", "warn", _ISOLATION[kind], way_out)


def _terminal() -> Finding:
    size = shutil.get_terminal_size()
    utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    detail = f"{size.columns}x{size.lines}, {os.environ.get('TERM', '?')}, {sys.stdout.encoding}"
    if not utf8:
        return Finding(
            "terminal", "warn", detail, message("Set LANG to a UTF-8 locale, such as en_US.UTF-8.")
        )
    if size.columns < 80 or size.lines < 24:
        return Finding("terminal", "warn", detail, message("Make the window at least 80 by 24."))
    return Finding("terminal", "ok", detail)
