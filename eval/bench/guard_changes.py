"""Ways to make a true sentence wrong, one small change each: a digit, a unit, a date, a bound, a negation, a name."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.grammar import find_quantities, find_times, parse_numeral

DIGITS = re.compile(r"\d+(?:\.\d+)?")
HAN_NUMBER = re.compile(r"[二三四五六七八九十百]+")
HAN = "一二三四五六七八九"
DATE = re.compile(r"(?:(?P<year>20\d{2})年)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?")
YEAR = re.compile(r"(?<!\d)20\d{2}(?=年)")
ARTICLE = re.compile(r"第([一二三四五六七八九十百]{1,5}|\d{1,3})([条章款项届次批])")
NUMBER = re.compile(r"[〔\[（(]((?:19|20)\d{2})[〕\]）)]\s*(\d{1,4})号")
UNITS: tuple[tuple[str, str], ...] = (
    # what is written → what it becomes
    ("万元", "元"), ("亿元", "万元"), ("元", "万元"), ("个工作日", "天"), ("工作日", "日"), ("小时", "分钟"), ("分钟", "小时"),
    ("个月", "周"), ("周岁", "个月"), ("平方米", "亩"), ("亩", "平方米"), ("人次", "人"), ("万人", "人"), ("人", "所"), ("名", "所"), ("所", "人"),
    ("课时", "天"), ("学时", "天"), ("公里", "米"), ("天", "周"), ("日", "周"), ("年", "个月"), ("周", "天"), ("次", "天"), ("年", "天"),
)  # fmt: skip
BOUNDS: tuple[tuple[str, str], ...] = (
    ("不低于", "不超过"), ("不少于", "不超过"), ("不得低于", "不得超过"), ("不得少于", "不得超过"), ("不超过", "不低于"), ("不得超过", "不得低于"),
    ("不高于", "不低于"), ("以上", "以下"), ("以下", "以上"), ("以内", "以上"), ("至少", "最多"), ("不足", "超过"), ("超过", "不足"),
    ("左右", "以上"), ("高于", "低于"), ("低于", "高于"), ("提高到", "降低到"), ("提高到", "提高了"), ("达到", "低于"), ("控制在", "超过"),
)  # fmt: skip
DROPS = (
    "不低于",
    "不少于",
    "不得低于",
    "不得少于",
    "不超过",
    "不得超过",
    "不高于",
    "以上",
    "以下",
    "以内",
    "至少",
    "左右",
)
RELATIONS: tuple[tuple[str, str], ...] = (
    ("前", "后"), ("以前", "以后"), ("之前", "之后"), ("起", "止"), ("底前", "底后"), ("前", ""),
)  # fmt: skip
POLARITY: tuple[tuple[str, str], ...] = (
    # a negation that goes
    ("不得", "可以"), ("不得", "应当"), ("严禁", "允许"), ("禁止", "允许"), ("不能", "能"), ("不再", "继续"), ("不予", "予以"), ("未经", "经"), ("不准", "准许"),
    ("没有", "有"), ("免收", "收取"), ("免除", "收取"), ("无需", "需"), ("无须", "须"), ("不收取", "收取"), ("不宜", "宜"), ("不应", "应"), ("未", "已"),
)  # fmt: skip
INSERTED: tuple[tuple[str, str], ...] = (
    # a negation that comes
    ("应当", "不得"), ("可以", "不得"), ("必须", "不得"), ("开展", "不开展"), ("组织", "不得组织"), ("实施", "不实施"), ("参加", "不参加"),
    ("享受", "不享受"), ("建立", "不建立"), ("纳入", "不纳入"), ("给予", "不给予"), ("提供", "不提供"), ("配备", "不配备"), ("推进", "不推进"), ("加强", "不加强"),
    ("支持", "不支持"), ("允许", "禁止"), ("收取", "不收取"),
)  # fmt: skip
MODALS: tuple[tuple[str, str], ...] = (
    ("应当", "可以"), ("必须", "可以"), ("可以", "应当"), ("可以", "必须"), ("鼓励", "必须"), ("应按", "可按"), ("应在", "可在"), ("须经", "可经"), ("有权", "应当"), ("提倡", "必须"),
)  # fmt: skip
BODIES: tuple[tuple[str, str], ...] = (
    ("教育局", "财政局"), ("财政局", "公安局"), ("教育厅", "财政厅"), ("教育部", "财政部"), ("公安机关", "民政机关"), ("教育行政部门", "民政行政部门"), ("人民政府", "人民法院"),
    ("卫生健康委", "发展改革委"), ("民政局", "教育局"), ("教育科", "人事科"), ("督导室", "招生办公室"), ("小学", "中学"), ("初中", "高中"), ("幼儿园", "小学"),
    ("高等学校", "中等学校"), ("大学", "中学"), ("市场监管局", "应急管理局"), ("发展改革委", "教育局"), ("委员会", "工作组"), ("教师发展中心", "考试中心"),
)  # fmt: skip


HIDDEN = "中\u3000学"
"""中小学 is no 小学."""


@dataclass(frozen=True, slots=True)
class Pool:
    """What a change may take from elsewhere: places of other documents."""

    places: tuple[str, ...]


Change = Callable[[str, random.Random, Pool], str | None]


def _spliced(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + new + text[end:]


def _one_of(text: str, table: Sequence[tuple[str, str]], chance: random.Random) -> str | None:
    """One entry of a table that fits, at one of its places; longer words hide shorter ones inside them."""
    spots = [
        (m.start(), m.end(), new) for old, new in table for m in re.finditer(re.escape(old), text)
    ]
    spots = [
        s for s in spots if not any(o[0] <= s[0] and s[1] <= o[1] and o[:2] != s[:2] for o in spots)
    ]
    return _spliced(text, *chance.choice(spots)) if spots else None


def _other(number: str, chance: random.Random) -> str:
    """Another number of the same shape: one digit is another."""
    at = chance.choice([i for i, c in enumerate(number) if c.isdigit()])
    digits = "0123456789" if at else "123456789"
    return _spliced(number, at, at + 1, chance.choice([d for d in digits if d != number[at]]))


def digit(text: str, chance: random.Random, _: Pool) -> str | None:
    """A digit of a quantity."""
    spots = [
        (q.start + m.start(), q.start + m.end())
        for q in find_quantities(text) for m in DIGITS.finditer(q.text)
    ]  # fmt: skip
    if not spots:
        return None
    start, end = chance.choice(spots)
    return _spliced(text, start, end, _other(text[start:end], chance))


def han_digit(text: str, chance: random.Random, _: Pool) -> str | None:
    """A quantity written in Han."""
    spots = [
        (q.start + m.start(), q.start + m.end())
        for q in find_quantities(text) for m in HAN_NUMBER.finditer(q.text) if q.value and q.value > 1
        if "分之" not in q.text
    ]  # fmt: skip
    if not spots:
        return None
    start, end = chance.choice(spots)
    new = chance.choice([c for c in HAN[1:] if c not in text[start:end]])
    return _spliced(text, start, end, new)


def unit(text: str, chance: random.Random, _: Pool) -> str | None:
    """The unit of a quantity."""
    found = []
    for q in find_quantities(text):
        for old, new in UNITS:
            at = q.text.rfind(old)
            if at > 0 and (q.text[at - 1].isdigit() or parse_numeral(q.text[at - 1]) is not None):
                found.append((q.start + at, q.start + at + len(old), new))
                break
    return _spliced(text, *chance.choice(found)) if found else None


def percent(text: str, chance: random.Random, _: Pool) -> str | None:
    """% for 个百分点, and the other way."""
    return _one_of(text, (("个百分点", "%"), ("%", "个百分点"), ("％", "个百分点")), chance)


def _date(text: str, part: str, most: int, chance: random.Random) -> str | None:
    spots = [m for m in DATE.finditer(text) if m[part]]
    if not spots:
        return None
    match = chance.choice(spots)
    others = [str(n) for n in range(1, most + 1) if n != int(match[part])]
    return _spliced(text, *match.span(part), chance.choice(others))


def year(text: str, chance: random.Random, _: Pool) -> str | None:
    """The year."""
    spots = list(YEAR.finditer(text))
    if not spots:
        return None
    match = chance.choice(spots)
    return _spliced(text, *match.span(), str(int(match.group()) + chance.choice((-2, -1, 1, 2, 3))))


def month(text: str, chance: random.Random, _: Pool) -> str | None:
    """The month."""
    return _date(text, "month", 12, chance)


def day(text: str, chance: random.Random, _: Pool) -> str | None:
    """The day."""
    return _date(text, "day", 28, chance)


def bound(text: str, chance: random.Random, _: Pool) -> str | None:
    """What bounds a quantity, turned."""
    spans = [(q.start - 4, q.end + 2) for q in find_quantities(text)]
    return _near(text, BOUNDS, spans, chance)


def bound_dropped(text: str, chance: random.Random, _: Pool) -> str | None:
    """What bounds a quantity, left out."""
    spans = [(q.start - 4, q.end) for q in find_quantities(text)]
    return _near(text, tuple((word, "") for word in DROPS), spans, chance)


def before_after(text: str, chance: random.Random, _: Pool) -> str | None:
    """前 and 后, 起 and 止 of a date."""
    spans = [(t.start, t.end) for t in find_times(text) if t.lo or t.hi]
    spots = [
        (end - len(old), end, new) for _, end in spans for old, new in RELATIONS
        if text.endswith(old, 0, end)
    ]  # fmt: skip
    return _spliced(text, *chance.choice(spots)) if spots else None


def _near(
    text: str,
    table: Sequence[tuple[str, str]],
    spans: Sequence[tuple[int, int]],
    chance: random.Random,
) -> str | None:
    spots = [
        (m.start(), m.end(), new) for old, new in table for m in re.finditer(re.escape(old), text)
        if any(a <= m.start() and m.end() <= b for a, b in spans)
    ]  # fmt: skip
    spots = [
        s for s in spots if not any(o[0] <= s[0] and s[1] <= o[1] and o[:2] != s[:2] for o in spots)
    ]
    return _spliced(text, *chance.choice(spots)) if spots else None


def negation_dropped(text: str, chance: random.Random, _: Pool) -> str | None:
    """What was forbidden is allowed."""
    if re.search(r"未(?:成年|来)|不断", text):
        return None
    return _one_of(text, POLARITY, chance)


def negation_inserted(text: str, chance: random.Random, _: Pool) -> str | None:
    """What was asked for or allowed is forbidden."""
    return _one_of(text, INSERTED, chance) if not re.search(r"不得|禁止|严禁|不", text) else None


def modal(text: str, chance: random.Random, _: Pool) -> str | None:
    """A duty becomes a choice, or the other way."""
    found = _one_of(text, MODALS, chance)
    return (
        None
        if found is None or re.search(r"响可|适可|可用|对可|供可|可急|可知|反可|不可", found)
        else found
    )


def article(text: str, chance: random.Random, _: Pool) -> str | None:
    """The number of an article, a section, a term."""
    spots = list(ARTICLE.finditer(text))
    if not spots:
        return None
    match = chance.choice(spots)
    value = int(parse_numeral(match[1]) or 1) + chance.choice((1, 2, 3))
    new = str(value) if match[1].isdigit() else _han(value)
    return _spliced(text, *match.span(1), new)


def _han(value: int) -> str:
    tens, ones = divmod(value % 100, 10)
    hundreds = f"{HAN[value // 100 - 1]}百" if value >= 100 else ""
    said = (
        f"{'' if tens == 1 and not hundreds else HAN[tens - 1]}十"
        if tens
        else "零"
        if hundreds
        else ""
    )
    return hundreds + said + (HAN[ones - 1] if ones else "")


def document_number(text: str, chance: random.Random, _: Pool) -> str | None:
    """The number of a document, or its year."""
    spots = list(NUMBER.finditer(text))
    if not spots:
        return None
    match, group = chance.choice(spots), chance.choice((1, 2))
    return _spliced(text, *match.span(group), str(int(match[group]) + chance.choice((1, 2, 3))))


def place(text: str, chance: random.Random, pool: Pool) -> str | None:
    """A place becomes another document's."""
    spots = [(m.start(), m.end()) for p in pool.places for m in re.finditer(re.escape(p), text)]
    if not spots:
        return None
    start, end = max(spots, key=lambda s: s[1] - s[0])
    rank = text[end - 1]
    others = [
        p for p in pool.places if p[-1] == rank and p not in text and text[start:end] not in p
    ]
    return _spliced(text, start, end, chance.choice(others)) if others else None


