"""Reads indicator tables: each value with its row labels, its headers, its unit and its time."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.extract.cell_names import Named, name_cell
from ingest.extract.cell_values import cell_value, pure, readable, whom_in
from ingest.extract.columns import PAST_HEADER
from ingest.extract.grid import span_of
from ingest.extract.label_kinds import Label
from ingest.extract.places import time_of, unit_of
from ingest.extract.sheets import Place, Sheet, is_label, place_of
from ingest.extract.table_kinds import no_goal
from ingest.extract.table_nouns import Noun
from ingest.extract.task_tables import owner_of
from ingest.extract.wording import MEASURE_END
from ingest.grammar.quantities import Quantity
from ingest.records import FactTime, Span, TableCell, Target

# What says of a head that its column is the base: 2025年实际, 原标准, 现行标准.
BASE_WORD = re.compile(r"现状|实际(?:完成)?|完成情况|基准值?|基期|基数|上年|去年|现行|调整前|^原")


# What is laid down anew starts from the old rule; a figure of last year is no part of a goal.
OLD = re.compile(r"^原|现行|调整前")


@dataclass(frozen=True, slots=True)
class _Cell:
    """A value with its name, and whether it is what was or is, not what is aimed at."""

    row: int
    column: int
    cell: TableCell
    quantity: Quantity
    named: Named
    time: FactTime | None
    context: tuple[Span, ...]
    base: bool


def value_cells(sheet: Sheet) -> list[Target]:
    """The values of an indicator table, named by labels, headers and what the table measures."""
    skipped = {sheet.unit, sheet.columns.owner, *sheet.columns.times, *sheet.columns.parallel}
    if sheet.columns.times:
        skipped.add(sheet.columns.task)
    found: list[_Cell] = []
    for (row, column), cell in sorted(sheet.grid.cells.items(), key=lambda item: item[0]):
        if row not in sheet.rows or (cell.row, cell.column) != (row, column):
            continue
        if column in sheet.silent or (column in skipped and not _is_value(sheet, column, cell)):
            continue
        if (value := _value(sheet, row, column, cell)) is not None:
            found.append(value)
    bases = {
        (v.row, v.named, v.quantity.unit): v
        for v in found
        if v.base and OLD.search(sheet.head(v.column))
    }
    targets: list[Target] = []
    for value in found:
        if not value.base:
            base = bases.pop((value.row, value.named, value.quantity.unit), None)
            targets.append(_target(sheet, value, base))
    return targets


def _is_value(sheet: Sheet, column: int, cell: TableCell) -> bool:
    """Whether the task of a row is a value after all: 补助标准 | 每生每天5元."""
    return column == sheet.columns.task and pure(sheet.text(cell))


def _value(sheet: Sheet, row: int, column: int, cell: TableCell) -> _Cell | None:
    words = sheet.document.text[cell.start : cell.end]
    if not readable(words) or is_label(sheet, row, column):
        return None
    place = place_of(sheet, row, column, cell)
    unit, unit_span = unit_of(sheet, place)
    quantity = cell_value(words, unit)
    if quantity is None or _no_goal(sheet, place, quantity.unit):
        return None
    noun = Noun() if sheet.pairs else sheet.noun(quantity.unit)
    if not (place.labels or MEASURE_END.search(sheet.head(column)) or noun.measured):
        return None
    past = bool(PAST_HEADER.search(sheet.head(column)))
    named = _named(sheet, place, noun, quantity.unit, past=past)
    if not named.indicator:
        return None
    if (whom := whom_in(words, quantity)) and whom not in named.scope + named.indicator:
        named = replace(named, scope=named.scope + whom)
    time = time_of(sheet, place)
    outside = [*place.heads, *place.labels, *([place.group] if place.group else [])]
    context = [span_of(c) for c in dict.fromkeys(outside) if c.start < c.end]
    context += [span for span in (unit_span, noun.span if named.from_noun else None) if span]
    over = past or bool(time and sheet.years.over_time(time))
    told = Named(named.indicator, named.scope)
    return _Cell(row, column, cell, quantity, told, time, tuple(context), over)


def _no_goal(sheet: Sheet, place: Place, unit: str) -> bool:
    names = tuple(sheet.text(cell) for cell in (place.group, *place.labels))
    return no_goal(place.kind, names, tuple(map(sheet.text, place.heads)), unit)


def _named(sheet: Sheet, place: Place, noun: Noun, unit: str, *, past: bool) -> Named:
    heads = [sheet.text(head) for head in place.heads]
    if sheet.pairs:
        told = name_cell([Label(sheet.text(c)) for c in place.labels], [], "", noun, unit)
        return replace(told, scope=told.scope or sheet.text(sheet.subject))
    return name_cell(
        [Label(sheet.text(c), sheet.head(c.column)) for c in place.labels],
        [Label(BASE_WORD.sub("", head) if past else head) for head in heads],
        sheet.text(place.group),
        noun,
        unit,
    )


def _target(sheet: Sheet, value: _Cell, base: _Cell | None) -> Target:
    owner = sheet.grid.cells.get((value.row, sheet.columns.owner)) if sheet.columns.owner is not None else None  # fmt: skip
    line = sheet.grid.spans[value.cell.row]
    context = (*value.context, *([span_of(owner)] if owner and owner.start < owner.end else []))
    if not context and sheet.table.caption:
        context = (sheet.table.caption,)
    quantity = _from(value.quantity, base)
    at = value.cell.start
    return Target(
        id="",
        document_id="",
        section=sheet.section,
        quote=sheet.document.text[line.start : line.end],
        start=line.start,
        end=line.end,
        span=Span(at + quantity.start, at + quantity.end),
        indicator=value.named.indicator,
        scope=value.named.scope,
        comparator=quantity.comparator,
        value=quantity.value,
        unit=quantity.unit,
        raw=quantity.text,
        value_from=quantity.value_from,
        lo=quantity.lo,
        hi=quantity.hi,
        time=value.time,
        owner=owner_of(sheet.document, sheet.grid, sheet.columns, value.row),
        context=tuple(s for s in dict.fromkeys(context) if not line.contains(s)),
    )


def _from(quantity: Quantity, base: _Cell | None) -> Quantity:
    """A goal with the value that it starts from: 原标准 650 | 调整后标准 700."""
    if base is None or quantity.value_from is not None or quantity.value is None:
        return quantity
    comparator = "from_to" if quantity.comparator == "eq" else quantity.comparator
    return replace(quantity, comparator=comparator, value_from=base.quantity.value)
