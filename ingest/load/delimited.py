"""csv and tsv → RawDocument: one table, whatever parts its columns and however its words are quoted."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from ingest.errors import ParseLimit
from ingest.load.encoding import decode
from ingest.load.sheet_grid import Grid, Shown, blocks_of, titled
from ingest.records import RawDocument

MOST_CELLS = 300_000
"""Cells with words in one file."""
# What parts columns, most usual first; the full-width comma only where a person wrote the file.
_DELIMITERS = (",", "\t", ";", "|", "，")
_SAMPLE_ROWS = 200
_SAMPLE = 200_000
"""Characters in which the delimiter is looked for."""
_LONGEST_QUOTED = 200
"""Lines of one quoted cell beyond which its quote was never closed."""
# A first line by which Excel is told the delimiter.
_SEP = re.compile(r"^sep=(.)\r?\n", re.I)
_LINE_END = re.compile(r"\r\n|\r|\n")


def load(data: bytes, source: str) -> RawDocument:
    """Reads a table; see :func:`ingest.load.load` for what it raises."""
    text, warnings = decode(data, source)
    text = text.replace("\x00", "")
    told = _SEP.match(text)
    text = text[told.end() :] if told else text
    delimiter = told[1] if told else _delimiter(text)
    cells: dict[tuple[int, int], Shown] = {}
    for row, line in enumerate(_rows(text, delimiter)):
        for column, words in enumerate(line):
            if words.strip():
                cells[row, column] = Shown(words.strip())
        if len(cells) > MOST_CELLS:
            raise ParseLimit(
                f"“{source}”的表格过大（超过 {MOST_CELLS} 个单元格）。",
                "请拆分文件，或删去与工作无关的数据后重新添加。",
            )
    blocks = titled(blocks_of(Grid(cells), 0, parted=False), 1)
    return RawDocument(source=source, format="csv", blocks=tuple(blocks), warnings=warnings)


def _delimiter(text: str) -> str:
    """The one that parts most rows into the same number of columns, and more than one."""
    sample = text[:_SAMPLE]
    best, found = 0.0, ","
    for delimiter in _DELIMITERS:
        rows = [
            r for r in islice(_parsed(sample, delimiter), _SAMPLE_ROWS) if any(map(str.strip, r))
        ]
        widths = Counter(len(row) for row in rows)
        wide = {width: count for width, count in widths.items() if width > 1}
        if not wide or (delimiter == "，" and len(rows) < 2):  # one line of prose has commas, too
            continue
        width, count = max(wide.items(), key=lambda item: (item[1], item[0]))
        score = count / len(rows) + min(width, 20) / 1000
        if score > best + 0.05:  # a later one must be clearly better
            best, found = score, delimiter
    return found


def _rows(text: str, delimiter: str) -> list[list[str]]:
    """All rows; where a quote is never closed, quotes mean nothing."""
    rows = list(_parsed(text, delimiter))
    if any(words.count("\n") > _LONGEST_QUOTED for row in rows for words in row):
        return [line.split(delimiter) for line in _LINE_END.split(text)]
    return rows


def _parsed(text: str, delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(2**31 - 1)
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
