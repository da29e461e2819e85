"""The one door of the library: documents, chunks, vectors, facts, states and conversations, and search."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from ingest.errors import LibraryError
from ingest.records import Chunk, Document, Fact, FileOutcome, Metadata, Section
from ingest.settings import Settings
from ingest.store import chunks as chunk_rows
from ingest.store import database as db
from ingest.store import documents as docs
from ingest.store import facts as fact_rows
from ingest.store import health, states, tables, talk
from ingest.store.database import Database
from ingest.store.exact import ExactScan, unit
from ingest.store.follow import Embeds, Indexes
from ingest.store.lexical import LexicalIndex
from ingest.store.lock import WriterLock
from ingest.store.originals import Originals
from ingest.store.recent import Recent
from ingest.store.rows import (
    CheckReport,
    Feedback,
    HistoryRow,
    Message,
    StateRow,
    StoredDocument,
    UnansweredQuestion,
    Vanished,
)
from ingest.store.scans import Scans
from ingest.store.search import Hits, Search
from ingest.store.vectors import VectorIndex
from ingest.store.versions import Versions, keep_facts

if TYPE_CHECKING:
    from typing import Self

Vectors = NDArray[np.float32]


class Store:
    """A library in a data folder. Safe to use from several threads; one a process and folder is enough.

    Reading never waits for the writer. Documents change under the writer's lock, which the changing
    methods take themselves; hold ``writing()`` around several changes. States, messages and feedback
    are single rows and need no lock.
    """

    def __init__(self, settings: Settings, embedder: Embeds, database: Database) -> None:
        self._settings = settings
        self._embedder = embedder
        self._database = database
        self._lock = WriterLock(settings.data_dir, settings.lock_seconds)
        self._originals = Originals(settings.originals_dir)
        self.scans = Scans(database, self._originals)
        self.versions = Versions(database)
        self._indexes = Indexes(
            database, self._lock, embedder, LexicalIndex(settings.lexical_dir),
            VectorIndex(settings, embedder.name, embedder.dimension),
        )  # fmt: skip
        self._search = Search(database, self._indexes, ExactScan(embedder.name, embedder.dimension))
        self._recent = Recent()
        self._closed = False

    @classmethod
    def open(cls, settings: Settings, embedder: Embeds) -> Store:
        """Opens the library of these settings, or makes a new one.

        Raises:
            LibraryError: the folder cannot be written, or the database is newer than this program.
        """
        try:
            settings.data_dir.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LibraryError(
                f"数据文件夹 {settings.data_dir} 无法建立：{error.strerror}。",
                "请检查权限，或用 --data 换一个文件夹。",
            ) from error
        database = Database(settings)
        try:
            database.prepare()
        except BaseException:
            database.close()
            raise
        return cls(settings, embedder, database)

    def close(self) -> None:
        """Lets go of every file."""
        if not self._closed:
            self._closed = True
            self._indexes.lexical.close()
            self._indexes.dense.close()
            self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def writing(self) -> AbstractContextManager[None]:
        """Holds the one-writer lock; re-entrant in a thread.

        Raises:
            LibraryLocked: another process holds it; the message names it.
        """
        return self._lock.held()

    # --- documents in ---------------------------------------------------------------------------

    def put(
        self,
        document: Document,
        metadata: Metadata,
        sections: Sequence[Section],
        chunks: Sequence[Chunk],
        vectors: Vectors,
        facts: Sequence[Fact],
        *,
        original: bytes | None,
        sample: bool = False,
        raw_pages: int = 0,
    ) -> int:
        """Makes this the current version of its source, in one transaction; returns the version.

        Chunks and facts of the version before go; states follow their facts (states.carry_over).
        ``vectors`` holds one row a chunk, float32 [n, dimension].
        """
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
                chunk_rows.insert_vectors(connection, self._embedder.name, chunks, vectors)
                chunk_rows.drop_unused_vectors(connection, hashes)
                fact_rows.insert_facts(connection, facts)
                states.carry_over(connection, document.source, before, facts, db.now())
                docs.log_change(connection, document.id)
                stored = docs.stored(connection, tables.documents.c.id == document.id)[0]
                docs.put_outcome(connection, docs.outcome_of(stored), sample=sample)
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

    def put_outcome(self, outcome: FileOutcome, *, sample: bool | None = None) -> None:
        """Notes what became of a file; replaces what was known of its source.

        ``sample`` says that the file goes with the samples; None leaves it as it was.
        """
        with self._database.write() as connection:
            docs.put_outcome(connection, outcome, sample=sample)

    def update_metadata(
        self, document_id: str, metadata: Metadata, facts: Sequence[Fact] | None = None
    ) -> None:
        """Writes edited metadata; ``facts``, read again, replace those of the document, states stay.

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
                states.carry_over(connection, source, old, facts, db.now(), same_text=True)
            if facts is not None or before.title != metadata.title:
                docs.log_change(connection, document_id)

    def remove(self, document_id: str) -> None:
        """Takes a document with all its versions out; also a failed file, named by its source.

        Raises:
            UnknownId: the library does not hold this document.
        """
        with self.writing():
            with self._database.write() as connection:
                source = docs.find_source(connection, document_id)
                states.drop(connection, source, db.now())
                hashes = chunk_rows.hashes_of(connection, source)
                unused = docs.remove(connection, source)
                chunk_rows.drop_unused_vectors(connection, hashes)
            for name in unused:
                self._originals.drop(name)

    def drop_samples(self) -> None:
        """Takes every sample document out, samples that could not be read too."""
        with self.writing():
            for document in self.documents(samples=True):
                self.remove(document.id)
            with self._database.read() as connection:
                c = tables.outcomes.c
                unread = db.column(connection, c.source, c.sample)
            for source in unread:
                self.remove(source)

    def has_ever_held_documents(self) -> bool:
        """True from the first document on, removed ones included."""
        with self._database.read() as connection:
            return db.get_meta(connection, "ever_held") is not None

    # --- documents out --------------------------------------------------------------------------

    def unchanged(self, source: str, sha256: str) -> StoredDocument | None:
        """The current version of a source if it holds exactly these bytes.

        If other bytes failed in between, the list tells of the good ones again.
        """
        c = tables.documents.c
        with self._database.read() as connection:
            found = docs.stored(connection, c.source == source, c.sha256 == sha256)
            settled = not found or docs.is_listed_as_indexed(connection, source)
        if not settled:
            self.put_outcome(docs.outcome_of(found[0]), sample=found[0].sample)
        return found[0] if found else None

    def outcomes(self) -> tuple[FileOutcome, ...]:
        """Every file ever added, indexed and failed, by source."""
        with self._database.read() as connection:
            return docs.read_outcomes(connection)

    def documents(self, *, samples: bool | None = None) -> tuple[StoredDocument, ...]:
        """Current versions, by source; only samples, or only others, where asked."""
        conditions = [] if samples is None else [tables.documents.c.sample == samples]
        with self._database.read() as connection:
            return docs.stored(connection, *conditions)

    def held(self, source: str) -> StoredDocument | None:
        """The current version of what was added under this name."""
        with self._database.read() as connection:
            found = docs.stored(connection, tables.documents.c.source == source)
        return found[0] if found else None

    def document(self, document_id: str) -> Document:
        """Any version of a document. Raises UnknownId."""
        with self._database.read() as connection:
            return self._recent.get(
                connection,
                ("document", document_id),
                lambda: docs.read_document(connection, document_id),
            )

    def metadata(self, document_id: str) -> Metadata:
        """Metadata of any version. Raises UnknownId."""
        with self._database.read() as connection:
            return docs.read_metadata(connection, document_id)

    def sections(self, document_id: str) -> tuple[Section, ...]:
        """Sections of any version, in document order. Raises UnknownId."""
        with self._database.read() as connection:
            return self._recent.get(
                connection,
                ("sections", document_id),
                lambda: docs.read_sections(connection, document_id),
            )

    def original(self, document_id: str) -> bytes | None:
        """The bytes as they were added; None where they were not kept. Raises UnknownId."""
        with self._database.read() as connection:
            name = docs.original_name(connection, document_id)
        return self._originals.read(name)

    def original_path(self, document_id: str) -> Path | None:
        """Where the bytes lie, for readers in other processes; None where they were not kept.

        Raises:
            UnknownId: no such document.
        """
        with self._database.read() as connection:
            name = docs.original_name(connection, document_id)
        path = self._originals.path(name)
        return path if name and path.is_file() else None

    # --- chunks and vectors ---------------------------------------------------------------------

    def chunk(self, chunk_id: str) -> Chunk:
        """One chunk of a current document. Raises UnknownId."""
        found = self.chunks([chunk_id])
        if not found:
            raise chunk_rows.unknown_chunk(chunk_id)
        return found[0]

    def chunks(
        self, ids: Collection[str] | None = None, document_id: str | None = None
    ) -> tuple[Chunk, ...]:
        """Chunks in the asked order (ids that are gone are left out), or all by source and place."""
        with self._database.read() as connection:
            return chunk_rows.read_chunks(connection, ids=ids, document_id=document_id)

    def neighbours(self, chunk_id: str, before: int = 1, after: int = 1) -> tuple[Chunk, ...]:
        """The chunks around one, in document order, without itself. Raises UnknownId."""
        with self._database.read() as connection:
            return chunk_rows.neighbours(connection, chunk_id, before, after)

    def chunk_vectors(self, ids: Sequence[str]) -> Vectors:
        """Vectors of chunks in the asked order, float32 [n, dimension]; zeros for one that has none."""
        found: dict[str, Vectors] = {}
        with self._database.read() as connection:
            for some in db.batches(ids):
                rows = chunk_rows.chunk_vectors(
                    connection, self._embedder.name, tables.chunks.c.id.in_(some)
                )
                found |= {chunk_id: chunk_rows.from_bytes(data) for chunk_id, _, data in rows}
        nothing = np.zeros(self._embedder.dimension, np.float32)
        rows_in_order = [found.get(chunk_id, nothing) for chunk_id in ids]
        return np.array(rows_in_order, np.float32).reshape(len(ids), self._embedder.dimension)

    def cached_vectors(
        self, text_hashes: Collection[str], model: str | None = None
    ) -> dict[str, Vectors]:
        """Vectors that the library holds already, by text hash."""
        with self._database.read() as connection:
            return chunk_rows.read_vectors(connection, model or self._embedder.name, text_hashes)

    def vectors_for(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts, float32 [n, dimension]; only those that the library lacks are embedded."""
        names = [chunk_rows.text_hash(text) for text in texts]
        known = self.cached_vectors(set(names))
        fresh = {n: text for n, text in zip(names, texts, strict=True) if n not in known}
        if fresh:
            made = self._embedder.embed(list(fresh.values()))
            known |= dict(zip(fresh, made, strict=True))
        rows = [known[name] for name in names]
        return np.array(rows, np.float32).reshape(len(texts), self._embedder.dimension)

    # --- facts and states -----------------------------------------------------------------------

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

    # --- search ---------------------------------------------------------------------------------

    def search_lexical(
        self, query: str, k: int, *, documents: Collection[str] | None = None
    ) -> Hits:
        """Chunk ids with BM25 scores, best first; only chunks that share a token with the query."""
        return self._search.lexical(query, k, documents)

    def lexical_scores(self, query: str, ids: Collection[str]) -> dict[str, float]:
        """BM25 scores of given chunks; 0 for one that shares no token with the query."""
        return self._search.lexical_scores(query, ids)

    def search_dense(
        self, vector: Vectors, k: int, *, documents: Collection[str] | None = None
    ) -> Hits:
        """Chunk ids with their cosine to a vector, best first."""
        return self._search.dense(vector, k, documents)

    def dense_scores(self, vector: Vectors, ids: Collection[str]) -> dict[str, float]:
        """Cosines of given chunks to a vector; 0 for one without a vector."""
        wanted = list(ids)
        cosines = unit(self.chunk_vectors(wanted)) @ unit(np.asarray(vector, np.float32))
        return {chunk_id: float(c) for chunk_id, c in zip(wanted, cosines, strict=True)}

    # --- the indexes ----------------------------------------------------------------------------

    def catch_up(self) -> None:
        """Brings both indexes to the newest change; one that cannot be mended is logged.

        Raises:
            LibraryLocked: another process is writing.
        """
        with self.writing():
            self._indexes.catch_up()

    def rebuild(self) -> None:
        """Builds both indexes from the database; deletes original files that no document needs.

        Raises:
            LibraryLocked: another process is writing.
            DamagedIndex: an index cannot be built.
        """
        with self.writing():
            self._indexes.catch_up(anew=True)
            with self._database.read() as connection:
                needed = set(db.column(connection, tables.documents.c.original))
                needed |= set(db.column(connection, tables.scans.c.sha256))
            self._originals.sweep(needed)

    def check(self) -> CheckReport:
        """Whether database, files and both indexes agree; a damaged index is reported, not mended."""
        indexes = self._indexes.reports()
        with self._database.read() as connection:
            problems = health.problems(connection, self._originals.path)
            counts = health.counts(connection)
        problems += [f"{index.name}：{p}" for index in indexes for p in index.problems]
        return CheckReport(not problems, *counts, indexes, tuple(problems))

    # --- conversations --------------------------------------------------------------------------

    def save_message(
        self, conversation_id: str, role: str, text: str, payload_json: str = ""
    ) -> int:
        """Appends a message to a conversation; returns its id."""
        message = Message(0, conversation_id, role, text, payload_json, db.now())
        with self._database.write() as connection:
            return talk.save_message(connection, message)

    def messages(self, conversation_id: str) -> tuple[Message, ...]:
        """A conversation, oldest message first; empty where it is not known."""
        with self._database.read() as connection:
            return talk.messages(connection, conversation_id)

    def forget_conversation(self, conversation_id: str) -> None:
        """Deletes a conversation with all that was said of it."""
        with self._database.write() as connection:
            talk.forget(connection, conversation_id)

    def add_feedback(
        self,
        conversation_id: str,
        rating: str,
        comment: str = "",
        *,
        message_id: int | None = None,
        at: str | None = None,
    ) -> None:
        """Notes what a person says of an answer."""
        row = Feedback(conversation_id, message_id, rating, comment, at or db.now())
        with self._database.write() as connection:
            talk.add_feedback(connection, row)

    def feedback(self) -> tuple[Feedback, ...]:
        """All feedback, oldest first."""
        with self._database.read() as connection:
            return talk.feedback(connection)

    def log_unanswered(self, question: str, reason: str, at: str | None = None) -> None:
        """Notes a question that was refused."""
        row = UnansweredQuestion(question, reason, at or db.now())
        with self._database.write() as connection:
            talk.log_unanswered(connection, row)

    def unanswered(self) -> tuple[UnansweredQuestion, ...]:
        """All refused questions, oldest first."""
        with self._database.read() as connection:
            return talk.unanswered(connection)
