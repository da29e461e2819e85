"""Rows of a table below a line that runs across it and names them: the courses below “先修课程” of a curriculum."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.case import Case
from assistant.library import Library
from assistant.records import Answer
from assistant.terms import coverage, folded, missing, terms
from ingest.records import Document, Span, Table, TableCell

ASKED = re.compile(
    r"哪(?:[些几]|[一二三四五六七八九十两\d]+)|有(?:什么|啥)|包括|(?<!第)几[门个项种名所]|多少[门个项种名所]|列"
)
"""Asks which rows, or how many, there are."""
CREDITS = re.compile(
    r"(?:多少|几|哪)[^，。？]{0,4}(?P<of>学分|学时)|(?P<named>学分|学时)[^，。？]{0,6}(?:多少|几)"
)
"""Asks for their sum or the least of it."""
OF_CELLS = re.compile(r"多少钱|什么时候|几月|哪[天年]|每门|各|分别(?:是|为)?(?:多少|几)")
"""Asks for a cell of each."""
NO_BAND = re.compile(r"[：:。；;，,]|^\s*(?:小计|合计|总计|备注|注|说明)|^[\d.\s]+$")
SUMS = re.compile(r"小计|合计|总计|共计")
NAMES = re.compile(
    r"(?:课程|项目|活动|学校|单位|岗位|教材|器材|奖项)名?称?$|名称$|姓名$|内容$|事项$"
)
"""Headers of the column that names the rows."""
SHORTEST, LONGEST = 4, 24
FEWEST, MOST = 2, 40
LOOKED_AT = 12
HELD, TELLING = 0.7, 0.75
"""What band and title must hold of the question, and the weight of a word that neither may lack."""
MEASURE = re.compile(r"(?<=[几少一二三四五六七八九十两\d])[门个种名所](?!月)")
ONLY_ASKS = re.compile(
    r"最[低少]|至少|要修满?|修满?|学分|学时|哪[一二三四五六七八九十两\d几些]*[门个项种名所]?|课程?|有|是|几门|多少|分别"
)


@dataclass(frozen=True, slots=True)
class Band:
    """A line that runs across a table, and the cells that name the rows below it."""

    name: str
    head: Span
    rows: tuple[Span, ...]
    names: tuple[str, ...]
    sums: tuple[Span, ...] = ()


def banded(library: Library, case: Case) -> Answer | None:
    """The rows below the line that the question names, by their names; None where it names none."""
    text = case.query.text
    of_sum = CREDITS.search(text)
    if not (ASKED.search(text) or of_sum) or OF_CELLS.search(text):
        return None
    asked = _plain(text)
    for identity in dict.fromkeys(chunk.document_id for chunk, _ in case.found[:LOOKED_AT]):
        document = library.document(identity)
        named = [
            band
            for table in document.tables
            for band in bands(document, table)
            if _plain(band.name) in asked
        ]
        if named and _fits(library, case, identity, named[0]):
            band = max(named, key=lambda band: len(band.name))
            if of_sum is None:
                return _told(case, identity, band)
            return _summed(case, document, band, of_sum["of"] or of_sum["named"])
    return None


def _summed(case: Case, document: Document, band: Band, unit: str) -> Answer | None:
    """The line below the rows that says how much of the unit they ask for."""
    for span in band.sums:
        words = document.text[span.start : span.end].strip()
        if unit in words and any(mark in words for mark in "：:"):
            mark = case.citer.span(document.id, span, context=(band.head,))
            return Answer(f"{band.name}：{words}{mark}", "structured", case.citer.citations)
    return None


def bands(document: Document, table: Table) -> Iterator[Band]:
    """The lines across a table with the rows below each, up to its sum or the next line."""
    rows: dict[int, list[TableCell]] = {}
    for cell in table.cells:
        if document.text[cell.start : cell.end].strip():
            rows.setdefault(cell.row, []).append(cell)
    column = _naming(document, rows)
    if column is None:
        return
    head: TableCell | None = None
    below: list[TableCell] = []
    sums: list[TableCell] = []
    for number in sorted(rows):
        cells = rows[number]
        words = document.text[cells[0].start : cells[0].end].strip()
        ends = len(cells) == 1 or bool(SUMS.search(words))
        if not ends:
            below += [c for c in cells if c.column == column] if head and not sums else []
            continue
        name = len(cells) == 1 and SHORTEST <= len(words) <= LONGEST and not NO_BAND.search(words)
        if not name:
            sums += cells[:1]
            continue
        if head is not None:
            yield from _band(document, head, below, sums)
        head, below, sums = (cells[0] if number else None), [], []
    if head is not None:
        yield from _band(document, head, below, sums)


def _naming(document: Document, rows: dict[int, list[TableCell]]) -> int | None:
    """The column that names the rows, by the header of the first line."""
    first = rows[min(rows)] if rows else []
    return next(
        (c.column for c in first if NAMES.search(document.text[c.start : c.end].strip())), None
    )


def _band(
    document: Document, head: TableCell, below: Sequence[TableCell], sums: Sequence[TableCell]
) -> Iterator[Band]:
    if not FEWEST <= len(below) <= MOST:
        return
    names = tuple("".join(document.text[c.start : c.end].split()) for c in below)
    spans = tuple(Span(c.start, c.end) for c in below)
    words = document.text[head.start : head.end].strip()
    ends = tuple(Span(c.start, c.end) for c in sums)
    yield Band(words, Span(head.start, head.end), spans, names, ends)


def _plain(words: str) -> str:
    return re.sub(r"[\s\-—–_·（）()]|的", "", folded(words))


def _fits(library: Library, case: Case, identity: str, band: Band) -> bool:
    """Do title and band hold what else the question says?"""
    rest = ONLY_ASKS.sub(" ", case.query.text)
    for name in sorted(case.query.named, key=len, reverse=True):
        rest = rest.replace(name, " ")
    wanted = terms(rest, library.vocabulary)
    opening = library.document(identity).text[:200]
    held = f"{case.citer.title(identity)} {opening} {band.name}"
    lacks = any(len(w) > 1 and weight >= TELLING for w, weight in missing(wanted, held))
    return not lacks and (not wanted or coverage(wanted, held, rest) >= HELD)


def _told(case: Case, identity: str, band: Band) -> Answer:
    lines = [
        f"{n}. {name}{case.citer.span(identity, span, context=(band.head,))}"
        for n, (name, span) in enumerate(zip(band.names, band.rows, strict=True), 1)
    ]
    word = MEASURE.search(case.query.text)
    head = f"{band.name}，共 {len(lines)} {word.group() if word else '项'}："
    return Answer("\n".join((head, *lines)), "structured", case.citer.citations)
