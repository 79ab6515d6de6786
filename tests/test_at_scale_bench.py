"""The bench of a long history, over a short one: it opens every page of Progress and comes to its end."""

import pytest
from benchmarks import at_scale, while_copying
from benchmarks.waiting import until

from dlprep.tui.screens.progress_pages import KINDS


def test_every_page_is_timed_and_no_statement_leaves_the_indices_aside(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(at_scale, "ROUNDS", 1)
    monkeypatch.setattr(at_scale, "ANSWERS", 1)
    monkeypatch.setattr(while_copying, "QUIET_SECONDS", 0.0)

    figures = {figure.what.strip(): figure for figure in at_scale.measure(300)}

    for kind in KINDS:
        assert figures[f"Progress, {kind.name}: from key to its numbers"].value > 0
    assert figures["an answer while a backup is made, p99"].value > 0
    assert figures["statements at start that read a whole table without an index"].value == 0


async def test_what_never_comes_ends_the_bench_by_name() -> None:
    class _Pilot:
        async def pause(self, _: float) -> None: ...

    with pytest.raises(TimeoutError, match="the moon did not come"):
        await until(_Pilot(), lambda: False, "the moon", patience=0.01)  # type: ignore[arg-type]
