"""How a question names a cell of a table: by its words, by some of them that no other cell of its column holds, or by
a short name made of them (自考 for 高等教育自学考试)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from assistant.matching import Asked
from assistant.question_words import SCOPES
from assistant.table_grid import BRACKET, NUMBER_CELL
from assistant.terms import folded

LONGEST_CELL = 40
"""Code points of a cell that names its row; a longer one is a text."""
SHORT = (4, 3, 2)
"""Characters of a short name, the longest tried first."""
LONG_ENOUGH = 4
"""Characters of a name that is shortened."""
SELECTIVE = 0.34
"""Share of a column's cells that a part of a cell's words, or a short name, may stand for."""
FEW = 2
HAN = re.compile(r"^[一-鿿]+$")
EMPTY_WORDS = frozenset(
    {"学校", "教育", "学生", "老师", "教师", "工作", "单位", "项目", "时间", "考试", "活动", "情况"}
)
"""Words that stand in many cells and single none out."""

OF_ALL = re.compile(r"(?:各|所有|全部|哪[些几]个?|每[个所家]?)[一-鿿]{0,2}$")
"""What stands before the common name of all rows: 各中职学校."""
OFFICES_OF_PLACE = re.compile(
    r"(?<=[省市县区旗州盟])(?:教育(?:和体育|体育|科技)?局|教体局|教委|招生(?:考试)?(?:办公室|办|中心)|人民政府|政府)$"
)
"""What stands behind the name of a place in the name of its bureau."""
DENIES = re.compile(r"[没未不](?:有|能|曾)?$")
"""What denies the word behind it."""
DENIED = re.compile(r"^(?:未能?|没有?|不|尚未)")
"""How a cell begins that denies."""

WHOLE, PART, SHORTENED = 3, 2, 1


@dataclass(frozen=True, slots=True)
class Naming:
    """How a cell is named, the surest first, and the places of the question that do it."""

    kind: int
    places: frozenset[int]


def namings(
    asked: Asked, cells: Collection[str], known: str, several: bool = False
) -> Mapping[str, Naming]:
    """The cells of a column that a question names, each with how.

    Args:
        asked: The question.
        cells: The different words of the column's cells.
        known: What stands around the table and over its columns: those words name no row.
        several: The column stands for groups of rows: only whole words name one.
    """
    around = folded(known)
    found: dict[str, Naming] = {}
    for words in cells:
        if not 1 < len(words) <= LONGEST_CELL or NUMBER_CELL.match(words):
            continue
        whole = _whole(asked, words)
        if whole and _is_denied(asked, words, whole):
            continue
        parts = _parts(asked, words, cells, around)
        if several and len(parts) < max(LONG_ENOUGH, len(words) / 2):
            parts = frozenset()
        short = _short(asked, words, cells, around) if not several else frozenset()
        if places := whole | parts | short:
            kind = WHOLE if whole else PART if parts else SHORTENED
            found[words] = Naming(kind, places)
    return _of_brackets(asked, _best({**found, **denied(asked, cells)}))


def _of_brackets(asked: Asked, found: dict[str, Naming]) -> dict[str, Naming]:
    """Of cells that differ by what stands in brackets those whose brackets the question says: 下半年 of
    自学考试（上半年） and 自学考试（下半年）."""
    said = {w: [folded(b[1:-1]) for b in BRACKET.findall(w)] for w in found}
    told = {w for w, inner in said.items() if any(len(b) > 1 and b in asked.text for b in inner)}
    bare = {w: BRACKET.sub("", w) for w in found}
    mine = {bare[w] for w in told}
    return {w: n for w, n in found.items() if w in told or bare[w] not in mine}


def _whole(asked: Asked, words: str) -> frozenset[int]:
    """Where the question says the cell's words, or those without what stands in brackets."""
    for name in dict.fromkeys((words, BRACKET.sub("", words), place_of(words))):
        said = folded(name)
        if len(said) > 1 and (at := asked.text.find(said)) >= 0:
            return frozenset(range(at, at + len(said)))
    return frozenset()


def place_of(words: str) -> str:
    """The place of which a cell names the bureau: 青禾区 of 青禾区教育局, whose row is the district's; else the cell."""
    return OFFICES_OF_PLACE.sub("", words)


