"""Numbers and date words that are none for anybody: printed numbers, codes, names, lines of contents.

A guard refuses what looks like a fact; what stands here does not even wait for a person.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ingest import reasons
from ingest.extract.reading import Line
from ingest.grammar.quantities import Quantity

# --- whole lines --------------------------------------------------------------------------------

LINES: tuple[re.Pattern[str], ...] = (
    # a line of a table of contents: 学生申诉办法………147, 管理办法.......12
    re.compile(r"(?:[…‥⋯]+|[.．·•]{4,}|(?:[.．·•] ){4,})\s*[（(]?[\dIVX]{1,4}[)）]?\s*$"),
    # page numbers: 第1页 / 共11页
    re.compile(r"^.{0,60}第?\s*\d+\s*页(?:\s*[/／]?\s*共?\s*\d+\s*页)?$"),
    # the line under the title of a speech: ——2026年1月27日在…会议上
    re.compile(
        r"^\s*[—–―─\-－（(]{0,4}.{0,12}\d{1,2}月.{0,12}日?在.{2,60}(?:会议|大会)上?[)）]?\s*$"
    ),
    # the number and day of a document in brackets: （教体〔2018〕1号 2018年4月16日）
    re.compile(
        r"^\s*[（(][^（()）]{0,12}[〔\[【]\d{4}[〕\]】]\s*第?\d+号[^（()）。]{0,16}[)）]\s*$"
    ),
)

# --- stretches within a line: (pattern, reason) -------------------------------------------------

STRETCHES: tuple[tuple[re.Pattern[str], str], ...] = (
    # printed numbers of a heading that nobody parted from its words: 2.2轻型, 1.4.1 图表, 标1.
    (re.compile(r"^\s*(?:标|注[：:])?\s*\d{1,2}(?:[.．\-－]\d{1,2}){0,3}[.．、]?[\s\ue000-\uf8ff]*(?=[一-鿿A-Za-z（(“《])"), "编号"),
    (re.compile(r"(?<=[。；;：:！])\s*[（(]?\d{1,2}(?:[、)）]|[.．](?!\d))"), "编号"),
    (re.compile(r"^\s*[（(]?[一二三四五六七八九十]{1,3}[)）、.．]"), "编号"),
    # what has a Latin letter in it: GB 19193-2015, N95, PM2.5, IL-6, G331, CO2/FiO2
    (re.compile(r"(?<![A-Za-z\d])[A-Za-z][A-Za-z/＋+]{0,11}\s?[-－—]?\d[\d.\-－—:：/]*(?![\d.%％‰])"), "编号"),
    # 5A级, 5G, 3D, 4K, 3.0版, 16PF
    (re.compile(r"\d+(?:\.\d+)?\s?(?:[AGDK]|PF)(?![A-Za-z])级?|\d\.\d\s?版|\d+\.0(?![\d%％])"), "编号"),
    # numbers of documents in odd brackets: 内政办发〈2015〉148号, ﹝2022﹞21号, 笫十六条
    (re.compile(r"[〈﹝\[〔【(（]\s*(?:19|20)\d\d\s*[〉﹞\]〕】)）]\s*第?\d+[）)]?\s*号?|笫[一二三四五六七八九十百\d]+条"), "文号"),
    # numbers of attachments and decrees: 附件：5-1, 教育部41号令; of bodies: 一二〇师学校, 44团中学
    (re.compile(r"附件[:：]?\s*\d+(?:[-－]\d+)?|\d+号令|索引号[:：]\s*[\w/-]+"), "编号"),
    (re.compile(r"(?:\d+|[一二三四五六七八九十〇]{2,})[师团](?=[一-鿿]{0,6}(?:中学|小学|学校))"), reasons.NAMED_NUMBER),
    # capital numerals in names, voltages that name a line, editions: 陆家嘴, 500千伏, 2026版
    (re.compile(r"[壹贰叁肆伍陆柒捌玖拾](?![壹贰叁肆伍陆柒捌玖拾佰仟万元圆])|\d+千伏|(?:19|20)\d\d年?版"), reasons.NAMED_NUMBER),
    # plans named by their years: 发展规划纲要（2010—2020年）
    (re.compile(r"[（(]\s*(?:19|20)\d\d\s*年?\s*[-－—–―─~～至]+\s*(?:19|20)?\d\d\s*年?\s*[)）]"), "文件名称"),
    # what happened to be held: 2026全球工业互联网大会, 80周年, “九五”普法
    (re.compile(r"(?:19|20)\d\d(?=[一-鿿·]{2,20}(?:大会|论坛|博览会|展览会|峰会|年会|赛))"), reasons.NAMED_NUMBER),
    (re.compile(r"[\d一二三四五六七八九十百]+周年|[“\"]?[一二三四五六七八九]五[”\"]?普法"), reasons.NAMED_NUMBER),
    (re.compile(r"(?:\d+|[一二三四五六七八九十]+刻?)分?钟[一-鿿“”]{0,10}(?:圈|通勤)"), reasons.NAMED_NUMBER),
    # congresses, lists of the best, things that bear a number: 二十大, 世界500强, 二十二连丰, 3号机组
    (re.compile(r"(?:十[五六七八九]|二十)(?:大|届)|[\d百十]+强(?![化调])|(?<=[国省市界度])十大|[一二三四五六七八九十]+连[丰增冠降]|\d+号(?=[机线楼院馆矿井桥路公])|\d{3}(?=国道|省道|边防)"), reasons.NAMED_NUMBER),
    # what goes on all day, and the day as it runs: 24小时值班, 一日生活制度
    (re.compile(r"24小时(?=[值实监巡报在不开服动])|一日(?=生活|作息|活动|流程|常规)|每年级"), reasons.NAMED_NUMBER),
    # numbers that are dialled: 12345热线, 120救护车
    (re.compile(r"(?<!\d)(?:11[0249]|12[02]|12[1-9]\d{2,3}|96\d{3,4})(?=[一-鿿“”、]{0,6}(?:热线|电话|救护|急救|专车|指挥|平台|报警|调度))"), reasons.NAMED_NUMBER),
    # where somebody is found: 大木仓胡同37号, 邮编100816, 6楼8会议室
    (re.compile(r"[一-鿿](?:胡同|路|街|大道|巷)\d+号|邮编\D{0,2}\d{6}|\d+(?:号?楼|会议室|室)"), "联系方式"),
    # figures of speech: 千万不要, 万一, 千千万万, 三四线, 一二三产, 百年变局, 一年更比一年好
    (re.compile(r"千千万万|万万千千|千万(?=[要不别])|万一|百年(?=变局|大计|老|奋斗|梦|名校|未有)|一年更?[比胜]一年|[一二三四]{2,3}[产线流](?!路)|(?<=[一-鿿])[一二三四五六七八九]{2}线|二十四节气|五十六个民族"), reasons.NAMED_NUMBER),
    # school terms that are none: 休|学期间, 入|学期限, 教|学期
    (re.compile(r"(?<=[休入留退大中小科文法理教办求就停复升])学期(?=[间限刊待望满])"), reasons.NAMED_NUMBER),
    # terms and seasons that only describe: 学期工作计划, 学期考核
    (re.compile(r"(?<![本每上下各一二三四五六七八九十\d个学新该])学期(?=工作|成绩|考核|考试|评价|计划|教学|总评|学业)"), reasons.NAMED_NUMBER),
    # bodies and works: 三大运营商, 四个一批 stand in the guards; telegrams: 新华社北京10月15日电
    (re.compile(r"新华社.{0,12}\d+日电"), reasons.NAMED_NUMBER),
    # 用量: 10g, 500mg/L, 3～5ml, 200 mmHg
    (re.compile(r"\d+(?:\.\d+)?\s*(?:[〜~～\-–—－至]\s*\d+(?:\.\d+)?\s*)?(?:[mμuk]?g|m[lL]|[cm]m|mmHg|℃|kcal|[kM]?Pa|[Mm]bps|dpi|MB|KB|kb|μm|nm)(?:/[A-Za-z\d]+)?(?![A-Za-z])"), reasons.DOSE),
    # how a medicine is taken: 一次1袋，一日3次, 每日1剂, 疗程7〜10天
    (re.compile(r"(?:一日|每日|每天|一次|每次)\s*[一二三四五\d〜～-]+\s*[袋粒剂片支丸付滴](?:[，,]\s*[一每]日\s*[一二三四\d〜～-]+\s*次)?|疗程\s*[\d〜～-]+\s*天|(?:服法|用法)[:：][^。；]{0,30}|早中?晚各[一1]次"), reasons.DOSE),
    # 综合分＝智育分×0.6
    (re.compile(r"[×*＝=÷]\s*\d+(?:\.\d+)?|\d+(?:\.\d+)?\s*[×*＝=÷]"), reasons.FORMULA),
)  # fmt: skip

# --- what a guard calls a name or an article ----------------------------------------------------

ONE = "泛指的“一”"
QUOTED = "引号内的名称"
PLAIN_ONE = re.compile(r"^一(?![两二])")
# 新建|一所|学校: one that is built or appointed may be the task itself.
ONE_BUILT = re.compile(
    r"(?:新建|改建|扩建|创建|打造|建设|建成|建好|建立|开办|设立|增设|配备|引进|遴选|举办|召开|组织|开展|进行|清理)(?:了|好|成)?$"
)
BUILT_UNITS = frozenset("所座处家栋间名条人场次遍堂届个")
# One for each of many.
CLAUSE = re.compile(r"[^，,。；;：:]*$")
FOR_EACH = re.compile(r"每|人人|各自|分别|至少|不少于|不低于|只|仅")
MEASURED = re.compile(
    r"\d\s*(?:[%％‰]|个百分点|[万亿]?元|小时|分钟|天|年|月|日|所|名|人|公里|平方)|[一二两三四五六七八九十]\s*(?:小时|分钟|课时|天)"
)
AROUND = 8
"""Code points before a number that say what is done with it."""


def is_noise_line(text: str) -> bool:
    """Whether nothing in a line is a number or date for anybody."""
    return any(pattern.search(text) for pattern in LINES)


@lru_cache(maxsize=16)
def stretches(text: str) -> tuple[tuple[int, int, str], ...]:
    """Stretches of a line whose numbers are names, codes or doses: start, end, reason."""
    return tuple(
        (match.start(), match.end(), reason)
        for pattern, reason in STRETCHES
        for match in pattern.finditer(text)
    )


def is_article(line: Line, start: int, quantity: Quantity | None) -> bool:
    """Whether a refused “一” is an article, not one thing that is to be made or one for each."""
    words = line.text[start - line.start :]
    if not PLAIN_ONE.match(words):
        return False
    at = start - line.start
    clause = CLAUSE.search(line.text, 0, at)
    if clause and FOR_EACH.search(clause.group()):
        return False
    before = line.text[max(0, at - AROUND) : at]
    unit = quantity.unit if quantity else words[1:2]
    return not (unit[:1] in BUILT_UNITS and ONE_BUILT.search(before))


def is_bare_name(line: Line, start: int, end: int) -> bool:
    """Whether the quotation marks around a number hold no measure: “两个维护”, not “两小时”."""
    text, at = line.text, start - line.start
    left = max(text.rfind(mark, 0, at + 1) for mark in '“"「')
    right = min((i for mark in '”"」' if (i := text.find(mark, end - line.start)) >= 0), default=-1)
    return right < 0 or not MEASURED.search(text[max(left, 0) : right])
