"""What the script may reach: the programs it runs on, its data and its folder; none of our secrets.

Python itself often lies in the learner's home, and our package may lie beside the question bank. So a folder
is opened whole only when nothing private lies in it; otherwise its harmless entries are opened one by one.
"""

import contextlib
import importlib.util
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dlprep.sandbox.landlock import DATA, PROGRAMS, READ_DIR, READ_FILE, SHARED_MEMORY, WORK, WRITE_FILE, Rule
from dlprep.wire import Start

_SYSTEM = ("/usr", "/lib", "/lib32", "/lib64", "/bin", "/nix/store", "/gnu/store")
_PARTS = ("bin", "lib", "lib32", "lib64", "libexec", "include", "local/bin", "local/lib", "local/lib64")
"""Of a root of programs in which something private lies too."""
_SETTINGS = (
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/etc/ssl/openssl.cnf",
    "/etc/fonts",
    "/usr/share/zoneinfo",
)
_DEVICES = (
    ("/dev/null", READ_FILE | WRITE_FILE),
    ("/dev/zero", READ_FILE),
    ("/dev/random", READ_FILE),
    ("/dev/urandom", READ_FILE),
)
_LIBRARIES = ("tensorflow", "keras", "numpy")
_PACKAGE_FOLDERS = ("site-packages", "dist-packages")
_OURS = ("sandbox", "wire")
"""What the worker imports of dlprep."""


@dataclass(frozen=True, slots=True)
class Private:
    """Places that stay shut, whatever lies around them."""

    places: frozenset[Path] = field(default_factory=frozenset)

    @classmethod
    def of(cls, start: Start) -> "Private":
        """What our side named, what holds the run's own folder, and our package but for its worker."""
        package = Path(__file__).resolve().parents[1]
        named = [package, *(Path(place) for place in start.private)]
        named += [Path(place).parent for place in (start.work_dir, start.visible_dir) if place]
        return cls(frozenset(Path(os.path.realpath(place)) for place in named))

    def lies_in(self, folder: Path) -> bool:
        """True when something private is the folder itself or below it."""
        # As text: in a folder of hundreds of packages this is asked for each of them.
        inside = f"{str(folder).rstrip(os.sep)}{os.sep}"
        return any(f"{place}{os.sep}".startswith(inside) for place in self.places)


def rules(start: Start, *, has_private_memory: bool) -> list[Rule]:
    """The whole allow-list; `has_private_memory` when nobody else sees this /dev/shm."""
    private = Private.of(start)
    found = [rule for root in _unique(_programs(private)) for rule in open_around(root, PROGRAMS, private)]
    found += [
        Rule(str(folder.parent), READ_DIR) for folder in _libraries() if not private.lies_in(folder.parent)
    ]
    package = Path(__file__).resolve().parents[1]
    found += [Rule(str(package / name), DATA) for name in _OURS]
    found += [Rule(path, DATA) for path in _SETTINGS]
    found += [Rule(path, rights) for path, rights in _DEVICES]
    found.append(Rule("/proc", DATA))
    found.append(Rule("/dev/shm", SHARED_MEMORY | (READ_DIR if has_private_memory else 0)))  # noqa: S108
    if start.visible_dir:
        found.append(Rule(start.visible_dir, DATA))
    found.append(Rule(start.work_dir, WORK))
    return found


def open_around(root: Path, rights: int, private: Private) -> Iterator[Rule]:
    """Opens a folder, leaving out what is private in it; its names can be listed all the same."""
    if root in private.places:
        return
    if not private.lies_in(root):
        yield Rule(str(root), rights)
        return
    yield Rule(str(root), READ_DIR)
    try:
        entries = [root / name for name in os.listdir(root)]  # noqa: PTH208 - a folder of thousands
    except OSError:
        return
    for entry in entries:
        # A link leads elsewhere, and what it leads to has a rule of its own or none.
        if not entry.is_symlink():
            yield from open_around(entry, rights, private)


def _programs(private: Private) -> Iterator[Path]:
    """Roots of the system's programs, of Python and of its packages."""
    for named in (*_SYSTEM, sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix):
        root = Path(os.path.realpath(named))
        if private.lies_in(root):
            yield from (Path(os.path.realpath(root / part)) for part in _PARTS)
        else:
            yield root
    for named in sys.path:
        if Path(named).name in _PACKAGE_FOLDERS:
            yield Path(os.path.realpath(named))
    yield from _libraries()


def _libraries() -> Iterator[Path]:
    """The folders of what the worker imports, wherever they lie."""
    for name in _LIBRARIES:
        # Found without being imported: that would start threads before the walls are up.
        with contextlib.suppress(ImportError, ValueError):
            if found := importlib.util.find_spec(name):
                yield from (Path(os.path.realpath(one)) for one in found.submodule_search_locations or ())


def _unique(places: Iterable[Path]) -> Iterator[Path]:
    seen: set[Path] = set()
    for place in places:
        if not any(place.is_relative_to(one) for one in seen):
            seen.add(place)
            yield place
