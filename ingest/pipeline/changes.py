"""What is changed in a library that stands: metadata, relations of documents, removal, samples."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest import edits
from ingest.errors import LibraryLocked
from ingest.load import recognise
from ingest.pipeline.stages import Reading, understand
from ingest.records import Metadata, Uncovered
from ingest.settings import Settings

if TYPE_CHECKING:
    from ingest.store.store import Store


def open_store(settings: Settings) -> Store:
    """The library of these settings with the embedder they name."""
    from ingest.embedding import open_embedder
    from ingest.store.store import Store

    return Store.open(settings, open_embedder(settings))


def relate(known: Mapping[str, tuple[str, Metadata]]) -> dict[str, Metadata]:
    """Metadata per id with what the documents of a library say of each other: parents and states.

    ``known`` holds source and metadata per id.
    """
    from ingest.metadata import Kin, mark_replaced, place_children, with_status

    placed = place_children({source: Kin(source, metadata) for source, metadata in known.values()})
    status = mark_replaced(placed)
    return {i: with_status(placed[s], status[s]) for i, (s, _) in known.items()}


def refresh_status(store: Store) -> None:
    """Writes parents, what attachments take over from them, and who is 被替代 or 废止, where it changed."""
    known = {d.id: (d.source, d.metadata) for d in store.documents()}
    for identity, metadata in relate(known).items():
        if metadata != known[identity][1]:
            _rewrite(store, identity, known[identity][1], metadata)


READ_FACTS_BY = ("plan_year", "plan_until", "issued", "kind", "title")
"""Metadata on which the reading of facts rests."""


def _rewrite(store: Store, identity: str, before: Metadata, after: Metadata) -> None:
    """Stores metadata; where facts are read by what changed they are read again, their states stay."""
    if all(getattr(before, name) == getattr(after, name) for name in READ_FACTS_BY):
        store.update_metadata(identity, after)
        return
    made = understand(store.document(identity), metadata=after)
    store.update_metadata(identity, after, facts=made.facts, uncovered=made.uncovered)


def keep_edits(store: Store, reading: Reading, year_given: bool) -> Reading:
    """What people wrote of this source wins over a new reading.

    ``year_given``: whoever reads it again said the plan year, which is newer than what was written.
    """
    held = store.held(reading.document.source)
    if held is None:
        return reading
    written = held.metadata
    if year_given:
        written = replace(written, edited=tuple(n for n in written.edited if n != "plan_year"))
    metadata = edits.keep_edited(reading.metadata, written)
    if all(getattr(metadata, n) == getattr(reading.metadata, n) for n in READ_FACTS_BY):
        return replace(reading, metadata=metadata)
    made = understand(reading.document, metadata=metadata)
    return replace(reading, metadata=metadata, facts=made.facts, uncovered=made.uncovered)


def set_metadata(settings: Settings, identity: str, changes: Mapping[str, object]) -> Metadata:
    """Writes what a person has set; it outlives new versions of the same source until it is cleared.

    ``ingest.edits.CLEAR`` as a value gives a field back to what the text says. What facts are read
    by re-resolves them, their states stay. A parent may be named by id or source.

    Raises:
        UnknownId: the library does not hold this document, or not the parent.
        LibraryLocked: another process is writing.
    """
    from ingest.metadata import read_metadata

    with open_store(settings) as store, store.writing():
        before = store.metadata(identity)
        changes = dict(changes)
        if changes.get("parent") not in (None, "", edits.CLEAR):
            changes["parent"] = _source_of(store, str(changes["parent"]))
        said = before
        if any(value is edits.CLEAR for value in changes.values()):
            said = read_metadata(store.document(identity), store.sections(identity))
        _rewrite(store, identity, before, edits.apply_edits(before, changes, said))
        refresh_status(store)
        store.catch_up(fill=False)
        return store.metadata(identity)


def _source_of(store: Store, identity: str) -> str:
    """The source of a document named by id or source. Raises UnknownId."""
    held = store.held(identity)
    return held.source if held is not None else store.document(identity).source


def remove(settings: Settings, identity: str, *, by: str = "", batch: str = "") -> int:
    """Takes a document out of the database and both indexes; it can be brought back for a while.

    Returns the name it is kept under (``restore``); ``batch`` names what goes in one go.

    Raises:
        UnknownId: the library does not hold this document.
        LibraryLocked: another process is writing.
    """
    with open_store(settings) as store, store.writing():
        forget_removed(store, settings)
        kept = store.remove(identity, by=by, batch=batch)
        refresh_status(store)
        store.catch_up(fill=False)
        return kept


def restore(settings: Settings, removed_ids: Iterable[int]) -> tuple[str, ...]:
    """Brings removed files back with all that was said of them; returns their sources.

    Raises:
        UnknownId: one is not kept any more.
        SettingsError: another file has taken its name meanwhile.
        LibraryLocked: another process is writing.
    """
    with open_store(settings) as store, store.writing():
        sources = []
        try:
            for removed_id in removed_ids:
                sources.append(store.restore(removed_id))
        finally:
            refresh_status(store)
            store.catch_up(fill=False)
        return tuple(sources)


def remove_samples(settings: Settings, *, by: str = "", batch: str = "") -> tuple[int, ...]:
    """Takes every sample document out; they can be brought back as ``remove`` says."""
    with open_store(settings) as store, store.writing():
        kept = store.drop_samples(by=by, batch=batch)
        store.catch_up(fill=False)
        return kept


def forget_removed(store: Store, settings: Settings, ids: Collection[int] | None = None) -> None:
    """Deletes for good what was removed long ago (or ``ids``), with what OCR read of it."""
    contents = store.forget_removed(ids)
    for sha256 in contents - {outcome.sha256 for outcome in store.outcomes()} - {""}:
        recognise.forget(settings, sha256)


def look_through(store: Store) -> None:
    """Fills the review queue of documents that an older program took in; costs nothing otherwise.

    Raises:
        LibraryLocked: another process is writing, and there is something to fill in.
    """
    if not store.not_looked_through():
        return
    with store.writing():
        for identity in store.not_looked_through():
            store.put_uncovered(identity, uncovered(store, identity))


def bring_forward(settings: Settings) -> None:
    """What an app does before it serves a library that an older program wrote.

    While another process writes it is left to that one, or to ``rebuild``.
    """
    with open_store(settings) as store, contextlib.suppress(LibraryLocked):
        look_through(store)
        forget_removed(store, settings)


def coverage(store: Store, identity: str) -> tuple[Uncovered, ...]:
    """Sentences of a current document that gave no fact, as the review queue has them: without those
    that a person has settled or made a row of. Raises UnknownId."""
    if identity in store.not_looked_through():
        return uncovered(store, identity)
    store.document(identity)
    return tuple(
        Uncovered(i.document_id, i.start, i.end, i.quote, i.section, i.reason)
        for i in store.review_queue([identity])
        if i.kind == "sentence"
    )


def uncovered(store: Store, identity: str) -> tuple[Uncovered, ...]:
    """Sentences of a document with a number or a date word that give no fact. Raises UnknownId."""
    return understand(store.document(identity), metadata=store.metadata(identity)).uncovered
