"""Every attack in every mode, by a user without rights: what came of it, and of what lies outside."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from shutil import rmtree
from typing import Any

import pytest

from attacks.runs import RUNS, Run
from attacks.table import MODES, ROWS, Row, markdown
from enclosed import NOBODY, without_rights

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the layers are Linux'")
WALLED = MODES[1:]
HERE = Path(__file__).parent


@cache
def started() -> dict[str, tuple[Path, subprocess.Popen[str]]]:
    """One child for each mode, all at once; each has folders of its own."""
    return {mode: _start(mode) for mode in MODES}


def _start(mode: str) -> tuple[Path, subprocess.Popen[str]]:
    # Not pytest's folder, which other users may not enter.
    hold = Path(tempfile.mkdtemp(prefix=f"dlprep-attacks-{mode}-"))
    hold.chmod(0o755)
    ground = hold / "ground"
    ground.mkdir()
    if os.getuid() == 0:
        os.chown(ground, NOBODY, NOBODY)
    prove = [sys.executable, str(HERE / "prove.py"), str(HERE.parent), mode, str(ground)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DLPREP_")}
    return hold, subprocess.Popen(
        [*without_rights(hold, HERE.parent), *prove],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        cwd=ground,
        text=True,
    )


@cache
def found(mode: str) -> dict[str, Any]:
    """What the child of a mode reports."""
    hold, process = started()[mode]
    said, complaint = process.communicate(timeout=600)
    rmtree(hold)
    assert process.returncode == 0, complaint
    facts: dict[str, Any] = json.loads(said)
    return facts


def facts_of(mode: str) -> dict[str, Any]:
    """The same, where this machine has the mode."""
    facts = found(mode)
    if facts["available"] != mode:
        pytest.skip(f"asked for {mode}, this machine gives {facts['available']} to a user without rights")
    return facts


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
@pytest.mark.parametrize("mode", MODES)
def test_an_attempt_gets_through_where_the_table_says_so_and_nowhere_else(mode: str, row: Row) -> None:
    outcome = facts_of(mode)["outcomes"].get(row.name, "not tried")

    if mode == "none" and row.depends and outcome != "done":
        pytest.skip(f"without any wall this machine answers: {outcome}")
    assert (outcome == "done") is (mode in row.open_in), outcome


@pytest.mark.parametrize("run", RUNS, ids=lambda run: run.name)
@pytest.mark.parametrize("mode", WALLED)
def test_a_hostile_script_gets_its_verdict_and_leaves_nothing(mode: str, run: Run) -> None:
    facts = facts_of(mode)["runs"][run.name]

    assert "error" not in facts, facts["error"]
    assert (facts["verdict"], facts["isolation"]) == (run.differs.get(mode, run.verdict), mode), facts
    assert facts["value"] == (run.value if facts["verdict"] in ("PASS", "FAIL") else None)
    assert facts["is_clean"], facts
    assert (facts["left"], facts["folders"], facts["changed"]) == ([], [], [])


@pytest.mark.parametrize("mode", MODES)
def test_isolation_is_what_was_asked_for_and_nothing_is_left(mode: str) -> None:
    facts = facts_of(mode)

    assert facts["isolation"] == mode
    assert facts["left"] == []


@pytest.mark.parametrize("mode", ["base", "full"])
def test_nothing_outside_was_touched_reached_or_told(mode: str) -> None:
    facts = facts_of(mode)

    assert facts["changed"] == []
    assert facts["heard"] == []
    before, after = facts["state"]
    assert before == after
    assert "not for scripts" not in facts["output"]


def test_the_calls_alone_keep_the_network_and_other_processes_away() -> None:
    facts = facts_of("limited")

    assert facts["heard"] == []
    before, after = facts["state"]
    assert before | {"sacrifice": after["sacrifice"]} == after


def test_without_walls_the_decoys_do_notice() -> None:
    """Else the tests above would hold whatever happened."""
    facts = facts_of("none")

    assert set(facts["heard"]) == {"tcp", "udp", "unix_socket", "abstract_socket", "turned_pair"}
    assert facts["changed"] != []
    assert facts["state"][0] != facts["state"][1]


def test_every_attempt_has_a_row_and_a_function() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (HERE / "scripts").iterdir())

    assert len({row.name for row in ROWS}) == len(ROWS)
    assert [row.name for row in ROWS if f"\ndef {row.name}()" not in code] == []


def test_the_documentation_shows_this_table() -> None:
    """`python -m attacks.table` in the folder of the tests prints it."""
    shown = (HERE.parents[1] / "docs" / "sandbox.md").read_text(encoding="utf-8")

    assert markdown() in shown
