"""The door's room for facts and what people say of them."""

from __future__ import annotations

import datetime as dt

from ingest.records import Fact
from ingest.store import database as db
from ingest.store import facts as fact_rows
from ingest.store import states
from ingest.store.opened import Opened
from ingest.store.rows import (
    HistoryRow,
    StateRow,
    Vanished,
)


class FactDoor(Opened):
    """Facts of current documents, with states and history."""

    def facts(self, *, document_id: str | None = None, kind: str | None = None) -> tuple[Fact, ...]:
        """Facts of current documents, by source and place in the text."""
        with self._database.read() as connection:
            found = self._recent.get(
                connection,
                ("facts", document_id),
                lambda: fact_rows.read_facts(connection, document_id=document_id),
            )
        return found if kind is None else tuple(fact for fact in found if fact.kind == kind)

    def fact(self, fact_id: str) -> Fact:
        """One fact of a current document. Raises UnknownId."""
        with self._database.read() as connection:
            return fact_rows.read_fact(connection, fact_id)

    def set_state(
        self,
        fact_id: str,
        state: str,
        by: str = "",
        note: str = "",
        at: str | dt.datetime | None = None,
    ) -> StateRow:
        """Sets what people say of a fact; the entry before stays in the history.

        Raises:
            UnknownId: neither a current fact nor a vanished one.
        """
        moment = at.isoformat(timespec="seconds") if isinstance(at, dt.datetime) else at
        row = StateRow(fact_id, state, by, moment or db.now(), note)
        with self._database.write() as connection:
            states.set_state(connection, row)
        return row

    def states(self) -> dict[str, StateRow]:
        """What people have said, by fact id; a fact that is missing here is 待确认."""
        with self._database.read() as connection:
            return states.states(connection)

    def vanished(self) -> tuple[Vanished, ...]:
        """Facts with a state that the newest version of their document no longer holds."""
        with self._database.read() as connection:
            return states.vanished(connection)

    def history(self, fact_id: str) -> tuple[HistoryRow, ...]:
        """All that was said of a fact through all versions, oldest first."""
        with self._database.read() as connection:
            return states.history(connection, fact_id)
