"""A time as one pattern reads it, before ranges are joined and its surroundings are read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ingest.grammar.numerals import FULL_WIDTH, parse_numeral
from ingest.records import PartialDate, Precision, Relation

N = r"(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})"
"""A month or a day as written."""
YEAR = r"(?:(?:19|20|１９|２０)[0-9０-９]{2}|[一二][九〇○零Ｏ0][〇○零Ｏ0一二三四五六七八九]{2})"
DASH = r"(?:[-—–―－~～]{1,2}|至|到)"
S = r"\s{0,3}"
"""White space within a time: bounded, so that no run of blanks takes long."""


@dataclass(frozen=True, slots=True)
class RawTime:
    """``stretch`` says that the words name both ends; ``next_year`` that they began with 次年."""

    span: tuple[int, int]
    lo: PartialDate | None
    hi: PartialDate | None
    precision: Precision
    own_year: bool = False
    relation: Relation = "in"
    recurring: bool = False
    stretch: bool = False
    next_year: bool = False


@lru_cache(maxsize=2048)
def whole(words: str) -> int:
    """The number of a month, day or count; 0 where the words are none."""
    value = parse_numeral(words.replace("两", "二"))
    return int(value) if value is not None else 0


@lru_cache(maxsize=2048)
def year_of(words: str) -> int:
    """The year in digits of either width or in Han: 二〇二五."""
    digits = words.translate(FULL_WIDTH)
    if digits.isascii():
        return int(digits)
    return whole("".join("〇" if c in "○Ｏ0" else c for c in digits))


def rolled(year: int | None, first: int, last: int) -> int | None:
    """A stretch that ends in an earlier month ends in the next year."""
    return year if year is None or last >= first else year + 1


@lru_cache(maxsize=2048)
def whole_year(year: int | None) -> tuple[PartialDate, PartialDate]:
    """First and last day of a year."""
    return PartialDate(year, 1, 1), PartialDate(year, 12, 31)
