"""Files that are being taken in or read again: one run after the other behind the page, each with a state a
file, and a way to call it off."""

from __future__ import annotations

import logging
import queue
import secrets
import shutil
import threading
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from ingest.errors import LibraryLocked, PolicyError
from ingest.records import FileOutcome, IngestReport

log = logging.getLogger(__name__)

FileState = Literal["waiting", "reading", "done", "same", "scan", "problem", "left"]
STAGES: dict[str, FileState] = {
    "等待": "waiting",
    "读取": "reading",
    "入库": "reading",
    "完成": "done",
    "未变": "same",
    "待识别": "scan",
    "失败": "problem",
}
"""What the pipeline tells of a file → its state here."""
SETTLED: frozenset[FileState] = frozenset({"done", "scan", "problem"})
"""States that hold when the run goes over the file once more."""
AGAIN_SECONDS = 2.0
"""How long a run waits where another program is writing."""
KEPT = 50
"""Finished runs that are remembered."""


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file of a run; ``outcome`` once it is settled and the run has ended."""

    source: str
    state: FileState = "waiting"
    outcome: FileOutcome | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """A run at one moment. ``error``: it ended early, and why; ``calling_off``: it ends soon; ``extra``: what
    is done beside the files, or waited for."""

    id: str
    again: bool
    lines: tuple[FileLine, ...]
    waits: bool
    ended: bool
    calling_off: bool
    error: str = ""
    extra: str = ""

    def count(self, *states: FileState) -> int:
        """How many files are in one of these states."""
        return sum(line.state in states for line in self.lines)

    @property
    def settled(self) -> int:
        """Files of which the run has said what became of them."""
        return self.count("done", "same", "scan", "problem")


Work = Callable[..., IngestReport]
"""Takes ``progress`` and ``stopped``."""


class Run:
    """One run. Thread-safe: the page looks at it while it is at work."""

    def __init__(
        self, work: Work, *, again: bool, folder: Path | None, names: Sequence[str]
    ) -> None:
        self.id = secrets.token_urlsafe(12)
        self.again = again
        self._work = work
        self._folder = folder
        self._lines = {name: FileLine(name) for name in names}
        self._guard = threading.Lock()
        self._off = threading.Event()
        self.behind = False
        """Another run was going on when this one was started."""
        self._begun = self._ended = False
        self._error = self._extra = ""

    def call_off(self) -> None:
        """No further file is taken in; what is done stays."""
        self._off.set()

    def look(self) -> Seen:
        """How it stands."""
        with self._guard:
            return Seen(
                self.id, self.again, tuple(self._lines.values()),
                self.behind and not self._begun, self._ended,
                self._off.is_set() and not self._ended, self._error, self._extra,
            )  # fmt: skip

    def run(self) -> None:
        """Does the work; errors that a person can act on are kept for the page."""
        self._begun = True
        try:
            self._until_done()
        except PolicyError as error:
            self._error = str(error)
        except Exception as error:
            log.exception("a run of files failed")
            self._error = f"程序出错：{error}。请把这条信息反馈给开发者。"
        finally:
            if self._folder is not None:
                shutil.rmtree(self._folder, ignore_errors=True)
            self._close()

    def _until_done(self) -> None:
        """While another program writes to the library the run waits for it; what is done stays done."""
        while not self._off.is_set():
            try:
                self._note(self._work(progress=self._tell, stopped=self._off.is_set))
                return
            except LibraryLocked as error:
                self._extra = error.reason
                self._off.wait(AGAIN_SECONDS)

    def _tell(self, done: int, total: int, source: str, stage: str) -> None:
        with self._guard:
            self._extra = "" if source else stage
            if not source:
                return
            line = self._lines.get(source, FileLine(source))
            if line.state not in SETTLED:
                self._lines[source] = replace(line, state=STAGES.get(stage, "reading"))

    def _note(self, report: IngestReport) -> None:
        with self._guard:
            for outcome in report.outcomes:
                line = self._lines.get(outcome.source, FileLine(outcome.source))
                self._lines[outcome.source] = replace(line, outcome=outcome)

    def _close(self) -> None:
        with self._guard:
            for source, line in self._lines.items():
                if line.state in ("waiting", "reading"):
                    self._lines[source] = replace(line, state="left")
            self._ended = True


class Intake:
    """The runs of one app, one at a time in the order they came in."""

    def __init__(self) -> None:
        self._runs: dict[str, Run] = {}
        self._queue: queue.Queue[Run] = queue.Queue()
        self._guard = threading.Lock()
        self._thread: threading.Thread | None = None

    def start(
        self, work: Work, *, again: bool = False, folder: Path | None = None,
        names: Collection[str] = (),
    ) -> Run:  # fmt: skip
        """Puts a run in the queue. ``folder`` is deleted when it ends; ``names``: files known beforehand."""
        run = Run(work, again=again, folder=folder, names=tuple(names))
        run.behind = self.at_work() is not None
        with self._guard:
            self._forget()
            self._runs[run.id] = run
            if self._thread is None:
                self._thread = threading.Thread(target=self._serve, name="intake", daemon=True)
                self._thread.start()
        self._queue.put(run)
        return run

    def find(self, run_id: str) -> Run | None:
        """A run by the name that only who started it knows; None where it is forgotten."""
        return self._runs.get(run_id)

    def at_work(self) -> Run | None:
        """The run that is going on, or the next one."""
        return next((run for run in list(self._runs.values()) if not run.look().ended), None)

    def settle(self, run: Run, seconds: float = 30.0) -> Seen:
        """Waits until a run has ended, for tests and short runs."""
        until = time.monotonic() + seconds
        while not (seen := run.look()).ended and time.monotonic() < until:
            time.sleep(0.02)
        return seen

    def _forget(self) -> None:
        ended = [i for i, run in self._runs.items() if run.look().ended]
        for run_id in ended[: max(0, len(ended) - KEPT)]:
            del self._runs[run_id]

    def _serve(self) -> None:
        while True:
            self._queue.get().run()
