"""Which rows of the store a list question asks for: by owner, kind of work, topic, unit and year, said in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.checklist import what
from assistant.kinds_of_work import is_of_kind, kind_asked
from assistant.measure import MONEY, PEOPLE, SHARES
from assistant.owner_names import asked_owner, owns
from assistant.records import ChecklistRow, Query
from assistant.terms import PUNCTUATION, Vocabulary, coverage, lacks_matter, terms
from ingest.records import Deadline, Target

GENERIC = re.compile(
    r"重点活动|活动|工作任务|重点工作|重点任务|工作安排|时间节点|工作|任务|事项|事情|安排|节点|活动安排|清单|指标|目标值|目标|数据|数字|计划|重点|日程|负责|牵头|承担|需要|完成|未完成|逾期|做|干|办|开展|进行|召开|开|举办|组织|全部|所有|多少项|项|个|条|哪些|近期|最近|接下来|快到期|到期|搞|忙|准备|份|件|比例要求|要求"
)
"""Words of a listing question that choose no rows."""
EACH_PLACE = re.compile(r"各(?:个)?(?:省|市|区|县|地|州|盟)+(?:份|市|区)?|全国各地|每个?省份?")
"""各省: every place that the library has."""
TOPIC_MATCH = 0.6
"""Share of the topic's weight a row must hold."""
HEADING_MATCH = 0.9
"""Share that a heading above a row must hold for all below it to be on the topic."""
UNITS_ASKED: tuple[tuple[str, re.Pattern[str], frozenset[str]], ...] = (
    ("金额", re.compile(r"投资|资金|金额|多少钱|花钱|拨款|投入"), MONEY),
    ("比例", re.compile(r"比例|百分比|占比|比率|百分数"), SHARES),
    ("人数", re.compile(r"人数|人次"), PEOPLE | {"人次"}),
)
"""Kinds of values that a list may be asked for, by the words that say so."""
ONLY_UNIT = re.compile(r"资金|金额|钱|比例|百分比|占比|比率|百分数|人数|人次|要?求")
"""Words that choose a unit and no topic."""

Rows = list[ChecklistRow]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Rows with the filters that chose them, in words."""

    rows: Rows
    words: tuple[str, ...] = ()


def deadlines(rows: Sequence[ChecklistRow]) -> Rows:
    """The tasks among the rows."""
    return [row for row in rows if isinstance(row.fact, Deadline)]


def targets(rows: Sequence[ChecklistRow]) -> Rows:
    """The targets among the rows."""
    return [row for row in rows if isinstance(row.fact, Target)]


def owned(query: Query, rows: Sequence[ChecklistRow]) -> Chosen:
    """Rows of the office asked for; all where none is."""
    owner = asked_owner(query.owner)
    if not owner:
        return Chosen(list(rows))
    return Chosen([r for r in rows if owns(owner, r.fact.owner)], (f"责任单位含“{owner}”",))


def of_kind(query: Query, rows: Sequence[ChecklistRow]) -> Chosen:
    """Tasks of the kind asked for, meetings or contests or checks; all where none is."""
    kind = kind_asked(query.text)
    if kind is None:
        return Chosen(list(rows))
    return Chosen([r for r in rows if is_of_kind(what(r.fact), kind)], (kind.name,))


def of_unit(query: Query, rows: Sequence[ChecklistRow]) -> Chosen:
    """Targets whose values are of the kind asked for: amounts of money, shares, people."""
    for name, asked, units in UNITS_ASKED:
        if asked.search(query.text):
            found = [r for r in rows if _base(r) in units]
            return Chosen(found, (name,)) if found else Chosen(list(rows))
    return Chosen(list(rows))


def of_years(query: Query, rows: Sequence[ChecklistRow]) -> Chosen:
    """Rows of the years that the question names."""
    if not query.years:
        return Chosen(list(rows))
    found = [r for r in rows if is_of_years(r, query.years)]
    return Chosen(found, (f"{'、'.join(map(str, query.years))}年",))


def is_of_years(row: ChecklistRow, years: Sequence[int]) -> bool:
    """Is a row's own time of one of the years, or, where it has none, its document's title?"""
    time = row.fact.time
    own = {d.year for d in (time.lo, time.hi) if d and d.year} if time else set()
    if not own:
        own = {int(y) for y in re.findall(r"(?:19|20)\d{2}", row.document_title)}
    return bool(own & set(years))


# --- topic ------------------------------------------------------------------------------------


def topic_of(query: Query) -> str:
    """The question's topic without the words that only ask for a list; empty where it has none."""
    topic = EACH_PLACE.sub(" ", query.topic)
    for owner in (query.owner, asked_owner(query.owner)):
        topic = topic.replace(owner, " ") if owner else topic
    kind = kind_asked(query.text)
    topic = GENERIC.sub(" ", topic)
    return _without_strays(kind.words.sub(" ", topic) if kind else topic)


def on_topic(
    query: Query, rows: Sequence[ChecklistRow], vocabulary: Vocabulary, topic: str | None = None
) -> Chosen:
    """Rows that hold the question's topic in their own words or under a heading that says it; where there
    are none, those of documents that do. All where the question has no topic."""
    words = topic_of(query) if topic is None else topic
    wanted = terms(words, vocabulary)
    if not wanted:
        return Chosen(list(rows))

    def holding(words_of: Callable[[ChecklistRow], str], least: float) -> Rows:
        return [
            r for r in rows
            if coverage(wanted, text := words_of(r), query.text) >= least
            and not lacks_matter(wanted, text)
        ]  # fmt: skip

    own = {r.fact_id for r in holding(own_words, TOPIC_MATCH)}
    own |= {r.fact_id for r in holding(_heading, HEADING_MATCH)}
    found = [r for r in rows if r.fact_id in own] or holding(row_words, TOPIC_MATCH)
    return Chosen(found, (f"与“{words}”有关",))


def _without_strays(topic: str) -> str:
    """Without bare numbers and single characters that were left between words."""
    topic = re.sub(r"\b\d+\b|(?<![一-鿿])[一-鿿](?![一-鿿])", " ", topic)
    return " ".join(w for w in PUNCTUATION.split(topic) if w)


def own_words(row: ChecklistRow) -> str:
    """What a row says itself."""
    return f"{what(row.fact)} {row.fact.quote}"


def _heading(row: ChecklistRow) -> str:
    """The headings above a row, the document's title left out."""
    return " ".join(part for part in row.fact.section if part != row.document_title)


def row_words(row: ChecklistRow) -> str:
    """A row's words with its headings and its document's title."""
    fact = row.fact
    return " ".join((what(fact), fact.quote, *fact.section, row.document_title))


def _base(row: ChecklistRow) -> str:
    return row.fact.unit.split("/")[0] if isinstance(row.fact, Target) else ""


# --- the same twice ---------------------------------------------------------------------------


def unique(rows: Sequence[ChecklistRow]) -> Rows:
    """The same words of the same place once."""
    seen: dict[tuple[object, ...], ChecklistRow] = {}
    for row in rows:
        seen.setdefault((row.fact.document_id, row.fact.start, what(row.fact), row.fact.span), row)
    return list(seen.values())


def by_document(rows: Sequence[ChecklistRow]) -> dict[str, Rows]:
    """Rows of each document, documents in the order they first occur."""
    grouped: dict[str, Rows] = {}
    for row in rows:
        grouped.setdefault(row.fact.document_id, []).append(row)
    return grouped
