"""Binds a time to its action by the role it plays in its sentence: leading, inside, closing, labelled, aside."""

from __future__ import annotations

import re

from ingest.extract import headed, owners
from ingest.extract.actions import (
    HAPPENS,
    ITEM_NUMBER,
    NOTHING,
    REMARK,
    VOICE,
    Bound,
    cut,
    only_how,
    spread,
    trimmed,
    unvoiced,
)  # fmt: skip
from ingest.extract.clauses import Clause, Sentence
from ingest.extract.governing import Governed, head_of, rest
from ingest.extract.reading import Line
from ingest.extract.roles import is_result, reach
from ingest.extract.wording import ACTION, ACTION_VERBS

# Deadlines whose action is a word of force: 自…起施行.
FORCE = re.compile(r"^(?:起|开始)?(?:正式)?(?:施行|实施|执行|生效|废止|失效|停止执行|有效)")
# A noun that a heading gives when the label says only “时间”.
BARE_LABEL = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]+[)）、.．]?\s*)?(?P<what>.{0,24}?)(?:的)?(?:时间|日期|时限|期限|节点|工期|周期|进度)(?:及[\u4e00-\u9fff]{1,4}|、[\u4e00-\u9fff]{1,4}|安排|要求)?$"
)
# 具体办法|由市人民政府|…一年内制定
PASSIVE = re.compile(r"^(?P<what>[^，,]{2,40})由(?P<owner>[\u4e00-\u9fff、（）]{2,24})$")
# 每半年|测身高、视力一次: once in each period, whatever the verb.
ONCE_END = re.compile(r"(?<=[\u4e00-\u9fff]{2})[一1１][次遍回轮]$")
# 督导报告|于一个月内公布: a verb that is part of the name of a paper.
PAPER = re.compile(r"(?:报告|结果|情况|方案|名单|信息|简章|规划|清单|目录|记录|档案)$")
# 每年应当|定期|开展…: how often and how stands before the verb.
HOW_OFTEN = re.compile(r"^(?:应当?|定期|集中|统一|分别|至少|积极|及时)+")
# 招生简章于5月前|公布, 助学金于10月前|发放到卡: the object stands before the time.
MOVED = re.compile(
    rf"(?:在[^，,]{{2,16}}上)?(?:全部|统一|及时|正式|向社会)*(?:{ACTION_VERBS})(?:完毕|到位|[一1１两二三]次)?(?:$|[到至给于在])"
)
EVERY = re.compile(r"^每(?:学年|学期|半年|[年月周])")
# 从土地收益中|安排经费: where it is taken from stands before the task.
SOURCE = re.compile(r"^(?:[从自在由会][^，,]{2,60})$")
# 建立|每年|1次的|报告制度: the frequency tells the thing that is set up.
ONCE_OF = re.compile(r"^(?:至少)?[一1１](?:次|届|场|期)的(?P<noun>[\u4e00-\u9fff]{2,20})")
SETS_UP = re.compile(
    r"^(?:组织好?(?:实施好?)?|做好|抓好|办好|开展好?|建立|健全|完善|实行|执行|落实|实施|推行|形成)"
)
# 督促街镇在年底前…: who is charged with the task.
CHARGES = re.compile(r"^(?:督促|要求|责成|责令|指导)(?P<owner>[\u4e00-\u9fff、（）]{2,20})$")
# 申报截止时间为|4月20日: the label stands in the clause of the time.
TOLD_LABEL = re.compile(
    r"^(?P<what>[^，,]{1,20}?)的?(?:截止|截至|起止)?(?:时间|日期|时限|期限)(?:定?为|是|从|自)?$"
)
# 第二阶段（4月至6月）：自查自纠: the stage is named behind.
STAGE_ONLY = re.compile(r"^(?:第[一二三四五六七八九十\d]+(?:阶段|步)|[一二三四五六]阶段)$")
# 会议|于4月8日|在三楼会议室召开: where it is held stands before the verb.
HELD_AT = re.compile(r"^在[^，,]{2,40}(?:召开|举行|举办|进行)$")
# 督导机构|对幼儿园|每五年…: whom the subject acts on stands before the time.
ACTED_ON = re.compile(r"^[对向将把为就][^，,]{2,30}$")
ENDS_VERB = re.compile(rf"(?<=[\u4e00-\u9fff]{{2}})(?:{ACTION_VERBS})+[并后]$")
OBLIGED = re.compile(r"^(?:要(?!求)|应当?|须|必须|需要?|务必)+")
# 制定并公布|每学年|实践活动的安排: the time tells the object of the verb before it.
OBJECT_TIME = re.compile(rf"(?:应当?|须|必须|要)?(?:(?:{ACTION_VERBS})[、并和]?){{1,4}}$")
# 滨江小学|5月底前|完成主体验收: what happens to a building, not what it does.
WORKS = re.compile(
    r"(?:全部|全面|基本|正式|如期)*(?:投入使用|交付(?:使用)?|投用|启用|开工|动工|竣工|完工|封顶|开园|完成(?:主体|装饰|装修|验收|封顶|竣工|基础|土建|改造|扩建|迁建|搬迁|维修))"
)
# A document that speaks of itself: 本办法自…起|施行.
ITSELF = re.compile(
    r"[本该此][\u4e00-\u9fff]{0,4}(?:条例|办法|规定|细则|法|方案|意见|通知|规则|准则|标准|制度|决定|规程|章程|政策|计划|文件|暂行规定|暂行办法|实施办法|实施细则)"
)


