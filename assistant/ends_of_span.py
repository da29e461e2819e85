"""The day that a question for a beginning or an end asks for, where the documents give the whole span: 4月16日至4月22日
ends on 4月22日."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from assistant.terms import pairs
from ingest.grammar import find_times

if TYPE_CHECKING:
    from ingest.grammar.times import TimeSpan

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
BEGUN = re.compile(r"(?:开始|起)?[，,]?")
"""What may stand between the two ends of one span."""
UNTIL = re.compile(r"[到至]")
MONTH_ASKED = re.compile(r"(?<![\d年])\d{1,2}月(?!\d)")
"""A month that a question names."""
BETWEEN = re.compile(r"\s*(?:至|到|—+|–|―|-|～|~)\s*")
MONTH = re.compile(r"(?:(?:\d{4}|[〇零一二三四五六七八九]{4})年)?[\d一二三四五六七八九十]{1,3}月")
DAY = re.compile(r"[\d一二三四五六七八九十]{1,3}[日号]")
CLOCK = re.compile(r"\s*(?:[上下]午|晚上?|中午)?\s*\d{1,2}(?:[:：]\d{2}|[时点](?:\d{1,2}分|半)?)")

End = Literal["begin", "end", ""]


@dataclass(frozen=True, slots=True)
class _Told:
    """A span where it stands in the words, and what stands before it: 秋季学期 of 秋季学期9月1日至9月20日."""

    start: int
    end: int
    label: str


def asked_end(question: str) -> End:
    """Which end of a span is asked for; none where both are, or the whole."""
    begins, ends = bool(BEGINS.search(question)), bool(ENDS.search(question))
    if begins == ends or BOTH.search(question):
        return ""
    return "begin" if begins else "end"


def said_first(question: str, words: str) -> str:
    """The day asked for, to be said before the words that give the whole span; empty where these give none, or several
    that end on other days and of which the question names none."""
    asked = asked_end(question)
    if not asked:
        return ""
    ends = [
        (end, span.label) for span in _spans(words) if (end := _end(words[span.start : span.end], asked))
    ]  # fmt: skip
    found = {end for end, _ in ends}
    if len(found) > 1:
        found = set(_named(question, ends))
    return f"{'开始' if asked == 'begin' else '截止'}时间：{found.pop()}" if len(found) == 1 else ""


def _spans(words: str) -> list[_Told]:
    """The spans of the words, also one whose ends are told in clauses side by side: 从1日开始，到5日结束."""
    times = find_times(words)
    found: list[_Told] = []
    label = 0
    for n, time in enumerate(times):
        then = times[n + 1] if n + 1 < len(times) else None
        if time.lo and time.hi:
            end = time.end + _clock(words[time.end :])
            if time.lo != time.hi:
                found.append(_Told(time.start, end, words[label : time.start]))
            label = end
        elif time.lo and then and then.hi and not then.lo and _side_by_side(words, time, then):
            found.append(_Told(time.start, then.end, words[label : time.start]))
    return found


def _side_by_side(words: str, first: TimeSpan, last: TimeSpan) -> bool:
    return bool(UNTIL.match(words[last.start :])) and bool(
        BEGUN.fullmatch(words[first.end : last.start])
    )


def _named(question: str, ends: Sequence[tuple[str, str]]) -> list[str]:
    """Of several ends those that the question names most: by their month, else by the words before their span."""
    month = MONTH_ASKED.search(question)
    if month and (of := [end for end, _ in ends if end.startswith(month.group())]):
        return of
    shared = [len(set(pairs(label)) & set(pairs(question))) for _, label in ends]
    best = max(shared)
    return [end for (end, _), held in zip(ends, shared, strict=True) if held == best and best > 0]


def _clock(behind: str) -> int:
    """How long the time of day behind a span is, which is that of its end."""
    match = CLOCK.match(behind)
    return match.end() if match else 0


def _end(span: str, asked: End) -> str:
    """One end of a span as it is written, with the month that it shares with the other."""
    parts = BETWEEN.split(re.sub(r"(?:开始|起)[，,]", "", span))
    if len(parts) != 2 or not all(DAY.search(part) for part in parts):
        return ""
    first, last = (part.strip("从自于在前止起期间 ") for part in parts)
    month = MONTH.match(first)
    if asked == "begin":
        return first
    return last if MONTH.match(last) or month is None else f"{month.group()}{last}"
