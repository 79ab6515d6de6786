"""`dlprep` and `python -m dlprep`: the app without arguments, the command line with some."""

import gc
import sys

from dlprep import __version__


def main() -> int:
    """Runs what the arguments ask for; returns the exit code."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        # Before any import, because scripts and editors ask often.
        sys.stdout.write(f"dlprep {__version__}\n")
        return 0
    gc.disable()  # while modules are imported: nothing of theirs is garbage
    try:
        return _run_command() if arguments else _run_app()
    except KeyboardInterrupt:
        # While modules are still being imported; a command that runs catches its own.
        return 130


def _all_is_imported() -> None:
    """Looks for garbage again from here on, and never in what was imported: all of it stays."""
    gc.freeze()
    gc.enable()


def _run_command() -> int:
    from dlprep.cli.main import app
    from dlprep.cli.streams import prepare_streams

    _all_is_imported()
    prepare_streams()
    app()
    return 0


def _run_app() -> int:
    # A stream that the shell has closed is None.
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty()):
        return _refuse_without_terminal()
    from dlprep.bootstrap import Parts
    from dlprep.domain.errors import ExitCode
    from dlprep.tui.app import DlprepApp

    _all_is_imported()

    parts = Parts()
    try:
        app = DlprepApp(parts)
        app.run()
        # Textual ends with 1 after an exception that nobody caught; the app has said so and logged it.
        return ExitCode.INTERNAL if app.return_code else ExitCode.OK
    finally:
        parts.close()


def _refuse_without_terminal() -> int:
    from dlprep.cli.common import say
    from dlprep.cli.streams import prepare_streams
    from dlprep.domain.errors import ExitCode
    from dlprep.i18n import translator
    from dlprep.settings import language_of_environment

    prepare_streams()
    say(
        "dlprep opens a full-screen app and needs a terminal; commands: dlprep --help",
        translator(language_of_environment()),
    )
    return ExitCode.USAGE


if __name__ == "__main__":
    sys.exit(main())
