"""Why a number in running text is no goal: a reason that a person reads in the review queue."""

from __future__ import annotations

import re

from ingest.extract import guards, tense
from ingest.extract.clauses import Clause, Sentence
from ingest.extract.marks import counted_only, told_for
from ingest.extract.norms import NORM, NORM_BEFORE, binds
from ingest.extract.reading import Line
from ingest.extract.wording import OBJECT_VERB
from ingest.grammar.quantities import Quantity
from ingest.records import FactTime

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
        "个学期",
        "学期",
        "个学年",
        "学年",
    )
)
# Indicators for which a length of time is a goal: 每天锻炼1小时, 平均受教育年限达到11年.
TIMED = re.compile(
    r"锻炼|体育活动|大课间|课时|学时|年限|寿命|睡眠|培训|研修|学习|实践|劳动|家务|时间|课后服务|阅读|户外|运动|时长|保存|保管|存放|冷藏|留存"
)
# 应当具有|五年以上|工作经历: how long somebody must have worked.
SERVED = re.compile(r"经历|经验|教龄|工龄|任教|从教|从业|工作")
OBLIGED = re.compile(r"(?:应当?|须)[^，,]{0,24}?(?:具[有备]|有)")
# Nouns that are counted in speech, not in the world: 三个方面, 五大工程.
SLOGAN_AFTER = re.compile(
    r"^(?:规定|位|育|讲|严|方面|阶段|层面|环节|维度|意见|结合|坚持|统一|转变|不变|到位|机制|体系|意识|自信|维护|确立|关键|重点|原则|体现|突出|加强|着力|关系|问题|字|重大|务必|全面|必须|创新|同步|衔接|度|位一体|者|样|种|点|条|次(?!数)|步|大|类|级|批|系列|方向|领域|板块|渠道|途径|带|圈|核|轴|角度|时期|关口|高地|中心任务|办法)"
)
# “一项音乐特长”, “一批学校”: an indefinite article, not a number.
INDEFINITE = re.compile(
    r"^[一两几]\s*(?:[个项名批种支所次场套条本座家间门位类部届轮期份张件把头只架股杆步代]|两项|大批)"
)
# 两次以上, 两名: a pair of persons or events is a number.
PAIR = re.compile(r"两\s*[名次所节]")
# Events counted once; their time is the fact: 召开1次会议, 每学期不少于1次.
ONCE_UNITS = frozenset(("次", "场", "届", "轮", "期", "堂", "节", "遍", "趟", "场次"))
RECURS = re.compile(r"每(?:隔)?[\d一二两三四五]*(?:年|个?月|周|天|日|学期|学年|季度)")
AT_LEAST = re.compile(r"至少|不少于|不低于|不得少于|不得低于|不应少于|不短于|不下于")
# 使每一名学生拥有|一项|特长, 每县建好|一所|学校, 每二万人口区域预留|一所: a norm for each.
EACH_HAS = re.compile(
    r"每(?![年月周天日季晚]|学[期年]|半年).{0,3}[\u4e00-\u9fff]{1,14}(?:拥有|掌握|学会|具备|有|建[有成好设]?|办好?|设[有置立]?|配[有备置]?|预留|打造|培育|开设|参加|选择?|至少)[^，,。；;\d]{0,6}$"
)
# 至少规划建设|一所, and the items of such a list: 至少建设一所幼儿园、|一所|小学.
AT_LEAST_OF = re.compile(
    r"(?:至少|不少于|不得少于)[^，,。；;\d]{0,6}(?:[一两][所个名处座间][^，,。；;、\d]{1,12}?(?:、|和|及|以及)){0,6}$"
)
# A limit of time for something done: 每件作品不超过10分钟.
SHORT_TIMES = frozenset(("分钟", "小时", "秒"))
NO_LONGER = re.compile(r"不(?:得)?超过|不(?:得)?长于|控制在")
DIGITS = re.compile(r"\D{0,6}[\d０-９]")
# The items of a list, and the clause before it.
LIST_MARK = re.compile(r"[、和及与]")
BRACKETS = re.compile(r"[（(][^（）()]*[)）]")
OF_THEM = re.compile(r"[\u4e00-\u9fff“]{2}")
BOUND_TO = re.compile(r"(?:应当?|至少|须|要|可|有|设|各|分别|等|配备|配置|召开|举办|组织|开展)$")
ACT_END = re.compile(rf"(?:{OBJECT_VERB.pattern})$|{BOUND_TO.pattern}")
LAST_PIECE = re.compile(r"^.*[，,；;：:（(]")
# 5%左右的增长目标与…衔接: a goal that is spoken of.
MENTIONED = re.compile(
    r"^的(?:[\u4e00-\u9fff]{0,8}目标(?:与|和|是|，|的|既)|(?:预期|经济|预期增长|增长)*目标)"
)
# 海陆|门户: capital numerals stand in amounts of money only.
CAPITAL = re.compile(r"[壹贰叁肆伍陆柒捌玖拾]")
# 根据…等3项改革事项的要求: what a text rests on.
GROUNDED = re.compile(
    r"^(?:为)?(?:全面|认真|深入)*(?:根据|依据|依照|贯彻|落实)[^，,]*(?:要求|精神|部署|意见|通知|规定)$"
)
# What is counted in speech even in digits: 10个聚焦, 构建3个体系.
SLOGAN_DIGITS = re.compile(
    r"^(?:[主重][要点])?(?:预期性|约束性)?指标|^(?:聚焦|方面|坚持|体系|环节|维度|层面|一体|转变|关键词|字方针|[+＋])"
)
# Words of the look of a page, and the units that they go with.
LAYOUT_UNITS = frozenset(("字", "倍", "个", "厘米", "毫米", "行", "级", "号", "磅", "位"))
LAYOUT = re.compile(
    r"行距|字符|缩进|边距|页眉|页脚|字号|字体|[黑宋楷]体|仿宋|空格|左起|居中|对齐|[内外]侧|段落|间距|字间|空\s*\d|留\s*\d\s*字"
)
LENGTHS = frozenset(("厘米", "毫米", "米"))
MARGINS = re.compile(r"边距|页眉|页脚|装订线|版心|页边")
# 60万吨赖氨酸项目: the size of a plant is part of its name.
NAMED_PLANT = re.compile(
    r"^(?!以上)[级]?[\u4e00-\u9fff]{1,14}?(?:项目|基地|装置|工程|生产线|电站|矿|计划|行动)"
)
# 对12所学校开展督导: what something is done to, not a condition.
DONE_TO = re.compile(r"开展|进行|实施|组织|给予|予以|完成")
# 达到一年以上的按比例计入…: what follows for those who reach it.
CONSEQUENCE = re.compile(
    r"^(?:以上|以下|以内)?(?:[\u4e00-\u9fff]{0,8}(?:人员|代表|成员|教师|教职工|委员))?(?:通过|同意|出席|表决|提议)|^(?:以上|以下|以内)?的(?:[，,]|按|可|应|由|予|给|不|须|方|视|计|享|优先|参加|经(?!费)|可以|实行)"
)
# 600人以上|的学校，专职保安不少于4名: for whom the value behind it holds.
WHOM_FOR = re.compile(
    r"^(?:以上|以下)?的(?:学校|中小学校?|幼儿园|园所|班级|单位|机构|企业|场所|食堂|[乡村镇县区]|社区|寄宿制学校)"
)
ANOTHER = re.compile(
    r"(?:不[少低超高多][于过]|至少|达到|配备?|设|[\d一二两三四五六七八九十]+)[^，,]{0,14}[\d一二两三四五六七八九十百%％]"
)
# A condition instead of a goal: 人数少于20人的民办学校.
CONDITION_AFTER = re.compile(
    r"^(?:以上|以下|以内)?(?:的(?![下上]限|目标|标准|比例)|者|时|，?[\u4e00-\u9fff]{0,4}的[，,])"
)
CONDITION_BEFORE = re.compile(
    r"(?:凡|对|如|若|(?<![已曾])经|不足|未满|不满|每(?:新增|增加|增|减少|满|超过?|提高)?|逢|距|相距|前|第|列|(?<!安)排|位居|之内|门口|周边|周围|半径|连续|(?<![\u4e00-\u9fff])在)\s*$"
)
# 不足100人的学校按100人核定: whom a rule is for, and how they are counted.
BELOW = re.compile(r"不足|不满|未满|少于|低于|超过(?!部分)|多于")
RECKONED = re.compile(r"算(?!法|数)|核定|计算|折算|计(?!划)|认定|拨付")
BY = re.compile(r"按[^，,]{0,6}$")
# 二次以上考试作弊的: a whole clause that says for whom or when a rule holds.
WHOM_CLAUSE = re.compile(r"[的者]$")
# 满足以下条件的，将给予警示：小于14学分: what follows are the conditions.
CONDITIONS_FOLLOW = re.compile(
    r"(?:下列|以下)(?:条件|情形|情况|行为)(?:之一)?的?[，,][^：:]{0,30}[：:]"
)
# 加|2分, 基准分为|60分: the points of a scoring sheet.
POINTS = re.compile(r"[加扣减计记得获赋算][^，,。；;]{0,8}$|基准分|基础分|起评分|百分制|评分")
SCORED = re.compile(r"[加扣减]\s*[\d.]+\s*分")
# A remark in brackets: 6个学分（相当于108课时）.
CONVERTED = re.compile(
    r"[（(](?!每[^学课门节个]|限|不超过|不少于|至少|[^（()）]{0,3}(?:期|时间|时长|字数|人数|名额|比例|费))"
    r"(?:相当于|约合|折合|约|即|含|不含|每(?:个?学分|学时|课时|门|节)[^）)]{0,4}|原|现|总|共|各?计?)[^）)]{0,4}$"
)
# 研究报告（1.5万字以上）, 校长（每校1人）: a limit in brackets is a norm of its own.
LIMITED = frozenset(("字", "页", "分", "人", "名", "个", "件", "篇", "分钟", "秒", "学时", "课时"))
LIMIT_INSIDE = re.compile(r"[（(]\s*$")
# 研修8周, 为期5天: a length without a word of obligation only describes.
DESCRIBED = frozenset(("年", "个月", "月", "周", "日", "天"))
OBLIGES = re.compile(
    r"每|累计|应|须|必须|至少|最[短少长多]|不[少低短超]|要(?!求)|以[上下内]|满|达到|保证|确保|年限|寿命|服务期"
)


