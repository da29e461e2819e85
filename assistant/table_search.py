"""Looks for the cells that a question names: its row by the label, its column by the header.

A question accounts for a cell when its words are found in the row's label, in the header above the cell
or in what stands around the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.aim import ENDED
from assistant.case import Case
from assistant.finding import find
from assistant.library import Library
from assistant.matching import NONE, Asked, Match
from assistant.measure import asked_measure
from assistant.records import Query
from assistant.rungs import Told, told
from assistant.table_grid import BARE_NUMBER, BRACKET, NUMBER_CELL, Place, TableGrid
from assistant.table_naming import place_of
from assistant.table_rows import of_case
from assistant.terms import contradicts
from ingest.grammar import find_quantities, find_times
from ingest.records import Document, Section, Table

LABEL = 0.75
"""Share of a row's label that must stand in the question."""
HEADER = 0.6
"""And of a column's header, where it is not the kind of question that tells the column."""
FIELD = 0.9
"""Share of the name of a form's field that must stand in the question."""
UNTOLD, UNTOLD_OF_CODE = 0.3, 0.6
"""Share of what is asked that label, header and surroundings may leave unaccounted for; more where the label is a
code that the question says, which no other row can be meant by."""
CODE = re.compile(r"^(?=.*\d)[A-Z][A-Z0-9\-]{2,}$", re.I)
WIDER = 5
"""Passages of all documents that are looked at where a year or a place has narrowed them: a table may
name both in its caption."""
MOST_CELLS = 8000
"""Cells looked at for one question."""
LONGEST_LABEL = 60
# Columns that answer who, when and where.
OWNER = re.compile(
    r"(?:责任|牵头|主责|负责|承办|主办|主管|实施|落实|经办)(?:单位|部门|科室|股室|处室|[科股处](?:室|站)?|机构|学校|人员?|领导|者)?$|^(?:部门|科室|股室|单位)$"
)
TIME = re.compile(r"时限|时间|期限|日期|截止|节点|月份|何时|进度安排")
COARSE = re.compile(r"(?:所属)?(?:年度?|季度|学期|月份?)|阶段")
"""A column of times that only groups the days of another one."""
PLACE = re.compile(r"地点|地址|场所|场地|位置|校址|考点")
SITE = re.compile(r"(?:医院|机构|学校|窗口|场馆|基地|考场)$")
"""Headers of columns that answer where as well."""
WHERE = re.compile(
    r"在哪|哪里|哪儿|什么地方|啥地方|何处|地点(?:是|在)|地址(?:是|在)|哪个(?:地方|学校|场地)"
)
GENERAL_END = re.compile(r"(?:要求|条件|限制|情况)$")
"""What headers end with that questions leave out: 学历 of 学历要求."""
WORKPLACE = re.compile(
    r"(?:服务|用人|招聘|工作|任教|聘用|接收|派[往驻]|需求|实习|支教)(?:单位|学校)$"
)
"""The column of a list of posts that says where one works: it answers who and where in a table without other such."""
OF_KIND = {"who": OWNER, "date": TIME}


@dataclass(frozen=True, slots=True)
class Found:
    """A cell with how the question leads to it; ``row`` and ``column`` say how much of it they explain."""

    document: Document
    grid: TableGrid
    place: Place
    row: Match
    column: Match
    around: Match
    rank: int
    old: bool

    @property
    def score(self) -> tuple[bool, int, float, int, float]:
        """Best first by what is explained, then by how exactly, then by what retrieval ranked."""
        told = self.row.places | self.column.places
        whole = self.row.share + self.column.share
        return (not self.old, len(told | self.around.places), round(whole, 2), -self.rank, whole)


