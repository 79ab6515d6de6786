"""The comparison of plan, FSRS order and chance, small: same learners, same days, and the plan ends ahead."""

import pytest
from benchmarks import planning


def test_the_plan_ends_ahead_and_every_seed_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("ITEMS", 40), ("DAYS", 12), ("MINUTES", 8)):
        monkeypatch.setattr(planning, name, value)
    first, again = ({str(figure.what): figure for figure in planning.measure(3)[1:]} for _ in range(2))
    assert {what: figure.value for what, figure in first.items()} == {
        what: figure.value for what, figure in again.items()
    }
    assert first["loss against plain FSRS order, points, upper end of 95 %"].holds
    assert first["loss against random order, points, upper end of 95 %"].holds
