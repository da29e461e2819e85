"""Binds a time to its action by the role it plays in its sentence: leading, inside, closing, labelled, aside."""

from __future__ import annotations

import re

from ingest.extract import guards, owners
from ingest.extract.clauses import Clause, Sentence
from ingest.extract.governing import Governed, head_of, rest
from ingest.extract.reading import Line
from ingest.extract.roles import ADVERB_HEAD, MANNER_HEAD, STATE_ONLY, is_result, reach
from ingest.extract.wording import ACTION, ACTION_VERBS

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
# Deadlines whose action is a word of force: 自…起施行.
FORCE = re.compile(r"^(?:起|开始)?(?:正式)?(?:施行|实施|执行|生效|废止|失效|停止执行|有效)")
# A noun that a heading gives when the label says only “时间”.
BARE_LABEL = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]+[)）、.．]?\s*)?(?P<what>.{0,24}?)(?:的)?(?:时间|日期|时限|期限|节点|工期|周期|进度)(?:及[\u4e00-\u9fff]{1,4}|、[\u4e00-\u9fff]{1,4}|安排|要求)?$"
)
# An action of nothing but verbs, counts and 会议: what it is about stands elsewhere.
MATTERLESS = re.compile(
    r"(?:各|均|分别|统一|集中|全部|全面|基本|组织|开展|进行|实施|举办|举行|召开|完成|落实|推进|至少|不少于|次|会议|会|工作|"
    r"发布|公布|印发|出台|公告|公示|通告|名单|结果|予以|公开|答复|"
    r"[0-9一二两三四五六七八九十]+(?:至[0-9一二两三四五六七八九十]+)?(?:期|次|轮|场|回|批|届|个)(?:以上)?)+"
)
# What happens to a building or a school year, without an object.
HAPPENS = re.compile(
    r"(?:全部|全面|正式)?(?:投入使用|交付使用|投用|启用|开工|竣工|完工|建成|建成投用|封顶|开园)$"
)
# Item numbers and names of sections at the head of an action.
ITEM_NUMBER = guards.NUMBERING

# 将园舍移交政府: what is taken up is no subject.
TAKES = re.compile(r"[将把]$")
# 具体办法|由市人民政府|…一年内制定
PASSIVE = re.compile(r"^(?P<what>[^，,]{2,40})由(?P<owner>[\u4e00-\u9fff、（）]{2,24})$")
# 招生简章于5月前|公布, 助学金于10月前|发放到卡: the object stands before the time.
MOVED = re.compile(
    rf"(?:全部|统一|及时|正式|向社会)*(?:{ACTION_VERBS})(?:完毕|到位)?(?:$|[到至给于在])"
)
EVERY = re.compile(r"^每(?:学年|学期|半年|[年月周])")
# 加大投入力度: says how much is put in, not what comes out.
EFFORT = re.compile(r"^(?:进一步|不断|持续)*加大[^，,]{2,24}(?:力度|投入)$")
# 建立|每年|1次的|报告制度: the frequency tells the thing that is set up.
ONCE_OF = re.compile(r"^(?:至少)?[一1１](?:次|届|场|期)的(?P<noun>[\u4e00-\u9fff]{2,20})")
SETS_UP = re.compile(r"^(?:建立|健全|完善|实行|执行|落实|实施|推行|形成)")
# 督促街镇在年底前…: who is charged with the task.
CHARGES = re.compile(r"^(?:督促|要求|责成|责令|指导)(?P<owner>[\u4e00-\u9fff、（）]{2,20})$")
# What an action is to lead to: 举办艺术节|并形成长效机制.
LEADS_TO = re.compile(
    r"(?<=[\u4e00-\u9fff])并(?:逐步|最终)?形成[^，,]{0,12}(?:机制|制度|氛围|合力|特色|传统)$"
)
# A document that speaks of itself: 本办法自…起|施行.
ITSELF = re.compile(
    r"[本该此](?:条例|办法|规定|细则|法|方案|意见|通知|规则|准则|标准|制度|决定|规程|章程|政策|计划|文件|暂行规定|暂行办法|实施办法|实施细则)"
)
# 形成各学段相互衔接: the object of the verb stands clauses later, 的美育体系.
OPEN_OBJECT = re.compile(
    r"^[\u4e00-\u9fff]{0,6}?(?:建立|形成|构建|建成|打造|健全)[^，,]*(?:相互[\u4e00-\u9fff]{2}|联动|衔接|融合|结合|参与|负责|主导|为主|主体|统筹|协同|支持|有序|合理|[^，,]{4,}的)$"
)
CLOSES_OBJECT = re.compile(
    r"的[^的，,]{0,14}(?:体系|机制|格局|模式|网络|平台|环境|制度|局面|队伍|生态|氛围)$"
)

