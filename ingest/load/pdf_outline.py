"""The outline (bookmarks) of a pdf → heading levels of the printed lines it names.

Numbered headings keep the rank of their numbers: makers of outlines often put 第一章 and 第一节 on one
level. What counts here are the headings without a number, which nothing but their looks would tell.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ingest.grammar.numbering import numbering
from ingest.records import Block

LONGEST = 60
"""Characters of a bookmark beyond which it is a sentence."""
MOST = 3
"""Printed lines of one heading."""
MOST_ENTRIES = 5_000
# Not a heading: a number of the document, a date, a file name, an address, a bare page number.
_NO_HEADING = re.compile(
    r"^[（(\d]|https?:|\.(?:docx?|pdf|xlsx?|pptx?)$|[。；]$|〔\d{4}〕|^第?\d+页?$"
)

# The second line of a title: （第九版）, （试行）
_IN_BRACKETS = re.compile(r"^\s*[（(][^（()）]*[）)]\s*$")


@dataclass(frozen=True, slots=True)
class Entry:
    """A bookmark: its words without white space, its depth from 1, and its page from 1."""

    words: str
    level: int
    page: int


def read_outline(pdf: Any) -> tuple[Entry, ...]:
    """The bookmarks of a PDFium document that name a page and may be headings without a number."""
    found = []
    for bookmark, _ in zip(pdf.get_toc(max_depth=9), range(MOST_ENTRIES), strict=False):
        target = bookmark.get_dest()
        index = None if target is None else target.get_index()
        title = bookmark.get_title() or ""
        if index is not None and (named := entry(title, bookmark.level + 1, index + 1)):
            found.append(named)
    return tuple(found)


def entry(title: str, level: int, page: int) -> Entry | None:
    """A bookmark by its words; None where they cannot be a heading without a number."""
    return Entry(_squeezed(title), min(level, 9), page) if _is_heading(title) else None


def _is_heading(title: str) -> bool:
    words = title.strip()
    han = len(re.findall(r"[\u3400-\u9fff]", words))
    if not 2 <= len(words) <= LONGEST or (not han and len(words) < 4):
        return False
    return numbering(words) is None and _NO_HEADING.search(words) is None


def with_levels(blocks: Sequence[Block], outline: Iterable[Entry]) -> list[Block]:
    """The blocks with ``level`` set on the lines that a bookmark of their page names."""
    found = list(blocks)
    by_page: dict[int, list[int]] = defaultdict(list)
    for i, block in enumerate(blocks):
        if block.kind == "line" and block.page is not None:
            by_page[block.page].append(i)
    for named in outline:
        for i in _lines_of(named, blocks, by_page.get(named.page, [])):
            if not _IN_BRACKETS.match(blocks[i].text):
                found[i] = replace(found[i], level=named.level)
    return found


def _lines_of(entry: Entry, blocks: Sequence[Block], lines: Sequence[int]) -> Iterator[int]:
    """The first run of lines that together say what the bookmark says, and nothing else."""
    for first in range(len(lines)):
        said = ""
        for last in range(first, min(first + MOST, len(lines))):
            said += _squeezed(blocks[lines[last]].text)
            if said == entry.words:
                yield from lines[first : last + 1]
                return
            if not entry.words.startswith(said):
                break


def _squeezed(text: str) -> str:
    return re.sub(r"[\s\x00-\x1f\u200b\ufeff]", "", unicodedata.normalize("NFKC", text))
