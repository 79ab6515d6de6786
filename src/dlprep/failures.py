"""What the learner is told when something goes wrong, and what the log keeps."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING

from dlprep.domain.errors import DlprepError
from dlprep.domain.messages import Message, message

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

LOG_NAME = "dlprep.log"
_LOG_LIMIT_BYTES = 1_000_000


def sentence(error: BaseException, log: Path) -> Message:
    """One or two sentences on `error`; anything unexpected is our fault and says where the details are."""
    if isinstance(error, DlprepError):
        if error.way_out is None:
            return error.what
        return message("{what}\n{way_out}", what=error.what, way_out=error.way_out)
    return message(
        "This is a fault in dlprep, not yours ({kind}). Please report it with the details in {log}.",
        kind=type(error).__name__,
        log=log,
    )


def is_expected(error: BaseException) -> bool:
    """True for failures dlprep foresees; they need no log."""
    return isinstance(error, DlprepError)


def write_log(log: Path, error: BaseException, at: datetime) -> None:
    """Appends the traceback of `error`; a log past 1 MB starts again. An unwritable log is let go."""
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        mode = "w" if log.exists() and log.stat().st_size > _LOG_LIMIT_BYTES else "a"
        with log.open(mode, encoding="utf-8") as stream:
            stream.write(f"--- {at.isoformat()}\n{''.join(traceback.format_exception(error))}")
    except OSError:
        return
