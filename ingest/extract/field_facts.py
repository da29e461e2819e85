"""Fields that name their own content: the days of a form (开工时间 | 2026年3月), and rows that are one
field (本模块最低学分要求：5)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.extract.cell_values import blank, cell_value, unit_counted, unit_in
from ingest.extract.columns import EVENT_HEADER, OWNER_HEADER
from ingest.extract.grid import FIELD_ROW, cell_times, span_of
from ingest.extract.label_kinds import plain
from ingest.extract.row_times import limited
from ingest.extract.sheets import Sheet
from ingest.extract.table_kinds import no_goal
from ingest.records import Deadline, Span, TableCell, Target

# What is done or held on the day of a form's field.
DATED = re.compile(
    r"开工|竣工|完工|动工|交付|投用|启用|开学|开园|招生|报名|报到|登记|缴费|培训|考试|面试|笔试|体检|公示|验收|评审|申报|截止|完成|举办|活动|会议|实施|起止|结题|结项|上报|报送|比赛|演出|展示|启动|开始|结束"
)
# Days that are past or belong to the sheet of paper.
NOT_DATED = re.compile(
    r"出生|入职|参加工作|任职|毕业|建[校园]|成立|取得|填[表报写]|制表|签|批准|发证|打印|入学"
)
MONTHS = re.compile(r"年月$")


def form_deadlines(sheet: Sheet) -> Iterator[Deadline]:
    """The days of a form, each named by its field and by what the form is about."""
    if not sheet.pairs:
        return
    fields = dict(_fields(sheet))
    named = sheet.subject
    owner = next((v for n, v in fields.items() if OWNER_HEADER.search(sheet.text(n))), None)
    for name, value in fields.items():
        head = MONTHS.sub("时间", plain(sheet.text(name)))
        told = EVENT_HEADER.match(head)
        if told is None or not DATED.search(head) or NOT_DATED.search(head):
            continue
        for time in cell_times(sheet.document, value, sheet.years):
            time = limited(time, head)
            if sheet.years.over_time(time) or value.start == value.end:
                continue
            span = Span(min(name.start, value.start), max(name.end, value.end))
            outside = [c for c in (named, owner) if c is not None and c.start < c.end]
            yield Deadline(
                id="",
                document_id="",
                section=sheet.section,
                quote=sheet.document.text[span.start : span.end],
                start=span.start,
                end=span.end,
                span=Span(time.start, time.end),
                action=sheet.text(named) + told["event"],
                owner=sheet.text(owner),
                time=time,
                context=tuple(span_of(c) for c in outside),
            )


def _fields(sheet: Sheet) -> Iterator[tuple[TableCell, TableCell]]:
    for row in sheet.grid.rows:
        for column in range(0, sheet.grid.columns - 1, 2):
            name = sheet.grid.cells.get((row, column))
            value = sheet.grid.cells.get((row, column + 1))
            if name is None or value is None or name == value or blank(sheet.text(value)):
                continue
            if (name.row, name.column) == (row, column):
                yield name, value


def row_fields(sheet: Sheet) -> Iterator[Target]:
    """Rows that are one field: what all courses of a block come to, what a budget comes to."""
    for row, cell in sheet.grid.fields.items():
        text = sheet.document.text[cell.start : cell.end]
        field = FIELD_ROW.match(text)
        if field is None:
            continue
        label = plain(field["label"])
        at = field.start("value")
        unit = unit_in(label) or unit_counted(label)
        quantity = cell_value(field["value"], unit)
        group = sheet.grid.groups.get(row)
        if quantity is None or no_goal(sheet.kind, (label,), (), quantity.unit):
            continue
        yield Target(
            id="",
            document_id="",
            section=sheet.section,
            quote=text,
            start=cell.start,
            end=cell.end,
            span=Span(cell.start + at + quantity.start, cell.start + at + quantity.end),
            indicator=label,
            scope=plain(sheet.text(group)),
            comparator=quantity.comparator,
            value=quantity.value,
            unit=quantity.unit,
            raw=quantity.text,
            value_from=quantity.value_from,
            lo=quantity.lo,
            hi=quantity.hi,
            context=(span_of(group),) if group is not None else (),
        )
