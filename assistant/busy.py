"""Is anybody waiting for an answer? Work in the background asks, and gives way."""

from __future__ import annotations

import threading
from types import TracebackType


class Busy:
    """Counts the blocks that are under way; ``with busy:`` around each, ``busy()`` for the others to ask."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._under_way = 0

    def __call__(self) -> bool:
        """Is a block under way?"""
        return self._under_way > 0

    def __enter__(self) -> None:
        with self._lock:
            self._under_way += 1

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._lock:
            self._under_way -= 1
