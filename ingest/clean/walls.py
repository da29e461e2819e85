"""Tables that lost their walls on the way into a plain text: a head and rows whose cells only blanks part.

A run of lines with as many cells each becomes a table where its head reads like one and a column bears it out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.records import Block, Cell

Row = tuple[str, ...]

# What parts cells, the surer first: a tab or a gap; any blank.
PARTING = (re.compile(r"\t+|[ \u3000\xa0]{2,}|\u3000+"), re.compile(r"[ \t\u3000\xa0]+"))
# What heads a column: short words without a stop; the first never begins with a figure.
HEAD = re.compile(r"^[^，,。；;：:！!？?《》]{1,16}$")
FIRST = re.compile(r"^(?!\d)..")
# A figure among the heads: this line is a row, unless it is a year.
VALUE = re.compile(r"^[≥≤<>约]?\d(?!\d{0,3}年)|^每?[年月人]\d")
# Nouns that head columns, at the end of the head or before its unit in brackets.
NOUN = re.compile(
    r"(?:序号?|编号|时[间限段]|日期|期限|周次|月份|年[份度级]|单位|部门|科室|[股处]室|责任人|学校|园所?|校区|[区县市]|[)）]"
    r"|片区?|名称|项目?|事[项由]|任务|要[点求]|工作|内容|措施|指标|属性|类[别型]|种类|等[级次]|级别|档次|学段|年龄|学科|科目|专业|岗位(?:组|类别)?|组别"
    r"|课程|教室|线路|对象|方式|形式|地点|范围|说明|备注|来源|去向|标准|金额|经费|资金|投资|收费|费用?|津贴|补助|工资|学费"
    r"|名额|人数|班[数次]|计划|数[量额]?|比例|占比|权重|分[值数]|学时|课时|周数|天数|合计|小计|男生?|女生?|小学|初中|高中|中职|幼儿园"
    r"|季度|年初|年[底末]|上限|下限|凭证|病种|园别|目标|完成|实测|现状|起止年限|条件|限额|依据|材料|审批|待遇|情[形节况]|顺序|阶段|环节|主题|上午|下午|早|中|晚|岁|元)$|^(?:19|20)\d\d年"
)
SERIAL = re.compile(r"^(?:序号?|编号|No\.?|№)$", re.IGNORECASE)
# A cell that bears a column of values out: a figure or a dash, whatever its unit.
FIGURE = re.compile(r"^\D{0,3}\d|^[—–\-－/无√×]$|^第?[一二三四五六七八九十\d]+[周月季批期次档级类]")
NUMBER = re.compile(
    r"^[（(]?[A-Za-z]{0,3}[-—]?[\d一二三四五六七八九十]{1,4}[）)]?[.、．]?$|^(?:合计|总计|小计|共计|总数)$"
)
NOTE = re.compile(r"^(?:备注|说明|其他)$")
SUM = re.compile(r"^(?:合计|总计|小计|共计|总数)$")
STOPS = re.compile(r"[。；;！？!?]$")
LONGEST_LINE, LONGEST_CELL, WIDEST = 240, 80, 12
FEWEST_ROWS = 2
ENOUGH = 0.5
"""Share of the heads that must be nouns of tables."""


def walled(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, those that are lines of a table as one table; its cells stand in the order of the lines."""
    found: list[Block] = []
    at = 0
    while at < len(blocks):
        rows = next((rows for way in PARTING if (rows := _rows(blocks, at, way))), [])
        found.append(_table(blocks[at], rows) if rows else blocks[at])
        at += max(len(rows), 1)
    return found


def _table(first: Block, rows: Sequence[Row]) -> Block:
    cells = tuple(Cell(r, c, words) for r, row in enumerate(rows) for c, words in enumerate(row))
    return replace(first, kind="table", text="", cells=cells, centred=False)


def _rows(blocks: Sequence[Block], at: int, way: re.Pattern[str]) -> list[Row]:
    """The head at a place with its rows; empty where no table begins there."""
    head = _parted(blocks[at], way)
    heading = 2 <= len(head) <= WIDEST and FIRST.match(head[0]) and all(map(HEAD.match, head))
    if not heading or any(map(VALUE.match, head)):
        return []
    rows = [head]
    for block in blocks[at + 1 :]:
        row = _fitted(rows, _parted(block, way))
        if not row:
            break
        rows.append(row)
    return rows if _is_table(head, rows[1:]) else []


def _parted(block: Block, way: re.Pattern[str]) -> Row:
    """The cells of one line; none of what is no plain line."""
    words = block.text.strip()
    plain = block.kind == "paragraph" and block.level is None and not block.number
    if not plain or "\n" in words or len(words) > LONGEST_LINE:
        return ()
    cells = tuple(way.split(words))
    return cells if max(map(len, cells)) <= LONGEST_CELL else ()


def _fitted(rows: Sequence[Row], cells: Row) -> Row:
    """A line as a row below the head: as many cells, and no second head; or a sum with one for each column of figures."""
    head = rows[0]
    if len(cells) == len(head):
        numbered = SERIAL.match(head[0]) and not NUMBER.match(cells[0])
        return () if numbered or cells[0] == head[0] else cells
    if len(cells) == len(head) - 1 and len(head) > 3 and NOTE.match(head[-1]):
        return (*cells, "")
    if len(rows) <= FEWEST_ROWS or not cells or not SUM.match(cells[0]):
        return ()
    figured = [c for c in range(1, len(head)) if _bears(rows[1:], c)]
    if len(figured) != len(cells) - 1:
        return ()
    own = dict(zip((0, *figured), cells, strict=True))
    return tuple(own.get(c, "") for c in range(len(head)))


def _is_table(head: Row, body: Sequence[Row]) -> bool:
    """Do head and rows read like a table? Sentences that have as many blanks do not."""
    if len(body) < FEWEST_ROWS or any(STOPS.search(row[-1]) and len(head) < 4 for row in body[:1]):
        return False
    figured = any(_bears(body, c) for c in range(len(head)))
    if len(head) == 2:
        return _share(head) >= ENOUGH and _bears(body, 1)
    return _share(head) >= ENOUGH or (_share(head) > 0 and (figured or len(body) > FEWEST_ROWS))


def _bears(body: Sequence[Row], column: int) -> bool:
    """Are a column's cells figures?"""
    return all(FIGURE.match(row[column]) for row in body)


def _share(head: Row) -> float:
    return sum(bool(NOUN.search(words)) for words in head) / len(head)
