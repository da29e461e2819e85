"""Facts → review queue: what holds a number or a date word and gave no fact, and why.

Sentences of running text and of table cells, rows of tables, and tables of which nothing was read.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest import reasons
from ingest.extract.facts import Reading, read
from ingest.extract.reading import Line
from ingest.extract.uncovered_sentences import Refusals, left_clauses, sentence_reason
from ingest.extract.uncovered_tables import left_in_tables
from ingest.records import Document, Fact, Metadata, Section, Uncovered

BARE = re.compile(r"\s*\d{1,4}\s*", re.ASCII)


def find_uncovered(
    document: Document,
    sections: Sequence[Section],
    facts: Sequence[Fact],
    *,
    metadata: Metadata | None = None,
) -> tuple[Uncovered, ...]:
    """The sentences and table rows that hold a number or a date word and gave none of ``facts``, in order."""
    return _uncovered(document, read(document, sections, metadata or Metadata()), facts)


def extract_all(
    document: Document, sections: Sequence[Section], metadata: Metadata
) -> tuple[tuple[Fact, ...], tuple[Uncovered, ...]]:
    """Facts and what gave none, from one reading of the document."""
    reading = read(document, sections, metadata)
    return reading.facts, _uncovered(document, reading, reading.facts)


def _uncovered(
    document: Document, reading: Reading, facts: Sequence[Fact]
) -> tuple[Uncovered, ...]:
    covered = Covered(facts)
    refusals = Refusals(reading.rejected)
    found = [
        Uncovered(document.id, start, end, document.text[start:end], line.section, reason)
        for line in (*reading.lines, *reading.cells)
        for start, end, reason in _of_line(line, refusals, covered)
    ]
    found += [
        Uncovered(document.id, start, end, document.text[start:end], section, reasons.UNREAD)
        for start, end, section in _bare_numbers(reading.lines)
    ]
    listed = [(one.start, one.end) for one in found]
    found += left_in_tables(document, reading, covered, listed)
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (one.start, one.end)))


def _of_line(line: Line, refusals: Refusals, covered: Covered) -> Iterator[tuple[int, int, str]]:
    """Sentences that gave nothing; of those that gave a fact the clauses with another number or time."""
    for sentence in line.sentences:
        if not covered.touches(sentence.start, sentence.end):
            if reason := sentence_reason(line, sentence, refusals):
                yield sentence.start, sentence.end, reason
            continue
        for clause, reason in left_clauses(line, sentence, refusals, covered.uses):
            yield clause.start, clause.end, reason


def _bare_numbers(lines: Sequence[Line]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Numbers that stand alone on a line, each with the line above it: a table that lost its rows.

    Numbers that only count on (1, 2, 3) are printed numbers of items or pages.
    """
    last = 0
    for above, line in pairwise(lines):
        if not BARE.fullmatch(line.text):
            continue
        value = int(line.text)
        if value != last + 1 and not BARE.fullmatch(above.text):
            yield above.start, line.end, line.section
        last = value


class Covered:
    """Where the facts of a document stand, to be asked of many stretches."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self._starts = sorted(fact.span.start for fact in facts)
        used = {(f.span.start, f.span.end) for f in facts}
        used |= {(t.start, t.end) for f in facts if (t := f.time) is not None}
        self._used = _merged(sorted(used))

    def touches(self, start: int, end: int) -> bool:
        """Whether the value or time of a fact begins within a stretch."""
        at = bisect_left(self._starts, start)
        return at < len(self._starts) and self._starts[at] < end

    def uses(self, start: int, end: int) -> bool:
        """Whether a number or time is that of a fact."""
        at = bisect_right(self._used, (start, end)) - 1
        around = self._used[max(at, 0) : at + 2]
        return any(a < end and start < b for a, b in around)


def _merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that overlap as one."""
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
