"""Reading YAML: values, places, and a fault instead of an exception."""

import pytest

from dlprep.bank.documents import MAX_DEPTH, read_document


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("-0.5", -0.5),
        ("1.5e3", 1500.0),
        ("true", True),
        ("~", None),
        ("2026-11-24", "2026-11-24"),
        ("no", "no"),
        ("007", "007"),
        ("1e999", "1e999"),
        (".inf", ".inf"),
        ("9" * 5000, "9" * 5000),
        ("'12'", "12"),
        ("|\n  a\n  b", "a\nb"),
    ],
)
def test_a_plain_value_becomes_what_it_looks_like_and_else_stays_text(text: str, value: object) -> None:
    document = read_document(f"key: {text}")
    assert document.data == {"key": value}
    assert document.faults == ()


def test_a_place_is_the_line_and_column_of_the_key() -> None:
    document = read_document("questions:\n  - id: a\n    stem:\n      zh: 一\n      en: one\n")
    assert document.place(("questions", 0, "stem", "en")) == (5, 7)


def test_the_place_of_something_missing_is_the_nearest_part_above_it() -> None:
    document = read_document("questions:\n  - id: a\n    stem:\n      zh: 一\n")
    assert document.place(("questions", 0, "stem", "en")) == (3, 5)


def test_lines_count_from_where_the_text_stood_in_its_file() -> None:
    assert read_document("- id: a\n  id: b", first_line=40).faults[0].line == 41


def test_an_alias_repeats_its_value() -> None:
    assert read_document("a: &x {b: 1}\nc: *x").data == {"a": {"b": 1}, "c": {"b": 1}}


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        ("a: 1\n\tb: 2", (2, 1), "a tab stands where spaces are needed"),
        ("a: one: two", (1, 7), "a colon makes this text look like a key"),
        ("a: `x`", (1, 4), "text cannot start with this character"),
        ("a: *x", (1, 4), "`*x` points to nothing"),
        ("a: &x [*x]", (1, 8), "`*x` points to nothing"),
        ("a: [1, 2", (2, 1), "a bracket is opened and never closed"),
        ("a: 'x", (1, 6), "a quote is opened and never closed"),
        ("[a]: 1", (1, 1), "a key must be a word"),
        ("a: 1\n---\nb: 1", (2, 1), "a second document starts here"),
        ("a: x\x00", (1, 5), "the character U+0000 cannot be shown"),
        ("a: é\x1b[31m", (1, 5), "the character U+001B cannot be shown"),
        ("[" * (MAX_DEPTH + 1), (1, MAX_DEPTH + 1), f"values are nested more than {MAX_DEPTH} deep"),
    ],
)
def test_what_cannot_be_read_is_one_fault_at_its_place(text: str, place: tuple[int, int], what: str) -> None:
    document = read_document(text)
    (fault,) = document.faults
    assert document.is_broken
    assert (fault.what, (fault.line, fault.column)) == (what, place)
    assert fault.way_out


def test_a_repeated_key_names_the_line_of_the_first_and_keeps_its_value() -> None:
    document = read_document("stem:\n  zh: 一\n  en: one\n  zh: 二\n")
    (fault,) = document.faults
    assert fault.what == "the key `zh` was already given in line 2"
    assert (fault.line, fault.column, fault.path) == (4, 3, ("stem", "zh"))
    assert document.data == {"stem": {"zh": "一", "en": "one"}}


def test_an_escaped_control_character_is_a_fault_of_its_value_only() -> None:
    document = read_document('a: "\\e[31m"\nb: 2')
    assert [fault.path for fault in document.faults] == [("a",)]
    assert not document.is_broken


def test_a_tag_is_refused_without_making_an_object() -> None:
    document = read_document("a: !!python/object/apply:os.getcwd []\n")
    assert [fault.what for fault in document.faults] == [
        "the tag `tag:yaml.org,2002:python/object/apply:os.getcwd` is not used here"
    ]
    assert document.data == {"a": []}


def test_aliases_that_grow_without_end_are_stopped() -> None:
    lines = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    (fault,) = read_document("\n".join(lines)).faults
    assert "aliases" in fault.what
