"""The part of the one door that sets states: of one row, of many at once, and back again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant import checklist
from ingest.errors import SettingsError

if TYPE_CHECKING:
    from ingest.store.rows import Batch, Undone
    from ingest.store.store import Store


class MarkingDoor:
    """Each action has a name (its batch) and can be taken back as one; the history only ever grows."""

    store: Store

    def mark(
        self,
        fact_id: str,
        state: str,
        by: str = "",
        note: str | None = None,
        proof: str | None = None,
    ) -> str:
        """Sets a row's state; the earlier one stays in the history. ``note`` and ``proof`` stay as they are where
        they are None. Returns the batch, for ``undo``.

        Raises:
            UnknownId: no such row.
            SettingsError: no such state.
        """
        return self.mark_all((fact_id,), state, by, note, proof=proof)

    def mark_all(
        self,
        fact_ids: Sequence[str],
        state: str | None = None,
        by: str = "",
        note: str | None = None,
        owner: str | None = None,
        proof: str | None = None,
    ) -> str:
        """Sets the same of many rows, all or none; None leaves a thing as it is, "" empties it. An owner is a
        correction of the row. Returns the batch, for ``undo``.

        Raises:
            UnknownId: one of the rows is not there or was rejected; the message names it.
            SettingsError: no such state, or nothing to do.
        """
        if state is not None:
            checklist.check_state(state)
        if not fact_ids:
            raise SettingsError("没有选中任何一条。", "请先选择要修改的条目。")
        if state is note is owner is proof is None:
            raise SettingsError("没有要修改的内容。", "请给出状态、备注、责任单位或佐证。")
        return self.store.change_all(
            fact_ids, state=state, by=by, note=note, proof=proof, owner=owner
        )

    def undo(self, batch: str, by: str = "") -> Undone:
        """Takes back what one action did (``mark``, ``mark_all``, or an undoing: then it is done again). Rows that
        somebody has changed since are left as they are and named in ``kept``.

        Raises:
            UnknownId: no such batch.
            SettingsError: all of it has been taken back already.
        """
        return self.store.undo_batch(batch, by)

    def undo_last(self, fact_id: str, by: str = "") -> Undone:
        """Takes back the newest change of a row that still stands: state, note, proof, owner as before.

        Raises:
            SettingsError: there is none, or it cannot be taken back here.
        """
        return self.store.undo_last(fact_id, by)

    def batches(self, limit: int = 50) -> tuple[Batch, ...]:
        """The latest actions, newest first: who did what to which rows when."""
        return self.store.batches(limit)
