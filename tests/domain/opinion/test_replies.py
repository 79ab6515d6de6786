"""Replies of models: with prose, without JSON, half, too long, and made to break a reader."""

from __future__ import annotations

import json

import pytest

from dlprep.domain.opinion.opinions import Verdict
from dlprep.domain.opinion.replies import LONGEST, Claim, UnusableReplyError, read_reply

NAMES = ("p1", "p2")
GOOD = {"p1": {"verdict": "covered", "quote": "a"}, "p2": {"verdict": "missed", "quote": ""}}
CLAIMS = {"p1": Claim(Verdict.COVERED, "a"), "p2": Claim(Verdict.MISSED, "")}


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(GOOD),
        f"Sure!\n```json\n{json.dumps(GOOD, indent=1)}\n```\nHope {{that}} helps.",
        '{"thinking": "p1"} ' + json.dumps(GOOD),
        json.dumps({**GOOD, "p9": {"verdict": "covered", "quote": "a"}, "score": 100}),
        json.dumps(
            {
                "p1": {"verdict": " Covered", "quote": "a", "why": "x"},
                "p2": {"verdict": "MISSED", "quote": None},
            }
        ),
    ],
)
def test_the_verdicts_are_read(text: str) -> None:
    assert read_reply(text, NAMES) == CLAIMS


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "no JSON object"),
        ("p1 is covered, p2 is missed.", "no JSON object"),
        ('{"p1": {"verdict": "covered"', "no JSON object"),
        ("[" * 15_000, "no JSON object"),
        ('{"a":' * 3_000, "no JSON object"),
        ("{" * 15_000, "no JSON object"),
        (json.dumps({"p1": GOOD["p1"]}), "p2 was missing"),
        ("{}", "p1, p2 was missing"),
        (json.dumps({**GOOD, "p2": {"verdict": "yes", "quote": ""}}), "the verdict of p2"),
        (json.dumps({**GOOD, "p2": {"verdict": "uncertain", "quote": ""}}), "the verdict of p2"),
        (json.dumps({**GOOD, "p2": {"verdict": ["covered"], "quote": ""}}), "the verdict of p2"),
        (json.dumps({**GOOD, "p2": "covered"}), "the verdict of p2"),
        ("x" * (LONGEST + 1), "too long"),
        ('{"p1": ' + "9" * 10_000 + "}", "no JSON object"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_says_why(text: str, problem: str) -> None:
    with pytest.raises(UnusableReplyError, match=problem):
        read_reply(text, NAMES)


@pytest.mark.parametrize("quote", [5, ["a"], {"a": 1}, "a" * 3_000])
def test_a_quote_that_is_none_is_empty(quote: object) -> None:
    found = read_reply(json.dumps({**GOOD, "p1": {"verdict": "covered", "quote": quote}}), NAMES)

    assert found["p1"] == Claim(Verdict.COVERED, "")
