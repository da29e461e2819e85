"""Answers made of a list that stands in a document: its items in order, each cited."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.case import Case
from assistant.evidence import Weighed
from assistant.inline_lists import COUNTED_NAME, counted
from assistant.item_words import bare_lead, plain_item, shortened
from assistant.kinds_listed import kinds_listed
from assistant.library import Library
from assistant.list_finding import ListFinding
from assistant.list_form import FORBIDS
from assistant.list_signals import ListSignals, answer_signals
from assistant.list_weights import probability, score, weights
from assistant.listing import Listing, lists_around
from assistant.records import Answer
from assistant.shortfall import fell_short
from assistant.signals import Signals
from assistant.steps import whole_lines
from assistant.terms import coverage
from ingest.records import Span

SHOWN_ITEMS = 20
"""Items of a list before the rest is only counted."""
HEAD_ROW = 80
"""Code points between a sentence and the first row of the table that it leads."""
HOLDS_MORE = 0.3
"""By what share of the question a sentence must be ahead of a list to be told instead."""
BEHIND_BEST = 1.0
"""How far behind the best sentence one may stand that a list must hold where no steps are asked for by that word."""
CERTAIN = 0.6
"""How probable a list of the number asked for must be to go before the tasks of the store; and any list where a
sentence answers how something is done (咋办) and no steps are asked for."""
STEPS_LED = 0.25
"""How probable a list must be that calls itself one of steps and holds the sentence that answers."""
STANDS_OUT = 4.0
"""How far ahead of the other items of a list a sentence must stand to be told without them where it is asked how."""
TELLS = 0.1
"""Share of what a question tells from which a word names the thing that is forbidden."""
SHORTEST_NAME = 2
"""Characters of a name such as 六不 that must stand in the question and before the list."""
OWNERS_ASKED = re.compile(r"(?:责任|牵头|配合|负责|主管)(?:单位|部门|科室|的)|谁(?:负责|牵头)")
OWNERS = re.compile(r"[（(〔【]?(?:责任|牵头|配合|负责)(?:单位|部门|科室|处室)(?:及分工)?[：:]")
"""The line of an item that names who is responsible for it."""


class SectionItems:
    """Lists the items that a question asks for."""

    def __init__(self, library: Library, case: Case, weighed: Weighed, signals: Signals) -> None:
        self.library = library
        self.case = case
        self.query = case.query
        self.citer = case.citer
        self.weighed = weighed
        found = [(c.document_id, c.start, c.end) for c, _ in case.found]
        self.signals = ListSignals(case.query, case.wanted, signals, weighed, found)
        self.finding = ListFinding(library, case, weighed)

    # --- choosing ---

    @property
    def best(self) -> Listing | None:
        """The list that answers, where it is probable enough that one does."""
        told = self.told()
        if told is None:
            return None
        listing, row = told
        of = weights()
        form = self.signals.form
        only_how = form.steps and not form.steps_said and self.weighed.enough
        chance = probability(row, of)
        probable = chance >= (CERTAIN if only_how else of.threshold)
        probable = probable or (chance >= STEPS_LED and self._are_steps(listing, row))
        if form.steps and not form.steps_said and not self._holds_best(listing):
            return None
        if only_how and self._one_stands_out(listing):
            return None
        return listing if probable and not self._sentence_holds_more(row["whole"]) else None

    def _are_steps(self, listing: Listing, row: Mapping[str, float]) -> bool:
        """Are steps asked for, do sentences answer, and is the list one of steps that holds the best of them?"""
        asked = self.signals.form.steps and self.weighed.enough and row["kind"]
        return bool(asked) and self._holds_best(listing)

    def _one_stands_out(self, listing: Listing) -> bool:
        """Is the best sentence one of the list and far ahead of its other items? Then it alone says how."""
        starts = {item.start for item in listing.items}
        told = zip(self.weighed.lines, self.weighed.scores, self.weighed.may, strict=True)
        own = [
            s
            for one, s, may in told
            if may and one.document_id == listing.document_id and one.span.start in starts
        ]
        return len(own) > 1 and own[0] == self.weighed.scores[0] and own[0] - own[1] >= STANDS_OUT

    def _holds_best(self, listing: Listing) -> bool:
        """Is a sentence that hardly stands behind the best one of the list, or its lead? Where it is only asked how
        something is done the steps of another thing are no answer."""
        spans = [s for s in (*listing.items, listing.lead) if s is not None]
        lines = zip(self.weighed.lines, self.weighed.scores, strict=True)
        near = [line for line, score in lines if self.weighed.scores[0] - score <= BEHIND_BEST]
        return not near or any(
            line.document_id == listing.document_id
            and any(s.start < line.span.end and line.span.start < s.end for s in spans)
            for line in near
        )

    def _sentence_holds_more(self, held: float) -> bool:
        """Does the best sentence answer, and hold much more of the question than the list does?"""
        if not self.weighed.enough or not self.weighed.lines:
            return False
        line = self.weighed.lines[0]
        return coverage(self.case.wanted, line.led, self.query.text) - held >= HOLDS_MORE

    def counted(self) -> Answer | None:
        """The list of just as many items as the question says: 15件实事; None where there is none."""
        told = self.told() if self.signals.form.counts else None
        if told is None or not told[1]["count"] or probability(told[1], weights()) < CERTAIN:
            return None
        return self.listed(told[0])

    def asked(self) -> Answer | None:
        """The items, in order, of the list that answers; None where sentences answer better."""
        best = kinds_listed(self.query.text, self.finding.lists(), self._lead)
        best = best or self._forbidden() or self.best
        if best is None or best.kind == "enumeration":
            return None
        return self.listed(self._whole_steps(self._owners_of(self._short_of(best))))

    def _forbidden(self) -> Listing | None:
        """Where it is asked who or what is not allowed: the one list whose lead forbids the very thing, by a word of
        the question that tells most."""
        if not (self.signals.form.forbids and self.signals.form.which):
            return None
        words = self.signals.signals.soft.words
        telling = {word.text for word in words if len(word.text) > 1 and word.weight >= TELLS}
        fits = [
            listing for listing, _ in self.measured()
            if listing.kind == "items" and listing.lead is not None
            and FORBIDS.search(lead := self._lead(listing)) and any(word in lead for word in telling)
        ]  # fmt: skip
        return fits[0] if len({(one.document_id, one.start) for one in fits}) == 1 else None

    def _lead(self, listing: Listing) -> str:
        """The sentence that leads a list, else its heading."""
        if listing.lead is None:
            return listing.head
        text = self.library.document(listing.document_id).text
        return text[listing.lead.start : listing.lead.end]

    def holding(self, document_id: str, spans: Sequence[Span]) -> Answer | None:
        """The list that some of its items are told of, whole: a part of a list is no answer."""
        for listing, _ in self.measured():
            starts = {item.start for item in listing.items}
            mine = listing.document_id == document_id and listing.kind == "items"
            if mine and all(span.start in starts for span in spans):
                return self.listed(listing)
        return None

    def led_by(self, document_id: str, lead: Span) -> Answer | None:
        """The list that a sentence leads; None where none was found."""
        for listing in self.finding.lists():
            table = listing.kind == "rows" and 0 <= listing.start - lead.end <= HEAD_ROW
            if listing.document_id == document_id and (listing.lead == lead or table):
                return self.listed(listing)
        return None

    def behind(self, document_id: str, lead: Span) -> Answer | None:
        """The list right behind a sentence that leads it, wherever it stands in its document."""
        text = self.library.document(document_id).text
        sections = self.library.store.sections(document_id)
        lists = lists_around(document_id, text, sections, lead.start, lead.end)
        near = [one for one in lists if one.lead == lead]
        return self.listed(near[-1]) if near else None

    def of_name(self) -> Answer | None:
        """The list behind a name that the question says and that tells how many things it is: 六不; None where no
        such list stands in the documents found."""
        for name in (m.group() for m in COUNTED_NAME.finditer(self.query.text)):
            for listing in self.finding.lists():
                if listing.lead is None or counted(name) != len(listing.items):
                    continue
                text = self.library.document(listing.document_id).text
                if name[:SHORTEST_NAME] in text[listing.lead.start : listing.lead.end]:
                    return self.listed(listing)
        return None

    def naming(self) -> Span | None:
        """The one sentence that names what is asked for one after another, where no list answers better."""
        best = self.best
        return best.items[0] if best is not None and best.kind == "enumeration" else None

    def told(self) -> tuple[Listing, dict[str, float]] | None:
        """The list that fits best with what tells whether it answers; None where there is no list."""
        lists = self.measured()
        if not lists:
            return None
        of = weights()
        ranked = sorted(((score(row, of), n) for n, (_, row) in enumerate(lists)), reverse=True)
        listing, row = lists[ranked[0][1]]
        scores = [one for one, _ in ranked]
        return listing, answer_signals(row, scores, self.signals.around())

    def measured(self) -> list[tuple[Listing, dict[str, float]]]:
        """The lists near the passages found that share most words with the question, with their signals."""
        lists = self.signals.likeliest([(one, self.words(one)) for one in self.finding.lists()])
        if not lists:
            return []
        embedder = self.library.meaning
        asked = embedder.embed([self.query.text], query=True)[0]
        near = embedder.embed([" ".join((*x.path[1:], x.head)) for x, _ in lists]) @ asked
        measured = self.signals.of(lists, [float(n) for n in near])
        return [(one, row) for (one, _), row in zip(lists, measured, strict=True)]

    def words(self, listing: Listing) -> list[str]:
        """Its items in the words of the document."""
        text = self.library.document(listing.document_id).text
        return [text[s.start : s.end] for s in listing.items]

    def _owners_of(self, listing: Listing) -> Listing:
        """Only the line that names who is responsible, where that is asked for and a line does so."""
        words = self.words(listing)
        lines = [s for s, w in zip(listing.items, words, strict=True) if OWNERS.match(w)]
        asked = OWNERS_ASKED.search(self.query.text) and lines and not listing.said
        return replace(listing, items=tuple(lines)) if asked else listing

    def _whole_steps(self, listing: Listing) -> Listing:
        """Of steps each with the sentences behind its first one: 学校成立小组。9月20日前完成评议。"""
        if not self.signals.form.steps or listing.said or listing.kind != "items":
            return listing
        text = self.library.document(listing.document_id).text
        return replace(listing, items=whole_lines(text, listing.items))

    def _short_of(self, listing: Listing) -> Listing:
        """The items that fell short, where those are asked for."""
        short = fell_short(self.query.text, self.words(listing))
        if not short or listing.said:
            return listing
        return replace(listing, items=tuple(listing.items[n] for n in short))

    # --- saying ---

    def listed(self, listing: Listing) -> Answer:
        """The items in order, each cited, with what leads them."""
        text = self.library.document(listing.document_id).text
        head = self._head(listing, text)
        lines = [head] if head else []
        context = (listing.lead,) if listing.lead is not None else ()
        context = (*context, *listing.context)
        for number, span in enumerate(listing.items[:SHOWN_ITEMS], 1):
            if listing.said:
                words = listing.said[number - 1]
            else:
                words = shortened(plain_item(text[span.start : span.end]))
            mark = self.citer.span(listing.document_id, span, context=context)
            lines.append(f"{number}. {words}{mark}")
        count = len(listing.items)
        if count == 1:
            return Answer(lines[-1].removeprefix("1. "), "extractive", self.citer.citations)
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
            return f"{text[listing.caption.start : listing.caption.end].strip().rstrip('：:')}："
        return f"{section.number}{section.title}：" if section is not None and section.title else ""
