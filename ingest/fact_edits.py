"""Facts as people correct them: which fields there are, how typed values are read, what a fact becomes.

Corrections are kept as typed (text per field) and applied to the machine's fact whenever it is read,
so that the machine's own reading is never lost. Metadata has its own table in ``ingest.edits``.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, cast, get_args

from ingest.edits import read_day
from ingest.errors import SettingsError
from ingest.records import (
    Comparator,
    Deadline,
    Fact,
    FactTime,
    PartialDate,
    Precision,
    Relation,
    Span,
    Target,
)

Fields = Mapping[str, str]
"""Field → what a person typed."""

COMPARATORS: dict[str, str] = {
    "eq": "等于", "ge": "不少于", "gt": "超过", "le": "不超过", "lt": "低于", "approx": "约",
    "range": "区间", "from_to": "由…到…",
}  # fmt: skip
"""Comparators and their names for people; either may be typed."""
GIVE_BACK = frozenset({"auto", "恢复"})
"""What a person writes to take the machine's reading of a field again."""
NUMBER = re.compile(r"([+-]?\d+(?:\.\d+)?)(万|亿)?")
"""950, 3,200 (commas go before), 3200万, 1.2亿"""
PLACE = re.compile(r"(\d+)-(\d+)")
"""A stretch of the quote, half-open, in code points from its start."""
FACTORS = {None: Decimal(1), "万": Decimal(10**4), "亿": Decimal(10**8)}


def _words(text: str) -> str:
    return " ".join(text.split())


def _needed(text: str) -> str:
    if not text.strip():
        raise ValueError(text)
    return _words(text)


def read_number(text: str) -> Decimal | None:
    """A number with 万 or 亿 behind it, digits of any width, commas left out; None for an empty text.

    Raises:
        ValueError: anything else.
    """
    plain = unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "")
    if not plain:
        return None
    match = NUMBER.fullmatch(plain)
    if match is None:
        raise ValueError(text)
    return Decimal(match[1]) * FACTORS[match[2]]


def _comparator(text: str) -> str:
    named = {name: key for key, name in COMPARATORS.items()}
    found = named.get(text, text)
    if found not in COMPARATORS:
        raise ValueError(text)
    return found


def _one_of(kind: Any) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in get_args(kind):
            raise ValueError(text)
        return text

    return read


def _place(text: str) -> str:
    match = PLACE.fullmatch(text)
    if match is None or int(match[1]) >= int(match[2]):
        raise ValueError(text)
    return text


def _yes(text: str) -> bool:
    return text == "true"


_NUMBER_FORM = "请写成 950、3200万 这样的数，不知道就留空。"
_DAY_FORM = "日期请写成 2025-09-01，年份不明写成 XXXX-09-01，不知道就留空。"
_COMPARATOR_FORM = "可以写：" + "、".join(f"{k}（{v}）" for k, v in COMPARATORS.items()) + "。"
_NEEDED_FORM = "这一项不能留空。"

Reader = tuple[str, Callable[[str], Any], str]
TIME: dict[str, Reader] = {
    "time": ("时间（原文）", _words, ""),
    "time_lo": ("时间起", read_day, _DAY_FORM),
    "time_hi": ("时间止", read_day, _DAY_FORM),
    "time_relation": ("时间关系", _one_of(Relation), "可以写：in、by、from、until。"),
    "time_precision": (
        "时间精度",
        _one_of(Precision),
        "可以写：" + "、".join(get_args(Precision)) + "。",
    ),
    "time_recurring": ("是否每期重复", _yes, ""),
}
NUMBERS = ("value", "value_from", "lo", "hi")
FIELDS: dict[str, dict[str, Reader]] = {
    "target": {
        "indicator": ("指标", _needed, _NEEDED_FORM),
        "scope": ("范围", _words, ""),
        "comparator": ("比较", _comparator, _COMPARATOR_FORM),
        "value": ("目标值", read_number, _NUMBER_FORM),
        "value_from": ("起始值", read_number, _NUMBER_FORM),
        "lo": ("下限", read_number, _NUMBER_FORM),
        "hi": ("上限", read_number, _NUMBER_FORM),
        "unit": ("单位", _words, ""),
        "owner": ("责任单位", _words, ""),
        **TIME,
        "span": ("数值在原文中的位置", _place, "请写成 3-7 的样子（从引文开头数起）。"),
    },
    "deadline": {
        "action": ("事项", _needed, _NEEDED_FORM),
        "owner": ("责任单位", _words, ""),
        **TIME,
    },
}
"""Per kind: field → its name for people, how a typed value is read, what to write where that fails.
An empty value means that there is none."""


FORM = {
    "target": (
        "indicator", "scope", "comparator", "value", "value_from", "lo", "hi", "unit", "time",
        "time_lo", "time_hi", "owner",
    ),
    "deadline": ("action", "time", "time_lo", "time_hi", "owner"),
}  # fmt: skip
"""The fields that a person sees; the others follow from them or place things in the text."""


