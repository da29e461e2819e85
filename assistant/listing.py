"""Lists as documents write them: numbered items under a heading or behind what leads them, 一是…二是… within a
paragraph, things named one after another in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.section_parts import parts_of
from assistant.sentences import sentence_at, sentences, trimmed
from ingest.grammar import numbering
from ingest.records import Section, Span

ListKind = Literal["items", "rows", "enumeration", "sentences"]

LEADS = re.compile(r"[：:]\s*$")
"""What leads a list ends so."""
ANNOUNCES = re.compile(
    r"下列|以下|如下|包括|分为|分别|情形|条件|材料|程序|步骤|流程|内容|有[：:]|[为是][：:]"
)
"""What leads a list of lines without numbers; 各区教育局： leads none."""
ORDINAL = re.compile(
    r"(?:(?<=[。；;：:，,\n\s])|^)(?:[一二三四五六七八九十]{1,2}是要?|第[一二三四五六七八九十]{1,2}[，,、：]|[①-⑳]"
    r"|[（(](?:[一二三四五六七八九十]{1,2}|\d{1,2})[）)](?![条款项的]))"
)
"""What begins an item within a paragraph: 一是, 第二，, ③, （三）."""
NAMES = re.compile(
    r"(?:[^，。；：、\n]{1,30}、){2,}[^，。；\n]{1,30}|[^，。；：、\n]{1,30}、[^，。；：、\n]{1,20}(?:和|及|与|或|等)"
)
"""Things named one after another: 绘画、书法、摄影和设计."""
FIRST = re.compile(r"[一1①]")
IN_LINE = re.compile(r"[^。；;\n：:]{4,90}[：:](?=[^\n：:]*[；;])")
"""What leads a list on its own line: 有下列情形之一的，取消资格：虚报人数的；年检不合格的。"""
ADDRESSED = re.compile(
    r"^(?:各|全[市县区省体校]|局属|直属|[市县区省委厅]直|有关|相关|尊敬|亲爱)[^。；;\n]{0,60}"
    r"(?:学校|幼儿园|单位|部门|中心|机构|公司|企业|[局委厅院校园处科室办]|街道|政府|家长|同学|朋友|老师|教师|同志)(?:们)?[：:]$"
)
"""To whom a letter is written: it leads no list."""
SHORT = 14
"""Code points of an item that is only a name, and whose next sentence tells it."""
LONGEST = 40
"""Items of one list."""
NEAR = 1600
"""Code points around a passage in which lists are looked for."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of one document. ``lead`` is the sentence that leads it, None where nothing does; ``head`` its
    own heading and lead in words, ``path`` the headings above; ``said`` what is told of each item where it is
    not the item's own words; ``chosen`` says that words of the question chose the items out of more."""

    document_id: str
    kind: ListKind
    items: tuple[Span, ...]
    head: str
    path: tuple[str, ...]
    lead: Span | None = None
    section: Section | None = None
    said: tuple[str, ...] = ()
    context: tuple[Span, ...] = ()
    chosen: bool = False
    caption: Span | None = None

    @property
    def start(self) -> int:
        """Where the list begins, its lead included."""
        first = self.items[0].start
        return min(first, self.lead.start) if self.lead is not None else first

    @property
    def end(self) -> int:
        """Where its last item ends."""
        return self.items[-1].end


def lists_around(
    document_id: str, text: str, sections: Sequence[Section], start: int, end: int
) -> Iterator[Listing]:
    """The lists of a stretch of a document and of what stands near it; one may be part of another."""
    low, high = max(0, start - NEAR), end + NEAR
    for section in sections:
        if section.start < high and low < section.end and section.kind != "title":
            yield from of_section(document_id, text, sections, section)
    for span in sentences(text, low, min(high, len(text))):
        words = text[span.start : span.end]
        if LEADS.search(words) and not ADDRESSED.match(words):
            yield from _led(document_id, text, sections, span)
    for section in sections:
        if start < section.end and section.start < end:
            yield from _within_paragraphs(document_id, text, section, start, end)
    yield from _in_line(document_id, text, sections, low, min(high, len(text)))


def of_section(
    document_id: str, text: str, sections: Sequence[Section], section: Section
) -> Iterator[Listing]:
    """The parts of a section; where it has none, its sentences."""
    parts = [p for p in parts_of(sections, section) if p.kind != "title"]
    if len(parts) > 1:
        items = tuple(item_of(text, part) for part in parts[:LONGEST])
        lead = _lead_of(text, section, items[0].start)
        own = f"{section.title} {text[lead.start : lead.end] if lead else ''}"
        yield Listing(document_id, "items", items, own, section.path[:-1], lead, section)
    elif section.title and not parts:
        spans = tuple(sentences(text, section.heading.end, section.end))
        if 1 < len(spans) <= LONGEST and "\t" not in text[section.start : section.end]:
            yield Listing(
                document_id, "sentences", spans, section.title, section.path[:-1], None, section
            )


def _lead_of(text: str, section: Section, first: int) -> Span | None:
    """The sentence of a section right before its first item; its own heading is none."""
    lead = sentence_at(text, max(section.start, len(text[:first].rstrip()) - 1))
    if lead.start < section.start or lead.end > first:
        return None
    return lead if lead.start >= section.heading.end or section.kind == "article" else None


