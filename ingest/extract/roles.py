"""Tells what a clause behind a time is: a task or result of its own, or only how, what for, of what kind."""

from __future__ import annotations

import re
from typing import Literal

from ingest.extract import owners
from ingest.extract.wording import ACTION
from ingest.grammar.times import TimeSpan

Reach = Literal["goal", "event", "duty"]
"""How far a time reaches: goals share it by clauses, events of a month and duties of a rule only when coordinated."""

# Words before a verb that belong to the plan's voice.
VOICE_HEAD = re.compile(
    r"^(?:[、，,：:\s]|并(?!轨)|同时|分别|还要?|再|且|要(?!求)|将(?=[^，,]{0,1}[开召举组完启建出])|应当?|须|必须|及时(?=向)|最终)+"
)
# Adverbs that a task may begin with.
ADVERB_HEAD = re.compile(
    r"^(?:初步|基本|全面|全部|进一步|继续|重点|积极|逐步|深入|大力|统一|集中|分批|分别|至少|稳步|有序|持续|切实|率先|普遍|完全|如期|按期|按时|高标准|高质量|因地制宜|层层|逐级|逐校|逐一|再)+(?:地)?"
)
# Clauses that say by what means: 通过…, 围绕…, 加大…力度, 发挥…作用.
MEANS = re.compile(
    r"^(?:通过(?!.{0,6}验收)|围绕|结合|依托|借助|利用|运用|采取|采用|按照?|根据|依据|依照|参照|对照|坚持|秉持|聚焦|立足|针对|紧扣|随着|本着|遵循|贯彻|"
    r"鼓励|支持|引导|倡导|加大|加强|强化|注重|重视|突出|优化(?!.{0,12}(?:完成|到位)$)|严格|严禁|杜绝|充分|发挥|整合|统筹|利于|有利于|重点(?:补充|面向|用于|支持|围绕|聚焦)|"
    r"其中|包括|内容|主要(?!指标|经济指标|发展指标)|如|即|例如|逾期|不(?!断)|未|无|由|与|同|和|对(?!.{2,40}(?:表彰|奖励|通报))|在(?!.{2,30}(?:上|方面)[^，,]{2,}))"
)
# 以学区为单位|配齐教师: the manner stands before the verb in one clause.
MANNER_HEAD = re.compile(
    r"^以[^，,]{2,16}?(?:为(?:单位|主题|载体|重点|抓手|主线|依托|基础|平台|契机)|手段|方式|形式|机制|途径)(?=[\u4e00-\u9fff])"
)
# Clauses that say what it is for.
PURPOSE = re.compile(
    r"^(?:从而|进而|以便|以此|借此|真正|切实|不断|着力|确保|(?:保障|保证|服务|规范|展示|丰富)(?!水平|能力|体系|机制|质量|条件|制度|网络|程度|手段|形式|内容)|满足|促进|推动|带动|使|让|力求|增强|激发|激励|营造|助力|适应|缓解|防止|避免|防范|"
    r"提高|提升|改善|扩大|拓宽|拓展|传承|弘扬|彰显|展现|引领|辐射|便于|方便|有效|更好|努力(?:提高|提升|营造|让)|为(?!.{0,8}单位))"
)
# The purpose that results may be listed under: 使布局更加合理，校舍满足需求.
FOR_RESULTS = re.compile(
    r"^(?:从而|进而)?(?:使|让|确保|保证|保障|力求|以)(?![^，,]{2,16}(?:为单位|手段))"
)
# What remains open cannot be ticked off.
OPEN = re.compile(
    r"^(?:也|均|还)?可(?:以|[向在申自])|的$|及时(?!向)|相应|按(?:照)?(?:有关|相关)?规定|接受|(?:形成|营造|培育)[^，,]{0,20}(?:合力|氛围|局面|动力|良性循环|长效机制)$|发挥[^，,]{0,16}作用$|(?:以下|下列|如下)[^，,]{0,8}(?:目标|任务|事项|方面)"
)
# How long something lasts or is to be shown: 公示不少于5个工作日.
LASTING = re.compile(r"[\d一二两三四五六七八九十]+\s*(?:天|日|个?工作日|小时|个月|年)$")
# Events of their own.
EVENT = re.compile(
    r"^(?:组织|统一|集中)?(?:召开|举办|举行|承办|出台|印发|发布(?=招|公|通)|公布(?!的)|启动(?=新|全|第|实|建)|参加(?=[^，,]{0,30}(?:赛|展|会|演|考))|"
    r"对[^，,]{2,40}?(?:进行|给予|予以)?(?:表彰|奖励|通报|命名)|表彰|命名)"
)
# Acts that end when they are done once: handing in, making known, signing.
DELIVERY = re.compile(
    r"^(?:将[^，,；;]{2,60}?|把[^，,；;]{2,60}?|向[^，,；;]{2,16}?|委托[^，,]{2,30}?(?=审计|评估|鉴定|检测)|依法|书面|统一|协助|配合)*"
    r"(?:报(?!名|道|考|销|告(?![^，,]{0,24}(?:部门|[局厅委院]|政府|机构|中心|机关|学校|单位|上级)))|上报|报送|提交|公布(?!的)|公示(?![内期栏])|公开(?!招)|发布|通报|编制|编写|出具|答复|反馈|告知|通知|送达|公告(?![内期栏])|交(?![流通由])|发[至给送]|寄[至送]|移交|移送|交付|备案|退还|返还|"
    r"[^，,]{2,14}?(?:发送|报送|寄送|提交|上传|邮寄|发)(?:至|到|给)|"
    r"办理|签订|缴纳|核发|颁发|换发|作出|做出|提出[^，,]{0,12}(?:意见|方案|申请|报告)|进行(?:审计|评估|鉴定|检测)|审计)"
)
# Ends that an event's clause may name: 消除D级危房, 建成投用.
COMPLETION = re.compile(
    r"^(?:全部|全面|基本)?(?:完成|消除|制定|制订|成立|组建|建成|竣工|投入使用|交付使用)"
)
# Adverbs of rising: they stand before the verb of a result.
_RISING = r"(?:明显|显著|大幅|大大|进一步|全面|不断|持续|逐步|逐年|稳步|基本|更加|更为|普遍|有效|充分|切实|日益|整体|总体|根本|初步|高水平|高质量|协调|均衡|健康|稳定|良性|优质|更)"
# The verbs and states of a result.
_STATE = (
    r"(?:提[高升]|增强|改善|优化|完善|健全|加强|上升|下降|减少|缩小|扩大|实施|普及|落实|养成|形成|建立|建成|达标|到位|发展|推进|增长|跃升|进位|好转|稳固|巩固|彰显|"
    r"满足|解决|消除|遏制|改观|显现|协调|完备|成熟|定型|合理|美好|充分|便捷|规范|丰富|突出|壮大|提速|衔接|融合|覆盖|畅通|鲜明)"
)
# Subject and result: 教师队伍素质|进一步提升, 改革|取得新突破, 美育工作|达到新水平.
RESULT = re.compile(
    rf"^[^，,；;]{{2,40}}?(?:{_RISING}{{1,3}}(?:得到)?{_STATE}|建立健全|[^，,]化、?[^，,]{{0,8}}化$|取得[^，,]{{0,14}}(?:进展|突破|成效|成果|进步|成绩|胜利)|"
    r"(?:达到|迈[上出入]|进入|跻身|展现|实现|满足|完成|保持|走在)[^，,]{2,40}|开[齐足][^，,]{2,20}|[与和同][^，,]{2,14}同步)"
    r"[^，,]{0,16}$"
)
# 在推进高水平开放上|勇争先: the field and how far it is to get there.
FIELD = re.compile(r"^在[^，,]{2,30}?(?:上|方面)[^，,]{2,20}$")
RESULT_TAIL = re.compile(
    rf"(?:{_RISING}|得到){_STATE}$|(?:全部|全面)(?:达标|覆盖|到位)$|建立健全$|化$"
)


