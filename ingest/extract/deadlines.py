"""Binds each time of a sentence that governs a task to its action and owner."""

from __future__ import annotations

import re

from ingest.extract import guards, series, tense
from ingest.extract.actions import WHEN, Bound, completed
from ingest.extract.binding import FORCE, bind
from ingest.extract.clauses import Sentence
from ingest.extract.governing import Governed, rest
from ingest.extract.reading import Line, Years, fact_time
from ingest.extract.roles import ADVERB_HEAD
from ingest.extract.targets import Found, Rejected
from ingest.extract.wording import ACTION, ACTION_VERBS
from ingest.records import Deadline, Span

# The day a document itself was issued.
ISSUED = re.compile(r"(?:正式)?(?:印发(?:校对)?|发布|公布|颁布|发文|通过|修订|修正)")
# Words after which a value stands.
VALUE_FOLLOWS = re.compile(r"(?:为|达到|不低于|不超过|至|(?<![报签收迟])到)$")
# 开展5天: how long something lasts is no task.
LASTS = re.compile(r"[\d一二两三四五六七八九十]+\s*(?:天|小时|分钟)$")
# What is done every day has no day by which it is done.
DAILY = re.compile(r"^每(?:天|日|晚|夜)")
# 实现以下目标: the tasks follow below.
BELOW = re.compile(
    r"(?:以下|如下|下列)[^，,]{0,8}(?:目标|任务|工作|要求|措施|内容|原则|事项|处理|规定)|如下$|^现[就将]"
)
# What a time says of itself or of the speakers: 是开局之年, 我们将继续努力.
UNTOLD = re.compile(
    r"^(?:也|正|既|都)?是(?!否)|^我们|^[^，,]{0,10}主要是|^考验|^[^，,]{0,14}(?:详见|参见|见附)"
)
# What somebody is free to do: 可以提出书面申诉, 学生可申请缓考.
MAY_DO = re.compile(r"^[^，,]{0,12}?(?:可以|可(?=[向在申持凭提]))")
# Names of documents: 学生学籍管理实施细则, …的通知（全文）.
DOCUMENT_NAME = re.compile(
    r"(?:细则|办法|规定|条例|通知|意见|规划|纲要)(?:[（(][^（）()]{1,8}[)）])?$"
)
DOES = re.compile(rf"(?:{ACTION_VERBS}|[向将把对按在由为])")
# By whom and where a text was adopted, or a speech given.
ENACTED = re.compile(r"令第?\S{1,8}号|(?:会议|大会)上|第[一二三四五六七八九十\d]+次会议")
# The line of dates under the title of a law: 2012年7月1日 施行.
BARE_FORCE = re.compile(
    r"^[\s（(]*自?\s*[\d０-９一二三四五六七八九十〇]{2,4}年[^，。；]{2,10}日?起?\s*施行[）)\s]*$"
)
# Words that forbid something for a time, and words that only allow it.
FORBIDDEN = re.compile(r"^[，,]?(?:一律)?不(?:得|予|再|能|可)")
MAY = re.compile(r"可以?$|可以?(?:自|在|于|从)|有权|得以")
MUST = re.compile(r"应当|必须|须")
# What a new rule ends: 《…暂行办法》（…号）同时废止.
REPEALED = re.compile(
    r"(?P<what>《[^《》]{2,60}》)(?:[（(][^（）()]{2,40}[)）])?(?:[、和及以与]{1,2}《[^《》]{2,60}》(?:[（(][^（）()]{2,40}[)）])?){0,6}"
    r"同时(?P<verb>废止|失效|停止执行)"
)
# Names of tables: 2026年项目安排表.
TABLE_NAME = re.compile(r"(?:安排表|一览表|汇总表|分工表|计划表|进度表|任务表|统计表|目录|清单)$")


def find_deadlines(
    line: Line,
    sentence: Sentence,
    times: list[Governed],
    found: Found,
    years: Years,
    owner: str,
    carried: Governed | None = None,
) -> tuple[list[Deadline], list[Rejected]]:
    """All deadlines of one sentence, in order, and what was refused.

    Args:
        carried: The time of the goals in the sentence before, which results told here share.
    """
    deadlines: list[Deadline] = []
    rejected: list[Rejected] = []
    for index, governed in enumerate(times):
        if _inside_value(line, governed):
            continue
        limit = _limit(sentence, times, index)
        bound = bind(line, sentence, governed, limit)
        if reason := _refuse(line, sentence, governed, bound, years):
            rejected.append(Rejected(governed.time.start, governed.time.end, reason))
            continue
        tasks = _tasks(line, sentence, times, governed, bound, limit, found)
        answers = "" if FORCE.match(rest(governed.after)) else owner
        deadlines += [_deadline(line, governed, *task[:3], task[3] or answers) for task in tasks]
    if carried is not None:
        told = series.results(line, sentence, found.clauses)
        deadlines += [_deadline(line, carried, *task[:3], task[3] or owner) for task in told]
    return deadlines + _repealed(line, sentence, times), rejected