def item_of(text: str, part: Section) -> Span:
    """An item's first sentence; with the next one where the first is only a name and both stand on one line."""
    line = text.find("\n", part.start, part.end)
    end = line if line >= 0 else part.end
    found = list(sentences(text, part.start, end))
    if not found:
        return Span(
            part.start, max(part.start + 1, part.start + len(text[part.start : end].rstrip()))
        )
    short = len(found[0]) <= SHORT and len(found) > 1
    return Span(found[0].start, found[1].end) if short else found[0]


def _led(document_id: str, text: str, sections: Sequence[Section], lead: Span) -> Iterator[Listing]:
    """What stands behind a sentence that leads: items of one numbering, or the clauses of its own line."""
    holding = [s for s in sections if s.start <= lead.start < s.end and s.kind != "title"]
    path = holding[-1].path if holding else ()
    words = text[lead.start : lead.end]
    line_end = text.find("\n", lead.end)
    line_end = len(text) if line_end < 0 else line_end
    if text[lead.end : line_end].strip():
        items = list(sentences(text, lead.end, line_end))
    else:
        items = _numbered(text, lead.end)
        if not items and ANNOUNCES.search(words):
            items = _lines(text, lead.end, sections)
    if 1 < len(items) <= LONGEST:
        yield Listing(document_id, "items", tuple(items), words, path, lead)


def _in_line(
    document_id: str, text: str, sections: Sequence[Section], low: int, high: int
) -> Iterator[Listing]:
    """What stands between a lead and the end of its sentence, parted by semicolons."""
    for match in IN_LINE.finditer(text, low, high):
        end = min(
            (at for mark in "。\n" if (at := text.find(mark, match.end())) >= 0), default=high
        )
        lead = trimmed(text, match.start(), match.end())
        if ADDRESSED.match(text[lead.start : lead.end]):
            continue
        items = tuple(sentences(text, match.end(), end))
        announced = ANNOUNCES.search(text, lead.start, lead.end)
        if LONGEST >= len(items) >= (2 if announced else 3):
            holding = [s for s in sections if s.start <= lead.start < s.end and s.kind != "title"]
            path = holding[-1].path if holding else ()
            words = text[lead.start : lead.end]
            yield Listing(document_id, "items", items, words, path, lead)


def _numbered(text: str, start: int) -> list[Span]:
    """The numbered lines behind a lead, as long as the numbers rise; what stands below them is left out."""
    found: list[Span] = []
    family, last = "", 0
    for span in sentences(text, start, min(len(text), start + 4 * NEAR)):
        number = numbering(text[span.start : span.end])
        if number is None or text[span.start - 1 : span.start].strip():
            if not found:
                return []
            continue
        family = family or number.family
        if number.family != family:
            if number.family in ("article", "chapter", "section", "han"):
                break
            continue
        if number.value != last + 1:
            break
        found.append(span)
        last = number.value
    return found


def _lines(text: str, start: int, sections: Sequence[Section]) -> list[Span]:
    """Lines without numbers behind what announces them, up to the next heading."""
    stop = min((s.start for s in sections if s.start > start), default=len(text))
    stop = min(stop, start + NEAR)
    found = list(sentences(text, start, stop))
    return found if all(len(span) <= 120 for span in found) else []


def _within_paragraphs(
    document_id: str, text: str, section: Section, start: int, end: int
) -> Iterator[Listing]:
    """一是…；二是… of each paragraph of a section, led by the sentence before them."""
    if section.kind == "title":
        return
    first, last = max(section.start, start), min(section.end, end)
    for line in re.finditer(r"[^\n]+", text[first:last]):
        marks = _ordinals(line.group())
        if len(marks) < 2:
            continue
        base = first + line.start()
        ends = [*marks[1:], len(line.group())]
        items = [trimmed(text, base + a, base + b) for a, b in zip(marks, ends, strict=True)]
        items[-1] = Span(
            items[-1].start, max(sentence_at(text, items[-1].start).end, items[-1].start + 1)
        )
        lead = sentence_at(text, base + max(0, len(line.group()[: marks[0]].rstrip()) - 1))
        lead = Span(lead.start, min(lead.end, items[0].start))
        words = text[lead.start : lead.end].strip()
        own = f"{section.title} {words}"
        yield Listing(
            document_id,
            "items",
            tuple(items),
            own,
            section.path[:-1],
            lead if words else None,
            section,
        )


def _ordinals(line: str) -> list[int]:
    """Where the items of a paragraph begin: marks of one family from the first number on."""
    number = numbering(line)
    found = [m for m in ORDINAL.finditer(line) if not (number and m.start() < number.end)]
    families = [_family(m.group()) for m in found]
    marks = [m for m, family in zip(found, families, strict=True) if family == families[0]]
    return [m.start() for m in marks] if marks and FIRST.search(marks[0].group()) else []


def _family(mark: str) -> str:
    return "是" if "是" in mark else "第" if mark[0] == "第" else "(" if mark[0] in "（(" else "①"
