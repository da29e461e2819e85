"""Names the value of a cell from its row labels, its headers and what the table as a whole measures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.extract.label_kinds import LEVEL, SUM_WORD, Kind, Label, kind_of_label, plain
from ingest.extract.phrases import split_scope
from ingest.extract.table_nouns import Noun, fits
from ingest.extract.wording import MEASURE_END

# Those that say what is counted without any other word.
TELLING_KIND = re.compile(r"(?:班数|人数|名额|面积|经费|资金|预算|单价|总价)$")
VAGUE_KIND = re.compile(r"^(?:金额|数额|额度|数)$")
# Kinds that part several figures of one row: 单价, 金额.
DISTINCT = re.compile(r"单价|总价|增[加幅]|最高|最低|限额")
# What is granted or charged; 标准 says how much: 保教费资助|标准.
GRANTED = re.compile(r"(?:资助|补助|补贴|津贴|奖励|收费|[学杂]费)$")
DIFFERENCE = re.compile(r"增加|增幅|提高额")
# Whose it is in general; a row that names somebody says more.
ANYBODY = re.compile(r"^(?:各?学校|各?中小学校?|各校|各地|各单位|全体)+$")
QUOTA = re.compile(r"(?:名额|指标|招[生聘录]计划|人数|岗位)(?:分配)?$")
PEOPLE = ("人", "名")
SHARES = ("%", "‰", "个百分点")
COUNTED_UNITS = ("个", "件", "项", "名", "人", "幅", "篇", "组", "队", "支", "所")
PLACE = re.compile(r"(?:.县|[^校城]区|.市|[^乡城]镇|[^城]乡|街道)$")
SHORT_ITEM = 6


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
    left = _sorted([kind_of_label(label, row=True) for label in rows])
    top = _sorted([kind_of_label(label, row=False) for label in heads])
    row = _row_name(left.what)
    head = "".join(top.what)
    scopes = [*left.scope, *top.scope]
    if head and noun.text and _whose(head, noun, unit):
        scopes, head = [*scopes, head], ""
    if not _told(scopes):
        over = plain(group) if scopes and all(map(SUM_WORD.match, scopes)) else ""
        scopes = [over or "".join(_sorted([kind_of_label(Label(group), row=True)]).scope), *scopes]
    if noun.text and not row and not _told(scopes) and not _anybody(noun.scope, scopes):
        scopes = [noun.scope, *scopes]
    if row and head and _measures(row, unit) and not _measures(head, unit):
        scopes, head = [*scopes, head], ""
    kind = top.kind or left.kind
    if noun.text and not row and not _told(scopes) and not _anybody(noun.scope, scopes):
        scopes = [*scopes, noun.scope]
    if row or head:
        name, used = _joined(row, head, kind, noun, unit)
    else:
        name, used = _from_table(kind, top.empty or left.empty, scopes, noun)
    told = dict.fromkeys(
        s for s in sorted(scopes, key=_rank) if s and (s not in name or LEVEL.match(s))
    )
    said: list[str] = []
    for word in told:
        if not (said and said[-1].endswith(word)):
            said.append(word)
    return Named(name, "".join(said), used)


def _whose(head: str, noun: Noun, unit: str) -> bool:
    """Whether a head says for whom the table's measure holds: 名额分配表 | 语文; 现金奖励 | 金奖."""
    if LEVEL.match(head):
        return noun.measured and unit.split("/")[0] not in COUNTED_UNITS
    quota = noun.measured and noun.titled and QUOTA.search(noun.text)
    return bool(quota) and unit in PEOPLE and not _measures(head, unit)


def _anybody(scope: str, scopes: list[str]) -> bool:
    told = "".join(scopes)
    return bool(told) and (bool(ANYBODY.match(scope)) or (scope[-1:] == "园" and "园" in told))


def _joined(row: str, head: str, kind: str, noun: Noun, unit: str) -> tuple[str, bool]:
    if row and head:
        name = row if head in row else head if row in head else _overlapped(row, head)
    else:
        name = row or head
    if DISTINCT.search(kind) and kind not in name:
        return name + kind, False
    if kind.endswith("率") and not name.endswith("率"):
        return name + kind, False
    if _measures(name, unit):
        longer = kind == "标准" and not name.endswith(kind) and name.endswith("费")
        return (name + kind if longer else name), False
    if kind == "标准" and GRANTED.search(name) and unit.startswith("元"):
        return name + kind, False
    vague = not kind or VAGUE_KIND.match(kind) or not fits(kind, unit)
    if noun.measured and noun.titled and noun.text not in name and vague:
        return name + noun.text, True
    if kind and not name.endswith(kind):
        return _overlapped(name, kind), False
    return name, False


def _overlapped(left: str, right: str) -> str:
    """Both words one behind the other; what ends one and begins the other is said once."""
    shared = next(
        (n for n in range(min(len(left), len(right)), 0, -1) if left.endswith(right[:n])), 0
    )
    return left + right[shared:]


def _from_table(kind: str, empty: str, scopes: list[str], noun: Noun) -> tuple[str, bool]:
    """The name where neither row nor column says what is measured."""
    if noun.text:
        strong = MEASURE_END.search(noun.text) and not noun.text.endswith(("计划", "任务", "规模"))
        if DIFFERENCE.search(kind):
            return noun.text + kind, True
        if not kind or strong or noun.text.endswith(kind):
            return noun.text, True
        return noun.text + kind, True
    if TELLING_KIND.search(kind):
        return kind, False
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


def _rank(scope: str) -> int:
    """Where before who before 合计: 东镇|小学|合计."""
    if SUM_WORD.match(scope):
        return 2
    return 0 if PLACE.search(scope) else 1


def _told(scopes: list[str]) -> bool:
    """Whether a stage or place is named already."""
    return any(split_scope(scope)[0] for scope in scopes)


def _measures(name: str, unit: str) -> bool:
    if len(unit) > 1 and unit in name:
        return True
    return fits(name, unit) or (unit not in SHARES and bool(MEASURE_END.search(name)))


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
