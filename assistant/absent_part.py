"""A part of a plan that is asked for of a year whose plan has none: 2025年的分工表, where only that of 2026 has one."""

from __future__ import annotations

import re

from assistant.case import Case
from assistant.library import Library
from ingest.records import quoted

PART = re.compile(
    r"(?:重点)?(?:任务|工作|责任|职责)?(?:分工表|分工方案|分解表|任务清单|责任清单|任务表|进度表|台账)"
)
"""Parts of plans that have a name of their own."""
LONGEST = 40
"""Code points of a line that names such a part."""
LOOKED_AT = 30
"""Documents looked through."""
YEAR = re.compile(r"(?:19|20)\d\d")


def absent_part(library: Library, case: Case) -> str:
    """That no plan of the year asked for has the part, and of which year there is one; empty where one has, or where
    no document has such a part at all."""
    asked = PART.search(case.query.text)
    years = set(case.query.years)
    if asked is None or len(years) != 1 or case.query.documents:
        return ""
    (year,) = years
    held: dict[int, str] = {}
    found = (*(chunk.document_id for chunk, _ in case.found), *case.scope)
    name = asked.group()[-3:]
    for identity in list(dict.fromkeys(found))[:LOOKED_AT]:
        for of in _years(library, case, identity, name):
            if of in (year, None):
                return ""
            assert of is not None
            held.setdefault(of, case.scope[identity].metadata.title)
    if not held:
        return ""
    said = "、".join(f"{of}年的（{quoted(title)}）" for of, title in sorted(held.items()))
    return f"库中没有{year}年的{asked.group()}；有{said}。"


def _years(library: Library, case: Case, identity: str, name: str) -> list[int | None]:
    """The years of the parts of this name that a document has: what their lines say, else its own; None for
    one of an unknown year."""
    known = case.scope[identity].metadata
    text = library.document(identity).text
    years: dict[int | None, None] = {}
    for line in text.split("\n"):
        if len(line) > LONGEST or name not in line or "\t" in line:
            continue
        said = {int(y) for y in YEAR.findall(line)}
        own = known.plan_year or (known.issued.year if known.issued else None)
        last = known.plan_until or own
        years |= dict.fromkeys(said or (range(own, (last or own) + 1) if own else (None,)))
    return list(years)
