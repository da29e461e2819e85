"""A fact as the question that it answers, in the words a person would use; nothing where it makes none.

``初中生均公用经费 900元`` asks “初中生均公用经费是多少？”, ``新增公办幼儿园 3所`` “新增公办幼儿园多少所？”, the action
of a deadline “什么时候公布录取结果？” and, where an office is named, “谁负责…？”.
"""

from __future__ import annotations

import re

from assistant.checklist import what
from ingest.grammar.units import UNITS
from ingest.records import Deadline, FactTime, Target

SHORTEST, LONGEST = 5, 22
"""Code points of what is asked about: less names nothing alone, more is a clause."""
BROKEN = re.compile(
    r"[\s\d，,。；;：:（）()《》<>、/＋+~～—…%％\"]|实现|任何|任意|下述|上述|其中|以下|以上|分别"
    r"|^[一二三四五六七八九十两百千万]|^(?:的|和|与|及|并|或|在|对|按|由|将|把|为|被|使|以|从|向|到|至|各|均|约|近|超|共|占|是|有|不|其|该|每次|参加)"
    r"|(?:的|和|与|及|比|在|对|按|由|将|把|为|占|到|至|达|等|中|内|时|后|前|可|应|须|不|并|用)$"
)
"""A piece of a clause, or a list, and no name."""
TWICE = re.compile(r"(.{2,})\1")
"""Words that stand twice in a row: 学费学费."""
HEADED = re.compile(r"^(.{2,4})(?:(?:教育|阶段)?(?=\1)|(?=.{1,2}\1))")
"""A head that the name behind it says again: 学前教育 before 学前三年毛入园率, 义务教育 before 县域义务教育巩固率."""
AGAIN = re.compile(r"(.{3,}).*\1")
"""Words that come again: a row and a column that name each other."""
NO_EVENT = re.compile(
    r"^(?:具备|达到|保持|坚持|属于|符合|仍|只|才|再|还|已|可以|应当?|必须|不)|不得|不准|一律|严禁|禁止|一次|[一二两三四五六七八九十\d]次"
)
"""What holds and does not happen on a day, or happens so and so often."""
LOCAL = re.compile(r"^(?:全[国省市州盟县区旗镇校]|[我本][省市县区校])")
"""A scope that is the place of the document."""
AMOUNT = re.compile(
    r"(?:度|标准|费|金|额|资金|投资|投入|产值|收入|支出|价|量|面积|规模|总?数|时间|时长"
    r"|年限|年龄|距离|高度|宽度|课时|学时|学分|增加值|总值|人口|补助|补贴|投资总额|期限|班额)$"
)
"""What is an amount by its name."""
RATIO = re.compile(r"(?:率|比例|比重|占比|度|面)$")
"""What is told in per cent."""
SHARE = re.compile(r"占[^占]{3,12}$")
"""A share without the word for it: 骨干教师占交流教师总数."""
GROWS = re.compile(r"(?<!比)(?:增长|提高|降低|下降|增加|减少)$")
"""What an amount does: asked for with 多少 alone."""
ACTION = re.compile(
    r"^(?:新增|新建|新创|组建|改建|改造|改扩建|扩建|建设|建成|建立|建好|创建|打造|培育|培养|培训|招聘|公开招聘|招收|引进|选派|选拔"
    r"|遴选|推荐|评选|评定|认定|命名|表彰|奖励|资助|开展|举办|举行|召开|组织|实施|推进|完成|开设|开齐|开足|配备|配齐|安排|落实"
    r"|整合|提升|改善|更新|购置|设立|设置|发展|扩大|增加|提供|制定|修订|编制|编印|编写|印发|公布|发布|报送|上报|提交|提出|申报"
    r"|申请|启动|开工|竣工|验收|检查|督导|评估|审核|审批|办理|公示|核定|拨付|发放|签订|布置|参加|开通|投用|出台|整治|排查|修缮"
    r"|接受|进行|支持|释放|完善|消除|清理|反馈|报告|汇总|告知|通知|公告|确定|录取|缴纳|收取|退还|征求|委托|解决|享受|享有|作出"
    r"|统一|及时|重新|依法|集中|按时|定期|联合|做好|抓好|继续|正式|分批|逐步|配合|对|向|为|将|由)"
    r"(?!资金|经费|标准|对象|情况|比例|名单|结果|时间|名额|率|费|人数|方案|计划|项目)"
)
"""A verb, or a word before one, that a task or a counted item begins with."""
VAGUE = re.compile(
    r"取得|形成|初步|显著|明显|基本|进一步|不断|有效|全面|逐步|更加|大力|积极|切实|成效|突破|加强|健全|优化|增强|改进|推动"
)
"""A goal in words that no day tells."""
DATED = frozenset({"day", "month", "quarter", "half", "term"})
"""Precisions that say when."""
OFFICE = re.compile(r"[一-鿿]{3,14}")
"""An office that can be the answer to who."""


def about(target: Target) -> str:
    """Scope and indicator as a name; empty where they are none."""
    words = (
        LOCAL.sub("", what(target))
        if not target.scope or LOCAL.match(target.scope)
        else what(target)
    )
    words = HEADED.sub("", TWICE.sub(r"\1", words))
    broken = BROKEN.search(words) or AGAIN.search(words) or not _closed(words)
    return words if SHORTEST <= len(words) <= LONGEST and not broken else ""


def how_much(target: Target) -> str:
    """The question for a target's value; empty where it would not be one."""
    name = about(target)
    if not name or not re.search(r"\d|百分之", target.raw):
        return ""
    every = (
        target.time.raw
        if target.time and target.time.recurring and len(target.time.raw) < 5
        else ""
    )
    if GROWS.search(name):
        return f"{name}多少？"
    if target.unit == "%" and SHARE.search(name) and not RATIO.search(name):
        return f"{name}的比例是多少？"
    if (RATIO if target.unit == "%" else AMOUNT).search(name):
        return f"{name}{every}是多少？"
    unit = target.unit.partition("/")[0]
    counted = unit in UNITS and UNITS[unit].kind in ("count", "lessons")
    if not counted or target.value is None or target.value < 2:
        return ""
    plain = every or ACTION.match(name) or ACTION.match(target.indicator)
    return f"{name}{every}{'' if plain else '有'}多少{unit}？"


def when(deadline: Deadline) -> str:
    """The question for a deadline's time; empty where its action or time is too vague."""
    action = deadline.action.lstrip("，,").partition("：")[0]
    if not _is_task(action) or not _says_when(deadline.time):
        return ""
    return f"什么时候{action}？" if ACTION.match(action) else f"{action}是什么时候？"


def who(deadline: Deadline) -> str:
    """The question for the office that a task names; empty where it names none."""
    action = deadline.action.lstrip("，,").partition("：")[0]
    named = OFFICE.fullmatch(deadline.owner) and ACTION.match(action) and "负责" not in action
    named = named and _is_task(action)
    return f"{action}由谁负责？" if named else ""


def _is_task(action: str) -> bool:
    fits = SHORTEST < len(action) <= LONGEST
    broken = BROKEN.search(action) or VAGUE.search(action) or NO_EVENT.search(action)
    return fits and not broken and _closed(action)


def _closed(words: str) -> bool:
    """Is every quotation mark one of a pair?"""
    return words.count("“") == words.count("”")


def _says_when(time: FactTime) -> bool:
    return time.precision in DATED and (time.lo is not None or time.hi is not None)
