"""Why a time sets no task: what is a name, a right, a condition, the past, or told elsewhere."""

from __future__ import annotations

import re

from ingest.extract import guards, tense
from ingest.extract.actions import WHEN, Bound
from ingest.extract.binding import FORCE
from ingest.extract.clauses import Sentence
from ingest.extract.governing import Governed, rest
from ingest.extract.reading import Line, Years
from ingest.extract.roles import ADVERB_HEAD
from ingest.extract.wording import ACTION, ACTION_VERBS

OWN_DAY = "印发或发布的日期"
# 假期岗位指因暑假…: the time tells what a word means.
DEFINED = re.compile(r"(?<![导所宗主])指(?:的是|因|由|在|从|与|为了?|具有|经)")
# What the words behind a time say instead of a task: (pattern, reason).
UNTOLD: tuple[tuple[re.Pattern[str], str], ...] = (
    # what somebody is free to do: 可以提出书面申诉, 学生可申请缓考
    (re.compile(r"^[^，,]{0,12}?(?:可以|可(?=[向在申持凭提]))"), "权利或禁止，不是任务"),
    # in what spirit it is done: 要深入学习贯彻…精神
    (
        re.compile(
            r"(?:深入|认真|全面|系统|扎实)?学习(?:宣传|领会)?贯彻(?:落实)?[^，,]*(?:精神|思想|论述|要求|决策部署)$|^(?:要)?(?:始终)?(?:牢牢|深刻)?(?:坚持|高举|把握|锚定|紧扣|展望)[^，,]*(?:指导|引领|统领|核心|旗帜|总基调|定位|使命|任务|机遇|主题|大局|要求|方向)$|^展望"
        ),
        "指导思想，不是任务",
    ),
    # who is meant: 参加集训的学生
    (
        re.compile(
            r"^(?:参加|获得?|取得|未|违反|患|符合|具有|具备)[^，,]{1,24}的(?:学生|考生|新生|教师|人员|职工|教职工|学校|单位|幼儿|儿童|者)$"
        ),
        "条件，不是任务",
    ),
    # each school year 合计安排时间：小学不超过4天: the values follow
    (
        re.compile(r"^(?:合计|累计|平均)[^，,]{0,8}(?:时间|课时|学时|数量|次数)$"),
        "时间后是数值，不是任务",
    ),
    # the points of a scoring sheet: 全勤者加1分
    (re.compile(r"[加扣减记计]\s*[\d.]+\s*分"), "计分"),
    # what is not granted: …的不予注册
    (re.compile(r"(?:的|(?<!或)者)不(?:予|得)|^不(?:予|得)"), "权利或禁止，不是任务"),
    # whom something holds for: 未按规定注册的
    (re.compile(r"的\s*$"), "条件，不是任务"),
    # what a time says of itself or of the speakers: 是开局之年, 我们将继续努力
    (
        re.compile(
            r"^(?:也|正|既|都)?是(?!否)|^我们|^[^，,]{0,10}主要是|^考验|^[^，,]{0,14}(?:详见|参见|见附)"
        ),
        "说明或表态，不是任务",
    ),
    # the number of a document: 教体发〔2018〕1号
    (re.compile(r"[〔\[（(]\d{4}[〕\]）)]\s*第?\d+号\s*$"), "文号"),
    # a day or week that gets its name: 为教育宣传周
    (re.compile(r"(?:^|[^，,]{2,20})为[^，,为]{2,16}[日周月节]$"), "节日或活动周的名称"),
    # by whom and where a text was adopted, or a speech given
    (
        re.compile(r"令第?\S{1,8}号|(?:会议|大会)上|第[一二三四五六七八九十\d]+次会议"),
        "立法沿革",
    ),
    # the tasks follow below: 实现以下目标
    (
        re.compile(
            r"(?:以下|如下|下列)[^，,]{0,8}(?:目标|任务|工作|要求|措施|内容|原则|事项|处理|规定|方面$)|如下(?:安排|要求|通知|公告|部署)?$|^现[就将对]"
        ),
        "任务在下文",
    ),
    # the day a document itself was issued
    (
        re.compile(r"^\s*(?:正式)?(?:印发(?:校对)?|发布|公布|颁布|发文|通过|修订|修正)\s*$"),
        OWN_DAY,
    ),
    # what must not have been: 近三年内未受过处分
    (re.compile(r"^(?:均|都|且)?(?:未|没有|无)[^，,]{0,14}(?:过|受到|发生|出现|记录)"), "条件"),
    # a value stands behind
    (re.compile(r"(?:为|达到|不低于|不超过|至|(?<![报签收迟])到)\s*$"), "时间后是数值，不是任务"),
)
# 展望未来五年，发展环境面临深刻变化: a look ahead that sets nothing.
LOOKS_AHEAD = re.compile(r"展望(?:未来)?$")
# 2026年，全市教育工作总的要求是：…
SPOKEN = re.compile(
    r"(?:总的?要求|总体要求|指导思想|总体思路|工作思路|基本原则|总基调)(?:是|为)?[：:]"
)
# 开展5天: how long something lasts is no task.
LASTS = re.compile(r"[\d一二两三四五六七八九十]+\s*(?:天|小时|分钟)$")
# What is done every day has no day by which it is done.
DAILY = re.compile(r"^每(?:天|日|晚|夜)")
# Names of documents: 学生学籍管理实施细则, …的通知（全文）; not 提交书面意见.
DOCUMENT_NAME = re.compile(
    r"(?:细则|办法|规定|条例|通知|(?<!征求)(?<!听取)(?<!回复)(?<!反馈)(?<!审查)(?<!提出)意见|规划|纲要)(?:[（(][^（）()]{1,8}[)）])?$"
)
DOES = re.compile(rf"(?:{ACTION_VERBS}|[向将把对按在由为])")
# The line of dates under the title of a law: 2012年7月1日 施行.
BARE_FORCE = re.compile(
    r"^[\s（(]*自?\s*[\d０-９一二三四五六七八九十〇]{2,4}年[^，。；]{2,10}日?起?\s*施行[）)\s]*$"
)
# Words that forbid something for a time, and words that only allow it.
FORBIDDEN = re.compile(r"^[，,]?(?:一律)?不(?:得|予|再|能|可)")
MAY = re.compile(r"可以?$|可以?(?:自|在|于|从)|有权|得以")
MUST = re.compile(r"应当|必须|须")
# 每年1月公布|上一年度|经费使用情况: what is told of the year before.
YEAR_BEFORE = re.compile(r"上一?年度?")
# 已入选的|学校: what a body did before only tells which is meant.
WHICH_DID = re.compile(r"(?:已经?|曾)[^，,的]{1,8}的")
# 力争年底顺利通过验收: an aim is not past.
AIMED = re.compile(r"力争|争取|确保")
# Names of tables: 2026年项目安排表.
TABLE_NAME = re.compile(r"(?:安排表|一览表|汇总表|分工表|计划表|进度表|任务表|统计表|目录|清单)$")
# Names of papers: 某县2026年公开招聘教师公告.
NAMED_PAPER = re.compile(r"(?:公告|通告|通知|简章|规程|方案|意见|要点|总结|公示|章程|须知|指南)$")
NAME_LENGTH = 40
# Names of the plan of a term: 2025—2026学年第二学期工作安排, 春季学期校历.
TERM_PLAN = re.compile(r"(?:安排|计划|校历|行事历|月历|日程)(?:[（(][^（）()]{1,12}[)）])?$")


