"""The part of the one door that people work with: the checklist, its states, edits and review queue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from assistant import checklist, placing, time_windows
from assistant.aim import ENDED
from assistant.due import in_window
from assistant.marking_door import MarkingDoor
from assistant.progress import is_of_year
from assistant.progress_door import ProgressDoor
from assistant.records import REJECTED, ChecklistRow, Event
from assistant.row_words import holding
from assistant.time_windows import TWO_TERMS, Terms
from ingest.records import Fact

if TYPE_CHECKING:
    from ingest.store.rows import Edit, ReviewItem


class ChecklistDoor(MarkingDoor, ProgressDoor):
    """Rows of facts with what people said of them. Every change keeps what was before."""

    terms: Terms = TWO_TERMS

    def checklist(
        self,
        kinds: Collection[str] | None = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
        states: Collection[str] | None = None,
        owner: str | None = None,
        documents: Sequence[str] | None = None,
        today: dt.date | None = None,
        rejected: bool = False,
        window: str = "",
        topic: str = "",
        years: Collection[int] | None = None,
        unconfirmed: bool = False,
    ) -> tuple[ChecklistRow, ...]:
        """Rows that match every filter, sorted by time; rejected ones where asked for, by the argument
        or by the state 已驳回.

        Rows of documents that are no longer in force are given where their document is asked for, or
        where somebody has set their state or edited them.

        Args:
            kinds: target, deadline; None: both.
            since: First day of the time that is asked for, ``until`` the last; a row matches that touches it.
            until: See ``since``.
            states: States, with 逾期 and 已驳回; None: all that is not rejected.
            owner: Words of the office that is responsible.
            documents: Ids or sources.
            today: The day that overdue counts from; None: the clock's.
            rejected: Rejected rows too.
            window: A name of ``time_windows.WINDOWS``: what is due then, reckoned from ``today``. What is said of a whole
                year is due where it ends.
            topic: Words that a row, its heading, document or note must hold, all of them.
            years: Years that the documents are for.
            unconfirmed: Only what nobody has confirmed (待确认).

        Raises:
            SettingsError: no such window.
        """
        scope = self.library.in_scope(documents)
        if years is not None:
            scope = {i: d for i, d in scope.items() if is_of_year(d.metadata, years)}
        wanted = rejected or REJECTED in (states or ())
        day = today or dt.date.today()
        rows = self.library.rows(scope, day, rejected=wanted)
        if documents is None:
            edits = self.store.edits()
            ended = {i for i, d in scope.items() if d.metadata.status in ENDED}
            rows = [
                r for r in rows
                if r.fact.document_id not in ended or r.state != "待确认" or r.fact_id in edits
            ]  # fmt: skip
        found = checklist.select(
            rows, kinds=kinds, since=since, until=until, states=states, owner=owner
        )
        if unconfirmed:
            found = tuple(row for row in found if row.state == "待确认" and not row.rejected)
        if window:
            found = in_window(found, time_windows.window(window, day, self.terms))
        return holding(found, topic) if topic.strip() else found

    def history(self, fact_id: str) -> tuple[Event, ...]:
        """Who said or changed what when, oldest first."""
        return tuple(
            Event(
                checklist.check_state(row.state), row.by, row.at, row.note, row.event, row.changes,
                row.machine, row.proof, row.batch, row.undone,
            )
            for row in self.store.history(fact_id)
        )  # fmt: skip

    # --- edits ---

    def edits(self) -> dict[str, Edit]:
        """How people have edited rows, by fact id."""
        return self.store.edits()

    def correct(
        self, fact_id: str, fields: Mapping[str, object], by: str = "", note: str = ""
    ) -> Fact:
        """Corrects fields of a row (ingest.fact_edits.FIELDS) and returns it as it now is.

        Values are text as people type it, decimals, or days; None and "" mean that there is none,
        "auto" the machine's own reading. Words of a time are read as in the document.

        Raises:
            UnknownId: no such row.
            SettingsError: a field or value cannot be used; the message names field and remedy.
        """
        fact = self.store.fact(fact_id, rejected=True)
        metadata = self.store.metadata(fact.document_id)
        full = placing.completed(fact, placing.as_typed(fields), metadata)
        return self.store.correct(fact_id, full, by, note)

    def reject(self, fact_id: str, by: str = "", note: str = "") -> None:
        """Takes a row out of checklist and answers; ``note`` is the reason and must be given.

        Raises:
            UnknownId: no such row.
            SettingsError: there is no reason, or the row is rejected already.
        """
        self.store.reject(fact_id, by, note)

    def add_fact(
        self,
        document_id: str,
        start: int,
        end: int,
        kind: str,
        fields: Mapping[str, object],
        by: str = "",
        note: str = "",
    ) -> Fact:
        """Adds a row whose words are ``Document.text[start:end]``; ``kind`` is target or deadline.

        Raises:
            UnknownId: no such document, or not its current version.
            SettingsError: the span or a field cannot be used; the message names it.
        """
        text = self.store.document(document_id).text
        quote = text[start:end].strip() if 0 <= start < end <= len(text) else ""
        typed = placing.as_typed(fields)
        if quote:
            typed = placing.filled(kind, quote, typed, self.store.metadata(document_id))
        return self.store.add_fact(document_id, (start, end), kind, typed, by, note)

    def offer(self, document_id: str, start: int, end: int, kind: str) -> dict[str, str]:
        """What a stretch of a document offers for a new row, field by field; unknown ones are empty.

        Raises:
            UnknownId: no such document.
            SettingsError: no such kind.
        """
        quote = self.store.document(document_id).text[start:end]
        return placing.offered(kind, quote, self.store.metadata(document_id))

    def withdraw(self, fact_id: str, by: str = "") -> str:
        """Takes the newest edit of a row back: a rejection, its corrections, or the added row itself.

        Returns which it was: reject, correct or add.

        Raises:
            SettingsError: nobody has edited this row.
        """
        return self.store.withdraw(fact_id, by)

    # --- the review queue ---

    def review_queue(
        self,
        documents: Sequence[str] | None = None,
        *,
        settled: bool = False,
        reason: str = "",
        unsure: bool = False,
    ) -> tuple[ReviewItem, ...]:
        """What waits for a person: sentences and table rows that gave no fact, edited rows whose words
        changed, rows that vanished; by source, then in the text's order.

        Args:
            documents: Ids or sources; None: all.
            settled: Settled sentences too.
            reason: Only what waits for this reason.
            unsure: Only what the program is not sure of: a person has to decide.
        """
        known = set(self.library.in_scope(documents))
        return self.store.review_queue(known, settled=settled, reason=reason, unsure=unsure)

    def settle(self, item: str, by: str = "", note: str = "") -> None:
        """Nothing is to be done with this item; it leaves the queue, in later versions too.

        Raises:
            UnknownId: no such item.
        """
        self.store.settle(item, by, note)

    def settle_all(self, items: Sequence[str], by: str = "", note: str = "") -> None:
        """The same for many items: each gets an entry of its own; all or none.

        Raises:
            UnknownId: one of them is not in the queue.
        """
        self.store.settle_all(items, by, note)

    def unsettle_all(self, items: Sequence[str], by: str = "") -> None:
        """Takes many settlements back; all or none.

        Raises:
            UnknownId: one of them was not settled.
        """
        self.store.unsettle_all(items, by)

    def unsettle(self, item: str, by: str = "") -> None:
        """An item that was settled waits again.

        Raises:
            UnknownId: no such item was settled.
        """
        self.store.unsettle(item, by)
