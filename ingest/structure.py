"""Document → section tree: numbered headings, the file's own heading styles, titles, attachments.

A heading is a whole short line, the first sentence of a numbered line, or the bare number of a long
item. Sections nest by span: each runs to the next heading of the same or a higher rank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from typing import Literal

from ingest.grammar.numbering import ORDER, numbering
from ingest.records import Document, Paragraph, Section, Span

Kind = Literal["title", "heading", "article", "attachment"]

HEADING_LENGTH = 46
"""Longest line, in code points, that is a heading by itself."""
STRUCTURAL = frozenset({"part", "subpart", "chapter", "section", "article"})
"""Families whose rank never depends on the document."""
SENTENCE_END = re.compile(r"[。；！？;!?]")
"""The end of a sentence; a heading holds none but its last character."""
TITLE = re.compile(
    r"^[^。；，！？,;!?：:]{4,60}(?:工作要点|工作总结|工作计划|工作方案|实施方案|行动计划|实施意见|"
    r"若干意见|指导意见|意见|方案|办法|规定|条例|细则|规划|纲要|通知|通告|公告|报告|决定|指南|手册|总结|计划|要点|汇编|规程|章程|(?<![办方想做看说无依守违执])法)"
    r"(?:[（(][^）)]{1,12}[）)])?$"
)
"""A line alone that names a document."""
ATTACHMENT = re.compile(r"^附\s*(?:件|表|录)\s*[0-9０-９一二三四五六七八九十]{0,3}\s*[:：]?")
"""附件1 or 附表: the start of an attachment when it stands alone on its line."""
CONTENTS = re.compile(r"(?:[.…·]{3,}\s*\d+|\t\s*\d{1,3})\s*$")
"""A line of a table of contents: leaders and a page number."""
ARTICLE_TITLE = re.compile(r"\s*[【［\[（(]([^】］\]）)]{2,20})[】］\]）)]")
"""第四条【适用范围】"""
CLAUSE = re.compile(r"^[^，。；：、,;:（(]{2,24}")
"""The first words of a long item, to name it by."""


@dataclass(frozen=True, slots=True)
class _Heading:
    start: int
    heading: Span
    family: str
    rank: int
    value: int
    number: str
    title: str
    kind: Kind


def find_sections(document: Document) -> tuple[Section, ...]:
    """All sections in document order, outermost first; offsets are code points of the text."""
    placed = list(_place(_headings(document)))
    sections = []
    for (heading, level, path), end in zip(placed, _ends(placed, len(document.text)), strict=True):
        sections.append(
            Section(
                start=heading.start,
                end=end,
                level=level,
                number=heading.number,
                title=heading.title,
                path=path,
                heading=heading.heading,
                kind=heading.kind,
            )
        )
    return tuple(sections)


def _ends(placed: list[tuple[_Heading, int, tuple[str, ...]]], last: int) -> list[int]:
    """Where each section ends: at the next heading of its level or a higher one."""
    ends = [last] * len(placed)
    waiting: list[int] = []
    for index, (heading, level, _) in enumerate(placed):
        while waiting and placed[waiting[-1]][1] >= level:
            ends[waiting.pop()] = heading.start
        waiting.append(index)
    return ends


# --- which lines are headings -----------------------------------------------------------------


def _headings(document: Document) -> Iterator[_Heading]:
    sizes = [p.font_size for p in document.paragraphs if p.font_size]
    body_size = median(sizes) if sizes else 0.0
    for index, paragraph in enumerate(document.paragraphs):
        line = document.text[paragraph.start : paragraph.end]
        if paragraph.kind != "text" or not line.strip() or CONTENTS.search(line):
            continue
        heading = _read(line, paragraph, index, body_size)
        if heading is not None:
            yield heading


def _read(line: str, paragraph: Paragraph, index: int, body_size: float) -> _Heading | None:
    number = numbering(line)
    if number is None:
        return _unnumbered(line, paragraph, index, body_size)
    family = number.family
    kind: Kind = "article" if family == "article" else "heading"
    end, title = _numbered_title(line, number.end, kind)
    if paragraph.level and not SENTENCE_END.search(line[:-1]) and kind != "article":
        family = f"level{paragraph.level}"
    return _Heading(
        start=paragraph.start,
        heading=Span(paragraph.start + number.start, paragraph.start + end),
        family=family,
        rank=paragraph.level or ORDER[number.family] + 20,
        value=number.value,
        number=number.text,
        title=title,
        kind=kind,
    )


def _numbered_title(line: str, after: int, kind: Kind) -> tuple[int, str]:
    """Where the heading's words end, and the title without its number."""
    rest = line[after:]
    if kind == "article":
        named = ARTICLE_TITLE.match(rest)
        return (after + named.end(), named.group(1)) if named else (after, "")
    stop = SENTENCE_END.search(rest)
    length = stop.start() if stop else len(rest)
    if length <= HEADING_LENGTH:
        end = after + (stop.end() if stop else len(rest))
        return end, rest[:length].strip().rstrip("：:")
    clause = CLAUSE.match(rest.strip())
    return after, clause.group() if clause else ""


