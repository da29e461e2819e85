"""The one place where the order of stages is written: paths in, a report and a filled library out.

Reading a file (load → clean → structure → metadata → chunk → extract) happens in worker processes and
yields one ``Reading``; embedding and storing happen here, one transaction per document.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest import edits, outcomes
from ingest.discover import Found, discover
from ingest.errors import DocumentError, NeedsOcr, NoText
from ingest.load import recognise
from ingest.records import (
    Chunk,
    Document,
    Fact,
    FileOutcome,
    IngestReport,
    Metadata,
    Section,
    Uncovered,
)
from ingest.scans import Background, ScanReader, scanned_file
from ingest.settings import Settings
from ingest.worker import ParsePool

if TYPE_CHECKING:
    import numpy as np

    from ingest.load.scanned import OcrPage
    from ingest.store.rows import Scan
    from ingest.store.store import Store

Progress = Callable[[int, int, str, str], None]
"""Called with (files done, files in all, source, stage); stages are 读取, 入库, 完成, 未变,
失败, 待识别 and 识别 3/12 页."""


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
    sections, metadata, chunks, facts = understand(document, plan_year=job.plan_year, lap=lap)
    return Reading(
        document, metadata, sections, chunks, facts, len(raw.pages), raw.warnings, raw.unread
    )


def understand(
    document: Document,
    *,
    plan_year: int | None = None,
    metadata: Metadata | None = None,
    lap: Callable[[str], None] = lambda stage: None,
) -> tuple[tuple[Section, ...], Metadata, tuple[Chunk, ...], tuple[Fact, ...]]:
    """The stages after cleaning. ``metadata`` (edited by a person) wins over what the text says."""
    from ingest.chunk import chunk
    from ingest.extract import extract_facts
    from ingest.metadata import read_metadata, year_for_facts
    from ingest.structure import find_sections

    sections = find_sections(document)
    lap("structure")
    read = metadata or read_metadata(document, sections)
    if plan_year is not None:
        read = edits.apply_edits(read, {"plan_year": plan_year}, read)
    lap("metadata")
    chunks = chunk(document, sections)
    lap("chunk")
    facts = extract_facts(document, sections, year_for_facts(read))
    lap("extract")
    return sections, read, chunks, facts


def document_id(source: str, sha256: str) -> str:
    """A document version's id: a hash of where it belongs and what it holds."""
    return hashlib.sha256(f"{source}\0{sha256}".encode()).hexdigest()[:16]


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
    read_scans: bool = True,
) -> IngestReport:
    """Takes files, folders, patterns and zip archives into the library.

    Scans are read by OCR before the call returns; with ``read_scans`` False they wait in the queue
    for ``reading_scans``. A file that cannot be read becomes an outcome with reason and remedy; the
    run goes on. The same bytes under the same source are left alone (unless ``again``); other bytes
    are a new version.

    Raises:
        SettingsError: a path or setting cannot be used.
        LibraryLocked: another process is writing.
    """
    with discover(paths, settings) as found:
        return _take_in_all(found, settings, plan_year, progress, sample, again, read_scans)


