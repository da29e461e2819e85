"""Answers made of a list that stands in a document: its items in order, or the goals of a plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.case import Case
from assistant.evidence import Weighed
from assistant.library import Library
from assistant.list_choice import UNRANKED, ListChoice, Scored
from assistant.listing import NAMES, ORDINAL, Listing, item_of, lists_around
from assistant.records import Answer
from assistant.section_parts import parts_of
from assistant.sentences import bare, sentences
from assistant.shortfall import fell_short
from assistant.table_lists import rows_of
from assistant.terms import coverage
from ingest.grammar import find_quantities, find_times, numbering
from ingest.records import Section, Span

SHOWN_ITEMS = 20
"""Items of a list before the rest is only counted."""
ITEM_LENGTH, TELLING_LENGTH = 90, 170
"""Code points of one item, cut at a comma; where a later number, day or name tells it, up to so many."""
HEADED, APART = 0.6, 0.25
"""What an item must hold of the question, and by how much more than the others, to be the answer by itself."""
LEAST, LEAST_NAMING = 0.95, 1.05
"""The score from which a list answers, and from which a sentence that names several things does."""
LOOKED_AT = 4
"""Passages around which lists are looked for."""
ENUMERATING = 6
"""Sentences that are looked at for things named one after another."""
GOALS = re.compile(r"目标")
"""Headings of what a plan wants to reach."""
TITLE_LENGTH = 16
"""A longer heading is a sentence, not the name of a section."""
FEW = 3
"""Documents looked through for their goals."""
NAMED = re.compile(r"[《“][^》”]{2,30}[》”]")


class SectionItems:
    """Lists the items that a question asks for."""

    def __init__(self, library: Library, case: Case, weighed: Weighed) -> None:
        self.library = library
        self.case = case
        self.query = case.query
        self.citer = case.citer
        self.weighed = weighed
        self.choice = ListChoice(case.query, case.wanted)

    # --- choosing ---

    def asked(self) -> Answer | None:
        """The items, in order, of the list that answers; None where sentences answer better."""
        best = max(self.scored(), key=lambda s: s.score, default=None)
        if best is None or best.score < LEAST or self._one_stands_out(best):
            return None
        return None if best.listing.kind == "enumeration" else self._listed(self._short_of(best))

    def naming(self) -> Span | None:
        """The one sentence that names what is asked for one after another, where no list answers better."""
        best = max(self.scored(), key=lambda s: s.score, default=None)
        if best is None or best.score < LEAST_NAMING or best.listing.kind != "enumeration":
            return None
        return best.listing.items[0] if self.choice.which else None

    def scored(self) -> list[Scored]:
        """Every list near the passages found, weighed."""
        lists = list(self._lists())
        if not lists:
            return []
        embedder = self.library.meaning
        asked = embedder.embed([self.query.text], query=True)[0]
        near = embedder.embed([" ".join((*x.path[1:], x.head)) for x in lists]) @ asked
        return [self._weighed(x, float(n)) for x, n in zip(lists, near, strict=True)]

    def _lists(self) -> Iterator[Listing]:
        seen: set[tuple[str, int, int, str]] = set()
        for listing in (*self._around(), *self._tables(), *self._enumerations()):
            key = (listing.document_id, listing.items[0].start, listing.items[-1].end, listing.kind)
            if key not in seen:
                seen.add(key)
                yield listing

    def _around(self) -> Iterator[Listing]:
        for chunk, _ in self.case.found[:LOOKED_AT]:
            text = self.library.document(chunk.document_id).text
            sections = self.library.store.sections(chunk.document_id)
            yield from lists_around(chunk.document_id, text, sections, chunk.start, chunk.end)

    def _tables(self) -> Iterator[Listing]:
        for chunk, _ in self.case.found[:LOOKED_AT]:
            document = self.library.document(chunk.document_id)
            for table in document.tables:
                if table.start < chunk.end + 1 and chunk.start <= table.end:
                    sections = self.library.store.sections(chunk.document_id)
                    yield from rows_of(document, table, sections, self.query)

    def _enumerations(self) -> Iterator[Listing]:
        for line in self.weighed.best(ENUMERATING, 2.0) if self.choice.which else ():
            if NAMES.search(line.text) and "\t" not in line.text:
                yield Listing(line.document_id, "enumeration", (line.span,), line.led, line.path)

    def _weighed(self, listing: Listing, near: float) -> Scored:
        text = self.library.document(listing.document_id).text
        words = [text[s.start : s.end] for s in listing.items]
        top = max(self.weighed.scores, default=0.0)
        own = [
            score for line, score in zip(self.weighed.lines, self.weighed.scores, strict=True)
            if line.document_id == listing.document_id
            and listing.start <= line.span.start < listing.end
        ]  # fmt: skip
        behind = top - max(own) if own else UNRANKED
        return self.choice.scored(listing, words, behind, near)

    def _short_of(self, best: Scored) -> Listing:
        """The items that fell short, where those are asked for."""
        listing = best.listing
        text = self.library.document(listing.document_id).text
        short = fell_short(self.query.text, [text[s.start : s.end] for s in listing.items])
        if not short or listing.said:
            return listing
        return replace(listing, items=tuple(listing.items[n] for n in short))

    def _one_stands_out(self, best: Scored) -> bool:
        """Does one item hold most of what is asked, and the head of the list little of it?"""
        text = self.library.document(best.listing.document_id).text
        shares = sorted(
            (
                coverage(self.case.wanted, text[s.start : s.end], self.query.text)
                for s in best.listing.items
            ),
            reverse=True,
        )
        apart = len(shares) > 1 and shares[0] >= HEADED and shares[0] - shares[1] >= APART
        headed = bool(self.choice.noun) and self.choice.noun in best.listing.head
        return apart and not headed and best.named < HEADED and best.listing.kind != "rows"

    # --- goals ---

    def goals(self) -> Answer | None:
        """The section of goals of a document that the question names, or that retrieval found."""
        named = list(self.case.documents) if len(self.case.documents) <= FEW else []
        for document_id in named or dict.fromkeys(c.document_id for c, _ in self.case.found[:FEW]):
            text = self.library.document(document_id).text
            for section in self.library.store.sections(document_id):
                if not GOALS.search(section.title) or section.kind == "title":
                    continue
                words = text[section.start : section.end]
                told = all(str(year) in words for year in self.query.years)
                if (
                    len(section.title) <= TITLE_LENGTH
                    and told
                    and (len(words.strip()) > len(section.heading))
                ):
                    items = tuple(self._within(document_id, section))
                    return self._listed(
                        Listing(document_id, "items", items, "", section.path, None, section)
                    )
        return None

    def _within(self, document_id: str, section: Section) -> list[Span]:
        """Sub-sections of a section, or its sentences."""
        text = self.library.document(document_id).text
        parts = parts_of(self.library.store.sections(document_id), section)
        if len(parts) > 1:
            return [item_of(text, part) for part in parts]
        return list(sentences(text, section.heading.end, min(section.end, section.start + 1500)))

    # --- saying ---

    def _listed(self, listing: Listing) -> Answer:
        text = self.library.document(listing.document_id).text
        head = self._head(listing, text)
        lines = [head] if head else []
        context = (listing.lead,) if listing.lead is not None else ()
        context = (*context, *listing.context)
        for number, span in enumerate(listing.items[:SHOWN_ITEMS], 1):
            if listing.said:
                words = listing.said[number - 1]
            else:
                words = shortened(_plain(text[span.start : span.end]))
            mark = self.citer.span(listing.document_id, span, context=context)
            lines.append(f"{number}. {words}{mark}")
        count = len(listing.items)
        notes: tuple[str, ...] = ()
        if count > SHOWN_ITEMS:
            notes = (f"共 {count} 条，这里列前 {SHOWN_ITEMS} 条，其余见出处所在章节。",)
        return Answer("\n".join(lines), "extractive", self.citer.citations, notes=notes)

    @staticmethod
    def _head(listing: Listing, text: str) -> str:
        """What leads the list, or its heading."""
        lead, section = listing.lead, listing.section
        if lead is not None and text[lead.start : lead.end].rstrip().endswith(("：", ":")):
            return shortened(bare_lead(text[lead.start : lead.end]))
        if listing.caption is not None:
            return f"{text[listing.caption.start : listing.caption.end].strip()}："
        return f"{section.number}{section.title}：" if section is not None and section.title else ""


def _plain(item: str) -> str:
    """An item without its number, its 一是 and its closing mark."""
    words = bare(item).replace("\t", " ")
    mark = ORDINAL.match(words)
    return words[mark.end() :] if mark and mark.end() < len(words) else words


def bare_lead(words: str) -> str:
    """What leads a list, without its own number."""
    number = numbering(words)
    return words[number.end :].strip() if number else words.strip()


def shortened(words: str, length: int = ITEM_LENGTH) -> str:
    """An item of bounded length, cut at a comma with an ellipsis; not before the numbers, days and names that
    tell it, where they come soon."""
    if len(words) <= length:
        return words
    telling = [q.end for q in find_quantities(words)] + [t.end for t in find_times(words)]
    telling += [m.end() for m in NAMED.finditer(words)]
    last = max((end for end in telling if end <= TELLING_LENGTH), default=0)
    if last > length and length >= ITEM_LENGTH:
        ends = [at for mark in "，,；;。" if (at := words.find(mark, last)) >= 0]
        cut = min(ends, default=len(words))
        return words if cut >= len(words) - 1 else f"{words[:cut]}……"
    cut = max(words.rfind(mark, 0, length) for mark in "，,、；; ")
    return f"{words[: cut if cut > 30 else length]}……"
