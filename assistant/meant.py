"""Which document a question about a document as a whole means."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.case import Case
from assistant.library import Library
from assistant.records import Query
from assistant.terms import coverage, terms

ASKING_TOO = re.compile(
    r"[那这该]份?(?:个|部|篇)?|大概|大致|哪几?[块个点项]|说了|讲了|简单|说说|文件"
)
"""Words around the name of a document."""
TITLED = 0.6
"""Share of the question's matter that a title must hold to be meant."""


def meant_documents(library: Library, case: Case, matter: str) -> list[str]:
    """The documents named, or the only one; else the one whose title alone says best what is asked about."""
    named = [i for i in case.query.documents or () if i in case.documents]
    if named or len(case.documents) == 1:
        return named or list(case.documents)
    words = ASKING_TOO.sub(" ", _without(matter, case.query))
    wanted = terms(words, library.vocabulary)
    if not wanted:
        return []
    held = {
        i: coverage(wanted, d.metadata.title, case.query.text) for i, d in case.documents.items()
    }
    best = max(held.values(), default=0.0)
    found = [i for i, share in held.items() if share == best]
    return found if best >= TITLED and len(found) == 1 else []


def _without(text: str, query: Query) -> str:
    names: Sequence[str] = sorted(query.named, key=len, reverse=True)
    for name in names:
        text = text.replace(name, " ")
    return text
