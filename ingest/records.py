"""The nouns of the ground floor: what a loader gives, what a document is, what is found in it.

Every record is frozen. Offsets are half-open spans of code points into ``Document.text``; wherever a
record carries both a quote and a span, ``document.text[start:end] == quote`` holds.
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in PDF points; the origin is the top left corner of the page."""

Relation = Literal["in", "by", "from", "until"]
Precision = Literal["day", "month", "quarter", "half", "year", "term", "plan"]
Comparator = Literal["eq", "ge", "gt", "le", "lt", "approx", "range", "from_to"]
Origin = Literal["machine", "corrected", "added"]
"""Whose reading a fact is: the program's, corrected by a person, or added by one."""
Status = Literal["indexed", "failed", "empty", "needs_ocr", "unsupported"]


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of code points of ``Document.text``."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a half-open span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Do both share a code point?"""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Does the other lie within this one?"""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A calendar day whose year may be unknown. Written as EDTF: ``2025-09-01``, ``XXXX-09-01``."""

    year: int | None
    month: int
    day: int

    def __post_init__(self) -> None:
        if not 1 <= self.month <= 12 or not 1 <= self.day <= last_day(self.year, self.month):
            raise ValueError(f"no such day: {self.year}-{self.month}-{self.day}")

    def __str__(self) -> str:
        year = "XXXX" if self.year is None else f"{self.year:04d}"
        return f"{year}-{self.month:02d}-{self.day:02d}"

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Reads what ``str`` wrote. Raises ValueError on anything else."""
        year, month, day = text.split("-")
        return cls(None if year == "XXXX" else int(year), int(month), int(day))

    def with_year(self, year: int | None) -> PartialDate:
        """The same month and day of another year; 29 February becomes the month's last day."""
        return PartialDate(year, self.month, min(self.day, last_day(year, self.month)))

    def to_date(self) -> dt.date | None:
        """The calendar day, or None where the year is unknown."""
        return None if self.year is None else dt.date(self.year, self.month, self.day)


def last_day(year: int | None, month: int) -> int:
    """The last day of a month; 29 for a February of an unknown year."""
    return monthrange(2000 if year is None else year, month)[1]


# --- what a loader gives ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell as the file has it: merged cells stand once, with their spans.

    ``page`` and ``box`` (its rectangle) are known in a pdf.
    """

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, printed line (pdf) or table as a loader found it, in reading order.

    ``level`` is a heading level 1-9 where the file itself says so (Word style or outline level, html
    h1-h6, Markdown #). ``number`` is an automatic list number rendered as printed and not part of
    ``text``. ``anchor`` names the place inside the file for a later viewer (``p12``, ``t3``).
    ``column`` is 1 or 2 on a page set in two columns, 0 otherwise.
    """

    kind: Literal["paragraph", "line", "table"]
    text: str
    page: int | None = None
    box: Box | None = None
    level: int | None = None
    number: str = ""
    font_size: float | None = None
    bold: bool = False
    centred: bool = False
    style: str = ""
    cells: tuple[Cell, ...] = ()
    anchor: str = ""
    column: int = 0


@dataclass(frozen=True, slots=True)
class RawPage:
    """A page as the file has it; width and height in points; ``label`` is the printed number.

    ``ocr``: its words were read from a picture.
    """

    number: int
    label: str = ""
    width: float = 0.0
    height: float = 0.0
    has_text: bool = True
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class RawDocument:
    """What a loader reads from the bytes of one file, before anything is cleaned.

    ``furniture`` holds blocks the format itself keeps apart (Word headers and footers); ``info`` the
    file's own metadata (title, author, created …), never trusted over the text. ``unread`` are pages
    (in a Word file: pictures) whose words stand in a picture that has not been read.
    """

    source: str
    format: str
    blocks: tuple[Block, ...]
    pages: tuple[RawPage, ...] = ()
    furniture: tuple[Block, ...] = ()
    info: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()
    unread: tuple[int, ...] = ()


