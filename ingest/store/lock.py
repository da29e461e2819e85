"""One writer at a time: a lock file beside the database that says who holds it."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from ingest.errors import LibraryLocked


class WriterLock:
    """The one-writer lock of a data folder: re-entrant in a thread, exclusive across all else."""

    def __init__(self, folder: Path, seconds: float) -> None:
        self._folder = folder
        self._holder = folder / "writer.json"
        self._seconds = seconds
        self._lock = FileLock(folder / "writer.lock")

    @contextmanager
    def held(self, *, seconds: float | None = None) -> Iterator[None]:
        """Holds the lock; waits as long as the settings say unless ``seconds`` is given.

        Raises:
            LibraryLocked: another process is writing; the message names it.
        """
        try:
            self._lock.acquire(timeout=self._seconds if seconds is None else seconds)
        except Timeout as error:
            raise LibraryLocked(
                f"资料库 {self._folder} 正在被另一个进程写入{self._who()}。",
                "请等它结束后再试，或先关闭它；等待时间由 LOCK_SECONDS 设定。",
            ) from error
        outermost = self._lock.lock_counter == 1
        try:
            if outermost:
                self._sign()
            yield
        finally:
            if outermost:
                with contextlib.suppress(OSError):
                    self._holder.unlink(missing_ok=True)
            self._lock.release()

    def _sign(self) -> None:
        """Writes who holds the lock. A help for people: failing to write it changes nothing."""
        me = {
            "pid": os.getpid(),
            "command": subprocess.list2cmdline(sys.orig_argv)[:300],
            "since": dt.datetime.now().astimezone().isoformat(timespec="seconds"),
        }
        with contextlib.suppress(OSError):
            self._holder.write_text(json.dumps(me, ensure_ascii=False), encoding="utf-8")

    def _who(self) -> str:
        try:
            holder = json.loads(self._holder.read_text(encoding="utf-8"))
            return f"（进程 {holder['pid']}，命令 {holder['command']}，自 {holder['since']} 起）"
        except (OSError, ValueError, KeyError, TypeError):
            return ""
