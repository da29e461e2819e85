"""Answers from one table of the documents found, by conditions on its rows: their sum, their number, a list of them or
the values of columns. Every row is shown and cited."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.case import Case
from assistant.library import Library
from assistant.measure import asked_measure
from assistant.one_table import WHOLE_COLUMN, Asks, OneTable
from assistant.reckoning import amount, base
from assistant.records import Answer
from assistant.row_times import TimedRows
from assistant.table_asked import TableAsked, explained
from assistant.table_grid import BARE_NUMBER, BRACKET, TableGrid
from assistant.table_rows import context_of
from assistant.table_search import TableSearch
from assistant.terms import folded
from ingest.grammar import Quantity, find_quantities
from ingest.records import Document, Span

UNTOLD, LONGEST_LEFT = 0.36, 2
"""Share of what is asked, and characters side by side, that a table may leave unexplained."""
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 40, 6, 80
LISTED = frozenset({"tasks", "targets", "status", "list", "open", "number", "date", "who", "count", "sum", "definition", "procedure"})
"""Kinds of questions that rows of a table may answer."""
MARK = re.compile(r"\[\d+\]")
PEOPLE = re.compile(r"姓名|名字")


@dataclass(frozen=True, slots=True)
class Fit:
    """A table with what the question means in it; ``untold`` is the share that stays unexplained."""

    document: Document
    table: OneTable
    asks: Asks
    untold: float
    rank: int

    @property
    def order(self) -> tuple[float, int]:
        """The best first."""
        return (round(self.untold, 1), self.rank)


class WholeTable:
    """One question asked of the tables of the documents that retrieval found."""

    def __init__(self, library: Library, case: Case) -> None:
        self.case, self.query = case, case.query
        self.said = TableAsked.of(case.query.text, case.query.named)
        self.search = TableSearch(library, case, self.said.asked)

    def answer(self) -> Answer | None:
        """What the table that explains most of the question says; None where none plainly does."""
        if self.query.kind not in LISTED or not self.said.asked.content:
            return None
        for fit in sorted(self._fits(), key=lambda f: f.order):
            if lines := self._lines(fit):
                return Answer("\n".join(lines), "structured", self.case.citer.citations)
        return None

    # --- which table ---

    def _fits(self) -> Iterator[Fit]:
        said = self.said
        idle = said.of_no_matter()
        for document, table, section, rank, old in self.search.tables():
            grid = TableGrid(document, table)
            if old or grid.pairs or grid.columns < 2 or len(grid.rows) < 2:
                continue
            known = self.case.scope[document.id].metadata
            times = TimedRows(self.query, said.asked, self.case.today, known.plan_year)
            around = self.search.around(document, table, section)
            one = OneTable(grid, self.query, said, f"{around} {_above(document, table.start)}", times)
            asks = one.read()
            if asks is None or not self._is_of(one, asks, known.place, known.plan_year):
                continue
            places = asks.places | explained(said.asked, one.around) | idle
            left = said.asked.content - places
            untold = len(left) / len(said.asked.content)
            if untold <= UNTOLD and _longest(left) <= LONGEST_LEFT:
                yield Fit(document, one, asks, untold, rank)

    def _is_of(self, one: OneTable, asks: Asks, place: str, year: int | None) -> bool:
        """Do the rows, the headers or what stands around hold every year that is asked for?"""
        words = " ".join((
            one.around, *one.heads.values(), str(year or ""), place,
            *(one.words(r, c) for r in asks.rows for c in one.heads),
        ))  # fmt: skip
        years = [str(y) for y in self.query.years]
        return not years or any(y in words for y in years) or bool(asks.timed)

    # --- what is said ---

    def _lines(self, fit: Fit) -> list[str]:
        said, asks, table = self.said, fit.asks, fit.table
        if len(asks.rows) > MOST_ROWS:
            return []
        if self._counts_rows(fit):
            return self._counted(fit)
        if said.sums:
            return self._added(fit)
        conditioned = bool(asks.by) or asks.timed
        every = said.each and bool(asks.columns)
        listing = (said.lists or said.each) and (conditioned or every)
        several = len(asks.columns) > 1 and bool(asks.by) and len(asks.rows) <= 2
        if (listing or several) and (len(asks.rows) > 1 or asks.timed or len(asks.columns) > 1 or self._of_office(fit)):
            return self._listed(fit, asks.columns)
        return []

    def _of_office(self, fit: Fit) -> bool:
        return bool(fit.table._office)

    def _counts_rows(self, fit: Fit) -> bool:
        """Is the number of rows asked for, not of what a column of them counts?"""
        said, table = self.said, fit.table
        if not said.word:
            return False
        label = folded(BRACKET.sub("", table.heads.get(table.label, "")))
        if said.word in "名位":
            return bool(PEOPLE.search(label))
        noun = said.noun or said.asked.text
        columns = [c for c in table.numeric() if self._is_noun(table.heads[c])]
        if columns and said.sums:
            return False
        rows = bool(label) and (label in said.asked.text or any(label.endswith(noun[i : i + 2]) for i in range(len(noun) - 1)))
        named = any(noun[:2] and noun[:2] in folded(table.words(r, table.label)) for r in fit.asks.rows)
        return bool(fit.asks.by or fit.asks.timed or rows or (named and len(noun) > 1))

    def _is_noun(self, head: str) -> bool:
        """Is a column's header what is counted: 几个班 of 班数?"""
        noun = self.said.noun[:2]
        return bool(noun) and noun[:1] in head and (len(noun) < 2 or noun in head or head.startswith(noun[:1]))

    def _counted(self, fit: Fit) -> list[str]:
        rows = list(fit.asks.rows)
        for column in fit.asks.columns:
            if column in fit.table.numeric():
                rows = fit.table.valued(rows, column)
        columns = fit.asks.columns
        lines = [f"{n}. {self._row(fit, row, columns)}" for n, row in enumerate(rows, 1)]
        return [f"共 {len(rows)} {self.said.word}：", *lines] if rows else []

    def _listed(self, fit: Fit, columns: Sequence[int]) -> list[str]:
        table = fit.table
        told = list(columns) or [
            c for c in table.heads
            if c != table.label and all(len(table.words(r, c)) <= LONGEST_CELL for r in fit.asks.rows)
        ][:MOST_COLUMNS]  # fmt: skip
        lines = [self._row(fit, row, told) for row in fit.asks.rows]
        if len(lines) == 1:
            return lines
        return [f"共 {len(lines)} 项：", *(f"{n}. {line}" for n, line in enumerate(lines, 1))]

    def _added(self, fit: Fit) -> list[str]:
        """The values of each column asked for added up, or those of one row."""
        table, rows = fit.table, fit.asks.rows
        numeric = table.numeric()
        named = [c for c in fit.asks.columns if c in numeric]
        if len(rows) == 1 and fit.asks.by:
            return self._across(fit, rows[0], named if len(named) > 1 else numeric)
        columns = named or self._meant(table, numeric)
        if not columns or len(rows) < 2:
            return []
        lines = [f"{n}. {self._row(fit, row, columns)}" for n, row in enumerate(rows, 1)]
        marks = "".join(dict.fromkeys(MARK.findall(" ".join(lines))))
        for column in columns:
            values = [self._quantity(table, row, column) for row in rows]
            if worked := _worked([v for v in values if v is not None]):
                head = f"{BRACKET.sub('', table.heads[column])}，" if len(columns) > 1 else ""
                lines.append(f"{head}{worked}{marks}")
            else:
                return []
        return lines

    def _across(self, fit: Fit, row: int, columns: Sequence[int]) -> list[str]:
        values = [v for c in columns if (v := self._quantity(fit.table, row, c)) is not None]
        worked = _worked(values) if len(values) > 1 else ""
        if not worked:
            return []
        line = self._row(fit, row, columns)
        return [line, f"{worked}{''.join(MARK.findall(line))}"]

    def _meant(self, table: OneTable, numeric: Sequence[int]) -> list[int]:
        """The column that is added where the question names none: in the unit asked for, of the whole, the only one."""
        measure = asked_measure(self.query.text)
        fitting = table.grid.of_measure(numeric, measure) if measure else list(numeric)
        nouns = [c for c in fitting if self._is_noun(table.heads[c])]
        whole = [c for c in fitting if WHOLE_COLUMN.search(table.heads[c])]
        for found in (fitting, nouns, whole):
            if len(found) == 1:
                return list(found)
        return []

    # --- a row ---

    def _quantity(self, table: OneTable, row: int, column: int) -> Quantity | None:
        found = find_quantities(self._value(table, row, column))
        return found[0] if len(found) == 1 and found[0].value is not None else None

    def _value(self, table: OneTable, row: int, column: int) -> str:
        words = table.words(row, column)
        unit = table.grid.unit(column)[0]
        if unit and BARE_NUMBER.match(words):
            return words + unit
        counted = self.said.word if self.said.word and self.said.word in "个所家项条门名处" else ""
        return words + (counted or "个") if BARE_NUMBER.match(words) and self.said.sums else words

    def _row(self, fit: Fit, row: int, columns: Sequence[int]) -> str:
        """“药剂，招生计划：150人[1]”: what names the row, then each cell asked for behind its header."""
        table, grid = fit.table, fit.table.grid
        names = [c for c in dict.fromkeys((table.label, *fit.asks.by)) if c not in columns]
        labels = [c for at in sorted(names) if (c := grid.at(row, at)) is not None and grid.says(c)]
        labels = list(dict.fromkeys(labels))
        cells = [c for at in columns if (c := grid.at(row, at)) is not None and grid.says(c)]
        said = [
            f"{BRACKET.sub('', grid.head(c))}：{self._value(table, row, c)}"
            for c in columns if table.words(row, c)
        ]  # fmt: skip
        cited = [*labels, *cells] or list(grid.cells_of(row))
        own = [c for c in cited if c.row == row] or cited
        quote = Span(min(c.start for c in own), max(c.end for c in own))
        spans = [*(Span(c.start, c.end) for c in cited), *context_of(grid, cited)]
        spans += [grid.table.caption] if grid.table.caption else []
        more = tuple(s for s in dict.fromkeys(spans) if not quote.contains(s))
        mark = self.case.citer.span(grid.document.id, quote, context=more)
        return f"{'，'.join([*map(grid.words, labels), *said])}{mark}"


def _worked(values: Sequence[Quantity]) -> str:
    """“计算：180人 + 240人 = 420人”; empty where the units differ."""
    if len(values) < 2 or len({base(v.unit) for v in values}) != 1:
        return ""
    total = sum((v.value or Decimal(0) for v in values), Decimal(0))
    return f"计算：{' + '.join(v.text for v in values)} = {amount(total, base(values[0].unit))}"


def _above(document: Document, start: int) -> str:
    """The line above a table."""
    end = len(document.text[:start].rstrip())
    return document.text[document.text.rfind("\n", 0, end) + 1 : end]


def _longest(places: frozenset[int]) -> int:
    """Characters side by side."""
    longest = run = 0
    last = -2
    for at in sorted(places):
        run = run + 1 if at == last + 1 else 1
        longest, last = max(longest, run), at
    return longest
