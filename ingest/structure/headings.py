"""Which lines are headings: a whole short line, the first sentence of a numbered line, a title, an attachment.

A long numbered item is a heading by its bare number; its first words name it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from typing import Literal

from ingest.grammar.attachments import Attached, Attachments, Line, bare_title, find_attachments
from ingest.grammar.numbering import ORDER, numbering
from ingest.records import Document, Paragraph, Span
from ingest.structure.schedules import A_MONTH, SCHEDULE_TITLE

Kind = Literal["title", "heading", "article", "attachment"]

HEADING_LENGTH = 46
"""Longest line, in code points, that is a heading by itself."""
PLAIN_LENGTH = 30
"""Longest heading without a number, known by its looks alone."""
TOP = 8
"""Paragraphs at the top, where a title may stand in the looks of the text."""
OPENED = 60
"""Code points of the paragraph that follows a heading without a number."""
REPEAT = 400
"""Code points within which a title that is said again is the same one (a web page's head)."""
DIVISIONS = frozenset({"part", "subpart", "chapter", "section"})
"""Families of a law's divisions: also read where the loader took spaced words for a table row."""
SENTENCE_END = re.compile(r"[。；！？;!?]")
"""The end of a sentence; a heading holds none but its last character."""
WORDS = (
    "工作要点|工作总结|工作计划|工作方案|实施方案|行动计划|实施意见|若干意见|指导意见|意见|方案|办法|规定|条例|细则|规划|"
    "纲要|通知|通告|公告|报告|决定|指南|手册|总结|计划|要点|汇编|规程|章程|简章|纪要"
)
TITLE = re.compile(
    rf"^[^。；，！？,;!?：:]{{4,60}}(?:{WORDS}|(?<![办方想做看说无依守违执])法)[》”]?"
    r"(?:[（(〔][^）)〕]{1,16}[）)〕])?$"
)
"""A line alone that names a document."""
LONG_TITLE = re.compile(
    r"^(?=.{61,140}$)[^。；！？;!?：:]{4,60}?(?:关于|印发|转发|公布)[^。；！？;!?：:]+(?:通知|意见|决定|公告|通告|函)$"
)
"""A notice that names the texts it issues in full; only at the top."""
RULE_TITLE = re.compile(
    r"^(?![表图]\s*\d)[^。；，！？,;!?：:]{4,40}(?:准则|守则|规则|制度|预案|规范|公约|须知|指引)(?:[（(][^）)]{1,16}[）)])?$"
)
"""The same of rules whose names are everyday words: only in the looks of a title."""
SHEET_TITLE = re.compile(
    r"^(?![表图附]\s*[件表]?\s*[\d一二三四五])[^。；，！？,;!?：:]{4,50}(?:[^代课列]表|清单|台[账帐]|名单|名册|目录|一览)"
    r"(?:[（(][^）)]{1,20}[）)])?$"
)
"""The name of a file that is one table: only as its first line, in the looks of a title."""
BRACKETS = re.compile(r"[（(〔][^（()）〔〕]*[）)〕]")
CONTENTS = re.compile(r"(?:[.…·]{3,}\s*\d+|\t\s*\d{1,3})\s*$")
"""A line of a table of contents: leaders and a page number."""
CONTENTS_HEAD = re.compile(r"^目\s*[录次]$")
"""The word above a table of contents."""
ARTICLE_TITLE = re.compile(r"\s*[【［\[（(]([^】］\]）)]{2,20})[】］\]）)]")
"""第四条【适用范围】"""
ARTICLE_NAME = re.compile(r"\s+([^，。；：、！？,;:!?（(“”\t]{2,16})\s*$")
"""第四条 适用范围, alone on its line: what the article says stands below."""
CLAUSE = re.compile(r"^[^，。；：、,;:（(]{2,24}")
"""The first words of a long item, to name it by."""
SPACED = re.compile(r"(?<=[一-鿿])\s+(?=[一-鿿])")
"""总　则: the space inside a short word that is set wide."""
DIVISION = re.compile(r"^(?:总则|分则|附则|罚则)$")
"""A chapter's name without its number, the spaces inside it closed."""
PLAIN = re.compile(
    r"^[^，。；：、！？,.;:!?（）()\t]{4,30}(?:回顾|任务|目标|安排|要求|措施|重点|建设|原则|思想|保障|打算|情况|成效|成就|发展)$"
)
"""What a heading without number and looks says, in texts that have lost their looks."""
NOT_PLAIN = re.compile(
    r"[：:，,、]$|^[—\-－·•*]|\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|^(?:图|表)\s*\d|^[（(]|号$|^的|@|电话|^第?\s*\d+\s*页?$"
)
"""Lines that are no headings whatever they look like: salutations, dates, captions, page numbers."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that opens a section. ``rank``: a smaller number stands higher; ``family`` its kind of number."""

    start: int
    heading: Span
    family: str
    rank: float
    value: int
    number: str
    title: str
    kind: Kind

    @property
    def label(self) -> str:
        """What stands for it in a path: 一、总体要求; 附件1 分工表."""
        space = " " if self.kind == "attachment" and self.title else ""
        return f"{self.number}{space}{self.title}".strip() or self.number


@dataclass(frozen=True, slots=True)
class _Looks:
    """How the document's running text looks, to tell what stands out from it."""

    size: float
    bold: bool
    known: bool
    printed: bool
    """A pdf or ofd: levels come from its outline, which is made by hand and knows no titles."""

    @classmethod
    def of(cls, document: Document) -> _Looks:
        texts = [p for p in document.paragraphs if p.kind == "text"]
        sizes = [
            p.font_size for p in texts if p.font_size for _ in range(1 + (p.end - p.start) // 40)
        ]
        bold = sum(p.end - p.start for p in texts if p.bold)
        total = sum(p.end - p.start for p in texts) or 1
        return cls(median(sizes) if sizes else 0.0, bold > total / 2, bool(sizes) or bold > 0,
                   document.format in ("pdf", "ofd"))  # fmt: skip

    def stands_out(self, paragraph: Paragraph) -> bool:
        """Larger, centred or bold where the text is not."""
        larger = self.size and paragraph.font_size and paragraph.font_size > self.size * 1.15
        return bool(larger or paragraph.centred or (paragraph.bold and not self.bold))


def find_headings(document: Document) -> Iterator[Heading]:
    """All headings in document order; table rows, lines of contents and of the attachments' list are none."""
    lines = [document.text[p.start : p.end] for p in document.paragraphs]
    found = find_attachments(
        [Line(line.strip(), p.kind == "row", p.centred)
         for line, p in zip(lines, document.paragraphs, strict=True)]
    )  # fmt: skip
    looks = _Looks.of(document)
    silent = found.list_lines | _title_lines(found) | _contents_lines(lines)
    begins = {attached.first: attached for attached in found.attached}
    said: dict[str, int] = {}
    for index, (line, paragraph) in enumerate(zip(lines, document.paragraphs, strict=True)):
        if index in begins:
            yield _attachment(begins[index], document)
            continue
        if index in silent or not line.strip() or CONTENTS.search(line):
            continue
        heading = _read(line, paragraph, index, looks)
        if heading is None and paragraph.kind == "text" and _opens_text(document, index):
            heading = _plain(line, paragraph, looks)
        if heading is None or (heading.kind == "title" and _said_again(heading, said)):
            continue
        yield heading


def _title_lines(found: Attachments) -> frozenset[int]:
    """Lines of attachments' titles below their marks."""
    return frozenset(i for a in found.attached for i in range(a.first + 1, a.last + 1))


def _contents_lines(lines: list[str]) -> frozenset[int]:
    """Lines of a law's contents: chapters after 目录 that are all said again further down."""
    silent: set[int] = set()
    for index, line in enumerate(lines):
        if not CONTENTS_HEAD.match(line.strip()):
            continue
        listed = []
        for i in range(index + 1, len(lines)):
            if lines[i].strip() and (
                len(lines[i]) > HEADING_LENGTH + 10 or _bare(lines[i]) in listed
            ):
                break
            listed.append(_bare(lines[i]))
        end = index + 1 + len(listed)
        below = {_bare(line) for line in lines[end:]}
        silent |= {i for i in range(index, end) if i == index or _bare(lines[i]) in below}
    return frozenset(silent)


def _bare(line: str) -> str:
    return re.sub(r"[\s.…·]+\d*$|\s", "", line)


def _said_again(title: Heading, said: dict[str, int]) -> bool:
    """Is the title said a second time close below, as web pages do?"""
    words = bare_title(title.title)
    before = said.get(words)
    said[words] = title.start
    return before is not None and title.start - before <= REPEAT


def _attachment(attached: Attached, document: Document) -> Heading:
    start = document.paragraphs[attached.first].start
    span = Span(start, document.paragraphs[attached.last].end)
    return Heading(start, span, "attachment", 1, attached.number, attached.mark, attached.title,
                   "attachment")  # fmt: skip


# --- one line -----------------------------------------------------------------------------------


def _read(line: str, paragraph: Paragraph, index: int, looks: _Looks) -> Heading | None:
    number = numbering(line)
    if paragraph.kind != "text" and (number is None or number.family not in DIVISIONS):
        return None
    if number is None:
        return _unnumbered(line, paragraph, index, looks)
    if paragraph.kind != "text" and len(line) > HEADING_LENGTH:
        return None
    kind: Kind = "article" if number.family == "article" else "heading"
    end, title = _numbered_title(line, number.end, kind)
    family, rank = _place_of(number.family, number.text)
    if paragraph.level and not SENTENCE_END.search(line[:-1]) and kind != "article":
        family, rank = f"level{paragraph.level}", paragraph.level
    return Heading(
        start=paragraph.start,
        heading=Span(paragraph.start + number.start, paragraph.start + end),
        family=family,
        rank=rank,
        value=number.value,
        number=number.text,
        title=title,
        kind=kind,
    )


def _place_of(family: str, number: str) -> tuple[str, float]:
    """Family and rank; 1.1 stands above 1.1.1."""
    rank = float(ORDER[family] + 20)
    if family != "decimal":
        return family, rank
    depth = len(re.findall(r"\d+", number))
    return f"decimal{depth}", rank + depth / 10


def _numbered_title(line: str, after: int, kind: Kind) -> tuple[int, str]:
    """Where the heading's words end, and the title without its number."""
    rest = line[after:]
    if kind == "article":
        named = ARTICLE_TITLE.match(rest) or ARTICLE_NAME.match(rest)
        return (after + named.end(), named.group(1)) if named else (after, "")
    stop = SENTENCE_END.search(rest)
    length = stop.start() if stop else len(rest)
    if length <= HEADING_LENGTH:
        end = after + (stop.end() if stop else len(rest))
        return end, _closed(rest[:length].strip().rstrip("：:"))
    clause = CLAUSE.match(rest.strip())
    return after, clause.group() if clause else ""


def _closed(title: str) -> str:
    """总　则 → 总则; longer titles keep their spaces."""
    closed = SPACED.sub("", title)
    return closed if len(closed) <= 4 else re.sub(r"\s+", " ", title)


def _unnumbered(line: str, paragraph: Paragraph, index: int, looks: _Looks) -> Heading | None:
    words = line.strip()
    kind: Kind = "heading"
    level = paragraph.level
    if looks.printed and _title_family(words, paragraph, index, looks):
        level = None
    named = index < TOP and bool(LONG_TITLE.match(words))
    alone = named or (len(words) <= 60 and not SENTENCE_END.search(words))
    if not alone:
        return None
    if level:
        first = level == 1 and index < TOP and not looks.printed
        kind = "title" if first and not A_MONTH.match(words) else "heading"
    elif named:
        kind, family = "title", "title"
    elif family := _title_family(words, paragraph, index, looks):
        kind = "title"
    else:
        return None
    span = Span(paragraph.start, paragraph.end)
    if level:
        family = kind if kind == "title" else f"level{level}"
    return Heading(paragraph.start, span, family, level or 0, 0, "", words, kind)


def _opens_text(document: Document, index: int) -> bool:
    """Does running text follow, at least one full line?"""
    after = document.paragraphs[index + 1 : index + 2]
    return bool(after) and after[0].kind == "text" and after[0].end - after[0].start >= OPENED


def _plain(line: str, paragraph: Paragraph, looks: _Looks) -> Heading | None:
    """A heading without a number: a chapter's bare name, words that stand out, telling words alone."""
    words = line.strip()
    span = Span(paragraph.start, paragraph.end)
    if DIVISION.match(SPACED.sub("", words)):
        rank = float(ORDER["chapter"] + 20)
        return Heading(paragraph.start, span, "chapter", rank, 0, "", _closed(words), "heading")
    if len(words) > PLAIN_LENGTH or SENTENCE_END.search(words) or NOT_PLAIN.search(words):
        return None
    telling = PLAIN.match(words) is not None
    if looks.stands_out(paragraph) or (telling and not looks.known):
        return Heading(paragraph.start, span, "plain", 40, 0, "", words, "heading")
    return None


def _title_family(words: str, paragraph: Paragraph, index: int, looks: _Looks) -> str:
    """``title`` for the name of a document, ``rules`` for one of everyday words; empty for neither."""
    larger = bool(looks.size and paragraph.font_size and paragraph.font_size > looks.size * 1.15)
    marked = larger or paragraph.centred or (paragraph.bold and index < TOP)
    if TITLE.match(words) or TITLE.match(BRACKETS.sub("", words).strip()):
        return "title" if marked or paragraph.font_size is None or index < TOP - 2 else ""
    if index == 0 and (SCHEDULE_TITLE.match(words) or (marked and SHEET_TITLE.match(words))):
        return "title"
    return "rules" if marked and RULE_TITLE.match(words) else ""
