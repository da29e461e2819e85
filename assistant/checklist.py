"""Facts + what people said of them → checklist rows, filtered and sorted; *today* is an argument."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from assistant.records import REJECTED, STATES, ChecklistRow, State
from ingest.errors import SettingsError
from ingest.records import Fact, FactTime, PartialDate, Target

if TYPE_CHECKING:
    from ingest.store.rows import Edit, StateRow, StoredDocument

CLOSED = frozenset({"已完成", "不适用"})
"""States in which a row is never overdue."""
PERIODS = (
    ("日", 1),
    ("天", 1),
    ("周", 7),
    ("星期", 7),
    ("月", 28),
    ("季度", 90),
    ("学期", 153),
    ("半年", 181),
    ("年", 365),
)
"""Words of a recurrence and the length of a window in which it is sure to fall."""
EVERY = re.compile(r"[每按逐](?:个)?(\D{1,3})")
"""每季度首月15日前 recurs by the quarter, not by the day."""
FIRST_YEAR, LAST_YEAR = 1, 9999


def make_rows(
    facts: Iterable[Fact],
    states: Mapping[str, StateRow],
    documents: Mapping[str, StoredDocument],
    today: dt.date,
    edits: Mapping[str, Edit] = MappingProxyType({}),
) -> list[ChecklistRow]:
    """One row a fact, sorted by time; rows without a known day come last, in document order."""
    rows = [
        _row(fact, states.get(fact.id), edits.get(fact.id), documents[fact.document_id], today)
        for fact in facts
        if fact.document_id in documents
    ]
    return sorted(rows, key=lambda row: sort_key(row.fact.time))


def renewed(
    rows: Iterable[ChecklistRow],
    before: Mapping[str, StateRow],
    states: Mapping[str, StateRow],
    documents: Mapping[str, StoredDocument],
    today: dt.date,
    edits: Mapping[str, Edit] = MappingProxyType({}),
) -> list[ChecklistRow]:
    """The same rows where only states are others than ``before``: those are made anew, and the order stays."""
    changed = {i for i in before.keys() | states.keys() if before.get(i) != states.get(i)}
    return [
        row if row.fact_id not in changed
        else _row(
            row.fact, states.get(row.fact_id), edits.get(row.fact_id),
            documents[row.fact.document_id], today,
        )
        for row in rows
    ]  # fmt: skip


def _row(
    fact: Fact,
    said: StateRow | None,
    edit: Edit | None,
    document: StoredDocument,
    today: dt.date,
) -> ChecklistRow:
    state = cast(State, said.state if said else "待确认")
    rejected = edit is not None and edit.rejected
    note = "；".join(part for part in (said.flag, said.note) if part) if said else ""
    return ChecklistRow(
        fact_id=fact.id,
        fact=fact,
        state=state,
        overdue=not rejected and state not in CLOSED and is_past(fact.time, today),
        by=said.by if said else "",
        at=said.at if said else "",
        note=note,
        document_title=document.metadata.title,
        source=document.source,
        year_known=fact.time is None
        or fact.time.year_known
        or fact.time.lo is fact.time.hi is None,
        sample=document.sample,
        origin=edit.origin if edit else "machine",
        edited_by=edit.by if edit else "",
        rejected=rejected,
        flag=said.flag if said else "",
        proof=said.proof if said else "",
    )


def select(
    rows: Iterable[ChecklistRow],
    *,
    kinds: Collection[str] | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
    states: Collection[str] | None = None,
    owner: str | None = None,
) -> tuple[ChecklistRow, ...]:
    """The rows that match every filter given; 逾期 and 已驳回 count as states.

    A time matches a window it touches; one of unknown year matches by month and day.
    """
    chosen = []
    for row in rows:
        if kinds is not None and row.fact.kind not in kinds:
            continue
        if states is not None and not _stands(row, states):
            continue
        if owner and owner not in row.fact.owner:
            continue
        if (since or until) and not _falls_in(row.fact, since, until):
            continue
        chosen.append(row)
    return tuple(chosen)


def _stands(row: ChecklistRow, states: Collection[str]) -> bool:
    if row.rejected:
        return REJECTED in states
    return row.state in states or (row.overdue and "逾期" in states)


def _falls_in(fact: Fact, since: dt.date | None, until: dt.date | None) -> bool:
    """A task that recurs falls in a window; a value to be held every day is no matter of one month."""
    time = fact.time
    if isinstance(fact, Target) and time is not None and time.lo is None and time.hi is None:
        return False
    return touches(time, since, until)


def check_state(state: str) -> State:
    """A state by its name.

    Raises:
        SettingsError: no such state; the message lists them.
    """
    if state not in STATES:
        raise SettingsError(f"没有“{state}”这个状态。", f"可用：{'、'.join(STATES)}。")
    return state


# --- time -------------------------------------------------------------------------------------


def touches(time: FactTime | None, since: dt.date | None, until: dt.date | None) -> bool:
    """Does a time share a day with the window [since, until]? Open ends are open.

    What recurs without a day (每季度) happens in every window at least as long as its period.
    """
    if time is None:
        return False
    if time.lo is None and time.hi is None:
        period = _period(time)
        if period is None or since is None or until is None:
            return period is not None
        return (until - since).days + 1 >= period
    lo, hi = time.lo or time.hi, time.hi or time.lo
    assert lo is not None and hi is not None
    if time.relation == "from" and time.hi is None:
        hi = lo
    if lo.year is not None and hi.year is not None:
        first, last = _day(lo), _day(hi)
        return (until is None or first <= until) and (since is None or last >= since)
    return any(touches_in_year(lo, hi, year, since, until) for year in _years_between(since, until))


def _period(time: FactTime) -> int | None:
    """Days within which something recurring happens once; None where it does not recur."""
    if not time.recurring:
        return None
    said = EVERY.search(time.raw)
    words = said.group(1) if said else time.raw
    return next((days for word, days in PERIODS if word in words), PERIODS[-1][1])


def touches_in_year(
    lo: PartialDate, hi: PartialDate, year: int, since: dt.date | None, until: dt.date | None
) -> bool:
    """The same for a time of unknown year, read in one year of the window."""
    first = _day(lo.with_year(year))
    last = _day(hi.with_year(year + (1 if (hi.month, hi.day) < (lo.month, lo.day) else 0)))
    return (until is None or first <= until) and (since is None or last >= since)


def _years_between(since: dt.date | None, until: dt.date | None) -> range:
    first = (since or until or dt.date.today()).year
    last = (until or since or dt.date.today()).year
    return range(first - 1, last + 1)


def is_past(time: FactTime | None, today: dt.date) -> bool:
    """Has a time of known year ended before today? A recurring one, or one that only begins, has not."""
    if time is None or time.recurring or time.relation == "from":
        return False
    end = time.hi or time.lo
    day = end.to_date() if end else None
    return day is not None and day < today


def sort_key(time: FactTime | None) -> tuple[int, int, int, int]:
    """By the day something is due: the end of what ends, the start of what happens in a stretch."""
    if time is None or (time.lo is None and time.hi is None):
        return (1, 0, 0, 0)
    day = time.lo or time.hi
    assert day is not None
    return (0, day.year if day.year is not None else LAST_YEAR, day.month, day.day)


def _day(partial: PartialDate) -> dt.date:
    return dt.date(partial.year or FIRST_YEAR, partial.month, partial.day)


def what(fact: Fact) -> str:
    """The action of a deadline, the scope and indicator of a target; a scope the indicator names stands once."""
    if not isinstance(fact, Target):
        return fact.action
    named = fact.indicator.startswith(fact.scope)
    return fact.indicator if named else f"{fact.scope}{fact.indicator}"
