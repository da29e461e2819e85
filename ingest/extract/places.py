"""The unit and the time of a cell, as its heads, its labels, its row or its caption state them."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.extract.cell_values import PEOPLE, is_unit, unit_counted, unit_in
from ingest.extract.grid import cell_times
from ingest.extract.label_kinds import LEVEL, SUM_WORD, is_time, telling
from ingest.extract.reading import fact_time
from ingest.extract.row_times import limited
from ingest.extract.sheets import Place, Sheet
from ingest.extract.table_nouns import core_noun
from ingest.grammar import find_times
from ingest.records import FactTime, Span, TableCell

YEAR = re.compile(r"(?:19|20)\d\d")
# What a quota is of, said by the caption alone: 名额分配表 | 语文 | 数学.
QUOTA = re.compile(r"名额|招生计划|招聘计划|指标|人数")
# Titles under which the grades of prizes are counted without a unit.
PRIZES = re.compile(r"奖项|设奖|奖数|名额")
# Titles under which a bare figure below 音乐教师 counts people to be taken on or sent.
TAKEN_ON = re.compile(r"名额|任务|计划|分配|指标|选派|推荐|招聘|招生|补充|配备|分解")
# Titles under which a bare 建设数 counts schools.
SCHOOLS = re.compile(r"(?:学校|幼儿园)(?:新?建设?|创建|认定|评选|改造|布局|撤并|任务|计划|目标)")
COUNT_HEADER = re.compile(r"(?:建设|创建|认定|新建|改造|撤并|任务|目标|计划)数量?$|^数量$")


def unit_of(sheet: Sheet, place: Place) -> tuple[str, Span | None]:
    """The unit of a bare number, and where it is stated outside the row's own words."""
    if sheet.unit is not None:
        stated = sheet.text(sheet.grid.cells.get((place.row, sheet.unit)))
        if is_unit(stated):
            return stated, None
    near = [sheet.text(cell) for cell in (*reversed(place.heads), *reversed(place.labels))]
    for text in (*near, sheet.text(place.group)):
        if unit := unit_in(text):
            return unit, None
    counted = next((unit for text in near if (unit := unit_counted(text))), "")
    stated = sheet.around.unit
    if stated and (not counted or _alike(stated, counted)):
        return stated, sheet.around.unit_span
    return (counted, None) if counted else _of_titles(sheet, place)


def _alike(stated: str, counted: str) -> bool:
    """Whether the unit above a table can be that of a head that counts: 万人 for 在校生数, but
    not 万元 for 班数."""
    return stated.endswith(counted) or (counted == "人" and stated[-1:] in "人名")


def _of_titles(sheet: Sheet, place: Place) -> tuple[str, Span | None]:
    """The unit that a title implies; where the head says what is counted, only that of a quota."""
    heads = [sheet.text(head) for head in place.heads]
    told = any(map(telling, heads))
    for title in sheet.around.titles:
        words = sheet.document.text[title.start : title.end]
        noun = core_noun(words)[1]
        numbers = told and sheet.numbers(place.column)
        if numbers and PRIZES.search(words) and any(map(LEVEL.match, heads)):
            return "个", title
        if numbers and SCHOOLS.search(words) and any(map(COUNT_HEADER.search, heads)):
            return "所", title
        if TAKEN_ON.search(words) and _counts_people(sheet, place, heads):
            return "人", title
        if (unit := unit_counted(noun)) and (not told or (numbers and QUOTA.search(noun))):
            return unit, title
    return "", None


def _counts_people(sheet: Sheet, place: Place, heads: list[str]) -> bool:
    """Whether a column of bare numbers stands below 音乐教师, or is the sum of such columns."""
    if not heads or not sheet.numbers(place.column):
        return False
    summed = SUM_WORD.match(heads[-1]) and any(map(PEOPLE.search, sheet.heads))
    return bool(summed or PEOPLE.search(heads[-1]))


def time_of(sheet: Sheet, place: Place) -> FactTime | None:
    """When the value holds: by its header, its row label, or the only time column of its row."""
    for cell in (*place.heads, *place.labels):
        text = sheet.text(cell)
        if YEAR.fullmatch(text):
            return _bare_year(sheet, cell)
        if (YEAR.search(text) or is_time(text)) and (
            times := cell_times(sheet.document, cell, sheet.years)
        ):
            return times[0]
    return row_time(sheet, place.row)


def row_time(sheet: Sheet, row: int) -> FactTime | None:
    """The only time of the only time column of a row."""
    if len(sheet.columns.times) != 1:
        return None
    (column,) = sheet.columns.times
    cell_at = sheet.grid.cells.get((row, column))
    times = [] if cell_at is None else cell_times(sheet.document, cell_at, sheet.years)
    return limited(times[0], sheet.head(column)) if len(times) == 1 else None


def _bare_year(sheet: Sheet, cell: TableCell) -> FactTime:
    """A header or label that is nothing but a year: 2026."""
    time = fact_time(find_times(sheet.text(cell) + "年")[0])
    raw = sheet.document.text[cell.start : cell.end]
    return replace(time, raw=raw, start=cell.start, end=cell.end)
