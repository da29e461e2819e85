"""Times that stand outside the sentence they govern: a heading of its own (三月), a label at an item's end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.extract import guards, owners
from ingest.extract.reading import SHORT_LINE, STOP, Line, fact_time
from ingest.extract.speaking import PART, UNMARKED, rank, spoken_for
from ingest.grammar.times import TimeSpan
from ingest.records import FactTime

# （责任单位：…；完成时限：2026年6月底）: the label of the time by which the item before it is to be done.
LIMIT = re.compile(
    r"(?P<label>(?:完成|办结|整改|落实|推进|达成)(?:时限|时间(?:节点|要求)?|期限|日期)|(?<![\u4e00-\u9fff])(?:时限(?:要求)?|时间(?:节点|要求|进度)|进度(?:安排|要求)))"
    r"\s*[:：]\s*(?:力争|确保|于|在)?"
)
# What may stand behind the time of such a label, and what before the label.
LIMIT_ENDS = re.compile(r"(?:之?前|以前|完成|前完成)?\s*(?:$|[)）】\]；;，,。\s])")
LIMIT_OPENS = re.compile(r"(?:^|[（(【\[；;，,。\s]|[^：:，,。；;]{2,40})$")
# （A科牵头，B科配合，6月底前完成）: the same without a label, in the bracket that names the offices.
CHARGED = re.compile(
    r"[（(【\[〔](?P<inside>[^（）()【】\[\]〔〕]*(?:牵头|负责|主办|承办|配合)[^（）()【】\[\]〔〕]*)[)）】\]〕]"
)
CHARGED_OPENS = re.compile(r"(?:^|[，,；;、])\s*(?:于|在|力争|确保)?$")
CHARGED_ENDS = re.compile(
    r"(?:之?前|以前)?(?:全面|全部|基本)?(?:完成|办结|到位|结束|建成|落实|见效|达标|投入使用|完工|做完|取得实效)?\s*(?:$|[；;，,、])"
)
# 三月份重点工作：, 第二周（3月2日—8日）: what a heading says besides its time.
HEAD_REST = re.compile(
    r"(?:[至到—–\-~～、和]+第[一二三四五六七八九十\d]{1,3}周)?(?:份|期间|内)?(?:的?(?:重点|主要|常规|具体|中心|全局)*(?:工作|任务|活动|事项)*(?:安排|计划|要点|内容)?)[：:]?"
)
BRACKETS = re.compile(r"[（()）\[\]【】]")
JOINED = re.compile(r"\s*(?:[至到—–\-~～、和]|——)\s*")
HEAD_LENGTH = 32
# Lines at the end of a list that belong to none of its items.
CLOSING = re.compile(
    r"^\s*(?:附件|附表|附[:：]|备?注[:：]|说明[:：]|联系[人电]|抄送|主送|来源|以上)"
)


@dataclass(frozen=True, slots=True)
class Outer:
    """A time for the tasks and values of a line that have none of their own.

    ``listed``: the line is an item of a list below a heading, and names its task itself.
    """

    time: FactTime
    listed: bool


def outer_times(lines: Sequence[Line]) -> tuple[list[Line], list[Outer | None]]:
    """The lines with the times of labels masked, and what governs each from outside."""
    limits = [_limit(line) for line in lines]
    masked = [
        replace(line, masks=_with(line, found[1])) if found else line
        for line, found in zip(lines, limits, strict=True)
    ]
    times = [found[0] if found else None for found in limits]
    said = [time is not None for time in times]
    for index in range(len(lines) - 1, 0, -1):
        if said[index] and _only_label(lines[index]):
            _hand_up(lines, times, index, said)
    for index, line in enumerate(lines):
        if times[index] is not None and _only_label(line):
            times[index] = None
    heads = _heads(masked)
    above = {head.time.start for head in heads if head is not None}
    masked = [
        replace(line, masks=_with(line, guards.Mask(line.start, line.end, "标题中的时间")))
        if any(time.start in above for time in line.times)
        else line
        for line in masked
    ]
    return masked, [
        Outer(limit, listed=False) if limit else head
        for limit, head in zip(times, heads, strict=True)
    ]


# --- labels at the end of an item ---------------------------------------------------------------


def _limit(line: Line) -> tuple[FactTime, guards.Mask] | None:
    """The time of the label that closes a line, with the stretch that it takes."""
    for label in LIMIT.finditer(line.text):
        if not LIMIT_OPENS.search(line.text[: label.start()]):
            continue
        time = next((t for t in line.times if t.start == line.start + label.end()), None)
        if time is None or not LIMIT_ENDS.match(line.text[time.end - line.start :]):
            continue
        start = line.start + label.start()
        return fact_time(_last(time)), guards.Mask(start, time.end, "完成时限")
    return _charged_limit(line)


def _charged_limit(line: Line) -> tuple[FactTime, guards.Mask] | None:
    """The time beside the offices in the bracket that closes a line of one item."""
    brackets = list(CHARGED.finditer(line.text))
    if len(brackets) != 1 or line.text[brackets[0].end() :].strip("。；;，, "):
        return None
    first, last = (line.start + at for at in brackets[0].span("inside"))
    for time in line.times:
        if not first <= time.start <= time.end <= last or (time.lo is None and time.hi is None):
            continue
        before = line.text[first - line.start : time.start - line.start]
        after = line.text[time.end - line.start : last - line.start]
        if CHARGED_OPENS.search(before) and CHARGED_ENDS.match(after):
            return fact_time(_last(time)), guards.Mask(time.start, time.end, "完成时限")
    return None


def _last(time: TimeSpan) -> TimeSpan:
    """A bare day or month behind 完成时限 is the last one; a stretch is not."""
    lo, hi = time.lo, time.hi
    if time.relation != "in" or time.recurring or lo is None or hi is None:
        return time
    one = lo == hi if time.precision == "day" else time.precision == "month"
    same = (lo.year, lo.month) == (hi.year, hi.month) or "年底" in time.text
    return replace(time, relation="by", lo=None) if one and same else time


def _with(line: Line, mask: guards.Mask) -> tuple[guards.Mask, ...]:
    return tuple(sorted((*line.masks, mask), key=lambda one: one.start))


def _only_label(line: Line) -> bool:
    """Whether a line does nothing but say who answers and by when."""
    label = LIMIT.search(line.text)
    return label is not None and (
        not line.text[: label.start()].strip("（( ") or owners.only_owner(line.text)
    )


def _hand_up(
    lines: Sequence[Line], times: list[FactTime | None], index: int, said: Sequence[bool]
) -> None:
    """A label on a line of its own speaks for the lines of its item above it."""
    reached = list(spoken_for(lines, index, said))
    if len(reached) > 1 and _is_heading(lines[reached[-1]]):
        reached.pop()
    for above in reached:
        times[above] = times[index]


def _is_heading(line: Line) -> bool:
    return rank(line.text) <= PART and len(line.text) <= SHORT_LINE and not STOP.search(line.text)


# --- headings of their own ----------------------------------------------------------------------


def _heads(lines: Sequence[Line]) -> list[Outer | None]:
    """The time of the heading that each line stands under, if it is nothing but a time."""
    named = [_head(line) for line in lines]
    dates = [bool(guards.DATE_LINE.match(line.text)) for line in lines]
    alone = sum(1 for head, date in zip(named, dates, strict=True) if head and date) < 2
    found: list[Outer | None] = []
    held: FactTime | None = None
    own, first, written = UNMARKED, -1, False
    for line, head, date in zip(lines, named, dates, strict=True):
        deep = rank(line.text)
        if head is not None and not (date and alone):
            held, own, first, written = head, deep, -1, date
            found.append(None)
            continue
        if held is not None and _ends(line, deep, own, first):
            held = None
        if held is not None and first < 0:
            first = deep
        item = held is not None and deep == first and _is_item(line)
        item = item and not (written and deep == UNMARKED)
        found.append(Outer(held, listed=True) if item and held is not None else None)
    return found


def _head(line: Line) -> FactTime | None:
    """The time of a line that says nothing else: 三月, （六）6月份重点工作, 第一周（2月23日—3月1日）."""
    if len(line.text) > HEAD_LENGTH or not line.times or line.mode == "review":
        return None
    number = guards.NUMBERING.match(line.text)
    run = _run(line)
    left, at = "", line.start + (number.end() if number else 0)
    for time in run:
        left += line.text[max(at, line.start) - line.start : time.start - line.start]
        at = time.end
    left += line.text[at - line.start :]
    if not HEAD_REST.fullmatch("".join(BRACKETS.sub("", left).split())):
        return None
    dated = [t for t in run if t.lo is not None or t.hi is not None]
    time = dated[0] if dated else run[0]
    if time.precision == "day" and "周" not in line.text:
        return None  # the days of a meeting head no tasks
    alike = all((t.lo, t.hi) == (time.lo, time.hi) for t in dated)
    return fact_time(time) if alike and _governs(time) else None


def _run(line: Line) -> list[TimeSpan]:
    """The times of a line; weeks without days that are joined (第三周至第四周) are one."""
    run: list[TimeSpan] = []
    for time in line.times:
        last = run[-1] if run else None
        between = line.text[last.end - line.start : time.start - line.start] if last else ""
        if last is not None and last.hi is None and time.hi is None and JOINED.fullmatch(between):
            words = line.text[last.start - line.start : time.end - line.start]
            run[-1] = replace(last, end=time.end, text=words)
        else:
            run.append(time)
    return run


def _governs(time: TimeSpan) -> bool:
    """Whether a list of tasks may stand under a time: a month, a week, a term, not a year or a day."""
    if time.recurring or time.precision in ("year", "plan"):
        return False
    return time.precision != "day" or time.lo is None or time.lo != time.hi


def _ends(line: Line, deep: int, own: int, first: int) -> bool:
    if CLOSING.match(line.text) or guards.DATE_LINE.match(line.text):
        return True
    if own != UNMARKED and deep <= own:
        return True
    return deep < first if first not in (-1, UNMARKED) else first == UNMARKED and deep <= PART


def _is_item(line: Line) -> bool:
    text = line.text.strip()
    return not text.endswith(("：", ":")) and not owners.only_owner(text)
