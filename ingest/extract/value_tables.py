"""Reads indicator tables: header × row label names a value, with what the table as a whole measures."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile

from ingest.extract.grid import SERIAL_HEADER, Grid, cell_text, cell_times, head_text
from ingest.extract.indicators import split_scope
from ingest.extract.reading import Years
from ingest.extract.task_tables import Columns
from ingest.extract.wording import MEASURE_END
from ingest.grammar import find_quantities, parse_numeral
from ingest.grammar.quantities import Quantity
from ingest.records import Document, FactTime, Span, Table, TableCell, Target

# Columns that report what is, not what is aimed at.
PAST_HEADER = re.compile(
    r"现状|实际|完成情况|基准|基期|基数|上年|去年|已完成|同比|增幅完成|执行情况|评估结果|得分"
)
UNIT_HEADER = re.compile(r"^(?:计量)?单位$")
# “单位：万元” in a caption, “（万元）” or “(元/生·年)” in a header or row label.
UNIT_NOTE = re.compile(r"单位\s*[:：]\s*(?P<unit>[^\s，,；;）)]{1,10})")
UNIT_BRACKET = re.compile(
    r"[（(](?P<unit>%|％|[万亿千百]?(?:元|人|平方米|㎡|亩|公顷|所|个|名|人次|册|台|套|学时|课时|分|次|米)(?:[/／][^）)]{1,8})?)[)）]"
)
NUMBER_CELL = re.compile(
    r"^\s*(?:[≥≤>＞<＜约]|不低于|不少于|不超过|达到)?\s*[\d０-９,，.．]+\s*(?:%|％)?\s*(?:以上|以下|以内|左右)?\s*$"
)
# Headers that say when or what kind of figure, not what is measured.
VALUE_HEADER = re.compile(r"目标|标准|计划|指标值|数值|20\d\d|年$|任务数|名额|合计|小计|属性|要求")
# What a unit measures: the noun that names it in the text above a table without a caption.
MEASURES_OF = (
    (("%", "个百分点", "‰"), re.compile(r"[一-鿿0-9]{1,10}?(?:率|比例|占比|比重)")),
    (("元",), re.compile(r"[一-鿿]{1,10}?(?:经费|标准|补助|补贴|助学金|奖学金|津贴|收费|学费|保教费|住宿费|投资|资金|工资)")),
    (("人", "名", "人次"), re.compile(r"[一-鿿]{1,8}?(?:人数|人次|名额|计划)")),
)  # fmt: skip
PEOPLE = re.compile(r"^(?:学?生(?!均)|儿童|幼儿|教师)")
"""Whom mentions share before what is measured: 小学|生近视率."""
ABOVE = 400
"""Code points above a table in which its measure is looked for."""
YEAR_HEADER = re.compile(r"(?:19|20)\d\d\s*年?")


def value_cells(
    document: Document,
    table: Table,
    grid: Grid,
    columns: Columns,
    section: tuple[str, ...],
    years: Years,
) -> list[Target]:
    """The values of an indicator table: header × row label, with the spans of both as context."""
    caption = document.text[table.caption.start : table.caption.end] if table.caption else ""
    note = UNIT_NOTE.search(caption)
    unit_column = next(
        (c for c in range(grid.columns) if UNIT_HEADER.search(head_text(document, grid, c))), None
    )
    found: list[Target] = []
    for (row, column), cell in sorted(grid.cells.items()):
        if (
            row not in grid.rows
            or (cell.row, cell.column) != (row, column)
            or column == unit_column
        ):
            continue
        if column in (columns.time, columns.owner) or (
            column == columns.task and columns.time is not None
        ):
            continue
        head = head_text(document, grid, column)
        text = document.text[cell.start : cell.end]
        if SERIAL_HEADER.search(head) or PAST_HEADER.search(head):
            continue
        label_cell = _label(document, grid, row, column, unit_column)
        if label_cell is None:
            continue
        unit_cell = grid.cells.get((row, unit_column)) if unit_column is not None else None
        unit = (
            cell_text(document, unit_cell)
            or _unit(head)
            or _unit(cell_text(document, label_cell))
            or (note.group("unit") if note else "")
        )
        quantity = _quantity(text, unit)
        if quantity is None:
            continue
        target = _cell_target(
            document, table, grid, cell, label_cell, quantity, caption, section, years
        )
        if target.indicator and not (target.time and years.over_time(target.time)):
            found.append(target)
    return found


def _label(
    document: Document, grid: Grid, row: int, column: int, unit_column: int | None
) -> TableCell | None:
    """The nearest cell to the left that holds words rather than a number."""
    for left in range(column - 1, -1, -1):
        cell = grid.cells.get((row, left))
        text = cell_text(document, cell)
        if (
            cell is None
            or not text
            or left == unit_column
            or SERIAL_HEADER.search(head_text(document, grid, left))
        ):
            continue
        if not NUMBER_CELL.match(text) and not find_quantities(text):
            return cell
    return None


def _unit(text: str) -> str:
    match = UNIT_BRACKET.search(text)
    return match.group("unit") if match else ""


def _quantity(text: str, unit: str) -> Quantity | None:
    """The one value of a cell; a bare number is read together with its column's unit."""
    bare = text.strip()
    begin = len(text) - len(text.lstrip())
    if NUMBER_CELL.match(text):
        if not unit and not bare.endswith(("%", "％")):
            return None
        digits = re.search(r"[\d０-９,，.．]+", bare)
        if (
            digits is None
            or parse_numeral(digits.group().replace(",", "").replace("，", "")) is None
        ):
            return None
        spelled = (
            bare[: digits.end()]
            + ("" if bare.endswith(("%", "％")) or "%" in bare else unit.split("/")[0])
            + bare[digits.end() :]
        )
        found = find_quantities(spelled)
        if len(found) == 1 and found[0].unit:
            return replace(found[0], start=begin, end=begin + len(bare), text=bare)
        return None
    found = find_quantities(text)
    if len(found) == 1 and found[0].unit and len(bare) - (found[0].end - found[0].start) <= 4:
        return found[0]
    return None