def refuse(line: Line, sentence: Sentence, governed: Governed, bound: Bound, years: Years) -> str:
    """Why a time with the words bound to it is no deadline; empty where it is one."""
    if reason := guards.background(sentence.text):
        return reason
    if governed.role == "lead" and SPOKEN.search(sentence.text):
        return "说明或表态，不是任务"
    if reason := _time(line, governed):
        return reason
    force = bool(FORCE.match(rest(governed.after)))
    if years.over(governed.time) and not force:
        return "时间早于文件的年份"
    if force and BARE_FORCE.match(line.text):
        return "立法沿革"
    if reason := _words(line, governed, bound[0]):
        return reason
    clause = sentence.clauses[governed.clause].text
    scope = clause if clause == bound[0] else clause + bound[0]
    scope = WHICH_DID.sub("", scope)
    if governed.time.recurring:
        scope = YEAR_BEFORE.sub("", scope)
    if not force and not AIMED.search(clause) and tense.is_past(scope, sentence.text, line.mode):
        return "已完成的工作或背景"
    return ""


def _time(line: Line, governed: Governed) -> str:
    """What speaks against a time whatever stands behind it."""
    if governed.role == "attribute":
        return "时间只修饰名词"
    if DAILY.match(governed.time.text):
        return "日常工作，没有期限"
    undated = governed.time.lo is None and governed.time.hi is None
    if undated and LOOKS_AHEAD.search(governed.before):
        return "说明或表态，不是任务"
    allowed = MAY.search(governed.before) and not MUST.search(governed.before)
    if allowed or FORBIDDEN.match(governed.after):
        return "权利或禁止，不是任务"
    if DEFINED.search(governed.before) or governed.before.endswith("寒"):
        return "说明或定义，不是任务"
    if TABLE_NAME.search(line.text.strip()) and len(line.text.strip()) <= NAME_LENGTH:
        return "表格的名称"
    return ""


def _words(line: Line, governed: Governed, action: str) -> str:
    """What speaks against the words bound to a time."""
    if not action or WHEN.fullmatch(action):
        return "时间后没有任务"
    if reason := untold(action, recurring=governed.time.recurring):
        return reason
    if DOCUMENT_NAME.search(action) and not DOES.match(ADVERB_HEAD.sub("", action)):
        return "文件名称"
    if LASTS.search(action) and governed.time.recurring:
        return "时长"
    return "标题中的年份" if _heading(line, governed, action) else ""


def untold(action: str, *, recurring: bool) -> str:
    """Why the words behind a time tell no task; empty where they do."""
    told = (reason for pattern, reason in UNTOLD if pattern.search(action))
    return next((reason for reason in told if not (recurring and reason == OWN_DAY)), "")


def _heading(line: Line, governed: Governed, action: str) -> bool:
    """A heading that only names its year: 2026年重点工作."""
    text = line.text.strip()
    if len(text) > NAME_LENGTH or re.search(r"[，,。；;：:]", text):
        return False
    yearly = governed.time.precision in ("year", "plan") and not governed.time.recurring
    leads = governed.role in ("lead", "inner")
    if yearly and NAMED_PAPER.search(text) and not ACTION.match(text):
        return True
    if governed.time.precision == "term" and TERM_PLAN.search(text) and not DOES.match(action):
        return True
    return yearly and leads and not ACTION.match(ADVERB_HEAD.sub("", action))
