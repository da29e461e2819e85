"""Questions wait their turn: a few at a time, so that the page keeps its threads and its processor."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from typing import TypeVar

import anyio

from assistant.api.problems import Problem

Value = TypeVar("Value")

AT_ONCE = 4
"""Questions that are answered at the same time."""
WAITING = 60
"""Questions that may wait for their turn; one more is sent away."""


class Turns:
    """Threads for long work, apart from those that serve pages and documents."""

    def __init__(self, at_once: int = AT_ONCE, waiting: int = WAITING) -> None:
        self._limit = anyio.CapacityLimiter(at_once)
        self._threads = anyio.CapacityLimiter(at_once + 1)
        self._waiting = waiting

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Waits for a turn and keeps it until the block ends. Raises Problem 429: too many wait already."""
        if self._limit.statistics().tasks_waiting >= self._waiting:
            raise Problem(429, "同时提问的人太多。", "请过几秒再试。", headers={"Retry-After": "5"})
        async with self._limit:
            yield

    async def run(self, work: Callable[[], Value]) -> Value:
        """The value of long work."""
        async with self.turn():
            return await self.thread(work)

    async def thread(self, work: Callable[[], Value]) -> Value:
        """Work of somebody whose turn it is."""
        return await anyio.to_thread.run_sync(work, limiter=self._threads)

    async def each(self, pieces: Iterator[Value]) -> AsyncIterator[Value]:
        """The pieces of long work as they come; whoever goes away in the middle stops it."""
        end = object()
        async with self.turn():
            try:
                while (piece := await self.thread(lambda: next(pieces, end))) is not end:
                    yield piece  # type: ignore[misc]
            finally:
                close = getattr(pieces, "close", None)
                if close is not None:
                    close()
