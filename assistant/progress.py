"""How far the work is: rows counted by state, per document, office, month; and what filters can offer."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.records import ChecklistRow
from ingest.errors import SettingsError
from ingest.records import FactTime, Metadata

if TYPE_CHECKING:
    from ingest.store.rows import StoredDocument

SEPARATORS = re.compile(r"[、，,；;/\s]+(?![^（(〔\[【]*[）)〕\]】])")
"""What parts the offices of one task; not inside brackets: 各县（市、区）政府 is one."""
LEVEL = re.compile(
    r"(?:国家|省|自治区|市|州|盟|县|区|旗|乡|镇|街道|村)级?(?:[（(〔][^）)〕]*[）)〕])?"
)
"""A level of government without an office: it shares the name of the next one."""
UNKNOWN_YEAR = "XXXX"
"""Stands for the year of a month that is known without one, as in EDTF."""


@dataclass(frozen=True, slots=True)
class Progress:
    """The rows of one name. ``id`` asks for them again: a document's id, an office, ``2026-09``. ``total`` are all;
    ``overdue`` of them are late, whatever their state."""

    name: str
    id: str
    total: int
    confirmed: int = 0
    doing: int = 0
    done: int = 0
    not_applicable: int = 0
    overdue: int = 0

    @property
    def waiting(self) -> int:
        """Rows that nobody has confirmed (待确认)."""
        return self.total - self.confirmed - self.doing - self.done - self.not_applicable

    @property
    def share(self) -> float:
        """How much of what applies is done, 0 to 1; 1 where nothing applies."""
        applies = self.total - self.not_applicable
        return self.done / applies if applies else 1.0


@dataclass(frozen=True, slots=True)
class Count:
    """What a filter offers, and how many rows it would give. ``id`` is the value to filter by."""

    name: str
    id: str
    number: int


FIELDS = {"已确认": "confirmed", "进行中": "doing", "已完成": "done", "不适用": "not_applicable"}


def progress(
    rows: Iterable[ChecklistRow], by: str, documents: Mapping[str, StoredDocument]
) -> tuple[Progress, ...]:
    """The rows counted by document, owner, issuer, month, year or kind; ``all`` gives one figure.

    A row with two owners counts for both, so that the figures of owners may add up to more than there are rows; one
    without an owner, or without a day, counts under the empty id. Months and years are those in which a row is
    due. Months and years come in order of time, all else with most overdue first, then with most that is open.

    Raises:
        SettingsError: no such way to count.
    """
    counted: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in rows:
        for key in _keys(row, by, documents):
            counts = counted[key]
            counts["total"] += 1
            counts["overdue"] += row.overdue
            if row.state in FIELDS:
                counts[FIELDS[row.state]] += 1
    found = [Progress(name, key, **counts) for (key, name), counts in counted.items()]
    if by in ("month", "year"):
        return tuple(sorted(found, key=lambda p: (not p.id, p.id)))
    return tuple(sorted(found, key=lambda p: (not p.id, -p.overdue, p.done - p.total, p.name)))


def rows_of(
    rows: Iterable[ChecklistRow], by: str, name: str, documents: Mapping[str, StoredDocument]
) -> tuple[ChecklistRow, ...]:
    """The rows that count for one name: ``progress(rows, by, …)`` gives as many as its ``total`` under that id.

    Raises:
        SettingsError: no such way to count.
    """
    return tuple(row for row in rows if any(key == name for key, _ in _keys(row, by, documents)))


def _keys(
    row: ChecklistRow, by: str, documents: Mapping[str, StoredDocument]
) -> Iterator[tuple[str, str]]:
    """What a row counts for: (id, name) each."""
    if by not in WAYS:
        raise SettingsError(f"不能按“{by}”统计。", f"可用：{'、'.join(WAYS)}。")
    if by == "document":
        yield row.fact.document_id, row.document_title or row.source
    elif by == "issuer":
        document = documents.get(row.fact.document_id)
        name = document.metadata.issuer if document is not None else ""
        yield name, name
    else:
        for name in WAYS[by](row):
            yield name, name


def _owners(row: ChecklistRow) -> tuple[str, ...]:
    return owner_units(row.fact.owner) or ("",)


def _month(row: ChecklistRow) -> tuple[str, ...]:
    return (due_month(row.fact.time),)


def _year(row: ChecklistRow) -> tuple[str, ...]:
    return (due_month(row.fact.time)[:4],)


WAYS: dict[str, Callable[[ChecklistRow], tuple[str, ...]]] = {
    "document": lambda row: (row.fact.document_id,),
    "owner": _owners,
    "issuer": lambda row: ("",),
    "month": _month,
    "year": _year,
    "kind": lambda row: (row.fact.kind,),
    "all": lambda row: ("all",),
}
"""Ways to count, and the names that a row counts for."""


@lru_cache(maxsize=4096)
def owner_units(owner: str) -> tuple[str, ...]:
    """The single offices of an owner as it is written, each once: 市教育局、各县（市、区）政府 are two, and
    市、县教育局 is one: a bare level shares the name of what follows it."""
    units: list[str] = []
    before = ""
    for part in (part for part in SEPARATORS.split(owner.strip()) if part):
        if LEVEL.fullmatch(part):
            before += f"{part}、"
        else:
            units.append(before + part)
            before = ""
    if before:
        units.append(before.rstrip("、"))
    return tuple(dict.fromkeys(units))


def due_month(time: FactTime | None) -> str:
    """The month in which a time ends: ``2026-09``; ``XXXX-09`` where its year is unknown; empty where it has no day."""
    if time is None:
        return ""
    day = time.hi or time.lo
    if day is None:
        return ""
    year = UNKNOWN_YEAR if day.year is None else f"{day.year:04d}"
    return f"{year}-{day.month:02d}"


# --- what filters can offer --------------------------------------------------------------------


def owners(rows: Iterable[ChecklistRow]) -> tuple[Count, ...]:
    """The offices that rows name, most rows first. A row with two counts for both."""
    counted = Counter(unit for row in rows for unit in owner_units(row.fact.owner))
    return _most_first(counted)


def issuers(
    rows: Iterable[ChecklistRow], documents: Mapping[str, StoredDocument]
) -> tuple[Count, ...]:
    """Who issued the documents (发文机关), most rows first."""
    named = (documents[r.fact.document_id].metadata.issuer for r in rows)
    return _most_first(Counter(name for name in named if name))


def years(
    rows: Iterable[ChecklistRow], documents: Mapping[str, StoredDocument]
) -> tuple[Count, ...]:
    """The years of the rows' documents, newest first."""
    named = (document_year(documents[r.fact.document_id].metadata) for r in rows)
    counted = Counter(year for year in named if year is not None)
    return tuple(Count(str(y), str(y), n) for y, n in sorted(counted.items(), reverse=True))


def _most_first(counted: Counter[str]) -> tuple[Count, ...]:
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Count(name, name, number) for name, number in ordered)


def document_year(metadata: Metadata) -> int | None:
    """The year that a document is for: that of its plan, else that of its issue."""
    return metadata.plan_year or (metadata.issued.year if metadata.issued else None)


def is_of_year(metadata: Metadata, years: Iterable[int]) -> bool:
    """Is a document for one of these years? A plan of several years is for each of them."""
    first = document_year(metadata)
    if first is None:
        return False
    last = metadata.plan_until if metadata.plan_year and metadata.plan_until else first
    return any(first <= year <= last for year in years)
