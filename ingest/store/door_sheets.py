"""The door's room for what leaves the library as a file and comes back."""

from __future__ import annotations

from ingest.store import revisions
from ingest.store.opened import Opened
from ingest.store.rows import Revision


class SheetDoor(Opened):
    """Revisions for calendars; state sheets that come back filled in."""

    def revisions(self) -> dict[str, Revision]:
        """How often and when rows changed, by fact id; one of which nobody has said anything is not there."""
        with self._database.read() as connection:
            return revisions.revisions(connection)
