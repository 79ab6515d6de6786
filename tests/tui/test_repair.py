"""A bug and its repair: what goes, what comes, and where the bug was."""

from dlprep.tui.explanation import Repair
from dlprep.tui.repair import repair_lines


def shown(code: str, fix: str, *bug_lines: int) -> list[str]:
    return [line.lead.plain + line.body.plain for line in repair_lines(Repair(code, fix, bug_lines))]


def test_a_changed_line_is_shown_as_it_was_and_as_it_shall_be() -> None:
    assert shown("a = 1\nb = 0\nc = 3", "a = 1\nb = 2\nc = 3", 2) == [
        "  1 │ a = 1",
        "- 2 │ b = 0",
        "+   │ b = 2",
        "  3 │ c = 3",
    ]


def test_a_bug_line_that_stays_is_marked() -> None:
    assert shown("a()\nb()", "b0()\na()\nb()", 2) == ["+   │ b0()", "  1 │ a()", "✗ 2 │ b()"]


def test_a_line_that_only_goes() -> None:
    assert shown("a()\nb()\n", "a()\n", 2) == ["  1 │ a()", "- 2 │ b()"]


def test_numbers_stand_below_one_another() -> None:
    code = "\n".join(f"x = {number}" for number in range(10))
    lines = shown(code, code)
    assert lines[0] == "   1 │ x = 0"
    assert lines[9] == "  10 │ x = 9"