def refuse(line: Line, sentence: Sentence, clause: Clause, quantity: Quantity, law: bool) -> str:
    """Why a quantity is no goal; empty for a good one."""
    before = clause.text[: quantity.start - clause.start]
    after = clause.text[max(0, quantity.end - clause.start) :]
    return (
        line.masked(quantity.start, quantity.end)
        or guards.background(sentence.text)
        or _no_value(clause, sentence, quantity, before, after)
        or _condition(clause, sentence, quantity, before, after, law)
        or ("已完成的成绩或现状" if tense.is_past(clause.text, sentence.text, line.mode) else "")
    )


def _no_value(
    clause: Clause, sentence: Sentence, quantity: Quantity, before: str, after: str
) -> str:
    """A number that counts words, names something or says how a page is to look."""
    bound = quantity.comparator in ("ge", "le", "gt", "lt") and quantity.unit in LIMITED
    limit = LIMIT_INSIDE.search(before) and (bound or quantity.text.startswith("每"))
    if CONVERTED.search(before) and not limit:
        return "括号内的换算或说明"
    if reason := counted_only(clause, quantity, before):
        return reason
    if not quantity.unit or (CAPITAL.match(quantity.text) and quantity.kind != "money"):
        return "没有单位的数"
    if _indefinite(clause, quantity, before):
        return "泛指的“一”"
    slogan = SLOGAN_DIGITS if DIGITS.match(quantity.text) else SLOGAN_AFTER
    if slogan.match(after):
        return "概括的说法"
    blank = quantity.unit == "个" and not after.lstrip().startswith("空格")
    if quantity.unit in LAYOUT_UNITS and not blank and LAYOUT.search(clause.text):
        return "版式要求"
    if quantity.unit in LENGTHS and MARGINS.search(sentence.text):
        return "版式要求"
    if quantity.unit == "分" and (POINTS.search(before) or SCORED.search(clause.text)):
        return "计分"
    if quantity.kind in ("mass", "power", "volume") and NAMED_PLANT.match(after):
        return "项目名称中的规模"
    if GROUNDED.match(clause.text.strip()):
        return "依据的文件，不是要求"
    if _counts_list(quantity, before, after) or MENTIONED.match(after):
        return "概括的说法"
    if guards.PENALTY.search(sentence.text) and quantity.unit.split("/")[0] in ("元", "倍", "%"):
        return "罚则"
    return ""


