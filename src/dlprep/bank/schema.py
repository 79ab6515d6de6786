"""The JSON Schema of question files, made from the models, so that editors can complete and explain."""

from __future__ import annotations

import ast
import inspect
import json
import re
import textwrap
from itertools import pairwise
from typing import Any, Literal, get_args

from pydantic import BaseModel, TypeAdapter

from dlprep.bank.entries import FORMAT
from dlprep.domain.questions import AUTHORED_TYPES, Question, QuestionBase
from dlprep.domain.text import Authored

_SHARED = tuple(QuestionBase.model_fields)
"""Fields of every type, which an editor can offer before the type is chosen."""
_TITLE = "dlprep question file"


class QuestionFile(Authored):
    """A file of questions: `format: 1` and the list."""

    format: Literal[1]
    """The form of the file; always 1."""
    questions: tuple[Question, ...]
    """The questions, one list entry each."""


def schema_text() -> str:
    """The schema as a JSON document, the same for the same models."""
    return json.dumps(question_schema(), ensure_ascii=False, indent=1) + "\n"


def question_schema() -> dict[str, Any]:
    """The schema of a question file.

    The type decides by `if` and `then` which keys a question has: editors then complain about the one type
    that is meant, where `oneOf` would make them complain about all eleven.
    """
    schema = TypeAdapter(QuestionFile).json_schema()
    definitions = schema["$defs"]
    for model in _models():
        if model.__name__ in definitions:
            _explain(definitions[model.__name__], model)
    _explain(schema, QuestionFile)
    schema["properties"]["format"] = {"const": FORMAT, "description": "The form of the file; always 1."}
    schema["properties"]["questions"]["items"] = _question(definitions)
    return {"$schema": "http://json-schema.org/draft-07/schema#", "title": _TITLE} | {
        key: value for key, value in schema.items() if key != "title"
    }


def _question(definitions: dict[str, Any]) -> dict[str, Any]:
    names = {
        get_args(model.model_fields["type"].annotation)[0]: model.__name__
        for model in get_args(get_args(Question)[0])
    }
    first = definitions[names[AUTHORED_TYPES[0]]]["properties"]
    shared = {name: first[name] for name in _SHARED}
    kinds = [
        {"const": name, "description": definitions[model]["description"]} for name, model in names.items()
    ]
    return {
        "type": "object",
        "required": ["id", "type"],
        "properties": {**shared, "type": {"enum": list(names), "description": "Type.", "anyOf": kinds}},
        "allOf": [
            {
                "if": {"properties": {"type": {"const": name}}, "required": ["type"]},
                "then": {"$ref": f"#/$defs/{model}"},
            }
            for name, model in names.items()
        ],
    }


def _models() -> list[type[BaseModel]]:
    """Every model below `Authored`."""
    found: list[type[BaseModel]] = []
    waiting: list[type[BaseModel]] = [Authored]
    while waiting:
        model = waiting.pop()
        found.append(model)
        waiting += model.__subclasses__()
    return found


def _explain(definition: dict[str, Any], model: type[BaseModel]) -> None:
    """Puts the docstrings of a model and of its fields into its definition."""
    definition["description"] = inspect.cleandoc(model.__doc__ or "")
    told = _field_docstrings(model)
    for name, part in definition.get("properties", {}).items():
        part.pop("title", None)
        if name in told:
            part["description"] = told[name]


def _field_docstrings(model: type[BaseModel]) -> dict[str, str]:
    """What stands under each field in the source, the nearest class first."""
    told: dict[str, str] = {}
    for owner in model.__mro__:
        if issubclass(owner, Authored):
            told = dict(_docstrings_of(owner)) | told
    return told


def _docstrings_of(owner: type) -> list[tuple[str, str]]:
    (tree,) = ast.parse(textwrap.dedent(inspect.getsource(owner))).body
    body = tree.body if isinstance(tree, ast.ClassDef) else []
    return [
        (field.target.id, re.sub(r"\s+", " ", said.value.value).strip())
        for field, said in pairwise(body)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(said, ast.Expr)
        and isinstance(said.value, ast.Constant)
        and isinstance(said.value.value, str)
    ]
