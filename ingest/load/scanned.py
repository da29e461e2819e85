"""Pages that are pictures: what was read of them, and the sentence where nothing was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.errors import NeedsOcr
from ingest.records import Block, Box, Cell

REMEDY = (
    '请安装文字识别组件：make ocr（或 pip install "edu-policy-assistant[ocr]"），'
    "然后重新启动教策通，会自动识别；也可换成带文字的文件。"
)
"""What to do where the extra is missing."""


@dataclass(frozen=True, slots=True)
class OcrPage:
    """What was read of one page: its size in points and its blocks in reading order.

    For a Word file the n-th picture stands for page n.
    """

    number: int
    width: float
    height: float
    blocks: tuple[Block, ...]


Recognised = Mapping[int, OcrPage]
"""Pages read by OCR, by their number."""


def needs_ocr(source: str, reason: str, pages: Sequence[int]) -> NeedsOcr:
    """The error of a file without any words but those in its pictures."""
    return NeedsOcr(f"“{source}”{reason}", REMEDY, pages=tuple(pages))


def to_plain(page: OcrPage) -> dict[str, Any]:
    """A page as what ``json`` can write."""
    return {
        "number": page.number, "width": page.width, "height": page.height,
        "blocks": [
            {
                "kind": b.kind, "text": b.text, "box": b.box, "size": b.font_size, "column": b.column,
                "anchor": b.anchor,
                "cells": [[c.row, c.column, c.text, c.row_span, c.column_span, c.box] for c in b.cells],
            }
            for b in page.blocks
        ],
    }  # fmt: skip


def from_plain(raw: dict[str, Any]) -> OcrPage:
    """Reads what ``to_plain`` gave. Raises KeyError, TypeError or ValueError on anything else."""
    number = int(raw["number"])
    blocks = tuple(
        Block(
            kind=b["kind"], text=b["text"], page=number, box=_box(b["box"]), font_size=b["size"],
            column=b["column"], anchor=b["anchor"], style="ocr",
            cells=tuple(Cell(r, c, t, rs, cs, number, _box(at)) for r, c, t, rs, cs, at in b["cells"]),
        )
        for b in raw["blocks"]
    )  # fmt: skip
    return OcrPage(number, float(raw["width"]), float(raw["height"]), blocks)


def _box(values: Any) -> Box | None:
    return None if values is None else (values[0], values[1], values[2], values[3])
