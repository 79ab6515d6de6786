"""Places of a template's texts, `{{name}}`, `{{name[0]}}` or `{{name:.3f}}`, and what fills them."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from dlprep.domain.text import Text

_PLACE = re.compile(r"\{\{([^{}]*)\}\}")
_INSIDE = re.compile(
    r"\s*(?P<name>[A-Za-z_]\w*)(?P<at>(?:\[-?\d+\])*)\s*(?::(?P<form>[+,]{0,2}\d{0,2},?(?:\.\d{1,2})?[dfeg%]?))?\s*"
)
_NEGATIVE_ZERO = re.compile(r"-(0(?:\.0*)?%?)")


def fill_text(text: Text, values: Mapping[str, Any]) -> Text:
    """Both languages with their places filled.

    Raises:
        ValueError: naming a place that nothing fills.
    """
    return Text(zh=fill(text.zh, values), en=fill(text.en, values))


def fill(words: str, values: Mapping[str, Any]) -> str:
    """`words` with every place filled.

    Raises:
        ValueError: naming a place that nothing fills, or whose form does not fit its value.
    """
    return _PLACE.sub(lambda found: _filled(found, values), words)


def place_names(words: str) -> Iterator[tuple[str, str]]:
    """Each place of `words` as written, with the name in it, which is empty when it has another form."""
    for found in _PLACE.finditer(words):
        inside = _INSIDE.fullmatch(found[1])
        yield found[0], inside["name"] if inside else ""


def without_places(words: str) -> str:
    """`words` with a blank for every place: indices and forms are no numbers of the text."""
    return _PLACE.sub(" ", words)


def _filled(found: re.Match[str], values: Mapping[str, Any]) -> str:
    inside = _INSIDE.fullmatch(found[1])
    if not inside or inside["name"] not in values:
        raise ValueError(f"the place {found[0]} is never filled; known are {', '.join(sorted(values))}")
    value = values[inside["name"]]
    try:
        for index in re.findall(r"-?\d+", inside["at"]):
            value = value[int(index)]
        return shown(value, inside["form"] or "")
    except (ValueError, TypeError, IndexError) as error:
        raise ValueError(f"the place {found[0]} does not fit its value {value!r}: {error}") from None


def shown(value: Any, form: str = "") -> str:
    """A value as people write it: `1,000`, `0.333333`, `[2.0, 1.0, 0.1]`; `form` as in Python's format."""
    if isinstance(value, tuple):
        return f"[{', '.join(_shown_item(item, form) for item in value)}]"
    if isinstance(value, str | bool):
        return str(value)
    if form:
        text = format(value, form)
        return text[1:] if _NEGATIVE_ZERO.fullmatch(text) else text
    return f"{value:,}" if isinstance(value, int) else f"{value:.6g}"


def _shown_item(item: Any, form: str) -> str:
    """An item of a list as code would show it: texts in quotes, fractions with a point, no separators."""
    if isinstance(item, str):
        return f'"{item}"'
    if form or isinstance(item, tuple | bool):
        return shown(item, form)
    if isinstance(item, int):
        return str(item)
    text = f"{item:.6g}"
    return text if set(text) & set(".en") else f"{text}.0"
