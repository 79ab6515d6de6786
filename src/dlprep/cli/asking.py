"""Asking before something large is changed."""

import sys

from dlprep.cli.common import current_parts, interface_language, say
from dlprep.domain.errors import BadInputError
from dlprep.domain.messages import Message, message
from dlprep.i18n import translator

_YES = frozenset({"y", "yes", "是", "好"})


def confirm(question: Message, *, yes: bool) -> None:
    """Goes on when the person says yes, or has said so with an option.

    Raises:
        BadInputError: if not.
    """
    if yes:
        return
    say(message("{question} [y/N]", question=question), translator(interface_language(current_parts())))
    if sys.stdin.readline().strip().lower() not in _YES:
        raise BadInputError(
            message("Not confirmed; nothing was changed."), message("--yes goes ahead without asking.")
        )
