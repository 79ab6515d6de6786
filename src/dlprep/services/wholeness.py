"""Whether the shipped bank is complete, which decides what the bank check forgives."""

BANK_IS_WHOLE = True
"""Set it to True when the shipped bank is complete.

From then on a bank that carries a plan fails the check when its counts, coverage, statistics or languages
leave their bars; until then these are warnings.
"""
