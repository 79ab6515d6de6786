"""The schema for editors: up to date, and in agreement with what the models take."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from dlprep.bank.documents import read_document
from dlprep.bank.schema import question_schema, schema_text
from dlprep.bootstrap import bank_folder
from factory import ALL_TYPES, authored

SCHEMA = question_schema()
CHECK = jsonschema.Draft7Validator(SCHEMA)


def errors(*questions: dict[str, Any]) -> list[str]:
    return [error.message for error in CHECK.iter_errors({"format": 1, "questions": list(questions)})]


def test_the_committed_schema_is_the_one_of_the_models() -> None:
    committed = (bank_folder() / "schema" / "questions.schema.json").read_text("utf-8")
    assert committed == schema_text(), (
        "run: dlprep bank schema --output question_bank/schema/questions.schema.json"
    )


def test_it_is_a_schema() -> None:
    jsonschema.Draft7Validator.check_schema(json.loads(schema_text()))


@pytest.mark.parametrize("kind", ALL_TYPES)
def test_each_type_passes_and_its_faults_are_its_own(kind: str) -> None:
    assert errors(authored(kind)) == []
    assert errors(authored(kind) | {"nonsense": 1}) == [
        "Additional properties are not allowed ('nonsense' was unexpected)"
    ]
    without = authored(kind)
    del without["explanation"]
    assert errors(without) == ["'explanation' is a required property"]


def test_an_unknown_type_is_one_error() -> None:
    (said,) = [one for one in errors(authored("single") | {"type": "singel"}) if "is not one of" in one]
    assert said.startswith("'singel'")


def test_the_shipped_questions_pass() -> None:
    for path in sorted((bank_folder() / "questions").glob("*.yaml")):
        data = read_document(path.read_text("utf-8")).data
        assert [error.message for error in CHECK.iter_errors(data)] == [], path.name


def test_keys_are_explained_in_words() -> None:
    single = SCHEMA["$defs"]["SingleQuestion"]["properties"]
    assert single["roots"]["description"] == "Claims of the article this question grew from."
    assert single["options"]["description"].startswith("Three or four")
    shared = SCHEMA["properties"]["questions"]["items"]["properties"]
    assert {"id", "topic", "level", "type", "stem", "sources"} <= set(shared)
    lacking = [
        f"{name}.{key}"
        for name, model in SCHEMA["$defs"].items()
        for key, part in model.get("properties", {}).items()
        if "description" not in part
        and key not in ("type", "id", "zh", "en", "left", "right", "value", "title", "why")
    ]
    assert len(lacking) < 12, lacking
