"""Card payments, one in a hundred fraudulent, with a column that is only filled in afterwards.

Synthesised. There are three kinds of fraud, each seen in a combination of columns and not in one alone; one
fraud in seven looks like anybody's payment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlprep.judge.datasets.arrays import Part, Parts

if TYPE_CHECKING:
    from typing import Any

    from numpy.random import RandomState
    from numpy.typing import NDArray

COLUMNS = (
    "amount",
    "hour",
    "merchant_kind",
    "card_age_days",
    "km_from_last",
    "minutes_since_last",
    "payments_last_hour",
    "new_device",
    "abroad",
    "case_days",
)
MERCHANT_KINDS = 12
TRAIN, VALIDATION, TEST = 40_000, 10_000, 20_000
FRAUD_SHARE = 0.01
SEED = 550


def make() -> Parts:
    """X float32 (n, 10) in the order of `COLUMNS`, y int64 (n,): 1 for fraud.

    `case_days` says how long the bank's case about a payment was open. It is known in the past, and 0 in the
    hidden part, whose payments have just been made.
    """
    import numpy as np

    random = np.random.RandomState(SEED)
    train, validation, test = (_part(count, random) for count in (TRAIN, VALIDATION, TEST))
    test.x[:, COLUMNS.index("case_days")] = 0
    return Parts(train, validation, test)


def _part(count: int, random: RandomState) -> Part:
    import numpy as np

    frauds = int(count * FRAUD_SHARE)
    y = random.permutation(np.repeat(np.array([1, 0], dtype=np.int64), (frauds, count - frauds)))
    columns = _honest(count, random)
    _defraud(columns, np.flatnonzero(y == 1), random)
    opened = np.where(y == 1, random.uniform(size=count) < 0.97, random.uniform(size=count) < 0.002)
    columns["case_days"] = opened * (1 + random.poisson(20, size=count))
    x = np.stack([columns[name] for name in COLUMNS], axis=1)
    return Part(x.astype(np.float32), y)


def _honest(count: int, random: RandomState) -> dict[str, NDArray[Any]]:
    import numpy as np

    kind = random.randint(0, MERCHANT_KINDS, size=count)
    abroad = random.uniform(size=count) < 0.06
    return {
        # What a payment costs depends on where it is made, over a factor of thirty.
        "amount": np.round(np.exp(2.5 + 0.3 * kind + 0.7 * random.normal(size=count)), 2),
        "hour": np.round(14 + 4.5 * random.normal(size=count)).astype(np.int64) % 24,
        "merchant_kind": kind,
        "card_age_days": np.floor(random.exponential(900, size=count)),
        "km_from_last": np.round(np.exp(1.0 + 1.4 * random.normal(size=count)) * np.where(abroad, 60, 1), 1),
        "minutes_since_last": np.round(np.exp(6.2 + 1.5 * random.normal(size=count)), 1),
        "payments_last_hour": random.poisson(0.5, size=count),
        "new_device": (random.uniform(size=count) < 0.08).astype(np.int64),
        "abroad": abroad.astype(np.int64),
    }


def _defraud(columns: dict[str, NDArray[Any]], rows: NDArray[Any], random: RandomState) -> None:
    """Turns the honest payments `rows` into frauds of three kinds; one in seven stays as it was."""
    import numpy as np

    kind = random.randint(0, 7, size=len(rows))
    bursts, takeovers, copies = rows[kind < 2], rows[(kind >= 2) & (kind < 4)], rows[(kind >= 4) & (kind < 6)]
    # A stolen number is tried out: small amounts, one after the other.
    columns["amount"][bursts] = np.round(np.exp(1.2 + 0.6 * random.normal(size=len(bursts))), 2)
    columns["payments_last_hour"][bursts] = 2 + random.poisson(2.0, size=len(bursts))
    columns["minutes_since_last"][bursts] = np.round(np.exp(1.2 + 0.9 * random.normal(size=len(bursts))), 1)
    # An account is taken over: a new device at night, and far more than is usual at that merchant.
    columns["new_device"][takeovers] = 1
    columns["amount"][takeovers] = np.round(columns["amount"][takeovers] * 5, 2)
    columns["hour"][takeovers] = (24 + np.round(1.5 + 2.5 * random.normal(size=len(takeovers)))).astype(
        np.int64
    ) % 24
    # A card was copied: far from the last payment, sooner than anyone can travel.
    columns["km_from_last"][copies] = np.round(np.exp(6.3 + 0.9 * random.normal(size=len(copies))), 1)
    columns["minutes_since_last"][copies] = np.round(np.exp(4.0 + 0.9 * random.normal(size=len(copies))), 1)
