"""Holidays as times: 五一前, 教师节前后, 国庆期间; those of the lunar calendar have no days here."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.grammar.rawtime import YEAR, RawTime, year_of
from ingest.records import PartialDate, Relation

FIXED: dict[str, tuple[int, int, int]] = {
    # month, day, days off (全国年节及纪念日放假办法, 2024)
    "元旦": (1, 1, 1), "三八": (3, 8, 1), "妇女节": (3, 8, 1), "植树节": (3, 12, 1), "五一": (5, 1, 2),
    "劳动节": (5, 1, 2), "五四": (5, 4, 1), "青年节": (5, 4, 1), "六一": (6, 1, 1), "儿童节": (6, 1, 1),
    "七一": (7, 1, 1), "建党节": (7, 1, 1), "八一": (8, 1, 1), "建军节": (8, 1, 1), "教师节": (9, 10, 1),
    "国庆": (10, 1, 3), "十一": (10, 1, 3),
}  # fmt: skip
"""Name → first day and how many."""
LUNAR = ("春节", "元宵", "清明", "端午", "中秋", "重阳", "除夕")
"""Their days change from year to year."""

FIRST = '“"' + "".join(sorted({name[0] for name in (*FIXED, *LUNAR)}))
FESTIVAL = re.compile(
    rf"(?=[{FIRST}])(?<![第零一二三四五六七八九十百月\d])(?P<open>[“\"])?(?P<name>{'|'.join(FIXED)}|{'|'.join(LUNAR)})(?(open)[”\"])"
    r"(?:国际)?(?:劳动节|儿童节|青年节|妇女节|建党节|建军节|节)?"
    r"(?:(?:来临|到来)?(?P<by>之前|以前|前夕|前(?![后来往]))|(?P<around>前后|期间|假期|之际|当[天日])|(?P<after>之后|节?后(?!勤))"
    r"|(?<=节)(?P<alone>(?=[，,：:])))"
)
"""A holiday is a time only with one of the words after it; a bare 教师节 only where a clause begins with it."""
YEAR_BEFORE = re.compile(rf"({YEAR})年$")
CLAUSE_START = re.compile(r"(?:^|[，,。；;：:\n（(])\s{0,3}$")
AMBIGUOUS = "十一"
"""A number unless it stands in quotes."""


def festivals(text: str, plan_year: int | None) -> Iterator[RawTime]:
    """All holidays of ``text`` that are times; a year that is not said is the plan's."""
    for match in FESTIVAL.finditer(text):
        if time := read(text, match, plan_year):
            yield time


def read(text: str, match: re.Match[str], plan_year: int | None) -> RawTime | None:
    """The time of one match; None where the words are only a mention or a number."""
    name, start = match["name"], match.start()
    if name == AMBIGUOUS and not match["open"]:
        return None
    if match["alone"] is not None and not CLAUSE_START.search(text, max(0, start - 4), start):
        return None
    said = YEAR_BEFORE.search(text, max(0, start - 5), start)
    begin = said.start() if said else start
    relation: Relation = "by" if match["by"] else "from" if match["after"] else "in"
    if name in LUNAR:
        return RawTime((begin, match.end()), None, None, "day", relation=relation)
    year = year_of(said[1]) if said else plan_year
    if name == "元旦" and relation == "by" and not said and year is not None:
        year += 1  # a plan's 元旦前 is the end of its year
    month, day, days = FIXED[name]
    lo = PartialDate(year, month, day)
    hi = lo if relation == "by" else PartialDate(year, month, day + days - 1)
    return RawTime(
        (begin, match.end()), None if relation == "by" else lo, None if relation == "from" else hi, "day",
        said is not None, relation,
    )  # fmt: skip
