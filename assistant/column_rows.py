"""Values of one column of a table that a question adds up: 三所小学一共招多少人, the rows of primary schools."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.measure import asked_measure
from assistant.records import ChecklistRow, Query
from assistant.terms import Term, coverage, lacks_matter
from ingest.grammar import parse_numeral
from ingest.records import Target

COUNTED = re.compile(r"([一两二三四五六七八九十\d]+)(?:所|家|个|类|项|处|间|条|名|支|种)(?!月)")
"""How many rows the question means: 三所小学."""
OF_WHAT = re.compile(r"(?:多少|几)(?:个|所|名|位|项|间|张|台|套)?([一-鿿])")
"""What is asked for the number of: 几个班."""
HELD, HELD_COUNTED = 0.7, 0.35
"""Share of the matter that a table with its headings must hold; where its rows are as many as the question says."""
FEWEST = 2
ABOVE = 200
"""Code points before a column's first row that tell what its table is of."""


def column_rows(
    query: Query, rows: Sequence[ChecklistRow], wanted: Sequence[Term],
    text_of: Callable[[str], str],
) -> list[ChecklistRow]:  # fmt: skip
    """The rows of the one column that fits best; empty where none fits, or where they are not as many as is said.

    Args:
        text_of: The text of a document by its id: the lines above a table say what it is of.
    """
    said = COUNTED.search(query.text)
    number = parse_numeral(said.group(1)) if said else None
    measure = asked_measure(query.text)
    columns: dict[tuple[str, tuple[str, ...], str, str], list[ChecklistRow]] = {}
    for row in rows:
        fact = row.fact
        if not isinstance(fact, Target) or fact.value is None or "\t" not in fact.quote:
            continue
        fits = measure.fits(fact.unit) if measure else counts(query.text, fact)
        if fits and _is_of(query.scope, fact):
            key = (fact.document_id, fact.section, fact.indicator, fact.unit)
            columns.setdefault(key, []).append(row)
    best: tuple[float, list[ChecklistRow]] = (0.0, [])
    for mine in columns.values():
        as_many = number is not None and len(mine) == number
        if len(mine) < FEWEST or (number is not None and not as_many):
            continue
        words = _words(mine, text_of)
        if lacks_matter(wanted, words):
            continue
        held = coverage(wanted, words, query.text)
        if held >= (HELD_COUNTED if as_many else HELD):
            best = max(best, (held, mine), key=lambda pair: pair[0])
    return best[1]


def _is_of(scope: str, fact: Target) -> bool:
    """Is a row of the stage asked for: 实验小学 of 小学?"""
    return not scope or scope in f"{fact.scope}{fact.indicator}"


def counts(text: str, fact: Target) -> bool:
    """Is a value, whose unit the question does not tell, one of what it asks for?"""
    asked = OF_WHAT.search(text)
    return asked is None or asked.group(1) in f"{fact.indicator}{fact.unit}"


def _words(rows: Sequence[ChecklistRow], text_of: Callable[[str], str]) -> str:
    """What a column's rows say together, with the headings and the lines above them."""
    facts = [row.fact for row in rows]
    start = min(f.start for f in facts)
    above = text_of(facts[0].document_id)[max(0, start - ABOVE) : start]
    told = (f"{f.scope}{f.indicator} {f.quote}" for f in facts if isinstance(f, Target))
    return " ".join((*told, above, *facts[0].section, rows[0].document_title))
