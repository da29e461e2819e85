"""Which tables of the documents found a question may mean: those that with what surrounds them explain most of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.asked_columns import bare_head, named_longer
from assistant.case import Case
from assistant.library import Library
from assistant.matching import Asked
from assistant.one_table import Asks, OneTable
from assistant.place_names import lies_in
from assistant.row_times import TimedRows
from assistant.table_asked import LEADS, SUPPORTS, TableAsked, explained, longest
from assistant.table_grid import BRACKET, TableGrid
from assistant.table_naming import is_made_of
from assistant.table_reading import NARROWER
from assistant.table_search import TableSearch
from assistant.terms import folded
from ingest.grammar import find_times, parse_numeral
from ingest.records import Document

UNTOLD, LONGEST_LEFT, TOLD = 0.36, 2, 0.2
"""Share of what is asked, and characters side by side, that a table may leave unexplained; the share where the question
could be one for a sentence."""
NOTHING_LEFT, TWICE_SAID = 0.05, 0.1
TITLED, KNOWN = 3, 2
"""Characters that what surrounds a table must explain where all the library could be asked, and elsewhere."""
COMPUTED = frozenset({"sum", "count"})
OF_STORE = frozenset({"tasks", "targets", "status"})
"""Kinds of questions that are worked out of rows, and those that all the library may answer."""
OF_TABLE = re.compile(r"表[格上里中]?(?=[里上中，。？?]|$)|那张|清单|分工|任务分解|台账")
COUNTED_OF = re.compile(
    r"(?<![第前])([两二三四五六七八九十]|\d{1,2})(所|家|个|项|类|种|门|条)(?!月|百|千|万|等|以|年)"
)
"""How many rows or columns the question says there are: 三所小学, 三个学段."""
OF_WORDS = re.compile(
    r"(?:问题|困难|短板|不足|原因|做法|经验|成绩|亮点|教训|挑战|隐患|意义)(?=(?:都|主要|具体|分别)*(?:有|是|在)?(?:哪[些几里儿]|什么|啥))"
    r"|(?<=[哪些几个啥么要出性])(?:问题|困难|短板|不足|原因|做法|经验|成绩|亮点|教训|挑战|隐患|意义)(?![一-鿿]{2})"
)
"""What is asked for and told in sentences: a table answers only where it says the word."""
QUOTA = re.compile(r"名额|编制|(?<!不)(?:招|录|收|聘)(?![待拢据])")
QUOTA_HEAD = re.compile(r"(?:招聘|招生|计划|拟招|需求|录取)?(?:人数|名额|计划|计划数)")
"""Asks for places to be had, and the header of a column that tells how many."""
ALL_ROWS = re.compile(
    r"(?P<number>[两二三四五六七八九十]|\d{1,2})个(?P<of>组|队|片区?|校区|阶段|批次|项目|班|区|县|镇|街道)"
)
"""All rows by their number and what they are: 四个组."""
LONGEST_HEADING = 12
"""Characters of a heading of whose words a short name may be made."""
HOUSES = frozenset("所家")
"""What counts schools and firms: they stand in rows."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A table with what the question means in it; ``untold`` is the share that stays unexplained."""

    document: Document
    table: OneTable
    asks: Asks
    untold: float
    rank: int
    headed: frozenset[int] = frozenset()

    @property
    def order(self) -> tuple[float, int, int]:
        """The best first; ``headed`` are the places that its own heading explains."""
        return (round(self.untold, 2), -len(self.headed), self.rank)


