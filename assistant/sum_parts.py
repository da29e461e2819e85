"""The sum of two or three things that a question names side by side (小学加初中, 甲和乙合计), each told once by a document."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.case import Case
from assistant.chosen_rows import own_words
from assistant.library import Library
from assistant.reckoning import bound, total
from assistant.records import Answer, ChecklistRow
from assistant.row_lines import Item, target_line
from assistant.sum_rows import matter_of, rows_of_words
from assistant.terms import coverage, terms
from ingest.records import Target

BESIDE = re.compile(
    r"(?P<parts>[一-鿿“”]{2,10}?(?:(?:和|与|跟|加上?|、)[一-鿿“”]{2,10}?){1,2})(?=\s|$|一共|总共|合计|加)"
)
JOINS = re.compile(r"和|与|跟|加上?|、")
HELD = 0.6
"""Share of a part's own name that the row must hold that tells its value."""


def sum_of_parts(library: Library, case: Case, rows: Sequence[ChecklistRow]) -> Answer | None:
    """The one value of each part, and their sum; None where a part has none or several, or they cannot be added."""
    matter = matter_of(case.query)
    for place in case.query.places:
        matter = matter.replace(place, " ")
    named = BESIDE.search(matter)
    if named is None:
        return None
    parts = [part for part in JOINS.split(named["parts"]) if part]
    found: list[ChecklistRow] = []
    for part in parts:
        words = f"{matter[: named.start()]} {part} {matter[named.end() :]}"
        mine = [r for r in rows_of_words(library, case, rows, words) if _says(library, r, part)]
        if len(mine) != 1 or mine[0] in found:
            return None
        found += mine
    facts = [row.fact for row in found if isinstance(row.fact, Target)]
    worked = total(facts)
    if len(facts) < 2 or worked is None:
        return None
    lines = [target_line(n, Item(row), case.citer) for n, row in enumerate(found, 1)]
    marks = "".join(dict.fromkeys(case.citer.fact(fact) for fact in facts))
    hedge = bound(facts)
    lines.append(f"合计{hedge}：{worked}{marks}" if hedge else f"{worked}{marks}")
    return Answer("\n".join(lines), "structured", case.citer.citations, tuple(found))


def _says(library: Library, row: ChecklistRow, part: str) -> bool:
    """Does a row's own indicator or clause hold the name of the part?"""
    return coverage(terms(part, library.vocabulary), own_words(row), part) >= HELD