def bind(line: Line, sentence: Sentence, governed: Governed, limit: int) -> Bound:
    """The action of a time: its words, their place, the acting subject and the clause they stand in."""
    if governed.role == "lead":
        told = _behind(line, sentence, governed, limit)
        return told if told[0] else headed.alone(line, sentence, governed)
    if arrival := headed.arrival(governed):
        return (arrival, governed.time.start, governed.time.end, "", governed.clause)
    if governed.role == "label":
        return _labelled(line, sentence, governed)
    if governed.role == "aside":
        return _aside(sentence, governed)
    if governed.role == "tail":
        return _closing(line, sentence, governed)
    if governed.role == "inner":
        return _inner(line, sentence, governed, limit)
    return NOTHING


def _behind(line: Line, sentence: Sentence, governed: Governed, limit: int) -> Bound:
    """A leading time: the first clause behind it that says what is done."""
    own = sentence.clauses[governed.clause]
    behind = rest(governed.after)
    if FORCE.match(behind):
        return _force(line, sentence, governed)
    start = own.end - len(behind)
    candidates = [Clause(start, own.end, behind)] if behind.strip() else []
    candidates += sentence.clauses[governed.clause + 1 : limit]
    colon = (
        line.text[own.end - line.start : own.end - line.start + 1] in ("：", ":")
        and not behind.strip()
    )
    goal = reach(governed.time) == "goal"
    for number, clause in enumerate(candidates, governed.clause + (0 if behind.strip() else 1)):
        if only_how(clause.text) and number + 1 < limit:
            continue
        if goal and _holds_value(line, clause):
            return trimmed(clause, number)
        if (
            ACTION.search(clause.text[:40])
            or is_result(clause.text)
            or (governed.time.recurring and ONCE_END.search(clause.text))
            or (colon and number == governed.clause + 1)
        ):
            return trimmed(spread(line, sentence, clause, number, limit), number)
        if number >= governed.clause + 3:
            break
    return NOTHING


def _holds_value(line: Line, clause: Clause) -> bool:
    return any(
        clause.start <= q.start < clause.end and q.unit and q.kind != "duration"
        for q in line.quantities
    )


def _inner(line: Line, sentence: Sentence, governed: Governed, limit: int) -> Bound:
    """A time inside its clause: 各校于4月26日前反馈回执, 督促街镇在年底前使…达到…."""
    clause = sentence.clauses[governed.clause]
    before = head_of(governed.before)
    behind = unvoiced(rest(governed.after))
    if FORCE.match(behind):
        return _force(line, sentence, governed)
    subject = owners.subject(governed.before.strip()) or owners.subject(before + "要")
    once = governed.time.recurring and ONCE_END.search(behind)
    if not once and not ACTION.search(behind[:40]):
        return _after_manner(line, sentence, governed, limit, behind, subject)
    action, actor = _around(before, behind, subject)
    end = governed.time.end + len(governed.after)
    return (action, clause.start, end, actor, governed.clause) if action else NOTHING


def _around(before: str, behind: str, subject: str) -> tuple[str, str]:
    """The action and the acting body told by the words on both sides of a time; empty where none."""
    voiced = VOICE.sub("", before)
    if passive := PASSIVE.match(before):
        owner = ENDS_VERB.sub("", passive["owner"])
        return cut(behind) + ITEM_NUMBER.sub("", passive["what"]), owner
    if once := ONCE_OF.match(behind):
        return (voiced + once["noun"] if SETS_UP.match(voiced) else ""), subject
    if subject and WORKS.match(behind):
        return subject + behind, ""
    if subject:
        on = OBLIGED.sub("", before[len(subject) :] if before.startswith(subject) else "")
        if OBJECT_TIME.match(before.removeprefix(subject)) and not ACTED_ON.match(on):
            return "", ""
        return cut((on if ACTED_ON.match(on) else "") + behind), subject
    if before and HELD_AT.match(behind):
        return ITEM_NUMBER.sub("", voiced) + behind, ""
    doing = bool(ACTION.search(before)) and not (
        before and MOVED.match(behind) and (not ACTION.match(before) or PAPER.search(before))
    )
    if doing and not ACTION.match(HOW_OFTEN.sub("", behind)):
        return "", ""
    if before and MOVED.match(behind):
        return cut(ITEM_NUMBER.sub("", EVERY.sub("", before)) + behind), ""
    if not doing:
        return cut(behind), ""
    charged = CHARGES.match(before)
    return cut(ITEM_NUMBER.sub("", voiced) + behind), charged["owner"] if charged else ""


