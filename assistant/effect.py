"""When a document takes effect or was issued: its own date, in its own words."""

from __future__ import annotations

import re
from datetime import date

from assistant.case import Case
from assistant.library import Library
from assistant.records import Answer
from assistant.sentences import sentences
from assistant.terms import content
from ingest.grammar import find_times
from ingest.records import PartialDate, Span

ASKS_EFFECT = re.compile(r"施行|实施|生效|执行|起效|开始实行|算数")
ASKS_ISSUE = re.compile(r"印发|发布|下发|出台|颁布|公布|发文|成文|发的")
EFFECT = re.compile(r"施行|实施|生效|执行")
ISSUE = re.compile(r"印发|发布|公布|颁布|通过")
ABOUT_IT = re.compile(
    r"施行|实施|生效|执行|印发|发布|下发|出台|颁布|公布|发文|成文|时间|日期|开始|起|条例|办法|规定|方案|通知|文件|法|何年|年|[新这该的由]"
)
"""Words of such a question that name no matter of the document."""
MOST = 3
"""Documents told at once."""


def effect(library: Library, case: Case) -> Answer | None:
    """The sentence that says since when the documents named hold, or their date of issue."""
    query = case.query
    asks_effect = bool(ASKS_EFFECT.search(query.text))
    if query.kind != "date" or not (asks_effect or ASKS_ISSUE.search(query.text)):
        return None
    if not 1 <= len(case.documents) <= MOST or content(ABOUT_IT.sub(" ", query.topic)):
        return None
    lines = []
    for document_id in case.documents:
        metadata = case.documents[document_id].metadata
        day = metadata.effective if asks_effect else metadata.issued
        verb = EFFECT if asks_effect else ISSUE
        span = _said(library, document_id, day, verb)
        if span is None:
            continue
        words = library.document(document_id).text[span.start : span.end]
        head = f"{case.citer.title(document_id)}：" if len(case.documents) > 1 else ""
        lines.append(f"{head}{words}{case.citer.span(document_id, span)}")
    return Answer("\n".join(lines), "extractive", case.citer.citations) if lines else None


def effect_sentence(library: Library, document_id: str, day: PartialDate | None) -> Span | None:
    """The sentence in which a document says since when it holds."""
    return _said(library, document_id, day, EFFECT)


def _said(
    library: Library, document_id: str, day: PartialDate | None, verb: re.Pattern[str]
) -> Span | None:
    """The last sentence that holds the day, one with the verb before any other."""
    if day is None:
        return None
    text = library.document(document_id).text
    holding = []
    for span in sentences(text, 0, len(text)):
        words = text[span.start : span.end]
        if re.search(r"\d|[〇○一二三四五六七八九十]", words) and any(
            day in (t.lo, t.hi) for t in find_times(words, reference=date(2000, 1, 1))
        ):
            holding.append(span)
    with_verb = [s for s in holding if verb.search(text[s.start : s.end])]
    chosen = with_verb or holding
    return chosen[-1] if chosen else None
