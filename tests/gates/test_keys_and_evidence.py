"""Q16, Q18 to Q21: reasons, scripts, sources and dates."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dlprep.services.gates.evidence import dated_fact, dated_facts, is_primary, sources
from dlprep.services.gates.keys import is_self_contained, rationales, runnable_snippets, verified_keys
from dlprep.services.gates.words import texts_of
from factory import question, text
from gates_support import choices, row

TODAY = date(2026, 11, 26)


class TestReasons:
    def offence(self, *whys: str) -> str:
        options = choices("one", "two", "three")
        for option, why in zip(options, whys, strict=True):
            option["why"] = {"zh": f"因为{why}", "en": why}
        return next((one.what for one in rationales([question("single", options=options)]).offences), "")

    def test_every_option_has_a_reason_of_its_own(self) -> None:
        assert self.offence("It is so", "Forgot the bias", "Mixed up rows") == ""

    @pytest.mark.parametrize(
        ("why", "what"),
        [
            ("Wrong.", "the reason says nothing"),
            ("It is so", "two options give the same reason"),
            ("Two", "the reason only repeats the option"),
        ],
    )
    def test_reasons_that_are_none(self, why: str, what: str) -> None:
        assert self.offence("It is so", why, "Mixed up rows") == what


class TestScripts:
    def cloze(self, accept: str, stem: str = "It is [[1]]", **more: Any) -> Any:
        return question("cloze", stem={"zh": stem, "en": stem}, blanks=[{"accept": [accept]}], **more)

    def test_a_number_in_a_gap_needs_a_script_that_printed_it(self) -> None:
        assert verified_keys([self.cloze("2.25")]).passed is False
        good = {"code": "x", "output": "[2.25, 7]"}
        assert verified_keys([self.cloze("2.25", verify=good)]).passed is True
        assert verified_keys([self.cloze("2.5", verify=good)]).passed is False

    def test_a_word_in_a_gap_and_a_number_the_stem_gives_need_none(self) -> None:
        held = [self.cloze("Adam"), self.cloze("32", stem="Of 32 rows each gets 1/[[1]]")]
        assert verified_keys(held).sample == 0

    def test_a_key_that_its_script_did_not_print(self) -> None:
        bad = question("numeric", verify={"code": "x", "output": "864"})
        assert verified_keys([question("code-output"), bad]).question_ids == ("a-numeric",)

    @pytest.mark.parametrize(
        ("code", "alone"),
        [
            ("import numpy as np\nx = np.ones(3)\nprint(x.sum())", True),
            ("def f(a, *b, c=1, **d):\n    return [q for q in b if q > a]\nprint(f(1, 2))", True),
            ("try:\n    1 / 0\nexcept ZeroDivisionError as error:\n    print(error)", True),
            ("model.fit(x_train, y_train)", False),
            ("import numpy as np\nx = np.load(open('f'))", False),
            ("from keras.datasets import cifar10\nd = cifar10.load_data()", False),
            ("if x:", False),
        ],
    )
    def test_code_that_can_run_by_itself(self, code: str, *, alone: bool) -> None:
        assert is_self_contained(code) is alone

    def test_a_bug_that_can_run_must_have_been_run(self) -> None:
        silent = question("spot-bug")
        shown = question("spot-bug", id="b", verify={"code": "print(1)", "output": "1"})
        part = question("spot-bug", id="c", code="a\nb", fix="model.fit(data)", bug_lines=[1])
        found = runnable_snippets([silent, shown, part])
        assert (found.question_ids, found.sample) == (("a-spot-bug",), 2)


class TestSources:
    HOSTS = frozenset({"keras.io", "arxiv.org"})

    def test_a_host_covers_its_subdomains_and_nothing_that_only_ends_alike(self) -> None:
        assert is_primary("keras.io", self.HOSTS)
        assert is_primary("www.KERAS.io", self.HOSTS)
        assert not is_primary("notkeras.io", self.HOSTS)

    def test_one_primary_source_is_enough_and_others_are_listed(self) -> None:
        blog = {"title": "Blog", "url": "https://blog.example.org/x"}
        paper = {"title": "Paper", "url": "https://arxiv.org/abs/1412.6980"}
        held = [question("single", id="a", sources=[blog]), question("single", id="b", sources=[blog, paper])]
        rows = list(sources(held, self.HOSTS))
        assert row(rows, "Questions with a primary").question_ids == ("a",)
        assert row(rows, "Sources on other").question_ids == ("a", "b")


class TestDates:
    def fact(self, en: str, zh: str = "因为。") -> str:
        one = question("single", explanation={"zh": zh, "en": en})
        return dated_fact(texts_of([one])[one.id])

    @pytest.mark.parametrize(
        ("en", "zh"),
        [
            ("In Keras 3.15 it raises.", "会报错。"),
            ("It moved to the Linux Foundation.", "它搬家了。"),
            ("So it is.", "截至 2026 年仍是默认值。"),
            ("A 2025 survey put the salary lower.", "调查。"),
        ],
    )
    def test_words_that_date_a_fact(self, en: str, zh: str) -> None:
        assert self.fact(en, zh)

    @pytest.mark.parametrize(
        "en", ["Keras 3 is meant.", "He et al. 2015 show it.", "Python runs it.", "0.5 pays off."]
    )
    def test_words_that_do_not(self, en: str) -> None:
        assert self.fact(en) == ""

    def test_a_dated_fact_needs_its_day_and_an_old_one_is_listed(self) -> None:
        words = text("In Keras 3.15 it raises")
        held = [
            question("single", id="a", explanation=words),
            question("single", id="b", explanation=words, as_of="2026-11-01"),
            question("single", id="c", as_of="2025-11-25"),
        ]
        rows = list(dated_facts(held, texts_of(held), TODAY))
        assert row(rows, "Dated facts that").question_ids == ("a",)
        assert row(rows, "Dated facts older").question_ids == ("c",)
