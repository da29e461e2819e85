"""Words around a number that bound it: 不低于, 以上, 左右; and the alternations made of them.

Inclusion follows 民法典 art. 1259: 以上, 以下, 以内 include the number; 超过, 不满, 以外 do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.records import Comparator

PREFIXES: tuple[tuple[str, Comparator], ...] = (
    # at least
    ("不得低于|不得少于|不应低于|不应少于|不能低于|不能少于|不低于|不少于|不得小于|不应小于|不小于|不下于|至少|起码|最低|最少|≥|>=", "ge"),
    # at most
    ("不得超过|不得高于|不得多于|不得大于|不应超过|不应高于|不应大于|不能超过|不能高于|不超过|不高于|不多于|不大于|至多|最多|最高|控制在|≤|<=", "le"),
    # more than, less than
    ("超过|高于|多于|大于|突破|逾|超|＞|>", "gt"),
    ("低于|少于|小于|不足|不满|不到|＜|<", "lt"),
    # about
    ("大约|大概|将近|接近|约|近", "approx"),
)  # fmt: skip
"""Words before a number; the longer ones stand first within the alternation."""
SUFFIXES: tuple[tuple[str, Comparator], ...] = (
    ("及以上|或以上|以上|起步|起", "ge"),
    ("及以下|或以下|以下|以内|之内|内", "le"),
    ("以外|之外", "gt"),
    ("左右|上下", "approx"),
)  # fmt: skip
"""Words after a unit."""
VERBS = re.compile(r"(?:力争|确保)?(?:达到|达|保持在|稳定在)\s{0,3}$")
"""In a plan 达到90% means at least 90%: the verb stays outside the span."""
FAR = re.compile(
    r"("
    + "|".join(words for words, _ in PREFIXES[:2])
    + r")[^，,。；;、\d]{1,14}(?:的|总[数量额]|人数|总[课学]时)\s{0,3}$"
)
"""不超过教学总时长的30%, 不低于教职工总数1%: the comparator stands before what is measured."""


def any_of(words: Iterable[str]) -> str:
    """An alternation, longest first; a look at the first letter spares trying all of them."""
    ordered = sorted(words, key=len, reverse=True)
    first = "".join(sorted({re.escape(word[0]) for word in ordered}))
    return f"(?=[{first}])(?:{'|'.join(map(re.escape, ordered))})"


PRE = any_of(word for words, _ in PREFIXES for word in words.split("|"))
POST = any_of(word for words, _ in SUFFIXES for word in words.split("|"))
PRE_BEFORE = re.compile(rf"({PRE})[在为占]?\s{{0,2}}$")
INCLUDED = r"[（(]含(?:[0-9]{1,6}[一-鿿]{0,2}|本数)?[）)]"
"""10人（含）以上, 500人（含500人）以上"""
MEANING: dict[str, Comparator] = {
    word: comparator for words, comparator in (*PREFIXES, *SUFFIXES) for word in words.split("|")
}


def prefix_before(text: str, start: int) -> tuple[str | None, int]:
    """The prefix that ends where a number starts, and where it begins; else None and ``start``."""
    match = PRE_BEFORE.search(text, max(0, start - 8), start)
    return (match[1], match.start()) if match else (None, start)


def comparator_of(text: str, start: int, pre: str | None, post: str | None) -> Comparator:
    """What bounds the number whose words begin at ``start``: its prefix, its suffix, or words before."""
    if pre and not (post and pre.startswith("控制在")):  # 控制在5%左右 says what its suffix says
        return MEANING[pre] if pre in MEANING else MEANING[pre[:-1]]  # 控制在在, 不低于为
    if post:
        return MEANING[post]
    if far := FAR.search(text, max(0, start - 24), start):
        return MEANING[far.group(1)]
    return "ge" if VERBS.search(text, max(0, start - 8), start) else "eq"