def _indefinite(clause: Clause, quantity: Quantity, before: str) -> bool:
    """“一所学校” is an article, unless each of many is to have it: 每一名学生掌握|一项|技能."""
    if not INDEFINITE.match(quantity.text) or PAIR.match(quantity.text):
        return False
    each = EACH_HAS.search(before) and not quantity.unit.startswith("个")
    least = AT_LEAST.search(before[-4:] + quantity.text) or AT_LEAST_OF.search(before)
    return not least and not each


def _counts_list(quantity: Quantity, before: str, after: str) -> bool:
    """消费、投资、出口|三类|需求: the number only says how many were named before it."""
    if quantity.comparator != "eq" or quantity.kind != "count":
        return False
    if before.rstrip().endswith("”") and not DIGITS.match(quantity.text):
        return True  # “水铁公空”四类
    if "、" not in before:
        return False
    if not OF_THEM.match(after):
        return False
    named = LIST_MARK.split(LAST_PIECE.sub("", BRACKETS.sub("", before)))
    last = named[-1].strip()
    acts = ACT_END if DIGITS.match(quantity.text) else BOUND_TO
    if len(named) < 2 or not last or acts.search(last):
        return False
    return quantity.value == len(named)


def _condition(
    clause: Clause, sentence: Sentence, quantity: Quantity, before: str, after: str, law: bool
) -> str:
    """A number that says when or for whom a rule holds."""
    done_to = before.rstrip().endswith("对") and DONE_TO.search(after)
    bounded = quantity.text.startswith(("不", "超过"))
    if CONDITION_BEFORE.search(before) and not bounded and not done_to:
        return "条件或计量的基数"
    if BELOW.match(quantity.text) and after.startswith("的"):
        return "条件或计量的基数"
    if told_for(quantity, before, after):
        return "条件或计量的基数"
    if RECKONED.match(after) and BY.search(before):
        return "条件或计量的基数"
    if quantity.unit in ONCE_UNITS and after.startswith("按"):
        return "条件或计量的基数"
    if WHOM_FOR.match(after) and ANOTHER.search(after):
        return "条件或计量的基数"
    if CONSEQUENCE.match(after) or CONDITIONS_FOLLOW.search(
        sentence.text[: clause.start - sentence.start]
    ):
        return "条件或计量的基数"
    if law and WHOM_CLAUSE.search(clause.text) and not NORM_BEFORE.search(before):
        return "条件或计量的基数"
    if law and (
        (CONDITION_AFTER.match(after) and not NORM.search(before))
        or not binds(clause, sentence, quantity.start)
    ):
        return "条件或描述，不是要求"
    return ""


def refuse_named(quantity: Quantity, clause: Clause, indicator: str, time: FactTime | None) -> str:
    """Why a value that has a name is still no goal."""
    if quantity.unit.split("/")[0] in SHORT_TIMES and NO_LONGER.match(quantity.text):
        return ""
    timed = TIMED.search(clause.text) or TIMED.search(indicator)
    served = SERVED.search(indicator) and OBLIGED.search(clause.text)
    lasts = quantity.unit.split("/")[0] in DURATION_UNITS
    if lasts and not timed and not served and not AT_LEAST.search(quantity.text):
        return "时长"
    described = quantity.unit in DESCRIBED and quantity.comparator in ("eq", "approx")
    if described and not OBLIGES.search(clause.text):
        return "时长"
    if _once(quantity) and (
        time is not None or RECURS.search(clause.text) or not AT_LEAST.search(clause.text)
    ):
        return "一次活动，时间另计"
    return ""


def _once(quantity: Quantity) -> bool:
    return quantity.value == 1 and quantity.unit.split("/")[0] in ONCE_UNITS
