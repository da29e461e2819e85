"""What is told with a sentence: the items that it leads, its exception, its other clauses, the rest of its steps."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.candidates import Candidate
from assistant.evidence import Weighed
from assistant.library import Library
from assistant.section_items import SHOWN_ITEMS
from assistant.signals import Signals

MOST, MOST_CLAUSES = 3, 8
"""Sentences of one answer; clauses of one sentence."""
EXCEPTION = re.compile(
    r"^(?:但|其中|除[^，。]{1,20}外|确[因需有]|因特殊|特殊情况|否则|逾期|有下列情形之一的除外)"
    r"|(?:除外|不受此限|不在此限|不适用|另有规定的?从其规定)[）)]?[。；;]?$"
)
"""A sentence that changes what the one before it says."""
LONGEST = 170
"""Code points up to which a sentence is told with its exception."""
LONGEST_WHOLE = 220
"""Code points of a sentence of several clauses that is told whole."""
GOES_WITH = -0.5
"""How the reader must take a sentence that is told because it follows one of the way to do something."""


class ToldBeside:
    """Finds what belongs to a sentence among all that were weighed for a question."""

    def __init__(self, library: Library, signals: Signals, weighed: Weighed) -> None:
        self.library = library
        self.signals = signals
        self.weighed = weighed

    def unfolded(self, line: Candidate) -> list[Candidate]:
        """For what only leads a list its items: all of them where a list is asked for, else the best one."""
        items = [
            one for one in self.weighed.lines
            if one.lead == line.span and one.document_id == line.document_id
        ]  # fmt: skip
        if not items:
            return [line]
        return (
            items[:SHOWN_ITEMS] if self.signals.asked.which or self.signals.asked.how else items[:1]
        )

    def with_exception(self, line: Candidate) -> list[Candidate]:
        """The sentence with the next one where that changes what it says, and with the one before where it changes that."""
        beside = sorted(
            (one for one in self.weighed.lines if one.chunk.id == line.chunk.id),
            key=lambda one: one.span.start,
        )
        text = self.library.document(line.document_id).text
        at = beside.index(line)
        found = [line]
        for one, other, place in ((line, at + 1, 1), (line, at - 1, 0)):
            if not 0 <= other < len(beside):
                continue
            first, second = (one, beside[other]) if place else (beside[other], one)
            adjacent = not text[first.span.end : second.span.start].strip(" ")
            if (
                adjacent
                and EXCEPTION.search(second.text)
                and len(first.text + second.text) <= LONGEST
            ):
                found.insert(place * len(found), beside[other])
        return found

    def with_clauses(self, line: Candidate) -> list[Candidate]:
        """A clause with those of its sentence behind its semicolon, where all of them are short."""
        whole = self.to_its_end(line) if line.text.endswith(("；", ";")) else [line]
        parts = [one for one in whole if one is line or one.span.start > line.span.start]
        ends = next((n for n, one in enumerate(parts, 1) if one.text[-1] not in "；;"), 0)
        parts = parts[:ends] if ends else parts
        return parts if sum(len(one.text) for one in parts) <= LONGEST_WHOLE else [line]

    def from_its_start(self, line: Candidate) -> list[Candidate]:
        """A clause of a way to do something behind the clauses of its sentence that stand before its semicolon: the first
        step belongs to the others."""
        chunk = sorted(
            (one for one in self.weighed.lines if one.chunk.id == line.chunk.id),
            key=lambda one: one.span.start,
        )
        text = self.library.document(line.document_id).text
        found = [line]
        for one in reversed(chunk[: chunk.index(line)]):
            first = found[0]
            adjacent = not text[one.span.end : first.span.start] and one.lead == first.lead
            if not (adjacent and one.text.endswith(("；", ";"))) or len(found) == MOST_CLAUSES:
                break
            found.insert(0, one)
        return found if sum(len(one.text) for one in found) <= LONGEST_WHOLE else [line]

    def to_its_end(self, line: Candidate) -> list[Candidate]:
        """A clause of a way to do something with the clauses behind its semicolon, as one sentence."""
        found = [line]
        chunk = sorted(
            (one for one in self.weighed.lines if one.chunk.id == line.chunk.id),
            key=lambda one: one.span.start,
        )
        text = self.library.document(line.document_id).text
        for one in chunk:
            last = found[-1]
            same = last.text.endswith(("；", ";"))
            goes_on = same or self._told_with(found, one)
            follows = one.span.start >= last.span.end and goes_on
            few = len(found) < (MOST_CLAUSES if same else MOST)
            if follows and few and not text[last.span.end : one.span.start]:
                found.append(one)
        return found

    def _told_with(self, found: Sequence[Candidate], line: Candidate) -> bool:
        """May the sentence right behind those be of the same steps: is it read as no other matter, and short?"""
        at = self.weighed.lines.index(line)
        length = sum(len(one.text) for one in (*found, line))
        return length <= LONGEST and self.weighed.signals[at].get("read", -1.0) >= GOES_WITH
