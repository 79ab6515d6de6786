"""Plain text from the HTML of a flash card."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BREAKS = {"br", "div", "p", "li", "tr", "ul", "ol", "h1", "h2", "h3", "hr", "table"}
_HIDDEN = {"script", "style"}
_MATHS = ((r"\\\((.+?)\\\)", r"$\1$"), (r"\\\[(.+?)\\\]", r"$\1$"), (r"\[\$+\](.+?)\[/\$+\]", r"$\1$"))


class _Stripper(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in _HIDDEN
        if tag in _BREAKS:
            self.parts.append("\n")
        elif tag == "code":
            self.parts.append("`")
        elif tag == "img":
            source = dict(attrs).get("src") or "?"
            self.parts.append(f"[{source}]")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in _HIDDEN and self._hidden > 0
        if tag in _BREAKS - {"br", "hr"}:
            self.parts.append("\n")
        elif tag == "code":
            self.parts.append("`")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)


def plain_text(html: str) -> str:
    """The words of `html`: breaks as line breaks, code in backticks, formulas in dollars, sounds left out."""
    stripper = _Stripper()
    stripper.feed(html)
    stripper.close()
    text = "".join(stripper.parts).replace("\xa0", " ")
    text = re.sub(r"\[sound:[^\]]*\]", "", text)
    for pattern, shown in _MATHS:
        text = re.sub(pattern, shown, text, flags=re.DOTALL)
    return "\n".join(line.strip() for line in text.split("\n") if line.strip())
