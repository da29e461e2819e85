"""What damaged and hostile files do to a library: each becomes an outcome, and none harms the rest."""

from __future__ import annotations

import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Any

from eval.bench.damage import File, damaged
from eval.bench.hostile import hostile
from ingest.pipeline import ingest_paths, open_store
from ingest.records import FileOutcome, IngestReport
from ingest.settings import Settings

SECONDS = 30.0
"""Limit of reading per file."""
MISTAKE = "程序出错"
"""Words of the outcome of a file on which the program itself failed."""
_TICK = 0.1
"""Seconds between two looks at the workers."""
SLOW = 10
"""Slowest files listed."""
GOOD = "云溪区完好的工作要点.txt"
GOOD_TEXT = """云溪区教育局2026年工作要点

一、推进教育公平
1. 提高经费标准。2026年，云溪区义务教育阶段初中生均公用经费达到1234元。
2. 召开现场会。9月份，召开云溪区课后服务现场会，由基础教育科牵头。
"""
QUESTION = "云溪区初中生均公用经费标准"


def run(folder: Path) -> dict[str, Any]:
    """Damages a folder's documents, adds the hostile ones, takes all in and looks at what became of them."""
    return take_in(chain(damaged(folder), hostile()))


def take_in(files: Iterable[File]) -> dict[str, Any]:
    """Figures of one run over the files in a library of its own; ``violations`` must be empty."""
    with tempfile.TemporaryDirectory(prefix="edu-policy-", ignore_cleanup_errors=True) as room:
        bad = Path(room, "damaged")
        bad.mkdir()
        unwritable = _write(files, bad)
        settings = Settings(data_dir=Path(room, "data"), parse_seconds=SECONDS)
        clock = Clock(settings.parse_workers)
        with Watch() as watch:
            report = ingest_paths([bad], settings, progress=clock)
        good = Path(room, GOOD)
        good.write_text(GOOD_TEXT, encoding="utf-8")
        added = ingest_paths([good], settings)
        violations = [*_faults(report), *_damage(settings, added)]
    statuses = Counter(outcome.status for outcome in report.outcomes)
    return {
        "files": len(report.outcomes),
        "unwritable": unwritable,
        "seconds": round(report.seconds, 1),
        **{s: statuses[s] for s in ("indexed", "failed", "needs_ocr", "empty", "unsupported")},
        "slowest": clock.slowest(SLOW),
        "worker_peak_mb": watch.peak_mb,
        "stopped": [o.source for o in report.outcomes if "已停止" in o.reason],
        "violations": violations,
    }


def _write(files: Iterable[File], folder: Path) -> list[str]:
    """Writes the files; the names that this system does not allow."""
    refused = []
    for name, data in files:
        try:
            (folder / name).write_bytes(data)
        except (OSError, UnicodeError):
            refused.append(repr(name))
    return refused


class Clock:
    """Seconds per file, from the order in which files finish: workers take them in turn."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._finished: list[tuple[float, str]] = []
        self._began = time.monotonic()

    def __call__(self, done: int, total: int, source: str, stage: str) -> None:
        """One step, as ``ingest_paths`` reports it."""
        if stage in ("完成", "失败"):
            self._finished.append((time.monotonic(), source))

    def slowest(self, count: int) -> list[dict[str, Any]]:
        """Files that took longest, storing included; those that waited for others look slower."""
        order = sorted(source for _, source in self._finished)
        ends = [end for end, _ in self._finished]
        begins = dict(zip(order, [self._began] * self._workers + ends, strict=False))
        spent = sorted(((end - begins[s], s) for end, s in self._finished), reverse=True)
        return [{"file": source, "seconds": round(s, 1)} for s, source in spent[:count]]


def _faults(report: IngestReport) -> list[str]:
    """Outcomes that say too little, or that are the program's own mistake."""
    return [f"{o.source}: {fault}" for o in report.outcomes if (fault := _fault(o))]


def _fault(outcome: FileOutcome) -> str:
    if MISTAKE in outcome.reason:
        return outcome.reason
    if outcome.status != "indexed" and not (outcome.reason and outcome.remedy):
        return "no reason or no remedy"
    return ""


def _damage(settings: Settings, added: IngestReport) -> list[str]:
    """What the run has broken: the library's agreement with itself, or the finding of a good file."""
    from assistant import PolicyAssistant

    found = [] if added.ok else [f"good document: {added.outcomes[0].reason}"]
    with open_store(settings) as store:
        health = store.check()
    if not health.ok:
        found.append(f"check: {health}")
    with PolicyAssistant.open(settings) as assistant:
        if GOOD not in [hit.source for hit in assistant.search(QUESTION, k=10)]:
            found.append("the good document is not found")
    return found


class Watch:
    """Looks at the memory of the workers while a run goes on; knows nothing where /proc is missing."""

    def __init__(self) -> None:
        self._peak = 0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._done.set()
        self._thread.join()

    @property
    def peak_mb(self) -> int | None:
        """The largest resident memory of any worker so far."""
        return self._peak // 1024 or None

    def _look(self) -> None:
        while not self._done.wait(_TICK):
            for child in _children():
                self._peak = max(self._peak, peak_kb(child))


def _children() -> list[str]:
    tasks = Path("/proc/self/task")
    try:
        return [pid for task in tasks.iterdir() for pid in (task / "children").read_text().split()]
    except OSError:
        return []


def peak_kb(pid: str) -> int:
    """The largest resident memory a process has had; 0 where /proc does not tell."""
    try:
        status = Path("/proc", pid, "status").read_text(encoding="utf-8")
        return int(status.partition("VmHWM:")[2].split()[0])
    except (OSError, ValueError, IndexError):
        return 0