def body(text: str, chance: random.Random, _: Pool) -> str | None:
    """A school, an office, a kind of school becomes another."""
    changed = _one_of(text.replace("中小学", HIDDEN), BODIES, chance)
    return changed and changed.replace(HIDDEN, "中小学")


def swapped(text: str, chance: random.Random, _: Pool) -> str | None:
    """Two values of one unit change places."""
    found = [
        q for q in find_quantities(text) if DIGITS.search(q.text) and q.comparator != "from_to"
    ]
    spots = [
        (a, b) for i, a in enumerate(found) for b in found[i + 1 :]
        if a.unit == b.unit and a.value != b.value and a.comparator == b.comparator
    ]  # fmt: skip
    if not spots:
        return None
    a, b = chance.choice(spots)
    return _exchanged(text, (a.start, a.end), (b.start, b.end))


def dates_swapped(text: str, chance: random.Random, _: Pool) -> str | None:
    """Two dates change places."""
    found = [t for t in find_times(text) if t.lo or t.hi]
    spots = [
        (a, b) for i, a in enumerate(found) for b in found[i + 1 :]
        if (a.lo, a.hi) != (b.lo, b.hi) and a.relation == b.relation and a.precision == b.precision
    ]  # fmt: skip
    if not spots:
        return None
    a, b = chance.choice(spots)
    return _exchanged(text, (a.start, a.end), (b.start, b.end))


def _exchanged(text: str, a: tuple[int, int], b: tuple[int, int]) -> str:
    first, second = text[slice(*a)], text[slice(*b)]
    return text[: a[0]] + second + text[a[1] : b[0]] + first + text[b[1] :]


CHANGES: dict[str, Change] = {
    "digit": digit, "han digit": han_digit, "unit": unit, "percent": percent, "year": year, "month": month, "day": day,
    "comparator": bound, "comparator dropped": bound_dropped, "before/after": before_after,
    "negation dropped": negation_dropped, "negation inserted": negation_inserted, "modal": modal,
    "article": article, "document number": document_number, "place": place, "body": body,
    "values swapped": swapped, "dates swapped": dates_swapped,
}  # fmt: skip
"""Kind of change → the function that makes one, or None where the sentence offers none."""
