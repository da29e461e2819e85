"""txt → RawDocument: one block a line; a file that is hard-wrapped gives printed lines instead."""

from __future__ import annotations

import re

from ingest.load.encoding import decode
from ingest.records import Block, RawDocument

_LINE_END = re.compile(r"\r\n|\r|\n|\f|\v|\x1c|\x1d|\x1e|\x85|\u2028|\u2029")


def load(data: bytes, source: str) -> RawDocument:
    """Reads a text file; see :func:`ingest.load.load` for what it raises."""
    text, warnings = decode(data, source)
    lines = _LINE_END.split(text)
    blocks = tuple(
        Block(kind="paragraph", text=line.rstrip(), anchor=f"p{number}", centred=_is_centred(line))
        for number, line in enumerate(lines, start=1)
        if line.strip()
    )
    return RawDocument(source=source, format="txt", blocks=blocks, warnings=warnings)


def _is_centred(line: str) -> bool:
    """People centre titles in plain text with leading blanks: more than any paragraph indent."""
    body = line.strip()
    lead = line[: len(line) - len(line.lstrip())].replace("\u3000", "  ").expandtabs(4)
    return len(lead) >= 8 and len(body) <= 50
