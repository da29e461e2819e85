"""What a report or plan says under a heading that is the first sentence of its paragraph: 办好家门口的幼儿园。新建…"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.asked_topic import topic_of
from assistant.case import Case
from assistant.library import Library
from assistant.records import Answer
from assistant.sentences import sentences, trimmed
from assistant.terms import coverage, folded, pairs, terms
from assistant.time_frame import other_time
from ingest.grammar import numbering
from ingest.records import Span

ASKED = re.compile(r"哪些|哪几|什么|啥|怎么|如何|怎样|安排|部署|举措|措施|内容|要求")
LISTS = frozenset({"tasks", "list", "open", "overview", "procedure", "targets"})
"""Kinds of questions that such a paragraph answers."""
HEAD = re.compile(r"[^，,。；;：:、\n\t\d]{4,24}。(?=[^\n]{16})")
"""A first sentence that only names its paragraph."""
FEW = 3
"""Documents among which the paragraph may stand."""
LOOKED_AT = 5
SAID, REST = 0.9, 0.75
"""Shares: of the heading that the question must say, of the question that heading and title must hold."""
SHORTEST = 6
FEWEST, MOST = 2, 15


def named_paragraph(library: Library, case: Case) -> Answer | None:
    """The sentences of the paragraph whose name the question says; None where it asks for something of it."""
    text = case.query.text
    if case.query.kind not in LISTS or not ASKED.search(text):
        return None
    few = len(case.documents) <= FEW
    found = dict.fromkeys(chunk.document_id for chunk, _ in case.found[:LOOKED_AT])
    least = SAID if few else 1.0
    asked = folded(text)
    best: tuple[float, str, Span, Span] | None = None
    for identity in case.documents if few else found:
        document = library.document(identity).text
        for head, rest in paragraphs(document):
            said = _said(document[head.start : head.end], asked)
            if said < least or _of_other_time(library, case, identity, head):
                continue
            if best is None or said * len(head) > best[0]:
                best = (said * len(head), identity, head, rest)
    if best is None:
        return None
    _, identity, head, rest = best
    document = library.document(identity).text
    name = document[head.start : head.end].rstrip("。")
    held = f"{case.citer.title(identity)} {name}"
    wanted = terms(topic_of(case.query, kinds=False), library.vocabulary)
    if wanted and coverage(wanted, held, text) < REST:
        return None
    spans = list(sentences(document, rest.start, rest.end))[:MOST]
    if len(spans) < FEWEST:
        return None
    lines = [
        f"{n}. {document[s.start : s.end]}{case.citer.span(identity, s, context=(head,))}"
        for n, s in enumerate(spans, 1)
    ]
    return Answer("\n".join((f"{name}：", *lines)), "structured", case.citer.citations)


def _of_other_time(library: Library, case: Case, identity: str, head: Span) -> bool:
    """Does it stand under what was done, where it is asked for what is to be done, or the other way round?"""
    holding = [s for s in library.store.sections(identity) if s.start <= head.start < s.end]
    title = case.scope[identity].metadata.title
    above = " ".join((title, *(holding[-1].path if holding else ())))
    return other_time(case.query, "", above)


def paragraphs(text: str) -> Iterator[tuple[Span, Span]]:
    """The paragraphs of a text that begin with their name: the name, and what follows it."""
    for line in re.finditer(r"[^\n]+", text):
        span = trimmed(text, line.start(), line.end())
        number = numbering(text[span.start : span.end])
        begin = span.start + (number.end if number else 0)
        begin += len(text[begin : span.end]) - len(text[begin : span.end].lstrip())
        head = HEAD.match(text, begin, span.end)
        if head and head.end() - begin > SHORTEST:
            yield Span(begin, head.end()), trimmed(text, head.end(), span.end)


def _said(name: str, asked: str) -> float:
    wanted = pairs(name)
    return sum(pair in asked for pair in wanted) / len(wanted) if wanted else 0.0
