"""Printed lines of a pdf → paragraphs, across line and page breaks."""

from __future__ import annotations

import re
import statistics
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.clean.pieces import Mark, Piece, squeezed
from ingest.records import Block, Box

# A line that ends so ends a sentence or opens a list.
_TERMINAL = re.compile(r"[。！？；：!?;:…][”’』」）)]?$")
# A line that begins so begins a heading or a list item.
_NUMBERED = re.compile(
    r"第[一二三四五六七八九十百零〇\d]+[编章节条款]"
    r"|[一二三四五六七八九十]{1,3}[、.．]"
    r"|[（(][一二三四五六七八九十\d]{1,3}[)）]"
    r"|\d{1,2}(?:\.\d{1,2}){0,3}[、.．)）\s](?!\d)|[①-⑳⑴-⒇•●■◆▪➢✓❖]|附\s*(?:件|表|录)\s*\d*"
)
# Dots from an entry of a table of contents to its page number.
_LEADERS = re.compile(r"(?:[.．·]\s?){4,}\s*[\divxIVX]*$|…{2,}\s*[\divxIVX]*$")
# Blanks that a pdf writer (LibreOffice) puts between Han and digits or letters: 到 2025 年; and the
# places where another writer puts none.
_HAN = r"[\u3007\u3400-\u9fff\uf900-\ufaff，。；：、）》”]"
_STRAY = re.compile(rf"(?<={_HAN}) (?=[0-9A-Za-z%.])|(?<=[0-9A-Za-z%.]) (?={_HAN})")
_TIGHT = re.compile(rf"(?<={_HAN})(?=[0-9A-Za-z])|(?<=[0-9A-Za-z%])(?={_HAN})")
# A gap behind a mark that never ends a cell.
_LISTED = re.compile(r"[、，]\s*\t")
# A date of issue stands alone, whatever the line above looks like.
_DATE = re.compile(
    r"[\d〇○零一二三四五六七八九]{4}\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日"
)
# What a line begins with and cannot be parted: “（95%，”. A mark never begins a line, a bracket never
# ends one.
_WORD = re.compile(r"[（《“〔【(]*[0-9A-Za-z.%‰/:_+-]+[，。；：、！？）》”〕】,;)]*")
# A bracket that one line opens and the next closes.
_OPEN, _CLOSED = re.compile(r"[（(《][^）)》]*$"), re.compile(r"[^（(《]*[）)》]")
# The last line of the title of a 公文, and those whom the line below it addresses.
_TITLED = re.compile(
    r"(?:通知|意见|决定|通报|公告|通告|批复|函|请示|报告)(?:[（(][^（）()]{1,12}[)）])?$"
)
_ADDRESSED = re.compile(r"各[^。；;：:]+[：:]?$")


SHARED_EDGE = 0.12
"""Share of the lines of a page that begin at its left margin, if any does."""
SAME_SIZE = 0.12
"""Share by which the size of letters in one paragraph varies at most."""
SAME_HEIGHT = 0.35
"""The same for lines that were read from a picture: their boxes are as high as their highest letter."""

