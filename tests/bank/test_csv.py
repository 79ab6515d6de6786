"""Questions as rows: what goes out comes back the same, and bad rows cost only themselves."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pytest

from dlprep.bank.compiling import placeholder_paths
from dlprep.bank.csv_import import import_csv
from dlprep.bank.loader import load_bank
from dlprep.bank.question_files import question_files
from dlprep.bank.spreadsheet import CARRIED, csv_rows
from dlprep.domain.errors import BadInputError
from factory import ALL_TYPES, question, text

if TYPE_CHECKING:
    from pathlib import Path

    from dlprep.bank.importing import Imported
    from dlprep.domain.bank import QuestionBank

IN_FULL = [kind for kind in CARRIED if kind != "open"]


def imported(rows: str, topic: str = "cnn") -> Imported:
    return import_csv(rows, "utf-8", topic=topic, name="mine")


def loaded(folder: Path, questions: list[dict[str, Any]]) -> QuestionBank:
    (folder / "questions").mkdir(parents=True)
    for number, content in enumerate(question_files(questions, "schema.json")):
        (folder / "questions" / f"{number}.yaml").write_text(content, "utf-8")
    return load_bank(folder, cache_dir=None)


def said(found: Imported) -> list[str]:
    return [f"{row.line}: {row.what} {row.way_out}" for row in found.bad_rows]


class TestRoundTrip:
    @pytest.mark.parametrize("kind", IN_FULL)
    def test_a_question_comes_back_equal(self, tmp_path: Path, kind: str) -> None:
        once = question(
            kind,
            flags=["F05"],
            as_of="2026-01-02",
            code=None if kind not in ("code-output", "spot-bug") else 'print("a, b")\nx = 1  # "quoted"',
            **({"fix": 'print("a")\nx = 2', "bug_lines": [1, 2]} if kind == "spot-bug" else {}),
        )
        found = imported("\n".join(csv_rows([once])))
        assert found.bad_rows == []
        assert found.incomplete == 0
        assert loaded(tmp_path, found.questions).questions[once.id] == once

    def test_numbers_units_mistakes_and_order_survive(self, tmp_path: Path) -> None:
        exact = question(
            "numeric",
            id="small",
            answer=1e-05,
            integer=False,
            tolerance={"relative": 0.015},
            unit=text("seconds"),
            mistakes=[{"value": -0.5, "why": text("sign")}, {"value": 1e20, "why": text("power")}],
            verify={"code": "print(1e-05)\n", "output": "x\n1e-05\n"},
        )
        ordered = question("single", id="kept", keep_order=True)
        found = imported("\n".join(csv_rows([exact, ordered])))
        bank = loaded(tmp_path, found.questions)
        assert [bank.questions["small"], bank.questions["kept"]] == [exact, ordered]

    def test_spellings_with_lines_of_their_own_survive(self, tmp_path: Path) -> None:
        odd = question("code-output", accept=["(3,\n4)", "[3, 4]"])
        found = imported("\n".join(csv_rows([odd])))
        assert loaded(tmp_path, found.questions).questions[odd.id] == odd

    def test_every_type_gives_a_row_of_one_table(self) -> None:
        rows = list(csv.DictReader(io.StringIO("\n".join(csv_rows([question(kind) for kind in ALL_TYPES])))))
        assert [row["type"] for row in rows] == list(ALL_TYPES)
        assert all(row["stem_en"] for row in rows)
        assert rows[0]["correct"] == "b"
        assert rows[-2]["reference_en"].startswith("Inference")


class TestImport:
    def test_a_short_table_becomes_questions_with_placeholders(self, tmp_path: Path) -> None:
        found = imported(
            "stem_zh,option1_zh,option2_zh,option3_zh,correct\n卷积核有几个参数？,九个,十个,八个,B\n"
        )
        (one,) = found.questions
        assert (one["id"], one["type"], one["topic"]) == ("mine-1", "single", "cnn")
        assert [option["correct"] for option in one["options"]] == [False, True, False]
        paths = {".".join(map(str, path)) for path, _ in placeholder_paths(one)}
        assert {"level", "stem.en", "options.0.en", "options.0.why.zh", "roots.0", "sources.0.url"} <= paths
        assert found.incomplete == 1
        assert "mine-1" not in loaded(tmp_path, found.questions).questions

    @pytest.mark.parametrize(
        ("cells", "kind"),
        [
            ({"correct": "1 3", "option1_en": "a", "option2_en": "b", "option3_en": "c"}, "multi"),
            ({"answer": "3"}, "numeric"),
            ({"stem_en": "An [[1]]", "accept1": "RNN\nrecurrent network"}, "cloze"),
            ({"reference_en": "Because."}, "open"),
        ],
    )
    def test_the_type_follows_from_the_cells(self, cells: dict[str, str], kind: str) -> None:
        row = {"stem_en": "What?"} | cells
        stream = io.StringIO()
        writer = csv.DictWriter(stream, row)
        writer.writeheader()
        writer.writerow(row)
        (one,) = imported(stream.getvalue()).questions
        assert one["type"] == kind
        if kind == "cloze":
            assert one["blanks"] == [{"accept": ["RNN", "recurrent network"]}]

    @pytest.mark.parametrize(
        ("row", "what"),
        [
            ("single,,a,b,a", "The row has no question."),
            ("match,What?,a,b,a", "“match” do not fit into a row"),
            ("single,What?,a,,a", "fewer than two options"),
            ("single,What?,a,b,", "does not say which option is right"),
            ("single,What?,a,b,z", "There is no option “z”. Known are a, b."),
            ("single,What?,a,b,a,too,many", "The row has 7 cells, the first row 5."),
            ('single,"What?"x,a,b,a', "A quote is opened here"),
        ],
    )
    def test_a_bad_row_is_told_by_line_and_the_others_are_kept(self, row: str, what: str) -> None:
        head = "type,stem_en,option1_en,option2_en,correct"
        good = "single,Good?,a,b,a"
        found = imported(f'{head}\n{good}\nsingle,"two\nlines",a,b,b\n\n{row}\n{good}\n')
        (told,) = said(found)
        assert told.startswith("6: ")
        assert what in told
        assert [one["stem"]["en"] for one in found.questions] == ["Good?", "two\nlines", "Good?"]

    def test_a_quote_that_is_never_closed_costs_its_line_only(self) -> None:
        rows = 'stem_en,answer\nfirst,1\n"open,2\nthird,3\nfourth,4\n'
        found = imported(rows)
        assert [one["stem"]["en"] for one in found.questions] == ["first", "third", "fourth"]
        assert said(found)[0].startswith("3: A quote is opened here")

    def test_a_file_full_of_open_quotes_is_given_up_and_that_is_said(self) -> None:
        found = imported("stem_en,answer\n" + 'x," 1\n' * 300 + "good,2\n")
        assert len(found.bad_rows) < 100
        assert "reading stopped here" in str(found.bad_rows[-1].what)

    def test_ids_that_repeat_are_a_fault_of_the_second(self) -> None:
        found = imported("id,stem_en,answer\nx,a,1\nx,b,2\n")
        assert said(found) == ["3: The id “x” is already that of line 2. Give one of the two another id."]

    def test_a_column_nobody_knows_is_told_and_left_out(self) -> None:
        found = imported("stem_em,stem_en,answer\n?,a,1\n")
        (told,) = said(found)
        assert told.startswith("1: The column “stem_em” is not known")
        assert len(found.questions) == 1

    @pytest.mark.parametrize("rows", ["", "a,b\n1,2\n", "\n\n", '"stem_en\n'])
    def test_a_table_without_a_question_column_is_refused(self, rows: str) -> None:
        with pytest.raises(BadInputError, match="stem_zh"):
            imported(rows)

    @pytest.mark.parametrize("separator", [";", "\t"])
    def test_other_separators_are_seen(self, separator: str) -> None:
        found = imported(f"stem_en{separator}answer\nWhat, then?{separator}0.5\n")
        assert found.questions[0]["stem"]["en"] == "What, then?"

    def test_a_number_keeps_its_form_and_asks_for_a_tolerance(self) -> None:
        found = imported('stem_en,answer\na,"1,000"\nb,0.5\nc,half\n')
        whole, fraction = found.questions
        assert (whole["answer"], whole["integer"]) == (1000, True)
        assert fraction["tolerance"]["absolute"].startswith("TODO")
        assert said(found)[0].startswith("4: “half” in the column answer is not a number.")

    def test_a_large_table_is_read_and_written_in_parts(self, tmp_path: Path) -> None:
        rows = "".join(f"Question number {n} of many,{n}\n" for n in range(2500))
        found = imported(f"stem_en,answer\n{rows}")
        files = list(question_files(found.questions, "s"))
        assert (len(found.questions), len(files)) == (2500, 3)
        assert max(map(len, files)) < 2_000_000
