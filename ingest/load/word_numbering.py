"""Automatic paragraph numbers of a docx, counted and written as Word prints them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ingest.load.word_package import W, value, whole
from ingest.load.word_styles import Styles

BULLET = "•"
_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
# Above this, numbers are written in digits: letters and Roman numerals grow without end.
_HIGHEST = 32_767
_PLACEHOLDER = re.compile(r"%([1-9])")


def counted(
    number: int, digits: str = _DIGITS, units: str = "十百千", *, formal: bool = False
) -> str:
    """A number below 10,000 in counting words: 12 → 十二, 105 → 一百〇五."""
    if not 0 < number < 10_000:
        return str(number)
    words, gap = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit == 0:
            gap = bool(words)
            continue
        words += (digits[0] if gap else "") + digits[digit] + (units[place - 1] if place else "")
        gap = False
    return words[1:] if 10 <= number < 20 and not formal else words


def roman(number: int) -> str:
    """A number in capital Roman numerals."""
    steps = zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    )
    words = ""
    for size, letters in steps:
        words += letters * (number // size)
        number %= size
    return words


def _letters(number: int) -> str:
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _from(first: str, last: int) -> Callable[[int], str]:
    return lambda n: chr(ord(first) + n - 1) if 1 <= n <= last else str(n)


# w:numFmt → how a count is written; all others are written in plain digits.
_FORMATS: dict[str, Callable[[int], str]] = {
    "chineseCounting": counted,
    "chineseCountingThousand": counted,
    "japaneseCounting": counted,
    "taiwaneseCounting": counted,
    "taiwaneseCountingThousand": counted,
    "ideographDigital": lambda n: "".join(_DIGITS[int(d)] for d in str(n)),
    "japaneseDigitalTenThousand": lambda n: "".join(_DIGITS[int(d)] for d in str(n)),
    "chineseLegalSimplified": lambda n: counted(n, _FORMAL, "拾佰仟", formal=True),
    "ideographLegalTraditional": lambda n: counted(
        n, "零壹貳參肆伍陸柒捌玖", "拾佰仟", formal=True
    ),
    "ideographTraditional": lambda n: _STEMS[(n - 1) % 10],
    "ideographZodiac": lambda n: _BRANCHES[(n - 1) % 12],
    "decimalEnclosedCircle": _from("①", 20),
    "decimalEnclosedCircleChinese": _from("①", 20),
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "ideographEnclosedCircle": _from("㊀", 10),
    "decimalFullWidth": lambda n: "".join(chr(ord("０") + int(d)) for d in str(n)),
    "decimalFullWidth2": lambda n: "".join(chr(ord("０") + int(d)) for d in str(n)),
    "decimalZero": lambda n: f"{n:02d}",
    "upperRoman": roman,
    "lowerRoman": lambda n: roman(n).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda n: _letters(n).lower(),
    "none": lambda n: "",
}


class Numbering:
    """Counts the numbered paragraphs of one document; call ``number`` in document order."""

    def __init__(self, root: Any | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, Any] = {}
        self._numbers: dict[str, Any] = {}
        if root is not None:
            for item in root.iterchildren(W + "abstractNum"):
                self._abstract[value(item, "abstractNumId")] = item
            for item in root.iterchildren(W + "num"):
                self._numbers[value(item, "numId")] = item
        self._counts: dict[str, dict[int, int]] = {}
        self._overridden: set[tuple[str, int]] = set()
        self._cache: dict[tuple[str, int], Any | None] = {}

    def number(self, paragraph: Any, style_id: str) -> str:
        """The number before a paragraph, "" for none, ``•`` for any bullet."""
        number_id, level = self._reference(paragraph, style_id)
        definition = self._level(number_id, level)
        if definition is None:
            return ""
        if value(definition.find(W + "numFmt")) == "bullet":
            return BULLET
        counts = self._count(number_id, level, definition)
        legal = definition.find(W + "isLgl") is not None
        template = value(definition.find(W + "lvlText"))
        return _PLACEHOLDER.sub(
            lambda m: self._written(number_id, int(m[1]) - 1, counts, legal and int(m[1]) <= level),
            template,
        ).strip()

    def _reference(self, paragraph: Any, style_id: str) -> tuple[str, int]:
        found = paragraph.find(f"{W}pPr/{W}numPr")
        number_id = None if found is None else found.find(W + "numId")
        level = None if found is None else found.find(W + "ilvl")
        if number_id is None:
            number_id = self._styles.lookup(style_id, "pPr/numPr/numId")
        if level is None:
            level = self._styles.lookup(style_id, "pPr/numPr/ilvl")
        text = value(level)
        if number_id is not None and not text and found is None:
            return value(number_id), self._styled_level(value(number_id), style_id)
        return value(number_id), whole(level, 0)

    def _styled_level(self, number_id: str, style_id: str) -> int:
        """A style that names a list without a level stands at the level that names the style."""
        for level in range(9):
            definition = self._level(number_id, level)
            if definition is not None and value(definition.find(W + "pStyle")) == style_id:
                return level
        return 0

    def _level(self, number_id: str, level: int) -> Any | None:
        key = (number_id, level)
        if key not in self._cache:
            self._cache[key] = self._find_level(number_id, level)
        return self._cache[key]

    def _find_level(self, number_id: str, level: int) -> Any | None:
        item = self._numbers.get(number_id)
        if item is None or number_id == "0":
            return None
        for override in item.iterchildren(W + "lvlOverride"):
            own = override.find(W + "lvl")
            if value(override, "ilvl") == str(level) and own is not None:
                return own
        abstract = self._abstract_of(number_id)
        found = () if abstract is None else abstract.iterchildren(W + "lvl")
        return next((e for e in found if value(e, "ilvl") == str(level)), None)

    def _abstract_of(self, number_id: str) -> Any | None:
        item = self._numbers.get(number_id)
        key = "" if item is None else value(item.find(W + "abstractNumId"))
        abstract = self._abstract.get(key)
        link = None if abstract is None else abstract.find(W + "numStyleLink")
        if link is not None:  # the list is defined by a style elsewhere
            target = value(self._styles.lookup(value(link), "pPr/numPr/numId"))
            if target and target != number_id:
                other = self._numbers.get(target)
                key = "" if other is None else value(other.find(W + "abstractNumId"))
                return self._abstract.get(key)
        return abstract

    def _count(self, number_id: str, level: int, definition: Any) -> dict[int, int]:
        counts = self._counts.setdefault(self._list_key(number_id), {})
        start = self._start(number_id, level, definition)
        for override in self._numbers[number_id].iterchildren(W + "lvlOverride"):
            at = whole(override.find(W + "startOverride"), -1)
            key = (number_id, whole(override, 0, "ilvl"))
            if at >= 0 and key not in self._overridden:
                self._overridden.add(key)
                counts[key[1]] = at - 1
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [key for key in counts if key > level]:
            del counts[deeper]
        return counts

    def _list_key(self, number_id: str) -> str:
        abstract = self._abstract_of(number_id)
        return number_id if abstract is None else "a" + value(abstract, "abstractNumId")

    def _start(self, number_id: str, level: int, definition: Any) -> int:
        return whole(definition.find(W + "start"), 1)

    def _written(self, number_id: str, level: int, counts: dict[int, int], plain: bool) -> str:
        definition = self._level(number_id, level)
        if definition is None:
            return ""
        number = counts.get(level, self._start(number_id, level, definition))
        form = _FORMATS.get(value(definition.find(W + "numFmt")), str)
        return str(number) if plain or not 1 <= number <= _HIGHEST else form(number)
