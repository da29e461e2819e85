"""Check sums of the graph files of an embedded Chroma, written after every update and checked before it
is opened: a file that a power cut left half written, or that was damaged since, does not raise an error
in Chroma 1.5.9, it ends the whole process (seen with a cut length.bin and one changed byte in header.bin).
"""

from __future__ import annotations

import json
import zlib
from pathlib import Path

NAME = "seal.json"
PIECE = 1 << 20
ROWS = "index_metadata.pickle"
"""Stands beside a graph that holds rows. Below Chroma's threshold (1,000 rows) the graph on the disk is
empty, and every process that opens it makes it anew, its unused places filled with whatever is in memory."""
HEADER = "header.bin"


def write(folder: Path) -> None:
    """Notes the graph files as they are now; they change only while rows are written."""
    temporary = folder / (NAME + ".part")
    temporary.write_text(json.dumps(_sums(folder)), encoding="utf-8")
    temporary.replace(folder / NAME)


def broken(folder: Path) -> str:
    """Which graph file is not as it was noted; empty where all are."""
    found = _sums(folder)
    if not found:
        return ""
    try:
        noted = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return NAME
    if not isinstance(noted, dict):
        return NAME
    return next((n for n in {**found, **noted} if found.get(n) != noted.get(n)), "")


def _sums(folder: Path) -> dict[str, int]:
    """File → check sum, for the files in the folders of the collections; of an empty graph its header
    alone keeps its bytes, the other files only their size."""
    files = sorted(path for path in folder.glob("*/*") if path.is_file())
    return {path.relative_to(folder).as_posix(): _sum(path) for path in files}


def _sum(path: Path) -> int:
    lasting = path.name == HEADER or (path.parent / ROWS).exists()
    return _crc(path) if lasting else path.stat().st_size


def _crc(path: Path) -> int:
    value = 0
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            value = zlib.crc32(piece, value)
    return value
