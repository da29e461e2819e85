"""One table asked by conditions: the rows that hold what the question says of them and the columns it asks for.

Unlike ``table_relation``, which looks for rows that are named, all rows are meant where the question says no condition.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.asked_bounds import bounds_of
from assistant.asked_columns import YEAR, AskedColumns
from assistant.column_years import years_of_columns
from assistant.owner_names import PARTS, owns
from assistant.records import Query
from assistant.row_conditions import NumberedRows, number_in
from assistant.row_times import TimedRows
from assistant.stage_rows import places_said, stage_column, stages_said
from assistant.table_asked import LEADS, SUPPORTS, YEARS_SPANNED, TableAsked, explained, places_of
from assistant.table_grid import BRACKET, NUMBER_CELL, NUMBERING, TableGrid
from assistant.table_lists import label_column
from assistant.table_naming import EMPTY_WORDS, LONGEST_CELL
from assistant.terms import folded
from assistant.value_pairs import of_two_values

OFFICES = re.compile(r"单位|部门|[科处股]室|机构|牵头|责任|配合|参与|协办|联系|主责|主办|负责|业主")
SECOND = re.compile(r"配合|参与|协办|协助|联系")
TOTAL = re.compile(r"^(?:合计|总计|小计|共计|总数|全[市县区]合计)$")
WHOLE_COLUMN = re.compile(r"合计|总计|小计|总数|总额|总投资")
HAN = re.compile(r"[一-鿿]{2,}")
NUMERIC = 0.6


@dataclass(frozen=True, slots=True)
class Asks:
    """The rows and columns of a table that a question means; ``places`` are what of it they explain, ``by`` the columns
    whose cells chose the rows, ``named`` the places that name rows; ``measured`` where a number chose them."""

    rows: tuple[int, ...]
    columns: tuple[int, ...]
    by: tuple[int, ...]
    places: frozenset[int]
    timed: bool = False
    named: frozenset[int] = frozenset()
    measured: bool = False


class OneTable:
    """A table with what stands around it, asked by one question."""

    def __init__(
        self, grid: TableGrid, query: Query, said: TableAsked, names: Sequence[str], above: str, times: TimedRows
    ) -> None:  # fmt: skip
        self.grid, self.query, self.said, self.asked = grid, query, said, said.asked
        self.around = " ".join((*names, above))
        self.titled = explained(said.asked, *names)
        self.times = times
        self.heads = {
            c: grid.head(c) for c in range(grid.columns) if not NUMBERING.match(grid.head(c))
        }
        self.label = label_column(grid, query)
        self.columns = AskedColumns(said.asked, self.heads, self.label, years_of_columns(query))
        self.of_office = False
        self.lacks = ""

    def read(self) -> Asks | None:
        """The rows and columns asked for; None where a condition that the question says fits no row."""
        rows = [r for r in self.grid.rows if not self._is_total(r)]
        rows = [r for r in rows if not self._is_excluded(r)]
        by: list[int] = []
        places: frozenset[int] = frozenset()
        measured = self._of_numbers(rows) is not None
        narrowing = (
            self._of_years, self._of_office, self._of_stages, self._of_cells, self._of_numbers,
        )  # fmt: skip
        for narrow in narrowing:
            found = narrow(rows)
            if found is None:
                continue
            kept, columns, at = found
            if not kept:
                return None
            rows, by, places = kept, [*by, *columns], places | at
        named = places
        timed = self.times.fitting(self.grid, self._time_columns(), rows)
        if timed is not None:
            rows, at = timed
            places |= at
            if not rows:
                return None
        told, at = self.columns.asked_for(by, places)
        label = self.heads.get(self.label, "")
        numeric = [c for c in self.numeric() if YEAR.search(self.heads[c]) or c in told]
        rows, compared = of_two_values(self.grid, self.heads, self.asked.text, rows, numeric)
        return Asks(
            tuple(rows), told, tuple(dict.fromkeys(by)),
            places | at | compared | explained(self.asked, label, BRACKET.sub("", label)),
            timed is not None, named, measured,
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
        if leads and supports and (both := self._of_both(rows, first, second)):
            return both
        if leads != supports:
            columns = (first or columns) if leads else (second or columns)
        named = {
            part for c in columns for r in self.grid.rows for part in PARTS.split(self.words(r, c))
            if len(part) > 1 and folded(part) in text
        }  # fmt: skip
        name = max(named, key=len, default="")
        places = places_of(text, folded(name))
        self.of_office = bool(name)
        asked = name or (self.query.owner if leads or supports else "")
        if not asked:
            return None
        kept = [r for r in rows if any(_owns(asked, self.words(r, c)) for c in columns)]
        if not kept and not name:
            self.lacks = asked if OFFICE_NAME.search(asked) else ""
            return ([], [], frozenset()) if self.lacks else None
        by = [c for c in columns if any(_owns(asked, self.words(r, c)) for r in kept)]
        return kept, by, places | places_of(text, folded(asked))

    def _of_both(
        self, rows: Sequence[int], first: Sequence[int], second: Sequence[int]
    ) -> tuple[list[int], list[int], frozenset[int]] | None:
        """Rows that one office leads and another joins in: A科牵头、B科配合; None where the question does not say so."""
        text = self.asked.text
        kept, by, places = list(rows), list[int](), frozenset[int]()
        for columns, role in ((first, LEADS), (second, SUPPORTS)):
            names = {
                p for c in columns for r in self.grid.rows for p in PARTS.split(self.words(r, c))
                if len(p) > 1 and re.search(rf"{re.escape(folded(p))}(?:来|去)?(?:{role.pattern})", text)
            }  # fmt: skip
            if not names:
                return None
            name = max(names, key=len)
            kept = [r for r in kept if any(_owns(name, self.words(r, c)) for c in columns)]
            by += columns
            places |= places_of(text, folded(name))
        self.of_office = True
        return kept, by, places

    def _of_stages(self, rows: Sequence[int]) -> tuple[list[int], list[int], frozenset[int]] | None:
        """Rows of the one stage that the question says, where a column parts the rows by stages."""
        said = stages_said(self.asked.text)
        column = stage_column({c: [self.words(r, c) for r in rows] for c in self.heads})
        if len(said) != 1 or column is None:
            return None
        kept = [r for r in rows if self.words(r, column).startswith(said[0])]
        if not kept or len(kept) == len(rows):
            return None
        return kept, [column], places_said(self.asked.text, said[0])

    def _of_cells(self, rows: Sequence[int]) -> tuple[list[int], list[int], frozenset[int]] | None:
        """Rows that hold what the question says: a cell, or words that not all rows hold; of two such that no row
        holds both those that hold either."""
        columns = [c for c in self.heads if not (self.of_office and OFFICES.search(self.heads[c]))]
        cells = {(r, c): w for r in rows for c in columns if (w := self.words(r, c))}
        said = {
            w for cell in cells.values() if len(cell) <= LONGEST_CELL for w in self._said_of(cell)
        }
        left, by, places = list(rows), list[int](), frozenset[int]()
        for words in sorted(said, key=len, reverse=True):
            at = places_of(self.asked.text, words)
            holding: dict[int, set[int]] = {}
            for (row, column), cell in cells.items():
                if words in folded(cell):
                    holding.setdefault(row, set()).add(column)
            mine = self._nearest(words, holding)
            if at <= places or len(mine) == len(self.grid.rows):
                continue
            both = [r for r in left if r in mine]
            left = both or sorted({*left, *mine} if by else mine)
            places |= at
            by += sorted({min(c) for c in mine.values()})
        return (left, by, places) if by else None

    def _nearest(self, words: str, holding: dict[int, set[int]]) -> dict[int, set[int]]:
        """Of rows whose names hold some words those whose name is no more, where there are any."""
        named = {
            r: c for r, c in holding.items()
            if self.label in c and folded(BRACKET.sub("", self.words(r, self.label))) == words
        }  # fmt: skip
        return named or holding

    def _said_of(self, cell: str) -> list[str]:
        """The words of a cell that the question says."""
        text, said = self.asked.text, folded(cell)
        known = folded(f"{self.around} {' '.join(self.heads.values())}")
        found = []
        for name in dict.fromkeys((said, folded(BRACKET.sub("", cell)))):
            own = len(name) > 1 and not NUMBER_CELL.match(cell) and name in text
            if own and not _is_of(text, name, known):
                return [name]
        for run in HAN.finditer(text):
            for first in range(run.start(), run.end() - 1):
                end = first + 2
                if text[first:end] not in said or (first and text[first - 1 : end] in said):
                    continue
                while end < run.end() and text[first : end + 1] in said:
                    end += 1
                words = text[first:end]
                general = words in known or words in EMPTY_WORDS
                general = general or self.titled.issuperset(range(first, end))
                if not general and self._matter.issuperset(range(first, end)):
                    found.append(words)
        return found

    @property
    def _matter(self) -> frozenset[int]:
        bound = {i for b in bounds_of(self.asked.text) for i in range(b.start, b.end)}
        return self.asked.content - self.said.of_no_matter() - self.times.places - bound

    def _of_numbers(
        self, rows: Sequence[int]
    ) -> tuple[list[int], list[int], frozenset[int]] | None:
        numbers = NumberedRows(self.grid, self.asked)
        found = numbers.fitting(rows)
        if numbers.unmet and (self.said.lists or self.said.each or self.said.word):
            return [], [], frozenset()
        return (sorted(found[0]), [found[1]], found[2]) if found else None

    def _time_columns(self) -> list[int]:
        """Columns of times; those whose header the question says where it says one."""
        timed = self.times.columns(self.grid, self.heads)
        said = [c for c in timed if self.columns.said_head(c) - self.times.places]
        return said or timed


OFFICE_NAME = re.compile(r"[科处股室局委办院部厅]$|中心$")


def _owns(asked: str, owners: str) -> bool:
    return any(owns(asked, part) for part in PARTS.split(owners) if part)


def _is_of(text: str, name: str, known: str) -> bool:
    """Does the question say a name only as a part of what stands around the table: 小学 of 公办小学招生?"""
    at = text.find(name)
    longer = (text[max(at - 1, 0) : at + len(name)], text[at : at + len(name) + 1])
    return name in known and any(len(w) > len(name) and w in known for w in longer)