Bound = tuple[str, int, int, str, int]
NOTHING: Bound = ("", 0, 0, "", -1)


def bind(line: Line, sentence: Sentence, governed: Governed, limit: int) -> Bound:
    """The action of a time: its words, their place, the acting subject and the clause they stand in."""
    if governed.role == "lead":
        return _behind(line, sentence, governed, limit)
    if governed.role == "label":
        return _labelled(line, sentence, governed)
    if governed.role == "aside":
        return _aside(sentence, governed)
    if governed.role == "tail":
        return _closing(line, sentence, governed)
    if governed.role == "inner":
        return _inner(line, sentence, governed)
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
        if _only_how(clause.text) and number + 1 < limit:
            continue
        if goal and _holds_value(line, clause):
            return trimmed(clause, number)
        if (
            ACTION.search(clause.text[:40])
            or is_result(clause.text)
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


def _only_how(text: str) -> bool:
    """A clause that says how or why; the task follows."""
    if EFFORT.match(text):
        return True
    if subject := owners.subject(text):
        return bool(ADVERBIAL.match(text[len(subject) :]))
    return bool(ADVERBIAL.match(ADVERB_HEAD.sub("", text))) and not MANNER_HEAD.match(text)


def _inner(line: Line, sentence: Sentence, governed: Governed) -> Bound:
    """A time inside its clause: 各校于4月26日前反馈回执, 督促街镇在年底前使…达到…."""
    clause = sentence.clauses[governed.clause]
    before = head_of(governed.before)
    behind = VOICE.sub("", rest(governed.after))
    if FORCE.match(behind):
        return _force(line, sentence, governed)
    if passive := PASSIVE.match(before):
        action = _cut(behind) + ITEM_NUMBER.sub("", passive["what"])
        end = governed.time.end + len(governed.after)
        return action, clause.start, end, passive["owner"], governed.clause
    subject = owners.subject(governed.before.strip()) or owners.subject(before + "要")
    end = governed.time.end + len(governed.after)
    if once := ONCE_OF.match(behind):
        action = (
            VOICE.sub("", before) + once["noun"] if SETS_UP.match(VOICE.sub("", before)) else ""
        )
        return (action, clause.start, end, subject, governed.clause) if action else NOTHING
    if not ACTION.search(behind[:40]):
        return NOTHING
    if not subject and ACTION.search(before) and not ACTION.match(behind):
        return NOTHING
    if not subject and before and MOVED.match(behind):
        before = ITEM_NUMBER.sub("", EVERY.sub("", before))
        return _cut(before + behind), clause.start, end, "", governed.clause
    if subject or not ACTION.search(before):
        return _cut(behind), clause.start, end, subject, governed.clause
    action = _cut(ITEM_NUMBER.sub("", VOICE.sub("", before)) + behind)
    charged = CHARGES.match(before)
    return action, clause.start, end, charged["owner"] if charged else "", governed.clause


def _cut(action: str) -> str:
    """An action without remarks in brackets and without what it is to lead to."""
    return LEADS_TO.sub("", REMARK.sub("", action))


def _closing(line: Line, sentence: Sentence, governed: Governed) -> Bound:
    """A time behind its action: 校舍加固工程于9月底前完成."""
    clause = sentence.clauses[governed.clause]
    behind = REMARK.sub("", rest(governed.after).strip())
    if FORCE.match(behind):
        return _force(line, sentence, governed)
    before = head_of(governed.before)
    before = ITEM_NUMBER.sub("", before).strip()
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
        what = (
            what
            if not re.search(r"时间|地点|日期", what)
            else (line.section[0] if len(line.section) > 1 else what)
        )
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


def trimmed(clause: Clause, number: int) -> Bound:
    """A clause as an action: the plan's voice, the acting subject and closing remarks taken off."""
    text = clause.text
    lead = VOICE.match(text)
    begin = lead.end() if lead else 0
    taken = lead is not None and TAKES.search(lead.group())
    actor = "" if taken else owners.subject(text[begin:])
    action = _cut(text[begin:])
    acting = action.find(actor) + len(actor)
    if actor and STATE_ONLY.fullmatch(action[acting:]):
        actor = ""
    if actor and len(action) - acting >= 4:
        action = VOICE.sub("", action[acting:])
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
    before = sentence.clauses[clause - 1] if clause > 0 else None
    if before is not None and clause - 1 not in timed and ACTION.search(before.text):
        matter = ITEM_NUMBER.sub("", VOICE.sub("", before.text))
        if len(matter) >= 4:
            return f"{matter}，{action}", before.start, end, actor, clause
    heading = ITEM_NUMBER.sub("", line.section[-1]).strip() if line.section else ""
    if re.search(r"时间|地点|日程", heading):
        return bound
    if 2 <= len(heading) <= 24 and heading not in action:
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
