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
    field_facts,
    guards,
    ids,
    owners,
    task_tables,
    tense,
)
from ingest.extract.clauses import Sentence
from ingest.extract.columns import Columns
from ingest.extract.deadlines import REPEALED, find_deadlines
from ingest.extract.governing import Governed, governed
from ingest.extract.grid import grid_of, is_readable
from ingest.extract.key_values import is_pairs
from ingest.extract.reading import Line, SectionPaths, Years, read_lines
from ingest.extract.refusals import introduced
from ingest.extract.sheets import Sheet, sheet_of
from ingest.extract.standing import Standing
from ingest.extract.targets import Rejected, find_targets
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
    lines = list(read_lines(document, sections, years, mode))
    answering = _owners(lines)
    captions = {t.caption.start for t in document.tables if t.caption is not None}
    standing = Standing(sections, years)
    obliged = False
    for line, owner in zip(lines, answering, strict=True):
        standing.enter(line)
        obliged = introduced(line.text, obliged)
        if line.start in captions and NAMES_A_TABLE.match(line.text):
            continue
        found += _bind(line, years, owner, law and not obliged, reading, standing)
    found += _tables(document, sections, years, law, mode, lines, reading)
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
) -> list[Fact]:
    facts: list[Fact] = []
    before: Governed | None = None
    for sentence in line.sentences:
        silent = before is None and not REPEALED.search(sentence.text)
        if silent and not _touches(line, sentence.start, sentence.end):
            continue
        here = owners.labelled(line.text, sentence.start - line.start) if owner else ""
        answers = here or owner or owners.charged(sentence.text)
        times = governed(line, sentence)
        before = carrying.held(times, before)
        if standing is not None:
            standing.heard(line, sentence, times)
        above = standing.time if standing is not None else None
        targets = find_targets(line, sentence, times, years, law=law, owner=answers, standing=above)
        deadlines, refused = find_deadlines(line, sentence, times, targets, years, answers, before)
        facts += [_with_actor(line, sentence, target) for target in targets.targets]
        facts += deadlines
        reading.rejected += [*targets.rejected, *refused]
        told = bool(targets.targets or deadlines)
        before = carrying.carried(line, sentence, times, before) if told else None
    return facts


def _with_actor(line: Line, sentence: Sentence, target: Target) -> Target:
    """A target with the office that acts in its clause; a school is whom the target holds for."""
    if target.owner:
        return target
    actor = actors.actor(line, sentence, sentence.clause_at(target.span.start))
    return replace(target, owner=actor) if owners.is_office(actor) else target


def _touches(line: Line, start: int, end: int) -> bool:
    return any(start <= found.start < end for found in line.times) or any(
        start <= found.start < end for found in line.quantities
    )


def _owners(lines: list[Line]) -> list[str]:
    """Who answers for each line: named in it, or in a line below it of the same item."""
    named = [owners.labelled(line.text) for line in lines]
    only = [owners.only_owner(line.text) for line in lines]
    spoken: set[int] = set()
    for index in range(len(lines) - 2, -1, -1):
        below = index + 1
        if named[index] or not named[below]:
            continue
        same = bool(lines[index].section) and lines[index].section == lines[below].section
        if only[below] or (same and not _starts_item(lines[below]) and below in spoken):
            named[index] = named[below]
            spoken.add(index)
    return named


def _starts_item(line: Line) -> bool:
    """Whether a line opens an item of its own, for which the lines above do not answer."""
    return bool(guards.NUMBERING.match(line.text))


def _tables(
    document: Document,
    sections: Sequence[Section],
    years: Years,
    law: bool,
    mode: tense.Mode,
    lines: Sequence[Line],
    reading: Reading,
) -> Iterator[Fact]:
    paths = SectionPaths(sections)
    for table in document.tables:
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
    return [replace(fact, document_id=document.id) for fact in ordered]
