"""What was read lately and is still true: whole records are kept until the library has moved on."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar, cast

import sqlalchemy as sa

from ingest.store import changes
from ingest.store import database as db

Value = TypeVar("Value")

LIMIT = 32
"""Records kept at most; the one that was asked for longest ago goes first."""
OF_ALL = 2
"""Values of the whole library kept at most, apart from the records of single documents: an answer that cites
a hundred documents must not push them out."""
REVISION = "documents"
"""The meta value that every change of a document's row renews."""


def revise(connection: sa.Connection) -> None:
    """Tells other readers that a row of ``documents`` changed. The indexes need not know: nothing that
    they hold depends on a place or a status, so that the change log does not move."""
    # By chance and not counted: two writers, or a restored backup, never give the same value again.
    db.put_meta(connection, REVISION, secrets.token_hex(8))


class Moment:
    """What a thread has read in a block in which the library stands still for it: a question reads the list of
    documents dozens of times, and must not find another one half-way."""

    def __init__(self) -> None:
        self._thread = threading.local()

    @contextmanager
    def held(self) -> Iterator[None]:
        """The block; one inside another belongs to it."""
        if getattr(self._thread, "read", None) is not None:
            yield
            return
        self._thread.read = {}
        try:
            yield
        finally:
            self._thread.read = None

    def get(self, key: Hashable, read: Callable[[], Value]) -> Value:
        """A value as it was first read in this block; read anew outside of one."""
        known: dict[Hashable, Any] | None = getattr(self._thread, "read", None)
        if known is None:
            return read()
        if key not in known:
            known[key] = read()
        return cast(Value, known[key])


class Recent:
    """A small memory of frozen records, emptied by every change of a document's text or facts.

    The list of documents, the states and the edits stand apart: every question asks for them, and they are out of
    date sooner.
    """

    def __init__(self) -> None:
        self.alone = threading.RLock()
        """Held by whoever reads a value of the whole library, from before its connection on: after a change one
        reader reads it, and the twenty others find it read."""
        self._lock = threading.Lock()
        self._head: changes.Position | None = None
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._of_all: OrderedDict[Hashable, Any] = OrderedDict()
        self._latest: dict[str, tuple[Hashable, Any]] = {}

    def get(
        self,
        connection: sa.Connection,
        key: Hashable,
        load: Callable[[], Value],
        *,
        of_all: bool = False,
    ) -> Value:
        """The value of a key, loaded where it is not known; ``connection`` fixes the moment. ``of_all``: it
        is one of the whole library."""
        head = changes.head(connection)
        kept, limit = (self._of_all, OF_ALL) if of_all else (self._kept, LIMIT)
        with self._lock:
            if head != self._head:
                self._head = head
                self._kept.clear()
                self._of_all.clear()
            if key in kept:
                kept.move_to_end(key)
                return cast(Value, kept[key])
        value = load()
        with self._lock:
            if head == self._head:
                kept[key] = value
                if len(kept) > limit:
                    kept.popitem(last=False)
        return value

    def documents(self, connection: sa.Connection, load: Callable[[], Value]) -> Value:
        """The list of documents, loaded anew after every change of one of their rows."""
        moment = changes.head(connection), db.get_meta(connection, REVISION)
        return self.latest("documents", moment, load)

    def latest(self, name: str, moment: Hashable, load: Callable[[], Value]) -> Value:
        """One value a name: loaded anew where ``moment`` is another than last time."""
        with self._lock:
            known = self._latest.get(name)
        if known is not None and known[0] == moment:
            return cast(Value, known[1])
        value = load()
        with self._lock:
            self._latest[name] = moment, value
        return value
