"""Notes of Anki: read from plain text, and written as a package that Anki can open."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest

from dlprep.bank.anki_export import anki_package, as_asked
from dlprep.bank.anki_import import import_anki
from dlprep.bank.html_text import plain_text
from dlprep.domain.language import Language
from factory import ALL_TYPES, bank, question

if TYPE_CHECKING:
    from pathlib import Path

    from dlprep.bank.importing import Imported

AT = datetime(2026, 3, 14, 12, tzinfo=UTC)
HEAD = "#separator:tab\n#html:true\n#tags column:3\n"


def notes(text: str) -> Imported:
    return import_anki(text, "utf-8", topic="", name="deck", topics={"cnn"})


class TestImport:
    def test_a_basic_card_becomes_an_open_question_that_is_marked_incomplete(self) -> None:
        found = notes(
            HEAD + "What is a <b>CNN</b>?\tA network&nbsp;of convolutions.\ttopic::cnn level::mid\n"
        )
        (one,) = found.questions
        assert (one["type"], one["topic"], one["level"]) == ("open", "cnn", "mid")
        assert one["stem"]["en"] == "What is a CNN?"
        assert one["stem"]["zh"].startswith("TODO")
        assert one["reference"]["en"] == "A network of convolutions."
        assert one["points"][0]["text"]["en"].startswith("TODO")
        assert found.incomplete == 1

    def test_gaps_become_a_cloze(self) -> None:
        found = notes("用{{c1::ReLU::激活函数}}替换{{c2::Sigmoid}}可以缓解梯度消失\t见第三章\n")
        (one,) = found.questions
        assert one["type"] == "cloze"
        assert one["stem"]["zh"] == "用[[1]]替换[[2]]可以缓解梯度消失"
        assert one["blanks"] == [{"accept": ["ReLU"]}, {"accept": ["Sigmoid"]}]
        assert one["hints"][0]["zh"] == "激活函数"
        assert one["explanation"]["zh"] == "见第三章"
        assert one["stem"]["en"].startswith("TODO")

    @pytest.mark.parametrize(
        ("note", "what"),
        [
            ("\tback only\t\n", "no front"),
            ("{{c1::a}}{{c2::b}}{{c3::c}}{{c4::d}}\t\t\n", "more than 3 gaps"),
            ("{{c1::a {{c2::b}} c}}\t\t\n", "a gap inside a gap"),
        ],
    )
    def test_a_note_that_cannot_be_one_question_is_told_by_line(self, note: str, what: str) -> None:
        found = notes(f"{HEAD}good\tyes\t\n{note}also good\tyes\t\n")
        (bad,) = found.bad_rows
        assert bad.line == 5
        assert what in str(bad.what)
        assert [one["stem"]["en"] for one in found.questions] == ["good", "also good"]

    def test_headers_say_separator_html_and_what_is_no_field(self) -> None:
        head = "#separator:Semicolon\n#html:false\n#guid column:1\n#notetype column:2\n#deck column:3\n"
        found = notes(head + 'g1;Basic;Deck;"a < b; is it?";"yes, ""it"" is"\n')
        (one,) = found.questions
        assert one["stem"]["en"] == "a < b; is it?"
        assert one["reference"]["en"] == 'yes, "it" is'

    def test_an_export_without_headers_is_tabs_and_html(self) -> None:
        (one,) = notes('"line one<br>line two"\tback\n').questions
        assert one["stem"]["en"] == "line one\nline two"

    @pytest.mark.parametrize("text", ["", "#separator:tab", "#separator:tab\n", "\n\n"])
    def test_nothing_gives_nothing(self, text: str) -> None:
        assert notes(text).questions == []


def test_html_becomes_plain_text() -> None:
    html = (
        "<div>Use <code>x &lt; 1</code> and \\(a^2\\) or [$]b[/$]</div><ul><li>one</li><li>two</li></ul>"
        '<img src="p.png">[sound:a.mp3]<script>alert(1)</script><style>p{}</style>&amp;'
    )
    assert plain_text(html) == "Use `x < 1` and $a^2$ or $b$\none\ntwo\n[p.png]&"


def opened(package: bytes, folder: Path) -> dict[str, dict[str, Any]]:
    """Notes of a package by what identifies them, with the names of their decks."""
    with zipfile.ZipFile(BytesIO(package)) as archive:
        archive.extract("collection.anki2", folder)
    connection = sqlite3.connect(folder / "collection.anki2")
    try:
        (decks,) = connection.execute("select decks from col").fetchone()
        names = {int(key): one["name"] for key, one in json.loads(decks).items()}
        rows = connection.execute(
            "select guid, flds, tags, did from notes join cards on cards.nid = notes.id"
        ).fetchall()
    finally:
        connection.close()
    found = {}
    for guid, fields, tags, deck in rows:
        front, back, name = fields.split("\x1f")
        found[name] = {
            "guid": guid, "front": front, "back": back, "tags": tags.split(), "deck": names[deck],
        }  # fmt: skip
    return found


class TestPackage:
    def package(self, *questions: Any, languages: tuple[Language, ...] = (Language.EN,)) -> bytes:
        held = bank(*questions)
        asked = as_asked(held.questions.values())
        assert asked.undrawn == ()
        return anki_package(asked.notes, held.topics, languages, at=AT)

    def test_every_type_is_a_note_and_a_template_three(self, tmp_path: Path) -> None:
        found = opened(self.package(), tmp_path)
        drawn = {f"a-template/{seed}" for seed in range(3)}
        assert set(found) == {f"a-{kind}" for kind in ALL_TYPES if kind != "template"} | drawn
        assert {one["deck"] for one in found.values()} == {"dlprep::cnn"}
        assert len({found[name]["front"] for name in drawn}) == 3

    def test_both_sides_say_what_they_should(self, tmp_path: Path) -> None:
        found = opened(self.package(), tmp_path)
        single = found["a-single"]
        assert "Option c" in single["front"]
        assert "why" not in single["front"]
        for words in ("<b>✓ Option b</b>", "why c", "Because.", 'href="https://example.org/docs"'):
            assert words in single["back"]
        assert {"topic::cnn", "level::junior", "type::single", "root::S3.1-b"} == set(single["tags"])
        assert "<pre>" in found["a-spot-bug"]["front"]
        assert "Line 2" in found["a-spot-bug"]["back"]
        assert "global norm" not in found["a-cloze"]["front"]
        assert "global norm" in found["a-cloze"]["back"]
        assert "type::template" in found["a-template/0"]["tags"]

    def test_the_order_of_steps_is_not_given_away(self, tmp_path: Path) -> None:
        steps = [
            {"id": name, "zh": name, "en": f"{word} step"} for name, word in zip("abcd", "zyxw", strict=True)
        ]
        found = opened(self.package(question("order", steps=steps)), tmp_path)["a-order"]
        assert found["front"].index("w step") < found["front"].index("z step")
        assert found["back"].index("z step") < found["back"].index("w step")

    def test_language_can_be_either_or_both(self, tmp_path: Path) -> None:
        one = opened(self.package(question("single"), languages=(Language.ZH,)), tmp_path)["a-single"]
        assert "选项 b" in one["front"]
        assert "Option b" not in one["front"] + one["back"]
        both = opened(self.package(question("single"), languages=tuple(Language)), tmp_path)["a-single"]
        assert "选项 b" in both["front"]
        assert "Option b" in both["front"]

    def test_identity_stays_when_words_change(self, tmp_path: Path) -> None:
        before = opened(self.package(question("single")), tmp_path)["a-single"]
        after = opened(self.package(question("single", level="senior"), languages=(Language.ZH,)), tmp_path)
        assert after["a-single"]["guid"] == before["guid"]

    def test_signs_of_html_in_words_are_text(self, tmp_path: Path) -> None:
        stem = {"zh": "a<b && `x<y>`", "en": "Is a<b && `List<int>` or $x<1$?"}
        front = opened(self.package(question("single", stem=stem)), tmp_path)["a-single"]["front"]
        assert r"Is a&lt;b &amp;&amp; <code>List&lt;int&gt;</code> or \(x&lt;1\)?" in front

    def test_a_template_that_makes_no_question_is_left_out_and_named(self) -> None:
        stuck = question("template", require=["n > 1000"])
        assert as_asked([stuck]).undrawn == ("a-template",)
