"""Datasets that are made on this machine: from files of packages, or from a seed.

Each module has one function, `make() -> Parts`. Legacy RandomState streams are used, since NumPy promises
that those never change; a module whose arrays change raises its recipe here.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from dlprep.domain.messages import Message, message

if TYPE_CHECKING:
    from dlprep.judge.datasets.arrays import Parts


@dataclass(frozen=True, slots=True)
class Made:
    """One made dataset; there is only the embedded tier."""

    name: str
    about: Message
    recipe: int
    """Raised when the arrays change, so that old prepared folders are no longer used."""

    def make(self) -> Parts:
        """The arrays, the same everywhere.

        Raises:
            DatasetError: if a package that carries the data is missing or lacks the file.
        """
        parts: Parts = import_module(f"{__name__}.{self.name.replace('-', '_')}").make()
        return parts


_ALL = (
    Made("digits", message("digits: 5,000 handwritten digits of 28 × 28 grey pixels"), recipe=1),
    Made("few-labels", message("few labels: the digits, with ten training labels of each class"), recipe=1),
    Made("digit-noise", message("digit noise: digits to learn to draw, and noise to draw from"), recipe=1),
    Made("tones", message("tones: 3,000 synthesised sounds, seven keywords and others"), recipe=1),
    Made("zh-reviews", message("raw reviews: 10,800 Chinese texts, one in four a complaint"), recipe=1),
    Made("zh-next-char", message("next character: windows of Chinese reviews, and what follows"), recipe=1),
    Made("plays", message("plays: who played which song, and ratings of songs nobody pushed"), recipe=1),
    Made("payments", message("payments: 70,000 synthesised ones, one in a hundred a fraud"), recipe=1),
    Made("room-sensor", message("room sensor: readings of a cold room, and windows of later ones"), recipe=1),
    Made("parcels", message("parcels: 7,000 made rows, late or in time, most senders seen once"), recipe=1),
    Made("machine-logs", message("machine logs: 7,000 padded sequences of events, three states"), recipe=1),
    Made("pumps", message("pumps: readings with gaps, repeats and labels spelt by many hands"), recipe=1),
)  # fmt: skip

MADE = {one.name: one for one in _ALL}
