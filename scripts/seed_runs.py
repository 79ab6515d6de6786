"""Writes question_bank/recorded/seed-runs.json: digests of every short run of the article the bank grew from.

    python scripts/seed_runs.py ARTICLE.md

The article is not ours to ship; `dlprep bank check` holds every question against these digests (gate Q23),
from which no sentence can be read. Code blocks are left out.
"""

import json
import re
import sys
from pathlib import Path

from dlprep.domain.language import Language
from dlprep.services.gates.originality import SIZES, digests, units

TARGET = Path(__file__).resolve().parents[1] / "question_bank" / "recorded" / "seed-runs.json"
_CODE_BLOCK = re.compile(r"```.*?```", re.DOTALL)


def runs(article: str) -> dict[str, object]:
    """The digests of `article` in both languages, sorted, so that their order tells nothing."""
    prose = _CODE_BLOCK.sub(" ", article)
    found = {language: sorted(set(digests(units(prose, language), size))) for language, size in SIZES.items()}
    return {
        "zh_size": SIZES[Language.ZH],
        "en_size": SIZES[Language.EN],
        "zh": found[Language.ZH],
        "en": found[Language.EN],
    }


def main() -> int:
    """Reads the article named on the command line and writes its digests."""
    if len(sys.argv) != 2:
        sys.stderr.write("usage: python scripts/seed_runs.py ARTICLE.md\n")
        return 2
    TARGET.parent.mkdir(exist_ok=True)
    text = json.dumps(runs(Path(sys.argv[1]).read_text("utf-8")), separators=(",", ":"))
    TARGET.write_text(text.replace(",", ",\n") + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
