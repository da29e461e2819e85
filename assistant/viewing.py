"""The way back from a citation: which pages, which boxes, which words of which document to show."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ingest.errors import UnknownId
from ingest.records import Box, Span
from ingest.render import PageImages, document_html, page_boxes
from ingest.render.html import Marks
from ingest.render.images import PageJob

if TYPE_CHECKING:
    from ingest.records import Document
    from ingest.settings import Settings
    from ingest.store.store import Store

Layout = Literal["pages", "text"]
Notice = Literal["", "no_place", "no_original", "outside"]
"""Why the view is not what was asked for: the quote has no known place on the page, the file is not
kept, the spans lie outside the text."""

PAGED = {"pdf": "pdf", "image": "image", "docx": "docx"}
"""Formats whose pages can be drawn → how. A docx has pages only where it is nothing but pictures."""
A4 = (595.0, 842.0)


@dataclass(frozen=True, slots=True)
class PageView:
    """One page: its number from 1, printed label, size in points, and the marked boxes."""

    number: int
    label: str
    width: float
    height: float
    quotes: tuple[Box, ...] = ()
    context: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """A document opened at some words. ``html`` for the layout ``text``, ``pages`` for ``pages``."""

    document_id: str
    title: str
    number: str
    source: str
    current: bool
    layout: Layout
    layouts: tuple[Layout, ...]
    notice: Notice = ""
    html: str = ""
    pages: tuple[PageView, ...] = ()
    quoted_page: int | None = None


class Viewing:
    """Opens documents of one library for reading."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._images = PageImages(settings)
        self._ahead = threading.Lock()

    def close(self) -> None:
        """Ends the process that draws pages."""
        self._images.close()

    def view(
        self,
        document_id: str,
        quotes: Sequence[Span] = (),
        context: Sequence[Span] = (),
        layout: Layout | None = None,
        page_words: str = "第 {page} 页",
    ) -> View:
        """A document with the quotes and their context marked.

        Raises:
            UnknownId: the library does not hold this document, in any version.
        """
        document = self._store.document(document_id)
        metadata = self._store.metadata(document_id)
        size = len(document.text)
        inside = tuple(s for s in quotes if s.end <= size)
        marks = Marks(inside, tuple(s for s in context if s.end <= size))
        notice: Notice = "outside" if len(inside) < len(quotes) else ""
        layouts: tuple[Layout, ...] = ("text",)
        boxes = page_boxes(document, marks.quotes)
        if document.format in PAGED and document.pages:
            if self._store.original_path(document_id) is None:
                notice = notice or "no_original"
            else:
                layouts = ("pages", "text")
        chosen: Layout = layout if layout in layouts else layouts[0]
        if chosen == "pages" and marks.quotes and not boxes and layout is None:
            chosen, notice = "text", notice or "no_place"
        at = document.page_at(marks.quotes[0].start) if marks.quotes else None
        return View(
            document_id=document_id,
            title=metadata.title or document.source,
            number=metadata.number,
            source=document.source,
            current=any(d.id == document_id for d in self._store.documents()),
            layout=chosen,
            layouts=layouts,
            notice=notice,
            html=self._html(document, marks, page_words) if chosen == "text" else "",
            pages=_pages(document, marks) if chosen == "pages" else (),
            quoted_page=boxes[0].page if boxes else at.number if at else None,
        )

    def page_image(self, document_id: str, page: int) -> bytes:
        """A page as a PNG.

        Raises:
            UnknownId: no such document, page, or its file is not kept.
            DocumentError: the page cannot be drawn.
        """
        document = self._store.document(document_id)
        path = self._store.original_path(document_id)
        if document.format not in PAGED or path is None:
            raise UnknownId(f"“{document.source}”没有可以显示的版面。")
        return self._images.png(PageJob(path, document.source, PAGED[document.format], page))

    def draw_ahead(self, places: Iterable[tuple[str, int | None]]) -> None:
        """Draws the first of these (document id, page) that is a drawn page, in the background: whoever reads
        an answer opens its source a moment later. While another one is being drawn it does nothing."""
        known = {d.id for d in self._store.documents() if d.format == "pdf"}
        place = next(((i, page) for i, page in places if page and i in known), None)
        if place is None or not self._ahead.acquire(blocking=False):
            return

        def draw() -> None:
            try:
                with contextlib.suppress(Exception):  # whoever opens the page is told
                    self.page_image(*place)
            finally:
                self._ahead.release()

        threading.Thread(target=draw, name="draw-ahead", daemon=True).start()

    def _html(self, document: Document, marks: Marks, page_words: str) -> str:
        return document_html(document, self._store.sections(document.id), marks, page_words)


def _pages(document: Document, marks: Marks) -> tuple[PageView, ...]:
    quotes = page_boxes(document, marks.quotes)
    context = [box for box in page_boxes(document, marks.context) if box not in quotes]
    return tuple(
        PageView(
            page.number,
            page.label,
            page.width or A4[0],
            page.height or A4[1],
            tuple(b.box for b in quotes if b.page == page.number),
            tuple(b.box for b in context if b.page == page.number),
        )
        for page in document.pages
    )
