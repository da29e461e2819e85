"""Questions to click: what the cited documents can answer next, and first examples from the library."""

from __future__ import annotations

from assistant.checklist import what
from assistant.library import Library
from assistant.records import Answer, Query
from ingest.records import Deadline, Target


def suggestions(library: Library, query: Query, answer: Answer) -> tuple[str, ...]:
    """Two questions that the sections cited can answer."""
    cited = {c.document_id for c in answer.citations}
    found: list[str] = []
    for fact in library.facts(cited):
        words = what(fact)
        if not 4 <= len(words) <= 22 or words in query.text or "\t" in words or "\n" in words:
            continue
        if any(c.section and fact.section[:2] == c.section[:2] for c in answer.citations):
            asking = "是多少" if isinstance(fact, Target) else "是什么时候"
            if (question := f"{words}{asking}？") not in found:
                found.append(question)
        if len(found) == 2:
            break
    return tuple(found)


def examples(library: Library) -> tuple[str, ...]:
    """Questions drawn from the library's own facts: a number, a month, a date."""
    facts = library.facts(set(library.in_scope()))
    found: list[str] = []
    named = [f for f in facts if isinstance(f, Target) and f.scope and 4 <= len(what(f)) <= 16]
    if named:
        found.append(f"{what(named[0])}是多少？")
    months = [
        f.time.lo.month for f in facts
        if isinstance(f, Deadline) and f.time.precision == "month" and f.time.lo
    ]  # fmt: skip
    if months:
        found.append(f"{max(set(months), key=months.count)}月份有哪些工作？")
        found.append("下半年要开哪些会？")
    dated = [f for f in facts if isinstance(f, Deadline) and 6 <= len(f.action) <= 18]
    if dated:
        found.append(f"{dated[0].action}是什么时候？")
    return tuple(dict.fromkeys(found))[:4]
