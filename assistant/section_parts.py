"""The parts of a document and of its sections, as headings that can be cited."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.records import Section, Span

LONGEST_HEADING = 60
"""Code points of a heading that is said whole."""
LONGEST_NAME = 24
"""Code points of a heading that is a name."""


def chief_parts(sections: Sequence[Section]) -> list[Section]:
    """The outermost headings below the title: chapters, 一、二、三; where a file holds several documents,
    their titles. Empty where a document has no two."""
    titles = [s for s in sections if s.kind == "title"]
    inside = [s for s in sections if s.kind in ("heading", "article")]
    levels = sorted({s.level for s in inside})
    outermost = [s for s in inside if levels and s.level == levels[0]]
    if len(outermost) == 1 and len(levels) > 1:
        below = [s for s in inside if s.level == levels[1]]
        outermost = below if len(below) > 1 else outermost
    if len(outermost) > 1:
        return outermost
    return titles[1:] if len(titles) > 2 else []


def parts_of(sections: Sequence[Section], parent: Section) -> list[Section]:
    """The sections right below one, those of its lowest level first met."""
    inside = [
        s for s in sections
        if parent.start <= s.start < parent.end and s.level > parent.level
    ]  # fmt: skip
    level = min((s.level for s in inside), default=0)
    return [s for s in inside if s.level == level]


def heading_of(section: Section) -> str:
    """A heading with its printed number: 第三章 设立与审批, 二、加强师资."""
    title = section.title.strip()
    if len(title) > LONGEST_HEADING:
        title = title[:LONGEST_HEADING] + "……"
    gap = "" if not section.number or section.number.endswith(("、", "）", ")", ".")) else " "
    return f"{section.number}{gap}{title}".strip()


def is_name(title: str) -> bool:
    """Is a heading a name, and no sentence that the reader of parts took for one (建成基地3个，12月15日前验收)?"""
    return 0 < len(title.strip()) <= LONGEST_NAME and not re.search(r"[，。；\d]", title)


def first_words(text: str, section: Section) -> Span:
    """The heading's own words, or where those are only a number, the section's first line."""
    if section.title.strip():
        return section.heading
    end = text.find("\n", section.start, section.end)
    return Span(section.start, end if end > section.start else section.end)
