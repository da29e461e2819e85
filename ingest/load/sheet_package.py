"""The parts of an xlsx: its sheets, the words of its cells, their looks and what is hidden.

Read as a stream with lxml, not by openpyxl: openpyxl makes an object for every place of a merged
range (``A1:XFD1048576`` in a file of 2 KB takes all memory) and refuses styles that other office
programs write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from ingest.errors import DamagedFile, ParseLimit
from ingest.load.package import (
    BROKEN,
    MAX_PART,
    damaged,
    open_zip,
    read_part,
    relations,
    targets,
    too_large,
)
from ingest.load.sheet_grid import Merge, Place, Shown
from ingest.load.sheet_values import BUILT_IN, number_words

MOST_CELLS = 300_000
"""Cells with words in one file."""
MOST_MERGES = 50_000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"^\$?([A-Z]{1,3})\$?(\d{1,7})$")
_BOOLEANS = {"0": "FALSE", "1": "TRUE"}


@dataclass(slots=True)
class Sheet:
    """One worksheet as its part has it; rows and columns count from 0."""

    cells: dict[Place, Shown] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    """First and last of each run."""
    uncounted: int = 0
    """Formulas whose value the file does not hold."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell style shows numbers and words."""

    code: str = ""
    bold: bool = False
    size: float | None = None
    centred: bool = False


