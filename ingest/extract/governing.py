"""Decides what each time of a sentence governs: the words behind it, before it, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from ingest.extract.clauses import Sentence
from ingest.extract.reading import Line
from ingest.grammar.times import TimeSpan

Role = Literal["lead", "inner", "tail", "label", "aside", "attribute"]

# What makes a time a mere attribute of the noun behind it.
ATTRIBUTE_AFTER = re.compile(
    r"^(?:的|版|届|级|期(?!间|末|初)|度(?!假)|标准|以来|至今|期间的|(?:印发|出台|颁布|下发|发布|公布|修订|修正|制定|召开|举办)的|第[一二三四五六七八九十\d]+[次届号])"
)
# Words before a time that tie it to an event, not to a task.
ATTRIBUTE_BEFORE = re.compile(
    r"(?:根据|依据|依照|参照|贯彻|落实|截至|截止|较|比|同比|相比|与|自从|对照|修订|印发|公布|发布|颁布|批准|实施|施行|出生|毕业|入学|取得|任职)(?:的|于|在)?$"
)
# What is left of a time that the grammar may not have taken along.
AFTER_TIME = re.compile(
    r"^\s*(?:[（(][^）)]{0,10}[)）])?\s*(?:开始(?=\s*$)|起|止|前|之前|以前|底前|内|以内|间|期间|份)?\s*"
)
BEFORE_TIME = re.compile(
    r"(?:[在于到至自从截]|截至|截止|力争|争取|确保|计划|拟|预计|原则上|应当?|须|要|将|务必|必须|最迟|不迟于|不晚于)*$"
)
# What a time may close: 9月底前完成.
CLOSING = re.compile(
    r"^(?:前|之前|底前)?(?:全部|全面|基本|必须|务必|要|须|力争)*"
    r"(?:完成|结束|到位|建成|竣工|完工|开工|投入使用|交付使用|交付|启用|使用|实现|落实|上线|运行|施行|实施|执行|生效|举行|召开|进行|开始|截止|废止|达标|验收|验收合格|开学|报到|开园|开课|停止|失效|启动|前完成)"
    r"(?:使用|目标|任务|工作|整改|建设|完毕|到位|合格|验收|招生|办学|报名)?(?![\u4e00-\u9fff]{3,})"
)
# What joins times that share one task: 9月、11月各举办1期; 9月底前、次年3月底前分别完成.
JOINS = re.compile(r"^\s*(?:[、和及与]|以及)\s*(?:次年|翌年|当年|每年)?\s*$")
# Labels of a document's own days, not of a task.
OWN_DAY = re.compile(
    r"(?:印发|发布|成文|发文|公布|更新|生成|上传|打印)(?:日期|时间)?$|^(?:日期|时间|来源)$"
)
LABEL_LENGTH = 20
# A label whose value is a time: 报名时间：…
LABEL = re.compile(
    r"(?:时间|日期|时限|期限|截止|节点|工期|周期|进度|阶段|有效期)(?:及[\u4e00-\u9fff]{1,4}|、[\u4e00-\u9fff]{1,4}|安排|要求)?$"
)


@dataclass(frozen=True, slots=True)
class Governed:
    """A time with its place in the sentence; ``before`` and ``after`` are the rest of its clause."""

    time: TimeSpan
    role: Role
    clause: int
    before: str
    after: str


def governed(line: Line, sentence: Sentence) -> list[Governed]:
    """The times of a sentence that no mask covers, each with its role, in order."""
    times = [
        t
        for t in line.times
        if sentence.start <= t.start and t.end <= sentence.end and not line.masked(t.start, t.end)
    ]
    found: list[Governed] = []
    runs = list(_runs(line, times))
    for index, run in enumerate(runs):
        first, last = run[0], run[-1]
        number = sentence.clause_at(first.start)
        clause = sentence.clauses[number]
        following = runs[index + 1][0].start if index + 1 < len(runs) else clause.end
        preceding = runs[index - 1][-1].end if index else clause.start
        before = line.text[max(clause.start, preceding) - line.start : first.start - line.start]
        after = line.text[
            last.end - line.start : max(last.end, min(clause.end, following)) - line.start
        ]
        role = _role(before, after, _label(sentence, number, line, last), first)
        found += [Governed(_alike(time, first), role, number, before, after) for time in run]
    return found


def _runs(line: Line, times: list[TimeSpan]) -> Iterator[list[TimeSpan]]:
    """Times that only list marks part, together."""
    run: list[TimeSpan] = []
    for time in times:
        between = line.text[run[-1].end - line.start : time.start - line.start] if run else ""
        if run and not JOINS.match(between):
            yield run
            run = []
        run.append(time)
    if run:
        yield run


def _alike(time: TimeSpan, first: TimeSpan) -> TimeSpan:
    """每年3月、9月: what the first time says of every year holds for the others too."""
    if time is first or not first.recurring or time.recurring:
        return time
    lo = time.lo.with_year(None) if time.lo else None
    hi = time.hi.with_year(None) if time.hi else None
    return replace(time, lo=lo, hi=hi, recurring=True)


def rest(text: str) -> str:
    """The words behind a time without what still belongs to the time."""
    return text[_rest_at(text) :]


def _rest_at(text: str) -> int:
    match = AFTER_TIME.match(text)
    return match.end() if match else 0


def _label(sentence: Sentence, number: int, line: Line, time: TimeSpan) -> bool:
    """Is the clause before a label of this time: 报名时间：…, or 区级展演：… with nothing behind it?"""
    if number == 0:
        return False
    clause, own = sentence.clauses[number - 1], sentence.clauses[number]
    colon = line.text[clause.end - line.start : own.start - line.start]
    if colon.strip()[:1] not in ("：", ":"):
        return False
    if LABEL.search(clause.text):
        return True
    alone = (
        number == 1
        and len(sentence.clauses) == 2
        and not rest(line.text[time.end - line.start : own.end - line.start]).strip("。；; ")
    )
    return alone and len(clause.text) <= LABEL_LENGTH and not OWN_DAY.search(clause.text.strip())


def _role(before: str, after: str, label: bool, time: TimeSpan) -> Role:
    head = BEFORE_TIME.sub("", before.strip())
    if label:
        return "label"
    if re.search(r"[（(](?:[^）)]{0,6})$", before):
        return "aside"
    if before.rstrip().endswith("在") and re.search(r"(?:中|时|期间|过程)$", after):
        return "attribute"
    if ATTRIBUTE_AFTER.match(after) or ATTRIBUTE_BEFORE.search(before.strip()):
        return "attribute"
    behind = rest(after)
    if not head or re.fullmatch(r"[（(]?[一二三四五六七八九十\d]+[)）、.．]\s*", head):
        return "lead"
    if not behind or CLOSING.match(behind):
        return "tail"
    return "inner"
