"""The words of a task: voice, subject and remarks taken off, and what they leave out put in."""

from __future__ import annotations

import re

from ingest.extract import guards, owners
from ingest.extract.clauses import Clause, Sentence
from ingest.extract.governing import Governed
from ingest.extract.reading import Line
from ingest.extract.roles import ADVERB_HEAD, MANNER_HEAD, STATE_ONLY
from ingest.extract.wording import ACTION

# Clauses that only say how or why; the action follows.
ADVERBIAL = re.compile(
    r"^(?:以(?!及)|按照?|根据|依据|依照|结合|围绕|通过(?!.{0,6}验收)|针对|依托|为了?(?!期)|本着|坚持|对照|利用|借助|参照|紧扣|聚焦|立足|随着|经[\u4e00-\u9fff]{2,8}(?:同意|批准)|在[\u4e00-\u9fff]{2,24}(?:下|上|中|时|后|前)$|采取[\u4e00-\u9fff]{2,20}(?:方式|办法|形式)$)"
)
# Words before the action that belong to the plan's voice, not to the task.
VOICE = re.compile(
    r"^(?:[、，,：:\s]|前|之前|起|要(?!求)|将|拟|须|应当?|必须|务必|计划(?=[开召举组完启建])|请|就|并|再|还|左右|上旬|中旬|下旬|(?:由)(?=[\u4e00-\u9fff]{2,12}(?:组织|负责|牵头)))+"
)
# A remark in brackets behind the action: who answers, how many copies.
REMARK = re.compile(
    r"[（(](?:[^（）()]*(?:责任|牵头|负责|配合|附件|见|详见)[^（）()]*)[)）]\s*$|[、，,：:\s]+$"
)
# 发至邮箱|abc@example.org: where to is told, the address is none of the task.
ADDRESS = re.compile(r"[（(：:]?\s*[A-Za-z0-9_.\-]+@[A-Za-z0-9.\-]+[）)]?\s*$")
# An action of nothing but verbs, counts and 会议: what it is about stands elsewhere.
MATTERLESS = re.compile(
    r"(?:各|均|分别|统一|集中|全部|全面|基本|组织|开展|进行|实施|举办|举行|召开|完成|落实|推进|至少|不少于|次|会议|会|工作|"
    r"发布|公布|印发|出台|公告|公示|通告|名单|结果|予以|公开|答复|结束|到位|办结|完毕|[做考办干测查换改建修评发报]完|"
    r"[0-9一二两三四五六七八九十]+(?:至[0-9一二两三四五六七八九十]+)?(?:期|次|轮|场|回|批|届|个)(?:以上)?)+"
)
# What happens to the whole of the clause before: 更换旧灯管500支，8月底前|完成.
DONE = re.compile(r"(?:全部|全面|基本)?(?:完成|结束|到位|办结|完毕|[做考办干测查换改建修评发报]完)")
# 伙食费|据实收取，按月|公布: what is made known stands before the verb of the clause before.
TOPIC = re.compile(r"^(?P<what>[\u4e00-\u9fff]{2,12}?)(?:据实|专款|统一|单独|实行|按规定|按标准)")
SHOWN = re.compile(r"(?:予以|及时|向[^，,]{2,8})?(?:公布|公示|公开)")
ALLOWED = re.compile(r"可(?:以|在|向|通过|于)")
# What happens to a building or a school year, without an object.
HAPPENS = re.compile(
    r"(?:全部|全面|正式)?(?:投入使用|交付使用|投用|启用|开工|竣工|完工|建成|建成投用|封顶|开园)$"
)
# Item numbers and names of sections at the head of an action.
ITEM_NUMBER = guards.NUMBERING

# 停课考试前, 培训结束后: another word for the time.
WHEN = re.compile(
    r"^(?!在[^，,]+[上中])[^，,]{1,14}(?:[前后]|(?<![学课小及同准按平临工])时|期间|之日起|以内)$"
)
# 将园舍移交政府: what is taken up is no subject.
TAKES = re.compile(r"[将把]$")
# 将|名单、汇总表报区教育局: what is taken up is handed on.
HANDED = re.compile(
    r"[^，,；;]{2,60}?(?:上报|报送|报[^名道告]|发[至到送给]|送[至交到]|提交|上传|寄[至送到]|录入|移交|反馈|交[至到回由]|汇总|备案|公布|公示|填入|返还|装订|打包|纳入|转[交至发])"
)
# 依据合同的要求|将园舍移交政府: how and what in one clause.
TAKEN_UP = re.compile(r"[将把](?!来|要)[^，,]{2,60}")
# 加大投入力度: says how much is put in, not what comes out.
EFFORT = re.compile(r"^(?:进一步|不断|持续)*加大[^，,]{2,24}(?:力度|投入)$")
# What an action is to lead to: 举办艺术节|并形成长效机制.
LEADS_TO = re.compile(
    r"(?<=[\u4e00-\u9fff])并(?:逐步|最终)?形成[^，,]{0,12}(?:机制|制度|氛围|合力|特色|传统)$"
)
# 形成各学段相互衔接: the object of the verb stands clauses later, 的美育体系.
OPEN_OBJECT = re.compile(
    r"^[\u4e00-\u9fff]{0,6}?(?:建立|形成|构建|建成|打造|健全)[^，,]*(?:相互[\u4e00-\u9fff]{2}|联动|衔接|融合|结合|参与|负责|主导|为主|主体|统筹|协同|支持|有序|合理|[^，,]{4,}的)$"
)
CLOSES_OBJECT = re.compile(
    r"的[^的，,]{0,14}(?:体系|机制|格局|模式|网络|平台|环境|制度|局面|队伍|生态|氛围)$"
)

