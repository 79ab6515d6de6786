"""Each pane alone: keys become an answer, a draft survives, and what is missing is said."""

from typing import Any

import pytest
from textual import on
from textual.app import App, ComposeResult
from textual.widgets import Input, TextArea

from dlprep.domain.errors import AnswerError
from dlprep.domain.language import Language
from dlprep.domain.practice import PlannedQuestion
from dlprep.domain.presenting import Presented
from dlprep.i18n import translator
from dlprep.tui.widgets.answer_pane import AnswerPane, Draft
from dlprep.tui.widgets.option_row import OptionRow
from dlprep.tui.widgets.panes import make_pane
from factory import question


def presented(kind: str, order: str = "", **changes: Any) -> Presented:
    asked = question(kind, **changes)
    return Presented(PlannedQuestion(asked.id, "hash", 1), asked, tuple(order))


class PaneApp(App[None]):
    """One pane and nothing else."""

    def __init__(self, shown: Presented, draft: Draft = (), language: Language = Language.EN) -> None:
        super().__init__()
        self.pane = make_pane(shown, language=language, translate=lambda words: words, draft=draft)
        self.submitted = 0

    def compose(self) -> ComposeResult:
        yield self.pane

    def on_mount(self) -> None:
        self.pane.take_focus()

    @on(AnswerPane.Submitted)
    def _count(self) -> None:
        self.submitted += 1


async def answered(shown: Presented, *keys: str, draft: Draft = ()) -> Any:
    app = PaneApp(shown, draft)
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.press(*keys)
        return app.pane.answer()


@pytest.mark.parametrize(
    "keys", [("2",), ("b",), ("down", "down"), ("j", "j"), ("down", "down", "down", "up")]
)
async def test_one_option_is_chosen_by_digit_letter_or_arrows(keys: tuple[str, ...]) -> None:
    answer = await answered(presented("single", "cab"), *keys)
    assert answer.option == "a"


async def test_one_option_is_chosen_by_mouse() -> None:
    app = PaneApp(presented("single", "cab"))
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.click(app.query(OptionRow)[2])
        assert app.pane.answer().option == "b"  # type: ignore[union-attr]


async def test_nothing_chosen_is_said() -> None:
    with pytest.raises(AnswerError, match="Choose an option"):
        await answered(presented("single", "abc"))


async def test_several_options_toggle() -> None:
    answer = await answered(presented("multi", "abcde"), "1", "c", "5", "c", "up", "space")
    assert answer.options == {"a", "e", "b"}


async def test_ticking_none_is_an_answer() -> None:
    assert (await answered(presented("multi", "abcde"))).options == frozenset()


async def test_truth_and_reason() -> None:
    answer = await answered(presented("tf-reason", "abc"), "f", "3")
    assert (answer.truth, answer.option) == (False, "c")


async def test_truth_without_reason_is_said() -> None:
    with pytest.raises(AnswerError, match="reason"):
        await answered(presented("tf-reason", "abc"), "t")


async def test_a_bug_is_spotted_by_line_and_letter() -> None:
    answer = await answered(presented("spot-bug", "abc"), "2", "a")
    assert (answer.line, answer.option) == (2, "a")


async def test_a_line_number_of_two_digits_is_typed_digit_by_digit() -> None:
    code = "\n".join(f"x{number} = {number}" for number in range(1, 15))
    asked = presented("spot-bug", "abc", code=code, fix=code, bug_lines=[12])
    assert (await answered(asked, "1", "2", "b")).line == 12
    assert (await answered(asked, "1", "backspace", "3", "b")).line == 3


async def test_steps_move_by_keys_and_by_number() -> None:
    asked = presented("order", "dcba")
    assert (await answered(asked, "J")).steps == tuple("cdba")
    assert (await answered(asked, "down", "shift+up")).steps == tuple("cdba")
    assert (await answered(asked, "4", "k", "1")).steps == tuple("acbd")
    assert (await answered(asked, "K")).steps == tuple("dcba")


