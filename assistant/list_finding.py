"""The lists that may answer a question: near the passages found, under headings that say what is asked, in tables, within a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from assistant.case import Case
from assistant.evidence import Weighed
from assistant.inline_lists import inline_lists
from assistant.library import Library
from assistant.list_form import ListForm
from assistant.listing import NAMES, Listing, lists_around, of_section
from assistant.sentences import bare
from assistant.table_lists import rows_of
from assistant.terms import coverage
from ingest.records import Chunk

LOOKED_AT = 8
"""Passages around which lists are looked for."""
ENUMERATING = 10
"""Sentences that are looked at for things named one after another."""
ENUMERATING_BEHIND = 3.0
"""How far behind the best such a sentence may stand."""
HEADED = 0.5
"""What a heading must hold of the question for its parts to be looked at wherever they stand in a document."""
LEAD_LENGTH = 60
"""A longer heading is a sentence."""
FEW = 3
"""Documents meant whose headings are all looked at."""


class ListFinding:
    """Finds the lists of one question."""

    def __init__(self, library: Library, case: Case, weighed: Weighed) -> None:
        self.library = library
        self.case = case
        self.query = case.query
        self.weighed = weighed
        self.form = ListForm(case.query)

    def lists(self) -> Iterator[Listing]:
        """Each list once: around the passages found, under headings, in tables, within a sentence."""
        seen: set[tuple[str, int, int, str]] = set()
        for listing in (*self._around(), *self._headed(), *self._tables(), *self._enumerations()):
            key = (listing.document_id, listing.items[0].start, listing.items[-1].end, listing.kind)
            if key not in seen:
                seen.add(key)
                yield self._titled(listing)

    def _titled(self, listing: Listing) -> Listing:
        """The list under its document's title; of a text within a handbook the path begins with that text's own."""
        title = self.case.scope[listing.document_id].metadata.title or ""
        if not title or not listing.path or bare(title) == bare(listing.path[0]):
            return listing
        return replace(listing, path=(title, *listing.path))

    def _around(self) -> Iterator[Listing]:
        for chunk, _ in self.case.found[:LOOKED_AT]:
            yield from self.library.lists.get(chunk.id, partial(self._near, chunk))

    def _near(self, chunk: Chunk) -> tuple[Listing, ...]:
        """The lists around one passage; one passage answers many questions."""
        text = self.library.document(chunk.document_id).text
        sections = self.library.store.sections(chunk.document_id)
        where = (chunk.document_id, text, sections, chunk.start, chunk.end)
        return (*lists_around(*where), *inline_lists(*where))

    def _headed(self) -> Iterator[Listing]:
        """Lists under headings that say what is asked for, wherever they stand in the documents meant."""
        meant = dict.fromkeys(chunk.document_id for chunk, _ in self.case.found[:1])
        if len(self.case.documents) <= FEW:
            meant.update(dict.fromkeys(self.case.documents))
        for identity in meant:
            text = self.library.document(identity).text
            sections = self.library.store.sections(identity)
            for section in sections:
                title = section.title
                if not title or section.kind == "title" or len(title) > LEAD_LENGTH:
                    continue
                if coverage(self.case.wanted, title, self.query.text) >= HEADED:
                    yield from of_section(identity, text, sections, section)

    def _tables(self) -> Iterator[Listing]:
        for chunk, _ in self.case.found[:LOOKED_AT]:
            document = self.library.document(chunk.document_id)
            for table in document.tables:
                if table.start < chunk.end + 1 and chunk.start <= table.end:
                    sections = self.library.store.sections(chunk.document_id)
                    yield from rows_of(document, table, sections, self.query)

    def _enumerations(self) -> Iterator[Listing]:
        found = self.weighed.best(ENUMERATING, ENUMERATING_BEHIND)
        for line in found if self.form.which else ():
            if NAMES.search(line.text) and "\t" not in line.text:
                yield Listing(line.document_id, "enumeration", (line.span,), line.led, line.path)