# --- a cleaned document -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph or table row of ``Document.text`` with what the file said about its looks.

    Paragraphs are in order, do not overlap and leave out only white space between them.
    """

    start: int
    end: int
    kind: Literal["text", "row"] = "text"
    level: int | None = None
    font_size: float | None = None
    bold: bool = False
    centred: bool = False
    style: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a table as a span of the text; empty cells have an empty span."""

    row: int
    column: int
    start: int
    end: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table inside the text: one row a line, cells separated by tabs, every cell once."""

    start: int
    end: int
    cells: tuple[TableCell, ...]
    header_rows: int = 1
    caption: Span | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Where a page lies in the text. ``number`` is 1-based; ``label`` the printed page number.

    ``width`` and ``height`` in points; 0 where the format has none. ``ocr``: read from a picture.
    """

    number: int
    label: str
    start: int
    end: int
    width: float = 0.0
    height: float = 0.0
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a printed line of the text stands on its page; for highlighting."""

    start: int
    end: int
    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Removed:
    """Words of the file that cleaning took out, and why. Nothing is dropped without a line here."""

    text: str
    reason: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One version of one document. ``id`` is a hash of source and content."""

    id: str
    source: str
    sha256: str
    format: str
    text: str
    paragraphs: tuple[Paragraph, ...] = ()
    pages: tuple[Page, ...] = ()
    tables: tuple[Table, ...] = ()
    places: tuple[Place, ...] = ()
    removed: tuple[Removed, ...] = ()

    def page_at(self, offset: int) -> Page | None:
        """The page that holds the code point at ``offset``; None where the format has no pages."""
        return next((p for p in self.pages if p.start <= offset < p.end), None)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the document says of itself. Unknown is empty or None, never guessed.

    ``status`` is 现行, 废止, 被替代 or 未知; ``replaces`` lists titles or numbers that this document
    stands in the place of, ``repeals`` those it ends with nothing in their place; ``effective`` is the
    first day it is in force and ``expires`` the last; ``plan_until`` is the last year it plans for where
    ``plan_year`` is not the only one. ``attachments`` is its list of attachments (“2 分工表”) and
    ``parent`` the source of the document that it is itself an attachment of. ``edited`` names fields that
    a person has set, which no later reading changes; ``inherited`` those taken from the parent.
    """

    title: str = ""
    issuer: str = ""
    number: str = ""
    issued: PartialDate | None = None
    effective: PartialDate | None = None
    plan_year: int | None = None
    kind: str = ""
    status: str = "未知"
    place: str = ""
    replaces: tuple[str, ...] = ()
    expires: PartialDate | None = None
    plan_until: int | None = None
    parent: str = ""
    repeals: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    inherited: tuple[str, ...] = ()


def quoted(title: str) -> str:
    """A title in 《》; one that was made from a parent's (《…的通知》附件1) has them already."""
    return title if NAMED_BY_PARENT.match(title) else f"《{title}》"


NAMED_BY_PARENT = re.compile(r"^《.*》附[件表录]\S{0,6}$")
"""The name of an attachment whose own title says nothing but its number."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and all it governs, sub-sections included.

    ``path`` is the chain of headings from the outermost to this one; ``number`` the printed number
    (一, （二）, 3, 第四条); ``heading`` the span of the heading's own words.
    """

    start: int
    end: int
    level: int
    number: str
    title: str
    path: tuple[str, ...]
    heading: Span
    kind: Literal["title", "heading", "article", "attachment"] = "heading"


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a document. Chunks tile the text: joined in order, they give it back.

    ``text`` is what people see and citations quote; ``embed_text`` is what is indexed (heading path,
    table header, body). ``id`` is a hash of document, start and end.
    """

    id: str
    document_id: str
    text: str
    start: int
    end: int
    section: tuple[str, ...] = ()
    page: int | None = None
    embed_text: str = ""


# --- facts ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FactTime:
    """A time bound to a fact. ``lo`` and ``hi`` are inclusive; an open end is None."""

    raw: str
    start: int
    end: int
    lo: PartialDate | None
    hi: PartialDate | None
    relation: Relation
    precision: Precision
    recurring: bool = False

    @property
    def year_known(self) -> bool:
        """Can its ends be compared with a day of the calendar?"""
        ends = [d for d in (self.lo, self.hi) if d is not None]
        return bool(ends) and all(d.year is not None for d in ends)


@dataclass(frozen=True, slots=True)
class Target:
    """One indicator with one value (指标). ``quote`` is the clause, ``span`` the value's own words.

    Values are in the unit's base (元, 平方米, %, 人 …): 95% is ``Decimal(95)`` with unit ``%``.
    ``raw`` are the value's own words; in a corrected or added one they may be a person's.
    ``context`` holds further spans that the reading rests on (header cell, governing clause).
    """

    id: str
    document_id: str
    section: tuple[str, ...]
    quote: str
    start: int
    end: int
    span: Span
    indicator: str
    scope: str
    comparator: Comparator
    value: Decimal | None
    unit: str
    raw: str
    value_from: Decimal | None = None
    lo: Decimal | None = None
    hi: Decimal | None = None
    time: FactTime | None = None
    owner: str = ""
    context: tuple[Span, ...] = ()
    kind: Literal["target"] = field(default="target", init=False)


@dataclass(frozen=True, slots=True)
class Deadline:
    """One action with one time (时间节点); ``span`` is the time's own words."""

    id: str
    document_id: str
    section: tuple[str, ...]
    quote: str
    start: int
    end: int
    span: Span
    action: str
    owner: str
    time: FactTime
    context: tuple[Span, ...] = ()
    kind: Literal["deadline"] = field(default="deadline", init=False)


