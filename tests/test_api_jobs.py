"""Uploads wait their turn, are stopped between files, and say why they failed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.api import jobs as module
from assistant.api.jobs import Job, Jobs
from ingest.errors import LibraryLocked, UnknownId
from ingest.records import FileOutcome, IngestReport


def until(done: Callable[[], bool]) -> None:
    for _ in range(400):
        if done():
            return
        time.sleep(0.005)
    raise AssertionError("it did not come to pass")


def submit(jobs: Jobs, folder: Path, *names: str) -> Job:
    paths = [folder / name for name in names]
    folder.mkdir(exist_ok=True)
    for path in paths:
        path.write_text("x", encoding="utf-8")
    return jobs.submit(folder, paths)


def test_a_cancelled_job_keeps_what_it_took_in_and_leaves_no_files(tmp_path: Path) -> None:
    taken: list[str] = []
    going, go_on = threading.Event(), threading.Event()

    def add(paths: list[Path], progress: Any, stopped: Any) -> IngestReport:
        for n, path in enumerate(paths, 1):
            if stopped():
                break
            taken.append(path.name)
            progress(n, len(paths), path.name, "完成")
            going.set()
            assert go_on.wait(5)
        return IngestReport(tuple(FileOutcome(name, "indexed") for name in taken))

    jobs = Jobs(add)
    first = submit(jobs, tmp_path / "1", "a.txt", "b.txt", "c.txt")
    second = submit(jobs, tmp_path / "2", "d.txt")
    assert going.wait(5) and second.state == "waiting"
    assert jobs.cancel(second.id).state == "cancelled"
    jobs.cancel(first.id)
    go_on.set()
    until(lambda: first.state == "cancelled" and not (tmp_path / "1").exists())
    assert taken == ["a.txt"]
    assert [o["source"] for o in first.as_json()["outcomes"]] == taken
    until(lambda: not (tmp_path / "2").exists())
    assert [job.id for job in jobs.all()] == [second.id, first.id]


def test_somebody_else_who_writes_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "AGAIN_SECONDS", 0.01)
    tries: list[int] = []

    def add(paths: list[Path], progress: Any, stopped: Any) -> IngestReport:
        tries.append(1)
        if len(tries) < 3:
            raise LibraryLocked("资料库正在被写入。")
        return IngestReport((FileOutcome("a.txt", "indexed"),))

    job = submit(Jobs(add), tmp_path / "1", "a.txt")
    until(lambda: job.state == "done")
    assert len(tries) == 3 and job.outcomes[0].source == "a.txt"


def test_a_run_that_breaks_says_so_and_the_next_goes_on(tmp_path: Path) -> None:
    def add(paths: list[Path], progress: Any, stopped: Any) -> IngestReport:
        if paths[0].name == "a.txt":
            raise RuntimeError("secret")
        return IngestReport(())

    jobs = Jobs(add)
    bad, good = submit(jobs, tmp_path / "1", "a.txt"), submit(jobs, tmp_path / "2", "b.txt")
    until(lambda: good.state == "done")
    assert bad.state == "failed" and bad.remedy and "secret" not in bad.reason
    with pytest.raises(UnknownId):
        jobs.get("nothing")
