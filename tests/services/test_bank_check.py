"""The bank check: figures, references, and the rules of single questions; errors and warnings apart."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from bank.bank_files import article, topic, write_bank, write_challenge
from dlprep.bank.loader import load_bank
from dlprep.domain.article import Article, Topic
from dlprep.domain.bank import Problem
from dlprep.domain.questions import AUTHORED_TYPES
from dlprep.domain.text import Text
from dlprep.services.bank_check import BankReport, Severity, check
from dlprep.services.parity import differences
from dlprep.services.question_rules import flaws_of
from factory import ALL_TYPES, authored, bank, question, text

if TYPE_CHECKING:
    from pathlib import Path

    from dlprep.services.flaws import Flaw


def said(report: BankReport) -> list[str]:
    return [f"{found.problem.key}: {found.problem.what}" for found in report.errors]


def only_flaw(kind: str, **changes: Any) -> Flaw:
    (flaw,) = flaws_of(question(kind, **changes))
    return flaw


class TestFigures:
    def test_every_question_is_counted_once_by_type_topic_and_level(self) -> None:
        report = check(bank())
        assert report.questions == len(AUTHORED_TYPES)
        assert report.templates == 1
        assert report.types == dict.fromkeys(AUTHORED_TYPES, 1)
        assert report.topics == {"cnn": len(AUTHORED_TYPES)}
        assert report.levels == {"junior": len(AUTHORED_TYPES), "mid": 0, "senior": 0}

    def test_coverage_names_the_claims_no_question_grew_from(self) -> None:
        report = check(bank(claims=("S3.1-b", "S3.1-c")))
        assert (report.claims.total, report.claims.covered) == (2, 1)
        assert report.claims.missing == ("S3.1-c",)

    def test_a_sound_bank_has_no_findings(self) -> None:
        assert check(bank()).findings == ()

    @pytest.mark.parametrize("kind", ALL_TYPES)
    def test_a_sound_question_of_each_type_has_no_flaws(self, kind: str) -> None:
        assert list(flaws_of(question(kind))) == []


class TestReferences:
    def test_a_problem_of_loading_is_an_error(self) -> None:
        problem = Problem("questions/cnn.yaml", 3, 5, "questions[0]", "bad")
        report = check(replace(bank(), problems=(problem,)))
        assert [found.problem for found in report.errors] == [problem]

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({"roots": ["S3.1-z"]}, '"a-single" .roots: there is no claim “S3.1-z”'),
            ({"flags": ["F99"]}, '"a-single" .flags: there is no flag “F99”'),
        ],
    )
    def test_a_claim_or_flag_that_nobody_defines(self, changes: dict[str, Any], expected: str) -> None:
        assert expected in said(check(bank(question("single", **changes))))

    def test_an_unknown_topic_is_placed_where_the_question_stands(self, tmp_path: Path) -> None:
        folder = write_bank(tmp_path, authored("single", topic="cnnn"))
        report = check(load_bank(folder, cache_dir=None))
        (problem,) = (one.problem for one in report.errors if "cnnn" in one.problem.what)
        assert (problem.file, problem.line) == ("questions/cnn.yaml", 3)
        assert problem.way_out == "Did you mean `cnn`?"

    def test_a_topic_with_fewer_than_three_questions(self) -> None:
        report = check(bank(question("single"), question("multi")))
        assert '"cnn": the topic has 2 questions, fewer than 3' in said(report)

    def test_templates_do_not_fill_a_topic(self) -> None:
        report = check(bank(question("single"), question("multi"), question("template")))
        assert '"cnn": the topic has 2 questions, fewer than 3' in said(report)

    def test_a_type_that_is_absent(self) -> None:
        held = [question(kind) for kind in ALL_TYPES if kind != "order"]
        assert said(check(bank(*held))) == [": no question has the type order"]

    def test_needs_that_are_no_topic(self) -> None:
        topics = (Topic(**topic("cnn", needs=["math"])),)
        assert '"cnn" .needs: there is no topic “math”' in said(check(replace(bank(), topics=topics)))

    def test_roots_of_topics_are_claims_or_their_beginnings(self) -> None:
        topics = (Topic(**topic("cnn", roots=["S3.1", "S9"])),)
        assert said(check(replace(bank(), topics=topics))) == ['"cnn" .roots: there is no claim “S9”']

    def test_topics_that_need_one_another(self) -> None:
        needs = {"a": ["b"], "b": ["c"], "c": ["a"], "d": ["a"]}
        topics = tuple(Topic(**topic(name, needs=needed)) for name, needed in needs.items())
        circles = [line for line in said(check(replace(bank(), topics=topics))) if "one another" in line]
        assert circles == ['"a" .needs: the topics need one another: a → b → c → a']

    def test_claims_that_point_to_unknown_sections_and_flags(self) -> None:
        content = article()
        content["claims"][0] |= {"section": "S9", "flags": ["F98"]}
        report = check(replace(bank(), article=Article(**content)))
        assert said(report)[:2] == [
            '"S3.1-b" .section: there is no section “S9”',
            '"S3.1-b" .flags: there is no flag “F98”',
        ]

    def test_names_in_challenges_are_checked_too(self, tmp_path: Path) -> None:
        folder = write_bank(tmp_path)
        write_challenge(folder, topics=["cnn", "gan"], roots=["S3.1-z"])
        report = check(load_bank(folder, cache_dir=None))
        assert report.challenges == 1
        named = [one.problem for one in report.errors if one.problem.file.startswith("challenges/")]
        assert {problem.file for problem in named} == {"challenges/tiny/challenge.yaml"}
        assert [problem.what for problem in named] == [
            "there is no topic “gan”",
            "there is no question “some-question”",
            "there is no claim “S3.1-z”",
        ]

    def test_a_claim_id_used_twice(self) -> None:
        report = check(bank(claims=("S3.1-b", "S3.1-b")))
        assert said(report) == ['"S3.1-b": the claim id is used more than once']


class TestQuestionRules:
    @pytest.mark.parametrize("output", ["896", "a line first\n896\n", "896.0", "8.96e2"])
    def test_the_last_line_of_the_script_is_the_key(self, output: str) -> None:
        assert not list(flaws_of(question("numeric", verify={"code": "print()", "output": output})))

    def test_a_script_that_printed_another_number(self) -> None:
        flaw = only_flaw("numeric", verify={"code": "print(864)", "output": "864"})
        assert (flaw.key, flaw.what) == (".verify.output", "it ends with 864, the answer is 896")
        assert not flaw.is_warning

    def test_a_script_within_the_tolerance(self) -> None:
        changes = {"integer": False, "answer": 0.667, "tolerance": {"absolute": 0.001}}
        inside, outside = ({"code": "x", "output": output} for output in ("0.6667", "0.669"))
        assert not list(flaws_of(question("numeric", verify=inside, **changes)))
        assert only_flaw("numeric", verify=outside, **changes).key == ".verify.output"

    def test_a_script_that_printed_no_number(self) -> None:
        flaw = only_flaw("numeric", verify={"code": "print()", "output": "done\n"})
        assert flaw.what == "its last line “done” is not a number"

    @pytest.mark.parametrize("output", ["(3,4)\n", "(3, 4)  \n", "shape\n(3, 4)\ndone"])
    def test_the_output_holds_the_answer(self, output: str) -> None:
        assert not list(flaws_of(question("code-output", verify={"code": "print()", "output": output})))

    @pytest.mark.parametrize("output", ["(3, 5)", "", "((3, 4), 1)"])
    def test_the_output_does_not_hold_the_answer(self, output: str) -> None:
        flaw = only_flaw("code-output", verify={"code": "print()", "output": output})
        assert flaw.key == ".verify.output"

    @pytest.mark.parametrize("words", ["TODO", "TBD: why", "...", "这里待补充", "lorem ipsum dolor"])
    def test_words_that_hold_a_place_for_content(self, words: str) -> None:
        flaw = only_flaw("single", explanation={"zh": "因为。", "en": words})
        assert flaw.key == ".explanation.en"
        assert not flaw.is_warning

    def test_ordinary_words_and_code_are_not_taken_for_stubs(self) -> None:
        changes = {"explanation": text("待定系数 and todos..."), "code": "# TODO in the learner's code"}
        assert not list(flaws_of(question("single", **changes)))

    def test_one_group_of_cues_is_too_few_for_a_relation(self) -> None:
        points = authored("open")["points"]
        points[0]["cues"] = [["推理", "inference"]]
        assert only_flaw("open", points=points).key == ".points[0].cues"

    @pytest.mark.parametrize(("name", "nothing"), [("misconceptions", []), ("follow_up", None)])
    def test_a_point_of_the_bank_has_all_that_an_interview_asks_for(self, name: str, nothing: Any) -> None:
        points = authored("open")["points"]
        points[0][name] = nothing
        assert only_flaw("open", points=points).key == f".points[0].{name}"

    def test_a_template_whose_formula_uses_an_unknown_name(self) -> None:
        assert "unknown name “q”" in only_flaw("template", formula="n - q").what

    def test_a_template_whose_mistake_equals_the_answer(self) -> None:
        mistakes = [{"formula": "n - k + 1", "why": text("no mistake")}]
        assert "no usable draw" in only_flaw("template", mistakes=mistakes).what

    def test_a_template_that_divides_by_zero(self) -> None:
        changes = {"formula": "n / (k - 3)", "parameters": {"n": {"choices": [1]}, "k": {"choices": [3]}}}
        assert "makes no question" in only_flaw("template", **changes).what

    def test_a_template_that_gives_a_function_too_few_values(self) -> None:
        assert "makes no question" in only_flaw("template", formula="max(n)").what

    def test_a_place_that_no_parameter_fills(self) -> None:
        flaws = list(flaws_of(question("template", stem={"zh": "{{m}} 个", "en": "{{m}} of them"})))
        assert [(flaw.key, flaw.what) for flaw in flaws] == [
            (".stem.zh", "the place {{m}} is never filled"),
            (".stem.en", "the place {{m}} is never filled"),
        ]


class TestParity:
    def test_a_number_in_one_language_only_is_found_with_its_place(self) -> None:
        options = authored("single")["options"]
        options[2]["why"] = Text(zh="有 27 个权重", en="There are 28 weights").model_dump()
        report = check(bank(*(question(kind) for kind in ALL_TYPES[1:]), question("single", options=options)))
        (found,) = report.findings
        assert found.severity is Severity.ERROR
        assert found.problem.key == '"a-single" .options[2].why'
        assert found.problem.what == "numbers differ: only zh has 27; only en has 28"

    @pytest.mark.parametrize(
        ("zh", "en"),
        [
            ("两层，25 万参数", "two layers, 250,000 parameters"),
            ("共 3 个", "three in all"),
            ("占 10％", "it is 10%"),
            ("用 `relu` 激活", "activate with `relu`"),
            ("CIFAR-10 有 50k 张", "CIFAR-10 has 50,000 images"),
        ],
    )
    def test_the_same_said_in_each_language_s_way(self, zh: str, en: str) -> None:
        assert list(differences(zh, en)) == []

    @pytest.mark.parametrize(
        ("zh", "en", "what"),
        [
            ("约 0.61", "about 0.62", "numbers differ: only zh has 0.61; only en has 0.62"),
            (
                "`lr` 太大",
                "`learning_rate` too large",
                "code differs: only zh has lr; only en has learning_rate",
            ),
            ("有 896 个", "there are some", "numbers differ: only zh has 896"),
        ],
    )
    def test_what_only_one_language_holds(self, zh: str, en: str, what: str) -> None:
        assert list(differences(zh, en)) == [what]
