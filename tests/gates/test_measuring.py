"""All gates together: which bank is held to what, and how rows become findings and words."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from bank.bank_files import write_bank
from dlprep.bank.loader import load_bank
from dlprep.bank.references import SEED_RUNS, load_references
from dlprep.bootstrap import bank_folder
from dlprep.domain.errors import BadInputError
from dlprep.domain.messages import message
from dlprep.services.bank_check import Severity, check
from dlprep.services.gates import Bar, GateReferences, GateRow, Offence, Scope, measure
from dlprep.services.gates.telling import bar_text, figure_text, flaws_of_gates
from factory import authored, bank, question
from gates_support import EN, single

TODAY = date(2026, 11, 26)


def a_row(scope: Scope, figure: float | None, bar: Bar | None, *names: str) -> GateRow:
    offences = tuple(Offence(name, "it leaks", ".options") for name in names)
    return GateRow(
        "Q99", message("A gate"), figure, bar, scope, message("Mend it."), EN, 9, offences=offences
    )


class TestBars:
    @pytest.mark.parametrize(
        ("bar", "figure", "held"),
        [
            (Bar(0.2, 0.3), 0.2, True),
            (Bar(0.2, 0.3), 0.31, False),
            (Bar(None, 0.3), 0.3, True),
            (Bar(0.01, None, is_above=True), 0.01, False),
            (Bar(0.01, None, is_above=True), 0.02, True),
        ],
    )
    def test_ends_belong_to_the_bar_unless_it_says_above(
        self, bar: Bar, figure: float, *, held: bool
    ) -> None:
        assert bar.holds(figure) is held

    def test_no_figure_and_no_bar_are_neither_passed_nor_failed(self) -> None:
        assert a_row(Scope.SAMPLE, None, Bar(0)).passed is None
        assert a_row(Scope.SAMPLE, 3, None).passed is None

    def test_how_people_read_them(self) -> None:
        share = GateRow("Q", message("t"), 0.271, Bar(0.22, 0.3), Scope.SAMPLE, message("w"), is_share=True)
        assert (figure_text(share), bar_text(share)) == ("27.1%", "22.0%–30.0%")
        count = a_row(Scope.WHOLE, 115, Bar(115))
        assert (figure_text(count), bar_text(count)) == ("115", "≥ 115")
        chance = a_row(Scope.SAMPLE, 0.03456, Bar(0.05, None, is_above=True))
        assert (figure_text(chance), bar_text(chance)) == ("0.0346", "> 0.05")
        assert figure_text(a_row(Scope.SAMPLE, None, Bar(0))) == "–"


class TestFindings:
    def test_each_question_outside_an_item_gate_is_an_error_of_its_own(self) -> None:
        flaws = list(flaws_of_gates([a_row(Scope.ITEM, 2, Bar(None, 0), "a", "b")], has_plan=False))
        assert [name for name, _ in flaws] == ["a", "b"]
        assert not flaws[0][1].is_warning
        assert (flaws[0][1].what, flaws[0][1].way_out) == ("Q99 en: it leaks", "Mend it.")

    @pytest.mark.parametrize("has_plan", [True, False])
    def test_a_rate_fails_only_a_bank_with_a_plan(self, *, has_plan: bool) -> None:
        names = [f"q{n}" for n in range(10)]
        ((name, flaw),) = flaws_of_gates(
            [a_row(Scope.SAMPLE, 0.4, Bar(None, 0.3), *names)], has_plan=has_plan
        )
        assert name == ""
        assert flaw.is_warning is not has_plan
        assert flaw.what == (
            "A gate: 0.4, the bar is ≤ 0.3; what pushes it: q0, q1, q2, q3, q4, q5, q6, q7 and 2 more"
        )

    def test_rows_inside_their_bars_say_nothing(self) -> None:
        rows = [
            a_row(Scope.ITEM, 0, Bar(None, 0)),
            a_row(Scope.SAMPLE, None, Bar(1)),
            a_row(Scope.ITEM, 3, None, "a"),
        ]
        assert list(flaws_of_gates(rows, has_plan=True)) == []

    def test_the_check_places_them_at_their_question(self) -> None:
        held = bank(single("a", "one", "two", "All of the above"), single("b", "one", "two", "ten"))
        report = check(held, GateReferences(), TODAY)
        (found,) = (one for one in report.findings if "Q10" in one.problem.what)
        assert found.severity is Severity.ERROR
        assert found.problem.key == '"a" .options[2]'
        assert report.gates

    def test_without_references_nothing_is_measured(self) -> None:
        assert check(bank()).gates == ()


class TestWhoIsHeldToWhat:
    OURS = {"Q02", "Q03", "Q19", "Q20", "Q21", "Q23", "Q24"}

    def test_a_folder_of_ones_own_is_not_held_to_counts_sources_or_lengths(self) -> None:
        gates = {one.gate for one in measure(bank(), GateReferences(), TODAY)}
        assert gates.isdisjoint(self.OURS)
        assert {"Q01", "Q10", "Q14", "Q16", "Q17", "Q18"} <= gates

    def test_a_bank_with_a_plan_is_held_to_all(self) -> None:
        references = load_references(bank_folder(), bank_folder())
        gates = {one.gate for one in measure(bank(), references, TODAY)}
        assert gates == {f"Q{number:02}" for number in (*range(1, 25), 28, 29)}

    def test_every_gate_is_documented(self) -> None:
        table = (Path(__file__).parents[2] / "docs" / "gates.md").read_text("utf-8")
        documented = set(re.findall(r"^\| (Q\d\d) ", table, re.MULTILINE))
        assert documented == {f"Q{number:02}" for number in (*range(1, 25), 28, 29, 32)}

    def test_every_gate_about_words_measures_both_languages(self) -> None:
        references = load_references(bank_folder(), bank_folder())
        spoken: dict[str, set[object]] = {}
        for one in measure(bank(), references, TODAY):
            spoken.setdefault(one.gate, set()).add(one.language)
        for gate in (
            "Q04",
            "Q05",
            "Q06",
            "Q07",
            "Q10",
            "Q11",
            "Q12",
            "Q13",
            "Q14",
            "Q15",
            "Q17",
            "Q23",
            "Q24",
        ):
            assert {"zh", "en"} <= spoken[gate], gate

    def test_an_empty_bank_breaks_nothing(self) -> None:
        empty = bank(question("single"))
        hollow = type(empty)(questions={}, hashes={}, topics=(), article=None)
        references = load_references(bank_folder(), bank_folder())
        assert {one.passed for one in measure(hollow, references, TODAY) if one.scope is Scope.ITEM} <= {
            True,
            None,
        }


class TestReferences:
    def test_a_folder_without_a_plan_has_none_and_uses_the_shipped_lists(self, tmp_path: Path) -> None:
        folder = write_bank(tmp_path / "bank", authored("single"))
        found = load_references(folder, bank_folder())
        assert found.plan is None
        assert "arxiv.org" in found.primary_hosts
        assert len(found.glossary) >= 90

    @pytest.mark.parametrize("content", ["slack: [", "slack: much", "- list"])
    def test_a_plan_that_cannot_be_read_says_which_file(self, tmp_path: Path, content: str) -> None:
        folder = write_bank(tmp_path / "bank", authored("single"))
        (folder / "plan.yaml").write_text(content, "utf-8")
        with pytest.raises(BadInputError, match=r"cannot be used"):
            load_references(folder, bank_folder())

    def test_the_recorded_runs_hold_numbers_only(self) -> None:
        recorded = json.loads((bank_folder() / SEED_RUNS).read_text("utf-8"))
        assert len(recorded["zh"]) > 1000
        assert all(isinstance(one, int) for one in (*recorded["zh"], *recorded["en"]))
        assert recorded["zh"] == sorted(recorded["zh"])

    def test_the_plan_adds_up(self) -> None:
        plan = load_references(bank_folder(), bank_folder()).plan
        assert plan is not None
        assert sum(sum(cell.values()) for cell in plan.topics.values()) == sum(plan.types.values()) == 628
        assert len(plan.topics) == 28

    def test_a_pack_beside_the_shipped_bank_loads(self, tmp_path: Path) -> None:
        folder = write_bank(tmp_path / "bank", authored("single"))
        shutil.copy(bank_folder() / "plan.yaml", folder / "plan.yaml")
        report = check(load_bank(folder, cache_dir=None), load_references(folder, bank_folder()), TODAY)
        assert any(one.gate == "Q02" and one.passed is False for one in report.gates)
