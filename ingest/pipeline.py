"""The one place where the order of stages is written: paths in, a report and a filled library out.

Reading a file (load → clean → structure → metadata → chunk → extract) happens in worker processes and
yields one ``Reading``; embedding and storing happen here, one transaction per document.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.errors import DocumentError, NeedsOcr, NoText, SettingsError, UnsupportedFormat
from ingest.load import recognise
from ingest.load.scanned import REMEDY
from ingest.records import (
    Chunk,
    Document,
    Fact,
    FileOutcome,
    IngestReport,
    Metadata,
    Section,
    Status,
    Uncovered,
)
from ingest.settings import Settings
from ingest.worker import ParsePool

if TYPE_CHECKING:
    import numpy as np

    from ingest.load.recognise import Recogniser
    from ingest.load.scanned import OcrPage
    from ingest.store.rows import StoredDocument
    from ingest.store.store import Store

Progress = Callable[[int, int, str, str], None]
"""Called with (files done, files in all, source, stage); stages are 读取, 入库, 完成, 未变."""

FOLDER_NOTES = frozenset({"readme", "sources", "thumbs", "desktop"})
"""Stems of files that describe a folder; left out of a folder walk, taken when named outright."""

STATUS_OF_ERROR: tuple[tuple[type[DocumentError], Status], ...] = (
    (NeedsOcr, "needs_ocr"),
    (NoText, "empty"),
    (UnsupportedFormat, "unsupported"),
    (DocumentError, "failed"),
)
"""Which line of the list a failed file becomes; the first match counts."""


@dataclass(frozen=True, slots=True)
class Job:
    """One file to read. ``source`` is its identity in the library."""

    path: Path
    source: str
    sha256: str
    plan_year: int | None = None
    max_bytes: int | None = None
    recognised: tuple[OcrPage, ...] = ()
    """Pages that are pictures, as OCR read them."""
    known: Metadata | None = None
    """What the library knows of this source: fields that a person has set win over the new reading."""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the stages made of one file, ready to be stored. ``unread``: pages that are pictures."""

    document: Document
    metadata: Metadata
    sections: tuple[Section, ...]
    chunks: tuple[Chunk, ...]
    facts: tuple[Fact, ...]
    pages: int
    warnings: tuple[str, ...] = ()
    unread: tuple[int, ...] = ()


def read(job: Job, lap: Callable[[str], None] = lambda stage: None) -> Reading:
    """Runs every stage on one file; called in a worker process. ``lap`` hears when a stage is done.

    Raises:
        DocumentError: the file cannot be taken in; reason and remedy name it.
    """
    from ingest.clean import clean
    from ingest.load import load

    pages = {page.number: page for page in job.recognised}
    raw = load(job.path, source=job.source, max_bytes=job.max_bytes, recognised=pages)
    lap("load")
    document = clean(raw, document_id=document_id(job.source, job.sha256), sha256=job.sha256)
    lap("clean")
    if not document.text.strip():
        raise NoText(f"{job.source} 里没有可读的文字。", "请确认文件不是空白；扫描件需要文字识别。")
    sections, metadata, chunks, facts = understand(
        document, plan_year=job.plan_year, known=job.known, lap=lap
    )
    return Reading(
        document, metadata, sections, chunks, facts, len(raw.pages), raw.warnings, raw.unread
    )


def understand(
    document: Document,
    *,
    plan_year: int | None = None,
    metadata: Metadata | None = None,
    known: Metadata | None = None,
    lap: Callable[[str], None] = lambda stage: None,
) -> tuple[tuple[Section, ...], Metadata, tuple[Chunk, ...], tuple[Fact, ...]]:
    """The stages after cleaning.

    ``metadata`` stands for what the text says; of ``known`` only what a person has set does.
    """
    from ingest.chunk import chunk
    from ingest.extract import extract_facts
    from ingest.metadata import keep_edited, read_metadata, year_for_facts
    from ingest.structure import find_sections

    sections = find_sections(document)
    lap("structure")
    read = metadata or keep_edited(read_metadata(document, sections), known)
    if plan_year is not None:
        edited = tuple(dict.fromkeys((*read.edited, "plan_year")))
        read = replace(read, plan_year=plan_year, edited=edited)
    lap("metadata")
    chunks = chunk(document, sections)
    lap("chunk")
    facts = extract_facts(document, sections, year_for_facts(read))
    lap("extract")
    return sections, read, chunks, facts


