"""A table's row in words, of whose columns only those of the place asked for are told."""

from __future__ import annotations

import re

from assistant.place_names import short_place

CELLS = re.compile(r"，(?=[^：，]{1,20}：)")
"""Where one cell of a worded row ends and the next begins with its header."""
SIDE_BY_SIDE = re.compile(r"[、/和及与]")
RANKED = re.compile(r"[一-鿿]{2,}[省市县区州旗盟](?:本级)?$")
FEWEST = 2
"""Columns of places from which one of them can be meant."""


def of_columns_asked(worded: str, asked: str) -> str:
    """The row without the columns of other places than ``asked`` says; as it is where its columns are of none, or the
    question means all or none of them."""
    cells = CELLS.split(worded)
    heads = [cell.partition("：")[0] if "：" in cell else "" for cell in cells]
    of_place = {n: own for n, head in enumerate(heads) if (own := _places(head))}
    here = {n for n, own in of_place.items() if any(_said(place, asked) for place in own)}
    if len(of_place) < FEWEST or not 0 < len(here) < len(of_place):
        return worded
    return "，".join(cell for n, cell in enumerate(cells) if n in here or n not in of_place)


def _places(head: str) -> list[str]:
    parts = [part.strip() for part in SIDE_BY_SIDE.split(re.sub(r"[（(].*", "", head))]
    return parts if parts and all(RANKED.fullmatch(part) for part in parts) else []


def _said(place: str, asked: str) -> bool:
    return place in asked or (bool(short := short_place(place)) and short in asked)
