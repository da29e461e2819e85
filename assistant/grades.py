"""School years that a text says together, each by itself: 三至六年级 holds 四年级, and 四年级 is a year of a primary school."""

from __future__ import annotations

import re

YEARS = "一二三四五六七八九"
TOGETHER = re.compile(
    r"([一二三四五六七八九1-9])(?:年级)?\s*(?:[—–－―\-~～至到]+)\s*([一二三四五六七八九1-9])年级"
)
"""From one year to another: 三至六年级, 1-2年级."""
LISTED = re.compile(r"([一二三四五六七八九1-9])(?:年级)?[、和]\s*([一二三四五六七八九1-9])年级")
"""Two years named: 一、二年级."""
FROM_ON = re.compile(r"([一二三四五六1-6])年级(?:及|或)?以上")
"""From a year of primary school to its end: 三年级以上."""
YEAR = re.compile(r"(?<![第一二三四五六七八九十\d])([一二三四五六七八九1-9]{1,3})年级")
"""One year, or some in a row: 三四年级."""
AS_SAID = (
    (re.compile(r"(?<!正月)(?<!大年)(?<!腊月)初[一二三](?![月日])"), "初中"),
    (re.compile(r"(?<![最提])高[一二三](?![个点级名所成])"), "高中"),
)
"""Years of the stages above as people call them: 上初一, 高三."""
IN_FULL = re.compile(r"([高初])(?:级中学|中)(?:阶段)?([一二三])年级")
"""The same as documents write them: 高中三年级."""
STAGES = ((range(6), "小学"), (range(6, 9), "初中"))
"""Years counted from 0, and the stage that they are of."""


def spelled(text: str) -> str:
    """The text, and behind it each school year of those it says together."""
    if "年级" not in text:
        return text
    rows = [(_at(m[1]), _at(m[2])) for m in TOGETHER.finditer(text)]
    rows += [(_at(m[1]), 5) for m in FROM_ON.finditer(text)]
    said = [YEARS[first : last + 1] for first, last in rows if first < last]
    said += [f"{YEARS[_at(m[1])]}{YEARS[_at(m[2])]}" for m in LISTED.finditer(text)]
    text = " ".join([text, *dict.fromkeys(f"{m[1]}{m[2]}" for m in IN_FULL.finditer(text))])
    return " ".join([text, *(f"{row}年级 " + "".join(f"{y}年级" for y in row) for row in said)])


def stage(text: str) -> str:
    """The stage of the school years that a text names; empty where it names none, or years of two stages."""
    at = {_at(year) for row in YEAR.findall(spelled(text)) for year in row}
    said = {name for words, name in AS_SAID if words.search(text)}
    if said:
        return said.pop() if len(said) == 1 and not at else ""
    return next((name for years, name in STAGES if at and at <= set(years)), "")


def _at(year: str) -> int:
    return int(year) - 1 if year.isdigit() else YEARS.index(year)
