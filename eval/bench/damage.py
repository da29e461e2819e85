"""Damaged copies of real documents: cut, flipped, under a wrong name. The same seed, the same files."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

SUFFIXES = (".docx", ".pdf", ".html", ".md", ".txt")
"""One document of each kind is also named as each of the others."""
OTHER_SUFFIXES = (".doc", ".xlsx", ".png", ".zip", "")
CUTS = 10
FLIPS = (1, 10, 1000)
LARGEST = 2 * 2**20
"""Larger documents are left out: cutting them up would fill the disk."""

File = tuple[str, bytes]
"""A name and what the file holds."""


def damaged(folder: Path, seed: int = 7) -> Iterator[File]:
    """Every document of a folder, damaged in every way."""
    chance = random.Random(seed)
    paths = [p for p in sorted(folder.rglob("*")) if p.suffix.lower() in SUFFIXES]
    paths = [p for p in paths if p.is_file() and p.stat().st_size <= LARGEST]
    for number, path in enumerate(paths):
        data = path.read_bytes()
        for name, content in (*_cut(data), *_flipped(data, chance)):
            yield f"{number:02d}-{name}{path.suffix}", content
    for suffix in SUFFIXES:
        yield f"空{suffix}", b""
        yield f"全零{suffix}", bytes(4096)
        one = next((p for p in paths if p.suffix.lower() == suffix), None)
        if one is not None:
            yield from _misnamed(one.read_bytes(), suffix)


def _cut(data: bytes) -> Iterator[File]:
    for step in range(1, CUTS + 1):
        yield f"截断{step}", data[: len(data) * step // (CUTS + 1)]
    yield "只有文件头", data[:8]
    yield "去头", data[64:]


def _flipped(data: bytes, chance: random.Random) -> Iterator[File]:
    for count in FLIPS:
        broken = bytearray(data)
        for _ in range(count):
            broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
        yield f"翻转{count}", bytes(broken)
    middle = len(data) // 2
    yield "中段清零", data[:middle] + bytes(min(2000, middle)) + data[middle + 2000 :]


def _misnamed(data: bytes, suffix: str) -> Iterator[File]:
    for wrong in (*SUFFIXES, *OTHER_SUFFIXES):
        if wrong != suffix:
            yield f"错名-{suffix[1:]}当作{wrong[1:] or '无'}{wrong}", data