def _repealed(line: Line, sentence: Sentence, times: list[Governed]) -> list[Deadline]:
    """What ends on the day that a rule comes into force: 《…办法》同时废止."""
    match = REPEALED.search(sentence.text)
    earlier = [t for t in line.times if t.end <= sentence.start + (match.start() if match else 0)]
    force = [t for t in earlier if FORCE.match(line.text[t.end - line.start :])]
    if match is None or not force:
        return []
    here = next((g for g in times if g.time is force[-1]), None)
    governed = here or Governed(force[-1], "lead", -1, "", "")
    start, end = sentence.start + match.start("what"), sentence.start + match.end()
    return [_deadline(line, governed, match["what"] + match["verb"], start, end, "")]


def _tasks(
    line: Line,
    sentence: Sentence,
    times: list[Governed],
    governed: Governed,
    bound: Bound,
    limit: int,
    found: Found,
) -> list[Bound]:
    """The first task of a time, unless it is a target, and those that stand behind it."""
    first = series.with_actor(line, sentence, completed(line, sentence, bound, times))
    valued = first[4] in found.clauses or (
        governed.clause in found.clauses and governed.role != "lead"
    )
    taken = found.clauses | {other.clause for other in times if other is not governed}
    taken |= {sentence.clause_at(q.start) for q in line.quantities if q.kind == "duration"}
    behind = series.further(line, sentence, governed, bound, limit, taken)
    return behind if valued else [first, *behind]


def _inside_value(line: Line, governed: Governed) -> bool:
    time = governed.time
    return any(
        q.start <= time.start and time.end <= q.end and q.unit and q.kind != "duration"
        for q in line.quantities
    )


def _limit(sentence: Sentence, times: list[Governed], index: int) -> int:
    """The clause before which the reach of a time ends: that of the next leading time."""
    for later in times[index + 1 :]:
        if later.role == "lead" and later.clause > times[index].clause:
            return later.clause
    return len(sentence.clauses)


def _refuse(line: Line, sentence: Sentence, governed: Governed, bound: Bound, years: Years) -> str:
    if reason := guards.background(sentence.text):
        return reason
    if governed.role == "attribute":
        return "时间只修饰名词"
    if DAILY.match(governed.time.text):
        return "日常工作，没有期限"
    if _no_duty(governed):
        return "权利或禁止，不是任务"
    if TABLE_NAME.search(line.text.strip()) and len(line.text.strip()) <= 40:
        return "表格的名称"
    if years.over(governed.time) and not FORCE.match(rest(governed.after)):
        return "时间早于文件的年份"
    if not bound[0] or WHEN.fullmatch(bound[0]):
        return "时间后没有任务"
    if MAY_DO.match(bound[0]):
        return "权利或禁止，不是任务"
    if bound[0].rstrip().endswith("的"):
        return "条件，不是任务"
    if DOCUMENT_NAME.search(bound[0]) and not DOES.match(ADVERB_HEAD.sub("", bound[0])):
        return "文件名称"
    if UNTOLD.match(bound[0]):
        return "说明或表态，不是任务"
    if ENACTED.search(bound[0]) or (
        FORCE.match(rest(governed.after)) and BARE_FORCE.match(line.text)
    ):
        return "立法沿革"
    if BELOW.search(bound[0]):
        return "任务在下文"
    if ISSUED.fullmatch(bound[0].strip()):
        return "印发或发布的日期"
    if LASTS.search(bound[0]) and governed.time.recurring:
        return "时长"
    if VALUE_FOLLOWS.search(bound[0].rstrip()):
        return "时间后是数值，不是任务"
    if _heading(line, governed, bound[0]):
        return "标题中的年份"
    clause = sentence.clauses[governed.clause].text
    scope = clause if clause == bound[0] else clause + bound[0]
    if not FORCE.match(rest(governed.after)) and tense.is_past(scope, sentence.text, line.mode):
        return "已完成的工作或背景"
    return ""


def _no_duty(governed: Governed) -> bool:
    """What may be done within a time, or must not be: 可以在60日内申请复议, 五年内不得申请."""
    if FORBIDDEN.match(governed.after):
        return True
    return bool(MAY.search(governed.before)) and not MUST.search(governed.before)


def _heading(line: Line, governed: Governed, action: str) -> bool:
    """A heading that only names its year: 2026年重点工作."""
    text = line.text.strip()
    if len(text) > 40 or re.search(r"[，,。；;：:]", text):
        return False
    yearly = governed.time.precision in ("year", "plan") and not governed.time.recurring
    return (
        yearly
        and governed.role in ("lead", "inner")
        and not ACTION.match(ADVERB_HEAD.sub("", action))
    )


def _deadline(
    line: Line, governed: Governed, action: str, start: int, end: int, owner: str
) -> Deadline:
    time = governed.time
    start, end = min(start, time.start), max(end, time.end)
    return Deadline(
        id="",
        document_id="",
        section=line.section,
        quote=line.text[start - line.start : end - line.start],
        start=start,
        end=end,
        span=Span(time.start, time.end),
        action=action,
        owner=owner,
        time=fact_time(time),
    )
