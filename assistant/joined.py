"""Answers put together into one: their marks numbered anew."""

from __future__ import annotations

from dataclasses import replace

from assistant.cite import MARK, Citer
from assistant.records import Answer
from ingest.records import Span


def said(answer: Answer, citer: Citer) -> str:
    """An answer's text with its marks numbered by another citer."""
    marks = _marks(answer, citer)
    return MARK.sub(lambda m: marks.get(int(m.group(1)), ""), answer.text)


def said_marks(answer: Answer, citer: Citer) -> str:
    """The mark of an answer's first citation, numbered by another citer."""
    return next(iter(_marks(replace(answer, citations=answer.citations[:1]), citer).values()), "")


def marked(words: str, more: str) -> str:
    """Further marks behind the last one."""
    last = [m.end() for m in MARK.finditer(words)][-1:] or [len(words)]
    return words[: last[0]] + more + words[last[0] :]


def _marks(answer: Answer, citer: Citer) -> dict[int, str]:
    return {
        c.marker: citer.span(c.document_id, Span(c.start, c.end), c.section, c.context)
        for c in answer.citations
    }
