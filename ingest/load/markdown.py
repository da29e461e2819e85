"""md → RawDocument: headings, paragraphs, list items and tables, the markup taken off the words."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from ingest.load.encoding import decode
from ingest.load.pairs import cut_pairs
from ingest.records import Block, Cell, RawDocument

_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*)$")
# The underline of a setext heading.
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})\s*$")
_RULE = re.compile(r" {0,3}([-*_])(\s*\1){2,}\s*$")
_BULLET = re.compile(r"\s*[-*+•]\s+(?=\S)")
_QUOTE = re.compile(r"\s*(>\s?)+")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
# The line under a table's header: | --- | :--: |
_DELIMITER = re.compile(r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$")
_FRONT_MATTER = re.compile(r"\A---\s*\n(.*?)\n(?:---|\.\.\.)\s*(?:\n|\Z)", re.DOTALL)
_PROPERTY = re.compile(r"([A-Za-z_\u4e00-\u9fff][\w-]*)\s*[:：]\s*(.*)")
_CELL_BREAK = re.compile(r"(?<!\\)\|")

# Inline markup → the words it carries, in this order. Each reach is bounded: marks that are never
# closed must not be looked up to the end of a long line, again and again.
_INLINE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"!\[([^\[\]]{0,2000})\]\([^)]{0,2000}\)"), r"\1"),  # image → its description
    (
        re.compile(r"\[([^\[\]]{1,2000})\]\([^)\s]{0,2000}(?:\s+\"[^\"]{0,2000}\")?\)"),
        r"\1",
    ),  # link → its text
    (re.compile(r"\[([^\[\]]{1,2000})\]\[[^\[\]]{0,2000}\]"), r"\1"),  # reference link
    (re.compile(r"<((?:https?|mailto):[^<>\s]{1,2000})>"), r"\1"),  # bare link
    (re.compile(r"<br\s*/?>", re.I), " "),  # line break inside a cell
    (re.compile(r"</?[a-zA-Z][^<>]*>"), ""),  # html tags
    (re.compile(r"(`+)(.{1,2000}?)\1"), r"\2"),  # code
    (re.compile(r"(\*{1,3}|~~)(?=\S)(.{1,2000}?)(?<=\S)\1"), r"\2"),  # emphasis, struck out
    (re.compile(r"(?<!\w)(_{1,3})(?=\S)(.{1,2000}?)(?<=\S)\1(?!\w)"), r"\2"),  # emphasis
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])"), r"\1"),  # escapes
)


def load(data: bytes, source: str) -> RawDocument:
    """Reads a Markdown file; see :func:`ingest.load.load` for what it raises."""
    text, warnings = decode(data, source)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    furniture: list[Block] = []
    info: tuple[tuple[str, str], ...] = ()
    if front := _FRONT_MATTER.match(text):
        info = tuple((m[1], m[2]) for m in _PROPERTY.finditer(front.group(1)))
        furniture.append(Block(kind="paragraph", text=front.group(1), style="front matter"))
        text = text[front.end() :]
    text, comments = cut_pairs(text, "<!--", "-->")
    furniture += [Block(kind="paragraph", text=c.strip(), style="comment") for c in comments]
    blocks = tuple(_blocks(text.split("\n")))
    return RawDocument(
        source=source,
        format="md",
        blocks=blocks,
        furniture=tuple(furniture),
        info=info,
        warnings=warnings,
    )


def _blocks(lines: list[str]) -> Iterator[Block]:
    index, paragraphs, tables, fenced = 0, 0, 0, False
    while index < len(lines):
        line = lines[index]
        below = lines[index + 1] if index + 1 < len(lines) else ""
        index += 1
        if _FENCE.match(line):
            fenced = not fenced
            continue
        if not fenced and "|" in line and "-" in below and _DELIMITER.match(below):
            rows = [line]
            index += 1
            while index < len(lines) and "|" in lines[index]:
                rows.append(lines[index])
                index += 1
            tables += 1
            yield _table(rows, f"t{tables}")
            continue
        block = _paragraph(line, below, fenced)
        if block is None:
            continue
        if block.level and _UNDERLINE.match(below) and not _HEADING.match(line):
            index += 1
        paragraphs += 1
        yield _with_anchor(block, f"p{paragraphs}")


def _paragraph(line: str, below: str, fenced: bool) -> Block | None:
    if fenced:
        return Block(kind="paragraph", text=line) if line.strip() else None
    if not line.strip() or _RULE.match(line):
        return None
    if heading := _HEADING.match(line):
        words = strip_markup(heading.group(2).rstrip().rstrip("#").rstrip())
        return Block(kind="paragraph", text=words, level=len(heading.group(1))) if words else None
    if (under := _UNDERLINE.match(below)) and not _BULLET.match(line) and len(line) <= 80:
        level = 1 if under.group(1)[0] == "=" else 2
        return Block(kind="paragraph", text=strip_markup(line), level=level)
    if quote := _QUOTE.match(line):
        line = line[quote.end() :]
    number = ""
    if bullet := _BULLET.match(line):
        number, line = "•", line[bullet.end() :]
    words = strip_markup(line)
    whole = re.fullmatch(r"\s*(\*\*|__)(?!\s)((?!\1).)+\1\s*", line) is not None
    return Block(kind="paragraph", text=words, number=number, bold=whole) if words else None


def _with_anchor(block: Block, anchor: str) -> Block:
    return Block(
        kind=block.kind,
        text=block.text,
        level=block.level,
        number=block.number,
        bold=block.bold,
        anchor=anchor,
    )


def _table(rows: list[str], anchor: str) -> Block:
    cells: list[Cell] = []
    for row, line in enumerate(rows):
        parts = _CELL_BREAK.split(line.strip().removeprefix("|").removesuffix("|"))
        cells += [Cell(row, column, strip_markup(part)) for column, part in enumerate(parts)]
    return Block(kind="table", text="", cells=tuple(cells), anchor=anchor)


def strip_markup(text: str) -> str:
    """The words of a line without Markdown: emphasis, links, code, tags and entities are undone."""
    for pattern, words in _INLINE:
        text = pattern.sub(words, text)
    return html.unescape(text).strip()
