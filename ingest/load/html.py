"""html (and saved jsp, aspx, php pages) → RawDocument: headings, paragraphs, lists and tables."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from ingest.errors import DamagedFile, ParseLimit
from ingest.load.encoding import decode
from ingest.load.pairs import cut_pairs
from ingest.records import Block, Cell, RawDocument

_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.I)
# Server directives of a page saved from a jsp or aspx site, and the xml declaration.
_DIRECTIVES = (("<%", "%>"), ("<?", "?>"))
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_CENTRED = re.compile(r"text-align\s*:\s*center", re.I)
_BOLD = re.compile(r"font-weight\s*:\s*(bold|[6-9]00)", re.I)

# No words for the reader: skipped without a trace.
_SILENT = frozenset(
    [
        "script",
        "style",
        "template",
        "canvas",
        "object",
        "iframe",
        "audio",
        "video",
        "head",
    ]
)
# Words, but of the site: kept apart as furniture.
_FURNITURE = frozenset(
    ["nav", "footer", "noscript", "button", "select", "textarea", "form-control", "dialog", "svg"]
)
# A new line begins before and after these.
_LINES = frozenset(
    [
        "p",
        "div",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "tr",
        "td",
        "th",
        "section",
        "article",
        "main",
        "header",
        "aside",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "pre",
        "center",
        "form",
        "fieldset",
        "figure",
        "figcaption",
        "caption",
        "hr",
        "body",
        "address",
        "option",
    ]
)
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
# html meta names whose content says what the page is; government sites must give the first ones.
_META = frozenset(
    [
        "articletitle",
        "pubdate",
        "contentsource",
        "author",
        "keywords",
        "description",
        "sitename",
        "columnname",
    ]
)


def load(data: bytes, source: str) -> RawDocument:
    """Reads a saved web page; see :func:`ingest.load.load` for what it raises."""
    import lxml.etree
    import lxml.html

    text, warnings = decode(data, source, declared=declared_encoding(data))
    for opening, closing in _DIRECTIVES:
        text, _ = cut_pairs(text, opening, closing)
    text = text.replace("\x00", "")
    parser = lxml.html.HTMLParser(no_network=True, recover=True, huge_tree=True)
    try:
        root = lxml.html.document_fromstring(text, parser=parser) if text.strip() else None
    except (lxml.etree.ParserError, ValueError) as error:
        raise DamagedFile(
            f"“{source}”不是可读的网页文件。", "请在浏览器中重新保存网页。"
        ) from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise ParseLimit(  # the parser drops all that follows
            f"“{source}”的标签嵌套过深，读不完整。", "请在浏览器中打开，打印为 PDF 后添加。"
        )
    if _is_cut(text):
        warnings = (*warnings, f"“{source}”没有结尾（缺少 </html>），可能没有保存或下载完整。")
    reader = _Reader()
    if root is not None:
        reader.read(root)
    return RawDocument(
        source=source,
        format="html",
        blocks=tuple(reader.blocks),
        furniture=tuple(reader.furniture),
        info=() if root is None else _info(root),
        warnings=warnings,
    )


def declared_encoding(data: bytes) -> str:
    """The encoding that a page's head names; "" where it names none."""
    declared = _DECLARED.search(data[:4096])
    return declared[1].decode() if declared else ""


def _is_cut(text: str) -> bool:
    """A page that opens its html element or body and closes neither."""
    page = text.lower()
    opened = "<html" in page or "<body" in page
    return opened and "</html" not in page and "</body" not in page


def _info(root: Any) -> tuple[tuple[str, str], ...]:
    found = [("title", _SPACE.sub(" ", root.findtext(".//title") or "").strip())]
    for meta in root.iter("meta"):
        name, content = (meta.get("name") or "").strip(), (meta.get("content") or "").strip()
        if name.lower() in _META and content:
            found.append((name, content))
    return tuple((name, value) for name, value in found if value)


