"""Times that come again (每月25日前, 每学期开学前) and spans counted from an event (30日内)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.grammar.festivals import FESTIVAL
from ingest.grammar.festivals import read as festival
from ingest.grammar.points import POINT, readings
from ingest.grammar.rawtime import DASH, N, RawTime, S
from ingest.records import PartialDate, Precision, Relation

_COUNT = r"[一两二三四五六七八九十\d]{1,3}[次场]"
RECURRING = re.compile(
    r"(?:每逢|每(?:年度?|个?月|个?学期|学年|季度|个季度|周|星期|天|日|半年|两周|[两二三四五2-5]年|晚|[一个]{0,2}(?:会计|财政|财务|预算)年度(?:(?:结束|终了)[时后]?)?)|逐年)(?!\s{0,3}[0-9０-９.一二三四五六七八九十]+(?:万|亿|多|余)*\s{0,3}(?:元|个百分|%|％|人|所))"
    r"|按(?:月|季度?|学期|学年|年度?(?!计划|任务|目标|预算))"
    r"(?=[^，。；,;\n]{0,3}(?:发放|拨付|调度|更新|开展|组织|召开)|[^，。；,;\n]{0,14}?(?:公[布示开]|通报|报[送告]|上报|审[查计]|检查|考核|评估|汇总)(?!结果|情况|标准|办法))"
    rf"|(?<![\d第同每近])一(?:年|学年|学期|个月|周)(?=(?:不少于|不低于|不超过|至少|最多)?{_COUNT})"
)
"""每月, 每学期, 每年, 一年两次, 按月公布: the same again; not the rate of 每年800元."""
PRECISION: tuple[tuple[str, Precision], ...] = (
    ("学期", "term"), ("学年", "year"), ("季", "quarter"), ("半年", "half"), ("月", "month"), ("年", "year"),
)  # fmt: skip
"""What recurs → precision; days and weeks are day-precise."""
_BEFORE = r"(?:之前|以前|前(?![后期往来]))"
_WITHIN = rf"后?(?:{N}|两)个?(?:工作日|日|天|周|月)(?:之内|以内|内)"
TAILS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("学期", re.compile(
        rf"的?(?:(?:开学[初时]?|结束|期?[末初]|期中(?!考))(?:{_BEFORE}|(?:{_WITHIN}|后(?!勤)))?|第[一二三]个?月|第{N}周)")),
    ("学年", re.compile(rf"(?:开学|结束|[末初])(?:{_BEFORE}|(?:{_WITHIN}|后(?!勤)))?")),
    ("季度", re.compile(
        rf"的?(?:(?:首个?月|末月|最后一个月|第[一二三]个月)(?:{N}[日号])?|[末初底])(?:{_BEFORE})?")),
    ("月", re.compile(
        rf"的?月?(?:[底末初](?![中高级])|[上中下]旬|第[一二三四](?:个?周|个?(?:星期|周)[一二三四五六日])|最后一个?(?:周|星期[一二三四五六日])|{S}{N}{S}[日号](?:{S}(?:{DASH}|、|和){S}{N}{S}[日号])?)(?:{_BEFORE})?")),
    ("周", re.compile(rf"[一二三四五六日](?![次个轮节名项场天])(?:(?:{DASH}|、|和)周?[一二三四五六日])?(?:[上下]午)?(?:{_BEFORE})?")),
)  # fmt: skip
"""What recurs → what of it: 每季度[首月15日前], 每学期[开学后两周内]."""

DURATION = re.compile(
    rf"(?=[0-9０-９一二两三四五六七八九十半])(?:"
    rf"(?:{N}|[0-9]{{3}}|半|两)\s{{0,3}}个?(?:工作日|自然日|日|天|个月|月|周|星期|小时|年)(?:时间)?(?:之内|以内|内)(?!部|容|外|地|涵)"
    rf"|(?<=今后)(?:{N}|两)年|(?<=未来)(?:{N}|两)年"
    rf"|(?<=用)(?:{N}|两)\s{{0,2}}(?:年|个月)(?:左右)?的?时间"
    rf"|(?:{N}|两)\s{{0,2}}(?:年|个月)左右的?(?:时间|(?=[，。；,;完建实基])))"
)
"""30日内, 用三年左右时间: a span counted from an event."""
_SPAN = r"(?:工作日|自然日|日|天|月|周|星期|小时)"
AHEAD = re.compile(
    rf"(?:开工|施工|实施|召开|举行|举办|活动|使用|出发|考试|招生|开学|放假|变更|终止|到期|届满|停办|开始|离校|入学|启动|会议|比赛|培训)"
    rf"(?:{N}|[0-9]{{3}})\s{{0,3}}个?(?:工作日|日|天|月)(?:之前|以前|前)(?![后期沿往来途])"
    rf"|(?<=[在于])(?!每)[\u4e00-\u9fff](?:(?![年月日前后内中上下])[\u4e00-\u9fff]){{1,15}}?(?:前\s{{0,2}}(?:{N}|[0-9]{{3}}|两)个?{_SPAN}(?!期)|(?:{N}|[0-9]{{3}}|两)个?{_SPAN}(?:之前|以前|前))"
    rf"|提前(?:至少)?(?:{N}|[0-9]{{3}})\s{{0,3}}个?(?:工作日|日|天|月)(?!龄)"
)
"""开工七日前, 报名前十五日, 提前5个工作日: counted back from an event."""
EVENT = re.compile(
    r"(?:(?:自|从)[^，。；,;\n\d自从]{1,20}?(?:(?:之?日)?起|后)\s{0,2}|(?:新学期)?开学后?"
    r"|(?<=[在于])[^，。；,;、\n\d在于应]{2,14}后|(?:(?<=[，。；,;\n])|^)[收接录竣验受签批取获结][^，。；,;、\n\d在于应]{1,12}后)$"
)
"""[自印发之日起]15个工作日内: the event is part of the time."""
LONGEST_EVENT = 28
FROM_NOW = re.compile(r"即日起|自(?:发布|印发|公布)之日起")


def durations(text: str, reference: dt.date | None) -> Iterator[RawTime]:
    """Spans without days of their own: to be done within them, or from the day the text names."""
    for match in DURATION.finditer(text):
        start, words = match.start(), match.group()
        if text[max(0, start - 1) : start] in tuple("月第0123456789"):
            continue
        precision: Precision = "month" if "月" in words else "year" if "年" in words else "day"
        event = EVENT.search(text, max(0, start - LONGEST_EVENT), start)
        span = (event.start() if event else start, match.end())
        yield RawTime(span, None, None, precision, relation="by")
    for match in AHEAD.finditer(text):
        precision = "month" if "月" in match.group() else "day"
        yield RawTime(match.span(), None, None, precision, relation="by")
    for match in FROM_NOW.finditer(text):
        day = None
        if reference and match.group() == "即日起":
            day = PartialDate(reference.year, reference.month, reference.day)
        yield RawTime(match.span(), day, None, "day", relation="from")


def recurrences(text: str) -> Iterator[RawTime]:
    """Everything that comes again, with what of each year, term, quarter, month or week is meant."""
    for match in RECURRING.finditer(text):
        words = match.group()
        yearly = words in ("每年", "每年度", "每逢")
        if yearly and (inner := _of_each_year(text, match)):
            yield from inner
            continue
        precision: Precision = next((p for w, p in PRECISION if w in words), "day")
        tail = _tail(text, match.end(), words)
        if tail is not None:
            yield RawTime((match.start(), tail.end()), None, None, *_said(tail), recurring=True)
        elif words not in ("逐年", "每逢"):
            yield RawTime(match.span(), None, None, precision, recurring=True)


def _tail(text: str, end: int, words: str) -> re.Match[str] | None:
    for name, pattern in TAILS:
        if words.endswith(name) and words.startswith("每") and "两" not in words:
            return pattern.match(text, end)
    return None


def _said(tail: re.Match[str]) -> tuple[Precision, bool, Relation]:
    words = tail.group()
    precision: Precision = "day" if re.search(r"[日号周天]|^[一二三四五六日]", words) else "month"
    by = words.endswith("前") or words.endswith("内")
    return precision, False, "by" if by else "from" if words.endswith("后") else "in"


def _of_each_year(text: str, match: re.Match[str]) -> list[RawTime]:
    """每年9月, 每年的6月1日, 每年教师节前."""
    end = match.end() + text.startswith("的", match.end())
    point = POINT.match(text, end)
    found: list[RawTime] = []
    if point and not (point["y"] or point["iso"] or point["sy"] or point["ya"]):
        found = list(readings(text, point, None, False, None))
    elif feast := FESTIVAL.match(text, end):
        found = [time for time in [festival(text, feast, None)] if time]
    return [replace(time, span=(match.start(), time.span[1]), recurring=True) for time in found]
