"""`dlprep` and `python -m dlprep`: the app without arguments, the command line with some."""

import sys

from dlprep import __version__


def main() -> int:
    """Runs what the arguments ask for; returns the exit code."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        # Before any import, because scripts and editors ask often.
        sys.stdout.write(f"dlprep {__version__}\n")
        return 0
    if arguments:
        return _run_command()
    return _run_app()


def _run_command() -> int:
    from dlprep.cli.main import app

    app()
    return 0


def _run_app() -> int:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        sys.stderr.write("dlprep opens a full-screen app and needs a terminal; commands: dlprep --help\n")
        return 2
    from dlprep.bootstrap import Parts
    from dlprep.tui.app import DlprepApp

    parts = Parts()
    try:
        app = DlprepApp(parts)
        app.run()
        return app.return_code or 0
    finally:
        parts.close()


if __name__ == "__main__":
    sys.exit(main())
