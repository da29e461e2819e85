"""Items of plans of work as rows for lists of tasks: whole, with every time they name, in place of the facts inside them.

The facts of an item are its clauses (“结束，6月底前”); whoever asks what is due wants the item. What people have corrected
inside one is told as they left it. ``facts_of`` gives the rows of the checklist behind the rows of an answer.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.checklist import CLOSED, is_past, sort_key
from assistant.led_parts import led_parts
from assistant.library import Library
from assistant.plan_lines import PlanItem, plan_items_of
from assistant.records import ChecklistRow
from assistant.row_lines import ITEM, item_of
from assistant.table_asked import LEADS, SUPPORTS
from assistant.table_roles import of_role
from ingest.grammar import TimeSpan
from ingest.records import Deadline, FactTime, Metadata, PartialDate

PLANS = re.compile(r"要点|计划|方案|分工|规划|清单|台账|任务|部署|安排|月历|行事历|校历|日程")
"""Titles of documents that set work."""
DUE = re.compile(r"完成|到期|办结|办完|做完|截止|期限|时限|到时间|收尾|交[账差卷]")
"""Questions for what is due: what only begins then is not, where the item is due another day."""
MOST_PLANS = 400
"""Plans whose items are read for one question, about ten milliseconds each the first time; of more the rows of the
checklist stand as they are."""
LONGEST = 90
"""Code points of an item that is written whole."""


@dataclass(frozen=True, slots=True)
class ItemRows:
    """Rows of items and of the facts outside them, sorted by time; ``inside`` the facts of each item by its id."""

    rows: list[ChecklistRow]
    inside: dict[str, tuple[ChecklistRow, ...]]

    def facts_of(self, rows: Sequence[ChecklistRow]) -> tuple[ChecklistRow, ...]:
        """The checklist's own rows behind rows of an answer."""
        own = [r for row in rows for r in self.inside.get(_item_of(row), (row,))]
        return tuple(dict.fromkeys(own))


def with_items(
    library: Library, rows: Sequence[ChecklistRow], question: str, today: dt.date
) -> ItemRows:
    """The rows with the items of plans in place of the facts inside them."""
    stored = {d.id: d for d in library.documents()}
    of_plans = _of_plans(rows, {i: d.metadata for i, d in stored.items()})
    edited: dict[str, list[int]] = {identity: [] for identity in of_plans}
    for row in library.rows(edited, today, rejected=True) if edited else ():
        if row.edited_by:
            edited[row.fact.document_id].append(row.fact.start)
    found: list[ChecklistRow] = []
    inside: dict[str, tuple[ChecklistRow, ...]] = {}
    titles: set[str] = set()  # headings that name an office are no tasks of it
    for identity, own in of_plans.items():
        metadata = stored[identity].metadata
        items = _items(library, identity, metadata)
        path = _paths(library, identity, items)
        for item in items:
            if any(item.span.start <= at < item.span.end for at in edited[identity]):
                continue
            held = tuple(r for r in own if _inside(item, r))
            made = _rows(item, path(item.span.start), own[0], held, metadata, question, today)
            inside[_item_of(made[0])] = held
            found += made
        heads = (
            [part.heading for part in led_parts(library.document(identity).text)] if items else []
        )
        titles |= {r.fact_id for r in own if any(h.start <= r.fact.start < h.end for h in heads)}
    hidden = {r.fact_id for held in inside.values() for r in held} | titles
    outside = [r for r in rows if r.fact_id not in hidden]
    roles = of_role(library, outside, question)
    inside |= {r.fact_id: (r,) for r in outside if r.fact_id in roles}
    kept = [*found, *(roles.get(r.fact_id, r) for r in outside)]
    return ItemRows(sorted(kept, key=lambda row: sort_key(row.fact.time)), inside)


def _of_plans(
    rows: Sequence[ChecklistRow], metadata: Mapping[str, Metadata]
) -> dict[str, list[ChecklistRow]]:
    """The rows of each plan; none where the plans are too many to read them all for one question."""
    found: dict[str, list[ChecklistRow]] = {}
    for row in rows:
        if PLANS.search(metadata[row.fact.document_id].title):
            found.setdefault(row.fact.document_id, []).append(row)
    return found if len(found) <= MOST_PLANS else {}