async def test_pairs_are_matched_by_number_and_letter() -> None:
    asked = presented("match", "abcdx")
    assert (await answered(asked, "a", "b")).pairs == {"a": "a", "b": "b"}
    assert (await answered(asked, "3", "e")).pairs == {"c": "x"}
    assert (await answered(asked, "a", "a")).pairs == {"b": "a"}
    assert (await answered(asked, "a", "1", "backspace", "2", "c")).pairs == {"b": "c"}


async def test_moves_are_taken_back_one_by_one() -> None:
    asked = presented("order", "dcba")
    assert (await answered(asked, "4", "backspace")).steps == tuple("dcba")
    assert (await answered(asked, "J", "J", "backspace")).steps == tuple("cdba")
    assert (await answered(asked, "K", "backspace", "backspace")).steps == tuple("dcba")


async def test_the_cursor_stays_with_the_step_whose_move_is_taken_back() -> None:
    assert (await answered(presented("order", "dcba"), "4", "backspace", "J")).steps == tuple("cdba")


async def test_a_step_is_dragged_to_its_place() -> None:
    app = PaneApp(presented("order", "dcba"))
    async with app.run_test(size=(80, 30)) as pilot:
        rows = list(app.query(OptionRow))
        await pilot.mouse_down(rows[3])
        await pilot.mouse_up(rows[1])
        assert app.pane.draft == tuple("dacb")
        await pilot.mouse_down(rows[0])
        await pilot.mouse_up()
        assert app.pane.draft == tuple("dacb")


async def test_the_moved_step_stays_in_sight() -> None:
    app = PaneApp(presented("order", "dcba"))
    async with app.run_test(size=(80, 3)) as pilot:
        await pilot.press("J", "J", "J")
        await pilot.pause()
        row = app.query(OptionRow).last()
        assert row.choice == "d"
        assert app.screen.region.contains_region(row.region)


async def test_backspace_goes_back_over_the_letters_given() -> None:
    asked = presented("match", "abcdx")
    assert (await answered(asked, "a", "b", "backspace")).pairs == {"a": "a"}
    assert (await answered(asked, "a", "b", "backspace", "c")).pairs == {"a": "a", "b": "c"}
    assert (await answered(asked, "a", "b", "c", "1", "delete")).pairs == {"b": "b", "c": "c"}


@pytest.mark.parametrize(
    ("kind", "order", "wide", "plain"),
    [
        ("single", "cab", ["２"], ["2"]),
        ("multi", "abcde", ["ａ", "３"], ["a", "3"]),
        ("order", "dcba", ["３"], ["3"]),
        ("match", "abcdx", ["２", "ｃ"], ["2", "c"]),
        ("spot-bug", "abc", ["２", "ｂ"], ["2", "b"]),
        ("tf-reason", "abc", ["ｔ", "１"], ["t", "1"]),
    ],
)
async def test_full_width_keys_choose_too(kind: str, order: str, wide: list[str], plain: list[str]) -> None:
    asked = presented(kind, order)
    assert await answered(asked, *wide) == await answered(asked, *plain)


async def test_a_chosen_line_is_marked_without_colour() -> None:
    app = PaneApp(presented("spot-bug", "abc"))
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.press("2", "a")
        assert [row.mark for row in app.query(OptionRow)][:3] == ["│", "●", "│"]
        await pilot.press("backspace")
        assert [row.mark for row in app.query(OptionRow)][:3] == ["│", "│", "│"]


async def test_tab_goes_from_the_lines_to_the_kinds_and_back() -> None:
    asked = presented("spot-bug", "abc")
    answer = await answered(asked, "2", "tab", "down", "space")
    assert (answer.line, answer.option) == (2, "b")
    answer = await answered(asked, "2", "tab", "space", "tab", "down", "space")
    assert (answer.line, answer.option) == (3, "a")


