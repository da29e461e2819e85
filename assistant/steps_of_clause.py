"""The steps of what the last clause of a message asks how to do: 背了处分，半年到了，怎么申请解除 tells a case before it."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.case import Case, make_case
from assistant.extractive import Extractive
from assistant.library import Library
from assistant.records import Answer
from assistant.terms import content, coverage, terms

CLAUSE = re.compile(r"[，,。；;]")
HOW = re.compile(r"怎么|咋|如何|怎样|程序|流程|步骤|手续")
CALLED_STEPS = re.compile(r"程序|流程|步骤|手续")
"""What the heading of such a list is called."""
OWN = 4
"""Characters of matter that the clause must say itself: 怎么办 says none."""
IN_HEAD = 0.6
"""How much of the clause's matter the heading of the list must hold."""


def told_steps(library: Library, case: Case) -> Answer | None:
    """The list of steps under a heading that calls it so and says what the last clause asks; None where the question
    is of one clause or no such list stands in the documents of the case."""
    *told, last = [c for c in CLAUSE.split(case.query.text.strip("？?。！! ")) if c.strip()] or [""]
    matter = content(HOW.sub(" ", last))
    if case.query.kind != "procedure" or not told or not HOW.search(last):
        return None
    if len(matter.replace(" ", "")) < OWN:
        return None
    query = replace(
        case.query, question=last, text=last, topic=matter, documents=tuple(case.documents)
    )
    narrow = make_case(library, query, case.scope, case.today)
    sections = Extractive(library, replace(narrow, citer=case.citer)).sections()
    best = sections.best
    if best is None or best.kind != "items":
        return None
    head = f"{best.head} {best.path[-1] if best.path else ''}"
    held = coverage(terms(matter, library.vocabulary), head, last)
    return sections.asked() if CALLED_STEPS.search(head) and held >= IN_HEAD else None
