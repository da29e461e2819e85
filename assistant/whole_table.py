"""Answers from one table of the documents found, by conditions on its rows: their sum, their number, a list of them or
the values of columns. Every row is shown and cited."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.case import Case
from assistant.dated_items import IN_TABLE, DatedItems
from assistant.library import Library
from assistant.measure import asked_measure
from assistant.one_table import OFFICES, WHOLE_COLUMN, OneTable
from assistant.records import Answer
from assistant.rows_apart import apart
from assistant.rows_having import having_some
from assistant.table_asked import LEADS, SUPPORTS, TableAsked
from assistant.table_fits import OF_STORE, Fit, TableFits, says_stage
from assistant.table_grid import BRACKET
from assistant.table_reading import PARTS, PEOPLE_HEAD, TAKES_IN
from assistant.table_search import TIME
from assistant.terms import folded
from assistant.told_rows import ToldRows, worked
from assistant.units_said import counted_by
from ingest.grammar import Quantity
from ingest.records import quoted

MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 40, 6, 80
LISTED = frozenset(
    [
        "tasks",
        "targets",
        "status",
        "list",
        "open",
        "number",
        "date",
        "who",
        "count",
        "sum",
        "definition",
        "procedure",
    ]
)
"""Kinds of questions that rows of a table may answer."""
YEAR_CELL = re.compile(r"(?:19|20)\d\d年?度?")
COUNTED = "个所家项条门名处"
"""Measure words that a bare number takes from the question."""
MARK = re.compile(r"\[\d+\]")
TASKS = re.compile(r"任务|工作|内容|事项")
PEOPLE = re.compile(r"姓名|名字")

COUNTED_BEFORE = re.compile(r"([一-鿿]{2})(?:一共|总共|共|都)?有?(?:多少|几)[个所项条]")
NUMBER_OF = re.compile(r"数量?$|数[（(]")
"""共发现问题多少个 asks for what a column 问题数量 counts, not for rows."""


class WholeTable:
    """One question asked of the tables of the documents that retrieval found."""

    def __init__(self, library: Library, case: Case) -> None:
        self.case, self.query = case, case.query
        self.said = TableAsked.of(case.query.text, case.query.named)
        self.tables = TableFits(library, case, self.said)
        counted = self.said.word if self.said.word in set(COUNTED) else ""
        counted = counted or counted_by(case.query.text) or "个"
        self.told = ToldRows(case.citer, counted if self.said.sums else "")
        self.dated = DatedItems(library, case, self.said)
        self.fits: list[Fit] = []

    def answer(self, store: Callable[[], Answer | None] = lambda: None) -> Answer | None:
        """What the table that explains most of the question says; None where none plainly does. ``store`` gives the
        answer of the facts, which goes before where the table tells no more."""
        if self.query.kind not in LISTED or not self.said.asked.content:
            return None
        self.fits = self.tables.best_first()
        for fit in self.fits:
            if lines := self._lines(fit):
                if self.query.kind in OF_STORE and not self._asks_table(fit):
                    told = store()
                    if told is not None and told.rows:
                        return None
                return Answer("\n".join(lines), "structured", self.case.citer.citations)
        return self.dated.answer(store) or self._lacking()

    def _lacking(self) -> Answer | None:
        """That the tables of the document named say nothing of the office asked for."""
        if self.query.kind not in OF_STORE or not self.tables.lacking:
            return None
        (identity, office), *_ = self.tables.lacking.items()
        title = quoted(self.case.scope[identity].metadata.title)
        return Answer(f"{title}的表里没有写到“{office}”。", "refused")

    # --- what is said ---

    def _lines(self, fit: Fit) -> list[str]:
        said, asks = self.said, fit.asks
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
        of_time = asks.timed or len(self.query.years) > 1
        if len(asks.rows) == 1 and asks.columns and self._is_year(fit):
            return self._listed(fit, asks.columns)
        if says_stage(fit.table, asks) and not said.sums:
            return self._listed(fit, asks.columns)
        plain = of_time or fit.table.of_office or len(asks.rows) > 1 or asks.measured
        if self.query.kind in OF_STORE:
            plain = plain or len(asks.columns) > 1
        else:  # rows by their names alone are for the room of lists
            by_more = of_time or fit.table.of_office or asks.measured
            plain = plain and (by_more or bool(asks.columns))
        return self._listed(fit, asks.columns) if (listing or several) and plain else []

    def _row(self, fit: Fit, row: int, columns: Sequence[int]) -> str:
        return self.told.row(fit.table, fit.asks.by, row, columns)

    @staticmethod
    def _is_year(fit: Fit) -> bool:
        """Is the one row that of a year?"""
        (row,) = fit.asks.rows
        return any(YEAR_CELL.fullmatch(fit.table.words(row, c)) for c in fit.asks.by)

    def _asks_table(self, fit: Fit) -> bool:
        """Does the question ask what only the table tells: its columns, who leads and who joins in, rows of it alone?"""
        text, heads = self.query.text, [fit.table.heads[c] for c in fit.asks.columns]
        one = bool(LEADS.search(text)) != bool(SUPPORTS.search(text))
        alone = (fit.table.of_office and one) or IN_TABLE.search(text)
        own = [h for h in heads if not any(p.search(h) for p in (TIME, OFFICES, TASKS))]
        return bool(own or (alone and len(self.query.years) < 2))

    def _counts_rows(self, fit: Fit) -> bool:
        """Is the number of rows asked for, not of what a column of them counts?"""
        said, table = self.said, fit.table
        if not said.word:
            return False
        if TAKES_IN.search(said.asked.text) and any(map(PEOPLE_HEAD.match, table.heads.values())):
            return False
        label = folded(BRACKET.sub("", table.heads.get(table.label, "")))
        if said.word in "名位":
            return bool(PEOPLE.search(label))
        noun = said.noun or said.asked.text
        counted = COUNTED_BEFORE.search(said.asked.text) if not said.noun else None
        heads = (h for c, h in table.heads.items() if c != table.label)
        if counted and any(counted[1] in h and NUMBER_OF.search(h) for h in heads):
            return False
        if any(self._is_noun(table.heads[c]) for c in table.numeric()):
            return False
        if counted and not said.noun and self._heads_words(table, counted[1]):
            return True
        ends = any(label.endswith(noun[i : i + 2]) for i in range(len(noun) - 1))
        rows = bool(label) and (label in said.asked.text or ends or noun == label[: len(noun)])
        named = noun[:2] and any(
            noun[:2] in folded(table.words(r, table.label)) for r in fit.asks.rows
        )
        if said.sums:
            return rows or bool(said.noun and named)
        return bool(fit.asks.by or fit.asks.timed or rows or (named and len(noun) > 1))

    @staticmethod
    def _heads_words(table: OneTable, noun: str) -> bool:
        """Is what is counted what a column of words is headed by: 岗位 of 岗位名称?"""
        numeric = table.numeric()
        return any(h.startswith(noun) for c, h in table.heads.items() if c not in numeric)

    def _is_noun(self, head: str) -> bool:
        """Is a column's header what is counted: 几个班 of 班数?"""
        noun = self.said.noun[:2]
        return (
            bool(noun)
            and noun[:1] in head
            and (len(noun) < 2 or noun in head or head.startswith(noun[:1]))
        )

    def _counted(self, fit: Fit) -> list[str]:
        rows = list(fit.asks.rows)
        if groups := self._groups(fit):
            return groups
        for column in fit.asks.columns:
            if column in fit.table.numeric():
                rows = fit.table.valued(rows, column)
        said = [self._row(fit, row, fit.asks.columns) for row in rows]
        said += [self._row(f, row, ()) for f in self._alike(fit) for row in f.asks.rows]
        lines = [f"{n}. {line}" for n, line in enumerate(said, 1)]
        if len(lines) == 1 and PARTS.search(self.case.query.text):
            return []
        return [f"共 {len(lines)} {self.said.word}：", *lines] if lines else []

    def _alike(self, fit: Fit) -> list[Fit]:
        """Other tables of the document that the same words lead to: one list in several parts."""
        return [
            f for f in self.fits
            if f is not fit and f.document.id == fit.document.id and f.untold == fit.untold
            and f.headed == fit.headed
            and fit.asks.named and f.asks.named == fit.asks.named
        ]  # fmt: skip

    def _groups(self, fit: Fit) -> list[str]:
        """How many rows each of the values has that are asked for: 约束性和预期性各有几个."""
        (column, *more) = fit.asks.by or (-1, -1)
        values = (
            dict.fromkeys(fit.table.words(r, column) for r in fit.asks.rows) if not more else {}
        )
        if len(values) < 2 or "各" not in self.said.asked.text or column == fit.table.label:
            return []
        lines = []
        for value in values:
            mine = [r for r in fit.asks.rows if fit.table.words(r, column) == value]
            lines.append(f"{value}共 {len(mine)} {self.said.word}：")
            lines += [f"{n}. {self._row(fit, row, ())}" for n, row in enumerate(mine, 1)]
        return lines

    def _listed(self, fit: Fit, columns: Sequence[int]) -> list[str]:
        table = fit.table
        if not columns and fit.asks.measured:
            columns = [c for c in fit.asks.by if c in table.numeric()]
        told = list(columns) or [
            c for c in table.heads
            if c != table.label and all(len(table.words(r, c)) <= LONGEST_CELL for r in fit.asks.rows)
        ][:MOST_COLUMNS]  # fmt: skip
        if not any(table.words(r, c) for r in fit.asks.rows for c in (*told, *fit.asks.by)):
            return []
        if table.label not in fit.asks.by:
            told = apart(table.grid, fit.asks.rows, table.label, told)
        rows = having_some(table, fit.asks.rows, columns, self.said.asked.text)
        lines = [self._row(fit, row, told) for row in rows]
        if fit.asks.timed and not fit.asks.by and not self._says_own_head(fit):
            lines += self.dated.beside(fit.document.id, table.times)
        if len(lines) == 1:
            return lines
        return [f"共 {len(lines)} 项：", *(f"{n}. {line}" for n, line in enumerate(lines, 1))]

    def _says_own_head(self, fit: Fit) -> bool:
        """Does the question say a header of the table, 要整改的 of 整改时限 or 哪些学校, so that only its rows are meant?"""
        table, idle = fit.table, self.said.of_no_matter() | fit.table.times.places
        heads = (*fit.asks.columns, table.label)
        return any(table.columns.said_head(c) - idle for c in heads if c in table.heads)

    def _added(self, fit: Fit) -> list[str]:
        """The values of each column asked for added up, or those of one row."""
        table, rows = fit.table, fit.asks.rows
        numeric = table.numeric()
        named = self._of_measure(table, [c for c in fit.asks.columns if c in numeric])
        if len(rows) == 1 and table.label in fit.asks.by:
            return self._across(fit, rows[0], named if len(named) > 1 else numeric)
        columns = named or self._meant(table, numeric)
        columns = self._no_other_than_money(table, columns)
        if not columns or len(rows) < 2:
            return []
        lines = [f"{n}. {self._row(fit, row, columns)}" for n, row in enumerate(rows, 1)]
        marks = "".join(dict.fromkeys(MARK.findall(" ".join(lines))))
        for column in columns:
            if line := worked(self._values(table, [(row, column) for row in rows])):
                head = f"{BRACKET.sub('', table.heads[column])}，" if len(columns) > 1 else ""
                lines.append(f"{head}{line}{marks}")
            else:
                return []
        return lines

    def _across(self, fit: Fit, row: int, columns: Sequence[int]) -> list[str]:
        parts = [c for c in columns if not WHOLE_COLUMN.search(fit.table.heads[c])]
        parts = self._no_other_than_money(fit.table, parts)
        added = worked(self._values(fit.table, [(row, column) for column in parts]))
        if not added:
            return []
        line = self._row(fit, row, parts)
        return [line, f"{added}{''.join(MARK.findall(line))}"]

    def _values(self, table: OneTable, cells: Sequence[tuple[int, int]]) -> list[Quantity]:
        """The values of cells, those that say nothing left out; none where one is no plain number."""
        said = [at for at in cells if table.words(*at)]
        values = [v for at in said if (v := self.told.quantity(table, *at)) is not None]
        return values if len(values) == len(said) else []

    def _no_other_than_money(self, table: OneTable, columns: list[int]) -> list[int]:
        """Where money is asked for, columns of money: numbers of no unit are none."""
        measure = asked_measure(self.query.text)
        if measure is None or measure.family != "元":
            return columns
        return [c for c in columns if measure.fits(table.grid.measured_in(c))]

    def _of_measure(self, table: OneTable, columns: list[int]) -> list[int]:
        """Of several columns those in the unit asked for, where there are any."""
        measure = asked_measure(self.query.text) if len(columns) > 1 else None
        return (table.grid.of_measure(columns, measure) if measure else columns) or columns

    def _meant(self, table: OneTable, numeric: Sequence[int]) -> list[int]:
        """The column that is added where the question names none: in the unit asked for, of the whole, the only one."""
        measure = asked_measure(self.query.text)
        fitting = table.grid.of_measure(numeric, measure) if measure else list(numeric)
        nouns = [c for c in fitting if self._is_noun(table.heads[c])]
        nouns = nouns or [c for c in fitting if table.grid.measured_in(c) == self.said.word]
        whole = [c for c in fitting if WHOLE_COLUMN.search(table.heads[c])]
        for found in (fitting, nouns, whole):
            if len(found) == 1:
                return list(found)
        return []
