"""Checklist rows as they were made last: a tick makes one row anew and not five thousand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant import checklist
from assistant.records import ChecklistRow
from ingest.records import Fact

if TYPE_CHECKING:
    from ingest.store.rows import Edit, StateRow, StoredDocument


@dataclass(frozen=True, slots=True)
class Base:
    """What rows are made of, beside their states."""

    facts: Sequence[Fact]
    documents: tuple[StoredDocument, ...]
    edits: Mapping[str, Edit]
    today: dt.date

    def same(self, other: Base) -> bool:
        """The store gives the very things that it gave, until they change."""
        return (
            self.facts is other.facts
            and self.documents is other.documents
            and (self.edits is other.edits or self.edits == other.edits)
            and self.today == other.today
        )


class KeptRows:
    """The rows of the whole library, sorted by time. Safe to use from several threads: who comes second may make
    them twice."""

    def __init__(self) -> None:
        self._known: tuple[Base, Mapping[str, StateRow], list[ChecklistRow]] | None = None

    def get(self, base: Base, states: Mapping[str, StateRow]) -> list[ChecklistRow]:
        """The rows, not to be changed; made anew where facts, documents, edits or the day are others, and of
        other states only theirs."""
        known = self._known
        documents = {document.id: document for document in base.documents}
        if known is None or not known[0].same(base):
            made = checklist.make_rows(base.facts, states, documents, base.today, base.edits)
        elif known[1] is not states:
            made = checklist.renewed(known[2], known[1], states, documents, base.today, base.edits)
        else:
            return known[2]
        self._known = base, states, made
        return made
