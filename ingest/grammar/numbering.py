"""Heading numbers of Chinese official documents, read at the start of a line.

The ladder of GB/T 9704—2012 §7.3.3 is 一、 （一） 1. （1）; laws use 编 章 节 条 (立法法 art. 65).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

HAN = "〇零一二三四五六七八九十百千两"
DIGITS = "0-9０-９"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"

FAMILIES: tuple[tuple[str, re.Pattern[str]], ...] = (
    # 第一编, 第二分编: parts of a code
    ("subpart", re.compile(rf"第\s*([{HAN}{DIGITS}]{{1,12}})\s*分编(?=\s|$|[^，。、])")),
    ("part", re.compile(rf"第\s*([{HAN}{DIGITS}]{{1,12}})\s*[编篇](?=\s|$|[^，。、])")),
    # 第三章, 第二节: must stand at the line's start and not run on as a reference (第三章的规定)
    ("chapter", re.compile(rf"第\s*([{HAN}{DIGITS}]{{1,12}})\s*章(?![的规所和、，至])")),
    ("section", re.compile(rf"第\s*([{HAN}{DIGITS}]{{1,12}})\s*节(?![的规所和、，至课])")),
    # 第四条, 第十二条之一; not 第四条第二款, 第四条规定, 第四条、第五条
    (
        "article",
        re.compile(rf"第\s*([{HAN}{DIGITS}]{{1,12}})\s*条(?:之[{HAN}])?(?![的第规所和、，至线])"),
    ),
    # （一） with half- or full-width brackets
    ("han_paren", re.compile(rf"[（(〔]\s*([{HAN}]{{1,12}})\s*[）)〕]\s*[、.．]?")),
    # 一、 or 一. ; 一是 and 一种 are not numbers
    ("han", re.compile(rf"([{HAN}]{{1,12}})\s*[、.．]")),
    # （1） or 1）
    (
        "digit_paren",
        re.compile(rf"(?:[（(]\s*([{DIGITS}]{{1,3}})\s*[）)]|([{DIGITS}]{{1,3}})\s*[）)])[、.．]?"),
    ),
    # 1.2 or 1.2.3 followed by a space or Han: numbered clauses of handbooks; not 3.9月份, the third item
    (
        "decimal",
        re.compile(
            r"(\d{1,2}(?:[.．]\d{1,2}){1,3})(?!月(?!度))(?=\s+[^\W\d]|[^\W\d万亿元倍个米公亩平吨人所名小分])"
        ),
    ),
    # 1. 1、 1．; not 1.5 and not the list of months 4、10月, but 3.9月份
    (
        "digit",
        re.compile(rf"([{DIGITS}]{{1,3}})\s*(?:[.、．](?![{DIGITS}])|[.．](?=\d{{1,2}}月(?!度)))"),
    ),
    ("circled", re.compile(rf"([{CIRCLED}])")),
)
"""Family → pattern, tried in this order at the first character that is not white space."""

ORDER = {"part": 0, "subpart": 1, "chapter": 2, "section": 3, "article": 4, "han": 5,
         "han_paren": 6, "digit": 7, "decimal": 8, "digit_paren": 9, "circled": 10}  # fmt: skip
"""The standard ladder: a smaller number stands higher."""

ARTICLE_SUFFIX = re.compile(rf"之[{HAN}]$")
"""Of an article that was put in later: 第十二条之一."""

_HAN_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1000}


@dataclass(frozen=True, slots=True)
class Numbering:
    """A heading number: ``text`` as printed, from ``start`` to ``end`` of the line, and its value."""

    family: str
    value: int
    start: int
    end: int
    text: str


def numbering(line: str) -> Numbering | None:
    """The heading number a line begins with, or None.

    Offsets are code points into ``line``; leading white space (ideographic too) is skipped.
    """
    start = len(line) - len(line.lstrip())
    for family, pattern in FAMILIES:
        match = pattern.match(line, start)
        if match:
            digits = next(group for group in match.groups() if group)
            return Numbering(family, _value(digits), start, match.end(), match.group().strip())
    return None


def article_number(printed: str) -> str:
    """第十条之二 as 10之二, 第10条 as 10; empty for what is no article's number."""
    found = numbering(printed)
    if found is None or found.family != "article":
        return ""
    return f"{found.value}{''.join(ARTICLE_SUFFIX.findall(found.text)[:1])}"


def _value(digits: str) -> int:
    if digits in CIRCLED:
        return CIRCLED.index(digits) + 1
    if digits[0].isdigit() and digits[0] not in _HAN_DIGITS:
        return int(re.split(r"[.．]", digits)[-1])
    return han_number(digits)


def han_number(digits: str) -> int:
    """一百二十三 → 123, 二〇二五 → 2025, 廿 is not used in headings."""
    if not any(c in _HAN_UNITS for c in digits):
        return int("".join(str(_HAN_DIGITS[c]) for c in digits))
    total, current = 0, 0
    for c in digits:
        if c in _HAN_UNITS:
            total += (current or 1) * _HAN_UNITS[c]
            current = 0
        else:
            current = _HAN_DIGITS[c]
    return total + current
