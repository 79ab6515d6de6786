"""Who played what: plays that popularity pushed, and hidden ratings of songs that nobody pushed.

Synthesised. Plays follow popularity times taste; the songs to be ranked were drawn evenly among those that a
listener has not played, so that popularity says nothing about them and taste everything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlprep.judge.datasets.arrays import Part, Parts

if TYPE_CHECKING:
    from typing import Any

    from numpy.random import RandomState
    from numpy.typing import NDArray

USERS, SONGS, FACTORS = 1_200, 500, 5
VALIDATION_USERS = 240
PLAYS_EACH = 30
CANDIDATES_EACH = 40
SEED = 545
_POPULARITY, _TASTE = 1.1, 1.6
"""How strongly each drives a play."""
_NOISE = 0.35
_LIKED = (0.8, 1.5, 2.2)
"""Taste from which the relevance is 1, 2 and 3."""


@dataclass(frozen=True, slots=True)
class _World:
    popularity: NDArray[Any]
    """Log of how often a song is put before a listener, (songs,)."""
    taste: NDArray[Any]
    """How much every listener likes every song, (users, songs), unit variance."""


def make() -> Parts:
    """X int32 (n, 2): listener and song. Y int64 (n, 2): listener and relevance, 1 for every play."""
    import numpy as np

    random = np.random.RandomState(SEED)
    world = _world(random)
    played = _plays(world, random)
    relevance = _relevance(world, random)
    shown = random.uniform(size=played.shape)
    shown[played] = 2.0
    candidates = np.argsort(shown, axis=1)[:, :CANDIDATES_EACH]
    listeners = random.permutation(USERS)
    train = random.permutation(np.argwhere(played))
    return Parts(
        _part(train, np.ones(len(train), dtype=np.int64)),
        _rated(listeners[:VALIDATION_USERS], candidates, relevance, random),
        _rated(listeners[VALIDATION_USERS:], candidates, relevance, random),
    )


def _world(random: RandomState) -> _World:
    import numpy as np

    # Popularity is no sign of quality: the two are drawn apart.
    rank = random.permutation(SONGS) + 1.0
    tastes = random.normal(size=(USERS, FACTORS)), random.normal(size=(SONGS, FACTORS))
    return _World(-np.log(rank), tastes[0] @ tastes[1].T / np.sqrt(FACTORS))


def _plays(world: _World, random: RandomState) -> NDArray[Any]:
    """Which songs each listener played: the largest of popularity, taste and chance together."""
    import numpy as np

    score = _POPULARITY * world.popularity + _TASTE * world.taste + random.gumbel(size=world.taste.shape)
    played = np.zeros(score.shape, dtype=bool)
    np.put_along_axis(played, np.argsort(-score, axis=1)[:, :PLAYS_EACH], values=True, axis=1)
    return played


def _relevance(world: _World, random: RandomState) -> NDArray[Any]:
    import numpy as np

    felt = world.taste + _NOISE * random.normal(size=world.taste.shape)
    return np.digitize(felt, _LIKED).astype(np.int64)


def _rated(
    chosen: NDArray[Any], candidates: NDArray[Any], relevance: NDArray[Any], random: RandomState
) -> Part:
    import numpy as np

    pairs = np.stack([np.repeat(chosen, CANDIDATES_EACH), candidates[chosen].reshape(-1)], axis=1)
    pairs = random.permutation(pairs)
    return _part(pairs, relevance[pairs[:, 0], pairs[:, 1]])


def _part(pairs: NDArray[Any], relevance: NDArray[Any]) -> Part:
    import numpy as np

    return Part(pairs.astype(np.int32), np.stack([pairs[:, 0], relevance], axis=1).astype(np.int64))