def _unnumbered(line: str, paragraph: Paragraph, index: int, body_size: float) -> _Heading | None:
    words = line.strip()
    kind: Kind = "heading"
    level = paragraph.level
    alone = len(words) <= 60 and not SENTENCE_END.search(words)
    if ATTACHMENT.match(words) and alone and len(ATTACHMENT.sub("", words)) <= 40:
        kind, level = "attachment", 1
    elif level:
        if not alone:
            return None
        kind = "title" if level == 1 and index < 8 else "heading"
    elif alone and _looks_like_title(words, paragraph, index, body_size):
        kind, level = "title", 0
    else:
        return None
    span = Span(paragraph.start, paragraph.end)
    family = kind if kind != "heading" else f"level{level}"
    return _Heading(paragraph.start, span, family, level or 0, 0, "", words, kind)


def _looks_like_title(words: str, paragraph: Paragraph, index: int, body_size: float) -> bool:
    larger = bool(body_size and paragraph.font_size and paragraph.font_size > body_size * 1.15)
    marked = larger or paragraph.centred or (paragraph.bold and index < 8)
    return bool(TITLE.match(words)) and (marked or paragraph.font_size is None or index < 6)


# --- how they nest ----------------------------------------------------------------------------


def _place(headings: Iterator[_Heading]) -> Iterator[tuple[_Heading, int, tuple[str, ...]]]:
    """Each heading with its level (1 = outermost) and path, by a stack of open headings."""
    stack: list[_Heading] = []
    for heading in headings:
        del stack[_parents(stack, heading) :]
        stack.append(heading)
        path = tuple(f"{h.number}{h.title}".strip() or h.number for h in stack)
        yield heading, len(stack), path


def _parents(stack: list[_Heading], new: _Heading) -> int:
    """How many of the open headings stay open above the new one."""
    if new.kind == "title":
        return 0
    if new.kind == "attachment":
        return next((i for i, h in enumerate(stack) if h.kind != "title"), len(stack))
    same = [i for i, h in enumerate(stack) if h.family == new.family]
    if same:
        return same[-1]
    if new.family.startswith("level") or new.family in STRUCTURAL:
        higher = [i for i, h in enumerate(stack) if _above(h, new)]
        return higher[-1] + 1 if higher else 0
    if new.value == 1 or not stack:
        return len(stack)
    lower = [i for i, h in enumerate(stack) if h.kind == "heading" and h.rank > new.rank]
    return lower[0] if lower else len(stack)


def _above(open_one: _Heading, new: _Heading) -> bool:
    if open_one.kind in ("title", "attachment"):
        return True
    return open_one.rank < new.rank
