"""Which document a question about a document as a whole means."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.case import Case
from assistant.library import Library
from assistant.question_words import PAPER
from assistant.records import Query
from assistant.terms import coverage, terms

ASKING_TOO = re.compile(
    r"[那这该]份?(?:个|部|篇)?|帮我|麻烦|今年|大概|大致|哪几?[块个点项]|说了|讲了|简单|说说|文件"
)
"""Words around the name of a document."""
OFFICE = re.compile(
    r"教育局|教体局|教育体育局|教委|教育厅|县里|市里|区里|主要|[干做抓]些?(?:什么|啥)|20\d\d年?|[有的]"
)
"""Who plans, and words of a question for all that is planned."""
PLAN = "工作要点"
TITLED = 0.6
"""Share of the question's matter that a title must hold to be meant."""
ALONE = 0.4
"""The same, where no other title holds half as much."""


def meant_documents(library: Library, case: Case, matter: str) -> list[str]:
    """The documents named, or the only one; else the one whose title alone says best what is asked about."""
    named = [i for i in case.query.documents or () if i in case.documents]
    if named or len(case.documents) == 1:
        return named or list(case.documents)
    words = ASKING_TOO.sub(" ", _without(matter, case.query))
    wanted = terms(OFFICE.sub(" ", words), library.vocabulary)
    if not wanted:
        return _plan_of_year(case)
    held = {
        i: coverage(wanted, d.metadata.title, case.query.text) for i, d in case.documents.items()
    }
    best, second = sorted((0.0, 0.0, *held.values()), reverse=True)[:2]
    found = [i for i, share in held.items() if share == best]
    alone = best >= TITLED or (best >= ALONE and second <= best / 2)
    return found if alone and len(found) == 1 else _of_kind(case, matter)


def _of_kind(case: Case, matter: str) -> list[str]:
    """The only document whose title ends with the word for its kind that the question uses: 规划, of the years named."""
    said = [m.group() for m in re.finditer(PAPER, matter) if m.group() != "文件"]
    ends = [
        i for i, d in case.documents.items()
        if said and re.sub(r"（[^（）]*）$", "", d.metadata.title).endswith(said[-1])
    ]  # fmt: skip
    return ends if len(ends) == 1 else []


def _plan_of_year(case: Case) -> list[str]:
    """The year's plan of work of the place, where nothing but these is said and there is one."""
    query = case.query
    found = [
        i for i, d in case.documents.items()
        if d.metadata.kind == PLAN and d.metadata.plan_year in query.years and d.metadata.place in query.places
    ]  # fmt: skip
    return found if len(found) == 1 else []


def _without(text: str, query: Query) -> str:
    names: Sequence[str] = sorted(query.named, key=len, reverse=True)
    for name in names:
        text = text.replace(name, " ")
    return text
