"""Numbers of notices that only count or tell for whom: marks, sides of a sheet, sizes of schools."""

from __future__ import annotations

import re

from ingest.extract.clauses import Clause
from ingest.grammar.quantities import Quantity

# Marks that must be reached; others only say how much something counts.
LINE = re.compile(r"合格|及格|分数线|[录取控制]线|平均|均分|达标|达到|满意|最低|提高|提升")
# 经考核合格可认定|2个学分: what somebody gets for it.
MAY_COUNT = re.compile(r"可(?:以)?(?:认定|计|折算|折抵|抵[扣作]?|获得?|享受)[^，,]{0,6}$")
# 笔试满分100分; 总成绩=笔试成绩×40%: how marks are reckoned.
MARKS = re.compile(r"满分|%计[分入]|[=＝][^，,。；;]*[×*xX+＋]")
# 100人以下的学校|至少配备1名: for whom the value behind it holds.
FOR_WHOM = re.compile(
    r"^(?:以上|以下|以内)?的(?!比例|标准|目标|要求|[上下]限)[\u4e00-\u9fff]{0,8}?(?:至少|不少于|不低于|应|须|可|要(?!求)|按|每|配|设[^施备计]|由|给予|[，,]|$)"
)
WHOM_UNITS = frozenset(("人", "名", "个", "所", "班", "平方米", "年", "岁", "位", "分"))


def counted_only(clause: Clause, quantity: Quantity, before: str) -> str:
    """Why a number only says how something counts; empty for a value that can be a goal."""
    if MARKS.search(clause.text):
        return "计分办法"
    if quantity.unit == "分" and quantity.comparator == "eq" and not LINE.search(clause.text):
        return "计分办法"
    if MAY_COUNT.search(before):
        return "权利或折算，不是要求"
    if before.rstrip().endswith(("×", "*", "x", "X")):
        return "尺寸的另一边"
    return ""


def told_for(quantity: Quantity, before: str, after: str) -> bool:
    """Whether a number tells for whom the value behind it holds, or what follows where it is missed."""
    if quantity.text.startswith("不到") and before.endswith("达") and after.startswith("的"):
        return True
    limited = quantity.comparator not in ("eq", "approx", "from_to")
    return limited and quantity.unit in WHOM_UNITS and FOR_WHOM.match(after) is not None
