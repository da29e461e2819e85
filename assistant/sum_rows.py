"""Which values a question for a sum means: those on its matter, of its years, each once, without parts of another one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.aim import of_year
from assistant.asked_topic import GENERIC
from assistant.case import Case
from assistant.checklist import what
from assistant.chosen_rows import own_words, unique
from assistant.column_rows import counts
from assistant.library import Library
from assistant.measure import asked_measure
from assistant.question_words import SCOPES
from assistant.reckoning import base
from assistant.records import ChecklistRow, Query
from assistant.region_groups import SAID as GROUP_SAID
from assistant.sentences import sentence_at
from assistant.terms import Term, contradicts, coverage, lacks_matter, terms
from ingest.records import Target

HELD_ITSELF = 0.6
"""Share that its indicator must hold: the rest of its sentence may count something else."""
HELD = 0.72
"""Share of the matter's weight that a row's own words must hold to be counted in."""
COMING = re.compile(r"新[建增改扩]|增加|改扩建|扩建|改建|建设|建成|建|培育|招聘|引进|达到|完成")
"""Verbs that say how a thing comes to be counted, not what it is."""
ADDED = re.compile(r"新[建增扩]|增加|扩建|新改扩|新培育")
SERIES = re.compile(
    r"([一二三四五六七八九](?:[、和]?[一二三四五六七八九])+)(等奖|年级|等|档|级|类)"
)
"""一二三等奖."""
PART = re.compile(r"其中|包括|含(?=[一-鿿])")
"""Behind it stand parts of a value that was said before."""
WORDS = re.compile(
    r"一共|总共|合计|总计|共计|加起来|合起来|加在一起|总的|(?:多少|几)[个名位]?(?:学生|孩子|新生|娃)|(?:多少|几)[万亿千百]*(?:元|人|个|所|名|吨|亩|斤|家|项|套|张|次|件|公里|平方米|平方公里)?|是(?=\s|$)|各(?:个)?(?:省|市|区|县)份?|要|这些|所有|全部|[两三四五六几]省|一起|目标"
)


def rows_on_matter(
    library: Library, case: Case, rows: Sequence[ChecklistRow]
) -> list[ChecklistRow]:
    """The rows whose values are of the matter, the measure and the years asked for."""
    return rows_of_words(library, case, rows, *_variants(matter_of(case.query)))


def rows_of_words(
    library: Library, case: Case, rows: Sequence[ChecklistRow], *matters: str
) -> list[ChecklistRow]:
    """The same for one of several matters in words."""
    query = case.query
    variants = []
    for one in matters:
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


def matter_of(query: Query) -> str:
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
        key = (place, fact.value, base(fact.unit), fact.scope, year_of(case, row))
        seen.setdefault(key, row)
    return list(seen.values())


def parts_out(library: Library, rows: Sequence[ChecklistRow]) -> list[ChecklistRow]:
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


def year_of(case: Case, row: ChecklistRow) -> str:
    """The year or years that a value is of, in words; empty where nothing says it."""
    time = row.fact.time
    days = [d.year for d in (time.lo, time.hi) if d and d.year] if time else []
    if days:
        return str(days[0]) if days[0] == days[-1] else f"{days[0]}—{days[-1]}"
    year = case.documents[row.fact.document_id].metadata.plan_year
    return str(year) if year else ""


def _without_names(text: str, names: Sequence[str]) -> str:
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, " ")
    return text
