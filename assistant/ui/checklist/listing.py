"""The rows of a view: filtered, counted for every quick view, ordered; no widgets."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.records import REJECTED, STATES, ChecklistRow
from assistant.ui.checklist import quick
from assistant.ui.checklist.list_html import Pairs, Shown
from assistant.ui.checklist.quick import Place
from assistant.ui.checklist.saying import what, years_of
from assistant.ui.checklist.view import View

if TYPE_CHECKING:
    from assistant import PolicyAssistant

MOST_OWNERS = 400
"""Owners that the boxes suggest, the most frequent ones."""
LAST = "\U0010ffff"
"""Sorts what is empty behind what is said."""


@dataclass(frozen=True, slots=True)
class Listed:
    """The rows of a view in order, how many each quick view has, and how many begun long ago are left out."""

    shown: Shown
    counts: dict[str, int]
    old: int


def listed(assistant: PolicyAssistant, view: View, today: dt.date, opened: str = "") -> Listed:
    """Reads the checklist and lays one view of it out."""
    everything = assistant.checklist(rejected=view.state == REJECTED, today=today)
    placed = [(row, quick.place(row, today)) for row in everything if view.keeps(row)]
    tests = {name: quick.belongs(name, today) for name in quick.NAMES}
    counts = {name: sum(test(row, at) for row, at in placed) for name, test in tests.items()}
    chosen = [pair for pair in placed if tests[view.quick](*pair)]
    old: list[tuple[ChecklistRow, Place]] = []
    if view.quick in ("open", "waiting"):
        old = [(row, at) for row, at in placed if at.group == quick.OLD]
        chosen += old if view.old else []
    ordered = in_order(chosen, view.sort)
    return Listed(
        Shown(ordered, view, len(everything), opened), counts, 0 if view.old else len(old)
    )


def in_order(pairs: Pairs, sort: str) -> Pairs:
    """The rows in an order of ``view.SORTS``; rows without a day come last both ways."""
    if sort == "due":
        return quick.due_order(pairs)
    keys: dict[str, Callable[[ChecklistRow], str]] = {
        "what": what,
        "owner": lambda row: row.fact.owner or LAST,
        "state": lambda row: str(STATES.index(row.state)),
        "document": lambda row: row.document_title or row.source,
    }
    if sort in keys:
        return sorted(pairs, key=lambda pair: keys[sort](pair[0]))
    sign = -1 if sort == "time-down" else 1
    return sorted(
        pairs, key=lambda p: (p[1].last is None, sign * p[1].last.toordinal() if p[1].last else 0)
    )


def owners(rows: Sequence[ChecklistRow]) -> list[str]:
    """The owners that rows name, the most frequent first."""
    counted = Counter(row.fact.owner for row in rows if row.fact.owner)
    return [name for name, _ in counted.most_common(MOST_OWNERS)]


def years(rows: Sequence[ChecklistRow]) -> list[int]:
    """The years that rows touch, the newest first."""
    return sorted({y for row in rows for y in years_of(row.fact.time)}, reverse=True)


def documents(rows: Sequence[ChecklistRow]) -> dict[str, str]:
    """Document id → title, in the order of titles."""
    named = {row.fact.document_id: row.document_title or row.source for row in rows}
    return dict(sorted(named.items(), key=lambda item: item[1]))
