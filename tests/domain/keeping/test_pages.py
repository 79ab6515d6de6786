"""Pages hold texts as they are, in Markdown and in HTML, and load nothing."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from dlprep.domain.keeping.pages import Page, Section, Table, page_html, page_markdown

PAGE = Page(
    "Report",
    "en",
    (
        Section(
            "Topics", ("Two | bars *and* stars",), Table(("Name", "Score"), (("a|b", "1"),), frozenset({1}))
        ),
        Section("Nothing", ("Nothing yet.",), Table(("Name",), ())),
    ),
)


class Found(HTMLParser):
    """What a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def test_markdown_has_headings_tables_and_no_foreign_markup() -> None:
    assert page_markdown(PAGE) == (
        "# Report\n\n## Topics\n\nTwo \\| bars \\*and\\* stars\n\n"
        "| Name | Score |\n| --- | --: |\n| a\\|b | 1 |\n\n## Nothing\n\nNothing yet.\n"
    )


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30))
def test_html_shows_any_text_and_runs_none(text: str) -> None:
    page = Page(text, "zh-Hans", (Section(text, (text,), Table((text,), ((text,),))),))
    found = Found()
    found.feed(page_html(page))
    found.close()
    assert not {"script", "link", "img", "iframe", "a"} & set(found.tags)
    assert not {"src", "href", "onload"} & found.attributes
    assert found.tags.count("h2") == found.tags.count("p") == found.tags.count("td") == 1
    assert found.text.count(text) >= 6


def test_markup_in_a_text_stays_text() -> None:
    page = Page("<script>alert(1)</script>", "en", (Section("a", ("- [x](javascript:1)",)),))
    assert "<script>" not in page_html(page)
    assert "\\- \\[x\\]" in page_markdown(page)