def _take_in_all(
    found: Found,
    settings: Settings,
    plan_year: int | None,
    progress: Progress | None,
    sample: bool,
    again: bool,
    read_scans: bool,
) -> IngestReport:
    began = time.monotonic()
    tell = progress or (lambda done, total, source, stage: None)
    with open_store(settings) as store:
        run = _Run(store, settings, tell, len(found.sources), plan_year, sample, again, read_scans)
        with store.writing():
            taken = run.over(found.files) | run.refuse(found)
            refresh_status(store)
            store.catch_up()
        taken |= run.over_scans()
    return IngestReport(tuple(taken[s] for s in found.sources), time.monotonic() - began)


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
        again: bool = False,
        read_scans: bool = False,
    ) -> None:
        self.store = store
        self.settings = settings
        self.tell = tell
        self.total = total
        self.plan_year = plan_year
        self.sample = sample
        self.again = again
        self.done = 0
        self.listed = {outcome.source: outcome for outcome in store.outcomes()}
        self.recognises = recognise.can_recognise(settings)
        self.read_scans = read_scans and self.recognises
        self.scans: set[str] = set()
        """Sources whose pictures this run is going to read."""

    def over(self, files: Sequence[tuple[Path, str]]) -> dict[str, FileOutcome]:
        """Every file that needs no OCR; scans are noted, and listed as waiting."""
        found: dict[str, FileOutcome] = {}
        jobs: list[Job] = []
        for path, source in files:
            settled = self._settle(path, source)
            if isinstance(settled, Job):
                jobs.append(settled)
            else:
                found[source] = settled
        if jobs:
            with ParsePool(self.settings) as pool:
                for index, result in pool.map(read, jobs):
                    job = jobs[index]
                    found[job.source] = self._take_in(job, result)
        return found

    def refuse(self, found: Found) -> dict[str, FileOutcome]:
        """Lists what could not even be unpacked; an archive that opens now is no failure any more."""
        for source in found.archives:
            if source in self.listed:
                self.store.remove(source)
        return {
            source: self._list(outcomes.failed(source, "", error), "失败")
            for source, error in found.refused
        }

    def over_scans(self) -> dict[str, FileOutcome]:
        """Has the pictures of this run's scans read, and takes each in when its last page is done."""
        found: dict[str, FileOutcome] = {}
        waiting = [scan for scan in self.store.scans.waiting() if scan.source in self.scans]
        with closing(ScanReader(self.store, self.settings, self.take_in_scan)) as reader:
            for scan in waiting:
                outcome = reader.read(scan, partial(self._tell_page, scan.source))
                if outcome is None:  # the app read it in the same moment, or it was removed
                    outcome = next(
                        (o for o in self.store.outcomes() if o.source == scan.source), None
                    )
                if outcome is not None:
                    found[scan.source] = outcome
        return found

    def take_in_scan(
        self,
        scan: Scan,
        path: Path | None,
        pages: Mapping[int, OcrPage],
        errors: Sequence[DocumentError],
    ) -> FileOutcome | None:
        """Stores a scan whose pages have been read; the library is locked only here."""
        recognised = tuple(pages[n] for n in sorted(pages))
        with scanned_file(scan, path) as file:
            job = Job(file, scan.source, scan.sha256, scan.plan_year, recognised=recognised)
            result = self._read(job) if path is not None else errors[0]
            if isinstance(result, NeedsOcr) and errors:
                result = errors[0]  # not one page could be read
            with self.store.writing():
                if not self.store.scans.holds(scan):
                    return None
                outcome = self._take_in(job, result, tried=tuple(errors))
                self.store.scans.drop(scan)
                refresh_status(self.store)
                self.store.catch_up()
        return outcome

    def _read(self, job: Job) -> Reading | Exception:
        with ParsePool(self.settings) as pool:
            ((_, result),) = pool.map(read, [job])
        return result

    def _tell_page(self, source: str, done: int, total: int) -> None:
        self.tell(self.done, self.total, source, f"识别 {done}/{total} 页")

    def _settle(self, path: Path, source: str) -> Job | FileOutcome:
        """A job for the workers, or the outcome where nothing needs to be read."""
        limit = self.settings.max_file_mb * 1024 * 1024
        try:
            sha256 = hash_file(path)
        except OSError as why:
            reason = f"{source} 无法打开：{why.strerror}。"
            error = DocumentError(reason, "请检查文件权限后重试。")
            return self._list(outcomes.failed(source, "", error), "失败")
        known = None if self.again else self.store.unchanged(source, sha256)
        if self.recognises and source in self.listed and self.listed[source].unread:
            known = None  # its pictures can be read today
        if known is not None and self.plan_year in (None, known.metadata.plan_year):
            self._tick(source, "未变")
            return outcomes.unchanged(source, sha256, known)
        return Job(path, source, sha256, self.plan_year, limit)

    def _take_in(
        self,
        job: Job,
        result: Reading | Exception,
        *,
        tried: tuple[DocumentError, ...] | None = None,
    ) -> FileOutcome:
        """Stores what was read; ``tried``: OCR has been at it, and this is what it could not read."""
        pictures = result.pages if isinstance(result, NeedsOcr) else ()
        if isinstance(result, Reading):
            pictures = result.unread
        if pictures and tried is None:
            self._queue(job, pictures)
        if isinstance(result, NeedsOcr) and tried is None and self.recognises:
            return self._list(outcomes.waits(job.source, job.sha256, len(pictures)), "待识别")
        if isinstance(result, DocumentError):
            return self._list(outcomes.failed(job.source, job.sha256, result), "失败")
        if isinstance(result, Exception):
            raise result
        year_given = tried is None and self.plan_year is not None
        result = keep_edits(self.store, result, year_given)
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
        sizes = (result.pages, len(result.chunks), len(result.facts))
        said = outcomes.said_of_pictures(job.recognised, tried or ())
        outcome = outcomes.indexed(
            job.source, job.sha256, result.document.id, version, result.metadata, sizes,
            [*result.warnings, *said],
        )  # fmt: skip
        if pictures:
            outcome = replace(
                outcome, unread=len(pictures),
                remedy=outcomes.remedy_of_pictures(tried, self.recognises),
                waiting=len(pictures) if self.recognises and tried is None else 0,
            )  # fmt: skip
        self.store.put_outcome(outcome)
        if job.source not in self.scans or tried is not None:
            self._tick(job.source, "完成")
        return outcome

    def _queue(self, job: Job, pages: tuple[int, ...]) -> None:
        """Keeps a file with pictures until they are read: by this run, or by whoever comes later."""
        from ingest.store.rows import Scan

        scan = Scan(job.source, job.sha256, job.path.suffix, pages, job.plan_year, self.sample)
        self.store.scans.add(scan, job.path.read_bytes())
        if self.read_scans:
            self.scans.add(job.source)

    def _list(self, outcome: FileOutcome, stage: str) -> FileOutcome:
        """Notes a file that could not be taken in, or not yet."""
        self.store.put_outcome(outcome, sample=self.sample)
        if outcome.source not in self.scans or stage == "失败":
            self._tick(outcome.source, stage)
        return outcome

    def _tick(self, source: str, stage: str) -> None:
        self.done += 1
        self.tell(self.done, self.total, source, stage)


