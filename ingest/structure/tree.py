"""Headings → sections: how they nest, where each ends, and the path of each.

Sections nest by span: each runs to the next heading of the same or a higher rank. The text that a
notice issues is a child of the notice; an attachment is a child of the document it belongs to, with
numbers of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.grammar.attachments import bare_title
from ingest.records import Document, Section
from ingest.structure.headings import Heading, find_headings

STRUCTURAL = frozenset({"part", "subpart", "chapter", "section", "article"})
"""Families whose rank never depends on the document."""
ISSUES = re.compile(r"印发|转发|下发|公布|发布|颁布|批转|修订|废止")
"""A notice whose title says so is followed by the text it issues."""
FORMAL = re.compile(r"\(.*?\)|^中华人民共和国|^关于(?:印发)?|通知$")
"""What the title of a notice may leave out of the name of the text it issues."""

Placed = tuple[Heading, int, tuple[str, ...]]


def find_sections(document: Document) -> tuple[Section, ...]:
    """All sections in document order, outermost first; offsets are code points of the text."""
    placed = list(_place(find_headings(document)))
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


def _ends(placed: list[Placed], last: int) -> list[int]:
    """Where each section ends: at the next heading of its level or a higher one."""
    ends = [last] * len(placed)
    waiting: list[int] = []
    for index, (heading, level, _) in enumerate(placed):
        while waiting and placed[waiting[-1]][1] >= level:
            ends[waiting.pop()] = heading.start
        waiting.append(index)
    return ends


def _place(headings: Iterator[Heading]) -> Iterator[Placed]:
    """Each heading with its level (1 = outermost) and path, by a stack of open headings."""
    stack: list[Heading] = []
    for heading in headings:
        del stack[_parents(stack, heading) :]
        stack.append(heading)
        yield heading, len(stack), tuple(h.label for h in stack)


def _parents(stack: list[Heading], new: Heading) -> int:
    """How many of the open headings stay open above the new one."""
    if new.family == "rules" and any(h.kind == "attachment" for h in stack):
        return next(i for i, h in enumerate(stack) if h.kind == "attachment") + 1
    if new.kind == "title":
        return 1 if stack and _issued_by(stack[0], new) else 0
    if new.kind == "attachment":
        above = [i for i, h in enumerate(stack) if h.kind == "attachment" and _is_part(new, h)]
        return (
            above[0] + 1
            if above
            else next((i for i, h in enumerate(stack) if h.kind != "title"), len(stack))
        )
    same = [i for i, h in enumerate(stack) if h.family == new.family]
    if same:
        return same[-1]
    if new.family == "plain":
        return len(stack)
    if new.family.startswith("level") or new.family in STRUCTURAL:
        higher = [i for i, h in enumerate(stack) if _above(h, new)]
        return higher[-1] + 1 if higher else 0
    if new.value == 1 or not stack:
        return len(stack)
    lower = [i for i, h in enumerate(stack) if h.kind == "heading" and h.rank > new.rank]
    return lower[0] if lower else len(stack)


def _above(open_one: Heading, new: Heading) -> bool:
    if open_one.kind in ("title", "attachment"):
        return True
    return open_one.rank < new.rank


def _issued_by(notice: Heading, text: Heading) -> bool:
    """Does the notice's title say that it issues the text of this title?"""
    if notice.kind != "title" or not ISSUES.search(notice.title):
        return False
    name, whole = (bare_title(title).replace("的", "") for title in (text.title, notice.title))
    name = FORMAL.sub("", name)
    return len(name) >= 4 and name in whole and name != whole


def _is_part(new: Heading, open_one: Heading) -> bool:
    """附件4-1 is a part of 附件4, and 附表1 of the 附件 it stands in."""
    if new.number.startswith("附表"):
        return open_one.number.startswith("附件")
    return "-" in new.number and "-" not in open_one.number and new.value == open_one.value
