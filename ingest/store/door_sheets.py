"""The door's room for what leaves the library as a file and comes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.fact_edits import remark
from ingest.store import database as db
from ingest.store import revisions, sheets
from ingest.store.opened import Opened
from ingest.store.rows import Revision, SaidThen
from ingest.store.sheets import FillIn


class SheetDoor(Opened):
    """Revisions for calendars; state sheets that come back filled in."""

    def revisions(self) -> dict[str, Revision]:
        """How often and when rows changed, by fact id; one of which nobody has said anything is not there."""
        with self._database.read() as connection:
            return revisions.revisions(connection)

    def history_place(self) -> int:
        """The last entry of the history, 0 where there is none; it grows with everything that is said."""
        with self._database.read() as connection:
            return sheets.place(connection)

    def said_at(self, place: int) -> dict[str, SaidThen]:
        """What was said at a place in the history of rows that have changed since, by fact id."""
        with self._database.read() as connection:
            return sheets.said_at(connection, place)

    def fill_in(self, lines: Sequence[FillIn], seen: int) -> tuple[str, tuple[str, ...]]:
        """Writes what the lines of a sheet set, as one action.

        Returns the batch ("" where nothing was written), and the rows left as they are because somebody has
        changed them since the history stood at ``seen``.

        Raises:
            UnknownId: one of the rows is not there or was rejected.
        """
        typed = [replace(line, by=remark(line.by)) for line in lines]
        with self._database.write() as connection:
            return sheets.fill_in(connection, typed, seen, db.now())