# On what ground something is done: 在达到要求的基础上.
GROUND = re.compile(r"(?:基础上|前提下|情况下|过程中|条件下|的同时)$")
# Names in quotation marks say nothing of what the clause does.
QUOTED = re.compile(r"“[^“”]{1,60}”")
# A state that is left when its subject is taken off: 机构|建立健全.
STATE_ONLY = re.compile(rf"(?:{_RISING}|得到)*(?:{_STATE})+")


def reach(time: TimeSpan) -> Reach:
    """How far a time reaches beyond the first clause behind it."""
    if time.recurring:
        return "duty"
    if time.lo is None and time.hi is None:
        return "goal" if time.relation == "by" and time.precision == "year" else "duty"
    if time.precision in ("year", "plan") and time.relation in ("by", "in"):
        return "goal"
    if time.relation == "by" and re.match(r"[到至]|\d{4}年底?前|年底", time.text):
        return "goal" if "年" in time.text and not re.search(r"\d月", time.text) else "event"
    return "event"


def stands_alone(text: str, kind: Reach, *, new_part: bool) -> bool:
    """Whether a clause behind the first task of a time is a task of its own.

    Args:
        text: The clause.
        kind: How far its time reaches.
        new_part: A semicolon stands before the clause: another body may begin.
    """
    bare = VOICE_HEAD.sub("", text)
    if LASTING.search(bare) or OPEN.search(bare) or bare.startswith("我们"):
        return False
    if EVENT.match(bare):
        return True
    if kind == "event" and COMPLETION.match(bare):
        return True
    if kind != "goal":
        return bool(DELIVERY.match(bare)) or (
            kind == "event" and new_part and bool(owners.subject(bare)) and _acts(bare)
        )
    if DELIVERY.match(bare):
        return True
    manner = MANNER_HEAD.match(bare)
    if manner:
        return bool(ACTION.search(bare[manner.end() :][:8]))
    if owners.subject(bare):
        return _acts(bare)
    if is_result(bare):
        return True
    if MEANS.match(bare) or PURPOSE.match(bare):
        return False
    return bool(ACTION.match(ADVERB_HEAD.sub("", bare)))


def is_listed(text: str, *, new_part: bool) -> bool:
    """Whether a clause of a list of tasks (一月：…；…) is one of them rather than how or what for.

    Args:
        text: The clause.
        new_part: It stands behind a semicolon.
    """
    bare = ADVERB_HEAD.sub("", VOICE_HEAD.sub("", text))
    if MEANS.match(bare) or PURPOSE.match(bare) or LASTING.search(bare):
        return False
    return new_part or (bool(ACTION.match(bare)) and not is_result(text))


def is_purpose(text: str) -> bool:
    """Whether a clause says what the one before it is for; results told behind it belong to it."""
    return bool(FOR_RESULTS.match(VOICE_HEAD.sub("", text)))


def is_result(text: str) -> bool:
    """Whether a clause tells a state that is to be reached: 教师素质明显提高."""
    means = bool(MEANS.match(text)) and not FIELD.match(text)
    if means or PURPOSE.match(text) or text.startswith(("以", "我们")):
        return False
    if GROUND.search(text):
        return False
    text = QUOTED.sub("“”", text)
    if text.startswith("在"):
        return bool(FIELD.match(text))
    return bool(RESULT.match(text) or RESULT_TAIL.search(text))


def _acts(text: str) -> bool:
    return bool(ACTION.search(text[len(owners.subject(text)) :][:16]))
