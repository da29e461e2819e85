"""Reads from the words around a value what it measures (indicator) and for whom (scope)."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.extract.phrases import (
    joined,
    noun_before,
    noun_behind,
    split_scope,
    strip_head,
)
from ingest.extract.verb_phrases import Name, verb_phrase
from ingest.extract.wording import (
    ACTOR_END,
    CHANGE_VERBS,
    DANGLING,
    GOAL,
    MEASURE_END,
    MEASURE_NOUNS,
    OBJECT_VERB,
    STAGES,
)

# A base of a share: 按总课时的11%, 由学生总数的1.5%.
BASE = re.compile(
    r"(?:^.*(?:按照?|占|由|从(?!业)|以|为|达到|不低于|不少于|不超过|高于|低于|多于))?(?P<base>(?:[^，,按占由从]|从业){2,20})的$"
)
# Verbs behind a share that name nothing: 按寄宿生标准的50%|发放.
BARE_TASKS = frozenset(
    [
        "发放",
        "执行",
        "核定",
        "拨付",
        "提取",
        "计提",
        "安排",
        "配备",
        "配置",
        "计算",
        "收取",
        "落实",
        "补助",
        "确定",
        "以上",
        "以内",
    ]
)
# A share said without 占: 培训费不低于公用经费总额的10%.
SHARE_OF = re.compile(r"(?<![按照])(?:占|不低于|不少于|不超过|达到|为)$")
# 学前教育经费|占…支出的比例|达到: the share itself is what is measured.
SHARE_NOUN = re.compile(
    r"的?(?:比例|比重|占比)(?=[^\u4e00-\u9fff]|应|须|要|不|达|为|提|保|稳|在|控|$)"
)
# A stage behind the noun it belongs to: 寄宿生生活补助|小学.
STAGE_BEHIND = re.compile(rf"(?P<noun>.{{3,}}?)(?P<stage>{STAGES})")
# 区教育局|对学校课后服务开展|2次|检查: what is done, and to what.
WORK_ON = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,14}(?:局|厅|委|部门|政府|中心))?(?P<task>对[^，,]{2,16}?(?:开展|进行|组织|实施))$"
)
# 按每五所学校|至少一名|的比例配置责任督学; 按净收益的|10%|的比例提取发展基金.
RATE_TASK = re.compile(
    rf"^(?:以[上下])?的?(?:比例|标准)(?:在[^，,]{{2,24}}?(?:配套)?)?(?P<task>(?:{OBJECT_VERB.pattern}|提取|计提|落实|给予)[\u4e00-\u9fff]{{2,20}})"
)
# 按照不低于工资总额|1.5%|提取的职工教育经费
TAKEN = re.compile(r"^的?(?:比例|标准)?(?:提取|计提|安排|筹措)的(?P<noun>[\u4e00-\u9fff]{2,14})$")
TAKEN_BY = re.compile(r"按照?[^，,]{0,20}$")
# 每千人口按|八十名|小学生配建小学
PER_BY = re.compile(
    r"(?P<each>每[一二三四五六七八九十百千万\d]+(?:人口|户|名学生|人))(?:应当?)?按照?$"
)
HEADS = re.compile(r"^(?P<noun>[\u4e00-\u9fff]{2,10}?)(?:的标准)?(?:配[建备置]|设置|建设)")
# 园长应当具有|五年以上|管理工作经历: who must have served how long.
SERVED_END = re.compile(r"(?:应当?|须|必须)[^，,]{0,24}?(?:具[有备]|有)(?:[^，,]{2,12}、)?$")
SERVICE = re.compile(r"^(?:以上)?的?(?P<noun>[\u4e00-\u9fff]{2,24}?(?:经历|经验|教龄|工龄|年限))$")
# 12个班及以下的学校|核定|3名: what is allotted stands before.
SIZED = re.compile(r"^(?P<whom>[^，,]{2,20}的(?:学校|幼儿园|班级|单位))(?:应当?)?核定$")
# 综合督导应有|两名以上|督学参加
HAS_PART = re.compile(r"(?:应当?|必须|须|要)有$")
# 为学生监护人提供|不少于两次|的指导: to whom it is given.
GIVEN = re.compile(
    r"(?:应当?|须|要|[年月周期])(?:免费|至少)?为(?P<whom>[^，,为]{2,20}?)(?:免费|至少)?提供(?:不少于|至少)?$"
)
# 市级财政按|每人每天350元|的标准补助: only what is done stands behind.
RATE_ONLY = re.compile(
    rf"^(?:以[上下])?的(?:比例|标准)(?:予以|进行|给予|分别)?(?P<task>{OBJECT_VERB.pattern}|抽查|抽取|拨付|补助|资助|奖励|提取|计提|发放|收取|安排|核定)$"
)
BY_RATE = re.compile(r"(?P<who>.*?)(?:按照?|以)$")
WHOM_FIRST = re.compile(r"^[\u4e00-\u9fff]{2,14}(?:学校|高校|企业|单位|幼儿园|学校)(?=按)")
PER_END = re.compile(
    r"每\s*[\d一二两三四五六七八九十百千万]+\s*[个所名位班人套年户]?[\u4e00-\u9fff]{0,6}$"
)


# Each of many for whom a value holds: 每校每类|限报1个, 每班|配备2名.
EACH_NOUN = re.compile(
    r"^(?:其中|原则上)?(?P<each>每(?:[一1])?[个所名位支件家项篇门](?:成果|课题|论文|案例|课程|学校|幼儿园|学生|教师|班级|教学班|县区|区县|乡镇|单位|学科|专业|高校|院校|学段|节目|作品)(?![的数均]))"
)
# 每位参会教师|提交1篇, 每名营员|收取1280元: people of any kind.
EACH_PERSON = re.compile(
    r"^(?:其中|原则上|要求|凡)?(?P<each>每(?:一)?[名位][\u4e00-\u9fff]{0,8}?(?:教师|学生|学员|营员|人员|选手|主持人|校长|园长|专家|作者|家长|考生|代表|成员|队员|候选人|申请人|申报人|参与?赛者|负责人|指导者|作者|幼儿|儿童|职工|党员|教练|评委|者|生)(?![的数均者]))(?=\S|$)"
)
EACH = re.compile(
    r"^(?:其中|原则上|要求)?(?P<each>(?:每(?:[一1])?[个所名位支件家]?(?:校|班|园|县区?|区县|区|市|乡镇|乡|镇|街道|社区|村|类|项|组|队|科|份|人|师|年级|学段|班级|学校|学区"
    r"|学生|教师|幼儿园|幼儿|单位|部门|学科|教学班|项目|专业|高校|院校|作品|节目|参赛队|选手|工作室|工作坊|基地|社团|家庭|支部|校长|班主任|考点|考场|检查组|小组|团队|代表队|队伍|课题|场|幅|篇|件|支|期|参赛单位|参赛学校|乡村学校|城区学校|乡镇学校|中学|小学|县（市、区）|县\(市、区\)))+)"
    r"(?=至少|最多|限|不|要|应|须|配|设|推|选|报|建|有|原|按|可|安|开|培|参|掌|学|拥|办|组|评|申|遴|必|需|重点|一般|各|在|能|毕业|小学|初中|只|仅|总|累计|提交|收取|补助|资助|奖励|补贴|指导|领队|带队|名额|人数|报|交|缴|送|发|最高|共|(?![目室次均织级额主长园所时])[\u4e00-\u9fff]{2,4}$|$)"
)
# 骨干教师（每县区|10人）: for each, in brackets behind the noun.
EACH_INSIDE = re.compile(r"^(?P<noun>[^（()）]{2,40})[（(](?P<each>每[^（()）]{1,6})$")
# 研究报告（|1.5万字以上|）: what is measured stands before the bracket, perhaps with a value of its own.
BRACKET_OPEN = re.compile(r"^(?P<noun>[^（()）]{2,40}?)(?:\s*\d+\s*[\u4e00-\u9fff])?\s*[（(]$")
# 组织评审和公示（公示期|不少于7天）: a bracket with a measure of its own.
OPEN_MEASURE = re.compile(
    rf"^[^（）()]*[（(](?=[\u4e00-\u9fff]{{0,8}}(?:{MEASURE_NOUNS}|期|时间|字数)(?:一般|原则上|应|须|为)*$)"
)
# 评审费每篇|20元: per what the money is.
PER_PIECE = re.compile(r"(?<=费)(?:每[篇件项人科次节课个份场天月年])+$")
LISTED = re.compile(r"[、，,]|以及|(?<=[\u4e00-\u9fff]{2})[和及与](?=[\u4e00-\u9fff]{2})")
# 区教育局设|优秀组织奖|8个: who sets up a prize, and that it is set up.
SETS_UP = re.compile(
    r"^(?:[\u4e00-\u9fff]{0,12}(?:局|厅|委|委员会|组委会|中心|学校|大赛|比赛|活动))?(?:拟|共|分别|各)?设(?![置立计备施定有法区])"
)
# 学生体质按《…标准》测试合格率: by what it is measured.
ACCORDING = re.compile(r"(?:按照?|依据|根据|对照)《[^《》]*》")
# 时间|不少于30分钟|的体育大课间活动: whose measure it is stands behind.
BARE_MEASURE = frozenset(("时间", "时长", "面积", "长度", "数量", "人数"))
WHOSE_MEASURE = re.compile(r"^(?:以[上下])?的(?P<noun>[\u4e00-\u9fff]{2,16})$")
# 等1.2万个|亿元以上|项目: how large each of the counted things is.
AMOUNT_HEAD = re.compile(r"^[\d.一二两三四五六七八九十百千万亿]+元以上(?:的)?")
# 并纳入地方课程体系的|2个|特色项目: what is told of the things that are counted.
TOLD_OF = re.compile(r"^(?:并|且)[^，,]{4,}的$")
# 培养学生掌握|一至两项|艺术特长: who is led to it is whom it holds for.
LED_TO = re.compile(
    r"(?:培养|使|让|帮助|引导|指导|保证|确保)(?P<who>(?:每[一1]?[名个位])?(?:学生|教师|幼儿|孩子))(?:能够|基本|至少|都)*(?P<verb>掌握|学会|拥有|具备|形成|参加|具有|养成)$"
)
# 保证|6学分|用于艺术类必修课程: what it is for is all that is named.
FOR_USE = re.compile(r"(?:保证|确保|安排|拿出|至少)+$")
USED_FOR = re.compile(r"^用于(?:开展|开设|安排)?(?P<noun>[\u4e00-\u9fff]{2,20})")
# 各级财政安排的|学前教育经费占…的比例: who finances what is measured.
FINANCED = re.compile(r"^[\u4e00-\u9fff]{2,8}安排的(?=[^，,]*(?:比例|比重|占))")
# 二是支持…: the number of an item inside its clause.
ITEM = re.compile(r"^[一二三四五六七八九十]{1,3}(?:是|要(?!求))")
# （论文题目：小一号，黑体，题目不宜|超过20个: inside an open bracket only the last piece counts.
OPEN_PIECE = re.compile(r"^.*[（(][^）)]*[，,；;：:](?=[^，,；;：:]*$)")
# 校内、校外各|1小时|体育活动时间: what each has stands behind the value.
EACH_HAS = re.compile(r"^(?P<who>.*?)(?:各|各有|各不少于)$")


def name_value(left: str, right: str, unit: str) -> Name:
    """Names the value that stands between ``left`` and ``right`` of one clause or list item."""
    left = OPEN_PIECE.sub("", ITEM.sub("", left.strip()))
    left = FINANCED.sub("", SETS_UP.sub("", ACCORDING.sub("", left)))
    left = OPEN_MEASURE.sub("", left)
    if unit.startswith("元"):
        left = PER_PIECE.sub("", left)
    named = _for_each(left, right, unit) or _set_form(left, right, unit)
    if named is not None:
        return named
    base = BASE.search(left) if unit == "%" else None
    named = _before_goal(left, right, shared=base is not None)
    if named is None and base is not None:
        named = _share(left, right, base.group("base"))
    if named is None:
        named = verb_phrase(left, right)
    if named.indicator in BARE_MEASURE and (behind := WHOSE_MEASURE.match(right.strip())):
        return replace(named, indicator=behind["noun"] + named.indicator)
    return _with_area(_stage_first(named), unit)


def _for_each(left: str, right: str, unit: str) -> Name | None:
    """A value for each of many: 每班|配备2名, 骨干教师（每县区|10人）."""
    if opened := BRACKET_OPEN.match(left):
        return name_value(LISTED.split(opened["noun"])[-1], "", unit)
    if inside := EACH_INSIDE.match(left):
        return replace(name_value(inside["noun"], "", unit), scope=inside["each"])
    bare = strip_head(left)
    each = EACH.match(bare) or EACH_NOUN.match(bare) or EACH_PERSON.match(bare)
    if each is None:
        return None
    name = name_value(bare[each.end() :], right, unit)
    inner = "" if name.scope in each["each"] else name.scope
    return replace(name, scope=each["each"] + inner)


def _set_form(left: str, right: str, unit: str) -> Name | None:
    """A value in one of the set forms of rules: 对学校开展|2次|检查, 按…|1名|的比例配置督学."""
    after = noun_behind(right)
    if (work := WORK_ON.match(left)) and after:
        return Name(work["task"] + after)
    if (led := LED_TO.search(left)) and after:
        return Name(led["verb"] + after, led["who"])
    if (bare := FOR_USE.search(left)) and (use := USED_FOR.match(right)):
        return Name(use["noun"], split_scope(strip_head(left[: bare.start()]))[0])
    if left.endswith("等") and after and unit not in ("元", "%"):
        verb = OBJECT_VERB.match(strip_head(left))
        return Name((verb.group() if verb else "") + AMOUNT_HEAD.sub("", after))
    if left.endswith("的") and TOLD_OF.search(left) and after:
        return Name(after)
    if (taken := TAKEN.match(right)) and TAKEN_BY.search(left):
        return Name(taken["noun"])
    if (per := PER_BY.search(left)) and (heads := HEADS.match(right)):
        return Name(heads["noun"], per["each"])
    if SERVED_END.search(left) and (served := SERVICE.match(right)):
        return Name(served["noun"], strip_head(SERVED_END.sub("", left)))
    if not right.strip() and (sized := SIZED.match(left)):
        return Name("", sized["whom"], complete=False)
    if (had := HAS_PART.search(left)) and after.endswith("参加"):
        return Name(after.removesuffix("参加"), strip_head(left[: had.start()]))
    if (given := GIVEN.search(left)) and after:
        return Name("提供" + after, given["whom"])
    if task := RATE_TASK.match(right):
        per = PER_END.search(left) or WHOM_FIRST.match(left)
        return Name(task["task"], per.group() if per else "")
    if (only := RATE_ONLY.match(right.strip())) and (by := BY_RATE.fullmatch(left)):
        whom, rest = split_scope(strip_head(by["who"]))
        return Name(only["task"], "" if rest else whom)
    if (has := EACH_HAS.match(left)) and MEASURE_END.search(after):
        return Name(after, strip_head(has["who"]))
    return None


def _stage_first(name: Name) -> Name:
    match = STAGE_BEHIND.fullmatch(name.indicator)
    if match is None or not MEASURE_END.search(match["noun"]):
        return name
    return Name(match["noun"], joined(name.scope, match["stage"]), name.complete)


def _before_goal(left: str, right: str, *, shared: bool) -> Name | None:
    """The noun before the first verb of reaching that has one: 巩固率|达到."""
    for goal in GOAL.finditer(left):
        if goal.group() == "占" and SHARE_NOUN.search(left, goal.end()):
            continue
        noun = noun_before(left[: goal.start()])
        if not noun or (goal.group() == "按" and PER_END.fullmatch(noun)):
            continue
        if noun.rstrip("的") == "有条件":
            return Name("", noun, complete=False)
        scope, rest = split_scope(noun)
        rest = strip_head(rest)
        if OBJECT_VERB.match(rest or noun) and not MEASURE_END.search(noun):
            return None
        if shared and not MEASURE_END.search(noun):
            return None
        if not rest or DANGLING.match(rest):
            tail = left[goal.end() :]
            inner = verb_phrase(tail, right)
            return Name(inner.indicator, joined(scope, inner.scope), inner.complete)
        if ACTOR_END.search(rest) and not MEASURE_END.search(rest):
            return None
        change = goal.group() if goal.group() in CHANGE_VERBS else ""
        return Name(rest + change, scope)
    return None


def _share(left: str, right: str, base: str) -> Name:
    """Names a share of something: 艺术特色学校占全市学校总数的|20%, 按总课时的|11%|开设艺术课程."""
    head = left[: left.rfind(base)]
    noun = noun_before(head)
    scope, rest = split_scope(noun)
    if rest and MEASURE_END.search(rest):
        return Name(rest, scope)
    if noun and SHARE_OF.search(head):
        return Name(f"{noun}占{base}", "")
    whom = noun if ACTOR_END.search(noun) else scope
    task = noun_behind(right, verbs=True)
    return Name(base + task if task in BARE_TASKS else task or base, whom)


def _with_area(name: Name, unit: str) -> Name:
    """“加固校舍29900平方米” measures an area, though the word is not there."""
    if unit == "平方米" and name.complete and name.indicator and "面积" not in name.indicator:
        if MEASURE_END.search(name.indicator):
            return name
        return Name(name.indicator + "面积", name.scope)
    return name
