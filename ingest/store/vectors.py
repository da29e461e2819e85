"""The dense index: Chroma, embedded in the data folder or a server, one collection a model and dimension.

Two things about embedded Chroma shape this module (LIBRARIES §1.4): a client does not see what another
process wrote after its first query, so it is opened again when the change log has moved on; and a
damaged folder may answer without an error from a part of the rows, so known rows are looked up first.
"""

from __future__ import annotations

import logging
import shutil
import threading
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from ingest.errors import DamagedIndex, SettingsError
from ingest.settings import Settings
from ingest.store import chroma, seal
from ingest.store.changes import Position

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection as ChromaCollection

Vectors = NDArray[np.float32]
Rows = Iterable[tuple[str, str, Vectors]]
"""(chunk id, document id, vector)."""
Result = TypeVar("Result")

FORMAT = 1
"""Goes up when collections are laid out differently: an older one is built again."""
MAX_BATCH = 5461
"""Rows that Chroma takes in one call."""
PAGE = 10_000
"""Rows asked for in one get: Chroma fails from about 32,700 on."""
PATIENCE = 0.2
"""Seconds that a search waits for an update in this process."""
SAME = 1e-3
"""A row found by its own vector is at most this far away."""


class IndexBusy(DamagedIndex):
    """The index is being written in this process; it can be used a little later."""


@dataclass
class _Shared:
    """One client for a folder or server in this process, used by all stores that have it open."""

    client: ClientAPI | None = None
    users: int = 0
    lock: threading.RLock = field(default_factory=threading.RLock)
    handles: dict[str, ChromaCollection] = field(default_factory=dict)
    loaded: dict[str, Position] = field(default_factory=dict)


_SHARED: dict[str, _Shared] = {}
_SHARED_LOCK = threading.Lock()


