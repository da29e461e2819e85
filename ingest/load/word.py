"""docx → RawDocument: everything Word prints, in order, also what python-docx leaves out.

The package is read with zipfile and lxml directly: python-docx drops content controls, insertions,
text boxes and footnotes, and refuses documents with dangling relationships or macros.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ingest.errors import NeedsOcr, ParseLimit
from ingest.load.word_numbering import Numbering
from ingest.load.word_package import Package, W, open_package, value
from ingest.load.word_styles import Styles
from ingest.records import Block, Cell, RawDocument

# Elements that only wrap what they hold.
_WRAPPERS = frozenset(
    W + name
    for name in [
        "sdt",
        "sdtContent",
        "ins",
        "moveTo",
        "smartTag",
        "customXml",
        "hyperlink",
        "fldSimple",
        "dir",
        "bdo",
        "rubyBase",
        "rt",
        "ruby",
        "body",
        "footnote",
        "endnote",
        "comment",
        "hdr",
        "ftr",
    ]
)
# Elements whose words are no longer, or never were, part of the printed text.
_SKIPPED = frozenset(
    W + name
    for name in [
        "del",
        "moveFrom",
        "instrText",
        "delText",
        "delInstrText",
        "rPr",
        "pPr",
        "sdtPr",
        "sdtEndPr",
    ]
)
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
# Symbol fonts hide these glyphs in the private area; code → what is printed.
_SYMBOLS = {
    0xF0FE: "☑", 0xF052: "☑", 0xF0A8: "□", 0xF06F: "□", 0xF0A3: "□", 0xF0FC: "√",
    0xF0B7: "•", 0xF06C: "●", 0xF06E: "■", 0xF0D8: "➢", 0xF0E0: "→", 0xF0B3: "≥",
}  # fmt: skip


def load(data: bytes, source: str) -> RawDocument:
    """Reads a Word file; see :func:`ingest.load.load` for what it raises."""
    package = open_package(data, source)
    try:
        return _read(package, source)
    except RecursionError as error:
        raise ParseLimit(
            f"“{source}”的嵌套层数过深。", "请用 Word 打开，另存后重新添加。"
        ) from error


def _read(package: Package, source: str) -> RawDocument:
    reader = _Reader(package)
    blocks = reader.read(package.document)
    for kind, label in (("footnotes", "注"), ("endnotes", "尾注")):
        blocks += reader.notes(kind, label)
    if not blocks and package.pictures:
        raise NeedsOcr(
            f"“{source}”没有文字，只有 {package.pictures} 张图片。",
            "需要文字识别（OCR），后续版本提供；请先换成带文字的文档。",
        )
    furniture = [
        replace(block, style=kind)
        for kind in ("header", "footer", "comments")
        for part in package.parts(kind)
        for block in _Reader(package).read(part)
        if block.text.strip() or block.cells
    ]
    return RawDocument(
        source=source,
        format="docx",
        blocks=tuple(blocks),
        furniture=tuple(furniture),
        info=package.info(),
        warnings=tuple(package.warnings),
    )


class _Reader:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._styles = Styles(package.part("styles"))
        self._numbering = Numbering(package.part("numbering"), self._styles)
        self._paragraphs = 0
        self._tables = 0
        self._boxes: list[Any] = []

    def read(self, root: Any) -> list[Block]:
        """The blocks below an element, in order."""
        blocks: list[Block] = []
        for child in root:
            tag = child.tag
            if tag == W + "p":
                blocks += self._paragraph(child)
            elif tag == W + "tbl":
                blocks += self._table(child)
            elif tag == _MC + "AlternateContent":
                blocks += self.read(_choice(child))
            elif tag not in _SKIPPED and tag in _WRAPPERS:
                blocks += self.read(child)
        return blocks

    def notes(self, kind: str, label: str) -> list[Block]:
        """Footnotes or endnotes, numbered in their order, at the end of the document."""
        found: list[Block] = []
        count = 0
        for part in self._package.parts(kind):
            for note in part:
                if value(note, "type") in {"separator", "continuationSeparator"}:
                    continue
                blocks = [b for b in self.read(note) if b.text.strip() or b.cells]
                if blocks:
                    count += 1
                    blocks[0] = replace(blocks[0], number=f"{label}{count}")
                found += [replace(block, style=kind) for block in blocks]
        return found

    def _paragraph(self, element: Any) -> list[Block]:
        outer, self._boxes = self._boxes, []
        text = self._inline(element)
        boxes, self._boxes = self._boxes, outer
        looks = self._styles.looks(element)
        number = self._numbering.number(element, looks.style_id) if text.strip() else ""
        self._paragraphs += 1
        block = Block(
            kind="paragraph",
            text=text.strip("\n"),
            level=looks.level,
            number=number,
            font_size=looks.font_size,
            bold=looks.bold,
            centred=looks.centred,
            style=looks.style,
            anchor=f"p{self._paragraphs}",
        )
        blocks = [block] if text.strip() else []
        for box in boxes:
            blocks += self.read(box)
        return blocks

    def _inline(self, element: Any) -> str:
        parts: list[str] = []
        for child in element:
            tag = child.tag
            if tag in (W + "t", _MATH_TEXT):
                parts.append(child.text or "")
            elif tag in (W + "tab", W + "ptab"):
                parts.append("\t")
            elif tag in (W + "br", W + "cr"):
                parts.append("\n")
            elif tag == W + "noBreakHyphen":
                parts.append("-")
            elif tag == W + "sym":
                parts.append(_symbol(child))
            elif tag == W + "txbxContent":
                self._boxes.append(child)
            elif tag == _MC + "AlternateContent":
                parts.append(self._inline(_choice(child)))
            elif isinstance(tag, str) and tag not in _SKIPPED:
                parts.append(self._inline(child))
        return "".join(parts)

    # --- tables -------------------------------------------------------------------------------

    def _table(self, element: Any) -> list[Block]:
        rows = list(_children(element, "tr"))
        widths = [sum(_span(cell) for cell in _children(row, "tc")) for row in rows]
        if max(widths, default=0) <= 1:  # one column only frames the text
            return [b for row in rows for cell in _children(row, "tc") for b in self.read(cell)]
        self._tables += 1
        anchor = f"t{self._tables}"
        cells = self._cells(rows)
        return [Block(kind="table", text="", cells=cells, anchor=anchor)] if cells else []

    def _cells(self, rows: list[Any]) -> tuple[Cell, ...]:
        cells: list[Cell] = []
        above: dict[int, int] = {}  # column → index of the cell that a vertical merge continues
        for row, element in enumerate(rows):
            column = int(value(element.find(f"{W}trPr/{W}gridBefore")) or 0)
            for cell in _children(element, "tc"):
                width, text = _span(cell), self._cell_text(cell)
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                if merge is not None and value(merge) != "restart" and column in above:
                    top = cells[above[column]]
                    joined = "\n".join(part for part in (top.text, text) if part)
                    span = row - top.row + 1
                    cells[above[column]] = replace(top, row_span=span, text=joined)
                else:
                    if merge is not None:
                        above[column] = len(cells)
                    else:
                        above.pop(column, None)
                    cells.append(Cell(row, column, text, 1, width))
                column += width
        return tuple(cells)

    def _cell_text(self, cell: Any) -> str:
        lines: list[str] = []
        for block in self.read(cell):
            if block.kind == "table":
                lines += _nested(block.cells)
            else:
                lines.append(numbered(block))
        return "\n".join(line.strip() for line in lines if line.strip())


def numbered(block: Block) -> str:
    """A paragraph with its automatic number as printed; bullets are left out."""
    if not block.number or block.number == "•":
        return block.text
    gap = " " if block.number[-1].isalnum() else ""
    return f"{block.number}{gap}{block.text}"


def _nested(cells: tuple[Cell, ...]) -> list[str]:
    rows: dict[int, list[str]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(" ".join(cell.text.split("\n")))
    return [" ".join(row) for row in rows.values()]


def _children(element: Any, name: str) -> Any:
    """Rows of a table or cells of a row, through wrappers, without deleted ones."""
    for child in element:
        if child.tag == W + name:
            if child.find(f"{W}{name}Pr/{W}del") is None:
                yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, name)


def _span(cell: Any) -> int:
    width = value(cell.find(f"{W}tcPr/{W}gridSpan")) or "1"
    return min(max(int(width), 1), 1000) if width.isdecimal() else 1


def _choice(element: Any) -> Any:
    """The branch of an AlternateContent that holds words; both hold the same ones."""
    branches = [b for b in element if b.tag in (_MC + "Choice", _MC + "Fallback")]
    for branch in branches:
        if any((t.text or "").strip() for t in branch.iter(W + "t", _MATH_TEXT)):
            return branch
    return branches[0] if branches else ()


def _symbol(element: Any) -> str:
    code = value(element, "char")
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if number in _SYMBOLS:
        return _SYMBOLS[number]
    return "□" if 0xE000 <= number <= 0xF8FF else chr(number)
