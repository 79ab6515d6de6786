"""Search: every word must be there, in any of both languages, and the closest comes first."""

from __future__ import annotations

from typing import Any

import pytest

from dlprep.services.search import SearchIndex, Where
from factory import ALL_TYPES, authored, bank, option, options, question


def words(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


def index(*questions: Any) -> SearchIndex:
    return SearchIndex(bank(*questions))


def ids(found: SearchIndex, query: str) -> list[str]:
    return [hit.question_id for hit in found.find(query)]


@pytest.fixture(scope="module")
def some() -> SearchIndex:
    return index(
        question("single", id="adam", stem=words("用 Adam 时学习率怎样选？", "Which rate for Adam?")),
        question("multi", id="pooling", stem=words("池化层做什么？", "What does pooling do?")),
        question("numeric", id="conv-params", stem=words("卷积层的参数量", "Parameters of Conv2D")),
    )


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("adam", ["adam"]),
        ("ADAM", ["adam"]),
        ("Ａｄａｍ", ["adam"]),
        ("学习率", ["adam"]),
        ("用Adam", ["adam"]),
        ("rate adam", ["adam"]),
        ("adam rate 学习", ["adam"]),
        ("pool", ["pooling"]),
        ("卷积 param", ["conv-params"]),
        ("卷积 adam", []),
        ("层", ["pooling", "conv-params"]),
        ("S3.1-b numeric", ["conv-params"]),
        ("", []),
        ("   ", []),
        ("no such words", []),
        (".*", []),
    ],
)
def test_all_words_must_be_there_in_either_language(
    some: SearchIndex, query: str, expected: list[str]
) -> None:
    assert ids(some, query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("a", ["adam", "conv-params", "pooling"]),
        ("da", ["adam"]),
        ("ooling", ["pooling"]),
        ("率怎样", ["adam"]),
        ("rams ers", ["conv-params"]),
        ("conv-params", ["conv-params"]),
        ("adamrate", []),
    ],
)
def test_a_term_may_be_any_part_of_a_word(some: SearchIndex, query: str, expected: list[str]) -> None:
    assert ids(some, query) == expected


def test_a_topic_is_found_by_its_name_in_both_languages(some: SearchIndex) -> None:
    assert ids(some, "cnn 题") == ["adam", "pooling", "conv-params"]


def test_the_closest_part_comes_first() -> None:
    gradient = {"zh": "梯度", "en": "gradient"}
    found = index(
        question("single", id="last", explanation=gradient),
        question(
            "single",
            id="third",
            options=[option("a", correct=True) | gradient, *options("b", "c", correct="")],
        ),
        question("single", id="second", stem=gradient),
        question("single", id="gradient"),
    )
    hits = found.find("gradient")
    assert [hit.question_id for hit in hits] == ["gradient", "second", "third", "last"]
    assert [hit.where for hit in hits] == [Where.ID, Where.STEM, Where.OPTIONS, Where.EXPLANATION]


@pytest.mark.parametrize("kind", ALL_TYPES)
def test_every_word_shown_to_the_learner_can_be_found(kind: str) -> None:
    content = authored(kind)
    found = index(question(kind))
    shown = [content["stem"]["zh"], content["explanation"]["en"], content["hints"][0]["zh"]]
    shown += [one["en"] for key in ("options", "steps") for one in content.get(key, ())]
    shown += [one["left"]["en"] for one in content.get("pairs", ())]
    shown += [one["text"]["zh"] for one in content.get("points", ())]
    for text in shown:
        assert ids(found, text) == [f"a-{kind}"], text


def test_at_most_as_many_as_asked_for() -> None:
    found = index(*(question("single", id=f"q-{number}") for number in range(9)))
    assert [hit.question_id for hit in found.find("what", limit=3)] == ["q-0", "q-1", "q-2"]
