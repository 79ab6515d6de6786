"""Loading a warm bank of 600 and of 10,000 questions, and searching it as one types.

    python -m benchmarks.bank_load

The shipped questions are repeated under new ids until there are enough. A load is all `load_bank` does: it
reads and hashes every file, then reads the compiled form. A fresh process also imports the models.
"""

import re
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from itertools import count, islice
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from benchmarks.figures import Figure
from dlprep.bank.loader import load_bank
from dlprep.bank.packs import load_packs
from dlprep.bootstrap import bank_folder
from dlprep.services.search import SearchIndex

LOADS = 15
QUERIES = ("a", "ad", "adam", "adam lr", "学习", "学习率", "卷积 参数", "batch norm", "S4.1-c06", "zzz")
_FRESH = """
import sys, time
from pathlib import Path
started = time.perf_counter()
from dlprep.bank.loader import load_bank
load_bank(Path(sys.argv[1]), cache_dir=Path(sys.argv[2]))
print((time.perf_counter() - started) * 1000)
"""


def measure() -> list[Figure]:
    """Measures and returns every figure."""
    found = []
    for size, bar in ((600, 60.0), (10_000, 400.0)):
        with TemporaryDirectory() as name:
            folder, cache = Path(name, "bank"), Path(name, "cache")
            write_copies(folder, size)
            found += _measure_size(folder, cache, size, bar)
            found.append(_measure_packs(folder, Path(name, "packs"), cache))
    return found


def _measure_size(folder: Path, cache: Path, size: int, bar: float) -> list[Figure]:
    cold = _milliseconds(lambda: load_bank(folder, cache_dir=cache))
    warm = median(_milliseconds(lambda: load_bank(folder, cache_dir=cache)) for _ in range(LOADS))
    bank = load_bank(folder, cache_dir=cache)
    every = _milliseconds(lambda: list(bank.questions.values()))
    fresh = median(_fresh_process(folder, cache) for _ in range(5))
    build = _milliseconds(lambda: SearchIndex(bank))
    index = SearchIndex(bank)
    # Processor time: a search computes and nothing else, and a busy machine must not count.
    finds = [
        _milliseconds(partial(index.find, words), time.process_time) for _ in range(100) for words in QUERIES
    ]
    return [
        Figure(f"{size} questions: warm load, median of {LOADS}", warm, "ms", bar),
        Figure(f"{size} questions: first load, nothing compiled", cold, "ms"),
        Figure(f"{size} questions: every question of a warm bank read", every, "ms"),
        Figure(f"{size} questions: warm load in a fresh process, with imports, median of 5", fresh, "ms"),
        Figure(f"{size} questions: search index built", build, "ms"),
        Figure(
            f"{size} questions: search p99, processor time",
            quantiles(finds, n=100)[-1],
            "ms",
            20.0,
        ),
    ]


def _measure_packs(folder: Path, packs: Path, cache: Path) -> Figure:
    """Two packs, 50 and 500 questions, beside a bank that is loaded already."""
    for size in (50, 500):
        write_copies(packs / f"p{size}", size, prefix=f"p{size}-")
        (packs / f"p{size}" / "topics.yaml").unlink()
    shipped = load_bank(folder, cache_dir=cache)
    load = partial(load_packs, packs, shipped, cache_dir=cache)
    load()
    warm = median(_milliseconds(load) for _ in range(LOADS))
    return Figure(f"{len(shipped.questions)} questions: two packs of 550 more, warm", warm, "ms")


def write_copies(folder: Path, size: int, prefix: str = "q") -> None:
    """A bank of `size` questions: the shipped ones, again and again under new ids."""
    shipped = bank_folder()
    (folder / "questions").mkdir(parents=True)
    for name in ("topics.yaml", "article.yaml"):
        (folder / name).write_bytes((shipped / name).read_bytes())
    entries = [
        entry
        for path in sorted((shipped / "questions").glob("*.yaml"))
        for entry in re.split(r"(?m)^(?=  - id: )", path.read_text("utf-8"))[1:]
    ]
    copies = (
        re.sub(r"\A  - id: \S+", f"  - id: {prefix}{number}-{place}", entry)
        for number in count()
        for place, entry in enumerate(entries)
    )
    for part in range(0, size, 200):
        text = "format: 1\nquestions:\n" + "".join(islice(copies, min(200, size - part)))
        (folder / "questions" / f"part-{part:05}.yaml").write_text(text, "utf-8")


def _milliseconds(work: Callable[[], object], now: Callable[[], float] = time.perf_counter) -> float:
    started = now()
    work()
    return (now() - started) * 1000


def _fresh_process(folder: Path, cache: Path) -> float:
    done = subprocess.run(
        [sys.executable, "-c", _FRESH, str(folder), str(cache)], check=True, capture_output=True, text=True
    )
    return float(done.stdout)
