"""Figures of a text as the guard weighs them: value, unit, what it is counted by, what bounds it, how it changed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from assistant.guard_times import hours
from ingest.grammar import Quantity, find_quantities, find_times, parse_numeral

BARE = re.compile(
    r"(?<![\dA-Za-z.])\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![\d.])\d+(?:\.\d+)?"
    r"|[二三四五六七八九][十百千][零〇一二三四五六七八九十百千万]*|[十百千万][一二三四五六七八九][十百千]?"
)
"""A number without a unit that the grammar knows; Han ones of two characters and more."""
GLUED = re.compile(r"(?![、和与至到或及])[一-鿿A-Za-z]")
IDIOMS = re.compile(r"百[分年姓花科]|千[方万]|万[一无众]|十[分足余多]")
"""Words that begin like a number and count nothing."""
NOUN = re.compile(r"学时|课时|学分|工作日|学位|床位|座位")
SAME_UNIT = {
    "名": "人", "位": "人", "平米": "平方米", "个学位": "学位", "个班": "班", "个村": "村",
    "张床位": "床位", "个床位": "床位", "岁": "周岁", "堂课": "课时", "节课": "课时", "节": "课时", "层楼": "层",
}  # fmt: skip
"""Heads, and count words with and without 个, are one unit."""
LOOSE_UNITS = frozenset(
    {
        "个",
        "项",
        "条",
        "种",
        "类",
        "件",
        "份",
        "处",
        "家",
        "例",
        "批",
        "轮",
        "次",
        "场",
        "期",
        "组",
        "支",
    }
)
"""Count words that fluent writing exchanges where the noun is the same: 3个活动, 3项活动, 3场活动."""
RATE = re.compile(
    r"每(?:一|名|位|个|所)?(学生|教师|生|人|学年|年|学期|季度|月|日|天|周|班|校|园|课时|学时|节|次|户|镇|村)|[/／·](生|人|年|学年|学期|月|天|日|周|班|校|课时|学时|节|次)|(?<=[一])(年|学期|周)(?=[两二三\d])|(年)(?:度)?[均终]|人均|生均"
)
"""What a figure of the same clause may be counted by."""
RATE_NAMES = {
    "学生": "人",
    "教师": "人",
    "生": "人",
    "日": "天",
    "学年": "年",
    "人均": "人",
    "生均": "人",
    "园": "校",
    "学时": "课时",
}
CHANGE = re.compile(
    r"(?:(?P<up>提高|提升|增加|增长|上升|上调|扩大|升|增|涨|新增)|(?P<down>降低|下降|减少|压减|缩减|下调|降|减))"
    r"(?P<kind>幅度(?:为|达到?)|到|至|为|了)?(?:了)?[^，,。；;、\d一二三四五六七八九十百]{0,6}$"
)
"""How a value changed: 提高到 and 提高了 are not the same."""
LIMITS = (
    # words before or after a number that bound it and that the grammar leaves alone
    (re.compile(r"(?:上限|封顶|顶多|最高|最长|最大)[^，,。；;、\d]{0,6}$"), "le"),
    (re.compile(r"(?:下限|保底|底线|起点|最低|最短)[^，,。；;、\d]{0,6}$"), "ge"),
    (re.compile(r"(?:未满|不满|不足|不到)$"), "lt"),
    (re.compile(r"(?:年满|已满|满)$"), "full"),
    (re.compile(r"(?:接近|将近)[^，,。；;、\d]{1,6}$"), "approx"),
    # 至少参加一次, 最多各1名: the verb stands between
    (re.compile(r"(?:至少|最少|不少于|起码)[^，,。；;、\d一二三四五六七八九十]{1,10}$"), "ge"),
    (re.compile(r"(?:至多|最多|不超过|不多于)[^，,。；;、\d一二三四五六七八九十]{1,10}$"), "le"),
)
BEHIND = (
    (re.compile(r"[^，,。；;、\d]{0,2}(?:封顶|为(?:上限|限))"), "le"),
    (re.compile(r"[^，,。；;、\d]{0,2}(?:为底线|保底)"), "ge"),
)
WORDS_OF = re.compile(
    r"[≥≤<>＜＞]|不[得应能]?[低少小高多大]|不超|不下|至[少多]|起码|最|超|逾|以[上下内]|之内|突破|大于|小于|[高多低少]于"
)
"""A bound said in words; 达到90% has none and is soft."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what belongs to it. ``bound`` is the comparator, or ``soft`` where 达到 alone gives one,
    ``full`` for 满; ``turn`` is (up or down, to or by) where the value is said to change."""

    start: int
    end: int
    words: str
    low: Decimal
    high: Decimal
    value_from: Decimal | None
    unit: str
    kind: str
    rates: frozenset[str]
    own_rates: frozenset[str]
    bound: str
    turn: tuple[str, str] | None
    glued: bool = False
    """A bare number with a word right behind it: no cell of a table, no end of a range."""


@lru_cache(maxsize=512)
def figures(text: str) -> tuple[Figure, ...]:
    """All numbers of a text but those of its dates and ordinals, in order."""
    found = find_quantities(text.replace("之间", "  "))  # 3到8年之间
    times = [(t.start, t.end) for t in find_times(text) if t.lo or t.hi]
    times += [(hour.start, hour.end) for hour in hours(text)]
    whole = [f for q in found if (f := _read(text, q)) and not _inside(f, times)]
    taken = [
        *times,
        *((q.start, q.end) for q in found),
        *(m.span() for m in NOT_FIGURES.finditer(text)),
    ]
    return tuple(sorted([*whole, *_bare(text, taken)], key=lambda f: f.start))


NOT_FIGURES = re.compile(
    r"第\s*[零〇一二三四五六七八九十百千\d]+|《[^》\n]{0,80}》|[〔\[(（]\s*(?:19|20)\d{2}\s*[〕\])）]\s*\d*\s*号?"
    r"|(?<!\d)\d{1,2}[:：]\d{2}(?!\d)|(?:19|20)\d{2}年?"
)
"""Ordinals, titles, numbers of documents, hours of the day, years: other rooms weigh them."""


def _inside(figure: Figure, spans: Sequence[tuple[int, int]]) -> bool:
    return any(a < figure.end and figure.start < b for a, b in spans)


def _bare(text: str, taken: Sequence[tuple[int, int]]) -> list[Figure]:
    found = []
    for match in BARE.finditer(text):
        start, end = match.span()
        value = parse_numeral(match.group())
        if value is None or any(a < end and start < b for a, b in taken):
            continue
        if IDIOMS.match(text, start) or (not match.group()[0].isdigit() and value < 20):
            continue
        glued = bool(GLUED.match(text, end))
        found.append(
            Figure(
                start, end, match.group(), value, value, None, "", "", frozenset(), frozenset(), "eq", None,
                glued,
            )
        )  # fmt: skip
    return found


def _read(text: str, q: Quantity) -> Figure | None:
    low, high = (q.lo, q.hi) if q.value is None else (q.value, q.value)
    if low is None or high is None:
        return None
    if q.unit == "个" and (noun := NOUN.match(text, q.end)):  # 120个学时
        q = replace(q, end=noun.end(), text=text[q.start : noun.end()], unit=noun.group())
    unit, _, counted = q.unit.partition("/")
    own = frozenset(_rate(r) for r in counted.split("·") if r)
    clause = re.split(r"[，,。；;\n]", text[max(0, q.start - 40) : q.start])[-1]
    behind = text[q.end : q.end + 8]
    said = own | rates(clause) | rates(re.split(r"[，,。；;、\n\d]", behind)[0])
    change = CHANGE.search(text, max(0, q.start - 16), q.start)
    turn = None
    if change:
        turn = (
            "up" if change["up"] else "down",
            "by" if change["kind"] not in ("到", "至", "为") else "to",
        )
    elif q.comparator == "from_to":
        inner = re.search(r"(提高|提升|增加|增长|上升|上调|扩大|增|升)|(?:降|减|压)", q.text)
        turn = ("up" if inner and inner[1] else "down", "to") if inner else None
    return Figure(
        q.start, q.end, q.text, low, high, q.value_from, SAME_UNIT.get(unit, unit), q.kind,
        said, own, _bound(text, q), turn,
    )  # fmt: skip


def _bound(text: str, q: Quantity) -> str:
    before, after = text[max(0, q.start - 14) : q.start], text[q.end : q.end + 8]
    if q.comparator in ("eq", "ge"):
        for pattern, bound in LIMITS:
            if pattern.search(before):
                return bound
        for pattern, bound in BEHIND:
            if pattern.match(after):
                return bound
    if q.comparator == "ge" and not WORDS_OF.search(q.text):
        far = re.split(r"[，,。；;]", text[max(0, q.start - 24) : q.start])[-1]
        return "ge" if WORDS_OF.search(far) or q.text[-1] in "起步" else "soft"
    return q.comparator


def _rate(word: str) -> str:
    return RATE_NAMES.get(word, word)


def rates(words: str) -> frozenset[str]:
    """What some words count by: 每生每年, 元/生·年, 生均."""
    return frozenset(_rate(next(filter(None, m.groups()), m.group())) for m in RATE.finditer(words))