def fields_of(kind: str) -> dict[str, Reader]:
    """The fields of a kind. Raises SettingsError for a kind that does not exist."""
    if kind not in FIELDS:
        raise SettingsError(f"没有“{kind}”这一类。", "请写 target（指标）或 deadline（时间节点）。")
    return FIELDS[kind]


def check(kind: str, typed: Fields) -> dict[str, str]:
    """The typed fields without white space around them, each of them readable.

    Raises:
        SettingsError: no such field, or a value cannot be read; the message names field and remedy.
    """
    known = fields_of(kind)
    for field in typed:
        if field not in known:
            raise SettingsError(f"没有“{field}”这一项。", f"可以修改：{'、'.join(known)}。")
    clean = {field: str(value).strip() for field, value in typed.items()}
    for field, value in clean.items():
        if value not in GIVE_BACK:
            _read(kind, field, value)
    return clean


def _read(kind: str, field: str, value: str) -> Any:
    name, read, remedy = FIELDS[kind][field]
    try:
        return read(value)
    except ValueError as error:
        raise SettingsError(f"{name}（{field}）“{value}”无法识别。", remedy) from error


def merged(before: Fields, typed: Fields) -> dict[str, str]:
    """Earlier corrections with new ones; a field that is given back leaves."""
    left = {**before, **typed}
    return {field: value for field, value in left.items() if value not in GIVE_BACK}


def apply(fact: Fact, typed: Fields) -> Fact:
    """The fact with a person's corrections. Quote and place stay: they are the document's.

    Raises:
        SettingsError: the values do not go together (a range without ends, a value that is missing).
    """
    if not typed:
        return fact
    given = {field: _read(fact.kind, field, value) for field, value in typed.items()}
    time = _time(fact, given)
    if isinstance(fact, Deadline):
        if time is None:
            raise SettingsError("时间节点必须有时间（time）。", "请填写时间，或改为添加指标。")
        told = {name: given[name] for name in ("action", "owner") if name in given}
        span = fact.span if time is fact.time else Span(time.start, time.end)
        return replace(fact, **told, time=time, span=span)
    plain = {name: given[name] for name in ("indicator", "scope", "owner", "unit") if name in given}
    return _numbers(replace(fact, **plain, time=time), given)


# --- values -----------------------------------------------------------------------------------


def _numbers(fact: Target, given: Mapping[str, Any]) -> Target:
    """Comparator, value and bounds together; bounds follow the value as the grammar has them."""
    if "span" in given:
        lo, hi = (int(part) for part in str(given["span"]).split("-"))
        if hi > len(fact.quote):
            raise SettingsError(f"位置 {given['span']} 超出了引文。", "请从引文开头数起。")
        span = Span(fact.start + lo, fact.start + hi)
        fact = replace(fact, span=span, raw=fact.quote[lo:hi])
    if not any(name in given for name in (*NUMBERS, "comparator")):
        return _worded(fact, given)
    numbers = {name: given.get(name, getattr(fact, name)) for name in NUMBERS}
    comparator = cast(Comparator, given.get("comparator", fact.comparator))
    value = numbers["value"]
    if comparator == "range":
        _must(
            numbers["lo"] is not None and numbers["hi"] is not None,
            "区间要有下限（lo）和上限（hi）",
        )
        _must(numbers["lo"] <= numbers["hi"], "下限（lo）不能大于上限（hi）")
        numbers |= {"value": None, "value_from": None}
    else:
        _must(value is not None, "要有目标值（value）")
        from_to = comparator == "from_to"
        _must(not from_to or numbers["value_from"] is not None, "“由…到…”要有起始值（value_from）")
        numbers["value_from"] = numbers["value_from"] if from_to else None
        numbers["lo"] = given.get("lo", value if comparator in ("ge", "gt") else None)
        numbers["hi"] = given.get("hi", value if comparator in ("le", "lt") else None)
    return _worded(replace(fact, comparator=comparator, **numbers), given)


def _must(holds: bool, rule: str) -> None:
    if not holds:
        raise SettingsError(f"这些数值合不到一起：{rule}。", "请补上或改正后再保存。")


def _worded(fact: Target, given: Mapping[str, Any]) -> Target:
    """A value that a person typed is said as typed, where the quote does not say it itself."""
    if "span" in given or not any(name in given for name in (*NUMBERS, "unit")):
        return fact
    return replace(fact, raw=say_value(fact))


def say_value(fact: Target) -> str:
    """A target's value in words: 950元, 10–20人, 900→950元."""
    ends = [n for n in (fact.value_from, fact.value) if n is not None]
    mark = "→"
    if fact.comparator == "range":
        ends, mark = [n for n in (fact.lo, fact.hi) if n is not None], "–"
    return mark.join(map(say_number, ends)) + fact.unit