def document_id(source: str, sha256: str) -> str:
    """A document version's id: a hash of where it belongs and what it holds."""
    return hashlib.sha256(f"{source}\0{sha256}".encode()).hexdigest()[:16]


# --- which files ------------------------------------------------------------------------------


def find_files(paths: Iterable[str | Path]) -> list[tuple[Path, str]]:
    """Files under the paths with their identity: relative to the added folder, or the file's name.

    Hidden files, Office lock files (``~$…``) and a folder's own notes are left out of a walk.

    Raises:
        SettingsError: a path does not exist.
    """
    found: dict[str, Path] = {}
    for path in (Path(p) for p in paths):
        if path.is_dir():
            for file in sorted(p for p in path.rglob("*") if p.is_file()):
                relative = file.relative_to(path)
                if _is_document(relative):
                    found[_storable(relative.as_posix())] = file
        elif path.is_file():
            found[_storable(path.name)] = path
        else:
            raise SettingsError(f"找不到 {path}。", "请检查路径；路径里有空格时请加引号。")
    return [(file, source) for source, file in found.items()]


def _storable(name: str) -> str:
    """A name whose bytes are no UTF-8 with U+FFFD for them: no database takes them as they are."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _is_document(relative: Path) -> bool:
    hidden = any(part.startswith((".", "~$")) for part in relative.parts)
    return not hidden and relative.stem.lower() not in FOLDER_NOTES


def corpus_dir() -> Path:
    """The bundled sample documents: beside the packages in a checkout, inside them in a wheel."""
    here = Path(__file__).resolve().parent
    beside = here.parent / "corpus"
    return beside if beside.is_dir() else here / "_corpus"


# --- the run ----------------------------------------------------------------------------------


def ingest_paths(
    paths: Iterable[str | Path],
    settings: Settings,
    *,
    plan_year: int | None = None,
    progress: Progress | None = None,
    sample: bool = False,
    again: bool = False,
) -> IngestReport:
    """Takes files and folders into the library.

    A file that cannot be read becomes an outcome with reason and remedy; the run goes on. The same
    bytes under the same source are left alone (unless ``again``); other bytes are a new version.

    Raises:
        SettingsError: a path or setting cannot be used.
        LibraryLocked: another process is writing.
    """
    began = time.monotonic()
    files = find_files(paths)
    tell = progress or (lambda done, total, source, stage: None)
    with open_store(settings) as store:
        run = _Run(store, settings, tell, len(files), plan_year, sample, again)
        with store.writing():
            outcomes = run.over(files)
            refresh_status(store)
            store.catch_up()
        outcomes |= run.over_scans()
    return IngestReport(tuple(outcomes[source] for _, source in files), time.monotonic() - began)


def open_store(settings: Settings) -> Store:
    """The library of these settings with the embedder they name."""
    from ingest.embedding import open_embedder
    from ingest.store.store import Store

    return Store.open(settings, open_embedder(settings))


class _Run:
    """One ingest run: hands files to the workers and stores what comes back."""

    def __init__(
        self,
        store: Store,
        settings: Settings,
        tell: Progress,
        total: int,
        plan_year: int | None,
        sample: bool,
        again: bool,
    ) -> None:
        self.store = store
        self.settings = settings
        self.tell = tell
        self.total = total
        self.plan_year = plan_year
        self.sample = sample
        self.again = again
        self.done = 0
        self.held = {document.source: _as_set(document) for document in store.documents()}
        self.listed = {outcome.source: outcome for outcome in store.outcomes()}
        self.scans: list[tuple[Job, tuple[int, ...]]] = []
        self.recognises = recognise.can_recognise(settings)

    def over(self, files: Sequence[tuple[Path, str]]) -> dict[str, FileOutcome]:
        """Every file that needs no OCR; scans are noted, and listed as waiting."""
        outcomes: dict[str, FileOutcome] = {}
        jobs: list[Job] = []
        for path, source in files:
            settled = self._settle(path, source)
            if isinstance(settled, Job):
                jobs.append(settled)
            else:
                outcomes[source] = settled
        if jobs:
            with ParsePool(self.settings) as pool:
                for index, result in pool.map(read, jobs):
                    job = jobs[index]
                    outcomes[job.source] = self._take_in(job, result)
        return outcomes

    def over_scans(self) -> dict[str, FileOutcome]:
        """Has the pictures read, page by page, and takes each file in when its last page is done.

        The library is locked only while a document is stored.
        """
        outcomes: dict[str, FileOutcome] = {}
        if not self.scans:
            return outcomes
        recogniser = recognise.Recogniser(self.settings)
        try:
            with ParsePool(self.settings) as pool:
                for job, pages in self.scans:
                    outcomes[job.source] = self._take_in_scan(recogniser, pool, job, pages)
        finally:
            recogniser.close()
        return outcomes

    def _take_in_scan(
        self, recogniser: Recogniser, pool: ParsePool, job: Job, pages: tuple[int, ...]
    ) -> FileOutcome:
        def told(done: int, total: int) -> None:
            self.tell(self.done, self.total, job.source, f"识别 {done}/{total} 页")

        found, errors = recogniser.read(
            job.path, job.source, scan_kind(job.path), job.sha256, pages, told
        )
        whole = replace(job, recognised=tuple(found[n] for n in sorted(found)))
        result: Reading | Exception
        if found:
            ((_, result),) = pool.map(read, [whole])
        else:
            result = errors[0]
        with self.store.writing():
            outcome = self._take_in(whole, result, waiting=False)
            refresh_status(self.store)
            self.store.catch_up()
        return outcome

    def _settle(self, path: Path, source: str) -> Job | FileOutcome:
        """A job for the workers, or the outcome where nothing needs to be read."""
        limit = self.settings.max_file_mb * 1024 * 1024
        try:
            sha256 = hash_file(path)
        except OSError as error:
            reason = f"{source} 无法打开：{error.strerror}。"
            return self._failed(source, "", DocumentError(reason, "请检查文件权限后重试。"))
        known = None if self.again else self.store.unchanged(source, sha256)
        if self.recognises and source in self.listed and self.listed[source].unread:
            known = None  # its pictures can be read today
        if known is not None and self.plan_year in (None, known.metadata.plan_year):
            self._tick(source, "未变")
            return FileOutcome(
                source, "indexed", known.id, sha256, known.version, title=known.metadata.title,
                pages=known.pages, chunks=known.chunks, facts=known.facts, changed=False,
            )  # fmt: skip
        return Job(path, source, sha256, self.plan_year, limit, known=self.held.get(source))

    def _take_in(
        self, job: Job, result: Reading | Exception, *, waiting: bool = True
    ) -> FileOutcome:
        """Stores what was read; ``waiting``: pictures in it may still be read by OCR."""
        if isinstance(result, NeedsOcr) and waiting and self.recognises:
            self.scans.append((job, result.pages))
            return self._waits(job, len(result.pages))
        if isinstance(result, DocumentError):
            return self._failed(job.source, job.sha256, result)
        if isinstance(result, Exception):
            raise result
        if result.unread and waiting and self.recognises:
            self.scans.append((job, result.unread))
        self.tell(self.done, self.total, job.source, "入库")
        version = self.store.put(
            result.document,
            result.metadata,
            result.sections,
            result.chunks,
            embed_chunks(self.store, result.chunks),
            result.facts,
            original=job.path.read_bytes(),
            sample=self.sample,
            raw_pages=result.pages,
        )
        outcome = FileOutcome(
            job.source, "indexed", result.document.id, job.sha256, version,
            reason=" ".join([*result.warnings, *_read_by_ocr(job)]),
            remedy=REMEDY if result.unread and not self.recognises else "",
            title=result.metadata.title, pages=result.pages, chunks=len(result.chunks),
            facts=len(result.facts), unread=len(result.unread),
        )  # fmt: skip
        self.store.put_outcome(outcome)
        if job.source not in {waiting.source for waiting, _ in self.scans} or not waiting:
            self._tick(job.source, "完成")
        return outcome

    def _waits(self, job: Job, pages: int) -> FileOutcome:
        """A scan on the list while its pages are being read."""
        outcome = FileOutcome(
            job.source, "needs_ocr", sha256=job.sha256, unread=pages,
            reason=f"“{job.source}”是扫描件，正在识别 {pages} 页文字。", remedy="识别完成后自动入库。",
        )  # fmt: skip
        self.store.put_outcome(outcome, sample=self.sample)
        return outcome

    def _failed(self, source: str, sha256: str, error: DocumentError) -> FileOutcome:
        status = next(status for kind, status in STATUS_OF_ERROR if isinstance(error, kind))
        unread = len(error.pages) if isinstance(error, NeedsOcr) else 0
        outcome = FileOutcome(
            source, status, sha256=sha256, reason=error.reason, remedy=error.remedy, unread=unread
        )
        self.store.put_outcome(outcome, sample=self.sample)
        self._tick(source, "失败")
        return outcome

    def _tick(self, source: str, stage: str) -> None:
        self.done += 1
        self.tell(self.done, self.total, source, stage)


def _as_set(document: StoredDocument) -> Metadata:
    """Metadata with the plan year marked as edited that a person set before edits were named by field."""
    metadata = document.metadata
    if not document.plan_year_edited or "plan_year" in (*metadata.edited, *metadata.inherited):
        return metadata
    return replace(metadata, edited=(*metadata.edited, "plan_year"))


def recognise_picture(picture: Any) -> OcrPage | None:
    """What OCR reads in a PIL picture of a page; None where the extra is not installed."""
    from ingest.load import ocr

    return ocr.read_picture(picture, 1) if ocr.available() else None


def scan_kind(path: Path) -> str:
    """How OCR finds the pictures of a file: pages of a pdf, frames of a picture, pictures in a docx."""
    suffix = path.suffix.lower()
    return "pdf" if suffix == ".pdf" else "docx" if suffix in (".docx", ".docm") else "image"


def _read_by_ocr(job: Job) -> list[str]:
    pages = [page.number for page in job.recognised]
    if not pages:
        return []
    shown = "、".join(map(str, pages[:20])) + ("…" if len(pages) > 20 else "")
    return [f"第 {shown} 页由文字识别读出，可能有误，请对照版面核对。"]


def embed_chunks(store: Store, chunks: Sequence[Chunk]) -> np.ndarray:
    """Vectors of the chunks' embed texts, float32 [n, dimension]; known texts are not embedded again."""
    return store.vectors_for([c.embed_text or c.text for c in chunks])


