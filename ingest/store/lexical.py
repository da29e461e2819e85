"""The lexical index: BM25 over single characters and pairs of characters, on disk in tantivy.

Character n-grams found more than a word segmenter did (DESIGN §5). The text is cut here and handed
over with spaces between the tokens, so that raw Chinese is never parsed as a query language. What the
index has seen lies in the index itself, as one document of its own: a commit changes both or none.
"""

from __future__ import annotations

import contextlib
import shutil
import threading
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import DamagedIndex
from ingest.records import Chunk
from ingest.store.changes import Position
from ingest.store.chroma import is_panic
from ingest.store.lexical_entries import (
    TOKENIZER_VERSION,
    Words,
    entry,
    marker,
    read_marker,
    schema,
    within,
    words_query,
)

if TYPE_CHECKING:
    import tantivy

MEMORY = 64_000_000
"""Bytes the writer may use before it writes a segment."""


class LexicalIndex:
    """One tantivy index in a folder, or in memory where ``folder`` is None."""

    name = "lexical"
    built = f"tokenizer {TOKENIZER_VERSION}"

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._lock = threading.RLock()
        self._open: tantivy.Index | None = None
        self._damaged = False

    # --- reading ------------------------------------------------------------------------------

    def position(self, head: Position) -> Position | None:
        """The last change this index has seen; None where it must be built.

        ``head``, the newest change of the database, plays no part: what another process committed is
        seen at once.
        """
        with self._lock, self._guard():
            index = self._index()
            if index is None:
                return None
            index.reload()  # another process may have written
            return read_marker(index, self.built)

    def search(
        self, query: Words, k: int, *, documents: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """Chunk ids with BM25 scores, best first; only chunks that share a token with the query.

        Weighted tokens in the place of a text are looked for in the chunks' own words alone.
        """
        if documents is not None and not documents:
            return []
        return self._search(query, k, "document_id", documents)

    def scores(self, query: Words, ids: Collection[str]) -> dict[str, float]:
        """The BM25 scores of given chunks; 0 for one that shares no token with the query."""
        found = dict(self._search(query, len(ids), "id", ids)) if ids else {}
        return {identity: found.get(identity, 0.0) for identity in ids}

    def _search(
        self, query: Words, k: int, field: str, values: Collection[str] | None
    ) -> list[tuple[str, float]]:
        index = self._index()
        if index is None or k < 1:
            return []
        wanted = words_query(index, query)
        if wanted is None:
            return []
        if values is not None:
            wanted = within(index, wanted, field, values)
        with self._guard():
            searcher = index.searcher()
            hits = searcher.search(wanted, k, count=False).hits
            found = [(str(searcher.doc(at)["id"][0]), float(score)) for score, at in hits]
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))

    def ids(self) -> set[str]:
        """Every chunk in the index, for the health check."""
        import tantivy

        index = self._index()
        if index is None:
            return set()
        with self._guard():
            searcher = index.searcher()
            everything = searcher.search(tantivy.Query.all_query(), searcher.num_docs or 1).hits
            found = [searcher.doc(at).to_dict().get("id", []) for _, at in everything]
        return {chunk_id for values in found for chunk_id in values}

    # --- writing (under the writer's lock) ------------------------------------------------------

    def update(
        self,
        dropped: Iterable[str],
        added: Iterable[tuple[Chunk, str]],
        position: Position,
        *,
        anew: bool = False,
    ) -> None:
        """Takes documents out, puts (chunk, document title) pairs in, and notes the position.

        With ``anew`` the index is emptied first. A crash leaves the index as it was before.
        """
        with self._guard():
            with self._lock:
                index = self._index() or self._create()
            # The lock is not held here: searches go on while documents are added.
            writer = index.writer(MEMORY, 1)
            try:
                if anew:
                    writer.delete_all_documents()
                for document_id in dropped:
                    writer.delete_documents_by_term("document_id", document_id)
                for chunk, title in added:
                    writer.add_document(entry(chunk, title))
                writer.delete_documents_by_term("marker", "position")
                writer.add_document(marker(position, self.built))
                writer.commit()
            finally:
                writer.wait_merging_threads()
            index.reload()

    def close(self) -> None:
        """Lets go of the files."""
        with self._lock:
            self._open = None

    # --- the folder -----------------------------------------------------------------------------

    @contextlib.contextmanager
    def _guard(self) -> Iterator[None]:
        """What tantivy throws means that the files are damaged: they are made anew by the next update."""
        try:
            yield
        except BaseException as error:
            if not (isinstance(error, ValueError | OSError) or is_panic(error)):
                raise
            self._open, self._damaged = None, True
            raise DamagedIndex(
                f"检索索引 {self._folder} 无法使用：{error}。",
                "请运行 python -m ingest rebuild 重建索引。",
            ) from error

    def _index(self) -> tantivy.Index | None:
        """The open index; None where there is none or it cannot be read."""
        import tantivy

        with self._lock:
            if self._damaged or self._place is None:
                return self._open
            if self._open is None and self._place.is_dir():
                with contextlib.suppress(DamagedIndex), self._guard():
                    self._open = tantivy.Index.open(str(self._place))
            return self._open

    def _create(self) -> tantivy.Index:
        """A new index in the place of a missing or damaged one."""
        import tantivy

        place = self._place
        self._damaged = False
        if place is None:
            self._open = tantivy.Index(schema())
            return self._open
        try:
            if place.exists():
                shutil.rmtree(place)
            place.mkdir(parents=True)
            self._open = tantivy.Index(schema(), path=str(place))
        except (OSError, ValueError) as error:
            raise DamagedIndex(
                f"检索索引 {place} 已损坏，也无法重建：{error}。",
                "请关闭其他正在使用资料库的程序，再运行 python -m ingest rebuild。",
            ) from error
        return self._open

    @property
    def _place(self) -> Path | None:
        """A folder of its own for each layout: one that is in use elsewhere need not be deleted."""
        return None if self._folder is None else self._folder / f"v{TOKENIZER_VERSION}"