def say_number(number: Decimal) -> str:
    """A number with 万 or 亿 where that is shorter: 32000000 is 3200万."""
    for word, factor in (("亿", FACTORS["亿"]), ("万", FACTORS["万"])):
        share = number / factor
        if abs(share) >= 1 and share == share.quantize(Decimal("0.01")):
            return f"{plain_number(share)}{word}"
    return plain_number(number)


def plain_number(number: Decimal | None) -> str:
    """A number in digits, without an exponent and trailing zeros."""
    if number is None:
        return ""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


# --- times ------------------------------------------------------------------------------------


def _time(fact: Fact, given: Mapping[str, Any]) -> FactTime | None:
    old = fact.time
    if not any(name in given for name in TIME):
        return old
    lo = given.get("time_lo", old.lo if old else None)
    hi = given.get("time_hi", old.hi if old else None)
    raw = given.get("time", old.raw if old else "") or _say_days(lo, hi)
    if not raw:
        return None
    if lo and hi and lo.year is not None and hi.year is not None and str(lo) > str(hi):
        raise SettingsError("时间起（time_lo）晚于时间止（time_hi）。", "请把两个日期对调或改正。")
    same = old is not None and (lo, hi) == (old.lo, old.hi)
    relation = old.relation if old and same else _relation(lo, hi)
    precision = old.precision if old and same else _precision(lo, hi)
    start, end = _where(fact, raw)
    return FactTime(
        raw, start, end, lo, hi, given.get("time_relation", relation),
        given.get("time_precision", precision),
        given.get("time_recurring", old.recurring if old else False),
    )  # fmt: skip


def _where(fact: Fact, raw: str) -> tuple[int, int]:
    """Where the words of a time stand: in the quote, else where the time stood, else the fact itself."""
    at = fact.quote.find(raw)
    if at >= 0:
        return fact.start + at, fact.start + at + len(raw)
    if fact.time is not None:
        return fact.time.start, fact.time.end
    return fact.span.start, fact.span.end


def _relation(lo: PartialDate | None, hi: PartialDate | None) -> Relation:
    if lo is None and hi is not None:
        return "by"
    return "from" if lo is not None and hi is None else "in"


def _precision(lo: PartialDate | None, hi: PartialDate | None) -> Precision:
    """A day, unless both ends make whole months or a whole year."""
    if lo is None or hi is None:
        return "day"
    if lo.day != 1 or hi.day != monthrange(hi.year or 2000, hi.month)[1]:
        return "day"
    return "year" if (lo.month, hi.month) == (1, 12) else "month"


def _say_days(lo: PartialDate | None, hi: PartialDate | None) -> str:
    ends = [str(day) for day in (lo, hi) if day is not None]
    if len(ends) == 1:
        return f"{ends[0]}前" if lo is None else f"{ends[0]}起"
    return " 至 ".join(dict.fromkeys(ends))


# --- as a person would type it ----------------------------------------------------------------


def written(fact: Fact) -> dict[str, str]:
    """The fields of a fact that a person sees, as typed."""
    time = fact.time
    said = {
        "time": time.raw if time else "",
        "time_lo": str(time.lo) if time and time.lo else "",
        "time_hi": str(time.hi) if time and time.hi else "",
    }
    if isinstance(fact, Target):
        said |= {name: plain_number(getattr(fact, name)) for name in NUMBERS}
    return {name: said[name] if name in said else getattr(fact, name) for name in FORM[fact.kind]}


def differences(before: Fact, after: Fact) -> tuple[tuple[str, str, str], ...]:
    """(field, before, after) for every field that a person can see changed."""
    old, new = written(before), written(after)
    return tuple((name, old[name], new[name]) for name in old if old[name] != new[name])


def label(kind: str, field: str) -> str:
    """A field's name for people."""
    return fields_of(kind)[field][0]


def new_fact(
    kind: str, document_id: str, section: tuple[str, ...], quote: str, start: int, typed: Fields
) -> Fact:
    """A fact that a person found in a stretch of the text; it has no id yet.

    Raises:
        SettingsError: a field is missing or the values do not go together.
    """
    clean = check(kind, typed)
    needed = "indicator" if kind == "target" else "action"
    if not clean.get(needed):
        name = label(kind, needed)
        raise SettingsError(f"{name}（{needed}）没有填。", "请写明这一条说的是什么。")
    end = start + len(quote)
    whole = Span(start, end)
    nothing = FactTime("", start, end, None, None, "in", "day")
    if kind == "deadline":
        blank: Fact = Deadline("", document_id, section, quote, start, end, whole, "", "", nothing)
    else:
        blank = Target(
            "", document_id, section, quote, start, end, whole, "", "", "eq", None, "", ""
        )
        clean.setdefault("value", "")
    made = apply(
        blank, {field: value for field, value in clean.items() if value or field == "value"}
    )
    if isinstance(made, Deadline) and not made.time.raw:
        raise SettingsError("时间节点必须有时间（time）。", "请填写时间，或改为添加指标。")
    return made
