"""What the first frame and the quick answers must not import; asked of a fresh interpreter."""

import subprocess
import sys

import pytest

_HEAVY = (
    "pydantic", "sqlalchemy", "yaml", "numpy", "tensorflow", "keras", "typer", "alembic", "PIL",
    "pydantic_ai", "openai", "httpx", "httpx2",
)  # fmt: skip


def heavy_after(code: str) -> list[str]:
    """Heavy packages that a fresh interpreter holds after running `code`."""
    report = f"import sys; print(*sorted({{name.split('.')[0] for name in sys.modules}} & set({_HEAVY!r})))"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{report}"], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.mark.parametrize("module", ["dlprep", "dlprep.__main__", "dlprep.bootstrap", "dlprep.tui.app"])
def test_importing_it_is_light(module: str) -> None:
    assert heavy_after(f"import {module}") == []


def test_home_is_on_the_screen_before_anything_heavy_is_imported() -> None:
    code = """
import asyncio, sys
from pathlib import Path
from threading import Event
from dlprep.bootstrap import Parts
from dlprep.settings import Paths, Settings
from dlprep.tui.app import DlprepApp

class Waiting(Parts):
    settings = Settings(tour_seen=True)
    go_on = Event()

    @property
    def bank(self):
        self.go_on.wait(60)
        raise SystemExit

app = DlprepApp(Waiting(Paths(Path("a"), Path("b"), Path("c"))))
heavy = set(%r)

async def main():
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert app.screen.id == "home"
        text = "\\n".join(strip.text for strip in app.screen._compositor.render_strips())
        assert "dlprep" in text, text
        found.extend(sorted({name.split(".")[0] for name in sys.modules} & heavy))
        Waiting.go_on.set()

found = []
import dlprep.tui.screens.home
dlprep.tui.screens.home.HomeScreen.load = lambda self: None
asyncio.run(main())
assert not found, found
""" % (_HEAVY,)  # noqa: UP031 - the code holds braces
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr


def test_version_is_answered_without_the_command_line() -> None:
    code = "import sys; sys.argv = ['dlprep', '--version']; from dlprep.__main__ import main; main()"
    lines = subprocess.run(
        [sys.executable, "-c", f"{code}; print('textual' in sys.modules, 'typer' in sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    ).stdout.splitlines()
    assert lines[0].startswith("dlprep ")
    assert lines[1] == "False False"


def test_help_imports_neither_the_app_nor_the_heavy_parts() -> None:
    code = (
        "import sys; sys.argv = ['dlprep', '--help']\n"
        "from dlprep.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit: pass\n"
        "heavy = {'textual', 'sqlalchemy', 'tensorflow', 'numpy', 'pydantic', 'yaml'}\n"
        "print('HELD', *(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout.splitlines()[-1] == "HELD"
    assert "quiz" in done.stdout
