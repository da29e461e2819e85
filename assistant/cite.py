"""Citations: spans of documents with the numbers an answer's sentences carry."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.records import Answer, Citation
from ingest.records import Fact, Section, Span, quoted

if TYPE_CHECKING:
    from assistant.library import Library
    from ingest.store.rows import StoredDocument


MARK = re.compile(r"\[(\d{1,3})\]")
"""One citation mark."""


class Citer:
    """Numbers the spans an answer rests on; the same span keeps its number."""

    def __init__(self, library: Library, documents: Mapping[str, StoredDocument]) -> None:
        self._library = library
        self._documents = documents
        self._sections: dict[str, tuple[Section, ...]] = {}
        self._cited: dict[tuple[str, int, int], Citation] = {}

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All citations so far, in the order of their numbers."""
        return tuple(self._cited.values())

    def span(
        self, document_id: str, span: Span, section: tuple[str, ...] | None = None,
        context: tuple[Span, ...] = (),
    ) -> str:  # fmt: skip
        """The mark ``[n]`` of a span; what it needs beside its own words adds up over its uses."""
        key = (document_id, span.start, span.end)
        if key not in self._cited:
            self._cited[key] = self._make(len(self._cited) + 1, document_id, span, section, context)
        elif more := tuple(c for c in context if c not in self._cited[key].context):
            held = self._cited[key]
            self._cited[key] = replace(held, context=(*held.context, *more))
        return f"[{self._cited[key].marker}]"

    def title(self, document_id: str) -> str:
        """A document's title in 《》."""
        stored = self._documents[document_id]
        return quoted(stored.metadata.title or stored.source)

    def fact(self, fact: Fact) -> str:
        """The mark of a fact's quote."""
        return self.span(fact.document_id, Span(fact.start, fact.end), fact.section, fact.context)

    def _make(
        self, marker: int, document_id: str, span: Span, section: tuple[str, ...] | None,
        context: tuple[Span, ...],
    ) -> Citation:  # fmt: skip
        document = self._library.document(document_id)
        stored = self._documents[document_id]
        page = document.page_at(span.start)
        return Citation(
            marker=marker,
            document_id=document_id,
            document_title=stored.metadata.title or stored.source,
            source=stored.source,
            section=self._section(document_id, span.start) if section is None else section,
            page=page.number if page else None,
            page_label=page.label if page else "",
            quote=document.text[span.start : span.end],
            start=span.start,
            end=span.end,
            context=context,
            number=stored.metadata.number,
            sample=stored.sample,
        )

    def _section(self, document_id: str, offset: int) -> tuple[str, ...]:
        """The path of the innermost section; sections come in order and nest."""
        if document_id not in self._sections:
            self._sections[document_id] = self._library.store.sections(document_id)
        sections = self._sections[document_id]
        place = bisect_right([s.start for s in sections], offset) - 1
        return sections[place].path if place >= 0 else ()


def remarked(text: str, numbers: Mapping[int, int]) -> str:
    """The text with every mark that ``numbers`` knows under its new number."""
    return MARK.sub(
        lambda mark: f"[{numbers[n]}]" if (n := int(mark.group(1))) in numbers else mark.group(),
        text,
    )


def in_order(answer: Answer) -> Answer:
    """The answer with its citations numbered 1, 2, 3 … in the order of their first marks.

    What no sentence carries a mark of any more, because the guard struck it, is no citation.
    """
    held = {c.marker: c for c in answer.citations}
    said = (answer.text, *answer.notes)
    marks = (int(n) for text in said for n in MARK.findall(text))
    numbers = {old: new for new, old in enumerate(dict.fromkeys(n for n in marks if n in held), 1)}
    return replace(
        answer,
        text=remarked(answer.text, numbers),
        notes=tuple(remarked(note, numbers) for note in answer.notes),
        citations=tuple(replace(held[old], marker=new) for old, new in numbers.items()),
    )
