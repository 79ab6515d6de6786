"""What the script printed: the beginning and the end are kept, the middle is counted."""

import codecs
from collections import deque

MAX_PRINTED_BYTES = 256 * 1024 * 1024
"""Nobody prints this much on purpose; the run ends."""
_LIVE_BYTES = 8 * 1024


class Capture:
    """Keeps the first and the last half of `limit` bytes, however many are written."""

    def __init__(self, limit: int) -> None:
        """`limit` in bytes."""
        self.half = limit // 2
        self.total = 0
        self._head = bytearray()
        self._tail: deque[bytes] = deque()
        self._tail_bytes = 0

    def write(self, data: bytes) -> None:
        """Takes the next bytes."""
        self.total += len(data)
        room = self.half - len(self._head)
        self._head += data[:room]
        if rest := data[room:]:
            self._tail.append(rest)
            self._tail_bytes += len(rest)
            while self._tail_bytes - len(self._tail[0]) >= self.half:
                self._tail_bytes -= len(self._tail.popleft())

    @property
    def head(self) -> str:
        """The beginning, decoded."""
        return self._head.decode("utf-8", "replace")

    @property
    def tail(self) -> str:
        """The end, decoded; empty when everything is in the head."""
        return b"".join(self._tail)[-self.half :].decode("utf-8", "replace")

    @property
    def dropped(self) -> int:
        """Bytes between head and tail."""
        return self.total - len(self._head) - min(self._tail_bytes, self.half)


class Live:
    """What was printed since the last look, for showing while the script runs; a flood is cut to its end."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._text = ""
        self._skipped = 0

    def write(self, data: bytes) -> None:
        """Takes the next bytes."""
        text = self._text + self._decoder.decode(data)
        self._skipped += max(0, len(text) - _LIVE_BYTES)
        self._text = text[-_LIVE_BYTES:]

    def take(self) -> tuple[str, int]:
        """The text since the last call, and how many characters before it were left out."""
        text, skipped = self._text, self._skipped
        self._text, self._skipped = "", 0
        return text, skipped
