"""PolicyAssistant: the one door for app, evaluation and command line."""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from assistant import conversations
from assistant.compare_door import CompareDoor
from assistant.conversations import Turn
from assistant.evidence_door import EvidenceDoor
from assistant.finding import hits
from assistant.library import Library
from assistant.model_door import ModelDoor
from assistant.models import Models
from assistant.proposal_door import ProposalDoor
from assistant.records import Answer, Citation, Hit
from assistant.suggest import AT_ONCE, BEHIND, Suggesting
from assistant.telling import Telling
from assistant.transcript_door import TranscriptDoor
from assistant.unanswered import Unanswered, grouped
from assistant.viewing import Layout, View, Viewing
from ingest.errors import EmbeddingError, LibraryError, UnknownId
from ingest.records import FileOutcome, Removed, Section, Span
from ingest.sendable import sendable
from ingest.settings import Settings

if TYPE_CHECKING:
    from typing import Self

    from ingest.store.rows import StoredDocument, VectorState
    from ingest.store.store import Store

log = logging.getLogger(__name__)


class PolicyAssistant(ProposalDoor, CompareDoor, EvidenceDoor, ModelDoor, TranscriptDoor):
    """Answers, search and checklist over one library. Safe to use from several threads."""

    def __init__(self, store: Store, library: Library, settings: Settings) -> None:
        self.store = store
        self.library = library
        self.settings = settings
        self.models = Models(settings)
        self._telling = Telling(library, self.models, settings)
        self._suggesting = Suggesting(library, self._tried)
        self._viewing = Viewing(store, settings)

    @classmethod
    def open(cls, settings: Settings, *, embed: bool = True) -> Self:
        """Opens the library of these settings with the models they name.

        Where another embedding model was chosen the vectors that it needs are made first, with progress
        in the log; with ``embed`` False that is left to somebody else (``pipeline.filling_vectors``).
        A model server that fails stops nobody: search goes by words, and answers say so.

        Raises:
            LibraryError: the data folder cannot be read.
            ModelError: a model of this machine cannot be loaded.
            SettingsError: the address or the name of a model server cannot be used.
        """
        from ingest.embedding import open_embedder
        from ingest.reranking import open_reranker
        from ingest.store.store import Store

        Models(settings).check()
        embedder, reranker = open_embedder(settings), open_reranker(settings)
        store = Store.open(settings, embedder)
        if embed:
            _complete(store)
        return cls(store, Library(store, embedder, reranker), settings)

    def warm(self) -> None:
        """Reads what the first question would wait for; in the background, about a second."""

        def read() -> None:
            self.library.warm()
            if (model := self.models.current()) is not None:
                model.chat_model()
            with contextlib.suppress(Exception):  # a library that closes meanwhile
                self._suggesting.examples(seconds=None)

        threading.Thread(target=read, name="warm", daemon=True).start()

    def close(self) -> None:
        """Closes the library."""
        self._viewing.close()
        self.models.close()
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    # --- answers ---

    def ask(
        self,
        question: str,
        history: Sequence[tuple[str, str]] = (),
        today: dt.date | None = None,
        documents: Sequence[str] | None = None,
        *,
        llm: bool = True,
        log: bool = True,
    ) -> Answer:
        """One answer. ``history`` is (role, text) oldest first; ``documents`` are ids or sources to
        look in; a question that was refused is logged, unless ``log`` is False: nobody real asked it.
        Without ``llm`` no language model is asked."""
        pieces = self._telling.pieces(question, history, today, documents, llm=llm, log=log)
        answer = next(piece for piece in pieces if isinstance(piece, Answer))
        return self._followed(question, history, answer, AT_ONCE)

    def _tried(self, question: str) -> Answer:
        """An answer that nobody reads: nothing is logged."""
        return self._telling.answering.answer(question, (), dt.date.today(), None, silent=True)

    def _followed(
        self, question: str, history: Sequence[tuple[str, str]], answer: Answer, seconds: float
    ) -> Answer:
        """The answer with questions that may follow it, tried within so many seconds."""
        found = self._suggesting.after(question, history, answer, seconds)
        return replace(answer, suggestions=found)

    def stream(
        self,
        question: str,
        history: Sequence[tuple[str, str]] = (),
        today: dt.date | None = None,
        documents: Sequence[str] | None = None,
        *,
        suggest: bool = True,
        llm: bool = True,
    ) -> Iterator[str | Answer]:
        """Pieces of the text, which joined give it, then the Answer; without ``suggest`` it has no suggestions
        yet, ``followed`` finds them. A language model's sentences come as it writes them, and empty pieces while
        it does not; closing the iterator stops it."""
        for piece in self._telling.pieces(question, history, today, documents, llm=llm):
            if isinstance(piece, Answer):
                yield self.followed(question, history, piece) if suggest else piece
            elif isinstance(piece, str):
                yield piece

    def stream_with_context(
        self, question: str, history: Sequence[tuple[str, str]] = ()
    ) -> Iterator[str | Answer | tuple[Citation, ...]]:
        """What the answer can be made of first, then the same as ``stream``: for chains that show sources while the
        text arrives. A language model need not cite all of it."""
        for piece in self._telling.pieces(question, history, None, None, context=True):
            if isinstance(piece, Answer):
                piece = self.followed(question, history, piece)
            yield piece

    def followed(self, question: str, history: Sequence[tuple[str, str]], answer: Answer) -> Answer:
        """An answer that is being read already, with the questions that may follow it."""
        return self._followed(question, history, answer, BEHIND)

    def search(
        self,
        question: str,
        k: int = 10,
        documents: Sequence[str] | None = None,
        today: dt.date | None = None,
    ) -> tuple[Hit, ...]:
        """The ``k`` best passages, best first, one per section; ``today`` says which year 今年 is."""
        asked = self.library.in_scope(documents)
        return hits(self.library, sendable(question), asked, k, today)

    # --- documents ---

    def documents(self) -> tuple[StoredDocument, ...]:
        """The current versions of all documents, samples included."""
        return self.library.documents()

    def outcomes(self) -> tuple[FileOutcome, ...]:
        """Every file ever added, indexed or not."""
        return self.store.outcomes()

    def document_text(self, identity: str) -> str:
        """``Document.text``; of a document that is gone, nothing."""
        try:
            return self.library.document(identity).text
        except UnknownId:
            return ""

    def vectors(self) -> VectorState | None:
        """How far the vectors of the model in use are; None where every text has its own."""
        return self.store.vector_state() if self.store.vectors_missing() else None

    def sections(self, identity: str) -> tuple[Section, ...]:
        """The headings of a document, in order; of a document that is gone, none."""
        try:
            return self.store.sections(identity)
        except UnknownId:
            return ()

    def removed(self, identity: str) -> tuple[Removed, ...]:
        """What cleaning took out of a document, and why; of a document that is gone, nothing."""
        try:
            return self.library.document(identity).removed
        except UnknownId:
            return ()

    def original(self, identity: str) -> tuple[str, bytes]:
        """Name and bytes of the file a document was read from.

        Raises:
            UnknownId: no such document, or its file is not kept.
        """
        content = self.store.original(identity)
        if content is None:
            raise UnknownId(f"文件 {identity} 的原件不在库里。", "请重新添加。")
        return self.store.document(identity).source, content

    def view(
        self,
        identity: str,
        quotes: Sequence[Span] = (),
        context: Sequence[Span] = (),
        layout: Layout | None = None,
        page_words: str = "第 {page} 页",
    ) -> View:
        """A document opened at quoted words: its pages with boxes, or its text with marks.

        Raises:
            UnknownId: the library does not hold this document.
        """
        return self._viewing.view(identity, quotes, context, layout, page_words)

    def page_image(self, identity: str, page: int) -> bytes:
        """A page of a pdf or picture as PNG; pages count from 1.

        Raises:
            UnknownId: no such document, or its file is not kept.
            DocumentError: the page cannot be drawn.
        """
        return self._viewing.page_image(identity, page)

    # --- conversations ---

    def remember(self, conversation: str, question: str, answer: Answer) -> None:
        """Keeps a question and its answer with its citations."""
        conversations.remember(self.store, conversation, question, answer)

    def conversation(self, conversation: str) -> tuple[Turn, ...]:
        """The turns of a conversation, oldest first."""
        return conversations.recall(self.store, conversation)

    def rate(self, conversation: str, place: int, rating: str) -> bool:
        """Notes what a person says of the answer at ``place`` of a conversation: up, down, or withdrawn."""
        return conversations.rate(self.store, conversation, place, rating)

    def unanswered(self) -> tuple[Unanswered, ...]:
        """Questions that were refused, each once, the one asked last first."""
        return grouped(self.store.unanswered())

    def examples(self) -> tuple[str, ...]:
        """Questions that this library answers; found once, until it changes."""
        return self._suggesting.examples()

    def __repr__(self) -> str:
        return f"PolicyAssistant({str(self.settings.data_dir)!r})"

    def __reduce__(self) -> Any:
        raise TypeError("a PolicyAssistant holds an open library and cannot be pickled")


def _complete(store: Store) -> None:
    """Makes the vectors that are missing; what cannot be made now leaves search by words."""
    try:
        store.fill_vectors()
    except EmbeddingError:
        pass  # the store has said so
    except (LibraryError, OSError) as error:  # locked, read-only, full
        log.warning("向量没有算完，暂时主要按字面检索：%s", error)
