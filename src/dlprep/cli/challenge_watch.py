"""`dlprep challenge check` and `watch`: a run in small, and a run after every save."""

from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Annotated

import typer

from dlprep.cli.challenge_report import print_report
from dlprep.cli.challenge_run import Runner, cancelling, exit_code
from dlprep.cli.challenge_script import chosen_tier, script_code, script_file
from dlprep.cli.common import command, current_parts, interface_language, say
from dlprep.domain.errors import BadInputError, ExitCode
from dlprep.domain.judging import Report, Submission, Tier, Verdict
from dlprep.domain.messages import Message, message
from dlprep.i18n import translator

if TYPE_CHECKING:
    from dlprep.services.rerunning import Reruns

Slug = Annotated[str, typer.Argument(help="Name of a challenge; see `dlprep challenge list`.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, an object for each run.")]
File = Annotated[
    Path | None, typer.Option(help="Your script; SLUG.py here or in the folder SLUG when left out.")
]
TierOption = Annotated[Tier | None, typer.Option(help="embedded (always there) or full (see `dlprep data`).")]


@command
def check(slug: Slug, file: File = None, tier: TierOption = None, as_json: AsJson = False) -> None:
    """Run in small, a step or two of every fit: does it run, do the predictions fit? Nothing is kept."""
    folder = current_parts().bank.challenge(slug)
    submission = Submission(slug, chosen_tier(folder, tier), script_code(folder, file))
    with cancelling() as cancel:
        report = Runner(folder, is_silent=as_json).rehearsed(submission, cancel)
    print_report(report, folder, as_json=as_json)
    raise typer.Exit(exit_code(report.verdict))


@command
def watch(
    slug: Slug,
    file: File = None,
    check_only: Annotated[
        bool, typer.Option("--check-only", help="Only check, as `dlprep challenge check` does.")
    ] = False,
    tier: TierOption = None,
    as_json: AsJson = False,
) -> None:
    """Run after every save; a save during a run cancels it. Runs are kept in your history. Ctrl-C ends."""
    from dlprep.services.coding import read_script

    folder = current_parts().bank.challenge(slug)
    path = script_file(folder, file)
    session = _Session(Runner(folder, is_silent=as_json), chosen_tier(folder, tier), check_only, as_json)
    read_script(path)
    _say(message("Watching {path}; Ctrl-C ends.", path=path))
    with cancelling() as stop:
        session.follow(path, stop)
    raise typer.Exit(ExitCode.INTERRUPTED)


class _Session:
    """What happens from the first run to Ctrl-C."""

    def __init__(self, runner: Runner, tier: Tier, check_only: bool, as_json: bool) -> None:
        self.runner, self.tier, self.check_only, self.as_json = runner, tier, check_only, as_json
        self._told: str = ""
        self._reruns: Reruns | None = None

    def follow(self, path: Path, stop: Event) -> None:
        """Runs the file now and after every save, until `stop` is set."""
        from dlprep.services.coding import read_script
        from dlprep.services.rerunning import Reruns

        reruns = self._reruns = Reruns(lambda: read_script(path), self._run, self._refuse)
        looking = Thread(target=_look, args=(reruns, path, stop), daemon=True, name="dlprep-saves")
        reruns.look()
        looking.start()
        try:
            reruns.go()
        finally:
            stop.set()
            looking.join()

    def _run(self, code: str, cancel: Event) -> None:
        self._told = ""
        submission = Submission(self.runner.folder.challenge.id, self.tier, code)
        work = self.runner.rehearsed if self.check_only else self.runner.kept
        try:
            report = work(submission, cancel)
        except BadInputError as error:
            self._refuse(error)
            return
        self._tell(report)

    def _tell(self, report: Report) -> None:
        assert self._reruns is not None  # noqa: S101 - it is what runs this
        if report.verdict is Verdict.CANCELLED and self._reruns.is_outdated:
            _say(message("Saved meanwhile: it starts anew."))
            return
        print_report(report, self.runner.folder, as_json=self.as_json)
        if report.verdict is not Verdict.CANCELLED:
            current_parts().judge.warm(self.runner.folder, self.tier)
            _say(message("Waiting for the next save; Ctrl-C ends."))

    def _refuse(self, error: BadInputError) -> None:
        if (words := str(error)) != self._told:  # said once, not at every look
            self._told = words
            _say(error.what)


def _look(reruns: "Reruns", path: Path, stop: Event) -> None:
    from dlprep.cli.saves import possible_saves

    try:
        for _ in possible_saves(path, stop):
            reruns.look()
    finally:
        reruns.end()


def _say(words: Message) -> None:
    say(words, translator(interface_language(current_parts())))
