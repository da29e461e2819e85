from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest

from ingest.errors import LibraryLocked
from ingest.store.lock import WriterLock


def test_the_second_writer_is_told_who_the_first_is(tmp_path: Path) -> None:
    first, second = WriterLock(tmp_path, 5), WriterLock(tmp_path, 0.05)
    with first.held():
        with pytest.raises(LibraryLocked) as caught, second.held():
            pass
        assert f"进程 {os.getpid()}" in caught.value.reason and "pytest" in caught.value.reason
        assert str(tmp_path) in caught.value.reason and "LOCK_SECONDS" in caught.value.remedy
    with second.held():
        pass


def test_it_is_reentrant_in_a_thread_and_exclusive_between_threads(tmp_path: Path) -> None:
    lock = WriterLock(tmp_path, 0.05)
    results: list[str] = []

    def other() -> None:
        try:
            with lock.held():
                results.append("in")
        except LibraryLocked:
            results.append("locked")

    with lock.held():
        with lock.held():
            assert (tmp_path / "writer.json").is_file()
        assert (tmp_path / "writer.json").is_file(), "the outer one still holds it"
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert not (tmp_path / "writer.json").exists()
    thread = threading.Thread(target=other)
    thread.start()
    thread.join()
    assert results == ["locked", "in"]


def test_an_error_inside_lets_go(tmp_path: Path) -> None:
    lock = WriterLock(tmp_path, 0.05)
    with pytest.raises(RuntimeError), lock.held():
        raise RuntimeError
    with WriterLock(tmp_path, 0.05).held():
        pass


def test_a_killed_holder_holds_nothing(tmp_path: Path) -> None:
    code = textwrap.dedent("""
        import sys, time
        from pathlib import Path
        from ingest.store.lock import WriterLock
        with WriterLock(Path(sys.argv[1]), 5).held():
            print("held", flush=True)
            time.sleep(60)
    """)
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    with process, process.stdout:
        assert process.stdout.readline() == "held\n"
        with pytest.raises(LibraryLocked) as caught, WriterLock(tmp_path, 0.05).held():
            pass
        assert f"进程 {process.pid}" in caught.value.reason
        process.kill()
        process.wait()
    began = time.monotonic()
    with WriterLock(tmp_path, 5).held():
        assert time.monotonic() - began < 2
