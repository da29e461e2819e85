"""Facts → review queue: every sentence with a number or a date word that gave no fact, and why."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from ingest.extract import guards
from ingest.extract.facts import Reading, read
from ingest.extract.reading import Line
from ingest.records import Document, Fact, Metadata, Section, Uncovered

# A number or a date word that nobody read.
LEFT_OVER = re.compile(
    r"[\d０-９]+|[%％‰]|[一二三四五六七八九十百千万]{2,}|年底|年内|月底|月份|学期|季度|上半年|下半年|年初|年中|寒假|暑假"
)
HAN = re.compile(r"[\u4e00-\u9fff]")
# Page numbers: 第1页 / 共11页.
PAGE = re.compile(r"^.{0,60}第?\s*\d+\s*页(?:\s*[/／]?\s*共?\s*\d+\s*页)?$")
# Reasons that need no person: the number is a name, not a value.
SILENT = frozenset(("编号", "文件名称", "文号", "序数", "附件编号"))


def find_uncovered(
    document: Document,
    sections: Sequence[Section],
    facts: Sequence[Fact],
    *,
    metadata: Metadata | None = None,
) -> tuple[Uncovered, ...]:
    """The sentences that hold a number or a date word and gave none of ``facts``, in order."""
    return _uncovered(document, read(document, sections, metadata or Metadata()), facts)


def extract_all(
    document: Document, sections: Sequence[Section], metadata: Metadata
) -> tuple[tuple[Fact, ...], tuple[Uncovered, ...]]:
    """Facts and the sentences that gave none, from one reading of the document."""
    reading = read(document, sections, metadata)
    return reading.facts, _uncovered(document, reading, reading.facts)


def _uncovered(
    document: Document, reading: Reading, facts: Sequence[Fact]
) -> tuple[Uncovered, ...]:
    covered = sorted((fact.span.start, fact.span.end) for fact in facts)
    reasons = sorted((r.start, r.reason) for r in reading.rejected)
    found = []
    for line in reading.lines:
        for sentence in line.sentences:
            at = bisect_left(covered, (sentence.start, -1))
            if not HAN.search(sentence.text) or PAGE.match(sentence.text):
                continue
            if at < len(covered) and covered[at][0] < sentence.end:
                continue
            reason = _reason(line, sentence.start, sentence.end, sentence.text, reasons)
            if reason is not None:
                found.append(
                    Uncovered(
                        document.id,
                        sentence.start,
                        sentence.end,
                        sentence.text,
                        line.section,
                        reason,
                    )
                )
    return tuple(found)


def _reason(
    line: Line, start: int, end: int, text: str, reasons: list[tuple[int, str]]
) -> str | None:
    """Why a sentence gave nothing; None where it holds nothing to read."""
    at = bisect_left(reasons, (start, ""))
    given = []
    while at < len(reasons) and reasons[at][0] < end:
        given.append(reasons[at][1])
        at += 1
    told = [reason for reason in given if reason not in SILENT]
    if told:
        return told[0]
    masks = guards.masks(text)
    for match in LEFT_OVER.finditer(text):
        reason = guards.masked(masks, match.start(), match.end())
        if reason not in SILENT:
            return reason or guards.background(text) or "未能识别的数字或时间"
    return None
