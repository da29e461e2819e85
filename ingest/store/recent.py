"""What was read lately and is still true: whole records are kept until the change log moves on."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

import sqlalchemy as sa

from ingest.store import changes

Value = TypeVar("Value")

LIMIT = 32
"""Records kept at most; the oldest goes first."""


class Recent:
    """A small memory of frozen records, emptied by every change of a document or its facts."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._head: changes.Position | None = None
        self._kept: dict[Hashable, Any] = {}

    def get(
        self,
        connection: sa.Connection,
        key: Hashable,
        load: Callable[[], Value],
    ) -> Value:
        """The value of a key, loaded where it is not known; ``connection`` fixes the moment."""
        head = changes.head(connection)
        with self._lock:
            if head != self._head:
                self._head = head
                self._kept.clear()
            if key in self._kept:
                return cast(Value, self._kept[key])
        value = load()
        with self._lock:
            if head == self._head:
                self._kept[key] = value
                if len(self._kept) > LIMIT:
                    del self._kept[next(iter(self._kept))]
        return value
