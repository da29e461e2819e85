"""The library as the answering rooms see it: documents in scope, vocabulary, texts; cached until it changes."""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import threading
from collections import OrderedDict
from collections.abc import Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.fact_index import FactIndex
from assistant.homes import home
from assistant.kept_rows import Base, KeptRows
from assistant.lately import Lately
from assistant.names import Known
from assistant.place_tree import city_of
from assistant.question_vectors import QuestionEmbedder
from assistant.records import ChecklistRow
from assistant.rerank import Reranking
from assistant.resting import unforgiving
from assistant.rewording import Rewording
from assistant.terms import Term, Vocabulary
from assistant.typos import warm_typos
from ingest.embedding import bundled
from ingest.errors import EmbeddingError
from ingest.records import Document, Fact

if TYPE_CHECKING:
    from ingest.embedding import Embedder
    from ingest.reranking import Reranker
    from ingest.store.rows import StoredDocument
    from ingest.store.store import Store

VOCABULARY_CHUNKS = 6000
"""Chunks sampled for the vocabulary; rarity does not change with more of them."""
TEXTS_KEPT = 128
"""Document texts held in memory: a list cites up to a hundred documents, and each is looked at several times."""
QUESTIONS_KEPT, PASSAGES_KEPT = 8, 1_000
"""Questions whose signals, and passages whose sentences, are held in memory."""
CHARACTERS_KEPT = 8_000_000
"""Code points of these texts together at most (16 to 32 MB); the newest text is held whatever its length."""


