"""txt → RawDocument: one block a line; a file that is hard-wrapped gives printed lines instead."""

from __future__ import annotations

import html
import re

from ingest.load.encoding import decode
from ingest.records import Block, RawDocument

_LINE_END = re.compile(r"\r\n|\r|\n|\f|\v|\x1c|\x1d|\x1e|\x85|\u2028|\u2029")
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,5}|#[xX][0-9a-fA-F]{2,5});")
"""A character as a web page writes it: text that was taken from one may keep &quot; and &nbsp;."""


def load(data: bytes, source: str) -> RawDocument:
    """Reads a text file; see :func:`ingest.load.load` for what it raises."""
    text, warnings = decode(data, source)
    lines = [_ENTITY.sub(_character, line) for line in _LINE_END.split(text)]
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


def _character(entity: re.Match[str]) -> str:
    """The character an entity stands for, a blank for &nbsp;; what is no name of one stays as it is. A line is never
    broken by it."""
    return " ".join(html.unescape(entity.group()).replace("\xa0", " ").splitlines()) or " "
