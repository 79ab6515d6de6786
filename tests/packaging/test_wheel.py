"""The built wheel carries the question bank and works away from the checkout."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(CHECKOUT)],
        check=True,
        capture_output=True,
    )
    return next(out.glob("*.whl"))


def _environment(home: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return kept | {"HOME": str(home), "PYTHONNOUSERSITE": "1"}


def _bank_check(python: Path, home: Path) -> dict[str, object]:
    done = subprocess.run(
        [str(python), "-m", "dlprep", "bank", "check", "--json"],
        cwd=home,
        env=_environment(home),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_the_wheel_holds_bank_styles_catalogs_and_type_marker(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    authored = {
        f"dlprep/{path.relative_to(CHECKOUT)}"
        for path in (CHECKOUT / "question_bank").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert authored
    assert authored <= names
    assert {"dlprep/py.typed", "dlprep/tui/dlprep.tcss", "dlprep/locale/zh_CN/LC_MESSAGES/dlprep.mo"} <= names
    assert not [name for name in names if name.endswith((".pyc", ".db"))]


def test_the_wheel_checks_its_bank_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    """Dependencies come from the running environment; dlprep itself only from the wheel."""
    place = tmp_path / "elsewhere"
    venv.create(place, with_pip=False, symlinks=True)
    python = place / "bin" / "python"
    packages = next((place / "lib").glob("python*/site-packages"))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    report = _bank_check(python, tmp_path)
    assert report["errors"] == 0
    assert isinstance(report["questions"], int)
    assert report["questions"] >= 84


@pytest.mark.slow
def test_the_wheel_installs_into_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    place = tmp_path / "empty"
    venv.create(place, with_pip=True, symlinks=True)
    python = place / "bin" / "python"
    install = [str(python), "-m", "pip", "install", "-q", "-c", str(CHECKOUT / "constraints.txt"), str(wheel)]
    subprocess.run(install, check=True, cwd=tmp_path)
    assert _bank_check(python, tmp_path)["errors"] == 0
