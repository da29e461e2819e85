"""The door's room for facts and what people say of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from contextlib import nullcontext

from ingest.fact_edits import remark
from ingest.records import Fact, Uncovered
from ingest.store import bulk, changes, editing, edits, proposals, review, stamps, states
from ingest.store import database as db
from ingest.store import documents as docs
from ingest.store.opened import Opened
from ingest.store.rows import Edit, HistoryRow, Proposal, ReviewItem, StateRow, Vanished


class FactDoor(Opened):
    """Facts of current documents as people see them, with states, edits, history and review queue."""

    def facts(
        self, *, document_id: str | None = None, kind: str | None = None, rejected: bool = False
    ) -> tuple[Fact, ...]:
        """Facts of current documents, by source and place in the text: corrected where a person has
        corrected them, with the rows that people added; rejected ones only where asked."""
        found = self._moment.get(
            ("facts", document_id, rejected), lambda: self._facts(document_id, rejected)
        )
        return found if kind is None else tuple(fact for fact in found if fact.kind == kind)

    def _facts(self, document_id: str | None, rejected: bool) -> tuple[Fact, ...]:
        alone = self._recent.alone if document_id is None else nullcontext()
        with alone, self._database.read() as connection:
            return self._recent.get(
                connection,
                ("facts", document_id, rejected, edits.stamp(connection)),
                lambda: edits.read_facts(connection, document_id=document_id, rejected=rejected),
                of_all=document_id is None,
            )

    def fact(self, fact_id: str, *, rejected: bool = False) -> Fact:
        """One fact of a current document, as people see it.

        Raises:
            UnknownId: there is none of this id, or it was rejected (unless asked for).
        """
        with self._database.read() as connection:
            return edits.read_fact(connection, fact_id, rejected=rejected)

    def set_state(
        self,
        fact_id: str,
        state: str,
        by: str = "",
        note: str = "",
        at: str | dt.datetime | None = None,
        proof: str | None = None,
    ) -> StateRow:
        """Sets what people say of a fact; the entry before stays in the history. Without ``proof`` the one
        that is there stays.

        Raises:
            UnknownId: neither a current fact nor a vanished one.
        """
        moment = at.isoformat(timespec="seconds") if isinstance(at, dt.datetime) else at
        row = StateRow(fact_id, state, remark(by), moment or db.now(), remark(note))
        shown = proof if proof is None else remark(proof)
        with self._database.write() as connection:
            batch = bulk.name_of_batch(connection, row.at)
            return states.set_state(connection, row, proof=shown, batch=batch)

    def states(self) -> dict[str, StateRow]:
        """What people have said, by fact id; a fact that is missing here is 待确认. Kept until somebody says
        something: not to be changed by the caller."""
        return self._moment.get("states", self._states)

    def _states(self) -> dict[str, StateRow]:
        with self._database.read() as connection:
            moment = states.moment(connection)
            return self._recent.latest("states", moment, lambda: states.states(connection))

    def stamp(self) -> str:
        """Changes with every change of documents, files, facts, states, edits or the review queue; the same
        text: the library says what it said."""
        with self._database.read() as connection:
            return stamps.stamp(connection)

    def vanished(self) -> tuple[Vanished, ...]:
        """Facts with a state that the newest version of their document no longer holds."""
        with self._database.read() as connection:
            return states.vanished(connection)

    def history(self, fact_id: str) -> tuple[HistoryRow, ...]:
        """All that was said of a fact through all versions, oldest first."""
        with self._database.read() as connection:
            return states.history(connection, fact_id)

    # --- edits ----------------------------------------------------------------------------------

    def edits(self) -> dict[str, Edit]:
        """How people have edited facts of current documents, by fact id. Not to be changed by the caller."""
        return self._moment.get("edits", self._edits)

    def _edits(self) -> dict[str, Edit]:
        with self._database.read() as connection:
            moment = changes.head(connection), edits.stamp(connection)
            return self._recent.latest("edits", moment, lambda: edits.read_edits(connection))

    def correct(
        self, fact_id: str, fields: Mapping[str, str], by: str = "", note: str = ""
    ) -> Fact:
        """Corrects fields of a fact (ingest.fact_edits.FIELDS), values as typed; the machine's reading
        stays in the history.

        Raises:
            UnknownId: no current document holds this fact.
            SettingsError: a field or value cannot be used; the message names it.
        """
        with self._database.write() as connection:
            return editing.correct(connection, fact_id, fields, remark(by), db.now(), remark(note))

    def reject(self, fact_id: str, by: str = "", note: str = "") -> None:
        """Takes a fact out of the checklist; ``note`` is the reason and must be given.

        Raises:
            UnknownId: no current document holds this fact.
            SettingsError: there is no reason, or the fact is rejected already.
        """
        with self._database.write() as connection:
            editing.reject(connection, fact_id, remark(by), db.now(), remark(note))

    def add_fact(
        self,
        document_id: str,
        span: tuple[int, int],
        kind: str,
        fields: Mapping[str, str],
        by: str = "",
        note: str = "",
    ) -> Fact:
        """Adds a fact whose quote is this stretch of the text of a current document.

        Raises:
            UnknownId: the library does not hold this document.
            SettingsError: the span or a field cannot be used.
        """
        with self._database.write() as connection:
            moment, who = db.now(), remark(by)
            return editing.add(
                connection, document_id, span, kind, fields, who, moment, remark(note)
            )

    def withdraw(self, fact_id: str, by: str = "") -> str:
        """Takes the newest edit of a fact back; returns which: reject, correct or add.

        Raises:
            SettingsError: nobody has edited this fact.
        """
        with self._database.write() as connection:
            return editing.withdraw(connection, fact_id, remark(by), db.now())

    # --- the review queue -----------------------------------------------------------------------

    def put_uncovered(self, document_id: str, uncovered: Sequence[Uncovered]) -> None:
        """Writes which sentences of a document gave no fact."""
        with self._database.write() as connection:
            source = docs.source_of(connection, document_id)
            review.put_uncovered(connection, source, document_id, uncovered)

    def not_looked_through(self) -> tuple[str, ...]:
        """Current documents of which it is not known which sentences gave no fact."""
        with self._database.read() as connection:
            return tuple(review.unread(connection))

    def review_queue(
        self,
        documents: Collection[str] | None = None,
        *,
        settled: bool = False,
        reason: str = "",
        unsure: bool = False,
    ) -> tuple[ReviewItem, ...]:
        """What waits for a person, by source and place; settled sentences only where asked; of one
        reason, or only what the program is not sure of, where asked."""
        with self._database.read() as connection:
            found = review.queue(connection, documents, settled=settled)
        return tuple(
            item
            for item in found
            if (not reason or item.reason == reason) and not (unsure and item.sure)
        )

    def asked_about(self, model: str) -> frozenset[str]:
        """Items of the queue that a language model has been asked about."""
        with self._database.read() as connection:
            return proposals.asked(connection, model)

    def put_proposals(
        self, item: ReviewItem, model: str, found: Sequence[Proposal], dropped: Mapping[str, int]
    ) -> None:
        """Keeps what a language model proposed for a sentence of the queue, in place of what was there;
        ``dropped`` counts by reason what of its reply was left out."""
        with self._database.write() as connection:
            proposals.put(connection, item, model, db.now(), found, dropped)

    def settle(self, item: str, by: str = "", note: str = "") -> None:
        """Nothing is to be done with this item of the queue. Raises UnknownId."""
        self.settle_all([item], by, note)

    def settle_all(self, items: Sequence[str], by: str = "", note: str = "") -> None:
        """Settles many items, each with an entry of its own, or none of them. Raises UnknownId."""
        with self._database.write() as connection:
            at = db.now()
            for item in dict.fromkeys(items):
                review.settle(connection, item, remark(by), at, remark(note))

    def unsettle(self, item: str, by: str = "") -> None:
        """An item that was settled waits again. Raises UnknownId."""
        self.unsettle_all([item], by)

    def unsettle_all(self, items: Sequence[str], by: str = "") -> None:
        """Items that were settled wait again, all or none. Raises UnknownId."""
        with self._database.write() as connection:
            at = db.now()
            for item in dict.fromkeys(items):
                review.unsettle(connection, item, remark(by), at)