def _items(library: Library, identity: str, metadata: Metadata) -> tuple[PlanItem, ...]:
    text = library.document(identity).text
    first, last = metadata.plan_year, metadata.plan_until
    school_year = "学年" in metadata.title and first is not None and last == first + 1
    return plan_items_of(text, first, last, school_year)


def _paths(
    library: Library, identity: str, items: Sequence[PlanItem]
) -> Callable[[int], tuple[str, ...]]:
    """The headings above a place of a document that has items."""
    sections = library.store.sections(identity) if items else ()
    starts = [s.start for s in sections]

    def path(offset: int) -> tuple[str, ...]:
        place = bisect_right(starts, offset) - 1
        return sections[place].path if place >= 0 else ()

    return path


def _inside(item: PlanItem, row: ChecklistRow) -> bool:
    """Was a fact read from the item? One whose time stands above it, as its month, ends in it."""
    fact, span = row.fact, item.span
    above = fact.time is not None and fact.time.start < span.start
    return span.start <= fact.start < span.end or (above and span.start < fact.end <= span.end)


def _item_of(row: ChecklistRow) -> str:
    return item_of(row) or row.fact_id


def _rows(
    item: PlanItem, path: tuple[str, ...], like: ChecklistRow, held: Sequence[ChecklistRow],
    metadata: Metadata, question: str, today: dt.date,
) -> list[ChecklistRow]:  # fmt: skip
    """One row for each time of the item; one for the plan's year where it names none."""
    identity = like.fact.document_id
    said = [t for t in item.times if t.relation != "from"] if DUE.search(question) else []
    times = [_time(item, t, held) for t in said or item.times] or [_of_year(item, metadata)]
    states = {r.state for r in held}
    state = states.pop() if len(states) == 1 else "待确认"
    made = []
    for number, time in enumerate(times):
        name = f"{ITEM}{identity}:{item.span.start}#{number}"
        fact = Deadline(
            name, identity, path, item.quote, item.span.start, item.span.end, item.span,
            shortened(item.words), _owner(item, question), time,
        )  # fmt: skip
        overdue = state not in CLOSED and bool(time.raw) and is_past(time, today)
        made.append(
            replace(
                like, fact_id=name, fact=fact, state=state, overdue=overdue, by="", at="", note="",
                year_known=time.year_known, origin="machine", edited_by="", flag="", proof="",
            )
        )  # fmt: skip
    return made


def _owner(item: PlanItem, question: str) -> str:
    """Who leads; who joins in where the question asks for that alone."""
    leads, helps = "、".join(item.leads), "、".join(item.helpers)
    if SUPPORTS.search(question) and not LEADS.search(question):
        return helps
    return leads


def _time(item: PlanItem, time: TimeSpan, held: Sequence[ChecklistRow]) -> FactTime:
    """A time of the item; as the facts inside read it, who know the year of its heading."""
    start = item.span.start + time.start
    read = (r.fact.time for r in held if r.fact.time and r.fact.time.start == start)
    if (known := next((t for t in read if t.raw == time.text and t.year_known), None)) is not None:
        return known
    return FactTime(
        time.text, start, item.span.start + time.end, time.lo, time.hi, time.relation,
        time.precision, time.recurring,
    )  # fmt: skip


def _of_year(item: PlanItem, metadata: Metadata) -> FactTime:
    """The year that the plan is for, which the item does not say; none for a plan of several years."""
    year = metadata.plan_year
    at = item.span.start
    if year is None or (metadata.plan_until or year) > year:
        return FactTime("", at, at, None, None, "in", "year")
    return FactTime("", at, at, PartialDate(year, 1, 1), PartialDate(year, 12, 31), "in", "year")


def shortened(words: str) -> str:
    """An item's words, a long one cut behind a clause."""
    if len(words) <= LONGEST:
        return words
    cut = max(words.rfind(mark, 0, LONGEST) for mark in "。；，")
    return f"{words[: cut if cut > 0 else LONGEST]}……"
