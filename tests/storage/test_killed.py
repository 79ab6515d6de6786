"""Killed with -9 at any moment of what it does, dlprep leaves a sound history with all it acknowledged."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING

import pytest

from storage.children import environment
from storage.deeds import DEEDS
from storage.looking import assert_sound

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    Forker = subprocess.Popen[str]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")

_DEAD = "dead\n"


@pytest.fixture(scope="module")
def forker() -> Iterator[Forker]:
    """Starts processes that do deeds; has everything imported."""
    command = [sys.executable, "-m", "storage.deeds"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment()
    ) as process:
        yield process


@pytest.mark.parametrize("deed", DEEDS)
def test_what_was_acknowledged_is_there_after_25_kills(deed: str, path: Path, forker: Forker) -> None:
    _kill_again_and_again(forker, deed, path, 25, random.Random(1))  # noqa: S311 - when to kill, not a secret


@pytest.mark.slow
@pytest.mark.parametrize("deed", DEEDS)
def test_what_was_acknowledged_is_there_after_500_kills(deed: str, path: Path, forker: Forker) -> None:
    _kill_again_and_again(forker, deed, path, 500, random.Random(2))  # noqa: S311 - when to kill, not a secret


def _kill_again_and_again(forker: Forker, name: str, path: Path, rounds: int, chance: random.Random) -> None:
    """Checks the whole file after each kill, and what was said since the one before; in the end all of it."""
    deed = DEEDS[name]
    said: list[str] = []
    assert forker.stdin is not None
    assert forker.stdout is not None
    for _ in range(rounds):
        print(name, path, file=forker.stdin, flush=True)
        doing = int(forker.stdout.readline())
        began = monotonic()
        this_time = [forker.stdout.readline() for _ in range(chance.randrange(1, 1 + deed.words))]
        assert _DEAD not in this_time, "it ended by itself"
        # Not to wait for anything: to hit any moment from one word to the next.
        Event().wait(chance.uniform(0, (monotonic() - began) / len(this_time)))
        os.kill(doing, signal.SIGKILL)
        this_time += iter(forker.stdout.readline, _DEAD)
        words = [word.strip() for word in this_time]
        if path.exists():
            assert_sound(path)
        deed.check(path, words, 1)
        said += words
    assert len(said) >= rounds
    if deed.is_kept:
        deed.check(path, said, rounds)
