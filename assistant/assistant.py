"""PolicyAssistant: the one door for app, evaluation and command line."""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from assistant.busy import Busy
from assistant.compare_door import CompareDoor
from assistant.conversation_door import ConversationDoor
from assistant.documents_door import DocumentsDoor
from assistant.evidence_door import EvidenceDoor
from assistant.export_door import ExportDoor
from assistant.finding import hits
from assistant.library import Library
from assistant.model_door import ModelDoor
from assistant.models import Models
from assistant.proposal_door import ProposalDoor
from assistant.records import Answer, Citation, Hit
from assistant.suggest import AT_ONCE, BEHIND, Suggesting
from assistant.time_windows import Terms
from assistant.transcript_door import TranscriptDoor
from assistant.viewing import Viewing
from ingest.errors import EmbeddingError, LibraryError
from ingest.sendable import sendable
from ingest.settings import Settings

if TYPE_CHECKING:
    from typing import Self

    from assistant.telling import Telling
    from assistant.which import Which
    from ingest.store.store import Store

log = logging.getLogger(__name__)

WARM_AFTER = 2.0
"""Seconds after which ``warm`` begins."""


class PolicyAssistant(
    DocumentsDoor,
    ConversationDoor,
    ProposalDoor,
    CompareDoor,
    EvidenceDoor,
    ModelDoor,
    TranscriptDoor,
    ExportDoor,
):
    """Answers, search and checklist over one library. Safe to use from several threads."""

    def __init__(self, store: Store, library: Library, settings: Settings) -> None:
        self.store = store
        self.library = library
        self.settings = settings
        self.terms = Terms.parse(settings.term_starts)
        self.models = Models(settings)
        self.answering = Busy()
        """Says whether somebody waits for an answer."""
        self._first = threading.Lock()
        self._told: Telling | None = None
        self._suggesting = Suggesting(library, self._tried)
        self._viewing = Viewing(store, settings)

    @property
    def _telling(self) -> Telling:
        """The answering rooms: half a second of imports that the first page does not wait for."""
        with self._first:
            if self._told is None:
                from assistant.telling import Telling

                self._told = Telling(self.library, self.models, self.settings)
            return self._told

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
        Terms.parse(settings.term_starts)
        embedder, reranker = open_embedder(settings), open_reranker(settings)
        store = Store.open(settings, embedder)
        if embed:
            _complete(store)
        return cls(store, Library(store, embedder, reranker), settings)

    def warm(self) -> None:
        """Reads what the first question would wait for; in the background, about a second."""

        def read() -> None:
            self.library.warm()
            _ = self._telling
            if (model := self.models.current()) is not None:
                model.chat_model()
            with contextlib.suppress(Exception):  # a library that closes meanwhile
                self._suggesting.examples(seconds=None)

        later = threading.Timer(WARM_AFTER, read)  # the first page comes first
        later.daemon = True
        later.start()

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
        with self.answering:
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
        with self.answering:
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
        """An answer that is being read already, with the questions that may follow it; the page of its first
        source is drawn meanwhile."""
        self._viewing.draw_ahead((c.document_id, c.page) for c in answer.citations)
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

    def fitting(self, which: Which, documents: Sequence[str] | None = None) -> tuple[str, ...]:
        """Ids of the documents that fit, of those named by id or source, else of all that may answer."""
        scope = self.library.in_scope(documents)
        return tuple(identity for identity, one in scope.items() if which.fits(one))

    def stamp(self) -> str:
        """Changes with every change of the library; the same text: it says what it said."""
        return self.store.stamp()

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