Area = tuple[int, int]
"""A page and a column of it."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """The type area of a page or column and the usual step from line to line, in points."""

    left: float
    right: float
    step: float


def join_lines(blocks: list[Block]) -> list[Piece]:
    """Paragraphs in the order of the lines; every line keeps its page and box as a mark.

    A table parts the lines above it from those below.
    """
    blocks = _without_stray_blanks(blocks)
    lines = [block for block in blocks if block.kind == "line"]
    frames = _frames(lines)
    blocks = _without_lone_tabs(blocks, frames)
    body = _common_size(lines)
    indents = _uses_indents(lines, frames)
    groups: list[list[Block]] = []
    for block in blocks:
        if groups and not _breaks(groups[-1][-1], block, frames, body, indents):
            groups[-1].append(block)
        else:
            groups.append([block])
    return [
        Piece("", group[0]) if group[0].kind == "table" else _piece(group, frames)
        for group in groups
    ]


def _without_stray_blanks(lines: list[Block]) -> list[Block]:
    """Takes the blanks out where the writer of this document put them everywhere.

    In other documents a blank between Han and digits separates: 教发〔2025〕1号 2025年3月1日.
    """
    prose = [line.text for line in lines if line.kind == "line" and "\t" not in line.text]
    stray = sum(len(_STRAY.findall(text)) for text in prose)
    tight = sum(len(_TIGHT.findall(text)) for text in prose)
    if stray <= tight:
        return lines
    return [_tightened(line) for line in lines]


def _tightened(block: Block) -> Block:
    if block.kind == "table":
        cells = tuple(replace(c, text=_STRAY.sub("", c.text)) for c in block.cells)
        return replace(block, cells=cells)
    return block if "\t" in block.text else replace(block, text=_STRAY.sub("", block.text))


def _without_lone_tabs(lines: list[Block], frames: dict[Area, _Frame]) -> list[Block]:
    """A wide gap in one full line between lines without any is stretched print, not a table."""
    found = list(lines)
    for i, line in enumerate(lines):
        if not 1 <= line.text.count("\t") <= 1 + len(_LISTED.findall(line.text)):
            continue
        around = [*lines[max(i - 1, 0) : i], *lines[i + 1 : i + 2]]
        frame, box, em = frames[_area(line)], _box(line), _em(line)
        full = box[0] < frame.left + 3 * em and box[2] > frame.right - 2.2 * em
        if full and len(line.text) > 15 and not any("\t" in other.text for other in around):
            found[i] = replace(line, text=line.text.replace("\t", " "))
    return found


# --- geometry ---------------------------------------------------------------------------------


def _box(line: Block) -> Box:
    return line.box or (0.0, 0.0, 0.0, 0.0)


def _area(line: Block) -> Area:
    return line.page or 0, line.column


def _em(line: Block) -> float:
    box = _box(line)
    return line.font_size or max(box[3] - box[1], 1.0)


def _common_size(lines: list[Block]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[_em(line)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _frames(lines: list[Block]) -> dict[Area, _Frame]:
    by_page: dict[Area, list[Block]] = defaultdict(list)
    for line in lines:
        by_page[_area(line)].append(line)
    whole = _frame(lines)
    frames = {}
    for area, found in by_page.items():
        own = _frame(found)
        many = len(found) >= (4 if area[1] else 8)
        few = replace(whole, left=own.left) if len(found) >= 5 else whole
        frames[area] = own if many else few
    return frames


def _frame(lines: list[Block]) -> _Frame:
    if not lines:
        return _Frame(0.0, 0.0, 0.0)
    rights = sorted(_box(line)[2] for line in lines)
    steps = [
        _box(b)[1] - _box(a)[1]
        for a, b in pairwise(lines)
        if _area(a) == _area(b) and 0 < _box(b)[1] - _box(a)[1] < 5 * _em(a)
    ]
    return _Frame(
        _left_edge(lines),
        rights[-1 - len(rights) // 20],
        statistics.median(steps) if steps else 0.0,
    )


def _left_edge(lines: list[Block]) -> float:
    """Where lines begin: the leftmost place that a share of them has in common.

    A letterhead or a menu further out does not move it.
    """
    lefts = sorted(_box(line)[0] for line in lines)
    near = 0.6 * _common_size(lines)
    needed = max(2.0, SHARED_EDGE * len(lefts))
    for i, left in enumerate(lefts):
        alike = lefts[i : bisect_right(lefts, left + near)]
        if len(alike) >= needed:
            return alike[(len(alike) - 1) // 2]
    return lefts[len(lefts) // 20]


def _uses_indents(lines: list[Block], frames: dict[Area, _Frame]) -> bool:
    """Do paragraphs of this document begin two characters in, as 公文 do?"""
    count = 0
    for line in lines:
        shift = (_box(line)[0] - frames[_area(line)].left) / _em(line)
        count += 1.3 <= shift <= 2.7 and "\t" not in line.text
    return count >= max(2, 0.04 * len(lines))


def _is_centred(line: Block, frame: _Frame) -> bool:
    left, _, right, _ = _box(line)
    margin = 2 * _em(line)
    inset = left > frame.left + margin and right < frame.right - margin
    return inset and _is_symmetric(line, frame)


def _is_symmetric(line: Block, frame: _Frame) -> bool:
    """As far from the left margin as from the right one; a full line is that, too."""
    left, _, right, _ = _box(line)
    shift = (left + right) / 2 - (frame.left + frame.right) / 2
    return abs(shift) < 1.2 * _em(line) and "\t" not in line.text


# --- where a paragraph ends -------------------------------------------------------------------


def _breaks(a: Block, b: Block, frames: dict[Area, _Frame], body: float, indents: bool) -> bool:
    """Does a new paragraph begin with line ``b``, which follows line ``a``?"""
    if "table" in (a.kind, b.kind):
        return True
    if "\t" in a.text or "\t" in b.text:
        return True
    if _LEADERS.search(a.text) or _LEADERS.search(b.text):
        return b.text[0] not in ".．·…"
    if _DATE.fullmatch(a.text.strip()) or _DATE.fullmatch(b.text.strip()):
        return True
    same = SAME_HEIGHT if a.style == b.style == "ocr" else SAME_SIZE
    if abs(_em(a) - _em(b)) > same * max(_em(a), _em(b)):
        return True
    here, there = frames[_area(a)], frames[_area(b)]
    if _is_apart(a, b, here):
        return True
    if _em(a) > 1.12 * body and _is_symmetric(a, here) and _is_symmetric(b, there):
        return _NUMBERED.match(b.text) is not None  # the lines of one title
    if a.level != b.level:
        return True
    if _is_symmetric(a, here) and _is_centred(b, there):
        return not (_OPEN.search(a.text) and _CLOSED.match(b.text))
    if _is_centred(a, here) or _is_centred(b, there):
        return True
    if _TITLED.search(a.text.rstrip()) and _ADDRESSED.fullmatch(b.text.strip()):
        return True
    if not _is_full(a, b, here):
        return True
    return _begins_paragraph(a, b, here, there, indents)


def _is_apart(a: Block, b: Block, frame: _Frame) -> bool:
    """More white between two lines of one page than usual."""
    step = _box(b)[1] - _box(a)[1]
    return _area(a) == _area(b) and step > 0 and step > max(1.55 * frame.step, 1.9 * _em(a))


def _is_full(a: Block, b: Block, frame: _Frame) -> bool:
    """Does the line reach the right margin, or could the next word not have stood on it?"""
    short = frame.right - _box(a)[2]
    word = _WORD.match(b.text)
    needs = _em(a) * sum(0.55 if c.isascii() else 1.0 for c in word[0]) if word else 0.0
    return short < max(2.2 * _em(a), needs + 0.7 * _em(a))


def _begins_paragraph(a: Block, b: Block, here: _Frame, there: _Frame, indents: bool) -> bool:
    ended = _TERMINAL.search(a.text.rstrip()) is not None
    numbered = _NUMBERED.match(b.text) is not None
    if not indents:
        return ended or numbered
    shift = (_box(b)[0] - there.left) / _em(b)
    before = (_box(a)[0] - here.left) / _em(a)
    if shift < 0.8:
        return numbered and (ended or _are_siblings(a, b))
    hanging = abs(before - shift) < 0.4 and not ended and not numbered
    return not (hanging or (shift > 2.8 and not ended and not numbered))


def _are_siblings(a: Block, b: Block) -> bool:
    """Two numbered lines that begin at one place: items of a list."""
    level = abs(_box(a)[0] - _box(b)[0]) < 0.4 * _em(a)
    return level and all(_NUMBERED.match(line.text) for line in (a, b))


# --- joining ----------------------------------------------------------------------------------


def _piece(group: list[Block], frames: dict[Area, _Frame]) -> Piece:
    text = ""
    marks: list[Mark] = []
    for line in group:
        words = _row(line.text) if "\t" in line.text else squeezed(line.text)
        if text and words and _needs_blank(text[-1], words[0]):
            text += " "
        marks.append(Mark(len(text), len(text) + len(words), line.page or 0, line.box))
        text += words
    first = group[0]
    centred = all(_is_centred(line, frames[_area(line)]) for line in group)
    bold = all(line.bold for line in group)
    level = next((line.level for line in group if line.level), None)
    looks = replace(first, text=text, centred=centred, bold=bold, level=level)
    return Piece(text, looks, tuple(marks))


def _row(text: str) -> str:
    return "\t".join(part for part in map(squeezed, text.split("\t")) if part)


def _needs_blank(before: str, after: str) -> bool:
    """Latin words keep a blank between them; Han needs none."""
    return before.isascii() and after.isascii() and before != "-" and after.isalnum()
