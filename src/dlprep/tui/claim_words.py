"""A claim of the article in lines: what it says, what interviewers ask, what is true today, the sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.style import Style

from dlprep.domain.messages import mark
from dlprep.tui.block import Line
from dlprep.tui.prose import prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlprep.domain.article import Article, Claim, Flag
    from dlprep.domain.language import Language
    from dlprep.tui.browsing import Tally
    from dlprep.tui.translating import Tr

_LABEL = "bold $primary"
_WARNING = "bold $text-warning"


def claim_lines(article: Article, claim: Claim, language: Language, tr: Tr) -> Iterator[Line | Content]:
    """The claim itself, then each of its flags."""
    yield Content.styled(tr(mark("The article says")), _LABEL)
    yield Line(prose(claim.says.in_language(language)), Content("  "))
    yield Content("")
    yield Content.styled(tr(mark("Behind it interviewers ask")), _LABEL)
    yield Line(prose(claim.asks.in_language(language)), Content("  "))
    for name in claim.flags:
        flag = article.flag(name)
        if flag is not None:
            yield Content("")
            yield from _flag_lines(flag, language, tr)


def tally_line(counts: Tally, tr: Tr) -> Content:
    """How many questions there are, and how they stand with the learner."""
    words = tr(
        "Questions: {count} · {right} right, {wrong} not right, {unseen} unseen",
        count=sum(counts),
        right=counts.right,
        wrong=counts.wrong,
        unseen=counts.unseen,
    )
    return Content.styled(words, _LABEL)


def _flag_lines(flag: Flag, language: Language, tr: Tr) -> Iterator[Line | Content]:
    label = tr(mark("The article is imprecise or dated here"))
    yield Content.styled(f"! {flag.id} {label}", _WARNING)
    yield Line(prose(flag.article.in_language(language)), Content("  "))
    as_of = tr("True as of {day}", day=flag.as_of.isoformat()) if flag.as_of else tr(mark("True today"))
    yield Content.styled(as_of, _LABEL)
    yield Line(prose(flag.truth.in_language(language)), Content("  "))
    for source in flag.sources:
        url = str(source.url)
        title = source.title + (f", {source.where}" if source.where else "")
        yield Line(Content(f"{title}\n{url}").stylize(Style(link=url), len(title) + 1), Content("  · "))