def _cell_target(
    document: Document,
    table: Table,
    grid: Grid,
    cell: TableCell,
    label: TableCell,
    quantity: Quantity,
    caption: str,
    section: tuple[str, ...],
    years: Years,
) -> Target:
    head = head_text(document, grid, cell.column)
    noun = _caption_noun(caption) or _noun_above(document, table, quantity.unit)
    indicator, scope = _names(cell_text(document, label), head, noun, bool(caption))
    start, end = grid.spans[cell.row].start, grid.spans[cell.row].end
    heads = grid.header.get(cell.column, ())
    context = tuple(Span(h.start, h.end) for h in heads if h.start < h.end)
    if not start <= label.start < end:
        context += (Span(label.start, label.end),)
    if table.caption and (not context or indicator in re.sub(r"\s+", "", caption)):
        context += (table.caption,)
    return Target(
        id="",
        document_id="",
        section=section,
        quote=document.text[start:end],
        start=start,
        end=end,
        span=Span(cell.start + quantity.start, cell.start + quantity.end),
        indicator=indicator,
        scope=scope,
        comparator=quantity.comparator,
        value=quantity.value,
        unit=quantity.unit,
        raw=quantity.text,
        value_from=quantity.value_from,
        lo=quantity.lo,
        hi=quantity.hi,
        time=_head_time(document, heads, years),
        context=context,
    )


def _head_time(document: Document, heads: tuple[TableCell, ...], years: Years) -> FactTime | None:
    for head in heads:
        if YEAR_HEADER.search(document.text[head.start : head.end]) and (
            times := cell_times(document, head, years)
        ):
            return times[0]
    return None


def _names(label: str, head: str, noun: str, captioned: bool) -> tuple[str, str]:
    """Which of row label, header and ``noun`` (what the table as a whole measures) is the indicator,
    and which the scope."""
    label = UNIT_BRACKET.sub("", label)
    head = UNIT_BRACKET.sub("", YEAR_HEADER.sub("", head))
    scope, rest = split_scope(label)
    if VALUE_HEADER.search(head) and not MEASURE_END.search(
        re.sub(r"目标值?|标准|计划|任务数?", "", head)
    ):
        if rest and MEASURE_END.search(rest):
            return rest, scope
        if noun:
            return noun, label
        return (label, "") if not (scope and not rest) else (head, label)
    if MEASURE_END.search(label) and not MEASURE_END.search(head):
        return rest or label, scope + head
    return head or noun or label, label if head or captioned else ""


def _noun_above(document: Document, table: Table, unit: str) -> str:
    """What the text above a table measures in this unit: the ending its mentions share (小学生近视率,
    初中生近视率 → 近视率), or the only mention without its scope."""
    words = document.text[max(0, table.start - ABOVE) : table.start]
    base = unit.split("/")[0]
    pattern = next((p for units, p in MEASURES_OF if base in units), None)
    if pattern is None:
        return ""
    mentions = [m.group() for m in pattern.finditer(words)]
    if not mentions:
        return ""
    if len(set(mentions)) == 1:
        return split_scope(mentions[0])[1] or mentions[0]
    alike = takewhile(
        lambda ends: len(set(ends)) == 1, zip(*(m[::-1] for m in mentions), strict=False)
    )
    shared = PEOPLE.sub("", "".join(ends[0] for ends in alike)[::-1])
    return shared if len(shared) >= 3 else ""


def _caption_noun(caption: str) -> str:
    title = re.sub(
        r"^(?:附?表|附件)\s*\d*[-－.\d]*[:：]?|[（(].*?[)）]|单位[:：].*$|(?:分配|安排|明细|一览|统计|计划)?表$",
        "",
        caption.strip(),
    )
    title = YEAR_HEADER.sub("", title)
    noun = split_scope(title)[1] or title
    return noun if MEASURE_END.search(noun) else ""