class TableFits:
    """Looks through the tables of one question; ``lacking`` are documents it names whose tables do not hold its office."""

    def __init__(self, library: Library, case: Case, said: TableAsked) -> None:
        self.case, self.query, self.said = case, case.query, said
        self.search = TableSearch(library, case, said.asked)
        self.lacking: dict[str, str] = {}

    def best_first(self) -> list[Fit]:
        """The tables that fit, the best first."""
        return sorted(self._fits(), key=lambda fit: fit.order)

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
            if self._asks_words(one):
                continue
            asks = one.read()
            if asks is None and one.lacks and document.id in (self.query.documents or ()):
                self.lacking[document.id] = one.lacks
            if asks is None or not self._is_of(one, asks, document.id):
                continue
            said_rows = self._says_rows(one, asks)
            heads = [one.heads[c] for c in asks.columns]
            longer = named_longer(document.text, heads, said.asked.text) if heads else frozenset()
            places = asks.places | one.titled | idle | said_rows | longer
            if said_rows and self._tells_time(document):
                places |= self._time_places()
            headed = of_heading(said.asked, section[-1] if section else "")
            left = said.asked.content - places - headed
            untold = len(left) / len(said.asked.content)
            about = len((one.titled & said.asked.content) - idle - times.places)
            computed = self.query.kind in COMPUTED or self._counts_rows_of(one)
            sure = self._says_column(one, asks) or self._says_quota(one, asks) or said_rows
            if asks.measured or (computed and sure):
                about = max(about, KNOWN)
            meant = self._is_meant(document.id, untold, left, about, asks, computed)
            if says_stage(one, asks):
                meant = untold <= TOLD and longest(left) <= LONGEST_LEFT
            if meant and not self._names_more(one, asks, left):
                yield Fit(document, one, asks, untold, rank, headed)

    def _is_meant(
        self, identity: str, untold: float, left: frozenset[int], known: int, asks: Asks,
        computed: bool,
    ) -> bool:  # fmt: skip
        """Is the table asked for? What surrounds it must explain the more the less the question asks of tables."""
        named = identity in (self.query.documents or ()) or bool(OF_TABLE.search(self.query.text))
        named = named or (computed and bool(self.query.places) and len(self.case.documents) == 1)
        both = bool(LEADS.search(self.query.text) and SUPPORTS.search(self.query.text))
        if both and len(asks.by) > 1 and untold <= TWICE_SAID and longest(left) < LONGEST_LEFT:
            return True  # who leads and who joins in say which table is meant
        if computed:
            return untold <= UNTOLD and longest(left) <= LONGEST_LEFT and (named or known >= KNOWN)
        dated = self.query.kind in OF_STORE or asks.timed
        if dated and not (asks.columns and untold <= TOLD):
            return untold <= UNTOLD and longest(left) <= LONGEST_LEFT and (named or known >= TITLED)
        if self.said.each and asks.columns and len(asks.rows) > 1:
            if (
                asks.by and untold <= NOTHING_LEFT
            ):  # its condition and its column say all that is asked
                return True
            return untold <= UNTOLD and longest(left) <= LONGEST_LEFT and (named or known >= KNOWN)
        return untold <= TOLD and longest(left) < LONGEST_LEFT and (named or known >= KNOWN)

    def _asks_words(self, one: OneTable) -> bool:
        """Are problems, causes or the like asked for, of which the table says nothing?"""
        asked = OF_WORDS.search(self.query.text)
        return asked is not None and asked.group() not in " ".join(
            (one.around, *one.heads.values())
        )

    def _says_column(self, one: OneTable, asks: Asks) -> bool:
        """Does a question for a sum say the whole header of a column of numbers, which then names the table?"""
        heads = [bare_head(one.heads[c]) for c in asks.columns if c in one.numeric()]
        return self.said.sums and any(
            len(h) >= LONGEST_LEFT and h in self.said.asked.text for h in heads
        )

    def _says_quota(self, one: OneTable, asks: Asks) -> bool:
        """Are the places to be had at a school or an office asked for, which a row of the table names?"""
        heads = [bare_head(one.heads[c]) for c in one.numeric()]
        return bool(
            self.said.sums and asks.by and QUOTA.search(self.said.asked.text)
            and any(QUOTA_HEAD.fullmatch(h) for h in heads)
        )  # fmt: skip

    def _says_rows(self, one: OneTable, asks: Asks) -> frozenset[int]:
        """The places of 四个组 where the table has four rows, each called a 组; none otherwise."""
        said = ALL_ROWS.search(self.said.asked.text) if self.said.sums else None
        number = parse_numeral(said["number"]) if said else None
        if said is None or number != len(asks.rows) or len(asks.rows) < 2:
            return frozenset()
        labels = [one.words(r, one.label) for r in asks.rows]
        return (
            frozenset(range(*said.span())) if all(said["of"] in w for w in labels) else frozenset()
        )

    def _tells_time(self, document: Document) -> bool:
        """Does a document name a day in the time that the question names?"""
        time = self.query.time
        lo, hi = (time.lo or time.hi, time.hi or time.lo) if time else (None, None)
        if lo is None or hi is None:
            return False
        first, last = (lo.month, lo.day or 1), (hi.month, hi.day or 31)
        return any(
            first <= (day.month, day.day) <= last
            for t in find_times(document.text) for day in (t.lo, t.hi)
            if day is not None and day.day is not None and t.precision == "day"
        )  # fmt: skip

    def _time_places(self) -> frozenset[int]:
        """Where the question names its time."""
        raw = folded(self.query.time.raw) if self.query.time else ""
        at = self.said.asked.text.find(raw) if raw else -1
        return frozenset(range(at, at + len(raw))) if at >= 0 else frozenset()

    def _counts_rows_of(self, one: OneTable) -> bool:
        """Is what is counted what a column of words is headed by: 几个岗位 where one is headed 岗位?"""
        numbers = one.numeric()
        heads = [BRACKET.sub("", folded(h)) for c, h in one.heads.items() if c not in numbers]
        noun = self.said.noun
        return bool(self.said.word) and any(len(h) > 1 and noun.startswith(h) for h in heads)

    def _names_more(self, one: OneTable, asks: Asks, left: frozenset[int]) -> bool:
        """Does the question say another word right beside what names the rows: 高中化学 where they are of 高中?"""
        beside = {i + step for i in asks.named for step in (-1, 1)} - asks.named
        pairs = {i for i in left if i + 1 in left or i - 1 in left}
        if beside & pairs:
            return True
        said = COUNTED_OF.search(self.said.asked.text)
        number = parse_numeral(said.group(1)) if said else None
        if said is None or number is None:
            return False
        columns = 0 if said.group(2) in HOUSES else len(asks.columns or one.numeric())
        return number not in (len(asks.rows), columns)

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


def of_heading(asked: Asked, heading: str) -> frozenset[int]:
    """The places of the question that the heading right above a table explains, also as a short name of its words: 科创 of
    科技创新获奖名单."""
    text, found = asked.text, set(explained(asked, heading)) if heading else set()
    for at in range(len(text) - 1 if heading else 0):
        pair = {at, at + 1}
        if pair <= asked.content - found and is_made_of(
            text[at : at + 2], folded(heading)[:LONGEST_HEADING]
        ):
            found |= pair
    return frozenset(found)


def says_stage(one: OneTable, asks: Asks) -> bool:
    """Does a question name one row and a time of a plan by what it is of the plan: 巩固率现在多少?"""
    return (
        len(asks.rows) == 1
        and one.label in asks.by
        and bool(set(one.columns.staged) & set(asks.columns))
    )


def _above(document: Document, start: int) -> str:
    """The line above a table."""
    end = len(document.text[:start].rstrip())
    return document.text[document.text.rfind("\n", 0, end) + 1 : end]
