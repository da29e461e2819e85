"""How much memory a worker uses, on Linux, macOS and Windows, without a further package."""

from __future__ import annotations

import sys
from pathlib import Path

_MB = 2**20


def used_mb(pid: int) -> float:
    """Resident memory of a process in MB; 0 where it has ended or cannot be asked."""
    try:
        if sys.platform == "win32":
            return _windows(pid)
        if sys.platform == "darwin":
            return _ps(pid)
        return _proc(pid)
    except (OSError, ValueError, IndexError):
        return 0.0


def limit_own_memory(megabytes: int) -> None:
    """Caps the address space of this process, where the system knows such a cap.

    A second line behind the caller's watch: it catches one huge allocation between two looks. The
    cap is well above the limit because address space is more than memory in use.
    """
    if sys.platform != "linux":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    cap = (3 * megabytes + 2048) * _MB
    if hard == resource.RLIM_INFINITY or cap < hard:
        resource.setrlimit(resource.RLIMIT_AS, (cap, hard))


def _proc(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _ps(pid: int) -> float:
    import subprocess

    shown = subprocess.run(
        ["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return int(shown.stdout.strip() or 0) / 1024


def _windows(pid: int) -> float:
    import ctypes
    from ctypes import wintypes

    class Counters(ctypes.Structure):
        _fields_ = [
            ("cb", wintypes.DWORD),
            ("PageFaultCount", wintypes.DWORD),
            *((f"size{n}", ctypes.c_size_t) for n in range(8)),
        ]

    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined, unused-ignore]
    kernel.OpenProcess.restype = wintypes.HANDLE
    handle = kernel.OpenProcess(0x1000 | 0x0010, False, pid)  # query limited, read
    if not handle:
        return 0.0
    try:
        counters = Counters()
        counters.cb = ctypes.sizeof(counters)
        kernel.K32GetProcessMemoryInfo(wintypes.HANDLE(handle), ctypes.byref(counters), counters.cb)
        return float(counters.size1) / _MB  # PeakWorkingSetSize comes first, then WorkingSetSize
    finally:
        kernel.CloseHandle(wintypes.HANDLE(handle))
