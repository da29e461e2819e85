"""docx → RawDocument: everything Word prints, in order, also what python-docx leaves out.

The package is read with zipfile and lxml directly: python-docx drops content controls, insertions,
text boxes and footnotes, and refuses documents with dangling relationships or macros.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ingest.errors import ParseLimit
from ingest.load.scanned import Recognised, needs_ocr
from ingest.load.word_inline import MATH, MC, SKIPPED, choice, read_inline
from ingest.load.word_numbering import BULLET, Numbering
from ingest.load.word_package import Package, W, open_package, value, whole
from ingest.load.word_styles import Styles
from ingest.pictures import large_pictures, picture_names
from ingest.records import Block, Cell, RawDocument, RawPage

FEW_WORDS = 40
"""Characters beside each large picture below which the pictures hold what the file has to say."""

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
# What a separator between text and notes is called.
_SEPARATORS = frozenset(["separator", "continuationSeparator", "continuationNotice"])
# No table of Word is wider.
_MAX_SPAN = 1000


def load(data: bytes, source: str, recognised: Recognised | None = None) -> RawDocument:
    """Reads a Word file; see :func:`ingest.load.load` for what it raises.

    ``recognised`` holds what OCR read of the pictures of a file that has nothing else.
    """
    package = open_package(data, source)
    try:
        return _read(package, source, recognised or {})
    except RecursionError as error:
        raise ParseLimit(
            f"“{source}”的嵌套层数过深。", "请用 Word 打开，另存后重新添加。"
        ) from error


def _read(package: Package, source: str, recognised: Recognised) -> RawDocument:
    reader = _Reader(package)
    blocks = [block for block in reader.read(package.document) if has_words(block)]
    for kind, label in (("footnotes", "注"), ("endnotes", "尾注")):
        blocks += reader.notes(kind, label)
    pictures = _pages_of(package, blocks)
    if pictures and not blocks and not recognised:
        raise needs_ocr(source, f"没有文字，只有 {len(pictures)} 张图片。", pictures)
    pages = _pictured(pictures, recognised) if not blocks else ()
    blocks += [
        block if pages else replace(block, page=None, box=None)
        for n in pictures
        if n in recognised
        for block in recognised[n].blocks
    ]
    furniture = reader.hidden + [
        replace(block, style=kind)
        for kind in ("header", "footer", "comments")
        for part in package.parts(kind)
        for block in _Reader(package).read(part)
        if has_words(block)
    ]
    return RawDocument(
        source=source,
        format="docx",
        blocks=tuple(blocks),
        pages=pages,
        furniture=tuple(furniture),
        info=package.info(),
        warnings=(*package.warnings, *_unread(package, source)),
        unread=tuple(n for n in pictures if n not in recognised),
    )


def _pages_of(package: Package, blocks: list[Block]) -> list[int]:
    """Numbers of the pictures that are the text of a file with hardly a word beside them."""
    words = sum(len("".join(b.text.split())) + sum(len(c.text) for c in b.cells) for b in blocks)
    large = large_pictures(package.archive)
    if blocks:
        return large if words < FEW_WORDS * len(large) else []
    return large or list(range(1, len(picture_names(package.archive)) + 1))


def _pictured(pictures: list[int], recognised: Recognised) -> tuple[RawPage, ...]:
    """The pictures as pages, where a file is nothing else."""
    return tuple(
        RawPage(n, "", recognised[n].width, recognised[n].height, bool(recognised[n].blocks), True)
        if n in recognised
        else RawPage(n, has_text=False)
        for n in pictures
    )


def has_words(block: Block) -> bool:
    """More than an automatic number."""
    return bool(block.text.strip() or block.cells)


def _unread(package: Package, source: str) -> list[str]:
    """Warnings about parts whose words Word prints and this loader does not read."""
    return [
        f"“{source}”含有 {count} 个{what}，其中的文字未能读出。"
        for kind, what in (
            ("aFChunk", "嵌入的外部文档"),
            ("diagramData", "SmartArt 图示"),
            ("chart", "图表"),
        )
        if (count := len(package.relations.get(kind, ())))
    ]


class _Reader:
    def __init__(self, package: Package) -> None:
        self.hidden: list[Block] = []
        self._package = package
        self._styles = Styles(package.part("styles"))
        self._numbering = Numbering(package.part("numbering"), self._styles)
        self._paragraphs = 0
        self._tables = 0
        self._covered = False
        self._carried: tuple[str, Any] | None = None

    def read(self, root: Any) -> list[Block]:
        """The blocks below an element, in order; some hold nothing but an automatic number."""
        outer, self._carried = self._carried, None
        blocks = self._flow(root) + self._left_over()
        self._carried = outer
        return blocks

    def _flow(self, root: Any) -> list[Block]:
        blocks: list[Block] = []
        for child in root:
            tag = child.tag
            if tag == W + "p":
                blocks += self._paragraph(child)
            elif tag == W + "tbl":
                blocks += self._left_over() + self._table(child)
            elif tag == MC + "AlternateContent":
                blocks += self._flow(choice(child))
            elif tag in (MATH + "oMathPara", MATH + "oMath"):
                blocks += self._block(read_inline(child).text, child)
            elif tag not in SKIPPED and tag in _WRAPPERS:
                blocks += self._flow(child)
        return blocks

    def notes(self, kind: str, label: str) -> list[Block]:
        """Footnotes or endnotes in the order of their marks in the text, at the end of the document."""
        found: list[Block] = []
        count = 0
        for note in self._in_order(kind):
            blocks = [b for b in self.read(note) if has_words(b)]
            if blocks:
                count += 1
                blocks[0] = replace(blocks[0], number=f"{label}{count}")
            found += [replace(block, style=kind) for block in blocks]
        return found

    def _in_order(self, kind: str) -> list[Any]:
        """The notes; those that the text does not refer to come last."""
        marks = self._package.document.iter(f"{W}{kind[:-1]}Reference")
        order: dict[str, int] = {}
        for mark in marks:
            order.setdefault(value(mark, "id"), len(order))
        notes = [note for part in self._package.parts(kind) for note in part]
        real = [note for note in notes if value(note, "type") not in _SEPARATORS]
        return sorted(real, key=lambda note: order.get(value(note, "id"), len(order)))

    def _paragraph(self, element: Any) -> list[Block]:
        """Its block and those of its text boxes; a paragraph whose end is deleted runs into the next."""
        inline = read_inline(element)
        before, self._carried = self._carried, None
        text = (before[0] if before else "") + inline.text
        self.hidden += [Block("paragraph", words, style="hidden") for words in inline.hidden]
        boxes = [block for box in inline.boxes for block in self.read(box)]
        mark = element.find(f"{W}pPr/{W}rPr")
        if mark is not None and any(mark.find(W + n) is not None for n in ("del", "moveFrom")):
            self._carried = (text, element)
            return boxes
        return self._block(text, element) + boxes

    def _left_over(self) -> list[Block]:
        """What was to run into a next paragraph where none follows."""
        carried, self._carried = self._carried, None
        return self._block(*carried) if carried and carried[0].strip() else []

    def _block(self, text: str, element: Any) -> list[Block]:
        looks = self._styles.looks(element)
        shown = text.strip() or not self._covered  # Word numbers empty paragraphs, too
        number = self._numbering.number(element, looks.style_id) if shown else ""
        self._paragraphs += 1
        if not text.strip() and number in ("", BULLET):
            return []
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
        return [block]

    # --- tables -------------------------------------------------------------------------------

    def _table(self, element: Any) -> list[Block]:
        rows = list(_children(element, "tr"))
        if all(len(list(_children(row, "tc"))) <= 1 for row in rows):  # it only frames the text
            return [b for row in rows for cell in _children(row, "tc") for b in self.read(cell)]
        self._tables += 1
        anchor = f"t{self._tables}"
        cells = self._cells(rows)
        return [Block(kind="table", text="", cells=cells, anchor=anchor)] if cells else []

    def _cells(self, rows: list[Any]) -> tuple[Cell, ...]:
        cells: list[Cell] = []
        above: dict[int, int] = {}  # column → index of the cell that a vertical merge continues
        for row, element in enumerate(rows):
            column = min(whole(element.find(f"{W}trPr/{W}gridBefore"), 0), _MAX_SPAN)
            for cell in _children(element, "tc"):
                width = _span(cell)
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                continues = merge is not None and value(merge) != "restart" and column in above
                text = self._cell_text(cell, covered=continues)
                if continues:
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

    def _cell_text(self, cell: Any, *, covered: bool) -> str:
        """The lines of a cell; ``covered`` where a vertical merge hides its empty paragraphs."""
        lines: list[str] = []
        outer, self._covered = self._covered, self._covered or covered
        for block in self.read(cell):
            if block.kind == "table":
                lines += _nested(block.cells)
            else:
                lines.append(numbered(block))
        self._covered = outer
        return "\n".join(line.strip() for line in lines if line.strip())


def numbered(block: Block) -> str:
    """A paragraph with its automatic number as printed; bullets are left out."""
    if not block.number or block.number == BULLET:
        return block.text
    gap = " " if block.text and block.number[-1].isalnum() else ""
    return f"{block.number}{gap}{block.text}"


def _nested(cells: tuple[Cell, ...]) -> list[str]:
    rows: dict[int, list[str]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(" ".join(cell.text.split("\n")))
    return [" ".join(row) for row in rows.values()]


def _children(element: Any, name: str) -> Any:
    """Rows of a table or cells of a row, through wrappers, without deleted ones."""
    deleted = f"{W}trPr/{W}del" if name == "tr" else f"{W}tcPr/{W}cellDel"
    for child in element:
        if child.tag == W + name:
            if child.find(deleted) is None:
                yield child
        elif child.tag == MC + "AlternateContent":
            yield from _children(choice(child), name)
        elif child.tag in _WRAPPERS:
            yield from _children(child, name)


def _span(cell: Any) -> int:
    return min(max(whole(cell.find(f"{W}tcPr/{W}gridSpan"), 1), 1), _MAX_SPAN)
