"""Prepares a document for binding: its lines with their sentences, values, times, part and heading."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.extract import guards, tense
from ingest.extract.clauses import Sentence, sentences
from ingest.extract.tense import Mode
from ingest.grammar import find_quantities, find_times
from ingest.grammar.quantities import Quantity
from ingest.grammar.times import TimeSpan
from ingest.records import Document, FactTime, Metadata, Section

# A line without any of these holds neither a value nor a time.
WORTH = re.compile(
    r"[\d０-９零〇一二两三四五六七八九十百千万亿半廿％%‰]|年|月|季度|学期|寒假|暑假|假期|国庆|春节|教师节|六一|五一|元旦|期间|开学|期初|期末|当日|即日|翻番|倍"
)
LONGEST = 2000
"""Code points read at a time: a longer paragraph is read in stretches, because rules look around."""
SHORT_LINE = 48
# A line that holds none of these is a heading or a list item.
STOP = re.compile(r"[。；;！？!?]|[，,：:]$")


# Kinds of documents that set tasks for the year in which they are issued.
OF_ITS_YEAR = re.compile(r"通知|方案|计划|要点|安排|公告|通告|简章|函")
REPORT = re.compile(r"政府工作报告")
# 行动计划（2026—2030年）: its first year and its last.
SPAN_OF_YEARS = re.compile(r"((?:19|20)\d\d)\s*年?\s*[—–―\-~～至－]{1,2}\s*((?:19|20)\d\d)\s*年")
YEAR_END = 11


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph, or one table cell, with all that the rules look at. Offsets are the document's."""

    start: int
    end: int
    text: str
    section: tuple[str, ...]
    mode: Mode
    sentences: tuple[Sentence, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    times: tuple[TimeSpan, ...] = ()
    masks: tuple[guards.Mask, ...] = ()
    head: str = ""
    """What the list that the line stands in counts; empty outside lists of quotas."""

    def masked(self, start: int, end: int) -> str:
        """The reason why a stretch is no fact; empty where nothing speaks against it."""
        return guards.masked(self.masks, start, end)


@dataclass(frozen=True, slots=True)
class Years:
    """What the document says of its years: for filling in missing ones and for telling the past."""

    plan: int | None
    reference: dt.date | None
    own: int | None
    school: bool = False
    """``plan`` is the first of a school year: January to August are the year after it."""

    @classmethod
    def of(cls, metadata: Metadata) -> Years:
        """Takes the years from what the document says of itself."""
        issued = metadata.issued
        own = issued.year if issued and issued.year else metadata.plan_year
        first = _first_year(metadata)
        if first:
            own = min(own, first) if own else first
        plan = metadata.plan_year
        if plan is None and _plans_for_its_year(metadata):
            plan = own
        until = metadata.plan_until
        school = "学年" in metadata.title and plan is not None and until == plan + 1
        return cls(plan, issued.to_date() if issued else None, own, school)

    def times(self, text: str) -> tuple[TimeSpan, ...]:
        """The times of a text of this document."""
        return find_times(
            text, reference=self.reference, plan_year=self.plan, school_year=self.school
        )

    def over(self, time: TimeSpan) -> bool:
        """Whether a time lies in a year before the document was written."""
        return self.over_time(fact_time(time))

    def over_time(self, time: FactTime) -> bool:
        """The same for the time of a fact."""
        last = time.hi or time.lo
        if self.own is None or last is None or last.year is None:
            return False
        return last.year < self.own and not time.recurring


def _first_year(metadata: Metadata) -> int | None:
    """The first year that a document plans for; one of many years names it in its title."""
    if metadata.plan_year or metadata.plan_until is None:
        return metadata.plan_year
    span = SPAN_OF_YEARS.search(metadata.title)
    return int(span[1]) if span and int(span[2]) == metadata.plan_until else None


def _plans_for_its_year(metadata: Metadata) -> bool:
    """Whether a notice or plan that names no year means the year in which it was issued.

    One issued at the end of a year may mean the next: its year stays unknown.
    """
    issued = metadata.issued
    if issued is None or issued.year is None or (issued.month or 1) >= YEAR_END:
        return False
    if metadata.plan_until is not None or "plan_year" in metadata.edited:
        return False
    return bool(OF_ITS_YEAR.search(metadata.kind) or REPORT.search(metadata.title))


def fact_time(time: TimeSpan) -> FactTime:
    """A time of the grammar as a fact carries it."""
    return FactTime(
        time.text,
        time.start,
        time.end,
        time.lo,
        time.hi,
        time.relation,
        time.precision,
        time.recurring,
    )


def read_line(text: str, start: int, section: tuple[str, ...], mode: Mode, years: Years) -> Line:
    """Reads one stretch of text that begins at ``start`` of the document."""
    line = Line(start, start + len(text), text, section, mode)
    if not WORTH.search(text):
        return line
    times = years.times(text)
    quantities = find_quantities(text)
    if not times and not quantities:
        return replace(line, sentences=sentences(text, start))
    return replace(
        line,
        sentences=sentences(text, start),
        quantities=tuple(replace(q, start=q.start + start, end=q.end + start) for q in quantities),
        times=tuple(replace(t, start=t.start + start, end=t.end + start) for t in times),
        masks=tuple(
            guards.Mask(m.start + start, m.end + start, m.reason) for m in guards.masks(text)
        ),
    )


def words_of(line: Line, start: int, end: int) -> str:
    """A stretch of a line, by the document's offsets."""
    return line.text[start - line.start : max(start, end) - line.start]


def read_lines(
    document: Document, sections: Sequence[Section], years: Years, mode: Mode
) -> Iterator[Line]:
    """All paragraphs of a document that are no table rows, in order."""
    persistent, summary = mode == "neutral", mode == "review"
    paths = SectionPaths(sections)
    for start, end in _paragraphs(document):
        text = document.text[start:end]
        if len(text) <= SHORT_LINE and not STOP.search(text):
            mode = tense.after_heading(text, mode, over=_all_over(text, years), summary=summary)
            yield read_line(text, start, paths.at(start), mode, years)
            continue
        here = tense.paragraph_mode(text, mode, over=_period_over(text, years))
        if persistent or here == "plan":
            mode = here
        yield read_line(text, start, paths.at(start), here, years)


def _period_over(text: str, years: Years) -> bool:
    """Whether the plan period that a paragraph opens with lies before the document's own year."""
    if not tense.PERIOD_OPENING.match(text.lstrip("\u3000 \t")[:80]):
        return True
    period = years.times(text[:40])
    return not period or years.over(period[0])


def _all_over(heading: str, years: Years) -> bool:
    """Whether every time that a heading names lies before the document's own year."""
    if not WORTH.search(heading):
        return False
    named = years.times(heading)
    return bool(named) and all(years.over(time) for time in named)


def _paragraphs(document: Document) -> Iterator[tuple[int, int]]:
    if document.paragraphs:
        for paragraph in document.paragraphs:
            if paragraph.kind == "text":
                yield from stretches(document.text, paragraph.start, paragraph.end)
        return
    for match in re.finditer(r"\S[^\r\n]*", document.text):
        end = match.start() + len(match.group().rstrip())
        yield from stretches(document.text, match.start(), end)


def stretches(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """``[start, end)`` itself, or, where it is very long, stretches that end with a sentence."""
    while end - start > LONGEST:
        last = start + LONGEST
        cut = max((text.rfind(mark, start, last) for mark in "。！？；"), default=-1)
        if cut <= start:
            cut = max(text.rfind(mark, start, last) for mark in "，、,; ")
        cut = cut + 1 if cut > start else last
        yield start, cut
        start = cut
    yield start, end


class SectionPaths:
    """The heading path at rising offsets; one sweep over the sections for a whole document."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._ordered = sorted(sections, key=lambda section: (section.start, -section.end))
        self._next = 0
        self._open: list[Section] = []

    def at(self, offset: int) -> tuple[str, ...]:
        """The path of the innermost section that holds ``offset``."""
        while self._next < len(self._ordered) and self._ordered[self._next].start <= offset:
            self._open.append(self._ordered[self._next])
            self._next += 1
        while self._open and self._open[-1].end <= offset:
            self._open.pop()
        return self._open[-1].path if self._open else ()