class Workbook:
    """An open xlsx. Raises DamagedFile, EncryptedFile or ParseLimit as its parts are read."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self.archive = open_zip(data, name)
        self.names = set(self.archive.namelist())
        main = next(iter(relations(self.archive, "", name).get("officeDocument", [])), "")
        self.main = main if main in self.names else "xl/workbook.xml"
        if self.main not in self.names:
            raise DamagedFile(f"“{name}”里没有工作表。", "请确认文件类型，另存为 xlsx 后重新添加。")
        root = read_part(self.archive, self.main, name)
        places = targets(self.archive, self.main, name)
        self.sheets = [
            (s.get("name") or "", s.get("state") or "visible", places.get(_id(s), ""))
            for s in root.iter("{*}sheet")
        ]
        if not self.sheets:
            raise damaged(name)
        self.from_1904 = any(_true(p.get("date1904")) for p in root.iter("{*}workbookPr"))
        self._budget = MOST_CELLS
        self._strings = self._shared_strings()
        self._looks = self._styles()

    def sheet(self, part: str) -> Sheet:
        """Reads one worksheet; more cells than the file may hold raise ParseLimit."""
        found = Sheet()
        row = -1
        for tag, element in self._stream(part, ("row", "mergeCell", "col")):
            if tag == "row":
                row = self._row(element, row + 1, found)
            elif tag == "col":
                if _true(element.get("hidden")):
                    first, last = _whole(element.get("min")), _whole(element.get("max"))
                    found.hidden_columns.append((first - 1, min(last, LAST_COLUMN) - 1))
            elif (merge := merge_of(element.get("ref") or "")) is not None:
                found.merges.append(merge)
                if len(found.merges) > MOST_MERGES:
                    raise self._too_many()
        return found

    def beside(self, part: str, kind: str) -> list[Any]:
        """The roots of the parts that a sheet refers to: ``comments``, ``drawing``."""
        there = relations(self.archive, part, self.name).get(kind, [])
        return [read_part(self.archive, p, self.name) for p in there if p in self.names]

    def _row(self, element: Any, expected: int, found: Sheet) -> int:
        row = min(_whole(element.get("r"), expected + 1), LAST_ROW) - 1
        if _true(element.get("hidden")):
            found.hidden_rows.add(row)
        column = -1
        for cell in element.iterchildren("{*}c"):
            place = place_of(cell.get("r") or "")
            column = column + 1 if place is None else place[1]
            shown = self._shown(cell, found)
            if shown is not None and shown.text.strip():
                found.cells[row, column] = shown
                self._budget -= 1
                if self._budget < 0:
                    raise self._too_many()
        return row

    def _shown(self, cell: Any, found: Sheet) -> Shown | None:
        kind = cell.get("t") or "n"
        look = self._looks.get(_whole(cell.get("s")), Look())
        if kind == "inlineStr":
            text = "".join(map(rich_text, cell.iterchildren("{*}is")))
        else:
            raw = next((v.text or "" for v in cell.iterchildren("{*}v")), "").strip("\r\n")
            if not raw:
                found.uncounted += next(cell.iterchildren("{*}f"), None) is not None
                return None
            text = self._words(kind, raw, look)
        return Shown(text.replace("\r\n", "\n"), look.bold, look.size, look.centred)

    def _words(self, kind: str, raw: str, look: Look) -> str:
        if kind == "s":
            index = _whole(raw, -1)
            return self._strings[index] if 0 <= index < len(self._strings) else ""
        if kind == "b":
            return _BOOLEANS.get(raw.strip(), raw)
        if kind == "n":
            return number_words(raw.strip(), look.code, from_1904=self.from_1904)
        return unescaped(raw)  # str, e (#REF!), d (2025-09-01)

    def _shared_strings(self) -> list[str]:
        part = next(
            iter(relations(self.archive, self.main, self.name).get("sharedStrings", [])), ""
        )
        if part not in self.names:
            return []
        return [rich_text(element) for _, element in self._stream(part, ("si",))]

    def _styles(self) -> dict[int, Look]:
        part = next(iter(relations(self.archive, self.main, self.name).get("styles", [])), "")
        if part not in self.names:
            return {}
        root = read_part(self.archive, part, self.name)
        codes = {
            _whole(n.get("numFmtId"), -1): n.get("formatCode") or "" for n in root.iter("{*}numFmt")
        }
        fonts = [
            f for fonts in root.iterchildren("{*}fonts") for f in fonts.iterchildren("{*}font")
        ]
        formats = [x for xfs in root.iterchildren("{*}cellXfs") for x in xfs.iterchildren("{*}xf")]
        return {i: _look(x, codes, fonts) for i, x in enumerate(formats)}

    def _stream(self, part: str, tags: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
        """The elements of these tags as the part is read; each is forgotten after its turn."""
        from lxml import etree

        try:
            with self.archive.open(part) as stream:
                walk = etree.iterparse(
                    _Capped(stream, self.name), events=("end",), tag=[f"{{*}}{tag}" for tag in tags],
                    resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True,
                    remove_comments=True, remove_pis=True,
                )  # fmt: skip
                for _, element in walk:
                    if element.getroottree().docinfo.doctype:
                        raise damaged(self.name)
                    yield etree.QName(element).localname, element
                    element.clear()
                    while element.getprevious() is not None:
                        del element.getparent()[0]
        except (*BROKEN, etree.XMLSyntaxError, KeyError, RuntimeError) as error:
            raise damaged(self.name) from error

    def _too_many(self) -> ParseLimit:
        return ParseLimit(
            f"“{self.name}”的表格过大（超过 {MOST_CELLS} 个单元格）。",
            "请拆分文件，或删去与工作无关的数据后重新添加。",
        )


class _Capped:
    """A stream that ends with ParseLimit where it unpacks to more than one part may."""

    def __init__(self, stream: IO[bytes], name: str) -> None:
        self._stream, self._name, self._left = stream, name, MAX_PART

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise too_large(self._name)
        return data


def rich_text(element: Any) -> str:
    """The words of a string, its runs joined, without phonetic guides."""
    parts: list[str] = []
    for child in element:
        tag = str(child.tag).rpartition("}")[2]
        if tag == "t":
            parts.append(child.text or "")
        elif tag == "r":
            parts += [t.text or "" for t in child.iterchildren("{*}t")]
    return unescaped("".join(parts))


def unescaped(text: str) -> str:
    """``_x000D_`` is how the format writes what XML cannot."""
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text) if "_x" in text else text


def place_of(reference: str) -> Place | None:
    """``B3`` → row 2, column 1; None for anything else, and for places that no sheet has."""
    match = _REFERENCE.match(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    row = int(match[2])
    return (row - 1, column - 1) if 1 <= row <= LAST_ROW and column <= LAST_COLUMN else None


def merge_of(reference: str) -> Merge | None:
    """``B3:D5`` → first row, first column, last row, last column."""
    first, _, last = reference.partition(":")
    a, b = place_of(first), place_of(last)
    return None if a is None or b is None or a == b else (*map(min, a, b), *map(max, a, b))  # type: ignore[return-value]


def _look(xf: Any, codes: dict[int, str], fonts: list[Any]) -> Look:
    number = _whole(xf.get("numFmtId"))
    font = _whole(xf.get("fontId"), -1)
    bold, size = False, None
    if 0 <= font < len(fonts):
        bold = any(_true(b.get("val"), True) for b in fonts[font].iterchildren("{*}b"))
        sizes = [s.get("val") or "" for s in fonts[font].iterchildren("{*}sz")]
        size = float(sizes[0]) if sizes and re.fullmatch(r"\d{1,3}(\.\d+)?", sizes[0]) else None
    sides = [a.get("horizontal") for a in xf.iterchildren("{*}alignment")]
    code = codes.get(number, BUILT_IN.get(number, ""))
    return Look(code, bold, size, "center" in sides or "centerContinuous" in sides)


def _id(element: Any) -> str:
    return next((v for k, v in element.attrib.items() if str(k).endswith("}id")), "")


def _true(value: str | None, default: bool = False) -> bool:
    return default if value is None else value in ("1", "true", "on")


def _whole(value: str | None, default: int = 0) -> int:
    text = (value or "").strip()
    return int(text) if text.isdecimal() and len(text) < 10 else default
