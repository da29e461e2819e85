"""Uploads as jobs: they wait their turn, tell how far they are, and can be stopped between two files."""

from __future__ import annotations

import datetime as dt
import logging
import queue
import secrets
import shutil
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from ingest.errors import LibraryLocked, PolicyError, UnknownId
from ingest.records import FileOutcome, IngestReport

log = logging.getLogger(__name__)

KEPT = 200
"""Jobs that are remembered; the oldest finished ones go first."""
AGAIN_SECONDS = 2.0
"""How long a job waits where somebody else is writing to the library."""
State = Literal["waiting", "running", "done", "cancelled", "failed"]


@dataclass(slots=True)
class Job:
    """One upload. ``folder`` holds its files until they are read."""

    id: str
    folder: Path
    paths: tuple[Path, ...]
    state: State = "waiting"
    done: int = 0
    total: int = 0
    source: str = ""
    stage: str = ""
    outcomes: tuple[FileOutcome, ...] = ()
    reason: str = ""
    remedy: str = ""
    created_at: str = ""
    stop: threading.Event = field(default_factory=threading.Event)

    def tell(self, done: int, total: int, source: str, stage: str) -> None:
        """Called by the run after every step."""
        self.done, self.total, self.source, self.stage = done, total, source, stage

    def as_json(self) -> dict[str, Any]:
        """What callers see of it."""
        names = (
            "id",
            "state",
            "done",
            "total",
            "source",
            "stage",
            "reason",
            "remedy",
            "created_at",
        )
        return {name: getattr(self, name) for name in names} | {
            "files": [path.name for path in self.paths],
            "outcomes": [asdict(outcome) for outcome in self.outcomes],
        }


class Jobs:
    """One job at a time, in the order in which they came; forgotten when the app ends."""

    def __init__(self, add: Callable[..., IngestReport]) -> None:
        self._add = add
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock = threading.Lock()
        self._queue: queue.Queue[Job] = queue.Queue()
        self._worker: threading.Thread | None = None

    def submit(self, folder: Path, paths: Sequence[Path]) -> Job:
        """Takes files that lie in ``folder``, which is removed when they are read."""
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        job = Job(secrets.token_hex(8), folder, tuple(paths), total=len(paths), created_at=now)
        with self._lock:
            self._jobs[job.id] = job
            self._forget()
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, name="api-jobs", daemon=True)
                self._worker.start()
        self._queue.put(job)
        return job

    def get(self, identity: str) -> Job:
        """Raises UnknownId."""
        with self._lock:
            job = self._jobs.get(identity)
        if job is None:
            raise UnknownId(f"没有上传任务 {identity}。", "程序重启后，以前的任务不再列出；文件见 GET /api/v1/documents。")  # fmt: skip
        return job

    def all(self) -> tuple[Job, ...]:
        """The newest first."""
        with self._lock:
            return tuple(reversed(self._jobs.values()))

    def cancel(self, identity: str) -> Job:
        """Stops a job before its next file; what it has taken in stays. Raises UnknownId."""
        job = self.get(identity)
        job.stop.set()
        if job.state == "waiting":
            job.state = "cancelled"
        return job

    def _forget(self) -> None:
        finished = [j.id for j in self._jobs.values() if j.state not in ("waiting", "running")]
        for identity in finished[: max(0, len(self._jobs) - KEPT)]:
            del self._jobs[identity]

    def _work(self) -> None:
        while True:
            job = self._queue.get()
            try:
                if not job.stop.is_set():
                    self._run(job)
            finally:
                shutil.rmtree(job.folder, ignore_errors=True)

    def _run(self, job: Job) -> None:
        job.state = "running"
        try:
            job.outcomes = self._report(job).outcomes
            job.state = "cancelled" if job.stop.is_set() else "done"
        except PolicyError as error:
            job.state, job.reason, job.remedy = "failed", error.reason, error.remedy
        except Exception:
            log.exception("an upload failed")
            job.state, job.reason = "failed", "程序内部出错，这次上传没有完成。"
            job.remedy = "请再传一次；仍不行，请把时间告诉管理员，日志里有详情。"

    def _report(self, job: Job) -> IngestReport:
        """The run; where somebody else is writing it waits, until it is stopped."""
        while True:
            try:
                return self._add(list(job.paths), progress=job.tell, stopped=job.stop.is_set)
            except LibraryLocked as error:
                job.stage = error.reason
                if job.stop.wait(AGAIN_SECONDS):
                    return IngestReport(())
