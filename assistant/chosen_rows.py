"""Which rows of the store a list question asks for: by owner, kind of work, topic, unit and year, said in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.asked_topic import BUREAU, topic_of, without_owner
from assistant.checklist import what
from assistant.kinds_of_work import is_of_kind, kind_asked
from assistant.measure import MONEY, PEOPLE, SHARES
from assistant.owner_names import DOES, OFFICE, PARTS, RANK, asked_owner, of_other_bureau, owns
from assistant.records import ChecklistRow, Query
from assistant.terms import Term, Vocabulary, coverage, lacks_matter, terms
from ingest.records import Deadline, Fact, Target

TOPIC_MATCH = 0.7
"""Share of the topic's weight a row must hold."""
HEADING_MATCH = 0.9
"""Share that a heading above a row must hold for all below it to be on the topic."""
UNITS_ASKED: tuple[tuple[str, re.Pattern[str], frozenset[str]], ...] = (
    ("金额", re.compile(r"投资|资金|金额|多少钱|花钱|拨款|投入"), MONEY),
    ("比例", re.compile(r"比例|百分比|占比|比率|百分数"), SHARES),
    ("人数", re.compile(r"人数|人次"), PEOPLE | {"人次"}),
)
"""Kinds of values that a list may be asked for, by the words that say so."""
RATES = re.compile(r"(?:投资|投入|资金|经费)[^，。？?]{0,6}(?:增长|强度|增速|比重|占|率)")
"""固定资产投资增长 is no amount of money."""
IN_CHARGE = re.compile(r"负责|牵头|承担|责任单位|主管")
"""What asks for the tasks of an office itself, and not for those in its plans."""
ONLY_UNIT = re.compile(r"资金|金额|钱|比例|百分比|占比|比率|百分数|人数|人次|要?求")
"""Words that choose a unit and no topic."""

SIDE_BY_SIDE = re.compile(r"以及|还有|[和与跟及、\s]")
"""What stands between things that are asked for at once."""

Rows = list[ChecklistRow]
HoldingFacts = Callable[[tuple[Term, ...], float, float], Sequence[Fact]]
"""Facts that may hold a share of the words themselves, and with their headings (``FactIndex.fitting``)."""


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
    owner = owner_of(query, rows)
    if not owner:
        return Chosen(list(rows))
    if BUREAU.fullmatch(owner) and not IN_CHARGE.search(
        query.text
    ):  # whose offices do what its plans say
        return Chosen([r for r in rows if not of_other_bureau(owner, r.fact.owner)])
    return Chosen([r for r in rows if owns(owner, r.fact.owner)], (f"责任单位含“{owner}”",))


def owner_of(query: Query, rows: Sequence[ChecklistRow]) -> str:
    """The office that the question names: one that owns rows, else one by its form; empty where it names none."""
    asked = asked_owner(query.owner)
    owners = {row.fact.owner for row in rows}
    if asked and any(owns(asked, owner) for owner in owners):
        return asked
    known = {part for owner in owners for part in PARTS.split(owner) if len(part) > 1}
    known |= {RANK.sub("", name) for name in known}
    meant = (o for o in known if _means(query.text, o))
    return max(meant, key=len, default=asked)


def _means(text: str, owner: str) -> bool:
    """Does a question name the owner: an office anywhere, 学校 only before what it does?"""
    at = text.find(owner)
    if at < 0:
        return False
    return bool(OFFICE.search(owner) or DOES.match(text, at + len(owner)))


def of_kind(query: Query, rows: Sequence[ChecklistRow]) -> Chosen:
    """Tasks of the kind asked for, meetings or contests or checks; all where none is."""
    kind = kind_asked(without_owner(query.text, query))
    if kind is None:
        return Chosen(list(rows))
    return Chosen([r for r in rows if is_of_kind(what(r.fact), kind)], (kind.name,))


def of_unit(query: Query, rows: Sequence[ChecklistRow]) -> Chosen:
    """Targets whose values are of the kind asked for: amounts of money, shares, people."""
    if RATES.search(query.text):
        return Chosen(list(rows))
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
    if time is not None and time.precision == "plan":  # of five years, not of each of them
        return own <= set(years)
    return bool(own & set(years))


# --- topic ------------------------------------------------------------------------------------


def on_topic(
    query: Query,
    rows: Sequence[ChecklistRow],
    vocabulary: Vocabulary,
    topic: str | None = None,
    holding_facts: HoldingFacts | None = None,
) -> Chosen:
    """Rows that hold the question's topic in their own words or under a heading that says it; where there
    are none, those of documents that do. All where the question has no topic. ``holding_facts`` says which rows need
    not be looked at."""
    words = topic_of(query) if topic is None else topic
    wanted = terms(words, vocabulary)
    if not wanted:
        return Chosen(list(rows))
    if holding_facts is not None:
        may = {fact.id for fact in holding_facts(wanted, 0.0, TOPIC_MATCH)}
        rows = [row for row in rows if row.fact_id in may]

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


def on_each_topic(
    query: Query,
    rows: Sequence[ChecklistRow],
    vocabulary: Vocabulary,
    topic: str,
    holding_facts: HoldingFacts | None = None,
) -> Chosen:
    """Rows on each of the things that a topic names side by side: 教师学历和双师型; on the topic as a whole where it names
    one, or where nothing is held of one of several."""
    parts = [part for part in SIDE_BY_SIDE.split(topic) if len(part) > 1]
    each = [on_topic(query, rows, vocabulary, part, holding_facts).rows for part in parts]
    if len(parts) < 2 or not all(each):
        return on_topic(query, rows, vocabulary, topic, holding_facts)
    held = {row.fact_id for found in each for row in found}
    said = "、".join(f"“{part}”" for part in parts)
    return Chosen([row for row in rows if row.fact_id in held], (f"与{said}有关",))


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
        time = row.fact.time.raw if row.fact.time and row.fact.time.raw else ""
        seen.setdefault(
            (row.fact.document_id, row.fact.start, what(row.fact), row.fact.span, time), row
        )
    return list(seen.values())


def without_groups(rows: Sequence[ChecklistRow]) -> Rows:
    """Rows of schedules by their day, not again by the month that groups them: 6月 beside 6月7日 of one line."""
    days = {_line(row): what(row.fact) for row in rows if _precision(row) == "day"}
    return [row for row in rows if not _is_group(row, days.get(_line(row), ""))]


def _line(row: ChecklistRow) -> tuple[str, int, int]:
    """The document and the line that a row was read from."""
    return row.fact.document_id, row.fact.start, row.fact.end


def _precision(row: ChecklistRow) -> str:
    return row.fact.time.precision if row.fact.time else ""


def _is_group(row: ChecklistRow, daily: str) -> bool:
    """Was a row read from the month beside the day of the same line, with the same words?"""
    return bool(daily) and _precision(row) == "month" and what(row.fact).startswith(daily)


def by_document(rows: Sequence[ChecklistRow]) -> dict[str, Rows]:
    """Rows of each document, documents in the order they first occur."""
    grouped: dict[str, Rows] = {}
    for row in rows:
        grouped.setdefault(row.fact.document_id, []).append(row)
    return grouped
