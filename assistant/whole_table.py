"""Answers from one table of the documents found, by conditions on its rows: their sum, their number, a list of them or
the values of columns. Every row is shown and cited."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.case import Case
from assistant.dated_items import IN_TABLE, DatedItems
from assistant.library import Library
from assistant.measure import asked_measure
from assistant.one_table import WHOLE_COLUMN, Asks, OneTable
from assistant.place_names import lies_in
from assistant.records import Answer
from assistant.row_times import TimedRows
from assistant.table_asked import LEADS, SUPPORTS, TableAsked, longest
from assistant.table_grid import BRACKET, TableGrid
from assistant.table_reading import NARROWER
from assistant.table_search import TableSearch
from assistant.terms import folded
from assistant.told_rows import ToldRows, worked
from ingest.grammar import parse_numeral
from ingest.records import Document, quoted

UNTOLD, LONGEST_LEFT, TOLD = 0.36, 2, 0.2
"""Share of what is asked, and characters side by side, that a table may leave unexplained; the share where the question
could be one for a sentence."""
TITLED = 3
"""Characters that what surrounds a table must explain where all the library could be asked."""
COMPUTED = frozenset({"sum", "count"})
OF_STORE = frozenset({"tasks", "targets", "status"})
OF_TABLE = re.compile(r"表[格上里中]?(?=[里上中，。？?]|$)|那张|清单|分工|任务分解|台账")
COUNTED_OF = re.compile(
    r"(?<![第前])([两二三四五六七八九十]|\d{1,2})(?:所|家|个|项|类|种|门|条)(?!月|百|千|万|等|以|年)"
)
"""How many rows or columns the question says there are: 三所小学, 三个学段."""
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 40, 6, 80
LISTED = frozenset(
    {
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
    }
)
"""Kinds of questions that rows of a table may answer."""
YEAR_CELL = re.compile(r"(?:19|20)\d\d年?度?")
COUNTED = "个所家项条门名处"
"""Measure words that a bare number takes from the question."""
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
        return (round(self.untold, 2), self.rank)


class WholeTable:
    """One question asked of the tables of the documents that retrieval found."""

    def __init__(self, library: Library, case: Case) -> None:
        self.case, self.query = case, case.query
        self.said = TableAsked.of(case.query.text, case.query.named)
        self.search = TableSearch(library, case, self.said.asked)
        counted = self.said.word if self.said.word in set(COUNTED) else "个"
        self.told = ToldRows(case.citer, counted if self.said.sums else "")
        self.dated = DatedItems(library, case, self.said)
        self.fits: list[Fit] = []
        self.lacking: dict[str, str] = {}

    def answer(self, store: Callable[[], Answer | None] = lambda: None) -> Answer | None:
        """What the table that explains most of the question says; None where none plainly does. ``store`` gives the
        answer of the facts, which goes before where the table tells no more."""
        if self.query.kind not in LISTED or not self.said.asked.content:
            return None
        self.fits = sorted(self._fits(), key=lambda f: f.order)
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
        if self.query.kind not in OF_STORE or not self.lacking:
            return None
        (identity, office), *_ = self.lacking.items()
        title = quoted(self.case.scope[identity].metadata.title)
        return Answer(f"{title}的表里没有写到“{office}”。", "refused")

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
            names = (known.title, *section, self.search.around(document, table, section))
            above = _above(document, table.start)
            one = OneTable(grid, self.query, said, names, above, times)
            asks = one.read()
            if asks is None and one.lacks and document.id in (self.query.documents or ()):
                self.lacking[document.id] = one.lacks
            if asks is None or not self._is_of(one, asks, document.id):
                continue
            places = asks.places | one.titled | idle
            left = said.asked.content - places
            untold = len(left) / len(said.asked.content)
            about = len((one.titled & said.asked.content) - idle - times.places)
            if self._is_meant(document.id, untold, left, about, asks) and not self._names_more(
                one, asks, left
            ):
                yield Fit(document, one, asks, untold, rank)

    def _is_meant(
        self, identity: str, untold: float, left: frozenset[int], known: int, asks: Asks
    ) -> bool:
        """Is the table asked for? What surrounds it must explain the more the less the question asks of tables."""
        named = identity in (self.query.documents or ()) or bool(OF_TABLE.search(self.query.text))
        if self.query.kind in COMPUTED:
            return untold <= UNTOLD and longest(left) <= LONGEST_LEFT and (named or known >= 2)
        if self.query.kind in OF_STORE and not (asks.columns and untold <= TOLD):
            return untold <= UNTOLD and longest(left) <= LONGEST_LEFT and (named or known >= TITLED)
        if self.said.each and asks.columns and len(asks.rows) > 1:
            return untold <= UNTOLD and longest(left) <= LONGEST_LEFT and (named or known >= 2)
        return untold <= TOLD and longest(left) < LONGEST_LEFT and (named or known >= 2)

    def _names_more(self, one: OneTable, asks: Asks, left: frozenset[int]) -> bool:
        """Does the question say another word right beside what names the rows: 高中化学 where they are of 高中?"""
        beside = {i + step for i in asks.named for step in (-1, 1)} - asks.named
        pairs = {i for i in left if i + 1 in left or i - 1 in left}
        if beside & pairs:
            return True
        said = COUNTED_OF.search(self.said.asked.text)
        number = parse_numeral(said.group(1)) if said else None
        columns = len(asks.columns or one.numeric())
        return number is not None and number not in (len(asks.rows), columns)

    def _is_of(self, one: OneTable, asks: Asks, identity: str) -> bool:
        """Do the rows, the headers or what stands around hold the places and names, and a year, that are asked for?"""
        known = self.case.scope[identity].metadata
        words = " ".join((
            one.around, *one.heads.values(), str(known.plan_year or ""), known.place, known.issuer,
            *(one.words(r, c) for r in asks.rows for c in one.heads),
        ))  # fmt: skip
        places = (p for p in self.query.places if not lies_in(p, known))
        absent = (p for name in self.query.missing for p in NARROWER.split(name) if p)
        if not all(name in words for name in (*places, *absent)):
            return False
        years = [str(y) for y in self.query.years]
        return not years or any(y in words for y in years) or asks.timed

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
        plain = of_time or fit.table.of_office or len(asks.rows) > 1
        if self.query.kind in OF_STORE:
            plain = plain or len(asks.columns) > 1
        else:  # rows by their names alone are for the room of lists
            plain = plain and (of_time or fit.table.of_office or bool(asks.columns))
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
        role = fit.table.of_office and (
            LEADS.search(self.query.text) or SUPPORTS.search(self.query.text)
        )
        alone = IN_TABLE.search(self.query.text)
        return bool(fit.asks.columns or ((role or alone) and len(self.query.years) < 2))

    def _counts_rows(self, fit: Fit) -> bool:
        """Is the number of rows asked for, not of what a column of them counts?"""
        said, table = self.said, fit.table
        if not said.word:
            return False
        label = folded(BRACKET.sub("", table.heads.get(table.label, "")))
        if said.word in "名位":
            return bool(PEOPLE.search(label))
        noun = said.noun or said.asked.text
        if any(self._is_noun(table.heads[c]) for c in table.numeric()):
            return False
        ends = any(label.endswith(noun[i : i + 2]) for i in range(len(noun) - 1))
        rows = bool(label) and (label in said.asked.text or ends or noun == label[: len(noun)])
        named = noun[:2] and any(
            noun[:2] in folded(table.words(r, table.label)) for r in fit.asks.rows
        )
        if said.sums:
            return rows or bool(said.noun and named)
        return bool(fit.asks.by or fit.asks.timed or rows or (named and len(noun) > 1))

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
        return [f"共 {len(lines)} {self.said.word}：", *lines] if lines else []

    def _alike(self, fit: Fit) -> list[Fit]:
        """Other tables of the document that the same words lead to: one list in several parts."""
        return [
            f for f in self.fits
            if f is not fit and f.document.id == fit.document.id and f.untold == fit.untold
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
        told = list(columns) or [
            c for c in table.heads
            if c != table.label and all(len(table.words(r, c)) <= LONGEST_CELL for r in fit.asks.rows)
        ][:MOST_COLUMNS]  # fmt: skip
        if not any(table.words(r, c) for r in fit.asks.rows for c in (*told, *fit.asks.by)):
            return []
        lines = [self._row(fit, row, told) for row in fit.asks.rows]
        if fit.asks.timed and not fit.asks.by:
            lines += self.dated.beside(fit.document.id, table.times)
        if len(lines) == 1:
            return lines
        return [f"共 {len(lines)} 项：", *(f"{n}. {line}" for n, line in enumerate(lines, 1))]

    def _added(self, fit: Fit) -> list[str]:
        """The values of each column asked for added up, or those of one row."""
        table, rows = fit.table, fit.asks.rows
        numeric = table.numeric()
        named = [c for c in fit.asks.columns if c in numeric]
        if len(rows) == 1 and table.label in fit.asks.by:
            return self._across(fit, rows[0], named if len(named) > 1 else numeric)
        columns = named or self._meant(table, numeric)
        if not columns or len(rows) < 2:
            return []
        lines = [f"{n}. {self._row(fit, row, columns)}" for n, row in enumerate(rows, 1)]
        marks = "".join(dict.fromkeys(MARK.findall(" ".join(lines))))
        for column in columns:
            values = [self.told.quantity(table, row, column) for row in rows]
            if line := worked([v for v in values if v is not None]):
                head = f"{BRACKET.sub('', table.heads[column])}，" if len(columns) > 1 else ""
                lines.append(f"{head}{line}{marks}")
            else:
                return []
        return lines

    def _across(self, fit: Fit, row: int, columns: Sequence[int]) -> list[str]:
        values = [v for c in columns if (v := self.told.quantity(fit.table, row, c)) is not None]
        added = worked(values) if len(values) > 1 else ""
        if not added:
            return []
        line = self._row(fit, row, columns)
        return [line, f"{added}{''.join(MARK.findall(line))}"]

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


def _above(document: Document, start: int) -> str:
    """The line above a table."""
    end = len(document.text[:start].rstrip())
    return document.text[document.text.rfind("\n", 0, end) + 1 : end]