def _after_manner(
    line: Line, sentence: Sentence, governed: Governed, limit: int, behind: str, subject: str
) -> Bound:
    """A duty whose clause goes on with how it is done: 应当每年结合实际情况，制定计划."""
    first = governed.clause + 1
    if first >= limit or not (only_how(behind) or SOURCE.match(behind)):
        return NOTHING
    clause = sentence.clauses[first]
    if not ACTION.search(clause.text[:40]):
        return NOTHING
    action, start, end, actor, number = trimmed(clause, first)
    return action, start, end, subject or actor, number


def _closing(line: Line, sentence: Sentence, governed: Governed) -> Bound:
    """A time behind its action: 校舍加固工程于9月底前完成."""
    clause = sentence.clauses[governed.clause]
    behind = REMARK.sub("", rest(governed.after).strip())
    if FORCE.match(behind):
        return _force(line, sentence, governed)
    before = head_of(governed.before)
    before = ITEM_NUMBER.sub("", before).strip()
    if not behind and (label := TOLD_LABEL.match(before)):
        return label["what"], clause.start, clause.end, "", governed.clause
    if before:
        subject = owners.subject(before + "要") or owners.subject(before)
        if subject == before and not HAPPENS.fullmatch(behind):
            return VOICE.sub("", behind), clause.start, clause.end, subject, governed.clause
        acting = "" if subject == before else subject
        return VOICE.sub("", before) + behind, clause.start, clause.end, acting, governed.clause
    if governed.clause == 0:
        return NOTHING
    earlier = sentence.clauses[governed.clause - 1]
    return (
        ITEM_NUMBER.sub("", VOICE.sub("", earlier.text)) + behind,
        earlier.start,
        clause.end,
        "",
        governed.clause - 1,
    )


def _labelled(line: Line, sentence: Sentence, governed: Governed) -> Bound:
    """A time behind its label: 报名时间：6月1日至10日."""
    label = sentence.clauses[governed.clause - 1]
    match = BARE_LABEL.match(label.text.strip())
    what = match.group("what").strip("、 　") if match else label.text
    if not what and line.section:
        what = ITEM_NUMBER.sub("", line.section[-1]).strip()
        if len(line.section) == 1 or re.search(r"时间|地点|日期", what):
            what = headed.matter(line.section[0]) or line.section[0]
    what = what or label.text
    end = governed.time.end
    return what, label.start, end, "", governed.clause


def _aside(sentence: Sentence, governed: Governed) -> Bound:
    """A time in brackets behind its stage: （一）宣传发动阶段（3月1日至15日）."""
    clause = sentence.clauses[governed.clause]
    before, _, inside = (
        re.split(r"([（(])(?=[^（(]*$)", governed.before, maxsplit=1)
        if re.search(r"[（(]", governed.before)
        else (governed.before, "", "")
    )
    behind = re.split(r"[)）]", governed.after, maxsplit=1)[0]
    what = ITEM_NUMBER.sub("", before).strip()
    if not what or re.search(
        r"(?:规划|纲要|计划|方案|行动|要点|条例|办法|意见|通知|标准|大纲|报告|会议|大会|全会)(?:[（(].*)?[》”]?$",
        what,
    ):
        return NOTHING
    if inside.strip() and not re.search(r"时间|于|在|计划|拟|到|截止|前|日期|第.阶段", inside):
        return NOTHING
    if len(behind.strip("前止起底内左右完成 　")) > 6:
        return NOTHING
    following = sentence.clauses[governed.clause + 1 : governed.clause + 2]
    if STAGE_ONLY.match(what) and following:
        return following[0].text, clause.start, following[0].end, "", governed.clause
    return (
        what,
        clause.start,
        min(clause.end, governed.time.end + len(behind) + 1),
        "",
        governed.clause,
    )


def _force(line: Line, sentence: Sentence, governed: Governed) -> Bound:
    """The day something comes into force: 本办法自2025年9月1日起施行."""
    clause = sentence.clauses[governed.clause]
    behind = rest(governed.after)
    word = FORCE.match(behind)
    verb = re.sub(r"^(?:起|开始|正式)+", "", word.group()) if word else ""
    what = re.sub(r"[自从于在]+$", "", ITEM_NUMBER.sub("", governed.before.strip())).strip()
    if ITSELF.fullmatch(what):
        what = ""
    return what + verb, clause.start, clause.end, "", governed.clause