class VectorIndex:
    """The collection of one model. Every method may raise DamagedIndex; the truth is in SQL."""

    name = "dense"

    def __init__(self, settings: Settings, model: str, dimension: int) -> None:
        self._settings = settings
        self._place = settings.chroma_url or str(settings.chroma_dir)
        self.collection = chroma.collection_name(model, dimension)
        self.built = f"format {FORMAT}, {model}, {dimension}"
        with _SHARED_LOCK:
            self._shared = _SHARED.setdefault(self._place, _Shared())
            self._shared.users += 1
        self._closed = False

    # --- reading ------------------------------------------------------------------------------

    def position(self, head: Position) -> Position | None:
        """The last change this index has seen; None where it must be built.

        ``head`` is the newest change of the database: where this process has not loaded it yet, the
        client is opened again, since another process may have written.
        """

        def read() -> Position | None:
            if self._shared.loaded.get(self.collection) != head:
                self._reopen()
            collection = self._get()
            note = {} if collection is None else collection.metadata or {}
            if note.get("built") != self.built or "seen" not in note:
                return None
            position = Position(int(note["seen"]), str(note["token"]))
            self._shared.loaded[self.collection] = position
            return position

        return self._call(read)

    def search(
        self, vector: Vectors, k: int, *, documents: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """Chunk ids with their cosine, best first."""

        def query() -> list[tuple[str, float]]:
            found = self._must().query(
                query_embeddings=[np.asarray(vector, np.float32)],
                n_results=k,
                where=chroma.where(documents),
                include=["distances"],
            )
            distances = (found["distances"] or [[]])[0]
            return [(i, 1.0 - float(d)) for i, d in zip(found["ids"][0], distances, strict=True)]

        return [] if k < 1 or (documents is not None and not documents) else self._call(query)

    def count(self) -> int:
        """Rows in the collection."""
        return self._call(lambda: int(self._must().count()))

    def ids(self) -> set[str]:
        """Every chunk in the collection, read in pages."""

        def read() -> set[str]:
            collection, found = self._must(), set[str]()
            while page := collection.get(limit=PAGE, offset=len(found), include=[])["ids"]:
                found.update(page)
            return found

        return self._call(read)

    def unreachable(self, sample: Sequence[tuple[str, Vectors]]) -> list[str]:
        """Those of the sample that their own vector does not find."""

        def look() -> list[str]:
            missing = []
            for chunk_id, vector in sample:
                hits = self.search(vector, 3)
                if not any(i == chunk_id or score > 1 - SAME for i, score in hits):
                    missing.append(chunk_id)
            return missing

        return self._call(look)

    # --- writing (under the writer's lock) ------------------------------------------------------

    def update(
        self, dropped: Iterable[str], added: Rows, position: Position, *, anew: bool = False
    ) -> None:
        """Takes documents out, puts rows in, then notes the position: a crash repeats the work.

        With ``anew`` the collection is deleted and made again. Where even that fails the whole folder is
        deleted, so that a second try begins with nothing.
        """

        def write() -> None:
            collection = self._create() if anew else self._must()
            for document_id in dropped:
                collection.delete(where=chroma.where([document_id]))
            self._add(collection, added)
            note = {"built": self.built, "seen": position.seen, "token": position.token}
            collection.modify(metadata=note)
            if not self._settings.chroma_url:
                seal.write(self._settings.chroma_dir)
            self._shared.loaded[self.collection] = position

        try:
            self._call(write, wait=True)
        except DamagedIndex:
            if anew and not self._settings.chroma_url:
                with self._shared.lock:
                    self._forget()
                    shutil.rmtree(self._settings.chroma_dir, ignore_errors=True)
            raise

    def close(self) -> None:
        """Lets go of the files when the last store of this folder is closed."""
        if self._closed:
            return
        self._closed = True
        with _SHARED_LOCK, self._shared.lock:
            self._shared.users -= 1
            if self._shared.users == 0:
                self._forget()
                _SHARED.pop(self._place, None)

    # --- Chroma itself --------------------------------------------------------------------------

    def _call(self, work: Callable[[], Result], *, wait: bool = False) -> Result:
        """Runs one piece of work alone; whatever Chroma throws means that the index cannot be used."""
        # An update may take minutes: whoever reads is better served by the exact scan.
        if not self._shared.lock.acquire(timeout=-1 if wait else PATIENCE):
            raise IndexBusy(f"向量索引 {self._place} 正在更新。", "请稍候。")
        try:
            try:
                return work()
            except (DamagedIndex, SettingsError):
                raise
            except BaseException as error:
                if not (isinstance(error, Exception) or chroma.is_panic(error)):
                    raise
                self._forget()
                raise DamagedIndex(
                    f"向量索引 {self._place} 无法使用：{error}。",
                    "请运行 python -m ingest rebuild 重建索引。",
                ) from error
        finally:
            self._shared.lock.release()

    def _client(self) -> ClientAPI:
        if self._shared.client is None:
            if not self._settings.chroma_url and (file := seal.broken(self._settings.chroma_dir)):
                raise DamagedIndex(
                    f"向量索引 {self._place} 的文件 {file} 与上次写入时不同。",
                    "请运行 python -m ingest rebuild 重建索引。",
                )
            self._shared.client = chroma.connect(self._settings)
        return self._shared.client

    def _get(self) -> ChromaCollection | None:
        """The collection; None where it does not exist."""
        if self.collection not in self._shared.handles:
            handle = chroma.find(self._client(), self.collection)
            if handle is None:
                return None
            self._shared.handles[self.collection] = handle
        return self._shared.handles[self.collection]

    def _must(self) -> ChromaCollection:
        collection = self._get()
        if collection is None:
            raise DamagedIndex(
                f"向量索引 {self._place} 还没有建立。", "请运行 python -m ingest rebuild 重建索引。"
            )
        return collection

    def _create(self) -> ChromaCollection:
        """A new collection in the place of an old one."""
        self._shared.handles.pop(self.collection, None)
        handle = chroma.create(self._client(), self.collection)
        self._shared.handles[self.collection] = handle
        return handle

    def _add(self, collection: ChromaCollection, rows: Rows) -> None:
        size = min(MAX_BATCH, self._client().get_max_batch_size())
        # A text without a word has a zero vector: no direction, nothing that could find it.
        iterator = ((c, d, v) for c, d, v in rows if np.any(v))
        while batch := list(islice(iterator, size)):
            collection.upsert(
                ids=[chunk_id for chunk_id, _, _ in batch],
                embeddings=[vector for _, _, vector in batch],
                metadatas=[{"document_id": document_id} for _, document_id, _ in batch],
            )

    def _reopen(self) -> None:
        self._forget()
        self._client()

    def _forget(self) -> None:
        """Closes the client with all it has cached."""
        client, self._shared.client = self._shared.client, None
        self._shared.handles.clear()
        self._shared.loaded.clear()
        if client is not None:
            try:
                client.close()
            except Exception:
                logging.getLogger(__name__).debug("closing Chroma failed", exc_info=True)