def hash_file(path: Path) -> str:
    """SHA-256 of a file's bytes, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


# --- changes to what is stored ----------------------------------------------------------------


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


def _rewrite(store: Store, identity: str, before: Metadata, after: Metadata) -> None:
    """Stores metadata; another plan year re-resolves the document's facts, states stay."""
    facts = None
    if (before.plan_year, before.plan_until) != (after.plan_year, after.plan_until):
        facts = understand(store.document(identity), metadata=after)[3]
    store.update_metadata(identity, after, facts=facts)


def set_metadata(settings: Settings, identity: str, changes: Mapping[str, object]) -> Metadata:
    """Writes what a person has set; it outlives new versions of the same source until it is cleared.

    ``ingest.metadata.CLEAR`` as a value gives a field back to what the text says. A changed plan year
    re-resolves the document's facts, states stay. A parent may be named by id or source.

    Raises:
        UnknownId: the library does not hold this document, or not the parent.
        LibraryLocked: another process is writing.
    """
    from ingest.metadata import CLEAR, apply_edits, read_metadata

    with open_store(settings) as store, store.writing():
        before = store.metadata(identity)
        changes = dict(changes)
        if changes.get("parent") not in (None, "", CLEAR):
            changes["parent"] = _source_of(store, str(changes["parent"]))
        said = before
        if any(value is CLEAR for value in changes.values()):
            said = read_metadata(store.document(identity), store.sections(identity))
        _rewrite(store, identity, before, apply_edits(before, changes, said))
        refresh_status(store)
        store.catch_up()
        return store.metadata(identity)


