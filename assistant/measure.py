"""What kind of number a question asks for: a number in another unit is no answer to it."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from ingest.grammar.units import UNITS

MONEY = frozenset({"元", "美元", "港元", "欧元"})
SHARES = frozenset({"%", "‰", "个百分点", "比"})
DURATIONS = frozenset({"年", "个月", "天", "周", "小时", "分钟", "秒", "个工作日", "个学期"})
LESSONS = frozenset({"课时", "学时", "节", "节课"})
PEOPLE = frozenset({"人", "名", "位", "人次"})
AREAS = frozenset({"平方米", "亩", "公顷", "平方公里"})
PLACES = frozenset({"所", "家", "园"})
POINTS = frozenset({"分"})

PEOPLE_WORDS = "(?:人|名|位|个人|学生|教师|老师|孩子|小孩|娃|幼儿|毕业生|班主任|校长|园长)"
MONEY_WORDS = "(?:钱|经费|津贴|补贴|补助|资助|投资|投入|[一-鿿](?<!免)费|费用|金额|工资|课酬|报酬|酬劳|奖金|奖学金|助学金|额度|保证金|押金|罚款|绩效(?:工资)?|购书券)"


@dataclass(frozen=True, slots=True)
class Measure:
    """Base units that answer; ``how_often`` where 每学期一次 does too; ``family`` names the kind: 元, 岁, 时长."""

    units: frozenset[str]
    how_often: bool = False
    family: str = ""

    def or_else(self, other: Measure) -> Measure:
        """What a question asks for that asks for two things: 补多少钱，补几个月."""
        return Measure(
            self.units | other.units, self.how_often or other.how_often, self.family or other.family
        )

    def fits(self, unit: str) -> bool:
        """Is a value in this unit of the kind asked for? Rates (元/生·年) count by what stands before the bar."""
        return unit.split("/")[0] in self.units


CLAUSES = re.compile(r"[，,。；;？?]")
"""Each clause of a question may ask for a number of its own: 补多少钱，补几个月."""
MEASURES: tuple[tuple[re.Pattern[str], Measure], ...] = (
    (re.compile(r"几(?:周)?岁|多少(?:周)?岁|年龄(?:是|要|有)?多大|多大(?:年龄|岁数)|多大(?:可以|能|才)"), Measure(frozenset({"岁", "周岁"}), family="岁")),
    (re.compile(r"(?:多久|多长时间|几年|几个?月|几天)[^，。？?]{0,6}(?:一次|1次|一回)|每(?:几|多少)(?:年|个?月|周|天)|隔(?:几|多少)(?:年|个?月|周|天)(?![^，。？?]{0,2}[才再能可后])|多久[^，。？?]{0,3}一[批轮届]|(?:几|多少)[次回](?!课)"), Measure(frozenset({"次", "场次", "轮"}), how_often=True, family="次")),
    (re.compile(r"(?:几|多少)(?:个)?(?:学时|课时|节课?)"), Measure(LESSONS, family="课时")),
    (re.compile(r"(?:几|多少)倍"), Measure(frozenset({"倍", "%"}), family="倍")),
    (re.compile(r"(?:几|多少)(?:个)?学分"), Measure(frozenset({"学分"}), family="学分")),
    (re.compile(r"(?:几|多少)年(?!级)"), Measure(frozenset({"年"}), family="时长")),
    (re.compile(r"(?:几|多少)(?:天|个?工作日)之?内"), Measure(frozenset({"天", "个工作日", "周", "小时", "个月"}), family="时长")),
    (re.compile(r"(?:几|多少)(?:天|个?工作日)"), Measure(frozenset({"天", "个工作日", "周"}), family="时长")),
    (re.compile(r"(?:几|多少)个?(?:小时|分钟|钟头)"), Measure(frozenset({"小时", "分钟"}), family="时长")),
    (re.compile(r"多久|多长时间|(?:(?<!学)期|期限|时间|年限|学制|时长|有效期)(?:是|为|有)?(?:多长|多少)(?!钱)|(?:几|多少)(?:个月|周|个?学期)"), Measure(DURATIONS, family="时长")),
    (re.compile(r"多大面积|面积[^，。]{0,4}(?:多大|多少)|多少(?:平方米|平米|平方|亩)"), Measure(AREAS, family="平方米")),
    (re.compile(rf"(?:多少|几)个?{PEOPLE_WORDS}|招(?:聘|收|录)?(?:了|够|满)?(?:多少|几)个?(?=$|[，。？?了呢啊呀吧])"), Measure(PEOPLE, family="人")),
    (re.compile(rf"{PEOPLE_WORDS}[^，。？?]{{0,8}}(?:多少|几)[万亿千百]+(?=$|[，。？?了呢啊呀吧])"), Measure(PEOPLE, family="人")),
    (re.compile(r"(?:多少|几)(?:所|家)"), Measure(PLACES, family="所")),
    (re.compile(r"(?<!百)(?<!千)(?<!万)(?:多少|几)分(?![钟之校班店局支院部])|(?:分数线?|得分|总分|满分|平均分|[一-鿿][育试文语学理化]分)(?:是|为|要|有)?多少(?!人|[个所名])"), Measure(POINTS, family="分")),
    (re.compile(r"比例|百分之?几|百分比|几成(?!绩)|占比|[一-鿿](?<![频效功])率(?!先)|占多少"), Measure(SHARES, family="%")),
    (re.compile(rf"(?:多少|几)(?:元|块|万|亿|钱|[一-鿿]{{0,4}}(?<!免)(?<!消)(?<!经)费|{MONEY_WORDS})|{MONEY_WORDS}(?:标准)?(?:是|有|要|给|发|补|为|达到|(?:提高?|涨|加|升|上?调整?|降)[到至])?(?:多少|几)(?![个所名项次期批年月天])|钱[^，。？?]{{0,6}}多少(?![个所名项次期批年月天])"), Measure(MONEY, family="元")),
    (re.compile(r"[挣赚交缴退罚发领拿给补奖赔花](?:得?到|给|个)?(?:(?<=[给补奖发])(?:老师|教师|学生|孩子|家长|每个?人|[我你他]们?|人家)[一-鿿]{0,2})?(?:多少|几百|几千)(?=$|[了呢啊呀吧]|(?:才|算)对)"), Measure(MONEY | SHARES, family="元")),
    (re.compile(r"(?<!免)(?<!消)(?<!经)费[^，。？?]{0,8}收多少(?=$|[了呢啊呀吧])"), Measure(MONEY, family="元")),
)  # fmt: skip
"""The first pattern that the question's words match tells what they ask for; none: any number may answer."""
OFTEN = re.compile(
    r"[每隔一](?:个)?[一二两三四五六七八九十半\d]*(?:个)?(?:年|学年|学期|季度|月|周|星期|天|日)|(?<!第)(?:一|两|二|三|四|\d+)[次回]"
)
"""每学期, 一次: how a text says how often."""


