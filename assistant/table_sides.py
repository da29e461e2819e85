"""Two rows or two columns of one table that a question sets beside each other, and rows whose values it adds up.

The question is cut where its sides may meet; the words before the cut name one row or column, those behind it another,
and what both share is named anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from assistant.case import Case
from assistant.computed_words import LEAST_MOST
from assistant.library import Library
from assistant.matching import Asked, Match
from assistant.measure import asked_measure
from assistant.one_document import candidates, cuts, dated, no_matter, stretched
from assistant.records import Answer
from assistant.table_grid import BRACKET, NUMBER_CELL, NUMBERING, TableGrid
from assistant.table_sides_said import NAMED, SidesSaid, Told
from assistant.terms import folded
from ingest.records import Document, Section, Table

LONGEST_NAME, MOST_ROWS = 24, 12
SHORT_NAME = 4
"""Characters of a short name whose first word stands in the long one: 云溪一中 for 云溪县第一高级中学."""
UNTOLD = 0.3
TOTAL = re.compile(r"^(?:合计|总计|小计|共计|总数|平均)")
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
        return frozenset[int]().union(*(self.asked.match(n).places for n in names if n))

    # --- rows beside each other ---

    def _rows(self, grid: TableGrid, around: frozenset[int]) -> Iterator[Told]:
        names = {row: self._row_places(grid, row) for row in grid.rows if not _is_total(grid, row)}
        shared = frozenset.intersection(*names.values()) if names else frozenset[int]()
        own = {row: places - shared for row, places in names.items()}
        for cut in cuts(self.asked.text):
            sides = [tuple(rows) for part in cut if (rows := _most(own, part))]
            rows = [row for side in sides for row in side]
            if not 1 < len(sides) <= len(rows) == len(set(rows)) <= MOST_ROWS:
                continue
            if not self.adds and len(rows) > len(sides):
                continue
            explained = frozenset[int]().union(*(names[r] for r in rows))
            columns, heads = self._asked_columns(grid, rows, explained)
            untold = self._untold(explained | heads | around)
            if columns and untold is not None:
                strength = len(frozenset[int]().union(*(own[r] for r in rows)))
                yield Told(grid, tuple(sides), columns, True, untold, strength)

    def _row_places(self, grid: TableGrid, row: int) -> frozenset[int]:
        """What the cells that name a row explain of the question."""
        found = frozenset[int]()
        for cell in grid.cells_of(row):
            words = grid.words(cell)
            if not 1 < len(words) <= LONGEST_NAME or NUMBER_CELL.match(words):
                continue
            match = self.asked.best([words, BRACKET.sub("", words)])
            places = stretched(self.asked.text, match.places, words)
            if match.share >= NAMED or len(places) >= SHORT_NAME > len(match.places):
                found |= places
        return found

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
        measure = asked_measure(self.text)
        of_unit = grid.of_measure(numeric, measure) if measure and numeric else []
        if self.adds:
            chosen = [c for c in said if c in numeric] or (of_unit if len(of_unit) == 1 else [])
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
        return tuple(sorted(chosen)), places

    def _names_rows(self, grid: TableGrid, column: int, rows: Iterable[int]) -> bool:
        """Does a column hold what the question calls the rows by?"""
        words = [grid.words(grid.at(r, column)) for r in rows]
        return not any(NUMBER_CELL.match(w) for w in words) and all(
            self.asked.match(w).share >= NAMED for w in words if w
        )

    def _head(self, grid: TableGrid, column: int) -> Match:
        head = grid.head(column)
        return self.asked.best([head, BRACKET.sub("", head)])

    # --- columns beside each other ---

    def _columns(self, grid: TableGrid, around: frozenset[int]) -> Iterator[Told]:
        heads = {c: folded(BRACKET.sub("", grid.head(c))) for c in range(grid.columns)}
        names = {row: self._row_places(grid, row) for row in grid.rows}
        for cut in cuts(self.asked.text):
            if len(cut) > 2:
                continue
            before, behind = (self.asked.text[part.start : part.stop] for part in cut)
            for one, other in _pairs(heads, before, behind):
                explained = (
                    self.asked.match(heads[one]).places | self.asked.match(heads[other]).places
                )
                rows = _most(
                    {r: p - explained for r, p in names.items()}, range(len(self.asked.text))
                )
                if len(rows) != 1 or not all(grid.says(grid.at(rows[0], c)) for c in (one, other)):
                    continue
                untold = self._untold(explained | names[rows[0]] | around)
                if untold is not None:
                    yield Told(
                        grid,
                        ((one,), (other,)),
                        (rows[0],),
                        False,
                        untold,
                        len(explained | names[rows[0]]),
                    )

    def _untold(self, places: frozenset[int]) -> float | None:
        """The share of the question that nothing explains; None where a whole word of it stays."""
        places = places | no_matter(self.asked.text)
        untold = self.asked.untold(places)
        return None if untold > UNTOLD or self.asked.word_left(places) else untold


def _most(own: dict[int, frozenset[int]], part: range) -> list[int]:
    """The rows that explain most of a part of the question, two characters at least."""
    held = {row: len([p for p in places if p in part]) for row, places in own.items()}
    most = max(held.values(), default=0)
    return [row for row, count in held.items() if count == most] if most > 1 else []


def _is_total(grid: TableGrid, row: int) -> bool:
    return any(TOTAL.match(grid.words(c)) for c in grid.cells_of(row)[:2])


def _is_numeric(grid: TableGrid, column: int, rows: Iterable[int]) -> bool:
    return all(NUMBER_CELL.match(grid.words(grid.at(r, column))) for r in rows)


def _pairs(heads: dict[int, str], before: str, behind: str) -> Iterator[tuple[int, int]]:
    """Columns whose headers differ by what is said before and behind the cut; what they share may be said once."""
    for one, first in heads.items():
        for other, second in heads.items():
            if one == other or not first or not second:
                continue
            own, others = _apart(first, second)
            if (
                own
                and others
                and own in before
                and others in behind
                and not (others in before or own in behind)
            ):
                common = first.replace(own, "", 1)
                if not common or any(
                    common[i : i + 2] in before + behind for i in range(len(common) - 1)
                ):
                    yield one, other


def _apart(one: str, other: str) -> tuple[str, str]:
    """What of two headers is not at the beginning or the end of both."""
    head = 0
    while head < min(len(one), len(other)) and one[head] == other[head]:
        head += 1
    tail = 0
    while tail < min(len(one), len(other)) - head and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    while head and one[head - 1].isdigit():
        head -= 1
    while tail and one[len(one) - tail].isdigit():
        tail -= 1
    return one[head : len(one) - tail], other[head : len(other) - tail]
