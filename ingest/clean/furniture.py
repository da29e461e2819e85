"""Running headers, footers and page numbers of a pdf: found by repetition at one height."""

from __future__ import annotations

import re
import statistics
from collections import Counter, defaultdict
from dataclasses import dataclass

from ingest.records import Block, RawPage, Removed

# Share of the page height in which a header or footer may stand.
_ZONE = 0.14
# Lines at one end of a page that may belong to a header or footer.
_DEPTH = 3
# Points by which the same header may wander.
_WANDER = 4.0
_DIGITS = re.compile(r"\d+")
# Page numbers as printed: 3, - 3 -, — 3 —, 第 3 页 共 9 页, 3 / 9, Page 3 of 9, iv.
_PAGE_NUMBER = re.compile(
    r"[-—–―·.~〜\s]*(?:\d{1,4}|[ivxlIVXL]{1,7})[-—–―·.~〜\s]*"
    r"|第\s*[\d一二三四五六七八九十百]+\s*页(?:\s*[,，/／]?\s*共\s*[\d一二三四五六七八九十百]+\s*页)?"
    r"|\d{1,4}\s*[/／]\s*\d{1,4}|(?:page|p\.?)\s*\d{1,4}(?:\s*of\s*\d{1,4})?",
    re.I,
)
_LABEL = re.compile(r"\d{1,4}|[ivxlIVXL]{1,7}")


@dataclass(frozen=True, slots=True)
class Stripped:
    """What is left, what was taken, and the page numbers that were printed."""

    lines: list[Block]
    removed: list[Removed]
    labels: dict[int, str]


def strip_furniture(lines: list[Block], pages: tuple[RawPage, ...]) -> Stripped:
    """Takes headers, footers and page numbers off the printed lines of a pdf."""
    by_page: dict[int, list[Block]] = defaultdict(list)
    for line in lines:
        if line.kind == "line" and line.page is not None and line.box is not None:
            by_page[line.page].append(line)
    heights = {page.number: page.height for page in pages}
    ends = {
        (page, top): _end(found, heights.get(page, 0.0), top)
        for page, found in by_page.items()
        for top in (True, False)
    }
    body = _body_size(lines)
    repeated = _repeated(ends, len(by_page))
    slots = _slots(ends, len(by_page), body)
    taken: dict[int, str] = {}
    labels: dict[int, str] = {}
    shown: set[tuple[bool, str]] = set()
    for (page, top), end in sorted(ends.items()):
        for line in end:
            reason = _reason(line, top, repeated, slots)
            if not reason:
                break  # whatever is nearer to the middle belongs to the text
            large = (line.font_size or 0.0) > 0.98 * body and reason != "页码"
            if large and (top, _masked(line)) not in shown:
                shown.add((top, _masked(line)))
                continue  # in the size of the text it may be a title: said once, it stays
            taken[id(line)] = reason
            if reason == "页码" and (label := _LABEL.search(line.text)):
                labels[page] = label[0]
    kept = [line for line in lines if id(line) not in taken]
    removed = [
        Removed(line.text, taken[id(line)], line.page) for line in lines if id(line) in taken
    ]
    return Stripped(kept, removed, labels)


def _end(lines: list[Block], height: float, top: bool) -> list[Block]:
    """The outermost lines of a page that stand in its margin zone, the outermost first."""
    zone = _ZONE * height

    def depth(line: Block) -> float:
        assert line.box is not None
        return line.box[3] if top else height - line.box[1]

    return [line for line in sorted(lines, key=depth) if depth(line) <= zone][:_DEPTH]


def _masked(line: Block) -> str:
    return _DIGITS.sub("#", "".join(line.text.split()))


def _height(line: Block) -> float:
    assert line.box is not None
    return (line.box[1] + line.box[3]) / 2


def _repeated(
    ends: dict[tuple[int, bool], list[Block]], pages: int
) -> dict[tuple[bool, str], float]:
    """Masked lines that stand at one height on several pages → that height."""
    heights: dict[tuple[bool, str], list[float]] = defaultdict(list)
    for (_, top), end in ends.items():
        for line in end:
            if line.text.count("\t") < 2:
                heights[top, _masked(line)].append(_height(line))
    needed = 2 if pages <= 3 else 3
    found = {}
    for key, values in heights.items():
        middle = statistics.median(values)
        steady = [value for value in values if abs(value - middle) <= _WANDER]
        if len(steady) >= needed and len(steady) >= 0.6 * len(values):
            found[key] = middle
    return found


def _body_size(lines: list[Block]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        if line.font_size:
            sizes[line.font_size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _slots(
    ends: dict[tuple[int, bool], list[Block]], pages: int, body: float
) -> set[tuple[bool, int, float]]:
    """Heights where most pages carry an outermost line in small print: headers that change."""
    seen: Counter[tuple[bool, int, float]] = Counter()
    for (_, top), end in ends.items():
        if end and end[0].font_size and end[0].font_size < 0.95 * body:
            seen[top, round(_height(end[0]) / _WANDER), end[0].font_size] += 1
    return {slot for slot, count in seen.items() if count >= 3 and count >= 0.5 * pages}


def _reason(
    line: Block,
    top: bool,
    repeated: dict[tuple[bool, str], float],
    slots: set[tuple[bool, int, float]],
) -> str:
    if _PAGE_NUMBER.fullmatch(line.text.strip()):
        return "页码"
    at = repeated.get((top, _masked(line)))
    if at is not None and abs(_height(line) - at) <= _WANDER:
        return "页眉" if top else "页脚"
    slot = (top, round(_height(line) / _WANDER), line.font_size or 0.0)
    return ("页眉" if top else "页脚") if slot in slots else ""
