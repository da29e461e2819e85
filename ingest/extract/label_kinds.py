"""Tells what a header cell or row label says: what is measured, for whom, what kind of figure, or nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from ingest.extract.cell_values import BRACKET, unit_in, without_unit
from ingest.extract.phrases import split_scope
from ingest.extract.repeated import remembered
from ingest.extract.table_nouns import NUMBERING, YEARS
from ingest.extract.wording import MEASURE_END
from ingest.grammar import find_times

Kind = Literal["what", "scope", "kind", "empty", "sum"]
# Words that name nothing: 2025年|目标.
EMPTY_WORD = re.compile(
    r"^(?:(?:年度|阶段|总体|预期|规划|主要|具体|发展|工作|计划|配备|配置|建设|达标|建议|调整后|新|本次|现|约束性?|预期性?|期末|末)*"
    r"(?:目标值?|指标值?|指标|数值|数据|值|任务数?|任务|计划数?|计划|要求|内容|情况|属性|名称|项目|规划|基数|年度|年份|期末|末|底|数))?$"
)
# Words that say only what kind of figure stands below them: 人数, 标准, 金额.
KIND_WORD = re.compile(
    r"^(?:最高|最低|平均|总|合计|预算|计划|配备|配置|建设|达标|调整后|补助|资助|收费|奖励|拟|新)*"
    r"(?:标准|金额|人数|数量|数额|数|比例|占比|百分比|名额|额度|限额|规模|面积|资金|经费|次数|频次|班数|预算|增加额|增幅|增加数|提高额|单价|总价|价格|总量|合格率|达标率)$"
)
SUM_WORD = re.compile(r"^(?:合计|小计|总计|共计|总数|全部合计|累计)$")
# Columns whose labels say whose value it is.
SCOPE_HEADER = re.compile(
    r"学段|学校|单位|对象|区域|地区|[县市]区|区县|县别|乡镇|镇街|年级|类别|类型|等级|层次|级别|档次|园所|幼儿园|范围|人群|岗位|办学性质|学制|阶段$|园名|校名|规模|市州"
)
# Labels that are somebody or somewhere.
SOMEBODY = re.compile(
    r"(?:县|区|市|镇|乡|街道|学校|小学|中学|初中|高中|幼儿园|园|学院|大学|中心校|(?:[一二三四五六七八九十]|\d|实验|中心|附属?|外国语)[小中]|年级|教学点|校区|集团|公办|民办|城区|城镇|农村|乡村|男|女|专科|本科|学生|教师|一档|二档|三档|四档)$"
)
# Words of a head that say that people are taken on or trained: 每校配备专职心理教师.
BROUGHT = re.compile(r"配备|配置|招聘|招收|招录|引进|新增|新建|选派|培养|培训|轮训|推荐|补充")
# Grades of prizes: whom the money goes to, and what is counted.
LEVEL = re.compile(
    r"^(?:(?:特等|[一二三四]等|[金银铜]|优秀|优胜|鼓励|参赛|冠军?|亚军?|季军?).{0,2}奖?(?:[（(].*)?|第[一二三四五六七八九十\d].{0,8}名)$"
)
# Shares that say nothing without what they are of: 普惠性幼儿园|覆盖率.
# Whose money it is: 中央, 省级资金.
RANK = re.compile(r"^(?:中央|国家|省|市|县|区|镇|本)(?:级|本级)?$")
RANK_MONEY = re.compile(
    r"^(?:中央|国家|省|市|县|区|镇|本)(?:级|本级)?(?:财政)?(?:资金|补助|配套|经费|财政|承担)"
)
# A class of size: 500人以下, 13—24个班.
SIZE = re.compile(r"^[^，,。；;]{0,6}\d+.{0,4}(?:以[上下内]|[—–~～至-]\d)|^(?:不足|超过|不满)\d")
BARE_SHARE = re.compile(r"^(?:覆盖率|覆盖面|占比|比例|比重|比率|率)$")
EMPTY_BRACKETS = re.compile(r"[（(][）)]")
OPENING = re.compile(r"[（(]")
CLOSING = re.compile(r"[）)]")
LONGEST_LABEL = 30


@dataclass(frozen=True, slots=True)
class Label:
    """The words of a header cell or row label; ``header`` is what stands above a row label."""

    text: str
    header: str = ""


@remembered
def telling(text: str) -> bool:
    """Whether a header or label says what is measured, rather than when, for whom or how much."""
    return kind_of_label(Label(text), row=False)[0] == "what"


def row_scope(label: Label) -> str:
    """Whom a row's label names; empty where it names a thing."""
    kind, words, scope = kind_of_label(label, row=True)
    return words if kind == "scope" else scope


@remembered
def plain(text: str) -> str:
    """A label without its number, unit, year and 其中."""
    words = without_unit(NUMBERING.sub("", re.sub(r"\s+", "", text)))
    words = re.sub(r"^其中[:：]?|[:：]$|[①-⑳]|[*＊#]+$", "", words)
    words = YEARS.sub("", words).strip("、，,：: ")
    words = EMPTY_BRACKETS.sub("", words)
    whole = words[:1] not in "（(" and len(OPENING.findall(words)) == len(CLOSING.findall(words))
    return words if whole else words.strip("（）()")


@remembered
def is_time(text: str) -> bool:
    """Whether a label says only when: 2025年, 上半年, “十四五”期末目标."""
    if re.fullmatch(r"(?:19|20)\d\d", text):
        return True
    found = find_times(text)
    if not found or len(found) > 1:
        return False
    rest = text[: found[0].start] + text[found[0].end :]
    return bool(EMPTY_WORD.match(plain(rest)) or KIND_WORD.match(plain(rest)))


def kind_of_label(label: Label, *, row: bool) -> tuple[Kind, str, str]:
    """What a label is, its words, and the scope that it begins with."""
    words = plain(label.text)
    among = label.text.startswith("其中")
    if is_time(label.text):
        times = find_times(label.text)
        words = plain(label.text[: times[0].start] + label.text[times[0].end :] if times else "")
    if SUM_WORD.match(words):
        return "sum", words, ""
    if EMPTY_WORD.match(words):
        return "empty", words, ""
    if KIND_WORD.match(words):
        return "kind", words, ""
    scope, rest = split_scope(words)
    rest = rest.strip("（）()")
    if scope and not rest:
        return "scope", words, ""
    if RANK.match(words) or (row and SIZE.match(words) and not MEASURE_END.search(words)):
        return "scope", words, ""
    if RANK_MONEY.match(words):
        return "what", words, ""
    if scope and BARE_SHARE.match(rest):
        return "what", words, ""
    if scope and (EMPTY_WORD.match(rest) or KIND_WORD.match(rest)):
        return ("empty" if EMPTY_WORD.match(rest) else "kind"), rest, scope
    bare = BRACKET.sub("", words)
    if row and SCOPE_HEADER.search(label.header) and not MEASURE_END.search(bare):
        return "scope", words, ""
    brought = (BROUGHT.match if row else BROUGHT.search)(bare) or unit_in(label.text)
    if (among or SOMEBODY.search(bare)) and not brought and not MEASURE_END.search(bare):
        return "scope", words, ""
    if scope and MEASURE_END.search(rest) and len(rest) >= 2:
        return "what", rest, scope
    if len(words) > LONGEST_LABEL:
        words = re.split(r"[，,。；;：:（(]", words)[0][:LONGEST_LABEL]
    return "what", words, ""
