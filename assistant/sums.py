"""Values added up: only those of one thing, one unit, one year and one way of counting; every row shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from assistant.aim import of_year
from assistant.asked_topic import GENERIC
from assistant.case import Case
from assistant.checklist import what
from assistant.chosen_rows import own_words, unique
from assistant.column_rows import COUNTED, column_rows, counts
from assistant.library import Library
from assistant.measure import asked_measure
from assistant.question_words import SCOPES
from assistant.reckoning import base, bound, total
from assistant.records import Answer, ChecklistRow, Query
from assistant.region_groups import SAID as GROUP_SAID
from assistant.row_lines import Item, target_line
from assistant.sentences import sentence_at
from assistant.terms import Term, contradicts, coverage, lacks_matter, terms
from ingest.records import Target

HELD_ITSELF = 0.6
"""Share that its indicator must hold: the rest of its sentence may count something else."""
HELD = 0.72
"""Share of the matter's weight that a row's own words must hold to be counted in."""
SAME_NAME = 0.5
"""Share of character pairs that names must have in common to be one indicator."""
ONE_NAME = 0.8
"""The same for values of one place that cannot both be parts of a sum."""
CONFLICT = "同一地方的几份文件对同一指标、同一年份写了不同的数，没有相加。"
FEWEST, MOST = 2, 40
"""Rows that are added; more are listed without a sum."""
MODES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("累计", re.compile(r"累计|总数|总量|总规模|保有|达到|突破|共有|现有|稳定在|保持在")),
    ("新增", re.compile(r"新[建增改扩培认组开]|增加|改扩建|扩建|改建|改造|新培育|招聘|引进|创建")),
)
"""Ways of counting: what there is in all, and what comes on top; the first that stands with a value."""
COMING = re.compile(r"新[建增改扩]|增加|改扩建|扩建|改建|建设|建成|建|培育|招聘|引进|达到|完成")
"""Verbs that say how a thing comes to be counted, not what it is."""
ADDED = re.compile(r"新[建增扩]|增加|扩建|新改扩|新培育")
SERIES = re.compile(
    r"([一二三四五六七八九](?:[、和]?[一二三四五六七八九])+)(等奖|年级|等|档|级|类)"
)
"""一二三等奖."""
PART = re.compile(r"其中|包括|含(?=[一-鿿])")
"""Behind it stand parts of a value that was said before."""
WHOLE = re.compile(r"总(?:投资|额|量|数|计|规模|面积)|共计|合计|一共|总共|共(?=\d)")
"""A value that is a sum already."""
WORDS = re.compile(
    r"一共|总共|合计|总计|共计|加起来|合起来|加在一起|总的|(?:多少|几)[万亿千百]*(?:元|人|个|所|名|吨|亩|斤|家|项|套|张|次|件|公里|平方米|平方公里)?|是(?=\s|$)|各(?:个)?(?:省|市|区|县)份?|要|这些|所有|全部|[两三四五六几]省|一起|目标"
)


@dataclass(frozen=True, slots=True)
class Kind:
    """What values must share to be added."""

    unit: str
    mode: str
    year: str
    other: str = ""

    @property
    def words(self) -> str:
        """The year, the way of counting and what else is counted."""
        return "，".join(filter(None, (self.year and f"{self.year}年", self.mode, self.other)))


def sums(library: Library, case: Case, rows: Sequence[ChecklistRow]) -> Answer | None:
    """The rows on the matter asked for with their sum, or why they cannot be added; None where there are
    not two, or where one says the sum itself."""
    found = _parts_out(library, _on_matter(library, case, rows))
    if len(found) < FEWEST:
        mine = [row for row in rows if row.fact.document_id in case.documents]
        wanted = terms(COUNTED.sub(" ", _matter(case.query)), library.vocabulary)
        column = column_rows(case.query, mine, wanted, lambda i: library.document(i).text)
        found = column or found
    if len(found) == 1 and len(case.documents) > 1:
        line = _line(1, found[0], case)
        return Answer(
            f"库中写到这一数的只有 1 处：\n{line}", "structured", case.citer.citations, tuple(found)
        )
    if len(found) < FEWEST or any(
        WHOLE.search(own_words(r)) for r in found if _one_document(found)
    ):
        return None
    kinds: dict[Kind, list[ChecklistRow]] = {}
    chief = _chief_name(case, found)
    for row in found:
        kinds.setdefault(_kind(case, row, chief), []).append(row)
    lines = [f"与所问有关的共 {len(found)} 处："]
    number = 1
    for kind, mine in sorted(kinds.items(), key=lambda pair: -len(pair[1])):
        if len(kinds) > 1 and kind.words:
            lines.append(f"{kind.words}：")
        for row in mine:
            lines.append(_line(number, row, case))
            number += 1
        if not kind.other and not _conflict(mine, case) and (line := _total(mine, case)):
            lines.append(line)
    notes = ("年份、指标、口径（新增或累计）或单位不同的没有相加。",) if len(kinds) > 1 else ()
    if any(not kind.other and _conflict(mine, case) for kind, mine in kinds.items()):
        notes = (*notes, CONFLICT)
    return Answer("\n".join(lines), "structured", case.citer.citations, tuple(found), notes=notes)


def _on_matter(library: Library, case: Case, rows: Sequence[ChecklistRow]) -> list[ChecklistRow]:
    query = case.query
    variants = []
    for one in _variants(_matter(query)):
        wanted = terms(one, library.vocabulary)
        variants.append((wanted, terms(COMING.sub(" ", one), library.vocabulary) or wanted))
    measure = asked_measure(query.text)
    found = [
        row for row in rows
        if isinstance(row.fact, Target) and row.fact.document_id in case.documents
        and row.fact.value is not None and (measure.fits(row.fact.unit) if measure else counts(query.text, row.fact))
        and any(_fits(row, *variant, query.text, query.scope) for variant in variants) and _in_years(row, case)
    ]  # fmt: skip
    return _once(case, unique(found))


def _matter(query: Query) -> str:
    """The question without what asks for a sum, its names and its years."""
    words = _without_names(WORDS.sub(" ", GROUP_SAID.sub(" ", query.text)), query.named)
    return GENERIC.sub(" ", re.sub(r"20\d\d年?|今年|明年|去年", " ", words))


def _variants(words: str) -> list[str]:
    """一二三等奖 as 一等奖, 二等奖, 三等奖: each is a matter of its own."""
    match = SERIES.search(words)
    if match is None:
        return [words]
    numbers = re.sub("[、和]", "", match.group(1))
    return [words.replace(match.group(), f"{number}{match.group(2)}") for number in numbers]


def _fits(
    row: ChecklistRow, wanted: Sequence[Term], matter: Sequence[Term], question: str, scope: str
) -> bool:
    own = own_words(row)
    itself = what(row.fact)
    if not matter or coverage(matter, own, question) < HELD or lacks_matter(matter, own):
        return False
    if coverage(matter, itself, question) < HELD_ITSELF or lacks_matter(matter, itself):
        return False
    if COMING.search(question) and ADDED.search(question) and not ADDED.search(own):
        return False
    other = [s for s in SCOPES if s in what(row.fact) and s not in question]
    return not contradicts(wanted, own) and not (scope and scope not in own and other)


def _in_years(row: ChecklistRow, case: Case) -> bool:
    years = case.query.years
    time = row.fact.time
    own = {d.year for d in (time.lo, time.hi) if d and d.year} if time else set()
    if not years:
        return True
    document = case.documents[row.fact.document_id]
    return bool(own & set(years)) if own else any(of_year(y, document) for y in years)


def _once(case: Case, rows: Sequence[ChecklistRow]) -> list[ChecklistRow]:
    """A value that one place says again for the same thing counts once."""
    seen: dict[tuple[object, ...], ChecklistRow] = {}
    for row in rows:
        fact = row.fact
        assert isinstance(fact, Target)
        place = case.documents[fact.document_id].metadata.place or fact.document_id
        key = (place, fact.value, base(fact.unit), fact.scope, _year(case, row))
        seen.setdefault(key, row)
    return list(seen.values())


def _parts_out(library: Library, rows: Sequence[ChecklistRow]) -> list[ChecklistRow]:
    """Without values that are parts of another one of the same sentence."""
    kept = []
    for row in rows:
        text = library.document(row.fact.document_id).text
        sentence = sentence_at(text, row.fact.span.start)
        before = text[sentence.start : row.fact.span.start]
        part = PART.search(before)
        whole = part and any(
            other.fact.document_id == row.fact.document_id
            and sentence.start <= other.fact.span.start < sentence.start + part.start()
            for other in rows
        )
        if not whole:
            kept.append(row)
    return kept


def _chief_name(case: Case, rows: Sequence[ChecklistRow]) -> frozenset[str]:
    """The character pairs of the indicator that most rows of several documents share; empty within one
    document, where kinds of one thing (小学, 幼儿园) are added."""
    if _one_document(rows):
        return frozenset()
    names = [_name(row) for row in rows]
    return max(names, key=lambda one: sum(_alike(one, other) for other in names))


def _name(row: ChecklistRow) -> frozenset[str]:
    words = COMING.sub("", what(row.fact))
    return frozenset(a + b for a, b in pairwise(words))


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one | other))


def _kind(case: Case, row: ChecklistRow, chief: frozenset[str]) -> Kind:
    fact = row.fact
    assert isinstance(fact, Target)
    own = own_words(row)
    mode = next((name for name, words in MODES if words.search(own)), "")
    other = bool(chief) and _alike(_name(row), chief) < SAME_NAME
    return Kind(base(fact.unit), mode, _year(case, row), "其他指标" if other else "")


def _year(case: Case, row: ChecklistRow) -> str:
    time = row.fact.time
    days = [d.year for d in (time.lo, time.hi) if d and d.year] if time else []
    if days:
        return str(days[0]) if days[0] == days[-1] else f"{days[0]}—{days[-1]}"
    year = case.documents[row.fact.document_id].metadata.plan_year
    return str(year) if year else ""


def _line(number: int, row: ChecklistRow, case: Case) -> str:
    line = target_line(number, Item(row), case.citer)
    title = case.citer.title(row.fact.document_id)
    mark = line.rindex("[")
    return f"{line[:mark]}——{title}{line[mark:]}" if len(case.documents) > 1 else line


def _conflict(rows: Sequence[ChecklistRow], case: Case) -> bool:
    """Do two documents of one place say the same thing of one scope, so that one takes the place of the other?"""
    told = [
        (row.fact, _name(row), case.documents[row.fact.document_id].metadata.place)
        for row in rows if isinstance(row.fact, Target)
    ]  # fmt: skip
    return any(
        place == other_place
        and one.document_id != other.document_id
        and one.scope == other.scope
        and _alike(name, other_name) >= ONE_NAME
        for (one, name, place), (other, other_name, other_place) in combinations(told, 2)
    )


def _total(rows: Sequence[ChecklistRow], case: Case) -> str:
    facts = [row.fact for row in rows if isinstance(row.fact, Target)]
    worked = total(facts) if FEWEST <= len(facts) <= MOST else None
    if worked is None:
        return ""
    marks = "".join(dict.fromkeys(case.citer.fact(fact) for fact in facts))
    hedge = bound(facts)
    return f"合计{hedge}：{worked}{marks}" if hedge else f"{worked}{marks}"


def _one_document(rows: Sequence[ChecklistRow]) -> bool:
    return len({row.fact.document_id for row in rows}) == 1


def _without_names(text: str, names: Sequence[str]) -> str:
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, " ")
    return text
