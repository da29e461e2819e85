"""Names the value of a cell from its row labels, its headers and what the table as a whole measures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from ingest.extract.cell_values import BRACKET, without_unit
from ingest.extract.phrases import split_scope
from ingest.extract.table_nouns import NUMBERING, YEARS, Noun, fits
from ingest.extract.wording import MEASURE_END
from ingest.grammar import find_times

Kind = Literal["what", "scope", "kind", "empty", "sum"]

# Words that name nothing: 2025年|目标.
EMPTY_WORD = re.compile(
    r"^(?:(?:年度|阶段|总体|预期|规划|主要|具体|发展|工作|计划|建议|调整后|新|本次|现|约束性?|预期性?|期末|末)*"
    r"(?:目标值?|指标值?|指标|数值|数据|值|任务数?|任务|计划数?|计划|要求|内容|情况|属性|名称|项目|规划|基数|年度|年份|期末|末|底|数))?$"
)
# Words that say only what kind of figure stands below them: 人数, 标准, 金额.
KIND_WORD = re.compile(
    r"^(?:最高|最低|平均|总|合计|预算|计划|调整后|补助|资助|收费|奖励|拟|新)*"
    r"(?:标准|金额|人数|数量|数额|数|比例|占比|百分比|名额|额度|限额|规模|面积|资金|经费|次数|频次|班数|增加额|增幅|增加数|提高额|单价|总价|价格|总量|合格率|达标率)$"
)
VAGUE_KIND = re.compile(r"^(?:金额|数额|额度|数)$")
DIFFERENCE = re.compile(r"增加|增幅|提高额")
SUM_WORD = re.compile(r"^(?:合计|小计|总计|共计|总数|全部合计|累计)$")
# Columns whose labels say whose value it is.
SCOPE_HEADER = re.compile(
    r"学段|学校|单位|对象|区域|地区|[县市]区|区县|县别|乡镇|镇街|年级|类别|类型|等级|层次|级别|档次|园所|幼儿园|范围|人群|岗位|办学性质|学制|阶段$|园名|校名|规模|市州"
)
# Labels that are somebody or somewhere.
SOMEBODY = re.compile(
    r"(?:县|区|市|镇|乡|街道|学校|小学|中学|初中|高中|幼儿园|园|学院|大学|中心校|年级|教学点|校区|集团|公办|民办|城区|城镇|农村|乡村|男|女|专科|本科|学生|教师|一档|二档|三档|四档)$"
)
PLACE = re.compile(r"(?:.县|[^校城]区|.市|[^乡城]镇|[^城]乡|街道)$")
LONGEST_LABEL = 30
SHORT_ITEM = 6


@dataclass(frozen=True, slots=True)
class Label:
    """The words of a header cell or row label; ``header`` is what stands above a row label."""

    text: str
    header: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """What a cell's value measures and for whom; ``from_noun`` where the table's noun was needed."""

    indicator: str
    scope: str
    from_noun: bool = False


@dataclass(slots=True)
class _Parts:
    """Words of one side of a cell, sorted by what they say."""

    what: list[str] = field(default_factory=list)
    scope: list[str] = field(default_factory=list)
    kind: str = ""
    empty: str = ""


def name_cell(
    rows: Sequence[Label], heads: Sequence[Label], group: str, noun: Noun, unit: str
) -> Named:
    """Puts the name of a value together.

    Args:
        rows: Row labels from left to right.
        heads: Header cells from top to bottom.
        group: The line that stands alone above the row, if any.
        noun: What the table as a whole measures.
        unit: The value's unit.
    """
    left = _sorted([_kind_of(label, row=True) for label in rows])
    top = _sorted([_kind_of(label, row=False) for label in heads])
    row = _row_name(left.what)
    head = "".join(top.what)
    scopes = [*left.scope, *top.scope]
    if not _told(scopes):
        scopes = [*_sorted([_kind_of(Label(group), row=True)]).scope, *scopes]
    kind = top.kind or left.kind
    if noun.text and not row and not _told(scopes):
        scopes = [noun.scope, *scopes]
    if row and head and _measures(row, unit) and not _measures(head, unit):
        scopes, head = [*scopes, head], ""
    kind = top.kind or left.kind
    if noun.text and not (row and head) and (not scopes or not _told(scopes)):
        scopes = [*scopes, noun.scope] if not row else scopes
    if row or head:
        name, used = _joined(row, head, kind, noun, unit)
    else:
        name, used = _from_table(kind, top.empty or left.empty, scopes, noun)
    told = dict.fromkeys(s for s in sorted(scopes, key=_rank) if s and s not in name)
    return Named(name, "".join(told), used)


def _joined(row: str, head: str, kind: str, noun: Noun, unit: str) -> tuple[str, bool]:
    if row and head:
        name = row if head in row else head if row in head else row + head
    else:
        name = row or head
    if _measures(name, unit):
        longer = kind == "标准" and not name.endswith(kind) and name.endswith("费")
        return (name + kind if longer else name), False
    vague = not kind or VAGUE_KIND.match(kind) or not fits(kind, unit)
    if noun.measured and noun.titled and noun.text not in name and vague:
        return name + noun.text, True
    if kind and not name.endswith(kind):
        return name + kind, False
    return name, False


def _from_table(kind: str, empty: str, scopes: list[str], noun: Noun) -> tuple[str, bool]:
    """The name where neither row nor column says what is measured."""
    if noun.text:
        strong = MEASURE_END.search(noun.text) and not noun.text.endswith(("计划", "任务", "规模"))
        if DIFFERENCE.search(kind):
            return noun.text + kind, True
        if not kind or strong or noun.text.endswith(kind):
            return noun.text, True
        return noun.text + kind, True
    told = next((s for s in reversed(scopes) if not SUM_WORD.match(s)), "")
    return told + (kind or empty), False


def _row_name(what: list[str]) -> str:
    """The last label; a short one is told with those before it (校舍建设 | 新建)."""
    if not what:
        return ""
    name = what[-1]
    for outer in reversed(what[:-1]):
        if len(name) > SHORT_ITEM or MEASURE_END.search(name) or outer in name:
            break
        name = outer + name
    return name


def telling(text: str) -> bool:
    """Whether a header or label says what is measured, rather than when, for whom or how much."""
    return _kind_of(Label(text), row=False)[0] == "what"


def _rank(scope: str) -> int:
    """Where before who before 合计: 东镇|小学|合计."""
    if SUM_WORD.match(scope):
        return 2
    return 0 if PLACE.search(scope) else 1


def _told(scopes: list[str]) -> bool:
    """Whether a stage or place is named already."""
    return any(split_scope(scope)[0] for scope in scopes)


def _measures(name: str, unit: str) -> bool:
    return bool(MEASURE_END.search(name)) or fits(name, unit)


def plain(text: str) -> str:
    """A label without its number, unit, year and 其中."""
    words = without_unit(NUMBERING.sub("", re.sub(r"\s+", "", text)))
    words = re.sub(r"^其中[:：]?|[:：]$|[①-⑳]|[*＊#]+$", "", words)
    return YEARS.sub("", words).strip("、，,：:（）() ")


def is_time(text: str) -> bool:
    """Whether a label says only when: 2025年, 上半年, “十四五”期末目标."""
    if re.fullmatch(r"(?:19|20)\d\d", text):
        return True
    found = find_times(text)
    if not found or len(found) > 1:
        return False
    rest = text[: found[0].start] + text[found[0].end :]
    return bool(EMPTY_WORD.match(plain(rest)) or KIND_WORD.match(plain(rest)))


def _kind_of(label: Label, *, row: bool) -> tuple[Kind, str, str]:
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
    if scope and (EMPTY_WORD.match(rest) or KIND_WORD.match(rest)):
        return ("empty" if EMPTY_WORD.match(rest) else "kind"), rest, scope
    bare = BRACKET.sub("", words)
    if row and SCOPE_HEADER.search(label.header) and not MEASURE_END.search(bare):
        return "scope", words, ""
    if (among or SOMEBODY.search(bare)) and not MEASURE_END.search(bare):
        return "scope", words, ""
    if scope and MEASURE_END.search(rest) and len(rest) >= 2:
        return "what", rest, scope
    if len(words) > LONGEST_LABEL:
        words = re.split(r"[，,。；;：:（(]", words)[0][:LONGEST_LABEL]
    return "what", words, ""


def _sorted(labels: list[tuple[Kind, str, str]]) -> _Parts:
    parts = _Parts()
    for kind, words, scope in labels:
        if scope:
            parts.scope.append(scope)
        if kind == "what":
            parts.what.append(words)
        elif kind in ("scope", "sum"):
            parts.scope.append(words)
        elif kind == "kind":
            parts.kind = words
        elif words:
            parts.empty = words
    return parts
