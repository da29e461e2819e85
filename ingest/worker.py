"""Runs the reading of files in worker processes with limits of time and memory per file.

PDFium aborts the process when two threads use it, and a damaged file can hang or eat all memory. The
workers are plain interpreters that speak pickles over their standard streams: unlike
``multiprocessing`` with spawn, nothing imports the caller's ``__main__`` again, so a pool may be
opened from an app, a thread or a script without a main guard, on Windows too.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import shutil
import struct
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from ingest.errors import DamagedFile, DocumentError, ParseLimit
from ingest.process_tree import end_tree_windows
from ingest.settings import Settings
from ingest.worker_memory import limit_own_memory, used_mb

_HEADER = struct.Struct("<Q")
_TICK = 0.2
"""Seconds between two looks at the clock and at the memory of the workers."""
_START_SECONDS = 120.0
"""An interpreter that has not begun its job by then will not begin it."""
_GRACE = 2.0
"""Seconds that a busy worker gets to end what it has started itself."""
_CHILD = (
    "import sys; sys.path[:] = {path!r}; from ingest.worker import serve; serve({memory}, {gentle})"
)


class ParsePool:
    """Up to ``settings.parse_workers`` processes, kept from file to file, replaced when they die.

    Use it as a context manager and from one thread at a time.
    """

    def __init__(self, settings: Settings, *, gentle: bool = False) -> None:
        """``gentle``: the workers give way to everything else on the machine."""
        self._settings = settings
        self._gentle = gentle
        self._events: queue.SimpleQueue[tuple[_Worker, Any]] = queue.SimpleQueue()
        self._workers: list[_Worker] = []
        self._looked = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends all workers, busy ones too."""
        for worker in self._workers:
            worker.kill()
        self._workers.clear()

    def interrupt(self) -> None:
        """Kills the workers that have a job, whose result is then a DamagedFile; from any thread."""
        for worker in [w for w in self._workers if w.job is not None]:
            worker.process.kill()

    def map(
        self,
        function: Callable[[Any], Any],
        jobs: Sequence[Any],
        *,
        stopped: Callable[[], bool] = lambda: False,
        begun: Callable[[int], None] = lambda index: None,
    ) -> Iterator[tuple[int, Any | DocumentError]]:
        """Yields ``(index of the job, result)`` as jobs finish.

        A result is what ``function(job)`` returned, or the DocumentError that tells why there is
        none: the one it raised, ParseLimit, DamagedFile for a worker that died, or a plain
        DocumentError for a mistake in the program, whose traceback goes to stderr.

        Args:
            function: importable by name in a fresh interpreter (not from ``__main__``).
            jobs: picklable; ``source`` or ``path``, where a job has one, names it in messages.
            stopped: once it says so no further result comes, and jobs at work are given up.
            begun: called with the index of a job when a worker has begun it.
        """
        waiting = list(range(len(jobs) - 1, -1, -1))
        unfinished = len(jobs)
        try:
            while unfinished and not stopped():
                self._hand_out(function, jobs, waiting)
                for index, result in self._collect(jobs, begun):
                    unfinished -= 1
                    yield index, result
                    if stopped():
                        return
        finally:
            for worker in [w for w in self._workers if w.job is not None]:
                self._drop(worker)

    def _hand_out(
        self, function: Callable[[Any], Any], jobs: Sequence[Any], waiting: list[int]
    ) -> None:
        while waiting:
            worker = next((w for w in self._workers if w.job is None), None)
            if worker is None:
                if len(self._workers) >= self._settings.parse_workers:
                    return
                worker = _Worker(self._events, self._settings.parse_memory_mb, self._gentle)
                self._workers.append(worker)
            index = waiting.pop()
            if not worker.give(index, function, jobs[index]):
                self._drop(worker)
                waiting.append(index)

    def _collect(
        self, jobs: Sequence[Any], begun: Callable[[int], None]
    ) -> Iterator[tuple[int, Any]]:
        """Whatever has happened within one tick: results, deaths, limits."""
        if time.monotonic() - self._looked > _TICK:
            self._looked = time.monotonic()
            yield from self._over_limit(jobs)
        try:
            worker, message = self._events.get(timeout=_TICK)
        except queue.Empty:
            return
        if worker not in self._workers or worker.job is None:
            return
        if message is None:
            yield worker.job, self._died(worker, jobs[worker.job])
            self._drop(worker)
        elif message == "begun":
            worker.begun = time.monotonic()
            begun(worker.job)
        else:
            index, worker.job = worker.job, None
            yield index, _result(message, jobs[index])

    def _over_limit(self, jobs: Sequence[Any]) -> Iterator[tuple[int, Any]]:
        for worker in [w for w in self._workers if w.job is not None]:
            error = self._limit(worker, _name(jobs[worker.job or 0]))
            if error is not None:
                index = worker.job
                self._drop(worker)
                assert index is not None
                yield index, error

    def _limit(self, worker: _Worker, name: str) -> ParseLimit | None:
        settings, now = self._settings, time.monotonic()
        seconds = settings.parse_seconds
        if worker.begun is None:
            late = now - worker.given > _START_SECONDS + seconds
        else:
            late = now - worker.begun > seconds
        if late:
            return ParseLimit(
                f"“{name}”读取超过 {seconds:g} 秒，已停止。",
                "请拆分文件，或调大环境变量 PARSE_SECONDS。",
            )
        if used_mb(worker.process.pid) > settings.parse_memory_mb:
            return _too_much_memory(name, settings.parse_memory_mb)
        return None

    def _died(self, worker: _Worker, job: Any) -> DocumentError:
        code = worker.process.wait()
        return DamagedFile(
            f"“{_name(job)}”使读取程序异常退出（代码 {code}），文件很可能已损坏。",
            "请用原软件打开并另存后再添加。",
        )

    def _drop(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.kill()


class _Worker:
    """One interpreter: its process, its job, the thread that listens to it and its temporary folder,
    which goes with it, however it ends."""

    def __init__(
        self, events: queue.SimpleQueue[tuple[_Worker, Any]], memory_mb: int, gentle: bool
    ) -> None:
        path = [p or str(Path.cwd()) for p in sys.path]
        code = _CHILD.format(path=path, memory=memory_mb, gentle=gentle)
        slow = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0) if gentle else 0
        self._folder = tempfile.mkdtemp(prefix="edu-policy-")
        self.process = subprocess.Popen(
            [sys.executable, "-X", "utf8", "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), self._folder)},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0) | slow,
        )
        self.job: int | None = None
        self.given = 0.0
        self.begun: float | None = None
        self._events = events
        threading.Thread(target=self._listen, daemon=True).start()

    def give(self, index: int, function: Callable[[Any], Any], job: Any) -> bool:
        """Sends a job; False where the worker is gone."""
        assert self.process.stdin is not None
        message = pickle.dumps((function, job))
        try:
            _send(self.process.stdin, message)
        except OSError:
            return False
        self.job, self.given, self.begun = index, time.monotonic(), None
        return True

    def kill(self) -> None:
        """Ends the process, and what it has started; its listener ends with it."""
        if self.job is not None:
            self._end_children()
        self.process.kill()
        self.process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)
        if self.process.stdin is not None:
            with contextlib.suppress(OSError):
                self.process.stdin.close()

    def _end_children(self) -> None:
        """A busy worker may wait for a converter: told to stop, it ends that (see ``serve``)."""
        if sys.platform == "win32":
            end_tree_windows(self.process.pid)
            return
        self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(_GRACE)

    def _listen(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as stream:
            while (data := _receive(stream)) is not None:
                self._events.put((self, pickle.loads(data)))
        self._events.put((self, None))


def _send(stream: IO[bytes], data: bytes) -> None:
    stream.write(_HEADER.pack(len(data)))
    stream.write(data)
    stream.flush()


def _receive(stream: IO[bytes]) -> bytes | None:
    """One message; None where the other side has gone."""
    head = stream.read(_HEADER.size)
    if len(head) < _HEADER.size:
        return None
    (size,) = _HEADER.unpack(head)
    data = stream.read(size)
    return data if len(data) == size else None


def _name(job: Any) -> str:
    return str(getattr(job, "source", "") or getattr(job, "path", "") or job)


def _too_much_memory(name: str, limit: int) -> ParseLimit:
    return ParseLimit(
        f"“{name}”读取时占用内存超过 {limit} MB，已停止。",
        "请拆分文件，或调大环境变量 PARSE_MEMORY_MB。",
    )


def _result(message: tuple[str, Any], job: Any) -> Any:
    kind, content = message
    if kind == "memory":
        return _too_much_memory(_name(job), content)
    if kind != "mistake":
        return content
    print(content, file=sys.stderr)
    last = content.strip().splitlines()[-1]
    return DocumentError(
        f"“{_name(job)}”处理时程序出错：{last}。",
        "这是程序的缺陷，请把文件和这条信息反馈给开发者。",
    )


# --- inside a worker --------------------------------------------------------------------------


def serve(memory_mb: int, gentle: bool = False) -> None:
    """The life of a worker: jobs in on stdin, results out on what was stdout."""
    import signal

    if gentle and hasattr(os, "nice"):  # Windows sets the priority from outside, at the start
        os.nice(10)

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent to handle
    # SystemExit runs every ``finally``: a converter is ended, its folder deleted.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(1))
    limit_own_memory(memory_mb)
    incoming = sys.stdin.buffer
    outgoing = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not mix with the results
    while (data := _receive(incoming)) is not None:
        try:
            _send(outgoing, pickle.dumps("begun"))
            _send(outgoing, _run(data, memory_mb))
        except OSError:
            return


def _run(data: bytes, memory_mb: int) -> bytes:
    try:
        function, job = pickle.loads(data)
        return pickle.dumps(("result", function(job)))
    except DocumentError as error:
        return pickle.dumps(("result", error))
    except MemoryError:
        return pickle.dumps(("memory", memory_mb))
    except Exception:
        return pickle.dumps(("mistake", traceback.format_exc()))
