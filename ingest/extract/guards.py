"""Tells what only looks like a fact: names, numbers of documents, ages, fines, dates of issue."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

# --- words inside which no number is a value and no date a deadline: (pattern, reason) ----------

MASKS: tuple[tuple[re.Pattern[str], str], ...] = (
    # titles of documents, with what they are called afterwards
    (re.compile(r"《[^《》\n]{0,200}(?:》|$)"), "文件名称"),
    # numbers of documents: 国办发〔2015〕71号, (教体艺[2017]7号)
    (re.compile(r"[〔\[［【(（](?:19|20)\d\d[〕\]］】)）]第?\s*\d+号"), "文号"),
    (re.compile(r"第\s*\d+\s*号(?:令|公告)?|(?:主席令|国务院令)第?\S{1,6}号"), "文号"),
    # ordinals, articles and sessions: 第三届, 第十二条, 第2批
    (
        re.compile(
            r"第\s*[零〇一二三四五六七八九十百千\d０-９]+\s*"
            r"(?:届|批|条|款|项|章|节|编|次|期|轮|名|位|个|代|产业|人民|师范|实验|中学|小学|学期|课堂|一|二|三|[^\s，,、。]?)"
        ),
        "序数",
    ),
    # meetings of a congress and rules known by their number: 十一届六次全会, 八项规定, 四位一体
    (
        re.compile(
            r"[一二三四五六七八九十]+届(?:[一二三四五六七八九十]+[次中])?(?:全会|全体会议|会议|代表大会)?"
            r"|[一二三四五六七八九十]+(?:项规定|位一体|育并举|育融合|全育人|重一大|严三实|会一课)"
        ),
        "固定说法",
    ),
    # how to reach somebody: telephone numbers, postcodes, addresses of mail and web
    (
        re.compile(
            r"(?:电话|传真|手机|邮编|邮政编码|QQ|微信|账号|热线)\S{0,4}?[:：]?\s*[\d\-－—、,，;；/ ()（）转]{5,}"
        ),
        "联系方式",
    ),
    (re.compile(r"(?<!\d)(?:0\d{2,3}[-－—])?\d{7,8}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)"), "联系方式"),
    (
        re.compile(r"[A-Za-z0-9_.\-]+@[A-Za-z0-9.\-]+|(?:https?://|www\.)[^\s，。；）)]+"),
        "联系方式",
    ),
    # school years and intakes as names: 2024级, 2025届, 七年级, 高三年级
    (
        re.compile(r"(?:19|20)\d\d[级届]|[一二三四五六七八九]年级|高[一二三](?:年级|学生|毕业)"),
        "年级名称",
    ),
    # ages: 3至6岁, 3—6岁, 65周岁
    (
        re.compile(
            r"(?:[\d一二三四五六七八九十]+\s*(?:周岁|岁)?\s*[至到\-－—–~～―─]\s*)?"
            r"(?:不满|年满|未满|已满)?(?<!达到)(?<!寿命)(?<!提高到)(?<!提高)(?<!增加)(?<![\d.])\s*[\d一二三四五六七八九十]+\s*周?岁(?:以[上下内])?"
        ),
        "年龄",
    ),
    # how many copies: 一式三份
    (
        re.compile(
            r"一式[一二两三四五六七八九十\d]+份|(?:复印件|原件|纸质[版件稿]?|电子[版件稿]?|扫描件|申报书|申请表|申请书|推荐表|汇总表|报名表|证明|副本|正本|照片)[》”]?"
            r"(?:各|提交|上报|报送|一式)?\s*[\d一二两三四五六七八九十]+\s*[份张套]"
        ),
        "份数",
    ),
    # plans and periods named by their length: 三年行动计划, 十五年教育一体化, 五年规划
    (
        re.compile(
            r"[一二两三四五六七八九十\d]+年(?=行动|计划|规划|攻坚|专项|提升|一贯|一体|制|义务|教育|来|间)"
        ),
        "以年数命名",
    ),
    # classes of places and things: 一类地区, 二类园
    (
        re.compile(
            r"[一二三四五六甲乙丙]类(?=地区|[区县园校：:]|学校|幼儿园|课题|项目|教师|岗位|标准|赛事|竞赛)"
        ),
        "类别名称",
    ),
    (re.compile(r"第?[一二三]年(?=学费|级)"), "以年数命名"),
    (re.compile(r"学前[一二三]年"), "以年数命名"),
    (re.compile(r"一票否决|一年一度|一[校班师生园县区市地人乡镇村]一[\u4e00-\u9fff]"), "固定说法"),
    (re.compile(r"(?:星期|周)[一二三四五六日天]"), "星期"),
    # places and bodies with a number in their name: 长三角, 红十字, 等六部门
    (
        re.compile(
            r"[长珠金]三角|三角[洲形区债]|红十字|[一二三四五六七八九十\d]+(?:个)?(?:部门|部委|厅局)(?=印发|联合|关于|研究|办公|《|文件)|(?<=等)[一二三四五六七八九十]+部门"
        ),
        "机构或地区名称",
    ),
    # meetings, games and stages of works: 八次全会, 八项联赛, “三北”六期, 机场三期扩建
    (
        re.compile(
            r"[一二三四五六七八九十]+次(?:全会|全体会议|会议|党代会)|[一二三四五六七八九十]+项(?:联赛|全能|赛事)"
        ),
        "固定说法",
    ),
    (
        re.compile(
            r"(?<!举办)(?<!开办)(?<!组织)(?<!开展)(?<!培训)(?<!分)(?<!办)(?<!每年)(?<!学期)[一二三四五六七八九](?:期|轮)(?=工程|项目|改?扩建|建设|改造|整治|提质|骨干|延包|承包|等|、|和|及|，)"
        ),
        "工程的分期",
    ),
    # 一张蓝图, 干一件成一件: figures of speech
    (
        re.compile(
            r"零部件|一站式|一分(?:钱|也)|一张(?:蓝图|网|卡|表|图)|[干成说办做]一件|一件(?:事|接)"
        ),
        "固定说法",
    ),
    # sums of slogans: 10个聚焦+1个方向+2个建设, 10+1+2+3
    (
        re.compile(
            r"\d+个[^+＋，。；（(\d]{1,10}(?:[+＋]\s*\d+个[^+＋，。；（(\d]{1,10})+|\d+(?:[+＋]\d+)+"
        ),
        "固定说法",
    ),
    # 分三批建设: how many steps it takes
    (
        re.compile(
            r"分[一二两三四五六七八九十\d]+(?:批|期|步|轮|个?阶段|年|次)(?=[\u4e00-\u9fff])"
        ),
        "概括的说法",
    ),
    # 三个100%: the number only says how many shares follow
    (re.compile(r"[一二两三四五六七八九\d]+个(?=\s*(?:100\s*[%％]|百分之百))"), "概括的说法"),
    # 28克/千克: the measure a value is taken per
    (re.compile(r"[/／](?:千克|公斤|立方米|平方米)"), "计量单位"),
    # 最后一周, 以三年为一周期: parts of a time
    (
        re.compile(r"最后一[周天日月年]|以[一二两三四五六七八九十\d]+年?为一[个]?周期|一[个]?周期"),
        "时间的说法",
    ),
    # how many words a heading has: “附录”二字
    (re.compile(r"(?<=[”\"」])[一二三四五六七八九十]字"), "字数"),
    # references inside the document: 附件1, 图2, 表3-1, 见第5页
    (re.compile(r"(?:附件|附表|附录|图|表)\s*\d+(?:[-－.]\d+)?"), "附件编号"),
)

# Names in quotation marks; a plan period (“十四五”) is a time, not a name.
QUOTED = re.compile(r"[“\"「][^“”\"「」\n]{1,24}[”\"」]")
PLAN_PERIOD = re.compile(r"^[“\"「][一二三四五六七八九十]{1,3}五[”\"」]$")
# The mark of an item that has no number: ◆召开会议, ——举办.
BULLET = (
    r"(?:[•·●○◆◇■□▪※★☆►➢➤✓√]+|[—–]{1,2}(?=\s*[\u4e00-\u9fff“《])|[-*](?=\s+[\u4e00-\u9fff“《]))"
)
# The printed number of an item at the head of a line.
NUMBERING = re.compile(
    r"^\s*(?:第[零〇一二三四五六七八九十百千\d]+[编章节条]|[（(][一二三四五六七八九十百\d]+[)）]"
    rf"|{BULLET}"
    r"|[一二三四五六七八九十百]+[、.．是]|\d+(?:\.\d+)*(?:[、．.](?!\d)|[)）])|[①-⑳])"
)
# “一是 … 二是 …” inside a paragraph.
ENUMERATION = re.compile(r"(?<![\u4e00-\u9fff])[一二三四五六七八九十]{1,3}(?:是|要(?!求))")


@dataclass(frozen=True, slots=True)
class Mask:
    """A stretch that holds no fact, and why."""

    start: int
    end: int
    reason: str


def masks(text: str) -> tuple[Mask, ...]:
    """All stretches of one paragraph that only look like values and dates, in order."""
    found = [
        Mask(match.start(), match.end(), reason)
        for pattern, reason in MASKS
        for match in pattern.finditer(text)
    ]
    found += [
        Mask(match.start(), match.end(), "引号内的名称")
        for match in QUOTED.finditer(text)
        if not PLAN_PERIOD.match(match.group())
    ]
    if number := NUMBERING.match(text):
        found.append(Mask(number.start(), number.end(), "编号"))
    found += [Mask(m.start(), m.end(), "编号") for m in ENUMERATION.finditer(text)]
    return tuple(sorted(found, key=lambda mask: mask.start))


def masked(found: tuple[Mask, ...], start: int, end: int) -> str:
    """The reason why ``[start, end)`` is no fact; empty where no mask touches its number."""
    for mask in found:
        if mask.start >= end:
            break
        if mask.end > start:
            return mask.reason
    return ""


# --- sentences that hold no task: (pattern, reason) ---------------------------------------------

BACKGROUND: tuple[tuple[re.Pattern[str], str], ...] = (
    # the history of a law: 2019年8月16日…常务委员会第六次会议通过
    (
        re.compile(
            r"\d{4}\s*年.{0,30}(?:会议|人民代表大会|常委会|国务院|教育部|政府|人大).{0,60}"
            r"(?:通过|批准|修正|修订|公布|发布|令)"
        ),
        "立法沿革",
    ),
    (re.compile(r"(?:根据|依照).{0,60}决定.{0,20}(?:修正|修订)"), "立法沿革"),
    # page furniture of a web capture
    (
        re.compile(
            r"^(?:来源|发布时间|发布日期|时间|日期|更新时间|浏览|点击|字号|文档编号|上传|索引号|发文日期|成文日期|公开日期)"
            r"\s*[:：]?\s*(?:\d{4}[-/.]\d|$)|版权所有|许可证编号|ICP备|文档编号|页数[:：]|上传时间|法宝引证码"
        ),
        "网页或页面附加文字",
    ),
)
# A line that is nothing but a date: 落款.
DATE_LINE = re.compile(
    r"^\s*[（(]?[\d〇○零Ｏ一二三四五六七八九十\s]{2,10}年\s*[\d一二三四五六七八九十]{1,3}\s*月"
    r"\s*(?:[\d一二三四五六七八九十]{1,3}\s*日)?\s*(?:印发|发布|公布)?[)）]?\s*$"
)
# A web page's line about itself.
PAGE_INFO = re.compile(
    r"(?:来源|浏览次数|点击数|字号|作者|编辑|发布人)\s*[:：].*(?:19|20)\d{2}[-/年.]|(?:发布|更新|成文|印发)(?:日期|时间)\s*[:：]"
)
# Penalties: an amount here is no goal.
PENALTY = re.compile(r"罚款|罚金|没收|处以?.{0,20}元|赔偿|拘留|有期徒刑|处分|吊销")
# What may be done, not what must be: 可以在…十五日内申请复议.
RIGHT = re.compile(r"可以|有权|可在|可自|可于|申请复议|提起诉讼")
# A prohibition for a time: 五年内不得申请.
BAN = re.compile(r"年内不(?:得|予|再)|不再受理")


@lru_cache(maxsize=16)
def background(sentence: str) -> str:
    """Why a sentence is no task at all; empty where it may be one."""
    if DATE_LINE.match(sentence):
        return "落款日期"
    if PAGE_INFO.search(sentence):
        return "网页信息"
    for pattern, reason in BACKGROUND:
        if pattern.search(sentence):
            return reason
    return ""
