"""One table asked by conditions: the rows that hold what the question says of them and the columns it asks for.

Unlike ``table_relation``, which looks for rows that are named, all rows are meant where the question says no condition.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.owner_names import PARTS, owns
from assistant.records import Query
from assistant.row_conditions import NumberedRows, number_in
from assistant.row_times import TimedRows
from assistant.table_asked import LEADS, SUPPORTS, YEARS_SPANNED, TableAsked, explained
from assistant.table_grid import BRACKET, NUMBER_CELL, NUMBERING, TableGrid
from assistant.table_lists import label_column
from assistant.table_naming import EMPTY_WORDS, LONGEST_CELL
from assistant.terms import folded

OFFICES = re.compile(
    r"单位|部门|[科处股]室|机构|牵头|责任|配合|参与|协办|联系|主责|主办|负责|业主"
)
SECOND = re.compile(r"配合|参与|协办|协助|联系")
YEAR = re.compile(r"(?:19|20)\d\d")
TOTAL = re.compile(r"^(?:合计|总计|小计|共计|总数|全[市县区]合计)$")
WHOLE_COLUMN = re.compile(r"合计|总计|小计|总数|总额|总投资")
HAN = re.compile(r"[一-鿿]{2,}")
NUMERIC = 0.6


@dataclass(frozen=True, slots=True)
class Asks:
    """The rows and columns of a table that a question means; ``places`` are what of it they explain, ``by`` the columns
    whose cells chose the rows."""

    rows: tuple[int, ...]
    columns: tuple[int, ...]
    by: tuple[int, ...]
    places: frozenset[int]
    timed: bool = False


class OneTable:
    """A table with what stands around it, asked by one question."""

    def __init__(
        self, grid: TableGrid, query: Query, said: TableAsked, around: str, times: TimedRows
    ) -> None:
        self.grid, self.query, self.said, self.asked = grid, query, said, said.asked
        self.around = around
        self.times = times
        self.heads = {
            c: grid.head(c) for c in range(grid.columns) if not NUMBERING.match(grid.head(c))
        }
        self.label = label_column(grid, query)
        self._office = False

    def read(self) -> Asks | None:
        """The rows and columns asked for; None where a condition that the question says fits no row."""
        rows = [r for r in self.grid.rows if not self._is_total(r)]
        rows = [r for r in rows if not self._is_excluded(r)]
        by: list[int] = []
        places: frozenset[int] = frozenset()
        for narrow in (self._of_years, self._of_office, self._of_cells, self._of_numbers):
            found = narrow(rows)
            if found is None:
                continue
            kept, columns, at = found
            if not kept:
                return None
            rows, by, places = kept, [*by, *columns], places | at
        timed = self.times.fitting(self.grid, self._time_columns(), rows)
        if timed is not None:
            rows, at = timed
            places |= at
            if not rows:
                return None
        columns, at = self._columns(by, places)
        label = self.heads.get(self.label, "")
        return Asks(
            tuple(rows), columns, tuple(dict.fromkeys(by)),
            places | at | explained(self.asked, label), timed is not None,
        )  # fmt: skip

    def words(self, row: int, column: int) -> str:
        """A cell's words without white space; empty where it says nothing."""
        cell = self.grid.at(row, column)
        return self.grid.words(cell) if self.grid.says(cell) else ""

    def numeric(self) -> list[int]:
        """Columns of numbers."""
        return [c for c in self.heads if c != self.label and self._is_numeric(c)]

    def valued(self, rows: Iterable[int], column: int) -> list[int]:
        """Rows whose cell in a column of numbers is more than nothing."""
        return [r for r in rows if (number_in(self.grid, r, column) or 0) > 0]

    def _is_numeric(self, column: int) -> bool:
        cells = [w for row in self.grid.rows if (w := self.words(row, column))]
        numbers = sum(bool(NUMBER_CELL.match(w)) for w in cells)
        return bool(cells) and numbers >= NUMERIC * len(cells)

    def _is_total(self, row: int) -> bool:
        return any(TOTAL.match(self.grid.words(c)) for c in self.grid.cells_of(row)[:2])

    def _is_excluded(self, row: int) -> bool:
        own = folded(" ".join(map(self.grid.words, self.grid.cells_of(row))))
        return any(words in own for words in self.said.excluded)

    # --- rows ---

    def _of_years(self, rows: Sequence[int]) -> tuple[list[int], list[int], frozenset[int]] | None:
        """Rows that are years: 2026 in the column that names the rows."""
        years = {str(y) for y in self.query.years}
        for column in self.heads:
            cells = [self.words(r, column) for r in rows]
            if not cells or not all(re.fullmatch(r"(?:19|20)\d\d年?度?", w) for w in cells):
                continue
            kept = [r for r, w in zip(rows, cells, strict=True) if w[:4] in years]
            if YEARS_SPANNED.search(self.asked.text) or not kept:
                return None
            return kept, [column], frozenset()
        return None

    def _of_office(self, rows: Sequence[int]) -> tuple[list[int], list[int], frozenset[int]] | None:
        """Rows of the office that the question names, in the column of the role it says."""
        columns = [c for c, head in self.heads.items() if OFFICES.search(head) and c != self.label]
        if not columns:
            return None
        text = self.asked.text
        second = [c for c in columns if SECOND.search(self.heads[c])]
        first = [c for c in columns if c not in second]
        leads, supports = bool(LEADS.search(text)), bool(SUPPORTS.search(text))
        if leads != supports:
            columns = (first or columns) if leads else (second or columns)
        named = {
            part for c in columns for r in self.grid.rows for part in PARTS.split(self.words(r, c))
            if len(part) > 1 and folded(part) in text
        }  # fmt: skip
        name = max(named, key=len, default="")
        places = _at(text, folded(name))
        self._office = bool(name)
        asked = name or (self.query.owner if leads or supports else "")
        if not asked:
            return None
        kept = [r for r in rows if any(_owns(asked, self.words(r, c)) for c in columns)]
        if not kept and not name:
            return ([], [], frozenset()) if OFFICE_NAME.search(asked) else None
        by = [c for c in columns if any(_owns(asked, self.words(r, c)) for r in kept)]
        return kept, by, places | _at(text, folded(asked))

    def _of_cells(self, rows: Sequence[int]) -> tuple[list[int], list[int], frozenset[int]] | None:
        """Rows one of whose cells the question says, whole or by words that only some cells of its column hold."""
        found: list[tuple[int, int, list[int], frozenset[int]]] = []
        for column in self.heads:
            cells = {self.words(r, column) for r in self.grid.rows} - {""}
            office = self._office and OFFICES.search(self.heads[column])
            if not cells or all(len(c) > LONGEST_CELL for c in cells) or self._is_timed(column):
                continue
            if office:
                continue
            held = {c: self._said_of(c, cells) for c in cells}
            at = frozenset[int]().union(*held.values()) if held else frozenset[int]()
            kept = [r for r in rows if held.get(self.words(r, column))]
            if at and kept:
                found.append((len(at), column, kept, at))
        left, by, places = list(rows), list[int](), frozenset[int]()
        for _, column, kept, at in sorted(found, key=lambda f: (-f[0], len(f[2]))):
            both = [r for r in left if r in kept]
            if not both or at <= places:
                continue
            left, places = both, places | at
            by.append(column)
        return (left, by, places) if by else None

    def _said_of(self, cell: str, cells: set[str]) -> frozenset[int]:
        """The places of the question that say a cell, or a part of it that not all cells of its column hold."""
        text, said = self.asked.text, folded(cell)
        known = folded(f"{self.around} {' '.join(self.heads.values())}")
        for name in dict.fromkeys((said, folded(BRACKET.sub("", cell)))):
            if len(name) > 1 and not NUMBER_CELL.match(cell) and name in text and name not in known:
                return _at(text, name)
        places = frozenset[int]()
        for run in HAN.finditer(text):
            for first in range(run.start(), run.end() - 1):
                end = first + 2
                if text[first:end] not in said:
                    continue
                while end < run.end() and text[first : end + 1] in said:
                    end += 1
                stretch = text[first:end]
                mine = frozenset(range(first, end))
                general = stretch in known or stretch in EMPTY_WORDS or not mine <= self._matter
                if not general and not all(stretch in folded(c) for c in cells):
                    places |= mine
        return places

    @property
    def _matter(self) -> frozenset[int]:
        return self.asked.content - self.said.of_no_matter()

    def _of_numbers(
        self, rows: Sequence[int]
    ) -> tuple[list[int], list[int], frozenset[int]] | None:
        found = NumberedRows(self.grid, self.asked).fitting(rows)
        return (sorted(found[0]), [found[1]], found[2]) if found else None

    # --- columns ---

    def _is_timed(self, column: int) -> bool:
        return column in self._time_columns() and self.times.asked

    def _time_columns(self) -> list[int]:
        """Columns of times; those whose header the question says where it says one."""
        timed = self.times.columns(self.grid, self.heads)
        said = [c for c in timed if self._said_head(c) - self.times.places]
        return said or timed

    def _columns(
        self, by: Sequence[int], used: frozenset[int]
    ) -> tuple[tuple[int, ...], frozenset[int]]:
        """The columns whose header the question says, by its year or by its words."""
        years = {str(y) for y in self.query.years}
        spanned = YEARS_SPANNED.search(self.asked.text)
        free = {c: h for c, h in self.heads.items() if c not in by and c != self.label}
        dated = {c: set(YEAR.findall(h)) for c, h in free.items() if YEAR.search(h)}
        if spanned and dated:
            lo, hi = spanned.group(1) or "0", spanned.group(2) or "9999"
            return tuple(c for c, own in dated.items() if lo <= min(own) <= hi), frozenset()
        meant = {c: self._said_head(c) - used for c in free}
        of_year = [c for c, own in dated.items() if own & years]
        if of_year:
            most = max(len(meant[c]) for c in of_year)
            chosen = [c for c in of_year if len(meant[c]) == most] if most else of_year
        else:
            chosen = [c for c in free if self._is_meant(c, meant)]
        places = frozenset[int]().union(*(meant[c] for c in chosen)) if chosen else frozenset[int]()
        return tuple(chosen), places

    def _is_meant(self, column: int, meant: dict[int, frozenset[int]]) -> bool:
        """Does the question say the header, and no other header more fully at the same place?"""
        mine = meant[column]
        head = _bare(self.heads[column])
        if not mine or not head:
            return False
        rivals = [m for c, m in meant.items() if c != column and m & mine and len(m) > len(mine)]
        whole = head in self.asked.text
        return not rivals and (whole or 2 * len(mine) >= len(head))

    def _said_head(self, column: int) -> frozenset[int]:
        """The places of the question that say a column's header, single characters where that is all it is."""
        head = _bare(self.heads[column])
        if len(head) == 1:
            return _at(self.asked.text, head)
        return explained(self.asked, head) if head else frozenset()


OFFICE_NAME = re.compile(r"[科处股室局委办院部厅]$|中心$")


def _bare(head: str) -> str:
    """A header without its unit and its year."""
    return re.sub(r"(?:19|20)\d\d年?度?", "", folded(BRACKET.sub("", head)))


def _owns(asked: str, owners: str) -> bool:
    return any(owns(asked, part) for part in PARTS.split(owners) if part)


def _at(text: str, words: str) -> frozenset[int]:
    at = text.find(words) if words else -1
    return frozenset(range(at, at + len(words))) if at >= 0 else frozenset()