MEASURED = re.compile(
    "(?:多少|几)("
    + "|".join(
        sorted(
            (w for w, u in UNITS.items() if u.kind not in ("count", "score")), key=len, reverse=True
        )
    )
    + ")"
)
"""多少克, 几公里: any other unit of measure."""


PART_OF = re.compile(
    r"(?:[退返扣减涨降](?![休到至])|(?<![抵豁])免|报销|赔付|优惠|上浮|下浮|延长|多给|缩短)[^，。？?]{0,6}(?:多少(?![万亿元块人个天年月])|几成|多长|多久)"
)
"""What is given back, taken off or added may be told as a share: 退还50%, 时间延长30%."""
MANY_OF = re.compile(r"(多少|几)[万亿千百]+(?=[一-鿿])")
"""多少万人 asks for people, not for money."""


def asked_measure(question: str) -> Measure | None:
    """The kind of number a question asks for; None where its words do not tell."""
    question = MANY_OF.sub(r"\1", question)
    found = [
        next((measure for words, measure in MEASURES if words.search(clause)), None)
        for clause in CLAUSES.split(question)
    ]
    measures = [measure for measure in found if measure is not None]
    known = functools.reduce(Measure.or_else, measures) if measures else None
    if known is None and (unit := MEASURED.search(question)):
        kind = UNITS[unit.group(1)].kind
        units = frozenset(u.base for u in UNITS.values() if u.kind == kind)
        return Measure(units, family=UNITS[unit.group(1)].base)
    if known is not None and PART_OF.search(question):
        return known.or_else(Measure(SHARES))
    return known