Fact = Target | Deadline


def fact_to_json(
    fact: Fact, *, document: str, source: str, origin: Origin = "machine", edited_by: str = ""
) -> dict[str, object]:
    """A fact as ``python -m ingest facts --json`` prints it: decimals as strings, days as EDTF."""
    common: dict[str, object] = {
        "id": fact.id,
        "kind": fact.kind,
        "document_id": fact.document_id,
        "document": document,
        "source": source,
        "section": list(fact.section),
        "quote": fact.quote,
        "start": fact.start,
        "end": fact.end,
        "span_start": fact.span.start,
        "span_end": fact.span.end,
        "context": [[span.start, span.end] for span in fact.context],
        "owner": fact.owner,
        "time": None if fact.time is None else time_to_json(fact.time),
        "origin": origin,
        "edited_by": edited_by,
    }
    if isinstance(fact, Deadline):
        return common | {"action": fact.action}
    return common | {
        "indicator": fact.indicator,
        "scope": fact.scope,
        "comparator": fact.comparator,
        "value": _decimal(fact.value),
        "value_from": _decimal(fact.value_from),
        "lo": _decimal(fact.lo),
        "hi": _decimal(fact.hi),
        "unit": fact.unit,
        "raw": fact.raw,
    }


def time_to_json(time: FactTime) -> dict[str, object]:
    """A time with its ends in EDTF; ``year_known`` tells whether they can be compared with a day."""
    return {
        "raw": time.raw,
        "lo": None if time.lo is None else str(time.lo),
        "hi": None if time.hi is None else str(time.hi),
        "relation": time.relation,
        "precision": time.precision,
        "recurring": time.recurring,
        "year_known": time.year_known,
    }


def _decimal(value: Decimal | None) -> str | None:
    return None if value is None else format(value.normalize(), "f")


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A sentence with a number or a date word that gave no fact, with the reason where known."""

    document_id: str
    start: int
    end: int
    quote: str
    section: tuple[str, ...]
    reason: str


# --- what an ingest run reports ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file. ``remedy`` says what a person can do where it was not indexed."""

    source: str
    status: Status
    id: str = ""
    sha256: str = ""
    version: int = 0
    reason: str = ""
    remedy: str = ""
    title: str = ""
    pages: int = 0
    chunks: int = 0
    facts: int = 0
    changed: bool = True
    """False where the same bytes were in the library already."""
    unread: int = 0
    """Pages that are pictures and have not been read."""
    waiting: int = 0
    """Pages that OCR is going to read: the file is in the queue."""
    recognised: int | None = None
    """How many of the waiting pages have been read so far; None while nobody has begun."""
    facts_added: int = 0
    facts_changed: int = 0
    facts_vanished: int = 0
    """Facts that are not those of the version before; all 0 where there is none."""


@dataclass(frozen=True, slots=True)
class IngestReport:
    """All outcomes of one run, in the order of the files."""

    outcomes: tuple[FileOutcome, ...]
    seconds: float = 0.0

    @property
    def indexed(self) -> tuple[FileOutcome, ...]:
        """What is in the library now."""
        return tuple(o for o in self.outcomes if o.status == "indexed")

    @property
    def unchanged(self) -> tuple[FileOutcome, ...]:
        """What was in the library before, byte for byte."""
        return tuple(o for o in self.outcomes if o.status == "indexed" and not o.changed)

    @property
    def failed(self) -> tuple[FileOutcome, ...]:
        """Everything that is not indexed and needs a person."""
        return tuple(o for o in self.outcomes if o.status != "indexed")

    @property
    def ok(self) -> bool:
        """Every file is in the library."""
        return not self.failed
