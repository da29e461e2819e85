"""What of the checklist is shown: quick view, filters, order and page; the page sends changes, never the whole."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from assistant.records import ChecklistRow
from assistant.ui.checklist import quick
from assistant.ui.checklist.saying import in_window, recurs_in, searchable

SORTS = ("due", "time", "time-down", "what", "owner", "state", "document")
"""Orders of the list: nearest due first; by time forwards and backwards; by words."""
SIZES = (50, 100)
"""Rows a page."""
TEXTS = ("quick", "kind", "month", "year", "state", "owner", "document", "search", "sort", "said")
"""Fields of a view that are text."""
FILTERS = ("kind", "month", "year", "state", "owner", "document", "search")
"""What “clear the filters” empties."""
MOST = 400
"""Code points of a filter that are read."""


@dataclass(frozen=True, slots=True)
class View:
    """One view of the list. ``ids`` are rows handed over by another tab, ``said`` what they are in words;
    ``old`` shows what began to hold long ago too; ``page`` counts from 1; ``handed`` is what was handed over last; ``form`` is the stamp
    of the form of filters where it must be drawn, empty where what the page has says them already."""

    quick: str = "open"
    kind: str = ""
    month: str = ""
    year: str = ""
    state: str = ""
    owner: str = ""
    document: str = ""
    search: str = ""
    sort: str = "due"
    old: bool = False
    page: int = 1
    size: int = SIZES[0]
    ids: tuple[str, ...] = ()
    said: str = ""
    handed: str = ""
    form: str = ""

    def took(self, handed: str) -> View:
        """The view after another tab handed one over as JSON (``ids`` and ``said``, or any filters); each is taken
        once, whatever runs first: the box's change or the opening of the tab."""
        if not handed or handed == self.handed:
            return self
        try:
            given = json.loads(handed)
        except ValueError:
            given = None
        if not isinstance(given, dict):
            return replace(self, handed=handed)
        return View(quick="all", size=self.size, handed=handed).changed(given)

    def changed(self, changes: Mapping[str, Any]) -> View:
        """The view after what the page says; what it cannot say is left out. A new filter begins on page 1;
        a state is looked for in all views, and a quick view ends it."""
        now: dict[str, Any] = {k: v[:MOST] for k, v in changes.items() if k in TEXTS and _text(v)}
        if now.get("quick", "all") not in quick.NAMES or now.get("sort", "due") not in SORTS:
            now = {k: v for k, v in now.items() if k not in ("quick", "sort")}
        if now.get("state"):
            now["quick"] = "all"
        elif "quick" in now:
            now["state"] = ""
        if isinstance(changes.get("old"), bool):
            now["old"] = changes["old"]
        if isinstance(changes.get("ids"), list | tuple):
            now["ids"] = tuple(str(i) for i in changes["ids"])
        if (size := _number(changes.get("size"))) in SIZES:
            now["size"] = size
        now["page"] = max(1, _number(changes.get("page")) or 1)
        return replace(self, **now)

    def cleared(self) -> View:
        """No filter; quick view, order and page size stay."""
        none: dict[str, Any] = dict.fromkeys(FILTERS, "")
        return replace(self, **none, ids=(), said="", old=False, page=1)

    @property
    def filtered(self) -> bool:
        """Is any filter beside the quick view set?"""
        return bool(self.ids) or any(getattr(self, name) for name in FILTERS)

    def keeps(self, row: ChecklistRow) -> bool:
        """Do the filters keep a row? The quick view is not asked."""
        time, words = row.fact.time, searchable(row) if self.search else ""
        return (
            (not self.ids or row.fact_id in self.ids)
            and (not self.kind or row.fact.kind == self.kind)
            and (not self.document or row.fact.document_id == self.document)
            and (not self.owner or self.owner in row.fact.owner)
            and (not self.state or quick.stands(row) == self.state)
            and (
                in_window(time, self.month, self.year)
                or bool(self.month and recurs_in(row, self.month))
            )
            and all(word in words for word in self.search.split())
        )


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _number(value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        return 0