class _Reader:
    """Walks the tree once, without recursion: pages may nest thousands of elements deep."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.furniture: list[Block] = []
        self._words: list[str] = []
        self._linked = 0
        self._strong = 0
        self._depth: dict[str, int] = {"a": 0, "strong": 0, "pre": 0}
        self._style: list[tuple[Any, int | None, bool]] = []
        self._tables = 0

    def read(self, root: Any) -> None:
        import lxml.etree

        walker = lxml.etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            tag = element.tag
            if not isinstance(tag, str):  # a comment: its tail belongs to the parent
                if event == "end":
                    self._add(element.tail)
                continue
            if event == "start":
                if tag in _SILENT or tag in _FURNITURE or _HIDDEN.search(element.get("style", "")):
                    self._aside(element, tag)
                    walker.skip_subtree()
                    element.set("skipped", "1")
                elif tag == "table" and (cells := _data_table(element)):
                    self._flush()
                    self._table(element, cells)
                    walker.skip_subtree()
                    element.set("skipped", "1")
                else:
                    self._open(element, tag)
            else:
                if element.get("skipped") is None:
                    self._close(element, tag)
                self._add(element.tail)
        self._flush()

    def _table(self, table: Any, cells: tuple[Cell, ...]) -> None:
        """A table of data below its caption; what its cells hide is kept apart, too."""
        for part in table.iter("caption", "td", "th"):
            if part.tag != "caption" and not len(part):
                continue
            inner = _Reader()
            inner.read(part)
            self.furniture += inner.furniture
            if part.tag == "caption":
                self.blocks += inner.blocks
        self._tables += 1
        self.blocks.append(Block(kind="table", text="", cells=cells, anchor=f"t{self._tables}"))

    def _aside(self, element: Any, tag: str) -> None:
        """Keeps the words of menus, footers and hidden parts apart, so that nothing vanishes."""
        if tag in _SILENT:
            return
        words = _text(element)
        if words:
            self.furniture.append(Block(kind="paragraph", text=words, style=tag))

    def _open(self, element: Any, tag: str) -> None:
        if tag == "br":
            self._flush()
        if tag in _LINES:
            self._flush()
            outer = self._style[-1] if self._style else (None, None, False)
            style = element.get("style", "")
            centred = tag == "center" or element.get("align") == "center"
            centred = centred or bool(_CENTRED.search(style)) or (outer[2] and "align" not in style)
            self._style.append((element, _HEADINGS.get(tag, outer[1]), centred))
        if tag == "a" and element.get("href"):
            self._depth["a"] += 1
        if _is_strong(element, tag):
            self._depth["strong"] += 1
        if tag == "pre":
            self._depth["pre"] += 1
        self._add(element.text)

    def _close(self, element: Any, tag: str) -> None:
        if tag in _LINES:
            self._flush()
            if self._style:
                self._style.pop()
        if tag == "a" and element.get("href"):
            self._depth["a"] -= 1
        if _is_strong(element, tag):
            self._depth["strong"] -= 1
        if tag == "pre":
            self._depth["pre"] -= 1

    def _add(self, text: str | None) -> None:
        if not text:
            return
        if self._depth["pre"] and "\n" in text:
            for line in text.split("\n"):
                self._add(line)
                self._flush()
            return
        size = len("".join(text.split()))
        self._words.append(text)
        self._linked += size if self._depth["a"] else 0
        self._strong += size if self._depth["strong"] else 0

    def _flush(self) -> None:
        words = _SPACE.sub(" ", "".join(self._words)).strip()
        size = len("".join(words.split()))
        if size:
            _, level, centred = self._style[-1] if self._style else (None, None, False)
            self.blocks.append(
                Block(
                    kind="paragraph",
                    text=words,
                    level=level,
                    bold=self._strong >= 0.9 * size,
                    centred=centred,
                    style="link" if self._linked >= 0.8 * size else "",
                    anchor=f"p{len(self.blocks) + 1}",
                )
            )
        self._words, self._linked, self._strong = [], 0, 0


def _is_strong(element: Any, tag: str) -> bool:
    return tag in {"b", "strong"} or bool(_BOLD.search(element.get("style", "")))


def _text(element: Any) -> str:
    parts: list[str] = []
    for child in element.iter():
        if isinstance(child.tag, str) and child.tag not in _SILENT:
            parts.append(child.text or "")
        if child is not element:
            parts.append(child.tail or "")
    return _SPACE.sub(" ", " ".join(part for part in parts if part)).strip()


def _data_table(table: Any) -> tuple[Cell, ...]:
    """The cells of a table that holds data; () for one that only arranges the page.

    A layout table holds other tables or headings, has one column or row, or long texts in its cells.
    """
    if any(True for tag in ("table", "h1", "h2", "h3", "form") for _ in _below(table, tag)):
        return ()
    cells = _cells(table)
    columns = max((cell.column + cell.column_span for cell in cells), default=0)
    rows = max((cell.row + cell.row_span for cell in cells), default=0)
    filled = [len(cell.text) for cell in cells if cell.text]
    if rows < 2 or columns < 2 or not filled or max(filled) > 1500:
        return ()
    return cells


def _below(element: Any, tag: str) -> list[Any]:
    return [child for child in element.iter(tag) if child is not element]


def _cells(table: Any) -> tuple[Cell, ...]:
    """All cells; spans that reach beyond the last row or column (colspan=100) end there."""
    taken: set[tuple[int, int]] = set()
    found: list[Cell] = []
    lines = list(table.iter("tr"))
    for row, line in enumerate(lines):
        column = 0
        for cell in line:
            if cell.tag not in ("td", "th"):
                continue
            while (row, column) in taken:
                column += 1
            height = min(_span(cell, "rowspan"), len(lines) - row)
            width = _span(cell, "colspan")
            if len(taken) < 1_000_000:
                taken |= {(row + r, column + c) for r in range(height) for c in range(width)}
            found.append(Cell(row, column, _cell_text(cell), height, width))
            column += width
    columns = 1 + max((cell.column for cell in found), default=0)
    return tuple(
        replace(cell, column_span=max(min(cell.column_span, columns - cell.column), 1))
        for cell in found
    )


def _span(cell: Any, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return min(max(int(value), 1), 500) if value.isdecimal() and len(value) < 7 else 1


def _cell_text(cell: Any) -> str:
    inner = _Reader()
    inner.read(cell)
    return "\n".join(block.text for block in inner.blocks)
