"""Files in, a report and a filled library out: reads in worker processes, stores one transaction a document."""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest import outcomes
from ingest.discover import Found, discover
from ingest.errors import DocumentError, EmbeddingError, NeedsOcr
from ingest.load import recognise
from ingest.pipeline.changes import keep_edits, look_through, open_store, refresh_status
from ingest.pipeline.stages import Job, Reading, hash_file, read
from ingest.records import Chunk, FileOutcome, IngestReport
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
失败, 待识别, 识别 3/12 页 and 向量 12/5,744 段; 等待 is told of every file before the first."""

Stopped = Callable[[], bool]
"""Says whether a run has been called off."""
CATCH_UP_SECONDS = 10.0
"""How often the indexes follow while files are taken in."""
GIVEN_SECONDS = 1.5
"""How long a file that has been read waits while ``others`` are busy."""

log = logging.getLogger(__name__)


def ingest_paths(
    paths: Iterable[str | Path],
    settings: Settings,
    *,
    plan_year: int | None = None,
    progress: Progress | None = None,
    sample: bool = False,
    again: bool = False,
    read_scans: bool = True,
    stopped: Stopped = lambda: False,
    gentle: bool = False,
    others: Stopped = lambda: False,
) -> IngestReport:
    """Takes files, folders, patterns and zip archives into the library.

    Scans are read by OCR before the call returns; with ``read_scans`` False they wait in the queue
    for ``reading_scans``. Once ``stopped`` says so no further file is taken in, and the report holds
    only those that were. ``gentle``: others may write between two files (an app at work); while ``others`` says that people wait for answers
    each file waits a moment. A file that cannot be read becomes an outcome with reason and remedy; the
    run goes on. The same bytes under the same source are left alone (unless ``again``); other bytes
    are a new version.

    Raises:
        SettingsError: a path or setting cannot be used.
        LibraryLocked: another process is writing.
    """
    with discover(paths, settings) as found, open_store(settings) as store:
        run = Run(
            store, settings, progress, len(found.sources), plan_year, sample, again, read_scans
        )
        run.stopped, run.gentle, run.others = stopped, gentle, others
        return take_in_all(run, found)


def take_in_all(run: Run, found: Found) -> IngestReport:
    """One run over what was found."""
    began, store = time.monotonic(), run.store
    with nullcontext() if run.gentle else store.writing():
        look_through(store)
        taken = run.over(found.files) | run.refuse(found)
        with store.writing():
            refresh_status(store)
            store.catch_up(run.tell_vectors, fill=run.embeds and not run.stopped())
    taken |= run.over_scans()
    done = tuple(taken[source] for source in found.sources if source in taken)
    return IngestReport(done, time.monotonic() - began)


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


def corpus_dir() -> Path:
    """The bundled sample documents: beside the packages in a checkout, inside them in a wheel."""
    here = Path(__file__).resolve().parent.parent
    beside = here.parent / "corpus"
    return beside if beside.is_dir() else here / "_corpus"


class Run:
    """One ingest run: hands files to the workers and stores what comes back."""

    def __init__(
        self,
        store: Store,
        settings: Settings,
        tell: Progress | None,
        total: int,
        plan_year: int | None,
        sample: bool,
        again: bool = False,
        read_scans: bool = False,
    ) -> None:
        self.store = store
        self.settings = settings
        self.tell = tell or (lambda done, total, source, stage: None)
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
        self.embeds = True
        """False from the first time on that the embedding model could not be used."""
        self.stopped: Stopped = lambda: False
        """Asked before each file; a file that is being read then is given up."""
        self.gentle = False
        """People work on this machine meanwhile: others may write between two files."""
        self.others: Stopped = lambda: False
        """Says whether people wait for answers of this process."""
        self._caught_up = time.monotonic()

    def over(self, files: Sequence[tuple[Path, str]]) -> dict[str, FileOutcome]:
        """Every file that needs no OCR; scans are noted, and listed as waiting."""
        found: dict[str, FileOutcome] = {}
        jobs: list[Job] = []
        for _, source in files:
            self.tell(self.done, self.total, source, "等待")
        for path, source in files:
            if self.stopped():
                return found
            settled = self._settle(path, source)
            if isinstance(settled, Job):
                jobs.append(settled)
            else:
                found[source] = settled
        if jobs:
            with ParsePool(self.settings, gentle=self.gentle) as pool:
                read_each = pool.map(
                    read, jobs, stopped=self.stopped, begun=lambda index: self._begin(jobs[index])
                )
                for index, result in read_each:
                    found[jobs[index].source] = self._put(jobs[index], result)
        return found

    def _begin(self, job: Job) -> None:
        self.tell(self.done, self.total, job.source, "读取")

    def _put(self, job: Job, result: Reading | Exception) -> FileOutcome:
        """Stores one file; in a long run what has come in can be found before the last file has."""
        self._give_way()
        with self.store.writing():
            outcome = self._take_in(job, result)
            if time.monotonic() - self._caught_up > CATCH_UP_SECONDS:
                self.store.catch_up(fill=False)
                self._caught_up = time.monotonic()
        return outcome

    def _give_way(self) -> None:
        """Whoever waits for an answer comes first, a while."""
        until = time.monotonic() + GIVEN_SECONDS
        while self.others() and not self.stopped() and time.monotonic() < until:
            time.sleep(0.02)

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
                self.store.catch_up(fill=False)
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
        content, result = self._content(job, result)
        pictures = result.pages if isinstance(result, NeedsOcr) else ()
        if isinstance(result, Reading):
            pictures = result.unread
        if pictures and tried is None:
            self._queue(job, pictures, content)
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
            self._vectors(result.chunks),
            result.facts,
            original=content,
            sample=self.sample,
            raw_pages=result.pages,
            uncovered=result.uncovered,
        )
        held = self.store.held(job.source)  # people may have rejected or added facts
        facts = len(result.facts) if held is None else held.facts
        sizes = (result.pages, len(result.chunks), facts)
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
        outcome = outcomes.with_changes(outcome, self.store.versions.since_last(outcome.id))
        self.store.put_outcome(outcome)
        if job.source not in self.scans or tried is not None:
            self._tick(job.source, "完成")
        return outcome

    def _vectors(self, chunks: Sequence[Chunk]) -> np.ndarray | None:
        """Vectors of the chunks; None where the model cannot be used: the document is taken in all the
        same, its facts need none, and the vectors are made when the model is back."""
        try:
            return embed_chunks(self.store, chunks) if self.embeds else None
        except EmbeddingError as error:
            log.warning("文件照常入库，但没有向量，暂时只能按字面检索：%s", error)
            self.embeds = False
            return None

    def tell_vectors(self, done: int, total: int) -> None:
        """Vectors of documents that were there before, for a model that is new to them."""
        self.tell(self.done, self.total, "", f"向量 {done:,}/{total:,} 段")

    def _content(self, job: Job, result: Reading | Exception) -> tuple[bytes, Reading | Exception]:
        """The bytes that were read, to be kept; an error where they changed or went in the meantime."""
        if not isinstance(result, Reading | NeedsOcr):
            return b"", result
        try:
            content = job.path.read_bytes()
        except OSError as why:
            reason = f"{job.source} 读取之后无法再打开：{why.strerror}。"
            return b"", DocumentError(reason, "请确认文件还在、未被占用，再重新添加。")
        if hashlib.sha256(content).hexdigest() != job.sha256:
            reason = f"{job.source} 在读取期间被修改。"
            return b"", DocumentError(reason, "请保存并关闭文件后重新添加。")
        return content, result

    def _queue(self, job: Job, pages: tuple[int, ...], content: bytes) -> None:
        """Keeps a file with pictures until they are read: by this run, or by whoever comes later."""
        from ingest.store.rows import Scan

        scan = Scan(job.source, job.sha256, job.path.suffix, pages, job.plan_year, self.sample)
        self.store.scans.add(scan, content)
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
            run = Run(store, settings, lambda *step: None, 1, scan.plan_year, scan.sample)
            return run.take_in_scan(scan, *read)

        background = Background(ScanReader(store, settings, take_in, gentle=True))
        background.start()
        try:
            yield True
        finally:
            background.stop()


def embed_chunks(store: Store, chunks: Sequence[Chunk]) -> np.ndarray:
    """Vectors of the chunks' embed texts, float32 [n, dimension]; known texts are not embedded again."""
    return store.vectors_for([c.embed_text or c.text for c in chunks])
