"""What stands beside the pages of an OFD file: annotations, bookmarks, names of embedded files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ingest.load.ofd_package import Document, Package, children, first, text_of
from ingest.load.ofd_page import words_of
from ingest.load.pdf_outline import MOST_ENTRIES, Entry, entry
from ingest.records import Block

MOST_NOTES = 5_000
DEEPEST = 9
"""Levels of bookmarks."""


def read_outline(package: Package, pages: Mapping[str, int]) -> list[Entry]:
    """The bookmarks that name a page and may be headings; ``pages`` maps ids to numbers from 1."""
    found: list[Entry] = []
    for document in package.documents:
        marks = {
            mark.get("Name") or "": first(mark, "Dest")
            for mark in children(first(document.root, "Bookmarks"), "Bookmark")
        }
        for item, level in _elements(first(document.root, "Outlines"), 1):
            page = pages.get(_page_id(item, marks))
            named = entry(item.get("Title") or "", level, page) if page else None
            if named is not None and len(found) < MOST_ENTRIES:
                found.append(named)
    return found


def _elements(parent: Any, level: int) -> Iterator[tuple[Any, int]]:
    for item in children(parent, "OutlineElem"):
        yield item, level
        if level < DEEPEST:
            yield from _elements(item, level + 1)


def _page_id(item: Any, marks: Mapping[str, Any]) -> str:
    """The id of the page that a bookmark leads to; empty where it leads nowhere."""
    for action in children(first(item, "Actions"), "Action"):
        goto = first(action, "Goto")
        target = first(goto, "Dest")
        if target is None and (mark := first(goto, "Bookmark")) is not None:
            target = marks.get(mark.get("Name") or "")
        if target is not None:
            return target.get("PageID") or ""
    return ""


def notes_of(package: Package, pages: Mapping[str, int]) -> list[Block]:
    """The words of annotations (remarks, stamps, watermarks): listed, not read out."""
    found: list[Block] = []
    for document in package.documents:
        for part, root in _parts(package, document, "Annotations"):
            for page in children(root, "Page"):
                read = package.optional(text_of(first(page, "FileLoc")), part)
                number = pages.get(page.get("PageID") or "")
                for note in [] if read is None else children(read[1], "Annot"):
                    block = _note(note, number)
                    if block is not None and len(found) < MOST_NOTES:
                        found.append(block)
    return found


def _note(note: Any, page: int | None) -> Block | None:
    words = [text_of(first(note, "Remark")), words_of(first(note, "Appearance"))]
    text = "\n".join(dict.fromkeys(word for word in words if word))
    style = "watermark" if note.get("Type") == "Watermark" else "comments"
    return Block("line", text, page=page, style=style) if text else None


def attachments_of(package: Package) -> list[str]:
    """The names of files that are embedded."""
    return [
        item.get("Name") or "未命名"
        for document in package.documents
        for _, root in _parts(package, document, "Attachments")
        for item in children(root, "Attachment")
        if (item.get("Visible") or "").lower() != "false"
    ]


def _parts(package: Package, document: Document, kind: str) -> Iterator[tuple[str, Any]]:
    """The parts of a kind that a document lists; missing and broken ones are left out."""
    for item in children(document.root, kind):
        read = package.optional(text_of(item), document.part)
        if read is not None:
            yield read
