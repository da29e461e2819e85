"""Starts programs that start others, and ends them all: LibreOffice runs in a child of its launcher."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

_NO_WINDOW: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)
_PATIENCE = 5.0
"""Seconds given to what has been killed."""


def start_tree(
    command: Sequence[str], *, folder: Path, env: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    """Starts a program, without a shell and without input, that ``end_tree`` can end with all it
    starts. What it prints goes nowhere. Raises OSError where it cannot be started."""
    return subprocess.Popen(
        list(command),
        cwd=folder,
        env=dict(env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Windows knows no sessions and ignores it
        creationflags=_NO_WINDOW,
    )


def end_tree(process: subprocess.Popen[bytes]) -> None:
    """Ends a program of ``start_tree`` and all it started, also where it has ended itself before."""
    if sys.platform == "win32":
        end_tree_windows(process.pid)
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(OSError):
        process.kill()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(_PATIENCE)


def end_tree_windows(pid: int) -> None:
    """Ends a process and its descendants by the program that every Windows has for it."""
    with contextlib.suppress(OSError, subprocess.TimeoutExpired):
        subprocess.run(
            ["taskkill", "/T", "/F", "/PID", str(pid)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
            creationflags=_NO_WINDOW,
            check=False,
        )
