"""The door's room for documents: what comes in, what changes, what is taken out again."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from ingest.records import Chunk, Document, Fact, FileOutcome, Metadata, Section, Uncovered
from ingest.store import chunks as chunk_rows
from ingest.store import database as db
from ingest.store import documents as docs
from ingest.store import facts as fact_rows
from ingest.store import follow_edits, outcomes, removed, review, states, tables
from ingest.store.door_reading import ReadingDoor
from ingest.store.removed import Kept
from ingest.store.rows import StoredDocument
from ingest.store.versions import keep_facts

Vectors = NDArray[np.float32]


class DocumentDoor(ReadingDoor):
    """Documents with their chunks, vectors and facts: one transaction a change."""

    def put(
        self,
        document: Document,
        metadata: Metadata,
        sections: Sequence[Section],
        chunks: Sequence[Chunk],
        vectors: Vectors | None,
        facts: Sequence[Fact],
        *,
        original: bytes | None,
        sample: bool = False,
        raw_pages: int = 0,
        uncovered: Sequence[Uncovered] | None = None,
    ) -> int:
        """Makes this the current version of its source, in one transaction; returns the version.

        Chunks and facts of the version before go; states and edits follow their facts (follow_edits).
        ``vectors`` holds one row a chunk, float32 [n, dimension]; None leaves them for later (``fill_vectors``).
        ``uncovered`` are the sentences for
        the review queue, None where nobody has looked.
        """
        if vectors is not None:
            vectors = np.asarray(vectors, np.float32).reshape(len(chunks), self._embedder.dimension)
        with self.writing():
            name = "" if original is None else self._originals.keep(original)
            columns = {
                "original": name, "pages": raw_pages or len(document.pages), "sample": sample,
                "chunks": len(chunks), "facts": len(facts), "added_at": db.now(),
            }  # fmt: skip
            with self._database.write() as connection:
                version = docs.next_version(connection, document.source, document.id)
                columns["version"] = version
                hashes = chunk_rows.hashes_of(connection, document.source)
                before = self._take_out(connection, document)
                docs.insert_document(connection, document, metadata, sections, columns)
                chunk_rows.insert_chunks(connection, chunks)
                if vectors is not None:
                    chunk_rows.insert_vectors(connection, self._embedder.name, chunks, vectors)
                chunk_rows.drop_unused_vectors(connection, hashes)
                fact_rows.insert_facts(connection, facts)
                review.put_uncovered(connection, document.source, document.id, uncovered)
                follow_edits.carry_over(connection, document, sections, before, facts, db.now())
                docs.log_change(connection, document.id)
                stored = docs.stored(connection, tables.documents.c.id == document.id)[0]
                outcomes.put_outcome(connection, outcomes.outcome_of(stored), sample=sample)
                db.put_meta(connection, "ever_held", "1")
        return version

    def _take_out(self, connection: sa.Connection, document: Document) -> tuple[Fact, ...]:
        """Takes the content of the version before out; returns its facts."""
        before = docs.current(connection, document.source)
        if before is None:
            return ()
        facts = fact_rows.read_facts(connection, document_id=before.id)
        docs.drop_content(connection, before.id)
        if before.id != document.id:
            docs.log_change(connection, before.id)
            keep_facts(connection, before.id, facts)
        return facts

    def unchanged(self, source: str, sha256: str) -> StoredDocument | None:
        """The current version of a source if it holds exactly these bytes.

        If other bytes failed in between, the list tells of the good ones again.
        """
        c = tables.documents.c
        with self._database.read() as connection:
            found = docs.stored(connection, c.source == source, c.sha256 == sha256)
            settled = not found or outcomes.is_listed_as_indexed(connection, source)
        if not settled:
            self.put_outcome(outcomes.outcome_of(found[0]), sample=found[0].sample)
        return found[0] if found else None

    def put_outcome(self, outcome: FileOutcome, *, sample: bool | None = None) -> None:
        """Notes what became of a file; replaces what was known of its source.

        ``sample`` says that the file goes with the samples; None leaves it as it was.
        """
        with self._database.write() as connection:
            outcomes.put_outcome(connection, outcome, sample=sample)

    def update_metadata(
        self,
        document_id: str,
        metadata: Metadata,
        facts: Sequence[Fact] | None = None,
        uncovered: Sequence[Uncovered] | None = None,
    ) -> None:
        """Writes edited metadata; ``facts``, read again, replace those of the document with the
        sentences that gave none; states and edits stay.

        Raises:
            UnknownId: the library does not hold this document.
        """
        with self.writing(), self._database.write() as connection:
            before = docs.read_metadata(connection, document_id)
            columns = {} if facts is None else {"facts": len(facts)}
            docs.update_metadata(connection, document_id, metadata, columns)
            if facts is not None:
                source = docs.source_of(connection, document_id)
                old = fact_rows.read_facts(connection, document_id=document_id)
                fact_rows.replace_facts(connection, document_id, facts)
                review.put_uncovered(connection, source, document_id, uncovered)
                follow_edits.carry_over_reading(connection, source, old, facts, db.now())
            if facts is not None or before.title != metadata.title:
                docs.log_change(connection, document_id)

    def remove(self, document_id: str, *, by: str = "", batch: str = "") -> int:
        """Takes a document with all its versions out; also a failed file, named by its source.

        It is kept for ``removed.DAYS`` days and can be brought back (``restore``); returns the name it is kept
        under. ``batch`` names what goes in one go.

        Raises:
            UnknownId: the library does not hold this document.
        """
        with self.writing(), self._database.write() as connection:
            source = docs.find_source(connection, document_id)
            kept = removed.keep(connection, source, by=by, batch=batch, at=db.now())
            states.drop(connection, source, db.now())
            review.drop(connection, source, db.now())
            docs.remove(connection, source)
        return kept

    def drop_samples(self, *, by: str = "", batch: str = "") -> tuple[int, ...]:
        """Takes every sample document out, samples that could not be read too; as ``remove``."""
        with self.writing():
            samples = [d.id for d in self.documents(samples=True)]
            kept = [self.remove(one, by=by, batch=batch) for one in samples]
            with self._database.read() as connection:
                c = tables.outcomes.c
                unread = db.column(connection, c.source, c.sample)
            return tuple(kept + [self.remove(source, by=by, batch=batch) for source in unread])

    def removed(self) -> tuple[Kept, ...]:
        """What was taken out lately and can be brought back, newest first."""
        with self._database.read() as connection:
            return removed.kept(connection)

    def restore(self, removed_id: int) -> str:
        """Brings a removed file back with all versions, states, notes and edits; returns its source.

        Raises:
            UnknownId: it is not kept any more.
            SettingsError: another file has taken its name meanwhile.
        """
        with self.writing(), self._database.write() as connection:
            return removed.restore(connection, removed_id, db.now())

    def forget_removed(self, ids: Collection[int] | None = None) -> set[str]:
        """Deletes for good what was removed: these, or all that was kept for its time.

        Returns the content hashes of the files that went.
        """
        with self.writing():
            with self._database.write() as connection:
                old = removed.outdated(connection, db.now()) if ids is None else ids
                unused, contents = removed.forget(connection, old)
            for name in unused:
                self._originals.drop(name)
        return contents

    def has_ever_held_documents(self) -> bool:
        """True from the first document on, removed ones included."""
        with self._database.read() as connection:
            return db.get_meta(connection, "ever_held") is not None
