"""The day that a question for a beginning or an end asks for, where the documents give the whole span: 4月16日至4月22日
ends on 4月22日."""

from __future__ import annotations

import re
from typing import Literal

from ingest.grammar import find_times

WHEN = r"(?:几[号日月点]|哪一?[天日年月]|什么时[候间]|啥时候?|何时)"
ENDS = re.compile(
    rf"截止|最[晚迟]|{WHEN}(?:为止|结束|完(?!成)|之?前)|(?:到|至){WHEN}|结束(?:是|在)?{WHEN}"
)
"""Asks for the end of a span."""
BEGINS = re.compile(
    rf"(?:从|自|打){WHEN}|{WHEN}(?:开始|起|开(?=[报放学]))|最早|开始(?:是|在)?{WHEN}"
)
"""Asks for its beginning."""
BOTH = re.compile(rf"{WHEN}(?:开始)?(?:到|至){WHEN}|起止|哪几天")
BETWEEN = re.compile(r"\s*(?:至|到|—+|–|―|-|～|~)\s*")
MONTH = re.compile(r"(?:(?:\d{4}|[〇零一二三四五六七八九]{4})年)?[\d一二三四五六七八九十]{1,3}月")
DAY = re.compile(r"[\d一二三四五六七八九十]{1,3}[日号]")
CLOCK = re.compile(r"\s*(?:[上下]午|晚上?|中午)?\s*\d{1,2}(?:[:：]\d{2}|[时点](?:\d{1,2}分|半)?)")

End = Literal["begin", "end", ""]


def asked_end(question: str) -> End:
    """Which end of a span is asked for; none where both are, or the whole."""
    begins, ends = bool(BEGINS.search(question)), bool(ENDS.search(question))
    if begins == ends or BOTH.search(question):
        return ""
    return "begin" if begins else "end"


def said_first(question: str, words: str) -> str:
    """The day asked for, to be said before the words that give the whole span; empty where these give none, or several
    that end on other days."""
    asked = asked_end(question)
    spans = [t for t in find_times(words) if asked and t.lo and t.hi and t.lo != t.hi]
    found = dict.fromkeys(
        filter(None, (_end(t.text + _clock(words[t.end :], asked), asked) for t in spans))
    )
    if len(found) != 1:
        return ""
    return f"{'开始' if asked == 'begin' else '截止'}时间：{next(iter(found))}"


def _clock(behind: str, asked: End) -> str:
    """The time of day behind a span, which is that of its end."""
    match = CLOCK.match(behind)
    return match.group() if match and asked == "end" else ""


def _end(span: str, asked: End) -> str:
    """One end of a span as it is written, with the month that it shares with the other."""
    parts = BETWEEN.split(span)
    if len(parts) != 2 or not all(DAY.search(part) for part in parts):
        return ""
    first, last = (part.strip("从自于在前止起期间 ") for part in parts)
    month = MONTH.match(first)
    if asked == "begin":
        return first
    return last if MONTH.match(last) or month is None else f"{month.group()}{last}"