class Library:
    """Reads the store; every answer works on one snapshot of its documents."""

    def __init__(self, store: Store, embedder: Embedder, reranker: Reranker | None = None) -> None:
        self.store = store
        self.embedder = QuestionEmbedder(embedder)
        self.reranking = Reranking(reranker)
        self.rewording = Rewording()
        self._lock = threading.Lock()
        self._stamp: tuple[str, ...] | None = None
        self._read_with: tuple[StoredDocument, ...] | None = None
        self._vocabulary = Vocabulary(())
        self._step = 0
        self._reading = threading.Lock()
        self._texts: OrderedDict[str, Document] = OrderedDict()
        self._characters = 0
        self._index: tuple[tuple[object, ...], FactIndex] | None = None
        self._rows = {rejected: KeptRows() for rejected in (False, True)}
        self._homes: tuple[tuple[StoredDocument, ...], tuple[StoredDocument, ...]] | None = None
        self._home_of: dict[str, str] = {}
        self._chains: tuple[tuple[StoredDocument, ...], dict[str, str]] | None = None
        self.questions = Lately(QUESTIONS_KEPT)
        self.passages = Lately(PASSAGES_KEPT)
        self.lists = Lately(PASSAGES_KEPT)

    # --- documents ---

    def documents(self) -> tuple[StoredDocument, ...]:
        """The current versions of all documents."""
        return self.store.documents()

    def in_scope(self, asked: Sequence[str] | None = None) -> dict[str, StoredDocument]:
        """Documents that may answer: those asked for, else real ones, else the samples."""
        documents = self._at_home()
        if asked is not None:
            wanted = frozenset(asked)
            return {d.id: d for d in documents if d.id in wanted or d.source in wanted}
        real = [d for d in documents if not d.sample]
        return {d.id: d for d in (real or documents)}

    def _at_home(self) -> tuple[StoredDocument, ...]:
        """All documents, each with the place that its metadata or its first lines say."""
        documents = self.documents()
        with self._lock:
            if self._homes is not None and self._homes[0] is documents:
                return self._homes[1]
        places = dict.fromkeys(d.metadata.place for d in documents if d.metadata.place)
        placed = tuple(self._placed(d, places) for d in documents)
        with self._lock:
            self._homes = documents, placed
        return placed

    def _placed(self, document: StoredDocument, places: Iterable[str]) -> StoredDocument:
        known = document.metadata
        if known.place:
            return document
        place = self._home_of.get(document.id)
        if place is None:
            text = self.store.document(document.id).text
            place = self._home_of[document.id] = home(known, text, places)
        return replace(document, metadata=replace(known, place=place)) if place else document

    def chain(self, place: str) -> str:
        """A district behind the city that it lies in, as far as documents tell: 澄州市青禾区 for 青禾区."""
        documents = self._at_home()
        with self._lock:
            if self._chains is None or self._chains[0] is not documents:
                self._chains = documents, {}
            chains = self._chains[1]
        if place not in chains:
            chains[place] = city_of(place, documents, self.store) + place
        return chains[place]

    def known(self, documents: Collection[StoredDocument]) -> list[Known]:
        """What question.py needs of each document."""
        return [
            Known(
                d.id,
                d.metadata.title,
                d.source,
                d.metadata.place,
                d.metadata.number,
                tuple(
                    y
                    for y in (d.metadata.plan_year, d.metadata.issued and d.metadata.issued.year)
                    if y
                ),
            )
            for d in documents
        ]

    def document(self, identity: str) -> Document:
        """A document with its text, from memory where it was read lately."""
        with self._lock:
            if identity in self._texts:
                self._texts.move_to_end(identity)
                return self._texts[identity]
        document = self.store.document(identity)
        with self._lock:
            self._keep(document)
        return document

    def _keep(self, document: Document) -> None:
        """Holds a text; those that were asked for longest ago go where there are too many."""
        known = self._texts.pop(document.id, None)
        self._texts[document.id] = document
        self._characters += len(document.text) - (len(known.text) if known else 0)
        while len(self._texts) > 1 and (
            len(self._texts) > TEXTS_KEPT or self._characters > CHARACTERS_KEPT
        ):
            _, gone = self._texts.popitem(last=False)
            self._characters -= len(gone.text)

    # --- facts ---

    @property
    def fact_index(self) -> FactIndex:
        """The facts as they are now, by document and by what they hold."""
        facts, documents = self.store.facts(), self.documents()
        with self._lock:
            known = self._index
            if known is None or known[0][0] is not facts or known[0][1] is not documents:
                titles = {d.id: d.metadata.title for d in documents}
                known = self._index = (facts, documents), FactIndex(facts, titles)
            return known[1]

    def facts(self, documents: Collection[str]) -> list[Fact]:
        """Facts of the documents in scope, in document order, as people see them."""
        return self.fact_index.of(documents)

    def facts_holding(
        self, documents: Collection[str], wanted: Sequence[Term], own: float, around: float
    ) -> list[Fact]:
        """Those of ``facts`` that may hold these shares of the words, see ``FactIndex.fitting``."""
        fitting = self.fact_index.fitting(tuple(wanted), own, around)
        return [fact for fact in fitting if fact.document_id in documents]

    def rows(
        self, documents: Collection[str], today: dt.date, *, rejected: bool = False
    ) -> list[ChecklistRow]:
        """Checklist rows of the documents in scope, sorted by time; rejected ones too where asked. Made anew where
        facts, states, edits or the day have changed."""
        store = self.store
        base = Base(store.facts(rejected=rejected), self.documents(), store.edits(), today)
        rows = self._rows[rejected].get(base, store.states())
        return [row for row in rows if row.fact.document_id in documents]

    # --- words ---

    @functools.cached_property
    def meaning(self) -> QuestionEmbedder:
        """The bundled model, by whose cosines evidence is judged whatever model searches: the weights were fitted
        on it. Where it is damaged, the model in use."""
        try:
            own = bundled()
        except EmbeddingError:
            return self.embedder
        return self.embedder if self.embedder.name == own.name else QuestionEmbedder(own)

    def warm(self) -> None:
        """Reads what is read at first use. A library that closes meanwhile ends it without a word."""
        with contextlib.suppress(Exception):  # nobody waits for it; whoever asks sees the error
            self.rewording.warm()
            warm_typos()
            self._refresh()
            self._at_home()

    @property
    def vocabulary(self) -> Vocabulary:
        """How rare character pairs are in this library."""
        self._refresh()
        return self._vocabulary

    def unforgiving(self) -> AbstractContextManager[None]:
        """Until the block ends a model server that fails is an error and not a poorer search."""
        return unforgiving()

    def notice(self) -> str:
        """Why search is not as good as it could be, for people; empty where it is."""
        if reason := self.embedder.failed:
            return f"向量模型暂时用不了，这次只按字面检索：{reason}"
        if not self.store.vectors_missing():
            return ""
        state = self.store.vector_state()
        told = (
            f"正在用模型 {state.label} 计算向量（{state.done:,}/{state.total:,} 段），"
            "还没有向量的段落只按字面检索。"
        )
        return f"{told}上次没有算完：{state.error}" if state.error else told

    def _refresh(self) -> None:
        """The vocabulary is read again when the documents have changed; of those that came in only their own
        chunks. One thread reads, the others wait for it: twenty questions must not read it twenty times."""
        if self.documents() is self._read_with:
            return
        with self._reading:
            documents = self.documents()
            if documents is self._read_with:
                return
            stamp = tuple(d.id for d in documents)
            if stamp != self._stamp:
                self._vocabulary = self._read(documents)
            self._stamp, self._read_with = stamp, documents

    def _read(self, documents: Sequence[StoredDocument]) -> Vocabulary:
        known = frozenset(self._stamp or ())
        added = [d for d in documents if d.id not in known]
        step = max(1, sum(d.chunks for d in documents) // VOCABULARY_CHUNKS)
        same = step == self._step and len(added) + len(known) == len(documents)
        self._step = step
        if known and same:
            chunks = [c for d in added for c in self.store.chunks(document_id=d.id)[::step]]
            return self._vocabulary.with_more(c.embed_text or c.text for c in chunks)
        read = self.store.chunks(self.store.chunk_ids()[::step])
        return Vocabulary(c.embed_text or c.text for c in read)
