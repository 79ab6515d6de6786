"""What turns English templates into the learner's language, as screens hand it to those who write rows."""

from collections.abc import Callable

Tr = Callable[..., str]
"""Takes an English template and its parameters by name."""
