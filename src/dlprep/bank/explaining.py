"""What the models refuse, in an author's words: the sentence and the way out."""

from __future__ import annotations

from difflib import get_close_matches
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from dlprep.domain.text import excerpt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pydantic_core import ErrorDetails

Said = tuple[str, str]
"""What is wrong, and the way out."""

_PATTERNS = (
    ("^S", "is not a claim id", "A claim id looks like S4.1-c06; `article.yaml` lists them."),
    ("^F", "is not a flag id", "A flag id looks like F12; `article.yaml` lists them."),
    ("^[a-z0-9]", "is not an id", "Use lower-case letters, digits and single hyphens, such as `cnn-params`."),
)


def explain(error: ErrorDetails, model: type[BaseModel]) -> Said:
    """The sentence and the way out for one of pydantic's errors about a `model`.

    `error["loc"]` must start at `model`, without the tag of a union.
    """
    kind = error["type"]
    if kind == "extra_forbidden":
        return _unknown_key(error, model)
    if kind == "missing":
        name = error["loc"][-1]
        return f"`{name}` is missing", f"Add `{name}:` here."
    if kind in _SPECIAL:
        return _SPECIAL[kind](error)
    return _by_family(error)


def _by_family(error: ErrorDetails) -> Said:
    kind, value = error["type"], error["input"]
    if kind.startswith("url_"):
        return f"{_shown(value)} is not a web address", "Write it whole, from https:// on."
    if kind.startswith("date_"):
        return f"{_shown(value)} is not a date", "Write it as YYYY-MM-DD."
    for prefix, what, way_out in _TYPES:
        if kind.startswith(prefix):
            return _wrong_type(value, what, way_out)
    return f"{error['msg'][:1].lower()}{error['msg'][1:]}", f"It says {_shown(value)}."


_TYPES = (
    ("string_type", "text", "Write text after the colon."),
    ("bool_", "true or false", "Write true or false, without quotes."),
    ("int_", "a whole number", "Write a whole number, without quotes."),
    ("float_", "a number", "Write a number, without quotes."),
    ("tuple_type", "a list", "Write one item a line, each after `- `, or [a, b]."),
    ("model_", "keys and values", "Write one `key: value` a line, indented."),
    ("dict_type", "keys and values", "Write one `key: value` a line, indented."),
)


def _wrong_type(value: object, what: str, way_out: str) -> Said:
    if value is None:
        return f"nothing is given where {what} must be", way_out
    if what == "text" and isinstance(value, bool | int | float):
        return f"{_shown(value)} is not text", f"Put it in quotes: '{value}'."
    return f"{_shown(value)} is not {what}", way_out


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return "a group of keys"
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, bool):
        return str(value).lower()
    return f"“{excerpt(value)}”"


def _pattern(error: ErrorDetails) -> Said:
    pattern = str(error.get("ctx", {}).get("pattern", ""))
    for start, what, way_out in _PATTERNS:
        if pattern.startswith(start):
            return f"{_shown(error['input'])} {what}", way_out
    return f"{_shown(error['input'])} does not have the right form", f"It must match {pattern}."


def _choice(error: ErrorDetails) -> Said:
    known = str(error.get("ctx", {}).get("expected", ""))
    names = [name.strip(" '") for name in known.replace(" or ", ", ").split(",")]
    return f"{_shown(error['input'])} is not one of those allowed", closest(str(error["input"]), names)


def _tag(error: ErrorDetails) -> Said:
    context = error.get("ctx", {})
    names = [name.strip(" '") for name in str(context.get("expected_tags", "")).split(",")]
    return f"there is no type “{context.get('tag', '')}”", closest(str(context.get("tag", "")), names)


def _count(error: ErrorDetails) -> Said:
    context = error.get("ctx", {})
    if "min_length" in context:
        return f"{context['actual_length']} given, at least {context['min_length']} needed", "Add some."
    return f"{context['actual_length']} given, at most {context['max_length']} allowed", "Remove some."


def _own_rule(error: ErrorDetails) -> Said:
    return str(error.get("ctx", {}).get("error", error["msg"])), ""


_SPECIAL: Mapping[str, Callable[[ErrorDetails], Said]] = {
    "string_pattern_mismatch": _pattern,
    "string_too_short": lambda _: ("the text is empty", "Write it, or remove the key if it is optional."),
    "string_too_long": lambda error: (
        f"the text is longer than {error.get('ctx', {}).get('max_length')} characters",
        "Shorten it.",
    ),
    "literal_error": _choice,
    "enum": _choice,
    "union_tag_invalid": _tag,
    "union_tag_not_found": lambda _: ("`type` is missing", "Add `type:`, such as `type: single`."),
    "too_short": _count,
    "too_long": _count,
    "value_error": _own_rule,
}


def closest(name: str, known: Iterable[str]) -> str:
    """A way out that names the closest of `known`, or all of them."""
    names = [one for one in known if one]
    near = get_close_matches(name, names, n=1, cutoff=0.6)
    return f"Did you mean `{near[0]}`?" if near else f"Known are {', '.join(names)}."


def _unknown_key(error: ErrorDetails, model: type[BaseModel]) -> Said:
    *path, name = error["loc"]
    owner = _model_at(model, path)
    return f"the key `{name}` is not known here", closest(str(name), owner.model_fields if owner else ())


def _model_at(model: Any, path: Iterable[int | str]) -> type[BaseModel] | None:
    annotation: Any = model
    for part in path:
        if _is_model(annotation):
            found = annotation.model_fields.get(part)
            annotation = _bare(found.annotation) if found else None
        elif get_args(annotation):
            annotation = _bare(get_args(annotation)[-1 if get_origin(annotation) is dict else 0])
    return annotation if _is_model(annotation) else None


def _bare(annotation: Any) -> Any:
    """The annotation without its metadata and without `None`."""
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        return _bare(next(one for one in get_args(annotation) if one is not type(None)))
    return annotation


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
