"""Extracts every message of the interface, updates the catalogs and compiles them.

Run `make catalogs` after a change of words, fill the empty entries of zh_CN, and run it again. English needs
no entries: a message without a translation is shown as it is written in the code.
"""

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "dlprep"
LOCALE = SOURCE / "locale"
DOMAIN = "dlprep"
LANGUAGES = ("zh_CN", "en")
_KEYWORDS = {
    "_": None,
    "tr": None,
    "mark": None,
    "say": (1,),
    "translate": None,
    "_translate": None,
    "message": (1,),
    "ngettext": (1, 2),
}


def po_file(language: str) -> Path:
    """Where the catalog of a language lies."""
    return LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def mo_file(language: str) -> Path:
    """Where the compiled catalog of a language lies."""
    return po_file(language).with_suffix(".mo")


def extract() -> Catalog:
    """Every message marked in the source, with the files it stands in."""
    catalog = Catalog(project=DOMAIN)
    found = extract_from_dir(SOURCE, [("**.py", "python")], keywords=_KEYWORDS, strip_comment_tags=True)
    for name, _, words, comments, context in sorted(found, key=lambda entry: (entry[0], entry[1])):
        catalog.add(words, None, [(name, 0)], auto_comments=comments, context=context)
    return catalog


def updated(language: str, template: Catalog) -> Catalog:
    """The catalog of `language` with exactly the messages of `template`; what still fits is kept."""
    catalog = read(language) if po_file(language).exists() else Catalog(locale=language, domain=DOMAIN)
    catalog.update(template, no_fuzzy_matching=True, update_header_comment=False)
    catalog.obsolete.clear()
    return catalog


def po_bytes(catalog: Catalog) -> bytes:
    """The catalog as text, the same for the same messages."""
    stream = io.BytesIO()
    write_po(stream, catalog, omit_header=True, include_lineno=False, sort_by_file=True, width=100)
    head = [
        'msgid ""',
        'msgstr ""',
        f'"Language: {catalog.locale}\\n"',
        '"Content-Type: text/plain; charset=utf-8\\n"',
    ]
    return "\n".join([*head, "", ""]).encode() + stream.getvalue()


def read(language: str) -> Catalog:
    """The catalog of `language` as it lies on disk."""
    with po_file(language).open("rb") as stream:
        catalog = read_po(stream, locale=language, domain=DOMAIN)
    # A header without dates: the compiled file changes only when a message does.
    catalog.project, catalog.version = DOMAIN, ""
    catalog.creation_date = catalog.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    return catalog


def mo_bytes(catalog: Catalog) -> bytes:
    """The compiled catalog."""
    stream = io.BytesIO()
    write_mo(stream, catalog)
    return stream.getvalue()


def untranslated(catalog: Catalog) -> list[str]:
    """Messages without a translation, or with one that was only guessed."""
    return [str(entry.id) for entry in catalog if entry.id and (not entry.string or entry.fuzzy)]


def main() -> int:
    """Updates and compiles all catalogs; returns 1 when Chinese has gaps."""
    template = extract()
    gaps: list[str] = []
    for language in LANGUAGES:
        catalog = updated(language, template)
        po_file(language).parent.mkdir(parents=True, exist_ok=True)
        po_file(language).write_bytes(po_bytes(catalog))
        kept = read(language)
        mo_file(language).write_bytes(mo_bytes(kept))
        if language == "zh_CN":
            gaps = untranslated(kept)
    sys.stderr.writelines(f"zh_CN lacks: {gap}\n" for gap in gaps)
    return 1 if gaps else 0


if __name__ == "__main__":
    sys.exit(main())
