"""What a document wants to reach, told whole: its section of goals, or the sentence that leads them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant import asked_topic
from assistant.case import Case
from assistant.library import Library
from assistant.listing import Listing, item_of
from assistant.records import Answer
from assistant.section_items import SectionItems
from assistant.section_parts import parts_of
from assistant.sentences import sentence_at, sentences, trimmed
from assistant.terms import coverage, terms
from ingest.records import Section, Span

GOALS = re.compile(r"目标")
"""Headings of what a plan wants to reach."""
LED = re.compile(r"[^。；;\n：:]{0,60}目标(?:任务|值)?(?:是|为|如下)?[：:](?=[^\n。])")
"""The words that lead goals on their own line."""
PIECE = re.compile(r"[^，,；;。\n]+")
NO_GOAL = re.compile(r"^(?:在?实际工作|并?(?:努力|力争)|争取|确保(?=[^0-9%％]*$))")
"""A clause that only goes on from the one before."""
NUMBERS_SET = re.compile(r"[定提设][^，。？]{0,6}(?:哪几个|哪些|几个)(?:数字?|指标)(?![学据])")
"""定了哪几个数: the goals, without the word."""
FIVE_YEARS = re.compile(r"十[一二三四五六七]?五|五年|2030")
"""What says that goals, or a question, are for five years."""
BESIDE = re.compile(r"[\s、，,]+|(?<=[一-鿿]{2})[和与及](?=[一-鿿]{2})")
"""What parts the things of a question."""
HELD = 0.5
"""Share of a thing that a goal must hold to be its goal."""
FEWEST = 3
TITLE_LENGTH = 16
"""A longer heading is a sentence, not the name of a section."""
FEW = 3
"""Documents looked through for their goals."""
LONGEST = 1500
"""Code points of a section of goals that are told."""


class GoalLists:
    """Tells the goals of the documents that a question means."""

    def __init__(self, library: Library, case: Case, lists: SectionItems) -> None:
        self.library = library
        self.case = case
        self.query = case.query
        self.lists = lists
        named = list(case.documents) if len(case.documents) <= FEW else []
        found = (chunk.document_id for chunk, _ in case.found[:FEW])
        self.documents = named or list(dict.fromkeys(found))

    def led(self) -> Answer | None:
        """Goals that one sentence names one after another, of the documents meant: 主要预期目标是：…；…。"""
        best = self._best_led()
        return self.lists.listed(best) if best is not None else None

    def asked_for(self) -> Answer | None:
        """Of such goals those of the things that the question names side by side: GDP、就业和物价."""
        if NUMBERS_SET.search(self.query.text):
            return self.led()
        things = [t for t in BESIDE.split(asked_topic.topic_of(self.query)) if len(t) > 1]
        best = self._best_led() if GOALS.search(self.query.text) and len(things) > 1 else None
        if best is None:
            return None
        words = self.lists.words(best)
        chosen: dict[int, Span] = {}
        found = 0
        for thing in things:
            wanted = terms(thing, self.library.vocabulary)
            held = [coverage(wanted, one, self.query.text) for one in words]
            mine = [n for n, share in enumerate(held) if share >= HELD]
            found += bool(mine)
            chosen.update({n: best.items[n] for n in mine})
        if found < len(things):  # what is not found may stand there in other words
            return self.lists.listed(best) if found else None
        return self.lists.listed(replace(best, items=tuple(chosen[n] for n in sorted(chosen))))

    def _best_led(self) -> Listing | None:
        if len(self.case.documents) > FEW:
            return None
        lists = [one for identity in self.case.documents for one in self._led_in(identity)]
        asked = bool(FIVE_YEARS.search(self.query.text))
        fitting = [one for one in lists if self._is_of_five_years(one) == asked]
        if not asked and not fitting:  # a plan of one year may stand under a heading of five
            fitting = lists
        return max(fitting, key=lambda one: len(one.items), default=None)

    def of_section(self) -> Answer | None:
        """The section of goals of a document that the question names, or that retrieval found."""
        for identity in self.documents:
            text = self.library.document(identity).text
            for section in self.library.store.sections(identity):
                if not GOALS.search(section.title) or section.kind == "title":
                    continue
                words = text[section.start : section.end]
                told = all(str(year) in words for year in self.query.years)
                if FIVE_YEARS.search(self.query.text):
                    told = told and bool(FIVE_YEARS.search(f"{' '.join(section.path)} {words}"))
                long = len(words.strip()) > len(section.heading)
                if len(section.title) <= TITLE_LENGTH and told and long:
                    items = tuple(self._within(identity, section))
                    return self.lists.listed(
                        Listing(identity, "items", items, "", section.path, None, section)
                    )
        return None

    def _led_in(self, identity: str) -> Iterator[Listing]:
        text = self.library.document(identity).text
        sections = self.library.store.sections(identity)
        for match in LED.finditer(text):
            end = min(
                (at for m in "。\n" if (at := text.find(m, match.end())) >= 0), default=len(text)
            )
            items = _clauses(text, match.end(), end)
            if sum(bool(re.search(r"\d", text[s.start : s.end])) for s in items) < FEWEST:
                continue
            holding = [s for s in sections if s.start <= match.start() < s.end]
            lead = trimmed(text, match.start(), match.end())
            path = holding[-1].path if holding else ()
            yield Listing(identity, "items", items, text[lead.start : lead.end], path, lead)

    def _is_of_five_years(self, listing: Listing) -> bool:
        """By its lead, else by the headings above and the sentence before it."""
        text = self.library.document(listing.document_id).text
        before = sentence_at(text, max(0, listing.start - 2))
        for words in (listing.head, text[before.start : before.end]):
            if re.search(r"今年|本年|全年|20(?:1\d|2[0-9])年", words):
                return False
            if FIVE_YEARS.search(words):
                return True
        return bool(FIVE_YEARS.search(" ".join(listing.path[1:])))

    def _within(self, identity: str, section: Section) -> list[Span]:
        """Sub-sections of a section, or its sentences."""
        text = self.library.document(identity).text
        parts = parts_of(self.library.store.sections(identity), section)
        if len(parts) > 1:
            return [item_of(text, part) for part in parts]
        end = min(section.end, section.start + LONGEST)
        return list(sentences(text, section.heading.end, end))


def _clauses(text: str, start: int, end: int) -> tuple[Span, ...]:
    """The clauses of a sentence; one that only goes on belongs to the one before."""
    found: list[Span] = []
    for match in PIECE.finditer(text, start, end):
        span = trimmed(text, match.start(), match.end())
        if found and NO_GOAL.search(text[span.start : span.end]):
            found[-1] = Span(found[-1].start, span.end)
        elif len(span) > 1:
            found.append(span)
    return tuple(found)