class TableSearch:
    """Looks in the tables of the documents that retrieval found."""

    def __init__(self, library: Library, case: Case, asked: Asked) -> None:
        self.library = library
        self.case = case
        self.query: Query = case.query
        self.asked = asked
        self.told: Told | None = told(case.query.text, follow_up=case.query.follow_up)

    def cells(self) -> Iterator[Found]:
        """Every cell that the question may mean, in the order of the tables."""
        left = MOST_CELLS
        for document, table, section, rank, old in self.tables():
            left -= len(table.cells)
            if left < 0:
                return
            yield from self._in_table(document, table, section, rank, old)

    def tables(self) -> Iterator[tuple[Document, Table, tuple[str, ...], int, bool]]:
        """Tables of the documents found, with the rank of the best passage that overlaps each."""
        passages = [chunk for chunk, _ in self.case.found]
        if len(self.case.documents) < len(self.case.scope) and not self.query.documents:
            found = find(self.library, self.query, self.case.scope, WIDER)
            passages += [chunk for chunk, _ in found]
        for identity in dict.fromkeys(chunk.document_id for chunk in passages):
            document = self.library.document(identity)
            sections = self.library.store.sections(identity) if document.tables else ()
            old = self.case.scope[identity].metadata.status in ENDED
            for table in document.tables:
                ranks = [
                    n for n, c in enumerate(passages)
                    if c.document_id == identity and c.start < table.end and table.start < c.end
                ]  # fmt: skip
                rank = min(ranks, default=len(passages))
                yield document, table, _path(sections, table), rank, old

    def _in_table(
        self, document: Document, table: Table, section: tuple[str, ...], rank: int, old: bool
    ) -> Iterator[Found]:
        grid = TableGrid(document, table)
        around = self.asked.match(self.around(document, table, section))
        if grid.pairs:
            for place, name in self._pairs(grid, around):
                yield Found(document, grid, place, name, NONE, around, rank, old)
            return
        columns = {c: self.asked.best(self._names(grid, c)) for c in range(grid.columns)}
        implied = self._implied(grid)
        if not any(m.share >= HEADER for m in columns.values()) and not implied:
            return
        if implied and WHERE.search(self.query.text):  # A02岗位在哪 asks for no post
            columns = {c: m if c in implied else NONE for c, m in columns.items()}
        rows: dict[tuple[int, int], Match] = {}
        for place in grid.places():
            column = columns[place.column]
            if column.share < HEADER and place.column not in implied:
                continue
            key = (place.row, place.column)
            rows[key] = self._row(grid, place)
            row = rows[key]
            if row.share < LABEL or not self._fits(grid, place):
                continue
            if not column.places - row.places and place.column not in implied:
                continue
            if self._is_told(grid, place, row, column, around) and self._is_named(
                document, grid, place, section
            ):
                yield Found(document, grid, place, row, column, around, rank, old)

    def _pairs(self, grid: TableGrid, around: Match) -> Iterator[tuple[Place, Match]]:
        """Values of a form whose field the question names; what is around the form tells whose it is."""
        for place in grid.places():
            if place.column % 2 == 0:
                continue
            words = grid.words(grid.at(place.row, place.column - 1))
            name = self.asked.best([words, BRACKET.sub("", words)])
            if name.share >= FIELD and self.asked.untold(name.places | around.places) <= UNTOLD:
                yield place, name

    def around(self, document: Document, table: Table, section: tuple[str, ...]) -> str:
        """The words that may say which table is meant: caption, headings and title."""
        stored = self.case.scope[document.id]
        caption = (
            document.text[table.caption.start : table.caption.end] if table.caption else ""
        )  # fmt: skip
        return " ".join((caption, *section, stored.metadata.title))

    @staticmethod
    def _names(grid: TableGrid, column: int) -> list[str]:
        """A header as the question may say it: whole, without its unit, its last part alone."""
        whole = grid.head(column)
        parts = [grid.words(cell) for cell in grid.heads(column)]
        bare = GENERAL_END.sub("", BRACKET.sub("", whole))
        short = [bare] if len(bare) > 1 else []
        return [whole, BRACKET.sub("", whole), *(parts[-1:] if len(parts) > 1 else []), *short]

    def _implied(self, grid: TableGrid) -> frozenset[int]:
        """The columns that the kind of question asks for without naming them."""
        pattern = OF_KIND.get(self.query.kind)
        if WHERE.search(self.query.text):
            pattern = PLACE
        if pattern is not None:
            heads = {c: BRACKET.sub("", grid.head(c)) for c in range(grid.columns)}
            named = [c for c, head in heads.items() if pattern.search(head)]
            if pattern is PLACE:  # 体检医院 of 体检在哪, before the place of something else
                sites = [c for c, head in heads.items() if SITE.search(head)]
                named = sorted(
                    {*named, *sites}, key=lambda c: (-self._said(grid, c), c not in named, c)
                )
            if not named and pattern is not TIME:
                named = [c for c, head in heads.items() if WORKPLACE.search(head)]
            named.sort(key=lambda c: bool(COARSE.fullmatch(grid.head(c))))
            if self.query.kind == "date":  # 6月7日, not the 6月 that groups its rows
                named.sort(key=lambda c: -self._days(grid, c))
            return frozenset(named[:1])
        if self.query.kind != "number" or asked_measure(self.query.text) is None:
            return frozenset()
        fitting = [c for c in range(grid.columns) if self._measured(grid, c)]
        return frozenset(fitting) if len(fitting) == 1 else frozenset()

    def _said(self, grid: TableGrid, column: int) -> int:
        """How many characters of the question a header explains."""
        return len(self.asked.match(BRACKET.sub("", grid.head(column))).places)

    @staticmethod
    def _days(grid: TableGrid, column: int) -> float:
        """The share of a column's cells that say a day."""
        cells = [w for row in grid.rows if (w := grid.words(grid.at(row, column)))]
        days = sum(any(t.precision == "day" for t in find_times(w)) for w in cells)
        return round(days / len(cells), 1) if cells else 0.0

    def _measured(self, grid: TableGrid, column: int) -> bool:
        """Does a column hold values in a unit that the question asks for?"""
        measure = asked_measure(self.query.text)
        unit = grid.unit(column)[0]
        for row in grid.rows:
            words = grid.words(grid.at(row, column))
            if NUMBER_CELL.match(words):
                found = find_quantities(words + (unit if BARE_NUMBER.match(words) else ""))
                return bool(found and measure and measure.fits(found[0].unit))
        return False

    def _row(self, grid: TableGrid, place: Place) -> Match:
        """How the question names the row: its best label, and what all labels together explain."""
        matches = [
            self.asked.best([words, BRACKET.sub("", words), place_of(words)])
            for cell in grid.labels(place.row, place.column)
            if 1 < len(words := grid.words(cell)) <= LONGEST_LABEL
        ]
        good = [m for m in matches if m.share >= LABEL]
        held = of_case(grid, place, self.told)
        if held is False:
            return NONE
        if held and self.told:
            good.append(Match(1.0, self.asked.match(self.told.text).places))
        if contradicts(self.case.wanted, " ".join(map(grid.words, grid.cells_of(place.row)))):
            return NONE
        if not good:
            return NONE
        places = frozenset[int]().union(*(m.places for m in good))
        return Match(max(m.share for m in good), places)

    def _fits(self, grid: TableGrid, place: Place) -> bool:
        """A number is asked for and the cell holds one; a time likewise."""
        words = grid.words(place.cell)
        if self.query.kind == "number":
            return bool(re.search(r"\d|[一二两三四五六七八九十百]", words))
        if self.query.kind == "date":
            return bool(
                re.search(r"\d", words) or find_times(words) or TIME.search(grid.head(place.column))
            )
        return True

    def _is_told(
        self, grid: TableGrid, place: Place, row: Match, column: Match, around: Match
    ) -> bool:
        """Is nearly all that the question asks accounted for?"""
        labels = map(grid.words, grid.labels(place.row, place.column))
        coded = any(CODE.match(w) and self.asked.match(w).share == 1.0 for w in labels)
        untold = self.asked.untold(row.places | column.places | around.places)
        return untold <= (UNTOLD_OF_CODE if coded else UNTOLD)

    def _is_named(
        self, document: Document, grid: TableGrid, place: Place, section: tuple[str, ...]
    ) -> bool:
        """Every year, place and unknown name that is asked for stands in the row, the header, or around
        the table."""
        metadata = self.case.scope[document.id].metadata
        words = " ".join((
            *(grid.words(c) for c in grid.cells_of(place.row)), grid.head(place.column),
            self.around(document, grid.table, section), str(metadata.plan_year or ""),
            str(metadata.issued.year if metadata.issued else ""), metadata.place, metadata.issuer,
        ))  # fmt: skip
        years = (str(year) for year in self.query.years)
        return all(name in words for name in (*years, *self.query.places, *self.query.missing))


def _path(sections: Sequence[Section], table: Table) -> tuple[str, ...]:
    """The headings a table stands under."""
    held = [s for s in sections if s.start <= table.start < s.end]
    return held[-1].path if held else ()
