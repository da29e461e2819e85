"""A table read as a relation: which rows a question names by the words of their cells, and which columns it asks for."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.checklist import touches_in_year
from assistant.columns_alike import told_apart
from assistant.joined_columns import is_number, joined_columns
from assistant.matching import Asked
from assistant.measure import asked_measure
from assistant.records import Query
from assistant.same_duty import of_one_duty
from assistant.table_grid import BRACKET, NUMBERING, TableGrid
from assistant.table_lists import NAME_COLUMN
from assistant.table_naming import Naming, namings
from assistant.table_search import HEADER, OWNER
from assistant.terms import folded
from ingest.grammar import find_times

TIMES = 0.6
"""Share of a column's cells that must be times or numbers for it to be a column of such."""
SIDE_BY_SIDE = re.compile(r"[、，,；;/]")
"""What parts the things that one cell lists."""
TIMED = -1
"""Where the time stands among the columns that chose rows."""
MEANS = re.compile(r"[\W_\d时间日期数计划总额标准期限]")
"""Characters of a header that tell it from no other."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Rows of a table that a question names: by the cells of these columns, at these places of the question.

    ``named`` are for each column the cells' words, in the order of the question; for ``TIMED`` the time asked for.
    """

    rows: tuple[int, ...]
    named: dict[int, tuple[str, ...]]
    places: frozenset[int]

    @property
    def asks_of(self) -> int:
        """How many things are named side by side."""
        return max((len(words) for words in self.named.values()), default=0)

    def is_another(self, asked: Asked, places: frozenset[int]) -> bool:
        """Does the question say another character inside the name of the row: 西校区 where the row is of 东校区?
        ``places`` are those of its characters that are accounted for."""
        left = asked.content - places
        return any(at - 1 in self.places and at + 1 in self.places for at in left)

    @property
    def only_timed(self) -> bool:
        """Are they chosen by their time alone? Such are the store's to tell: a table holds some of them."""
        return set(self.named) == {TIMED}


