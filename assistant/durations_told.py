"""Stretches of time as people tell them in passing, with the unit that the grammar reads: 五个礼拜 are 五周, 一个半月 45 days."""

from __future__ import annotations

import re
from decimal import Decimal

from ingest.grammar import parse_numeral

_NUMERAL = r"[一二两三四五六七八九十\d]{1,3}"
_WEEKS = re.compile(
    rf"(?<![第一二两三四五六七八九十\d])({_NUMERAL})(?:个|個)?(?P<more>多|来)?个?(?:礼拜|星期)(?![一二三四五六日天几\d])"
)
"""五个礼拜, 三个多星期; 礼拜五 and 第三个星期 are days and weeks of a calendar."""
_HALF_MORE = re.compile(rf"(?<![第一二两三四五六七八九十\d])({_NUMERAL})个半(?P<unit>月|礼拜|星期)")
"""一个半月."""
_HALF_MONTH = re.compile(r"(?<![个下上前后\d])(?P<most>大)?半(?:拉)?个?月(?!刊|谈|[底份板])")
"""读了半个月; 上半月 is a part of a calendar's month."""
_ABOUT_ONE = re.compile(r"(?<![一-鿿])个把月|(?<=[了满有才约])个把月")
MONTH, WEEK = 30, 7
"""Days as a case is reckoned in."""


def with_durations(question: str) -> str:
    """The question with weeks and halves of months said as the grammar reads them."""
    said = _HALF_MORE.sub(_days, question)
    said = _WEEKS.sub(lambda m: f"{m[1]}{m['more'] or ''}周", said)
    said = _HALF_MONTH.sub(lambda m: "20天" if m["most"] else "15天", said)
    return _ABOUT_ONE.sub("一个月", said)


def _days(told: re.Match[str]) -> str:
    number = parse_numeral(told[1])
    if number is None:
        return told[0]
    unit = MONTH if told["unit"] == "月" else WEEK
    return f"{int(unit * (number + Decimal('0.5')))}天"
