"""`dlprep data`: the datasets of the challenges: what is there, fetching, importing, checking."""

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dlprep.cli.common import (
    command,
    current_parts,
    interface_language,
    jsonable,
    print_data,
    print_json,
    say,
)
from dlprep.domain.errors import ExitCode
from dlprep.domain.messages import Translate, message
from dlprep.i18n import translator

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dlprep.judge.datasets.full import Origin
    from dlprep.judge.datasets.service import DatasetStatus

app = typer.Typer(help="Datasets of the challenges: list, fetch, import, verify.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="cifar10 or imdb")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command("list")
@command
def list_(as_json: AsJson = False) -> None:
    """Show every dataset and whether its tiers are on this machine."""
    from dlprep.judge.datasets.service import statuses

    _print_statuses(statuses(current_parts().paths.cache_dir), as_json=as_json)


@app.command()
@command
def fetch(
    name: Name,
    mirror: Annotated[
        str, typer.Option(help="Another address of the file, or of its folder with a slash at the end.")
    ] = "",
    proxy: Annotated[str, typer.Option(help="Proxy to use instead of the environment's.")] = "",
    timeout: Annotated[
        float, typer.Option(min=1, help="Seconds of silence after which to connect anew.")
    ] = 30,
) -> None:
    """Download a full dataset; a download that broke off goes on where it stopped."""
    from dlprep.judge.datasets.fetch import Route
    from dlprep.judge.datasets.importing import fetch_published
    from dlprep.judge.datasets.registry import find
    from dlprep.judge.datasets.service import store_of

    info = find(name)
    route = Route(mirror=mirror, proxy=proxy, read_seconds=timeout)
    store = store_of(current_parts().paths.cache_dir, info)
    origin = fetch_published(info, store, route=route, pause=time.sleep, progress=_progress_line())
    _prepare_and_tell(name, origin)


@app.command("import")
@command
def import_(
    name: Name, path: Annotated[Path, typer.Argument(help="File or folder that holds the data.")]
) -> None:
    """Take a full dataset from what you already have."""
    from dlprep.judge.datasets.importing import import_path
    from dlprep.judge.datasets.registry import find
    from dlprep.judge.datasets.service import store_of

    info = find(name)
    say(message("Reading {path} …", path=path), _translate())
    _prepare_and_tell(name, import_path(info, path, store_of(current_parts().paths.cache_dir, info)))


@app.command()
@command
def verify(name: Name, as_json: AsJson = False) -> None:
    """Read every byte of a dataset again; exit code 1 when something is damaged."""
    from dlprep.judge.datasets.service import State
    from dlprep.judge.datasets.service import verify as verify_dataset

    found = verify_dataset(name, cache_dir=current_parts().paths.cache_dir)
    _print_statuses(found, as_json=as_json)
    if any(status.state is State.DAMAGED for status in found):
        raise typer.Exit(ExitCode.FAULTS_FOUND)


def _prepare_and_tell(name: str, origin: "Origin") -> None:
    from dlprep.domain.judging import Tier
    from dlprep.judge.datasets.service import prepare

    ready = prepare(name, Tier.FULL, cache_dir=current_parts().paths.cache_dir)
    translate = _translate()
    if origin.published:
        say(message("The checksum is the published one."), translate)
    else:
        say(
            message(
                "{what} is not the published file, by its checksum; it was taken as it is.", what=origin.what
            ),
            translate,
        )
    say(
        message(
            "{name} is ready: {train} training, {validation} validation and {test} hidden test examples.",
            name=name,
            train=ready.train,
            validation=ready.validation,
            test=ready.test,
        ),
        translate,
    )


def _print_statuses(found: "Sequence[DatasetStatus]", *, as_json: bool) -> None:
    translate = _translate()
    if as_json:
        print_json([_as_data(status, translate) for status in found])
        return
    for status in found:
        words = status.fault or status.about
        place = f"{status.name:<8} {status.tier.value:<9} {status.state.value:<10}"
        print_data(f"{place} {words.render(translate)}")


def _as_data(status: "DatasetStatus", translate: Translate) -> object:
    rendered = {
        "about": status.about.render(translate),
        "fault": status.fault.render(translate) if status.fault else None,
    }
    return {**jsonable(status), **rendered}


def _progress_line() -> "Callable[[int, int], None]":
    """Tells progress on standard error: one line written over on a terminal, else a line a tenth."""
    shown = -1

    def tell(done: int, total: int) -> None:
        nonlocal shown
        on_terminal = sys.stderr.isatty()
        step = done * (100 if on_terminal else 10) // total
        if step != shown:
            shown = step
            end = "\r" if on_terminal and done < total else "\n"
            sys.stderr.write(f"{done // 10**6} / {total // 10**6} MB ({done * 100 // total}%){end}")
            sys.stderr.flush()

    return tell


def _translate() -> Translate:
    return translator(interface_language(current_parts()))
