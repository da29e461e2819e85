"""A cell of a table against the documents' sentences: which says more of what is asked?

Tables answer first, for nobody says better what a cell holds. But a row may share its words with a question that a
sentence answers: 9月1日开学 beside 新增幼儿园3所，12月底前, asked when kindergartens open. Rows are weighed as sentences
are, so both can be compared.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.candidates import Candidate
from assistant.case import Case
from assistant.extractive import Extractive
from assistant.library import Library
from assistant.records import Answer, Citation, QuestionKind

OF_ONE: frozenset[QuestionKind] = frozenset(
    {"number", "date", "who", "yesno", "open", "definition", "procedure"}
)
"""Kinds that one place answers; lists, sums and tasks are whole tables' to tell."""
CODED = re.compile(r"(?=[A-Z\d-]*\d)[A-Z][A-Z\d-]{1,}(?=，)")
"""A row that begins with its code: of the post or item that a question names by its code no sentence tells more."""
FEW = 3
"""Rows of an answer that may be outweighed."""
AHEAD = 3.0
"""How much more a sentence must weigh than the row. On 300 development questions the right rows are at most 1.6 behind."""
SURE = 0.7
"""How probable it must be that the sentence answers."""


def outweighed(library: Library, case: Case, answer: Answer) -> bool:
    """Does a sentence elsewhere answer, and weigh much more than the rows that this answer tells?"""
    if case.query.kind not in OF_ONE or not 1 <= len(answer.citations) <= FEW:
        return False
    if (code := CODED.match(answer.text)) and code.group() in case.query.text.upper():
        return False
    weighed = Extractive(library, case).weighed
    if not weighed.lines or weighed.probability < SURE or weighed.absent:
        return False
    best, first = weighed.scores[0], weighed.lines[0]
    if not weighed.may[0] or _holds(answer.citations, first):
        return False
    own = [
        s
        for line, s in zip(weighed.lines, weighed.scores, strict=True)
        if _holds(answer.citations, line)
    ]
    return best - max(own, default=weighed.scores[-1]) > AHEAD


def _holds(citations: Sequence[Citation], line: Candidate) -> bool:
    """Is a sentence or row one of those that an answer cites?"""
    return any(
        c.document_id == line.document_id and line.span.start < c.end and c.start < line.span.end
        for c in citations
    )
