"""Decides what each time of a sentence governs: the words behind it, before it, or nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from ingest.extract import owners, together
from ingest.extract.clauses import Sentence
from ingest.extract.reading import Line
from ingest.extract.wording import ACTION, ACTION_VERBS
from ingest.grammar.times import TimeSpan

Role = Literal["lead", "inner", "tail", "label", "aside", "attribute"]

# What makes a time a mere attribute of the noun behind it.
ATTRIBUTE_AFTER = re.compile(
    r"^(?:的|版|届|级|期(?!间|末|初)|度(?!假)|标准|以来|至今|期间的|所(?=[\u4e00-\u9fff])|(?:印发|出台|颁布|下发|发布|公布|修订|修正|制定|召开|举办)的|第[一二三四五六七八九十\d]+[次届号]|基础上|和[^，,]{0,6}年|良好开局|开好局|目标任务|蓝图)"
)
# Words before a time that tie it to an event, not to a task.
ATTRIBUTE_BEFORE = re.compile(
    r"(?:根据|依据|依照|参照|贯彻|落实|截至|截止|较|比|同比|相比|与|自从|对照|修订|印发|公布|发布|颁布|批准|实施|施行|出生|毕业|入学|取得|任职)(?:的|于|在)?$|^为$|(?:对|就|展望|谋划|描绘)(?:今后|未来)$"
)
# What is left of a time that the grammar may not have taken along.
AFTER_TIME = re.compile(
    r"^\s*(?:[（(][^）)]{0,10}[)）]|[)）])?\s*(?:(?:星期|周)[一二三四五六日天])?"
    r"(?:[上中下]午|晚上?)?(?:\d{1,2}[:：时点]\d{0,2}分?(?:\s*[-－—–～~至到]\s*(?:[上中下]午)?\d{1,2}[:：时点]\d{0,2}分?)?)?(?:开始(?=\s*$)|起|止|前|之前|以前|底前|内|以内|间|期间|份|开学(?:时|初|后)|期末|结束[时后]|[初末])?\s*"
)
BEFORE_TIME = re.compile(
    r"(?:[在于到至自从截]|展望|今后|未来|定(?=[在于])|截至|截止|力争|争取|确保|计划|拟|预计|原则上|应当?|须|要|将|(?<!申)请|务必|必须|最迟|不迟于|不晚于)*$"
)
# What a time may close: 9月底前完成.
CLOSING = re.compile(
    r"^(?:前|之前|底前)?(?:全部|全面|基本|必须|务必|要|须|力争)*"
    r"(?:完成|结束|到位|建成|竣工|完工|开工|投入使用|交付使用|交付|启用|使用|实现|落实|上线|运行|施行|实施|执行|生效|举行|召开|进行|开始|截止|废止|达标|验收|验收合格|开学|报到|开园|开课|停止|失效|启动|前完成|[做考办干测查换改建修评发报]完(?![成善整]))"
    r"(?:使用|目标|任务|工作|整改|建设|完毕|到位|合格|验收|招生|办学|报名)?(?![\u4e00-\u9fff]{3,})"
)
# What a period is counted from: 自受理之日起|二十日内, 接到举报后|24小时内.
OPENING = re.compile(
    r"(?:应当?|须|必须|要|最迟)?(?:[自从在于][^，,]{1,40}?|(?:接到|收到|受理|发现|取得|获得|报到|入学)[^，,]{0,30}?)"
    r"(?:之日起|之日|以后|[后起的])$"
)
# The same where it is all that stands before the time: 园舍竣工验收合格后|六个月内.
WHOLE_OPENING = re.compile(r"^[^，,]{2,50}(?:之日起|以后|后)$")
# The remark about a time that stands for a name, not a task: 今年是开局之年, “十五五”时期的总体要求是.
NAMED_AFTER = re.compile(
    r"^[，,\s]*(?:也|正|既|都|还|又)?是(?!否)|^[^，,。]{0,24}(?:总的?要求|总体要求|指导思想|总体思路|工作思路|基本原则|总要求|总基调)"
)
# Times in a row that only tell a noun: 开学初、放假前、中高考期间的安全教育.
LISTED_AFTER = re.compile(r"^[、和及与][^，,；;。]{0,16}?(?:期间|时期|[前后初末时])的")
# 落实每年遴选学校|的工作任务: the time belongs to what is told of a task set elsewhere.
TOLD_OF = re.compile(r"[^，,]{4,}的(?:工作)?(?:任务|要求|部署|精神|规定|决定|通知|意见)$")
TELLS_OF = re.compile(r"^(?:认真|切实|全面)*(?:落实|贯彻|按照?|根据|依据|为|完成)")
# A plan period without 期间 or 末 behind a verb is part of a name: 出台|“十五五”|支持政策.
PLAN_NAME = re.compile(r"[“\"]?十[一二三四五六七八九]五[”\"]?")
# A label of the last day, and an hour before which something is due.
CLOSES_LABEL = re.compile(r"(?:截止|截至)(?:时间|日期|日)?(?:定?为|是)?\s*$")
CLOCK_BEFORE = re.compile(
    r"^(?:\s*[（(][^）)]{0,8}[)）])?\s*(?:[上中下]午|晚上?)?\d{1,2}[:：时点]\d{0,2}分?(?:之?前|以前|截?止)|^前(?=提[交出供请])"
)
# Labels of a document's own days, not of a task.
OWN_DAY = re.compile(
    r"^(?:通知|文件|信息|公告|正式|首次|统一|网上)?(?:印发|发布|成文|发文|公布|更新|生成|上传|打印)(?:日期|时间)?$|^(?:日期|时间|来源)$"
)
# 决定举办|2026年|全市教师培训班: the year belongs to the name of what is decided on.
DECIDES = re.compile(
    r"(?:决定|现[就将]|研究|拟|定于近期|继续)(?:组织|举办|召开|开展|实施|启动|举行|遴选|评选|申报|做好|推荐)+$|^现[就将]$|[就将]$"
)
# 面试：5月初，具体时间另行通知: what will be told says nothing of the task.
TOLD_LATER = re.compile(r"^.{0,12}(?:另行通知|另定|待定|见.{1,6}通知|为准).*$")
LABEL_LENGTH = 20
# A label whose value is a time: 报名时间：…
LABEL = re.compile(
    r"(?:时间|日期|时限|期限|截止|节点|工期|周期|进度|阶段|有效期)(?:及[\u4e00-\u9fff]{1,4}|、[\u4e00-\u9fff]{1,4}|安排|要求)?$"
)


# A verb directly before a time.
VERB_BEFORE = re.compile(rf"(?:{ACTION_VERBS})$")


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
    runs = together.runs(line, sentence)
    alone = [_place(line, sentence, runs, index, ()) for index in range(len(runs))]
    aside = tuple(
        index for index, one in enumerate(alone) if one.role == "attribute" or _of_object(one)
    )
    found: list[Governed] = []
    for index, run in enumerate(runs):
        one = alone[index]
        if aside and one.role != "attribute":
            others = tuple(number for number in aside if number != index)
            one = _place(line, sentence, runs, index, others)
        closing = _closes(sentence, one)
        found += [replace(one, time=_by(time) if closing else time) for time in run]
    return found


def _place(
    line: Line, sentence: Sentence, runs: list[list[TimeSpan]], index: int, skipped: tuple[int, ...]
) -> Governed:
    """A run of times with its role; the words around it reach to the next run that is not skipped."""
    first, last = runs[index][0], runs[index][-1]
    number = sentence.clause_at(first.start)
    clause = sentence.clauses[number]
    earlier = [i for i in range(index) if i not in skipped]
    later = [i for i in range(index + 1, len(runs)) if i not in skipped]
    left = max(clause.start, runs[earlier[-1]][-1].end if earlier else clause.start)
    right = max(last.end, min(clause.end, runs[later[0]][0].start if later else clause.end))
    before = line.text[left - line.start : first.start - line.start]
    after = line.text[last.end - line.start : right - line.start]
    role = _role(before, after, _label(sentence, number, line, last), first)
    told = TOLD_OF.search(after) and TELLS_OF.match(before)
    if role != "attribute" and (told or _condition(sentence, number)):
        role = "attribute"
    return Governed(first, role, number, before, after)


def _of_object(one: Governed) -> bool:
    """Whether a time only tells of when the object of the verb before it is: 报送|全年|工作总结."""
    long = one.time.precision in ("year", "term", "half") and one.time.relation == "in"
    behind = rest(one.after)
    acts = VERB_BEFORE.search(one.before) and behind and not ACTION.match(behind)
    return long and not one.time.recurring and bool(acts)


def _closes(sentence: Sentence, one: Governed) -> bool:
    """Whether the words around a day make it the last: 报名截止时间：4月20日, 4月20日17:00前."""
    label = sentence.clauses[one.clause - 1].text if one.role == "label" else one.before
    return bool(CLOSES_LABEL.search(label) or CLOCK_BEFORE.match(one.after))


def _by(time: TimeSpan) -> TimeSpan:
    if time.relation != "in" or time.hi is None:
        return time
    return replace(time, lo=None, relation="by")


def _condition(sentence: Sentence, number: int) -> bool:
    """A time in a condition sets nothing: 三年内完成筹设的，可以提出申请."""
    text = sentence.clauses[number].text.rstrip("”’」")
    return text.endswith("的") and number + 1 < len(sentence.clauses)


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
        and not any(ACTION.search(TOLD_LATER.sub("", c.text)) for c in sentence.clauses[2:])
        and not rest(line.text[time.end - line.start : own.end - line.start]).strip("。；; ")
    )
    return alone and len(clause.text) <= LABEL_LENGTH and not OWN_DAY.search(clause.text.strip())


def head_of(before: str) -> str:
    """The words before a time without what ties it to them: 学校|在收到申请后|15个工作日内."""
    tied = BEFORE_TIME.sub("", before.strip())
    if tied.endswith("结束") and WHOLE_OPENING.match(tied + "后"):
        return ""
    if not tied.endswith(("后", "起", "日", "的")):
        return tied
    head = BEFORE_TIME.sub("", OPENING.sub("", tied))
    return "" if head == tied and WHOLE_OPENING.match(tied) else head


def _role(before: str, after: str, label: bool, time: TimeSpan) -> Role:
    if time.precision == "year" and DECIDES.search(before) and not rest(after).startswith("，"):
        return "attribute"
    head = "" if before.strip() in ("（", "(") else head_of(before)
    aside = re.search(r"[（(](?:[^）)]{0,6})$", before)
    if label and not (aside and aside.start() > 1):
        return "label"
    if aside and (
        before.strip() not in ("（", "(") or not re.match(r"[^（）()]{0,4}[)）].", after)
    ):
        return "aside"
    if before.rstrip().endswith("在") and re.search(r"(?:中|时|期间|过程)$", after):
        return "attribute"
    if time.text.endswith("以来"):
        return "attribute"
    if ATTRIBUTE_AFTER.match(after) or ATTRIBUTE_BEFORE.search(before.strip()):
        return "attribute"
    if NAMED_AFTER.match(after) or LISTED_AFTER.match(after) or time.text.endswith("规划"):
        return "attribute"
    if head and PLAN_NAME.fullmatch(time.text):
        return "attribute"
    behind = rest(after)
    if not head or re.fullmatch(r"[（(]?[一二三四五六七八九十\d]+[)）、.．]\s*", head):
        return "lead"
    if not behind and owners.subject(head + "要") == head.removeprefix("请"):
        return "lead"
    if not behind or CLOSING.match(behind):
        return "tail"
    return "inner"