def _source_of(store: Store, identity: str) -> str:
    """The source of a document named by id or source. Raises UnknownId."""
    found = next((d.source for d in store.documents() if d.source == identity), None)
    return found if found is not None else store.document(identity).source


def remove(settings: Settings, identity: str) -> None:
    """Takes a document out of the database and both indexes.

    Raises:
        UnknownId: the library does not hold this document.
        LibraryLocked: another process is writing.
    """
    with open_store(settings) as store, store.writing():
        store.remove(identity)
        refresh_status(store)
        store.catch_up()


def add_samples(settings: Settings, *, progress: Progress | None = None) -> IngestReport | None:
    """The sample documents, into a library that has never held a document; else None."""
    with open_store(settings) as store:
        if store.has_ever_held_documents():
            return None
    return ingest_paths([corpus_dir()], settings, progress=progress, sample=True)


def remove_samples(settings: Settings) -> None:
    """Takes every sample document out."""
    with open_store(settings) as store, store.writing():
        store.drop_samples()
        store.catch_up()


def coverage(store: Store, identity: str) -> tuple[Uncovered, ...]:
    """Sentences of a document with a number or a date word that gave no fact."""
    from ingest.extract import find_uncovered

    return find_uncovered(
        store.document(identity), store.sections(identity), store.facts(document_id=identity)
    )
