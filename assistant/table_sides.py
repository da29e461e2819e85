"""Two rows or two columns of one table that a question sets beside each other, and rows whose values it adds up.

The question is cut where its sides may meet; the words before the cut name one row or column, those behind it another,
and what both share is named anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from assistant.case import Case
from assistant.column_pairs import column_pairs
from assistant.columns_alike import narrowed
from assistant.computed_words import LEAST_MOST
from assistant.library import Library
from assistant.matching import Asked, Match
from assistant.measure import MONEY as AMOUNTS
from assistant.measure import Measure, asked_measure
from assistant.one_document import (
    MONEY,
    candidates,
    cuts,
    dated,
    no_matter,
    said_otherwise,
    stretched,
)
from assistant.records import Answer
from assistant.region_rows import of_regions, region_rows
from assistant.table_grid import BRACKET, NUMBER_CELL, NUMBERING, TableGrid
from assistant.table_sides_said import NAMED, SidesSaid, Told
from assistant.terms import folded
from ingest.records import Document, Section, Table

LONGEST_NAME, MOST_ROWS = 24, 12
SHORT_NAME = 4
"""Characters of a short name whose first word stands in the long one: 云溪一中 for 云溪县第一高级中学."""
UNTOLD = 0.3
TOTAL = re.compile(r"^(?:合计|总计|小计|共计|总数|平均)")
GENERIC_END = re.compile(r"(?:时间|日期|要求|条件|上限|下限|限制|标准|情况|范围|数)$")
"""What a question need not say of a header: 年龄 for 年龄上限."""
OF_MONEY = Measure(AMOUNTS, family="元")
"""What 钱 asks for, in whichever clause the question does."""
WHOLE = re.compile(r"^(?:合计|总计|小计|共计|总[数额]|金额)")
UNLIKE = re.compile(r"区别|不同|不一样|差别|差异|对比|比较")


def table_sides(library: Library, case: Case) -> Answer | None:
    """What one table says of both sides of a comparison, or of all parts of a sum."""
    if case.query.kind not in ("comparison", "sum") or LEAST_MOST.search(case.query.text):
        return None
    return TableSides(library, case, adds=case.query.kind == "sum").answer()


@dataclass(slots=True)
class TableSides:
    """Looks for both sides in the tables of the documents that the question leads to."""

    library: Library
    case: Case
    adds: bool = False
    text: str = field(init=False)
    asked: Asked = field(init=False)

    def __post_init__(self) -> None:
        self.text = dated(self.case.query.text, self.case.today)
        self.asked = Asked(self.text)

    def answer(self) -> Answer | None:
        """The rows or columns of the table that tells most of the question; None where none tells nearly all."""
        found = [
            told for document in candidates(self.library, self.case) for told in self._of(document)
        ]
        best = min(found, key=lambda told: (round(told.untold, 1), -told.strength), default=None)
        if best is None:
            return None
        said = SidesSaid(self.case, self.asked, self.text)
        return said.added(best) if self.adds else said.beside(best)

    def _of(self, document: Document) -> Iterator[Told]:
        sections = self.library.store.sections(document.id) if document.tables else ()
        for table in document.tables:
            grid = TableGrid(document, table)
            if grid.pairs or grid.columns < 2 or len(grid.rows) < 2:
                continue
            around = self._around(document, table, sections)
            told = [*self._rows(grid, around), *(() if self.adds else self._columns(grid, around))]
            yield from told

    def _around(
        self, document: Document, table: Table, sections: Sequence[Section]
    ) -> frozenset[int]:
        known = self.case.scope[document.id].metadata
        held = [s for s in sections if s.start <= table.start < s.end]
        caption = document.text[table.caption.start : table.caption.end] if table.caption else ""
        names = (
            caption,
            known.title,
            *(held[-1].path if held else ()),
            known.place,
            f"{known.plan_year or ''}年",
        )
        otherwise = said_otherwise(self.asked.text, " ".join(names))
        return otherwise.union(*(self.asked.match(n).places for n in names if n))

    # --- rows beside each other ---

    def _rows(self, grid: TableGrid, around: frozenset[int]) -> Iterator[Told]:
        names = {row: self._row_places(grid, row) for row in grid.rows if not _is_total(grid, row)}
        shared = frozenset.intersection(*names.values()) if names else frozenset[int]()
        own = {row: places - shared for row, places in names.items()}
        if self.adds and (regions := region_rows(grid, own, self.asked.text)):
            explained = frozenset[int]().union(*(names[r] for r in regions))
            explained |= of_regions(self.asked.text)
            yield from self._told(grid, [(r,) for r in regions], own, explained | around)
            return
        for cut in cuts(self.asked.text):
            sides = [tuple(rows) for part in cut if (rows := _most(own, part))]
            rows = [row for side in sides for row in side]
            if not 1 < len(sides) <= len(rows) == len(set(rows)) <= MOST_ROWS:
                continue
            if not self.adds and len(rows) > len(sides):
                continue
            explained = frozenset[int]().union(*(names[r] for r in rows))
            yield from self._told(grid, sides, own, explained | around)

    def _told(
        self, grid: TableGrid, sides: Sequence[tuple[int, ...]],
        own: dict[int, frozenset[int]], explained: frozenset[int],
    ) -> Iterator[Told]:  # fmt: skip
        """The rows with the columns asked of them, where these explain nearly all of the question."""
        rows = [row for side in sides for row in side]
        named = frozenset[int]().union(*(own[r] for r in rows))
        columns, heads = self._asked_columns(grid, rows, named)
        untold = self._untold(explained | heads)
        if columns and untold is not None:
            yield Told(grid, tuple(sides), columns, True, untold, len(named | heads))

    def _row_places(self, grid: TableGrid, row: int) -> frozenset[int]:
        """What the cells that name a row explain of the question."""
        found = frozenset[int]()
        for cell in grid.cells_of(row):
            words = grid.words(cell)
            if not 1 < len(words) <= LONGEST_NAME or NUMBER_CELL.match(words):
                continue
            match = self.asked.best([words, BRACKET.sub("", words)])
            places = stretched(self.asked.text, match.places, words)
            if match.share >= NAMED or self._is_short(places, words):
                found |= places
        return found

    def _is_short(self, places: frozenset[int], words: str) -> bool:
        """Is what the question says of a cell a short name of it: its first word, and more behind it?"""
        first = min(places, default=0)
        run = set(range(first, first + SHORT_NAME))
        return run <= places and words.startswith(self.asked.text[first : first + 2])

    def _asked_columns(
        self, grid: TableGrid, rows: Sequence[int], used: frozenset[int]
    ) -> tuple[tuple[int, ...], frozenset[int]]:
        """The columns asked of the rows, with what they explain: those whose header is said, those in the unit asked
        for, or the whole."""
        free = [c for c in range(grid.columns) if all(grid.says(grid.at(r, c)) for r in rows)]
        free = [
            c
            for c in free
            if not NUMBERING.match(grid.head(c)) and not self._names_rows(grid, c, rows)
        ]
        matches = {c: self._head(grid, c) for c in free}
        said = {c: m for c, m in matches.items() if m.share >= NAMED and m.places - used}
        numeric = [c for c in free if _is_numeric(grid, c, rows)]
        measure = asked_measure(self.text) or (OF_MONEY if "钱" in self.text else None)
        of_unit = grid.of_measure(numeric, measure) if measure and numeric else []
        if self.adds:
            named = [c for c in said if c in numeric]
            named = [c for c in named if not WHOLE.match(grid.head(c))] or named
            chosen = named or (of_unit if len(of_unit) == 1 else [])
            chosen = (
                chosen
                or [c for c in numeric if WHOLE.match(grid.head(c))][:1]
                or (numeric if len(numeric) == 1 else [])
            )
            chosen = chosen[:1] if len(chosen) == 1 else []
        else:
            more = of_unit if len(of_unit) == 1 else []
            chosen = list(dict.fromkeys([*said, *more]))
            if not chosen and UNLIKE.search(self.text):
                chosen = [c for c in free if len({grid.words(grid.at(r, c)) for r in rows}) > 1]
            elif not chosen and len(numeric) == 1:
                chosen = numeric
        places = (
            frozenset[int]().union(*(matches[c].places for c in chosen))
            if chosen
            else frozenset[int]()
        )
        heads = {c: grid.head(c) for c in range(grid.columns)}
        return tuple(narrowed(self.asked.text, heads, sorted(chosen))), places

    def _names_rows(self, grid: TableGrid, column: int, rows: Iterable[int]) -> bool:
        """Does a column hold what the question calls the rows by?"""
        words = [grid.words(grid.at(r, column)) for r in rows]
        return not any(NUMBER_CELL.match(w) for w in words) and all(
            self.asked.match(w).share >= NAMED for w in words if w
        )

    def _head(self, grid: TableGrid, column: int) -> Match:
        head = grid.head(column)
        last = grid.words(grid.heads(column)[-1]) if grid.heads(column) else ""
        names = (head, BRACKET.sub("", head), BRACKET.sub("", last), GENERIC_END.sub("", last))
        return self.asked.best([name for name in names if len(name) > 1])

    # --- columns beside each other ---

    def _columns(self, grid: TableGrid, around: frozenset[int]) -> Iterator[Told]:
        heads = {c: folded(BRACKET.sub("", grid.head(c))) for c in range(grid.columns)}
        names = {row: self._row_places(grid, row) for row in grid.rows}
        for cut in cuts(self.asked.text):
            if len(cut) > 2:
                continue
            before, behind = (self.asked.text[part.start : part.stop] for part in cut)
            row = partial(self._row_of, names, heads)
            fits = partial(_alike, grid, row)
            for one, other in column_pairs(heads, before, behind, fits):
                explained = self._said_heads(heads, one, other) | names[row(one, other)]
                untold = self._untold(explained | around)
                if untold is not None:
                    across, sides = (row(one, other),), ((one,), (other,))
                    yield Told(grid, sides, across, False, untold, len(explained))

    def _said_heads(self, heads: dict[int, str], one: int, other: int) -> frozenset[int]:
        return self.asked.match(heads[one]).places | self.asked.match(heads[other]).places

    def _row_of(
        self, names: dict[int, frozenset[int]], heads: dict[int, str], one: int, other: int
    ) -> int:
        """The one row that the question names beside two headers; -1 where it names none alone."""
        explained = self._said_heads(heads, one, other)
        rows = _most({r: p - explained for r, p in names.items()}, range(len(self.asked.text)))
        return rows[0] if len(rows) == 1 else -1

    def _untold(self, places: frozenset[int]) -> float | None:
        """The share of the question that nothing explains; None where a whole word of it stays."""
        places = places | no_matter(self.asked.text) | _spans(MONEY, self.asked.text)
        untold = self.asked.untold(places)
        return None if untold > UNTOLD or self.asked.word_left(places) else untold


def _alike(grid: TableGrid, row_of: Callable[[int, int], int], one: int, other: int) -> bool:
    """Is there a row for two columns, with cells that say the same kind of thing: both a number, or both none?"""
    row = row_of(one, other)
    cells = [grid.at(row, column) for column in (one, other)]
    if not all(grid.says(cell) for cell in cells):
        return False
    return len({bool(NUMBER_CELL.match(grid.words(cell))) for cell in cells}) == 1


def _spans(pattern: re.Pattern[str], text: str) -> frozenset[int]:
    return frozenset(i for m in pattern.finditer(text) for i in range(*m.span()))


def _most(own: dict[int, frozenset[int]], part: range) -> list[int]:
    """The rows that explain most of a part of the question, two characters at least."""
    held = {row: len([p for p in places if p in part]) for row, places in own.items()}
    most = max(held.values(), default=0)
    return [row for row, count in held.items() if count == most] if most > 1 else []


def _is_total(grid: TableGrid, row: int) -> bool:
    return any(TOTAL.match(grid.words(c)) for c in grid.cells_of(row)[:2])


def _is_numeric(grid: TableGrid, column: int, rows: Iterable[int]) -> bool:
    return all(NUMBER_CELL.match(grid.words(grid.at(r, column))) for r in rows)