@pytest.mark.parametrize("kind", ["single", "order", "match", "spot-bug"])
def test_keys_that_no_binding_names_are_told(kind: str) -> None:
    app = PaneApp(presented(kind, "abcd"))
    assert app.pane.more_keys


async def test_what_to_do_is_wrapped_as_chinese_has_to_be() -> None:
    shown = presented("match", "abcdx")
    app = PaneApp(shown, language=Language.ZH)
    app.pane.translate = translator(Language.ZH)
    async with app.run_test(size=(36, 30)):
        label = app.query(".label").first()
        lines = ["".join(part.text for part in strip).strip() for strip in label.render_lines(label.region)]
        assert not any(line.startswith("。") for line in lines)


async def test_letters_in_a_text_field_are_text() -> None:
    app = PaneApp(presented("cloze"))
    async with app.run_test() as pilot:
        await pilot.press(*"hlmsuv", "1")
        assert app.pane.draft == ("hlmsuv1", "")


async def test_enter_goes_to_the_empty_gap_first_and_submits_when_all_are_full() -> None:
    app = PaneApp(presented("cloze"))
    async with app.run_test() as pilot:
        await pilot.press("a", "enter")
        assert app.submitted == 0
        await pilot.press("b", "enter")
        assert app.submitted == 1
        assert app.pane.answer().blanks == ("a", "b")  # type: ignore[union-attr]


async def test_an_empty_gap_is_said() -> None:
    with pytest.raises(AnswerError, match="every gap"):
        await answered(presented("cloze"), "a")


async def test_a_number_is_kept_as_typed() -> None:
    assert (await answered(presented("numeric"), *"1e3")).text == "1e3"


async def test_chinese_from_an_input_method_arrives_whole() -> None:
    app = PaneApp(presented("cloze"))
    async with app.run_test() as pilot:
        await pilot.press("全", "局", "范", "数")
        assert app.query(Input).first().value == "全局范数"


async def test_enter_in_a_long_answer_starts_a_new_line() -> None:
    app = PaneApp(presented("open"))
    async with app.run_test() as pilot:
        await pilot.press("a", "enter", "b")
        assert app.query_one(TextArea).text == "a\nb"
        assert app.submitted == 0
        assert app.pane.answer().text == "a\nb"  # type: ignore[union-attr]


async def test_what_nobody_can_have_typed_is_refused_before_it_is_graded() -> None:
    with pytest.raises(AnswerError, match="10001 characters"):
        await answered(presented("open"), draft=("x" * 10_001,))
    assert (await answered(presented("open"), draft=("x" * 10_000,))).text == "x" * 10_000


async def test_output_of_several_lines_gets_several_lines_to_type() -> None:
    asked = presented("code-output", answer="1\n2", verify={"code": "print(1)\nprint(2)", "output": "1\n2"})
    assert (await answered(asked, "1", "enter", "2")).text == "1\n2"


@pytest.mark.parametrize(
    ("kind", "order", "keys"),
    [
        ("single", "cab", ["2"]),
        ("multi", "abcde", ["1", "3"]),
        ("tf-reason", "abc", ["t", "2"]),
        ("spot-bug", "abc", ["2", "c"]),
        ("order", "dcba", ["J", "J"]),
        ("match", "abcdx", ["a", "3", "d"]),
        ("numeric", "", list("42")),
        ("cloze", "", [*"ab", "enter", *"cd"]),
        ("code-output", "", list("out")),
        ("open", "", list("words")),
    ],
)
async def test_a_draft_goes_on_in_the_other_language(kind: str, order: str, keys: list[str]) -> None:
    asked = presented(kind, order)
    first = PaneApp(asked)
    async with first.run_test() as pilot:
        await pilot.press(*keys)
        draft, answer = first.pane.draft, first.pane.answer()
    second = PaneApp(asked, draft, Language.ZH)
    async with second.run_test():
        assert second.pane.answer() == answer
        assert second.pane.draft == draft
