"""Q01 to Q03, Q28 and Q29: counts over the bank."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dlprep.domain.article import Flag
from dlprep.domain.bank import Problem, QuestionBank
from dlprep.domain.questions import Level
from dlprep.domain.text import Text
from dlprep.services.gates.composition import coverage, flags_taught, teaches, written_out
from dlprep.services.gates.references import LeastRoots, Plan
from dlprep.services.gates.sets import multi, true_or_false
from factory import bank, options, question, text
from gates_support import row


def ticking(name: str, keys: str) -> Any:
    return question("multi", id=name, options=options("a", "b", "c", "d", "e", correct=keys))


class TestMulti:
    def test_counts_spread_over_the_items_pass(self) -> None:
        held = [ticking(f"q{n}", ("a", "ab", "abc")[n % 3]) for n in range(30)]
        rows = list(multi(held))
        assert row(rows, "Multi: share").figure == pytest.approx(1 / 3)
        assert row(rows, "Multi: what ticking").passed is True
        assert row(rows, "Multi: all").figure == 0

    def test_one_count_in_every_item_fails(self) -> None:
        assert row(multi([ticking(f"q{n}", "ab") for n in range(30)]), "Multi: share").passed is False

    def test_ticking_everything_pays_when_most_are_right(self) -> None:
        rows = list(multi([ticking(f"q{n}", "abcd") for n in range(30)]))
        ticked = row(rows, "Multi: what ticking")
        assert (ticked.figure, ticked.passed) == (0.75, False)
        assert ticked.question_ids[0] == "q0"

    def test_all_right_in_too_many(self) -> None:
        held = [ticking(f"q{n}", "abcde" if n % 4 == 0 else "a") for n in range(40)]
        assert row(multi(held), "Multi: all").passed is False

    def test_few_have_no_figure(self) -> None:
        assert {one.figure for one in multi([ticking("q", "abcde")])} == {None}


class TestTrueOrFalse:
    def rows(self, truths: str) -> list[Any]:
        held = [question("tf-reason", id=f"q{n}", truth=truth == "T") for n, truth in enumerate(truths)]
        return list(true_or_false(held))

    def test_half_true_without_a_pattern_passes(self) -> None:
        assert all(one.passed for one in self.rows("TTFTFFTTFFTFTTTFFTFF"))

    def test_mostly_true_and_alternating_fail(self) -> None:
        assert row(self.rows("T" * 17 + "F" * 3), "True or false: share").passed is False
        assert row(self.rows("TF" * 15), "True or false: p of").passed is False

    def test_few_have_no_figure(self) -> None:
        assert {one.figure for one in self.rows("TFTF")} == {None}


class TestWrittenOut:
    def test_problems_of_loading_and_stubs_lower_the_share(self) -> None:
        held = bank(question("single", explanation=text("TODO")), question("multi"))
        broken = replace(held, problems=(Problem("f", 1, 1, "", "bad"), Problem("g", 1, 1, "", "bad")))
        found = written_out(broken)
        assert found.figure == pytest.approx(0.25)
        assert found.question_ids == ("a-single",)


PLAN = Plan(
    slack=0.1,
    templates=1,
    topics={"cnn": {Level.JUNIOR: 2, Level.MID: 5}},
    types={"single": 7},
    roots=(LeastRoots(claims=r"S4\.1-c\d+", least=3), LeastRoots(claims="S3", least=2)),
)


def held_by(levels: str, roots: tuple[str, ...] = ("S3.1-b",)) -> QuestionBank:
    names = {"j": "junior", "m": "mid", "s": "senior"}
    held = [question("single", id=f"q{n}", level=names[one], roots=roots) for n, one in enumerate(levels)]
    return bank(*held, question("template"), claims=("S3.1-b", "S4.1-c01"))


class TestCoverage:
    def rows(self, held: QuestionBank) -> list[Any]:
        return list(coverage(held, [one for one in held.questions.values() if one.type != "template"], PLAN))

    @pytest.mark.parametrize(("planned", "slack"), [(2, 0), (4, 0), (5, 1), (14, 1), (15, 2), (190, 19)])
    def test_a_tenth_with_half_an_item_rounded_up(self, planned: int, slack: int) -> None:
        assert PLAN.allowed(planned) == slack

    def test_counts_near_the_plan(self) -> None:
        rows = self.rows(held_by("jjmmmmm"))
        assert all(one.passed for one in rows if "Claims" not in str(one.title))
        assert row(self.rows(held_by("jjmmmm")), "Levels of topics").passed is True
        assert (
            row(self.rows(held_by("jmmmmmm")), "Levels of topics").offences[0].what == "cnn junior has 1 of 2"
        )

    def test_too_few_in_all(self) -> None:
        assert row(self.rows(held_by("jjmmmm")), "Authored questions").passed is False

    def test_claims_need_as_many_questions_as_their_kind_asks(self) -> None:
        rows = self.rows(held_by("jj", roots=("S3.1-b", "S4.1-c01")))
        assert row(rows, "Claims with a question").figure == 2
        assert row(rows, "Claims with at least 2").passed is True
        assert row(rows, "Claims with at least 3").offences[0].what == "S4.1-c01 has 2"

    def test_templates_root_no_claim(self) -> None:
        assert row(self.rows(bank(question("template"))), "Claims with a question").passed is False


class TestFlags:
    TAUGHT = {
        "zh": "文章说验证集就是测试集。其实验证集用来挑选，测试集只用一次。",
        "en": "The article calls the test set a validation set. In truth one chooses, the other reports.",
    }

    def held(self, **changes: Any) -> QuestionBank:
        held = bank(question("single", flags=["F10"], **changes))
        assert held.article is not None
        flag = Flag(id="F10", article=Text(zh="文", en="says"), truth=Text(zh="真", en="is"))
        return replace(held, article=held.article.model_copy(update={"flags": (flag,)}))

    def test_an_explanation_that_says_both(self) -> None:
        held = self.held(explanation=self.TAUGHT)
        assert flags_taught(held, list(held.questions.values())).passed is True

    def test_an_explanation_that_does_not_name_the_article(self) -> None:
        held = self.held()
        found = flags_taught(held, list(held.questions.values()))
        assert (found.figure, found.passed, found.question_ids) == (0, False, ("a-single",))

    def test_a_flag_without_a_question(self) -> None:
        held = self.held()
        assert flags_taught(held, []).offences[0].what == "F10 has no question"

    def test_one_sentence_is_not_both(self) -> None:
        assert not teaches(
            question("single", explanation={"zh": "文章这么说。", "en": "The article says so."})
        )
