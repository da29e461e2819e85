"""Is a run of aligned lines a table? It must be headed, filled and aligned, and no contents or form."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.load.pdf_aligned_lines import Row, em_of, middle_of, slot_of
from ingest.load.pdf_lines import bounds

FEWEST_LINES = 3
"""Rows with words side by side that make a table."""
ALIGNED = 0.75
"""Share of a column's cells that begin, end or centre at one place, within half an em."""
FILLED = 0.6
"""Share of the places of a table that hold words."""
LONGEST_HEAD = 14
LONGEST_CELL = 45
"""Code points of one line of a cell on average; longer ones are prose set in columns."""
# Words that head columns.
HEAD_WORD = re.compile(
    r"^(?:序号|编号|项目|指标|名称|内容|任务|单位|部门|时间|日期|地点|标准|金额|数量|人数|备注|类别|类型|学段|学校|年级|年度|阶段|等级|级别|对象|姓名|课程|学时|学分|分值|要求|措施|责任|完成|比例|合计|性别|职务|职称|电话|联系|区域|乡镇|班级|科目|星期|节次)|"
    r"(?:名称|时间|日期|地点|标准|金额|数量|人数|单位|部门|时限|内容|任务|要求|类别|等级|比例|学时|学分|数|率|费)(?:[（(].{1,8}[）)])?$"
)
NUMBER = re.compile(
    r"^[≥≤<>＞＜约]?\d[\d,，.．:：～~\-—–/%％‰]*(?:\D{0,5})$|^(?:19|20)\d\d年.{0,12}$|^\d{1,2}月.{0,8}$"
)
YEAR = re.compile(r"^(?:19|20)\d\d\s*年?度?\D{0,6}$")
# What no header says, and what is no table: dots to a page number, blanks to fill in, options.
NO_HEAD = re.compile(r"[。；，？！]|[:：]$|\d{5}")
LEADERS = re.compile(r"(?:[.．·…]\s?){3}")
TO_FILL = re.compile(r"[:：]$|_{2}|^[（(]?[A-D][.．、)）]")
# Entries of a list or of a table of contents.
ITEM = re.compile(r"^(?:第.{1,3}[章节条]|[（(]?[一二三四五六七八九十\d]{1,3}[、.．)）])")


Cells = dict[tuple[int, int], str]


def is_table(
    run: Sequence[Row], xs: Sequence[float], ys: Sequence[float], rules: Sequence[float]
) -> bool:
    """Does nothing speak against it? ``xs`` and ``ys`` are the edges of columns and rows, ``rules`` the
    heights of lines over its width."""
    columns = len(xs) - 1
    cells = _cells(run, xs, ys)
    head = [cells.get((0, c), "") for c in range(columns)]
    rows = len(ys) - 1
    if not _may_be(run, cells, rows, xs):
        return False
    if sum(map(bool, head)) < max(2, columns - 1) or any(
        NO_HEAD.search(text) or len(text) > LONGEST_HEAD for text in head
    ):
        return False
    body = [[cells.get((r, c), "") for r in range(1, rows)] for c in range(columns)]
    contrast = [_counts(words) and not is_numeric(head[c]) for c, words in enumerate(body)]
    if any(is_numeric(h) and not YEAR.match(h) for h in head):
        return False
    ruled = len(rules) >= 2 and any(run[0].bottom - 2 < at < run[1].top + 2 for at in rules)
    named = sum(bool(HEAD_WORD.search(text)) for text in head)
    if columns == 2:
        listed = _ascends(body[1]) and any(map(ITEM.match, body[0]))
        return (ruled or (contrast[1] and named > 0)) and not listed
    return ruled or any(contrast) or named * 2 >= columns


def _may_be(run: Sequence[Row], cells: Cells, rows: int, xs: Sequence[float]) -> bool:
    """Filled, aligned, short, and no contents, options or blanks to fill in."""
    columns = len(xs) - 1
    words = list(cells.values())
    if any(LEADERS.search(text) for text in words):
        return False
    if sum(bool(TO_FILL.search(text)) for text in words) > 0.25 * len(words):
        return False
    if len(words) < FILLED * rows * columns:
        return False
    lines = [text for row in run for text in row.texts]
    if sum(map(len, lines)) > LONGEST_CELL * len(lines) or max(map(len, lines)) > 2 * LONGEST_CELL:
        return False
    filled = [sum((row, c) in cells for c in range(columns)) for row in range(rows)]
    full = [count for count in filled if count >= max(2, 0.6 * columns)]
    return len(full) >= FEWEST_LINES and _is_aligned(run, xs)


def _is_aligned(run: Sequence[Row], xs: Sequence[float]) -> bool:
    """Does each column begin, end or centre at one place?"""
    by_column: dict[int, list[tuple[float, float, float]]] = {}
    for row in run[1:]:
        for part in row.parts:
            box = bounds([p.box for p in part])
            place = (box[0], box[2], (box[0] + box[2]) / 2)
            by_column.setdefault(slot_of(xs, part), []).append(place)
    em = em_of(run[0].parts[0][0])
    good = 0
    for places in by_column.values():
        good += any(
            _near(sorted(p[i] for p in places), 0.5 * em) >= ALIGNED * len(places) for i in range(3)
        )
    return good >= len(xs) - 1


def _near(values: list[float], width: float) -> int:
    """How many of the values lie within one stretch of twice the width."""
    return max(sum(v <= x <= v + 2 * width for x in values) for v in values)


def is_numeric(text: str) -> bool:
    """Is a cell a number or a time?"""
    return bool(NUMBER.match(text.strip()))


def _counts(words: Sequence[str]) -> bool:
    """Are most cells of a column numbers or times?"""
    filled = [text for text in words if text]
    return len(filled) >= 2 and sum(map(is_numeric, filled)) >= 0.6 * len(filled)


def _ascends(words: Sequence[str]) -> bool:
    numbers = [int(text) for text in words if text.isdigit()]
    return len(numbers) >= 0.8 * len(words) and numbers == sorted(numbers)


def _cells(run: Sequence[Row], xs: Sequence[float], ys: Sequence[float]) -> Cells:
    found: Cells = {}
    for row in run:
        at = max(i for i, y in enumerate(ys[:-1]) if y <= middle_of(row) or i == 0)
        for part, text in zip(row.parts, row.texts, strict=True):
            key = (at, slot_of(xs, part))
            found[key] = found.get(key, "") + text
    return {key: text for key, text in found.items() if text.strip()}
