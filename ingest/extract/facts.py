"""Document → facts: reads every line and table once, binds, names, and keeps what was refused."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from ingest.extract import (
    actors,
    carrying,
    cell_prose,
    duty_lists,
    field_facts,
    headed,
    ids,
    owners,
    task_tables,
    tense,
)
from ingest.extract.clauses import Sentence, sentences
from ingest.extract.columns import Columns
from ingest.extract.deadlines import REPEALED, find_deadlines
from ingest.extract.flattened import flat_tables
from ingest.extract.governing import Governed, governed
from ingest.extract.grid import grid_of, is_readable
from ingest.extract.key_values import is_pairs
from ingest.extract.norms import introduced
from ingest.extract.outer import Outer, outer_times
from ingest.extract.reading import Line, SectionPaths, Years, read_lines
from ingest.extract.sheets import Sheet, sheet_of
from ingest.extract.speaking import answering
from ingest.extract.standing import Standing
from ingest.extract.targets import Rejected, find_targets
from ingest.extract.under import Told, deadlines_under
from ingest.extract.value_tables import value_cells
from ingest.records import Deadline, Document, Fact, Metadata, Section, Table, Target

# Documents that lay down rules: a number there is a norm only where the clause obliges.
LAW = re.compile(r"法律|法规|规章|条例|规定|办法|细则|法$")

# 表2 2026年招生计划: names a table and sets no task.
NAMES_A_TABLE = re.compile(r"^(?:附?表|附件)\s*[\d一二三四五六七八九十]+[^，。；]*$")


@dataclass(slots=True)
class Reading:
    """What the whole document gave: facts in order, refusals, and the lines that were read."""

    facts: tuple[Fact, ...] = ()
    rejected: list[Rejected] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    cells: list[Line] = field(default_factory=list)
    """Cells of tables that were read as running text."""
    sheets: list[Sheet] = field(default_factory=list)
    unread: list[tuple[Table, tuple[str, ...]]] = field(default_factory=list)
    """Tables that are too large to be read, with their headings."""


def extract_facts(
    document: Document, sections: Sequence[Section], metadata: Metadata
) -> tuple[Fact, ...]:
    """All targets and deadlines of a document, in document order.

    Args:
        document: A cleaned document; every span of a fact lies in ``document.text``.
        sections: Its headings, for the section path of each fact and to tell plan from review.
        metadata: Its kind, plan year (fills missing years) and date of issue.

    Returns:
        Facts with ids that stay the same when the same document is read again.
    """
    return read(document, sections, metadata).facts


def read(document: Document, sections: Sequence[Section], metadata: Metadata) -> Reading:
    """Reads a document; the refusals are kept for the review queue."""
    years = Years.of(metadata)
    law = bool(LAW.search(metadata.kind)) or any(section.kind == "article" for section in sections)
    reading = Reading()
    found: list[Fact] = []
    mode = tense.opening_mode(metadata)
    quotas = headed.Quotas()
    entered = [quotas.enter(line) for line in read_lines(document, sections, years, mode)]
    lines, outside = outer_times(entered)
    flat = flat_tables(document)
    inside = {line.start for line in lines if _within(line, flat)}
    captions = {t.caption.start for t in document.tables if t.caption is not None}
    standing = Standing(sections, years)
    obliged = False
    bodies = duty_lists.bound_bodies(lines)
    for line, owner, body, outer in zip(lines, answering(lines), bodies, outside, strict=True):
        standing.enter(line)
        obliged = introduced(line.text, obliged)
        if line.start in inside:
            continue
        if line.start in captions and NAMES_A_TABLE.match(line.text):
            continue
        found += _bind(line, years, owner, law and not obliged, reading, standing, outer, body=body)
    tables = [*document.tables, *flat]
    found += _tables(document, tables, sections, years, law, mode, lines, reading)
    reading.lines += lines
    reading.facts = ids.with_ids(_ordered(document, found))
    return reading


def _bind(
    line: Line,
    years: Years,
    owner: str,
    law: bool,
    reading: Reading,
    standing: Standing | None = None,
    outer: Outer | None = None,
    *,
    body: str = "",
) -> list[Fact]:
    """The facts of one line; ``body``: who has to do the items of the list that it stands in."""
    facts: list[Fact] = []
    before: Governed | None = None
    heard: list[Told] = []
    for sentence in _sentences(line, outer):
        silent = before is None and outer is None and not REPEALED.search(sentence.text)
        if silent and not _touches(line, sentence.start, sentence.end):
            continue
        here = owners.labelled(line.text, sentence.start - line.start) if owner else ""
        answers = here or owner or owners.charged(sentence.text)
        times = governed(line, sentence)
        before = carrying.held(sentence, times, before)
        if standing is not None:
            standing.heard(line, sentence, times)
        above = standing.time if standing is not None else None
        above = outer.time if outer is not None else above
        targets = find_targets(line, sentence, times, years, law=law, owner=answers, standing=above)
        deadlines, refused = find_deadlines(
            line, sentence, times, targets, years, answers or body, before
        )
        facts += [_with_actor(line, sentence, target) for target in targets.targets]
        facts += deadlines
        reading.rejected += [*targets.rejected, *refused]
        heard.append(Told(sentence, times, targets.clauses))
        told = bool(targets.targets or deadlines)
        before = carrying.carried(line, sentence, times, before) if told else None
    if outer is not None and heard and not years.over_time(outer.time):
        dated = any(isinstance(fact, Deadline) for fact in facts)
        facts += deadlines_under(line, heard, outer, owner, dated=dated)
    return facts


def _sentences(line: Line, outer: Outer | None) -> tuple[Sentence, ...]:
    """The sentences of a line; one without number or date is cut only where a time governs it."""
    if line.sentences or outer is None:
        return line.sentences
    return sentences(line.text, line.start)


def _with_actor(line: Line, sentence: Sentence, target: Target) -> Target:
    """A target with the office that acts in its clause; a school is whom the target holds for."""
    if target.owner:
        return target
    actor = actors.actor(line, sentence, sentence.clause_at(target.span.start))
    named = actor and target.indicator.startswith(actor)
    return replace(target, owner=actor) if owners.is_office(actor) and not named else target


def _touches(line: Line, start: int, end: int) -> bool:
    return any(start <= found.start < end for found in line.times) or any(
        start <= found.start < end for found in line.quantities
    )


def _within(line: Line, tables: Sequence[Table]) -> bool:
    """Whether a line is one of those that a table without walls is made of."""
    at = bisect_right(tables, line.end - 1, key=lambda table: table.start) - 1
    return at >= 0 and line.start < tables[at].end


def _tables(
    document: Document,
    tables: Sequence[Table],
    sections: Sequence[Section],
    years: Years,
    law: bool,
    mode: tense.Mode,
    lines: Sequence[Line],
    reading: Reading,
) -> Iterator[Fact]:
    paths = SectionPaths(sections)
    for table in tables:
        section = paths.at(table.start)
        if not is_readable(table):
            reading.unread.append((table, section))
            continue
        grid = grid_of(table)
        columns = (
            Columns(None, None, None)
            if is_pairs(document, grid)
            else task_tables.columns_of(document, grid)
        )
        above = bisect_right(lines, table.start, key=lambda line: line.start)
        part = lines[above - 1].mode if above else mode
        sheet = sheet_of(document, table, grid, columns, section, years, part)
        reading.sheets.append(sheet)
        yield from _sheet_facts(sheet, partial(_bind_cell, years, law, reading))


def _sheet_facts(sheet: Sheet, bind: cell_prose.Bind) -> Iterator[Fact]:
    columns = sheet.columns
    if columns.task is not None and (columns.times or columns.owner is not None):
        for row in task_tables.task_rows(sheet.document, sheet.grid, columns, sheet.years):
            deadlines = task_tables.row_deadlines(sheet.document, row, sheet.section)
            yield from deadlines
            yield from cell_prose.progress_deadlines(sheet, row)
            time = deadlines[0].time if len(deadlines) == 1 else None
            yield from cell_prose.task_facts(sheet, row, time, bind)
    yield from value_cells(sheet)
    yield from field_facts.row_fields(sheet)
    yield from field_facts.form_deadlines(sheet)
    yield from cell_prose.prose_facts(sheet, bind)


def _bind_cell(years: Years, law: bool, reading: Reading, line: Line, owner: str) -> list[Fact]:
    reading.cells.append(line)
    return _bind(line, years, owner, law, reading)


def _ordered(document: Document, facts: list[Fact]) -> list[Fact]:
    """Facts in document order, each value or time once, with the document's id."""
    unique: dict[tuple[str, int, int, str], Fact] = {}
    for fact in facts:
        unique.setdefault(
            (
                fact.kind,
                fact.span.start,
                fact.span.end,
                fact.action if isinstance(fact, Deadline) else "",
            ),
            fact,
        )
    ordered = sorted(unique.values(), key=lambda fact: (fact.start, fact.span.start, fact.kind))
    text = document.text
    return [
        replace(fact, document_id=document.id, quote=fact.quote or text[fact.start : fact.end])
        for fact in ordered
    ]
