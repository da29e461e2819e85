"""The door's room for actions on many rows, and for taking changes back."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.fact_edits import remark
from ingest.store import bulk, undo
from ingest.store import database as db
from ingest.store.bulk import Wanted
from ingest.store.opened import Opened
from ingest.store.rows import Batch, Undone


class BulkDoor(Opened):
    """Each action bears a name (batch) and is all done or not at all; nothing leaves the history."""

    def change_all(
        self,
        fact_ids: Sequence[str],
        *,
        state: str | None = None,
        by: str = "",
        note: str | None = None,
        proof: str | None = None,
        owner: str | None = None,
    ) -> str:
        """Sets the same of many rows; None leaves a thing as it is, "" empties it. Returns the batch.

        Raises:
            UnknownId: one of the rows is not there or was rejected.
            SettingsError: a row takes no such owner.
        """
        wanted = Wanted(
            state,
            note if note is None else remark(note),
            proof if proof is None else remark(proof),
            owner,
        )
        with self._database.write() as connection:
            return bulk.change_all(connection, fact_ids, wanted, remark(by), db.now())

    def undo_batch(self, batch: str, by: str = "") -> Undone:
        """Takes back what one action did; rows that somebody has changed since are left as they are.

        Raises:
            UnknownId: no action bears this name.
            SettingsError: all of it has been taken back already.
        """
        with self._database.write() as connection:
            at = db.now()
            name = bulk.name_of_batch(connection, at)
            return undo.undo_batch(connection, batch, remark(by), at, name)

    def undo_last(self, fact_id: str, by: str = "") -> Undone:
        """Takes back the newest change of a row that still stands.

        Raises:
            SettingsError: there is none, or it cannot be taken back here.
        """
        with self._database.write() as connection:
            at = db.now()
            name = bulk.name_of_batch(connection, at)
            return undo.undo_last(connection, fact_id, remark(by), at, name)

    def batches(self, limit: int = 50) -> tuple[Batch, ...]:
        """The latest actions, newest first."""
        with self._database.read() as connection:
            return bulk.batches(connection, limit)