@contextmanager
def reading_scans(settings: Settings) -> Iterator[bool]:
    """Reads whatever waits for OCR behind the caller, until the block ends; False: OCR is not here."""
    if not recognise.can_recognise(settings):
        yield False
        return
    with open_store(settings) as store:

        def take_in(scan: Scan, *read: Any) -> FileOutcome | None:
            run = _Run(store, settings, lambda *step: None, 1, scan.plan_year, scan.sample)
            return run.take_in_scan(scan, *read)

        background = Background(ScanReader(store, settings, take_in, gentle=True))
        background.start()
        try:
            yield True
        finally:
            background.stop()


def recognise_picture(picture: Any) -> OcrPage | None:
    """What OCR reads in a PIL picture of a page; None where the extra is not installed."""
    from ingest.load import ocr

    return ocr.read_picture(picture, 1) if ocr.available() else None


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


READ_FACTS_BY = ("plan_year", "plan_until", "issued", "kind", "title")
"""Metadata on which the reading of facts rests."""


def _rewrite(store: Store, identity: str, before: Metadata, after: Metadata) -> None:
    """Stores metadata; where facts are read by what changed they are read again, their states stay."""
    facts = None
    if any(getattr(before, name) != getattr(after, name) for name in READ_FACTS_BY):
        facts = understand(store.document(identity), metadata=after)[3]
    store.update_metadata(identity, after, facts=facts)


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
    return replace(
        reading, metadata=metadata, facts=understand(reading.document, metadata=metadata)[3]
    )


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
        store.catch_up()
        return store.metadata(identity)


def _source_of(store: Store, identity: str) -> str:
    """The source of a document named by id or source. Raises UnknownId."""
    held = store.held(identity)
    return held.source if held is not None else store.document(identity).source


def remove(settings: Settings, identity: str) -> None:
    """Takes a document out of the database and both indexes.

    Raises:
        UnknownId: the library does not hold this document.
        LibraryLocked: another process is writing.
    """
    with open_store(settings) as store, store.writing():
        before = {outcome.sha256 for outcome in store.outcomes()}
        store.remove(identity)
        refresh_status(store)
        store.catch_up()
        for sha256 in before - {outcome.sha256 for outcome in store.outcomes()} - {""}:
            recognise.forget(settings, sha256)


def add_samples(
    settings: Settings, *, progress: Progress | None = None, read_scans: bool = True
) -> IngestReport | None:
    """The sample documents, into a library that has never held a document; else None."""
    with open_store(settings) as store:
        if store.has_ever_held_documents():
            return None
    return ingest_paths(
        [corpus_dir()], settings, progress=progress, sample=True, read_scans=read_scans
    )


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
