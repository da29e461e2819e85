"""The door's room for comparing: versions of a document, and one indicator through years and documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant import alignment
from assistant.alignment import Conflict, Key, Series
from assistant.points import Point, with_full_places
from ingest.errors import UnknownId

if TYPE_CHECKING:
    from assistant.library import Library
    from ingest.store.store import Store
    from ingest.store.versions import Changes


class CompareDoor:
    """What is the same, what changed, and what contradicts itself."""

    store: Store
    library: Library

    def series(
        self, indicator: str | None = None, documents: Sequence[str] | None = None
    ) -> tuple[Series, ...]:
        """One indicator and scope through the years, as documents of one place give it.

        ``indicator`` are words of its name, then nothing that holds them is left out; ``documents`` are
        ids or sources to look in. Documents no longer in force are given with their status.
        """
        return alignment.find_series(self._aligned(documents), indicator)

    def conflicts(
        self, indicator: str | None = None, documents: Sequence[str] | None = None
    ) -> tuple[Conflict, ...]:
        """Values in force that contradict each other, side by side; none is preferred."""
        return alignment.find_conflicts(self._aligned(documents), indicator)

    def changes(self, identity: str) -> tuple[Changes, ...]:
        """What a document changed in its version before, and in the document that it follows."""
        try:
            return self.store.versions.changes(identity)
        except UnknownId:
            return ()

    def _aligned(self, documents: Sequence[str] | None) -> dict[Key, tuple[Point, ...]]:
        scope = self.library.in_scope(documents)
        return alignment.align(self.library.facts(scope), with_full_places(scope))
