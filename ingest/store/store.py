"""The one door of the library: documents, chunks, vectors, facts, states and conversations, and search."""

from __future__ import annotations

from ingest.store.door_bulk import BulkDoor
from ingest.store.door_documents import DocumentDoor
from ingest.store.door_facts import FactDoor
from ingest.store.door_search import SearchDoor
from ingest.store.door_sheets import SheetDoor
from ingest.store.door_talk import TalkDoor


class Store(DocumentDoor, FactDoor, BulkDoor, SearchDoor, SheetDoor, TalkDoor):
    """A library in a data folder. Safe to use from several threads; one a process and folder is enough.

    Reading never waits for the writer. Documents change under the writer's lock, which the changing
    methods take themselves; hold ``writing()`` around several changes. States, edits, messages and
    feedback are rows of their own and need no lock.
    """
