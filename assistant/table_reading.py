"""Answers read from a table as a relation: values of the rows that a question names, how many or which they are, their
sum or difference. Every row is shown and cited."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.case import Case
from assistant.columns_alike import of_one_head, said_head
from assistant.library import Library
from assistant.matching import Asked
from assistant.reckoning import amount, base
from assistant.records import Answer
from assistant.table_grid import BARE_NUMBER, TableGrid
from assistant.table_lists import label_column
from assistant.table_naming import namings
from assistant.table_relation import Chosen, Relation
from assistant.table_rows import context_of
from assistant.table_search import TableSearch
from assistant.terms import folded
from assistant.units_said import counted_by
from ingest.grammar import Quantity, find_quantities, find_times
from ingest.records import Document, Span, TableCell

OF_STORE = frozenset({"tasks", "targets", "status"})
"""Kinds of questions that the store answers whole: one table holds some of it."""
UNTOLD = 0.3
"""Share of what is asked that rows, columns and surroundings may leave unaccounted for."""
SURE = 0.15
"""The same where another room could answer with one cell."""
MOST_ROWS, MOST_VALUES, MOST_NAMED = 30, 6, 2
OF_NO_MATTER = re.compile(
    r"合计|总计|一共|总共|总的|附[表件]\d?|表[\d一二三四五六]|[两二三四五六七八九十几\d]+(?:个|所|项|人|名|家)|那边|这边|加(?:起来|一块儿?|在一起)|合(?:起来|一块儿?)|(?:那|这)?笔钱"
    r"|名单|前\d+名?|属于|等级|备注|栏|今年|每年|一年|学年|一学期|上榜|里头|当中|其中|拟|[各差跟里头种样人分够招收]"
)
"""Words of questions about tables that name nothing in them."""
COUNTED = re.compile(r"(?:几|多少)(?P<word>[项个所件样门人位名家种次条篇场类])")
"""What is counted, by its measure word."""
PARTS = re.compile(r"分(?:为|成|了)?(?:几|多少)")
"""Into how many something is parted: never into one."""
TAKES_IN = re.compile(
    r"(?:招|要|收|聘|录|缺|需)[^几多，。？?]{0,4}(?:几|多少)[个名位人](?!岗|单位|学校|学科|专业|职位|班)"
)
PEOPLE_HEAD = re.compile(r"(?:招聘|招生|计划|拟招|需求|录取)?(?:人数|名额|计划数)")
"""Who is taken in, and the header of a column that tells how many."""
NARROWER = re.compile(r"(?<=[省市县区旗])(?=[一-鿿]{2})")
"""Where a narrower place begins in the name of a place: 云溪县|石坝镇."""
TOTAL_ROW = re.compile(r"^(?:合计|总计|小计|共计|总数)")
DIFFERS = re.compile(
    r"差(?:多少|几|距|额)|相差|[多少高低](?:多少|几[个所人元]|了?多少)|比.{2,12}[多少高低]"
)
"""What asks for the difference of two values."""


def _is_time(words: str) -> bool:
    """Is a cell nothing but a time?"""
    said = "".join(t.text for t in find_times(words))
    return len(said) >= len(words.strip()) - 1


@dataclass(frozen=True, slots=True)
class Read:
    """A table whose rows a question names; ``untold`` is the share of the question that stays unaccounted for."""

    document: Document
    relation: Relation
    chosen: Chosen
    columns: tuple[int, ...]
    untold: float
    rank: int

    @property
    def order(self) -> tuple[float, int]:
        """The best first."""
        return (round(self.untold, 1), self.rank)


class TableReading:
    """Reads the tables of the documents that retrieval found."""

    def __init__(self, library: Library, case: Case) -> None:
        self.case = case
        self.query = case.query
        self.asked = Asked(case.query.text, case.query.named)
        self.search = TableSearch(library, case, self.asked)
        self.reads: list[Read] = []
        self.used: Read | None = None

    def answer(self) -> Answer | None:
        """What the table that accounts for most of the question says of the rows it names."""
        return self._told

    @functools.cached_property
    def _told(self) -> Answer | None:
        if not self.asked.content or self.query.kind in OF_STORE:
            return None
        ways = {"count": self._count, "list": self._list, "sum": self._sum,
                "comparison": self._compared}  # fmt: skip
        self.reads = sorted(self._read(), key=lambda r: r.order)
        for read in map(self._of_people, self.reads):
            if answer := ways.get(self._kind(read), self._values)(read):
                self.used = read
                return answer
        return None

    def _kind(self, read: Read) -> str:
        """Rows are counted where how many is asked for and no column tells it, or of what the rows are."""
        of_rows = not read.columns or label_column(read.relation.grid, self.query) in read.columns
        counted = bool(COUNTED.search(self.query.text)) and of_rows
        may = self.query.kind in ("number", "open", "who")
        if self.query.kind == "count" and not of_rows and len(read.chosen.rows) == 1:
            return "number"  # 多少所初中 of one row is what its column 初中（所） says
        return "count" if counted and may else self.query.kind

    def _of_people(self, read: Read) -> Read:
        """要几个 of one row asks for its column of people, where it has one: not for how many rows there are."""
        heads = [c for c in range(read.relation.grid.columns) if PEOPLE_HEAD.match(read.relation.grid.head(c))]  # fmt: skip
        asked = TAKES_IN.search(self.query.text) and len(read.chosen.rows) == 1
        return replace(read, columns=(heads[0],)) if asked and len(heads) == 1 else read

    def of_several(self) -> Answer | None:
        """The same where several cells are asked for, or one of several columns of times: what looks for one cell
        must not take the first."""
        answer = self.answer()
        if answer is None or not (read := self.used):
            return None
        times = self.query.kind == "date" and len(read.relation.of_times()) > 1
        several = len(read.chosen.rows) > 1 or len(read.columns) > 1
        return answer if read.untold <= SURE and (several or times) else None

    def row_name(self) -> str:
        """What names the rows that the question is answered from, at most two; empty where it names none."""
        if self.answer() is None or not (read := self.used):
            return ""
        label = label_column(read.relation.grid, self.query)
        rows = [read.relation.words(row, label) for row in read.chosen.rows]
        named = [column for column in read.chosen.named if column >= 0]
        if len(rows) == 1 and len(named) > 1:  # 初中 and 特色社团 name it together
            words = (read.relation.words(read.chosen.rows[0], column) for column in named)
            return " ".join(dict.fromkeys(words))
        if named and rows and all(_is_time(words) for words in rows):  # 11月9日 names no row
            rows = [read.relation.words(row, named[0]) for row in read.chosen.rows]
        return "、".join(filter(None, rows)) if len(rows) <= MOST_NAMED else ""

    def swapped(self, own: str) -> str:
        """The question asked of another row, which a later question names instead: 那护理专业呢; empty where it
        names none of a column that this one names."""
        if self.answer() is None or not (read := self.used):
            return ""
        for column in (c for c in read.chosen.named if c >= 0):
            cells = dict.fromkeys(
                w for r in read.relation.grid.rows if (w := read.relation.words(r, column))
            )
            before = namings(self.asked, tuple(cells), read.relation.around)
            after = namings(Asked(own), tuple(cells), read.relation.around)
            new = [words for words in after if words not in before]
            if len(new) == 1 and before:
                places = frozenset[int]().union(*(n.places for n in before.values()))
                text = self.asked.text
                return f"{text[: min(places)]}{new[0]}{text[max(places) + 1 :]}"
        return ""

    # --- which table ---

    def _read(self) -> Iterator[Read]:
        for document, table, section, rank, old in self.search.tables():
            grid = TableGrid(document, table)
            if old or grid.pairs or grid.columns < 2 or len(grid.rows) < 2:
                continue
            around = self.search.around(document, table, section)
            relation = Relation(grid, self.query, self.asked, around)
            chosen = relation.chosen()
            if chosen is None or chosen.only_timed or len(chosen.rows) > MOST_ROWS:
                continue
            columns = tuple(relation.asked_columns(chosen))
            places = chosen.places | self.asked.match(around).places | self._of_no_matter()
            places = places.union(
                *(relation.of_header(c) for c in (*columns, *chosen.named) if c >= 0)
            )
            untold = self.asked.untold(places)
            other = self.asked.word_left(places) or chosen.is_another(self.asked, places)
            known = untold <= UNTOLD and not other
            if known and self._is_named(relation, chosen):
                yield Read(document, relation, chosen, columns, untold, rank)

    def _of_no_matter(self) -> frozenset[int]:
        """The places of words that name nothing, and of a year or time that chose the documents."""
        said = [m.span() for m in OF_NO_MATTER.finditer(self.asked.text)]
        if time := self.query.time:
            said += [m.span() for m in re.finditer(re.escape(folded(time.raw)), self.asked.text)]
        return frozenset(i for first, last in said for i in range(first, last))

    def _is_named(self, relation: Relation, chosen: Chosen) -> bool:
        """Do the rows, the headers or what stands around hold every year, place and unknown name that is asked for?"""
        known = self.case.scope[relation.grid.document.id].metadata
        words = " ".join((
            *(relation.grid.words(c) for row in chosen.rows for c in relation.grid.cells_of(row)),
            *relation.heads.values(), relation.around, known.place, known.issuer,
            str(known.plan_year or ""), str(known.issued.year if known.issued else ""),
        ))  # fmt: skip
        years = (str(year) for year in self.query.years)
        places = (p for name in self.query.missing for p in NARROWER.split(name) if p)
        return all(name in words for name in (*years, *self.query.places, *places))

    # --- what is said ---

    def _values(self, read: Read) -> Answer | None:
        """The cells asked for of the rows named: one row a thing that is named, no more."""
        rows, columns = read.chosen.rows, read.columns
        if not columns or len(rows) > min(MOST_VALUES, max(read.chosen.asks_of, 1)):
            return None
        lines = [line for row in rows if (line := self._row_said(read, row, columns))]
        return self._answer(lines) if len(lines) == len(rows) else None

    def _list(self, read: Read) -> Answer | None:
        """The rows named, by their labels; two at least."""
        rows = [r for r in read.chosen.rows if not self._is_total(read, r)]
        label = label_column(read.relation.grid, self.query)
        if len(rows) == 1 and read.columns:
            return self._values(read)
        if len(rows) < 2 or label in read.chosen.named:
            return None
        lines = [f"{n}. {self._row_said(read, row, read.columns)}" for n, row in enumerate(rows, 1)]
        return self._answer([f"共 {len(rows)} 项：", *lines])

    def _count(self, read: Read) -> Answer | None:
        """How many rows are named, and which."""
        rows = [
            (r, row)
            for r in self._alike(read)
            for row in r.chosen.rows
            if not self._is_total(r, row)
        ]
        if not rows or label_column(read.relation.grid, self.query) in read.chosen.named:
            return None
        if len(rows) == 1 and PARTS.search(self.query.text):
            return None
        said = COUNTED.search(self.query.text)
        lines = [f"{n}. {self._row_said(r, row, ())}" for n, (r, row) in enumerate(rows, 1)]
        return self._answer([f"共 {len(rows)} {said['word'] if said else '项'}：", *lines])

    def _alike(self, read: Read) -> list[Read]:
        """The tables of one document that the question leads to by the same words: one list in several parts."""
        named = set(read.chosen.named.values())
        return [
            r for r in self.reads
            if r.document.id == read.document.id and set(r.chosen.named.values()) == named
            and r.untold == read.untold
        ]  # fmt: skip

    def _sum(self, read: Read) -> Answer | None:
        """The values of one column of the rows named, added up."""
        return self._reckoned(read, "+") if len(read.columns) == 1 else None

    def _compared(self, read: Read) -> Answer | None:
        """The values of the rows named side by side, and the difference of two."""
        if len(read.columns) > 1:
            return self._values(read)
        if len(read.columns) != 1 or not 1 < len(read.chosen.rows) <= max(2, read.chosen.asks_of):
            return None
        return self._reckoned(read, "−")

    def _reckoned(self, read: Read, sign: str) -> Answer | None:
        (column,) = read.columns
        rows = [r for r in read.chosen.rows if not self._is_total(read, r)]
        values = [v for r in rows if (v := self._quantity(read, r, column)) is not None]
        if len(values) < 2 or len(values) != len(rows) or len({base(v.unit) for v in values}) != 1:
            return None
        lines = [f"{n}. {self._row_said(read, row, (column,))}" for n, row in enumerate(rows, 1)]
        marks = "".join(dict.fromkeys(re.findall(r"\[\d+\]", " ".join(lines))))
        if sign == "+" or (len(rows) == 2 and DIFFERS.search(self.query.text)):
            lines.append(f"{_worked(values, sign)}{marks}")
        return self._answer(lines)

    def _quantity(self, read: Read, row: int, column: int) -> Quantity | None:
        found = find_quantities(self._value(read, row, column))
        return found[0] if len(found) == 1 and found[0].value is not None else None

    def _is_total(self, read: Read, row: int) -> bool:
        grid = read.relation.grid
        return any(TOTAL_ROW.match(grid.words(cell)) for cell in grid.cells_of(row)[:2])

    # --- a row ---

    def _row_said(self, read: Read, row: int, columns: Sequence[int]) -> str:
        """“药剂，招生计划：150人[1]”: what names the row, then each cell asked for behind its header."""
        grid = read.relation.grid
        labels = self._labels(read, row, columns)
        cells = [cell for c in columns if (cell := grid.at(row, c)) is not None and grid.says(cell)]
        heads = read.relation.heads
        if of_one_head(heads, columns) and cells:
            columns = [c for c in columns if grid.says(grid.at(row, c))]
        if len(cells) < len(columns) or not labels:
            return ""
        said = [f"{said_head(heads, c)}：{self._value(read, row, c)}" for c in columns]
        name = "，".join(grid.words(cell) for cell in labels)
        cited = [*labels, *cells]
        quote = Span(min(c.start for c in cited), max(c.end for c in cited))
        if any(c.row != row for c in cited):
            own = [c for c in cited if c.row == row] or cited
            quote = Span(min(c.start for c in own), max(c.end for c in own))
        spans = [*(Span(c.start, c.end) for c in cited), *context_of(grid, cited)]
        spans += [grid.table.caption] if grid.table.caption else []
        more = tuple(s for s in dict.fromkeys(spans) if not quote.contains(s))
        mark = self.case.citer.span(grid.document.id, quote, context=more)
        return f"{'，'.join([name, *said])}{mark}"

    def _labels(self, read: Read, row: int, columns: Sequence[int]) -> list[TableCell]:
        """The row's own label and the cells that the question named it by."""
        grid = read.relation.grid
        label = label_column(grid, self.query)
        names = [c for c in (*sorted(read.chosen.named), label) if c >= 0 and c not in columns]
        cells = [grid.at(row, c) for c in dict.fromkeys(sorted(names))]
        return list(dict.fromkeys(c for c in cells if c is not None and grid.says(c)))

    def _value(self, read: Read, row: int, column: int) -> str:
        value = read.relation.grid.valued(row, column)
        bare = BARE_NUMBER.match(value) and read.relation.grid.is_amount(value, column)
        return value + counted_by(self.query.text) if bare else value

    def _answer(self, lines: Sequence[str]) -> Answer:
        return Answer("\n".join(lines), "extractive", self.case.citer.citations)


def _worked(values: Sequence[Quantity], sign: str) -> str:
    """“计算：180人 + 240人 = 420人”; of a difference the larger first."""
    ordered = (
        sorted(values, key=lambda v: v.value or Decimal(0), reverse=True) if sign == "−" else values
    )
    numbers = [v.value or Decimal(0) for v in ordered]
    result = numbers[0] - sum(numbers[1:]) if sign == "−" else sum(numbers, Decimal(0))
    unit = base(ordered[0].unit)
    unit = "个百分点" if sign == "−" and unit == "%" else unit
    return f"计算：{f' {sign} '.join(v.text for v in ordered)} = {amount(result, unit)}"
