"""What one document sets a time for, in its tables and in its sentences: the rows of a window, or that it has none."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.case import Case
from assistant.checklist import what
from assistant.item_rows import with_items
from assistant.library import Library
from assistant.records import Answer, ChecklistRow
from assistant.row_lines import Item, item_of, items, task_line
from assistant.row_times import TimedRows
from assistant.table_asked import TableAsked, explained, longest
from ingest.records import Deadline, quoted

ASKS_TASKS = frozenset({"tasks", "status", "list", "open", "count"})
"""Kinds of questions that ask for what a document sets a time for."""
UNTOLD, LONGEST_LEFT = 0.4, 2
"""Share of what is asked, and characters side by side, that a document's title may leave unexplained."""
TITLED = 3
"""Characters of the question that the title must explain where it is not named."""
FIRST = 3
"""Documents, the best found first, that may be meant."""
FEWEST = 3
"""Times that a document must set for its silence to say something."""
IN_TABLE = re.compile(r"(?:那|这)张表|表[上里中]|分工表|[）)]?的?表格?里|不算")
"""A question of a table alone."""


class DatedItems:
    """The items of one document whose time falls in the windows that the question asks for."""

    def __init__(self, library: Library, case: Case, said: TableAsked) -> None:
        self.library, self.case, self.said = library, case, said

    def beside(self, identity: str, times: TimedRows) -> list[str]:
        """Lines of what the sentences of a document set a time for in the window, beside its tables."""
        if IN_TABLE.search(self.case.query.text) or not times.asked:
            return []
        rows = [r for r in self._outside(identity) if self._fits(r, times)]
        return [self._line(item) for item in items(_once(rows))]

    def answer(self, store: Callable[[], Answer | None]) -> Answer | None:
        """The items of the document that the question means by its title; that there are none is an answer too. None
        where the facts tell rows (``store``)."""
        if self.case.query.kind not in ASKS_TASKS or not self.said.lists:
            return None
        for identity in self._candidates():
            year = self.case.scope[identity].metadata.plan_year
            times = TimedRows(self.case.query, self.said.asked, self.case.today, year)
            if not times.asked or not self._is_meant(identity, times):
                continue
            if (told := store()) is not None and told.rows:
                return None
            if lines := self.beside(identity, times):
                said = [f"共 {len(lines)} 项：", *(f"{n}. {one}" for n, one in enumerate(lines, 1))]
                return Answer("\n".join(said), "structured", self.case.citer.citations)
            return self._none(identity)
        return None

    def _candidates(self) -> list[str]:
        found = dict.fromkeys(chunk.document_id for chunk, _ in self.case.found)
        named = [i for i in self.case.query.documents or () if i in self.case.documents]
        return list(dict.fromkeys([*named, *found]))[:FIRST]

    def _is_meant(self, identity: str, times: TimedRows) -> bool:
        """Does the title explain what the question asks beside its time?"""
        asked = self.said.asked
        title = self.case.scope[identity].metadata.title
        own = explained(asked, title) & asked.content
        left = asked.content - own - self.said.of_no_matter() - times.places
        named = identity in (self.case.query.documents or ())
        known = len(left) <= UNTOLD * len(asked.content) and longest(left) <= LONGEST_LEFT
        return known and (named or len(own - self.said.of_no_matter() - times.places) >= TITLED)

    def _none(self, identity: str) -> Answer | None:
        """That the document sets no time in the window; None where it sets hardly any."""
        rows = self._rows(identity)
        if len(rows) < FEWEST:
            return None
        title = quoted(self.case.scope[identity].metadata.title)
        return Answer(f"{title}里没有查到这段时间的安排。写明时间的共 {len(rows)} 项。", "refused")

    def _rows(self, identity: str) -> list[ChecklistRow]:
        rows = self.library.rows({identity}, self.case.today)
        whole = with_items(self.library, rows, self.case.query.text, self.case.today)
        return [r for r in whole.rows if isinstance(r.fact, Deadline)]

    def _outside(self, identity: str) -> list[ChecklistRow]:
        tables = self.library.document(identity).tables
        return [
            r for r in self._rows(identity)
            if not any(t.start <= r.fact.span.start < t.end for t in tables)
        ]  # fmt: skip

    @staticmethod
    def _fits(row: ChecklistRow, times: TimedRows) -> bool:
        time = row.fact.time
        return time is not None and not time.recurring and times.holds(time.lo, time.hi, time)

    def _line(self, item: Item) -> str:
        return task_line(1, item, self.case.citer).removeprefix("1. ")


def _once(rows: Sequence[ChecklistRow]) -> list[ChecklistRow]:
    """The same words of one place once."""
    seen: dict[tuple[str, int, str], ChecklistRow] = {}
    for row in rows:
        again = row.fact_id if item_of(row) else ""
        seen.setdefault((what(row.fact), row.fact.start, again), row)
    return list(seen.values())
