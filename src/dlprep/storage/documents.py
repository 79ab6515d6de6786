"""What a row keeps as JSON. Every `load_` raises ValueError on what it cannot read."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from dlprep.domain.judging import Epoch
from dlprep.domain.messages import Message
from dlprep.domain.practice import Drawn, Mode, PlannedQuestion, QuizRequest

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import TypeAdapter

    from dlprep.domain.answers import Answer

_Value = TypeVar("_Value")


def storable(text: str) -> str:
    """`text` with lone surrogates, which no database text can hold, as question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")


def dump_answer(answer: Answer) -> str:
    """The JSON of an answer."""
    return _answers().dump_json(answer).decode("utf-8")


def load_answer(document: str) -> Answer:
    """The answer of a JSON document."""
    return _answers().validate_json(document)


def dump_request(request: QuizRequest) -> str:
    """The JSON of what was asked for."""
    return dump(asdict(request))


def load_request(document: str) -> QuizRequest:
    """What was asked for, from a JSON document."""
    fields = json_object(json.loads(document))
    lists = {name: tuple(value) for name, value in fields.items() if isinstance(value, list)}
    return _made(QuizRequest, {**fields, **lists, "mode": Mode(str(fields.get("mode")))})


def dump_plan(plan: tuple[PlannedQuestion, ...]) -> str:
    """The JSON of a session's plan."""
    return dump([asdict(planned) for planned in plan])


def load_plan(document: str) -> tuple[PlannedQuestion, ...]:
    """The plan of a JSON document."""
    return tuple(_planned(json_object(entry)) for entry in _array(json.loads(document)))


def _planned(fields: dict[str, Any]) -> PlannedQuestion:
    drawn = fields.get("drawn")
    return _made(PlannedQuestion, {**fields, "drawn": None if drawn is None else _drawn(drawn)})


def dump_drawn(drawn: Drawn) -> str:
    """The JSON of the numbers a template was asked with."""
    return dump(asdict(drawn))


def load_drawn(document: str) -> Drawn:
    """The numbers a template was asked with, from a JSON document."""
    return _drawn(json.loads(document))


def _drawn(value: object) -> Drawn:
    fields = json_object(value)
    parameters = {name: _frozen(item) for name, item in json_object(fields.get("parameters")).items()}
    return _made(Drawn, {**fields, "parameters": parameters})


def _frozen(value: object) -> object:
    """Lists as the tuples they were."""
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value


def dump_message(message: Message) -> str:
    """The JSON of a message."""
    return dump(plain(message))


def load_message(document: str) -> Message:
    """The message of a JSON document."""
    return message_of(json.loads(document))


def message_of(value: object) -> Message:
    """The message of a value that came from JSON."""
    loaded = _restored(value)
    if not isinstance(loaded, Message):
        raise ValueError("not a message")
    return loaded


def dump_curve(curve: tuple[Epoch, ...]) -> str:
    """The JSON of a learning curve; NaN and infinity are kept as Python's json writes them."""
    rows = [[epoch.number, dict(epoch.metrics), epoch.seconds] for epoch in curve]
    return dump(rows)


def load_curve(document: str) -> tuple[Epoch, ...]:
    """The learning curve of a JSON document."""
    return tuple(
        Epoch(
            int(number),
            {str(name): float(value) for name, value in json_object(metrics).items()},
            float(seconds),
        )
        for number, metrics, seconds in _array(json.loads(document))
    )


def dump_matrix(matrix: tuple[tuple[int, ...], ...]) -> str:
    """The JSON of a confusion matrix."""
    return dump(matrix)


def load_matrix(document: str) -> tuple[tuple[int, ...], ...]:
    """The confusion matrix of a JSON document."""
    return tuple(tuple(int(count) for count in _array(row)) for row in _array(json.loads(document)))


@cache
def _answers() -> TypeAdapter[Answer]:
    from pydantic import TypeAdapter

    from dlprep.domain.answers import Answer

    return TypeAdapter(Answer)


def dump(value: object) -> str:
    """JSON that a database can hold."""
    return storable(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def plain(value: object) -> object:
    """A message's parameter as JSON knows it; what is neither text nor number becomes the text it shows."""
    if isinstance(value, Message):
        parameters = {name: plain(parameter) for name, parameter in value.parameters.items()}
        return {"template": value.template, "parameters": parameters}
    if type(value) in (bool, int, float, str, type(None)):
        return value
    return str(value)


def _restored(value: object) -> object:
    if not isinstance(value, dict):
        return value
    if "template" not in value:
        raise ValueError("not a message")
    parameters = {
        str(name): _restored(parameter) for name, parameter in json_object(value.get("parameters")).items()
    }
    return Message(str(value["template"]), parameters)


def _made(kind: Callable[..., _Value], fields: dict[str, Any]) -> _Value:
    try:
        return kind(**fields)
    except TypeError as error:
        raise ValueError(str(error)) from error


def json_object(value: object) -> dict[str, Any]:
    """`value` as the object it has to be."""
    if not isinstance(value, dict):
        raise ValueError("not a JSON object")
    return value


def _array(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError("not a JSON array")
    return value
