"""Loading a bank folder: what is good loads, what is bad is a problem with place and way out."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from unittest.mock import Mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bank.bank_files import article, claim, questions_file, topic, write_bank
from dlprep.bank.entries import MAX_ENTRIES
from dlprep.bank.loader import load_bank
from dlprep.bank.sources import MAX_BYTES
from factory import ALL_TYPES, authored, text

if TYPE_CHECKING:
    from dlprep.domain.bank import Problem, QuestionBank


def load(folder: Path) -> QuestionBank:
    return load_bank(folder, cache_dir=None)


def only_problem(bank: QuestionBank) -> Problem:
    (problem,) = bank.problems
    return problem


def without(question: dict[str, Any], *path: str | int) -> dict[str, Any]:
    part: Any = question
    for step in path[:-1]:
        part = part[step]
    del part[path[-1]]
    return question


def test_every_type_of_question_loads(tmp_path: Path) -> None:
    bank = load(write_bank(tmp_path, *(authored(kind) for kind in ALL_TYPES)))
    assert bank.problems == ()
    assert [question.type for question in bank.questions.values()] == list(ALL_TYPES)
    assert [one.id for one in bank.topics] == ["cnn"]
    assert bank.article is not None
    assert bank.article.claims[0].id == "S3.1-b"


def test_questions_keep_the_order_of_files_and_entries(tmp_path: Path) -> None:
    zoo = questions_file(authored("single", id="z-two"), authored("single", id="z-one"))
    bank = load(write_bank(tmp_path, authored("single", id="c-one"), zoo=zoo))
    assert list(bank.questions) == ["c-one", "z-two", "z-one"]


def test_templates_are_questions_too(tmp_path: Path) -> None:
    write_bank(tmp_path)
    (tmp_path / "templates.yaml").write_text(questions_file(authored("template")), "utf-8")
    assert list(load(tmp_path).questions) == ["a-template"]


def test_templates_may_stand_in_a_folder_of_their_own(tmp_path: Path) -> None:
    write_bank(tmp_path)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "shapes.yaml").write_text(questions_file(authored("template")), "utf-8")
    assert list(load(tmp_path).questions) == ["a-template"]
    (tmp_path / "templates" / "shapes.yaml").write_text("format: 1\nquestions: 7\n", "utf-8")
    assert only_problem(load(tmp_path)).file == "templates/shapes.yaml"


def test_one_bad_question_hides_none_of_its_file(tmp_path: Path) -> None:
    bad = without(authored("single", id="bad"), "stem")
    bank = load(write_bank(tmp_path, authored("single", id="one"), bad, authored("single", id="two")))
    assert list(bank.questions) == ["one", "two"]
    problem = only_problem(bank)
    assert problem.file == "questions/cnn.yaml"
    assert problem.key == 'questions[1] "bad" .stem'
    assert problem.what == "`stem` is missing"


def test_broken_yaml_in_one_question_hides_none_of_its_file(tmp_path: Path) -> None:
    one, two = (questions_file(authored("single", id=name)) for name in ("one", "two"))
    bad = "- id: bad\n  stem:\n\tzh: 一\n"
    bank = load(write_bank(tmp_path, cnn=one + bad + two.partition("questions:\n")[2]))
    assert list(bank.questions) == ["one", "two"]
    problem = only_problem(bank)
    assert problem.what == "a tab stands where spaces are needed"
    assert problem.line == one.count("\n") + 3


def test_one_bad_file_hides_no_other(tmp_path: Path) -> None:
    bank = load(write_bank(tmp_path, authored("single"), bad="questions: [", other=b"\xff\xfe"))
    assert list(bank.questions) == ["a-single"]
    assert {problem.file for problem in bank.problems} == {"questions/bad.yaml", "questions/other.yaml"}


def test_one_bad_topic_hides_no_other(tmp_path: Path) -> None:
    bank = load(write_bank(tmp_path, topics=[topic("cnn"), topic("RNN"), topic("gan")]))
    assert [one.id for one in bank.topics] == ["cnn", "gan"]
    assert only_problem(bank).key == 'topics[1] "RNN" .id'


def test_an_id_used_twice_names_both_places(tmp_path: Path) -> None:
    again = questions_file(authored("single", id="twice"))
    bank = load(write_bank(tmp_path, authored("single", id="twice"), zoo=again))
    problem = only_problem(bank)
    assert (problem.file, problem.line) == ("questions/zoo.yaml", 3)
    assert problem.what == "the id is already used in questions/cnn.yaml:3"
    assert list(bank.questions) == ["twice"]


@pytest.mark.parametrize(
    ("changes", "key", "what", "way_out"),
    [
        ({"stemm": text("x")}, ".stemm", "the key `stemm` is not known here", "Did you mean `stem`?"),
        ({"id": "Has_Caps"}, ".id", "“Has_Caps” is not an id", "Use lower-case letters, digits"),
        ({"level": "midd"}, ".level", "“midd” is not one of those allowed", "Did you mean `mid`?"),
        ({"type": "singel"}, "", "there is no type “singel”", "Did you mean `single`?"),
        ({"roots": ["4.1"]}, ".roots[0]", "“4.1” is not a claim id", "looks like S4.1-c06"),
        ({"flags": ["F1"]}, ".flags[0]", "“F1” is not a flag id", "looks like F12"),
        ({"roots": []}, ".roots", "0 given, at least 1 needed", "Add some."),
        ({"roots": "S3.1-b"}, ".roots", "“S3.1-b” is not a list", "one item a line"),
        ({"stem": "What?"}, ".stem", "“What?” is not keys and values", "`key: value`"),
        ({"stem": {"zh": "一", "en": 896}}, ".stem.en", "“896” is not text", "quotes: '896'"),
        ({"stem": {"zh": "一", "en": None}}, ".stem.en", "nothing is given where text must be", "Write"),
        ({"stem": {"zh": "一", "en": " "}}, ".stem.en", "the text is empty", "Write it"),
        ({"keep_order": "maybe"}, ".keep_order", "“maybe” is not true or false", "Write true or false"),
        ({"reviewed_on": "last week"}, ".reviewed_on", "“last week” is not a date", "YYYY-MM-DD"),
    ],
)
def test_a_problem_says_what_and_the_way_out(
    tmp_path: Path, changes: dict[str, Any], key: str, what: str, way_out: str
) -> None:
    question = authored("single", id="one") | changes
    problem = only_problem(load(write_bank(tmp_path, question)))
    assert problem.key.rstrip() == f'questions[0] "{question["id"]}" {key}'.rstrip()
    assert problem.what == what
    assert way_out in problem.way_out
    assert problem.line >= 3


def test_a_key_unknown_deep_inside_is_compared_with_the_keys_of_that_place(tmp_path: Path) -> None:
    question = authored("single", id="one")
    question["options"][0]["why"]["eng"] = "x"
    problem = only_problem(load(write_bank(tmp_path, question)))
    assert problem.key == 'questions[0] "one" .options[0].why.eng'
    assert problem.way_out == "Did you mean `en`?"


def test_the_place_is_the_line_of_the_wrong_value(tmp_path: Path) -> None:
    content = questions_file(authored("single", id="one", level="hard"))
    problem = only_problem(load(write_bank(tmp_path, cnn=content)))
    assert content.splitlines()[problem.line - 1].strip() == "level: hard"
    assert problem.column == content.splitlines()[problem.line - 1].index("level") + 1


def test_a_rule_of_the_model_is_told_in_its_own_words(tmp_path: Path) -> None:
    question = authored("single", id="one")
    for option in question["options"]:
        option["correct"] = False
    problem = only_problem(load(write_bank(tmp_path, question)))
    assert problem.what == "exactly one option must be correct, not 0"


@pytest.mark.parametrize("entry", ["- {a: 1, a: 2}\n", "- a\n", "- a: b: c\n"])
def test_a_flood_of_bad_entries_is_cut_off_and_said(tmp_path: Path, entry: str) -> None:
    bank = load(write_bank(tmp_path, flood="format: 1\nquestions:\n" + entry * (MAX_ENTRIES + 50)))
    flood = [problem for problem in bank.problems if "no more are read" in problem.what]
    assert [problem.line for problem in flood] == [MAX_ENTRIES + 3]
    assert len(bank.problems) == MAX_ENTRIES + 1


def test_a_formula_that_exhausts_the_parser_is_a_problem(tmp_path: Path) -> None:
    deep = authored("template", id="deep", require=["-" * 20_000 + "n"])
    bank = load(write_bank(tmp_path, deep, authored("single")))
    assert only_problem(bank).key == 'questions[0] "deep" .require[0]'
    assert list(bank.questions) == ["a-single"]


def test_an_entry_that_is_no_mapping_is_a_problem(tmp_path: Path) -> None:
    content = questions_file(authored("single", id="one")) + "- just words\n"
    bank = load(write_bank(tmp_path, cnn=content))
    assert list(bank.questions) == ["one"]
    assert only_problem(bank).key == "questions[1]"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("", "the file holds no keys"),
        ("format: 2\nquestions: []", "`format` is not one that is known"),
        ("format: true\nquestions: []", "`format` is not one that is known"),
        ("questions: []", "`format` is missing"),
        ("format: 1\nquestions: 3", "`questions` is missing or not a list"),
        ("format: 1\nquestion: []\nquestions: []", "the key `question` is not known here"),
        (b"format: 1\nquestions: [caf\xe9]\n", "the byte 0xE9 is not UTF-8"),
    ],
)
def test_a_file_of_the_wrong_form_is_one_problem(tmp_path: Path, content: str | bytes, what: str) -> None:
    assert only_problem(load(write_bank(tmp_path, bad=content))).what == what


def test_a_byte_that_is_not_utf8_is_placed_by_line_and_character(tmp_path: Path) -> None:
    content = "format: 1\nquestions: ['卷积 ".encode() + b"\xe9']\n"
    problem = only_problem(load(write_bank(tmp_path, bad=content)))
    assert (problem.line, problem.column) == (2, 17)


def test_a_byte_order_mark_is_accepted(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbf" + questions_file(authored("single")).encode()
    bank = load(write_bank(tmp_path, cnn=content))
    assert bank.problems == ()
    assert list(bank.questions) == ["a-single"]


def test_a_bad_article_is_a_problem_and_the_questions_load(tmp_path: Path) -> None:
    bad = article(claims=[claim(), claim("S3.1-c", says={"zh": "说"})])
    bank = load(write_bank(tmp_path, authored("single"), the_article=bad))
    assert bank.article is None
    assert list(bank.questions) == ["a-single"]
    assert only_problem(bank).key == "claims[1].says.en"


class TestFilesThatCannotBeRead:
    def test_an_empty_folder_has_a_problem_for_each_part(self, tmp_path: Path) -> None:
        bank = load(tmp_path)
        assert {problem.file for problem in bank.problems} == {"topics.yaml", "article.yaml", "questions"}
        assert not bank.questions

    def test_a_folder_that_is_not_there_is_no_exception(self, tmp_path: Path) -> None:
        assert load(tmp_path / "none").problems

    def test_a_directory_in_place_of_a_file(self, tmp_path: Path) -> None:
        write_bank(tmp_path, authored("single"))
        (tmp_path / "questions" / "dir.yaml").mkdir()
        bank = load(tmp_path)
        assert only_problem(bank).file == "questions/dir.yaml"
        assert list(bank.questions) == ["a-single"]

    def test_a_link_out_of_the_folder_is_not_followed(self, tmp_path: Path) -> None:
        outside = tmp_path / "outside.yaml"
        outside.write_text(questions_file(authored("single", id="outside")), "utf-8")
        folder = write_bank(tmp_path / "bank", authored("single"))
        (folder / "questions" / "link.yaml").symlink_to(outside)
        bank = load(folder)
        assert only_problem(bank).what == "the link leads out of its folder"
        assert list(bank.questions) == ["a-single"]

    def test_a_link_to_nothing_and_a_link_to_itself(self, tmp_path: Path) -> None:
        write_bank(tmp_path, authored("single"))
        (tmp_path / "questions" / "gone.yaml").symlink_to(tmp_path / "nothing")
        (tmp_path / "questions" / "loop.yaml").symlink_to(tmp_path / "questions" / "loop.yaml")
        problems = load(tmp_path).problems
        assert [problem.file for problem in problems] == ["questions/gone.yaml", "questions/loop.yaml"]

    def test_a_pipe_is_not_waited_for(self, tmp_path: Path) -> None:
        write_bank(tmp_path, authored("single"))
        os.mkfifo(tmp_path / "questions" / "pipe.yaml")
        assert only_problem(load(tmp_path)).what == "this is not a file"

    def test_folders_that_cannot_be_listed(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write_bank(tmp_path, authored("single"))
        refusal = PermissionError(13, "Permission denied")
        for name in ("iterdir", "rglob"):
            monkeypatch.setattr(Path, name, Mock(side_effect=refusal))
        problems = load(tmp_path).problems
        assert {problem.file for problem in problems} == {"questions", "challenges"}
        assert all("Permission denied" in problem.what for problem in problems)

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
    def test_a_file_without_permission(self, tmp_path: Path) -> None:
        write_bank(tmp_path, authored("single"), closed="format: 1")
        (tmp_path / "questions" / "closed.yaml").chmod(0)
        assert "Permission denied" in only_problem(load(tmp_path)).what

    def test_a_file_too_large(self, tmp_path: Path) -> None:
        write_bank(tmp_path, big=b"#" * (MAX_BYTES + 1))
        assert only_problem(load(tmp_path)).what == "the file is larger than 5 MiB"

    def test_a_file_with_another_suffix_is_pointed_out(self, tmp_path: Path) -> None:
        write_bank(tmp_path, authored("single"))
        (tmp_path / "questions" / "more.yml").write_text("format: 1")
        assert only_problem(load(tmp_path)).what == "only files that end in .yaml are read"

    def test_a_file_name_that_is_not_text(self, tmp_path: Path) -> None:
        write_bank(tmp_path)
        try:
            Path(os.fsdecode(os.fsencode(tmp_path) + b"/questions/\xff.yaml")).write_text("format: 1")
        except OSError:
            pytest.skip("this file system takes UTF-8 names only")
        str(only_problem(load(tmp_path))).encode("utf-8")


ANY_BYTES = st.one_of(
    st.binary(max_size=400),
    st.text(alphabet="format: 1\nquestions:[]{}-&*!|>'\"#%@`?,\tab0.~\\<=\x00é一", max_size=300).map(
        str.encode
    ),
)
AUTHORED = questions_file(*(authored(kind) for kind in ALL_TYPES)).encode()


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(questions=ANY_BYTES, topics=ANY_BYTES, article_bytes=ANY_BYTES)
def test_no_bytes_make_loading_raise(questions: bytes, topics: bytes, article_bytes: bytes) -> None:
    with TemporaryDirectory() as name:
        folder = write_bank(Path(name), any=questions)
        (folder / "topics.yaml").write_bytes(topics)
        (folder / "article.yaml").write_bytes(article_bytes)
        bank = load(folder)
        assert all(problem.what and problem.file for problem in bank.problems)
        assert bank.problems, "no such bytes are a good topics file"


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(at=st.integers(0, len(AUTHORED)), cut=st.integers(0, 30), put=st.binary(max_size=6))
def test_damage_at_any_place_is_a_problem_or_leaves_valid_questions(at: int, cut: int, put: bytes) -> None:
    with TemporaryDirectory() as name:
        bank = load(write_bank(Path(name), any=AUTHORED[:at] + put + AUTHORED[at + cut :]))
        assert bank.problems or bank.questions
        assert all(question.id == key for key, question in bank.questions.items())
