"""What names the row of a table that an answer of one line told: 初中 特色社团 of “初中 特色社团 6元/课时”."""

from __future__ import annotations

import re

MARK = re.compile(r"\[\d+\]")
CELLS = re.compile(r"[ 　\t]+|，(?=[^，：。]{1,12}：|[^，。]{1,12}(?:，|$))")
"""Where one cell ends and the next begins."""
HEAD = re.compile(r"^[^：]{1,10}：")
VALUE = re.compile(r"\d|[零一二三四五六七八九十百]+[年月日号元分]")
"""What begins the values of a row; a code such as YT05 names it."""
CODE = re.compile(r"^[A-Za-z]{1,3}-?\d{1,4}$")
LONGEST = 14
"""Code points of a cell that names a row."""
MOST = 3


def told_row(said: str) -> str:
    """The cells before the first value of a row that was told alone; empty where the answer is no such row."""
    lines = [line for line in said.split("\n") if line.strip()]
    if len(lines) != 1:
        return ""
    cells = [HEAD.sub("", cell) for cell in CELLS.split(MARK.sub("", lines[0]).strip("。；; "))]
    names: list[str] = []
    for cell in cells:
        if VALUE.search(cell) and not CODE.match(cell):
            break
        if len(cell) > LONGEST:
            return ""
        names.append(cell)
    whole = len(names) == len(cells)
    return "" if whole or not 0 < len(names) <= MOST else " ".join(names)