class Relation:
    """One table with what stands around it, for one question."""

    def __init__(self, grid: TableGrid, query: Query, asked: Asked, around: str) -> None:
        self.grid = grid
        self.query = query
        self.asked = asked
        self.heads = {c: grid.head(c) for c in range(grid.columns)}
        self.around = around

    # --- rows ---

    def chosen(self) -> Chosen | None:
        """The rows that the question names; None where it names none, or all."""
        known = f"{self.around} {' '.join(self.heads.values())}"
        rows, named, places = set(self.grid.rows), {}, frozenset[int]()
        found = {
            c: self._namings(c, known) for c in self.heads if not NUMBERING.match(self.heads[c])
        }
        order = sorted(
            (c for c in found if found[c]),
            key=lambda c: max((n.kind, len(n.places)) for n in found[c].values()),
            reverse=True,
        )
        for column in order:
            mine = {w: n for w, n in found[column].items() if not n.places <= places}
            holding = {r for r in rows if self._holds(self.words(r, column), mine)}
            if not mine or not holding:
                continue
            rows = holding
            places |= frozenset[int]().union(*(n.places for n in mine.values()))
            named[column] = tuple(sorted(mine, key=lambda w: min(mine[w].places)))
        if by := self._timely(rows):
            rows, at = by
            places |= at
            named[TIMED] = (self.query.time.raw,) if self.query.time else ()
        if not named or len(rows) == len(self.grid.rows):
            return None
        return Chosen(tuple(sorted(rows)), named, places)

    @staticmethod
    def _holds(cell: str, named: Collection[str]) -> bool:
        """Is a cell what is named, or a list with it: 小学、初中 where 小学 is?"""
        several = any(SIDE_BY_SIDE.search(words) for words in named)
        return cell in named or (not several and any(w in named for w in SIDE_BY_SIDE.split(cell)))

    def _namings(self, column: int, known: str) -> dict[str, Naming]:
        words = [self.words(row, column) for row in self.grid.rows]
        different = dict.fromkeys(w for w in words if w)
        grouped = len(different) <= len([w for w in words if w]) / 2
        return dict(namings(self.asked, tuple(different), known, several=grouped))

    def _timely(self, rows: set[int]) -> tuple[set[int], frozenset[int]] | None:
        """Rows whose time falls in the window asked for, by the column of times that the question means; only where
        things are counted or listed."""
        time = self.query.time
        if time is None or (time.lo is None and time.hi is None):
            return None
        if self.query.kind not in ("count", "list", "tasks") or not (columns := self.of_times()):
            return None
        column = columns[0] if len(columns) == 1 else self._meant(columns, frozenset())
        if column is None:
            return None
        kept = {r for r in rows if self._falls(r, column)}
        at = self.asked.text.find(folded(time.raw))
        places = frozenset(range(at, at + len(time.raw))) if at >= 0 else frozenset[int]()
        return (kept, places | self.of_header(column)) if kept else None

    def _falls(self, row: int, column: int) -> bool:
        time = self.query.time
        lo, hi = (time.lo or time.hi, time.hi or time.lo) if time else (None, None)
        if lo is None or hi is None:
            return False
        for said in find_times(self.words(row, column)):
            first, last = said.lo or said.hi, said.hi or said.lo
            if first is None or last is None:
                continue
            year = lo.year or first.year or 2000
            window = lo.with_year(year).to_date(), hi.with_year(hi.year or year).to_date()
            if touches_in_year(first, last, first.year or year, *window):
                return True
        return False

    def words(self, row: int, column: int) -> str:
        """A cell's words without white space; empty where it says nothing."""
        cell = self.grid.at(row, column)
        return self.grid.words(cell) if self.grid.says(cell) else ""

    # --- columns ---

    def of_times(self) -> list[int]:
        """Columns whose cells are times."""
        return [c for c in self.heads if self._share(c, lambda w: bool(find_times(w))) >= TIMES]

    def of_numbers(self) -> list[int]:
        """Columns whose cells are numbers, in a unit that the question asks for where it tells one."""
        numeric = [
            c for c, head in self.heads.items()
            if not NUMBERING.match(head) and self._share(c, is_number) >= TIMES
        ]  # fmt: skip
        return self.grid.of_measure(numeric, asked_measure(self.query.text))

    def of_people(self) -> list[int]:
        """Columns of names or offices."""
        bare = {c: BRACKET.sub("", h) for c, h in self.heads.items()}
        return [c for c, h in bare.items() if NAME_COLUMN.search(h) or OWNER.search(h)]

    def asked_columns(self, chosen: Chosen) -> list[int]:
        """The columns asked for: of the kind that the question asks for, those whose header it says, else the only
        one, else the one whose header shares most with it. None where that is not plain."""
        free = [
            c for c in self.heads if c not in chosen.named and not NUMBERING.match(self.heads[c])
        ]
        if len(joined := joined_columns(self.asked.text, {c: self.heads[c] for c in free})) > 1:
            return joined
        said = [c for c in free if self._says(c)]
        kinds = {"date": self.of_times, "number": self.of_numbers, "sum": self.of_numbers,
                 "comparison": self.of_numbers, "who": self.of_people}  # fmt: skip
        if self.query.kind not in kinds:
            return said
        if self.query.kind == "who" and said:
            return said
        fitting = [c for c in kinds[self.query.kind]() if c in free]
        if self.query.kind == "date" and asked_measure(self.query.text) is not None:
            fitting = [c for c in self.of_numbers() if c in free] or fitting
        if both := [c for c in said if c in fitting]:
            apart = told_apart(self.asked.text, self.heads, both)
            if len(apart) > 1:
                return apart
            return sorted(both, key=lambda c: (not self._says_whole(c), c not in apart))[:1]
        if len(fitting) == 1 or (self.query.kind == "who" and of_one_duty(self.heads, fitting)):
            return fitting
        best = self._meant(fitting, chosen.places)
        return [best] if best is not None else []

    def _says(self, column: int) -> bool:
        head = self.heads[column]
        return bool(head) and self.asked.best([head, BRACKET.sub("", head)]).share >= HEADER

    def _says_whole(self, column: int) -> bool:
        head = BRACKET.sub("", self.heads[column])
        return self.asked.best([self.heads[column], head]).share == 1.0

    def of_header(self, column: int) -> frozenset[int]:
        """The places of the question that a column's header explains, single characters too."""
        head = folded(BRACKET.sub("", self.heads[column]))
        matched = self.asked.match(head).places
        letters = set(MEANS.sub("", head))
        return matched | {i for i in self.asked.content if self.asked.text[i] in letters}

    def _meant(self, columns: Sequence[int], used: frozenset[int]) -> int | None:
        """The one of several columns whose header shares most with what the question asks beside the rows it names."""
        shares = {c: len(self.of_header(c) - used) for c in columns}
        best = max(shares.values(), default=0)
        found = [c for c, n in shares.items() if n == best]
        return found[0] if best and len(found) == 1 else None

    def _share(self, column: int, holds: object) -> float:
        cells = [w for row in self.grid.rows if (w := self.words(row, column))]
        return sum(holds(w) for w in cells) / len(cells) if cells else 0.0  # type: ignore[operator]