def _is_denied(asked: Asked, words: str, places: frozenset[int]) -> bool:
    """Does the question deny the word that it says: 没完成 where the cell says 完成?"""
    return DENIES.search(asked.text[: min(places)]) is not None and not DENIED.match(words)


def denied(asked: Asked, cells: Collection[str]) -> dict[str, Naming]:
    """The cells that say what the question denies: 未完成 for 没完成."""
    found = {}
    for words in cells:
        bare = DENIED.sub("", folded(words))
        at = asked.text.find(bare) if bare != folded(words) and len(bare) > 1 else -1
        if at >= 0 and DENIES.search(asked.text[:at]):
            found[words] = Naming(WHOLE, frozenset(range(at - 1, at + len(bare))))
    return found


def _parts(asked: Asked, words: str, cells: Collection[str], around: str) -> frozenset[int]:
    """The longest stretches of the question in the cell's words that few other cells hold."""
    said, places, at = folded(words), frozenset[int](), 0
    while at < len(asked.text) - 1:
        size = 0
        while at + size < len(asked.text) and asked.text[at : at + size + 1] in said:
            size += 1
        stretch = asked.text[at : at + size]
        mine = frozenset(range(at, at + size))
        at += max(size - 1, 1)
        if size < 2 or not HAN.match(stretch) or stretch in around or stretch in EMPTY_WORDS:
            continue
        holding = sum(stretch in folded(c) for c in cells)
        if mine & asked.content and _is_selective(holding, cells):
            places |= mine
    return places


def _short(asked: Asked, words: str, cells: Collection[str], around: str) -> frozenset[int]:
    """A short name of the cell's words: the first characters of some of them, in order."""
    said = folded(BRACKET.sub("", words))
    if len(said) < LONG_ENOUGH:
        return frozenset()
    for size in SHORT:
        for at in range(len(asked.text) - size + 1):
            name = asked.text[at : at + size]
            places = frozenset(range(at, at + size))
            if not HAN.match(name) or not places <= asked.content or name in around:
                continue
            if OF_ALL.search(asked.text[:at]) or _cuts_stage(asked.text, at, at + size):
                continue
            holding = sum(is_made_of(name, folded(c)) or name in folded(c) for c in cells)
            if is_made_of(name, said) and _is_selective(holding, cells):
                return places
    return frozenset()


def _cuts_stage(text: str, first: int, last: int) -> bool:
    """Does a short name begin or end inside the word for a stage: 职学校 of 中职学校?"""
    said = (m.span() for stage in SCOPES for m in re.finditer(stage, text))
    return any(a < first < b or a < last < b for a, b in said)


def _is_selective(holding: int, cells: Collection[str]) -> bool:
    return holding <= max(FEW, SELECTIVE * len(cells)) and (holding == 1 or holding < len(cells))


def is_made_of(short: str, name: str) -> bool:
    """Is each character the first of a word of two, or the last of the name, in order, and not all side by side?"""
    if short in name:
        return False
    for first in (i for i, c in enumerate(name) if c == short[0]):
        at, gaps = first, False
        for character in short[1:]:
            later = [
                i for i in range(at + 1, len(name))
                if name[i] == character and ((i - at) % 2 == 0 or i == len(name) - 1)
            ]  # fmt: skip
            if not later:
                break
            gaps = gaps or later[0] > at + 1
            at = later[0]
        else:
            if gaps:
                return True
    return False


def _best(found: Mapping[str, Naming]) -> dict[str, Naming]:
    """Without cells of which another one says more (药剂 beside 药剂学), and without less sure ones at the same place or
    right beside it: one name is not two."""
    kept = {}
    for words, naming in found.items():
        others = [other for name, other in found.items() if name != words]
        more = any(other.places > naming.places for other in others)
        if not more and (naming.kind == WHOLE or not any(_is_surer(o, naming) for o in others)):
            kept[words] = naming
    return kept


def _is_surer(other: Naming, naming: Naming) -> bool:
    """Is another cell named more surely at the same place, or longer right beside it?"""
    if other.places & naming.places:
        return other.kind > naming.kind
    beside = {i + step for i in naming.places for step in (-1, 1)}
    ahead = (other.kind, len(other.places)) > (naming.kind, len(naming.places))
    return bool(other.places & beside) and ahead
