"""Mutants: working scripts with one bug, which the learner is to find, to name and to mend."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from hashlib import sha256
from random import Random

from dlprep.domain.bare_source import bare
from dlprep.domain.mutation_sites import FINDERS, BugKind, Script, Site

CHOICES = 6
"""Kinds to choose from, the right one among them."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A script with one bug; the same for the same base and seed."""

    seed: int
    kind: BugKind
    line: int
    """Where the bug is, from 1 in `code`."""
    code: str
    sound: str
    """The same script without the bug."""
    choices: tuple[BugKind, ...]
    """In the order of showing."""

    @property
    def truth(self) -> "Diagnosis":
        """What is to be said about it."""
        return Diagnosis(self.line, self.kind)

    @property
    def digest(self) -> str:
        """Tells this mutant from any other, and from itself once its base has changed."""
        return sha256(self.code.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What a learner says is wrong."""

    line: int
    kind: BugKind


@dataclass(frozen=True, slots=True)
class DiagnosisRecord:
    """A diagnosis as kept, beside what is true."""

    id: int
    puzzle_id: str
    truth: Diagnosis
    said: Diagnosis
    said_at: datetime
    local_day: date

    @property
    def grade(self) -> "DiagnosisGrade":
        """How much of it is right."""
        return compare(self.truth, self.said)


@dataclass(frozen=True, slots=True)
class DiagnosisGrade:
    """How much of a diagnosis is right."""

    line_is_right: bool
    kind_is_right: bool

    @property
    def is_right(self) -> bool:
        """True when both are."""
        return self.line_is_right and self.kind_is_right


def applicable(source: str) -> dict[BugKind, list[Site]]:
    """The kinds that a script has a place for, and the places; `source` is bare."""
    script = Script(source)
    # By text too: several places of one line must stand in the same order in every process.
    found = {
        kind: sorted(set(finder(script)), key=lambda site: (site.line, site.text))
        for kind, finder in FINDERS.items()
    }
    return {kind: sites for kind, sites in found.items() if sites}


def mutate(source: str, seed: int, *, kind: BugKind | None = None) -> Mutant:
    """Puts one bug into a working script; `kind` is drawn, too, when it is not given.

    Raises:
        ValueError: if the script has no place for a bug, or for one of this kind.
    """
    random = Random(seed)  # noqa: S311 - the same mutant for the same seed is what is wanted
    sound, places = _read(source)
    if not places or (kind is not None and kind not in places):
        raise ValueError("the script has no place for such a bug")
    chosen = kind or random.choice(sorted(places))
    site = random.choice(places[chosen])
    others = random.sample(sorted(set(BugKind) - {chosen}), CHOICES - 1)
    choices = [chosen, *others]
    random.shuffle(choices)
    return Mutant(seed, chosen, site.line, edited(sound, site), sound, tuple(choices))


@lru_cache(maxsize=64)
def _read(source: str) -> tuple[str, dict[BugKind, list[Site]]]:
    """The bare script and its places; looking for them is most of the work, and many seeds follow."""
    sound = bare(source)
    return sound, applicable(sound)


def edited(source: str, site: Site) -> str:
    """The source with one line changed or added."""
    lines = source.splitlines()
    lines[site.line - 1 : site.line - 1 + (not site.is_added)] = [site.text]
    return "\n".join(lines) + "\n"


def compare(truth: Diagnosis, said: Diagnosis) -> DiagnosisGrade:
    """How much of what was said is true."""
    return DiagnosisGrade(said.line == truth.line, said.kind is truth.kind)
