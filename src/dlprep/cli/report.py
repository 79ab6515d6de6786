"""`dlprep report`: where the learner stands and what comes next, as a page to keep or to print."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dlprep.cli.common import command, current_parts, interface_language, print_data
from dlprep.cli.writing import tell, write_over
from dlprep.domain.language import Language
from dlprep.domain.messages import message
from dlprep.i18n import translator


class PageFormat(StrEnum):
    """Forms of the report."""

    MD = "md"
    """Markdown."""
    HTML = "html"
    """One file for a browser; it loads nothing."""


@command
def report(
    form: Annotated[
        PageFormat, typer.Option("--format", help="Markdown, or one HTML file that loads nothing.")
    ] = PageFormat.MD,
    lang: Annotated[
        Language | None, typer.Option(help="Language of the report; default: the interface's.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file instead of standard output.")
    ] = None,
) -> None:
    """Write a readiness report: topics, what is due, weak spots, best runs, interviews, next steps."""
    from dlprep.domain.keeping.pages import page_html, page_markdown
    from dlprep.services.readiness_report import Reported, readiness_report

    parts = current_parts()
    language = lang or interface_language(parts)
    about = Reported(
        parts.bank, parts.store, parts.settings, parts.clock.moment(), language, translator(language)
    )
    page = readiness_report(about)
    text = page_markdown(page) if form is PageFormat.MD else page_html(page)
    if output is None:
        print_data(text.removesuffix("\n"))
        return
    write_over(output, text.encode("utf-8"))
    tell(message("Report written to {path}.", path=output))
