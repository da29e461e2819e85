"""A helper that answers can do without: one that failed is said once in the log and left alone for a while.

Whoever measures cannot do without it: inside ``unforgiving`` a failure is an error.
"""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import TypeVar

from ingest.errors import ModelError

REST_SECONDS = 60.0
"""Until a helper that failed is asked again: not every question shall wait for its time limit."""

Result = TypeVar("Result")

log = logging.getLogger(__name__)


_forgives: ContextVar[bool] = ContextVar("forgives", default=True)


@contextlib.contextmanager
def unforgiving() -> Iterator[None]:
    """Until the block ends a helper that fails raises, in this thread: figures of a search must not be
    those of a search without its helpers."""
    token = _forgives.set(False)
    try:
        yield
    finally:
        _forgives.reset(token)


class Resting:
    """Asks a helper, unless it has failed a moment ago. Thread-safe."""

    def __init__(self, said: str) -> None:
        """``said`` is what the log says before the reason."""
        self._said = said
        self._lock = threading.Lock()
        self._until = 0.0
        self.failed = ""
        """Why it failed the last time; empty while it works."""

    def ask(self, work: Callable[[], Result]) -> Result | None:
        """What the helper gives; None where it fails or rests.

        Raises:
            ModelError: it fails, inside ``unforgiving``.
        """
        if not _forgives.get():
            return work()
        if self.failed and time.monotonic() < self._until:
            return None
        try:
            result = work()
        except ModelError as error:
            with self._lock:
                again, self.failed = bool(self.failed), error.reason
                self._until = time.monotonic() + REST_SECONDS
            if not again:
                log.warning("%s：%s", self._said, error)
            return None
        self.failed = ""
        return result