# A remark that closes a heading: （二）全面实施（2026年5月—6月）.
HEAD_REMARK = re.compile(r"[（(][^（）()]*[)）]$")

Bound = tuple[str, int, int, str, int]
NOTHING: Bound = ("", 0, 0, "", -1)


def only_how(text: str) -> bool:
    """A clause that says how or why; the task follows."""
    if EFFORT.match(text) or WHEN.match(text) or text.endswith("的"):
        return True
    if TAKEN_UP.search(text):
        return False
    if subject := owners.subject(text):
        return bool(ADVERBIAL.match(VOICE.sub("", text[len(subject) :])))
    return bool(ADVERBIAL.match(ADVERB_HEAD.sub("", text))) and not MANNER_HEAD.match(text)


def cut(action: str) -> str:
    """An action without remarks in brackets and without what it is to lead to."""
    return LEADS_TO.sub("", REMARK.sub("", ADDRESS.sub("", action)))


def unvoiced(text: str) -> str:
    """A task without the plan's voice; the 将 that takes up an object stays: 将名单报区教育局."""
    bare = VOICE.sub("", text)
    voice = text[: len(text) - len(bare)]
    return voice[-1] + bare if TAKES.search(voice) and HANDED.match(bare) else bare


def trimmed(clause: Clause, number: int) -> Bound:
    """A clause as an action: the plan's voice, the acting subject and closing remarks taken off."""
    text = clause.text
    lead = VOICE.match(text)
    begin = lead.end() if lead else 0
    taken = lead is not None and TAKES.search(lead.group())
    actor = "" if taken else owners.subject(text[begin:])
    action = cut(text[begin:])
    acting = action.find(actor) + len(actor)
    if actor and STATE_ONLY.fullmatch(action[acting:]):
        actor = ""
    if actor and len(action) - acting >= 4:
        action = unvoiced(action[acting:])
    elif taken:
        action = unvoiced(text[:begin] + action)
    return action, clause.start, clause.start + len(REMARK.sub("", text)), actor, number


def spread(line: Line, sentence: Sentence, clause: Clause, number: int, limit: int) -> Clause:
    """A clause with those that its object still needs: 形成…相互衔接，…相互促进的|美育体系."""
    if not OPEN_OBJECT.match(clause.text):
        return clause
    for later in sentence.clauses[number + 1 : min(limit, number + 5)]:
        if CLOSES_OBJECT.search(later.text):
            text = line.text[clause.start - line.start : later.end - line.start]
            return Clause(clause.start, later.end, text)
    return clause


# 培训教师300人，人均经费900元，9月底前完成: what is told of a task between it and its time.
BESIDE = re.compile(r"^(?:其中|每|人均|生均|班均|平均|户均|合计|总投资|总计|所需)")


def completed(line: Line, sentence: Sentence, bound: Bound, times: list[Governed]) -> Bound:
    """An action that names no matter takes it from the clause before, else from its heading.

    建立联席会议制度，每季度召开1次会议; （四）班主任能力提升。9月、11月各举办1期。
    """
    action, start, end, actor, clause = bound
    if HAPPENS.fullmatch(action.strip()):
        return _with_thing(sentence, bound, times)
    if not MATTERLESS.fullmatch(action.strip()):
        return bound
    timed = {
        governed.clause for governed in times
        if not governed.time.recurring and governed.time.precision != "year"
    }  # fmt: skip
    at = clause - 1
    while at > 0 and BESIDE.match(sentence.clauses[at].text) and at not in timed:
        at -= 1
    before = sentence.clauses[at] if at >= 0 else None
    if before is not None and (topic := TOPIC.match(before.text)) and SHOWN.fullmatch(action):
        return topic["what"] + action, before.start, end, actor, clause
    acts = before is not None and (DONE.fullmatch(action.strip()) or ACTION.search(before.text))
    if before is not None and at not in timed and acts:
        matter = ITEM_NUMBER.sub("", VOICE.sub("", before.text))
        if len(matter) >= 4 and not ALLOWED.search(matter):
            return f"{matter}，{action}", before.start, end, actor, clause
    heading = ITEM_NUMBER.sub("", line.section[-1]).strip() if line.section else ""
    heading = HEAD_REMARK.sub("", heading)
    if re.search(r"时间|地点|日程", heading):
        return bound
    if 2 <= len(heading) <= 24 and heading not in action and action.strip() not in heading:
        return f"{heading}：{action}", start, end, actor, clause
    return bound


def _with_thing(sentence: Sentence, bound: Bound, times: list[Governed]) -> Bound:
    """What opens or is put to use stands at the time before: 新校3月开工，9月投入使用."""
    action, _, end, _, clause = bound
    for earlier in reversed(times):
        if earlier.clause < clause and earlier.role == "tail" and earlier.before.strip():
            thing = ITEM_NUMBER.sub("", VOICE.sub("", earlier.before.strip()))
            return thing + action, sentence.clauses[earlier.clause].start, end, "", clause
    return bound
