"""Who falls under the rule of others: 幼儿园参照小学执行 tells of kindergartens what is said of primary schools."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from assistant.case import Case
from assistant.cite import MARK
from assistant.library import Library
from assistant.question_words import SCOPES
from assistant.records import Answer
from assistant.sentences import sentence_at
from ingest.records import Span

REFERS = r"[^，,。；;\n]{0,8}?(?:参照|比照|参考|依照|按照?|同|与)(?P<other>%s)[^，,。；;\n]{0,8}?(?:执行|办理|实施|一致|相同|标准|规定|安排|时间)"
"""What says that one kind of schools goes by the rule of another."""
LOOKED_AT = 8
"""Passages found that may say so."""


def by_reference(library: Library, case: Case, ask: Callable[[str], Answer]) -> Answer | None:
    """What is said of the others, with the sentence that refers to it; None where no passage found refers, or where
    nothing answers for the others in the same document."""
    scope = case.query.scope
    if not scope or scope not in case.query.text:
        return None
    others = "|".join(re.escape(s) for s in sorted(SCOPES, key=len, reverse=True) if s != scope)
    refers = re.compile(re.escape(scope) + REFERS % others)
    for chunk, _ in case.found[:LOOKED_AT]:
        text = library.document(chunk.document_id).text
        found = refers.search(text, chunk.start, chunk.end)
        if found is None:
            continue
        answer = ask(case.query.text.replace(scope, found["other"]))
        if answer.mode != "extractive" or any(
            c.document_id != chunk.document_id for c in answer.citations
        ):
            continue
        return _with_reference(
            case, chunk.document_id, sentence_at(text, found.start()), text, answer
        )
    return None


def _with_reference(case: Case, identity: str, span: Span, text: str, answer: Answer) -> Answer:
    """The answer behind the sentence that refers to it, its citations those of this case."""
    marks = {
        c.marker: case.citer.span(c.document_id, Span(c.start, c.end), c.section, c.context)
        for c in answer.citations
    }
    own = f"{text[span.start : span.end].strip()}{case.citer.span(identity, span)}"
    told = MARK.sub(lambda m: marks.get(int(m.group(1)), m.group()), answer.text)
    return replace(answer, text=f"{own}\n{told}", citations=case.citer.citations)
