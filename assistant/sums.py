"""Values added up: only those of one thing, one unit, one year and one way of counting; every row shown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.case import Case
from assistant.chosen_rows import own_words
from assistant.column_rows import COUNTED, column_rows
from assistant.library import Library
from assistant.reckoning import bound, total
from assistant.records import Answer, ChecklistRow
from assistant.row_lines import Item, target_line
from assistant.sum_kinds import Kind, chief_name, conflict, kind_of, one_document
from assistant.sum_rows import matter_of, parts_out, rows_on_matter
from assistant.terms import terms
from ingest.records import Target

APART = "年份、指标、口径（新增或累计）或单位不同的没有相加。"
CONFLICT = "同一地方的几份文件对同一指标、同一年份写了不同的数，没有相加。"
OF_SEVERAL = re.compile(
    r"各(?!级|类|种)|所有|全部|全国|加(?:起来|在一起|一块)|合计|总和|合起来|[几两三四五六七八九十\d]个?(?:省|市|县|区|地方|份)|哪些(?:省|市|县|区|地方)|这些|库里"
)
"""Words that ask for the sum over several places."""
PROVINCE = re.compile(r"(?:省|自治区)$|^(?:北京|天津|上海|重庆)市$")
"""Places that no other one holds but the country."""
FEWEST, MOST = 2, 40
"""Rows that are added; more are listed without a sum."""
WHOLE = re.compile(r"总(?:投资|额|量|数|计|规模|面积)|共计|合计|一共|总共|共(?=\d)")
"""A value that is a sum already."""


def sums(library: Library, case: Case, rows: Sequence[ChecklistRow]) -> Answer | None:
    """The rows on the matter asked for with their sum, or why they cannot be added; None where there are
    not two, or where one says the sum itself."""
    found = _found(library, case, rows)
    if len(found) == 1 and len(case.documents) > 1:
        line = _line(1, found[0], case)
        return Answer(
            f"库中写到这一数的只有 1 处：\n{line}", "structured", case.citer.citations, tuple(found)
        )
    if _of_strangers(case, found):
        return None
    says_itself = one_document(found) and any(WHOLE.search(own_words(row)) for row in found)
    return None if len(found) < FEWEST or says_itself else _added(case, found)


def _of_strangers(case: Case, found: Sequence[ChecklistRow]) -> bool:
    """Are the rows of several provinces, and does the question ask for no sum over them? 今年一共办多少件 asks one place
    that it does not name."""
    if case.query.places or OF_SEVERAL.search(case.query.text):
        return False
    places = {case.scope[row.fact.document_id].metadata.place for row in found}
    return len(places) > 1 and all(PROVINCE.search(place) for place in places)


def _found(library: Library, case: Case, rows: Sequence[ChecklistRow]) -> list[ChecklistRow]:
    """The rows on the matter asked for; where these are too few, those of a table's column."""
    found = parts_out(library, rows_on_matter(library, case, rows))
    if len(found) >= FEWEST:
        return found
    mine = [row for row in rows if row.fact.document_id in case.documents]
    wanted = terms(COUNTED.sub(" ", matter_of(case.query)), library.vocabulary)
    column = column_rows(case.query, mine, wanted, lambda i: library.document(i).text)
    return column or found


def _added(case: Case, found: Sequence[ChecklistRow]) -> Answer:
    """The rows by what they must share to be added, each kind with its sum."""
    kinds: dict[Kind, list[ChecklistRow]] = {}
    chief = chief_name(case, found)
    for row in found:
        kinds.setdefault(kind_of(case, row, chief), []).append(row)
    lines = [f"与所问有关的共 {len(found)} 处："]
    number = 1
    for kind, mine in sorted(kinds.items(), key=lambda pair: -len(pair[1])):
        if len(kinds) > 1 and kind.words:
            lines.append(f"{kind.words}：")
        for row in mine:
            lines.append(_line(number, row, case))
            number += 1
        if not kind.other and not conflict(mine, case) and (line := _total(mine, case)):
            lines.append(line)
    notes = (APART,) if len(kinds) > 1 else ()
    if any(not kind.other and conflict(mine, case) for kind, mine in kinds.items()):
        notes = (*notes, CONFLICT)
    return Answer("\n".join(lines), "structured", case.citer.citations, tuple(found), notes=notes)


def _line(number: int, row: ChecklistRow, case: Case) -> str:
    line = target_line(number, Item(row), case.citer)
    title = case.citer.title(row.fact.document_id)
    mark = line.rindex("[")
    return f"{line[:mark]}——{title}{line[mark:]}" if len(case.documents) > 1 else line


def _total(rows: Sequence[ChecklistRow], case: Case) -> str:
    facts = [row.fact for row in rows if isinstance(row.fact, Target)]
    worked = total(facts) if FEWEST <= len(facts) <= MOST else None
    if worked is None:
        return ""
    marks = "".join(dict.fromkeys(case.citer.fact(fact) for fact in facts))
    hedge = bound(facts)
    return f"合计{hedge}：{worked}{marks}" if hedge else f"{worked}{marks}"
