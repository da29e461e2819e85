"""What the worker tests let a worker do; importable by name in a fresh interpreter."""

from __future__ import annotations

import os
import time

from ingest.errors import NoText


def double(number: int) -> int:
    return 2 * number


def refuse(name: str) -> None:
    raise NoText(f"“{name}”是空文件。", "请换一个文件。")


def blunder(name: str) -> None:
    raise ZeroDivisionError(name)


def die(name: str) -> None:
    os._exit(9)


def sleep(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def eat(megabytes: int) -> int:
    data = bytearray(megabytes * 2**20)
    for at in range(0, len(data), 4096):
        data[at] = 1
    time.sleep(2)
    return len(data)
