"""Binds each value of a sentence that is a goal to its indicator, scope, time and owner."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.extract import guards, indicators, tense
from ingest.extract.clauses import Clause, Sentence, items
from ingest.extract.governing import Governed
from ingest.extract.naming import name_in, own_stage, spent_on, under_label, words_of
from ingest.extract.reading import Line, Years, fact_time
from ingest.grammar.quantities import Quantity
from ingest.records import FactTime, Span, Target

# Units that measure how long something lasts or is, not how much is to be reached.
DURATION_UNITS = frozenset(
    (
        "年",
        "个月",
        "月",
        "周",
        "日",
        "天",
        "工作日",
        "个工作日",
        "小时",
        "分钟",
        "秒",
        "学时/天",
        "岁",
        "周岁",
    )
)
# Indicators for which a length of time is a goal: 每天锻炼1小时, 平均受教育年限达到11年.
TIMED = re.compile(
    r"锻炼|体育活动|大课间|课时|学时|年限|寿命|睡眠|培训|研修|学习|实践|劳动|家务|时间|课后服务|阅读|户外|运动|时长"
)
# Nouns that are counted in speech, not in the world: 三个方面, 五大工程.
SLOGAN_AFTER = re.compile(
    r"^(?:规定|位|育|讲|严|方面|阶段|层面|环节|维度|意见|结合|坚持|统一|转变|不变|到位|机制|体系|意识|自信|维护|确立|关键|重点|原则|体现|突出|加强|着力|关系|问题|字|重大|务必|全面|必须|创新|同步|衔接|度|位一体|者|样|种|点|条|次(?!数)|步|大|类|级|批|系列|方向|领域|板块|渠道|途径|带|圈|核|轴|角度|时期|关口|高地|中心任务|办法)"
)
# “一项音乐特长”, “一批学校”: an indefinite article, not a number.
INDEFINITE = re.compile(
    r"^[一两几]\s*(?:[个项名批种支所次场套条本座家间门位类部届轮期份]|两项|大批)"
)
# Events counted once; their time is the fact.
ONCE = re.compile(r"^(?:1|一|１)\s*(?:次|场|届|轮|期|堂|节|遍|趟)")
# A condition instead of a goal: 人数少于20人的民办学校.
CONDITION_AFTER = re.compile(
    r"^(?:以上|以下|以内)?(?:的(?![下上]限|目标|标准|比例)|者|时|，?[\u4e00-\u9fff]{0,4}的[，,])"
)
CONDITION_BEFORE = re.compile(
    r"(?:凡|对|如|若|不足|未满|不满|每|逢|距|相距|前|第|列|排|位居|之内|门口|周边|周围|半径|连续|(?<![\u4e00-\u9fff])在)\s*$"
)
# 不足100人的学校按100人核定: whom a rule is for, and how they are counted.
BELOW = re.compile(r"不足|不满|未满|少于|低于|超过(?!部分)|多于")
RECKONED = re.compile(r"核定|计算|折算|计(?!划)|认定|拨付")
# A remark in brackets: 6个学分（相当于108课时）.
CONVERTED = re.compile(
    r"[（(](?:相当于|约合|折合|约|即|含|不含|每[^）)]{0,6}|原|现|总|共|各?计?)[^）)]{0,4}$"
)
# Words of obligation that make a number in a law a norm.
NORM = re.compile(
    r"应当?|须|必须|不得|不低于|不少于|不超过|不高于|至少|达到|要(?!求)|按照?.{0,20}(?:标准|比例)|为|以上|安排|保证|确保"
)
# A time behind its value: 覆盖率达到90%以上（2027年底）.
LEADING_ROLES = ("lead", "label")


@dataclass(frozen=True, slots=True)
class Rejected:
    """A value or time that became no fact, with the reason a person reads."""

    start: int
    end: int
    reason: str


@dataclass(slots=True)
class Found:
    """What one sentence gave."""

    targets: list[Target]
    rejected: list[Rejected]
    clauses: set[int]
    """Clauses that hold a target: a time there belongs to it and makes no deadline of its own."""


def find_targets(
    line: Line, sentence: Sentence, times: list[Governed], years: Years, *, law: bool, owner: str
) -> Found:
    """All targets of one sentence, in order, and what was refused."""
    found = Found([], [], set())
    kept: list[tuple[Quantity, int]] = []
    for quantity in _inside(line, sentence):
        number = sentence.clause_at(quantity.start)
        reason = _refuse(line, sentence, sentence.clauses[number], quantity, times, years, law)
        if reason:
            found.rejected.append(Rejected(quantity.start, quantity.end, reason))
        elif reason is not None:
            kept.append((quantity, number))
    previous: tuple[indicators.Name, Span] | None = None
    for number in sorted({number for _, number in kept}):
        values = [quantity for quantity, at in kept if at == number]
        clause = sentence.clauses[number]
        stretches = items(clause, [(q.start, q.end) for q in values])
        for index, (quantity, stretch) in enumerate(zip(values, stretches, strict=True)):
            name, context = name_in(line, sentence, number, values, index, stretches, previous)
            name, context = under_label(sentence, quantity, name, context)
            name, stretch, context = own_stage(line, quantity, stretch, name, context)
            name, context = spent_on(line, sentence, number, quantity, name, context)
            time = _time(number, quantity, times)
            if not name.indicator or (refusal := _refuse_named(quantity, clause, time)):
                reason = refusal if name.indicator else "未找到数值所指的指标"
                found.rejected.append(Rejected(quantity.start, quantity.end, reason))
                continue
            found.targets.append(_target(line, quantity, stretch, name, context, time, owner))
            found.clauses.add(number)
            previous = (name, Span(*stretch))
    return found


def _inside(line: Line, sentence: Sentence) -> list[Quantity]:
    return [q for q in line.quantities if sentence.start <= q.start and q.end <= sentence.end]


def _refuse(
    line: Line,
    sentence: Sentence,
    clause: Clause,
    quantity: Quantity,
    times: list[Governed],
    years: Years,
    law: bool,
) -> str | None:
    """Why a quantity is no goal: a reason, "" for a good one, None for one that is part of a time."""
    if any(
        t.start < quantity.end
        and quantity.start < t.end
        and not (quantity.start <= t.start and t.end <= quantity.end)
        for t in line.times
    ):
        return None
    if any(t.start <= quantity.start and quantity.end <= t.end for t in line.times):
        return None
    if reason := line.masked(quantity.start, quantity.end):
        return reason
    if reason := guards.background(sentence.text):
        return reason
    before = clause.text[: quantity.start - clause.start]
    after = clause.text[max(0, quantity.end - clause.start) :]
    if CONVERTED.search(before):
        return "括号内的换算或说明"
    if not quantity.unit:
        return "没有单位的数"
    if INDEFINITE.match(quantity.text) and not re.search(
        r"至少|不少于|不低于", before[-4:] + quantity.text
    ):
        return "泛指的“一”"
    if SLOGAN_AFTER.match(after) and not re.match(r"[\d０-９]", quantity.text):
        return "概括的说法"
    if guards.PENALTY.search(sentence.text) and quantity.unit in ("元", "倍"):
        return "罚则"
    if CONDITION_BEFORE.search(before) and not quantity.text.startswith(("不", "超过")):
        return "条件或计量的基数"
    if BELOW.match(quantity.text) and after.startswith("的"):
        return "条件或计量的基数"
    if RECKONED.match(after) and before.rstrip().endswith("按"):
        return "条件或计量的基数"
    if law and (
        (CONDITION_AFTER.match(after) and not NORM.search(before)) or not NORM.search(clause.text)
    ):
        return "条件或描述，不是要求"
    if tense.is_past(clause.text, sentence.text, line.mode):
        return "已完成的成绩或现状"
    governing = _governing(sentence.clause_at(quantity.start), quantity, times)
    if governing is not None and years.over(governing.time):
        return "时间早于文件的年份"
    return ""


def _refuse_named(quantity: Quantity, clause: Clause, time: FactTime | None) -> str:
    """Why a value that has a name is still no goal."""
    if quantity.unit in DURATION_UNITS and not TIMED.search(clause.text):
        return "时长"
    if ONCE.match(quantity.text) and (time or not re.search(r"至少|不少于", clause.text)):
        return "一次活动，时间另计"
    return ""


def _governing(number: int, quantity: Quantity, times: list[Governed]) -> Governed | None:
    """The time that holds for a value: in its clause, else the last lead before it, else a closing one."""
    own = [
        g
        for g in times
        if g.clause == number and g.role in ("lead", "inner", "tail", "aside", "label")
    ]
    outside = [g for g in own if not (quantity.start <= g.time.start < quantity.end)]
    if outside:
        return min(outside, key=lambda g: abs(g.time.start - quantity.start))
    leads = [g for g in times if g.clause < number and g.role == "lead"]
    if leads:
        return leads[-1]
    closing = [
        g
        for g in times
        if g.clause == number + 1 and g.role == "tail" and not g.before.strip("于在力争确保 ")
    ]
    return closing[0] if closing else None


def _time(number: int, quantity: Quantity, times: list[Governed]) -> FactTime | None:
    governing = _governing(number, quantity, times)
    return None if governing is None else fact_time(governing.time)


def _target(
    line: Line,
    quantity: Quantity,
    stretch: tuple[int, int],
    name: indicators.Name,
    context: tuple[Span, ...],
    time: FactTime | None,
    owner: str,
) -> Target:
    start, end = min(stretch[0], quantity.start), max(stretch[1], quantity.end)
    if time is not None and not start <= time.start < end:
        context = (*context, Span(time.start, time.end))
    return Target(
        id="",
        document_id="",
        section=line.section,
        quote=words_of(line, start, end),
        start=start,
        end=end,
        span=Span(quantity.start, quantity.end),
        indicator=name.indicator,
        scope=name.scope,
        comparator=quantity.comparator,
        value=quantity.value,
        unit=quantity.unit,
        raw=quantity.text,
        value_from=quantity.value_from,
        lo=quantity.lo,
        hi=quantity.hi,
        time=time,
        owner=owner,
        context=context,
    )
