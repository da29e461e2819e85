"""A table's row in words, of whose columns only those of the place or the year asked for are told."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.place_names import short_place

CELLS = re.compile(r"，(?=[^：，]{1,20}：)")
"""Where one cell of a worded row ends and the next begins with its header."""
SIDE_BY_SIDE = re.compile(r"[、/和及与]")
RANKED = re.compile(r"[一-鿿]{2,}[省市县区州旗盟](?:本级)?$")
YEAR = re.compile(r"(?:19|20)\d\d(?=年|$|[（(])")
FEWEST = 2
"""Columns of places or years from which one of them can be meant."""


def of_columns_asked(worded: str, asked: str, years: Sequence[int]) -> str:
    """The row without the columns of other places and of other years than ``asked`` and ``years`` say; as it is where
    its columns are of none, or the question means all or none of them."""
    cells = CELLS.split(worded)
    heads = [cell.partition("：")[0] if "：" in cell else "" for cell in cells]
    of_place = {n: own for n, head in enumerate(heads) if (own := _places(head))}
    of_year = {n: own for n, head in enumerate(heads) if (own := YEAR.findall(head))}
    here = [n for n, own in of_place.items() if any(_said(place, asked) for place in own)]
    then = [n for n, own in of_year.items() if {int(y) for y in own} & set(years)]
    left_out: set[int] = set()
    for columns, meant in ((of_place, here), (of_year, then)):
        if len(columns) >= FEWEST and 0 < len(meant) < len(columns):
            left_out |= set(columns) - set(meant)
    return "，".join(cell for n, cell in enumerate(cells) if n not in left_out)


def _places(head: str) -> list[str]:
    parts = [part.strip() for part in SIDE_BY_SIDE.split(re.sub(r"[（(].*", "", head))]
    return parts if parts and all(RANKED.fullmatch(part) for part in parts) else []


def _said(place: str, asked: str) -> bool:
    return place in asked or (bool(short := short_place(place)) and short in asked)
