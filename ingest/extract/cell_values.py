"""The words of one table cell → its one value, with the unit that its header or caption gives."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.extract.repeated import remembered
from ingest.grammar import find_quantities, parse_numeral
from ingest.grammar.quantities import Quantity
from ingest.records import Comparator

# Cells that say nothing.
BLANK = re.compile(r"^(?:[/／\\—–\-－―~～*×·.…、]*|无|暂无|没有|略|不涉及|不适用|同上|[〃″])$")
# A cell that is one number and little else.
NUMBER_CELL = re.compile(
    r"^\s*(?P<pre>[≥≧≤≦>＞<＜]=?|约|不低于|不少于|不超过|不高于|达到?|至少|最高|最低|每[班校生人园室])?\s*"
    r"(?P<number>[\d０-９][\d０-９,，.．]*(?:\s*[-—–~～－至]\s*[\d０-９][\d０-９,，.．]*)?)\s*"
    r"(?P<big>[万亿])?(?P<percent>[%％])?\s*(?P<post>及?以上|及?以下|以内|左右)?\s*$"
)
# 320（含中央资金100）: what a value is made of.
REMARKED = re.compile(r"^(?P<value>[^（）()]{1,12})[（(][^（）()]*\d[^（）()]*[)）]\s*$")
SIGN = re.compile(r"^\s*(?P<sign>[≥≧≤≦>＞<＜]=?)\s*")
COMPARATORS: dict[str, Comparator] = {
    "≥": "ge", "≧": "ge", ">=": "ge", "≤": "le", "≦": "le", "<=": "le",
    ">": "gt", "＞": "gt", "<": "lt", "＜": "lt",
}  # fmt: skip
# 生师比 19:1
RATIO_CELL = re.compile(r"^\s*\d+(?:\.\d+)?\s*[:：∶]\s*\d+(?:\.\d+)?\s*(?:以[上下内])?\s*$")
RATIO_WORD = re.compile(r"[生师]比$|配比|配备比")
BARE_NUMBER = re.compile(r"^\s*[1-9]\d?(?:\.\d+)?\s*$")
SHARE_WORD = re.compile(r"(?:比例|占比|比重|率)$")
# 1:19 and 13.5:1 are no clock times.
PLAIN_RATIO = re.compile(
    r"^\s*(?:1\s*[:：∶]\s*[1-9]\d*(?:\.\d+)?|[1-9]\d*(?:\.\d+)?\s*[:：∶]\s*1)\s*$"
)
# 占同专业人数的|5%
SHARE_CELL = re.compile(
    r"^\s*(?:按|占|为)?(?P<limit>不超过|不高于|不低于|不少于)?[^，,。；;\d]{2,20}的\s*(?=[\d.]+\s*[%％]\s*$)"
)
# 100, 000元: a blank behind the comma of thousands.
SPACED = re.compile(r"(?<=\d)([,，])\s+(?=\d{3}(?!\d))")
RATIO = "比"
# 13912345678, 86543210 and 2025.9 are no amounts.
NO_AMOUNT = re.compile(
    r"^(?:1[3-9]\d{9}|[2-8]\d{6,7}|\d{9,}|(?:19|20)\d\d[.．](?:0?[1-9]|1[0-2]))$"
)
# “单位：万元”, “（元/生·年）”, “毛入园率，%”.
UNIT_NOTE = re.compile(r"单位\s*[:：]\s*(?P<unit>[^\s，,；;、）)\]]{1,10})")
BRACKET = re.compile(r"[（(\[【](?P<inner>[^（）()\[\]【】]{1,12})[)）\]】]")
UNIT_TAIL = re.compile(r"[/／,，](?P<unit>[%％]|[^/／,，\s]{1,4})$")
# A header that counts says what it counts in.
COUNTED = (
    # people
    ("人次", re.compile(r"人次数?$")),
    ("人", re.compile(r"(?:人|学生|教师|教职工|幼儿|儿童|在校生|招生|毕业生|员)数$|人员数量$|名额$|招生计划$|计划招生$")),
    # places of learning
    ("所", re.compile(r"(?:学校|幼儿园|校|园|所)数$|(?:学校|幼儿园)数量$")),
    ("个", re.compile(r"(?:班|班级|教学班|学位|座位|床位|项目|岗位)数?$")),
    # what is done
    ("次", re.compile(r"次数$|频次$")),
    ("天", re.compile(r"天数$")),
    ("学时", re.compile(r"学时数?$")),
    ("课时", re.compile(r"课时数?$")),
    ("学分", re.compile(r"学分数?$")),
    ("册", re.compile(r"册数$")),
)  # fmt: skip
GOAL_TAIL = re.compile(r"(?:目标值?|任务数?|计划(?!$)|指标|要求)$")
LONGEST_VALUE = 400
"""Code points of a cell that can be one value; a longer one is prose."""
LONGEST_WHOM = 10
PEOPLE = re.compile(r"(?:教师|校长|园长|班主任|学生|幼儿|人员|干部|骨干|管理员|保安|校医)$")
LITTLE = 4
"""Code points that a value cell may hold beside its value: 每校|2名, 40%|(含)."""


@remembered
def blank(text: str) -> bool:
    """Whether a cell says nothing: empty, /, —, 无."""
    return bool(BLANK.match(re.sub(r"\s+", "", text)))


@remembered
def is_unit(text: str) -> bool:
    """Whether a word is a unit of measure: 万元, %, 元/生·年."""
    if not text or len(text) > 10 or re.search(r"\d", text):
        return False
    found = find_quantities("12" + text)
    return len(found) == 1 and found[0].start == 0 and found[0].end == len(text) + 2


@remembered
def counts(text: str) -> bool:
    """Whether words hold a quantity."""
    return bool(find_quantities(text))


@remembered
def unit_in(text: str) -> str:
    """The unit that a header, label or caption states; empty where it states none."""
    if note := UNIT_NOTE.search(text):
        return note.group("unit")
    for match in BRACKET.finditer(text):
        if is_unit(match.group("inner")):
            return match.group("inner")
    tail = UNIT_TAIL.search(text)
    return tail.group("unit") if tail and is_unit(tail.group("unit")) else ""


@remembered
def unit_counted(text: str) -> str:
    """The unit that a counting header implies: 招生人数 → 人."""
    words = GOAL_TAIL.sub("", BRACKET.sub("", without_unit(text)))
    if RATIO_WORD.search(words):
        return RATIO
    if SHARE_WORD.search(words):
        return "%"
    return next((unit for unit, pattern in COUNTED if pattern.search(words)), "")


@remembered
def without_unit(text: str) -> str:
    """A header, label or caption without the unit that it states."""
    text = re.sub(r"[（(\[【]?\s*单位\s*[:：][^）)\]】]*[)）\]】]?", "", text)
    text = BRACKET.sub(lambda m: "" if is_unit(m.group("inner")) else m.group(), text)
    tail = UNIT_TAIL.search(text)
    return text[: tail.start()] if tail and is_unit(tail.group("unit")) else text


@remembered
def value_like(text: str) -> bool:
    """Whether a cell is a value rather than a label; years are labels."""
    bare = text.strip()
    return not re.fullmatch(r"(?:19|20)\d\d", bare) and readable(bare)


@remembered
def readable(text: str) -> bool:
    """Whether a cell can be one value in some unit; most cells of a table cannot."""
    if SPACED.search(text):
        text = SPACED.sub(r"\1", text)
    if remarked := REMARKED.match(text):
        text = remarked["value"]
    simple = NUMBER_CELL.match(text) or RATIO_CELL.match(text) or SHARE_CELL.match(text)
    return bool(simple) or _spoken(text) is not None


@remembered
def cell_value(text: str, unit: str) -> Quantity | None:
    """The one value of a cell; a bare number is read with ``unit``. Spans are those of ``text``."""
    if SPACED.search(text) and (told := cell_value(SPACED.sub(r"\1", text), unit)):
        return _placed(text, told)
    if unit == RATIO and BARE_NUMBER.match(text):
        return _placed(text, find_quantities(f"{RATIO}{text.strip()}:1")[0])
    if unit == RATIO or PLAIN_RATIO.match(text) or (unit == "%" and RATIO_CELL.match(text)):
        found = find_quantities(RATIO + text.strip()) if RATIO_CELL.match(text) else ()
        return _placed(text, found[0]) if len(found) == 1 else None if found else _spoken(text)
    if share := SHARE_CELL.match(text):
        return _share(text, share)
    if number := NUMBER_CELL.match(text):
        return _number(text, number, unit)
    told = _spoken(text)
    if told is None and (remarked := REMARKED.match(text)):
        return cell_value(remarked["value"], unit)
    return told


def _share(text: str, match: re.Match[str]) -> Quantity | None:
    """占同专业人数的5%, 不超过作品数的10%: the limit stands before what the share is of."""
    told = _spoken((match["limit"] or "") + text[match.end() :])
    if told is None:
        return None
    end = match.end() + told.end - len(match["limit"] or "")
    start = match.end() if match["limit"] else match.end() + told.start
    return replace(told, start=start, end=end, text=text[start:end])


def _number(text: str, match: re.Match[str], unit: str) -> Quantity | None:
    percent = match["percent"] or ""
    digits = re.sub(r"[,，]", "", match["number"])
    if (not unit and not percent) or NO_AMOUNT.match(digits):
        return None
    if all(parse_numeral(part) is None for part in re.split(r"\s*[-—–~～－至]\s*", digits)):
        return None
    before = "" if SIGN.match(text) else (match["pre"] or "")
    big = match["big"] or ""
    if big:
        unit = unit.lstrip("万亿")
    for written in dict.fromkeys((percent or unit, unit.split("/")[0])):
        found = find_quantities(before + digits + big + written + (match["post"] or ""))
        if len(found) == 1 and found[0].unit:
            return _placed(text, found[0])
    return None


def _spoken(text: str) -> Quantity | None:
    """A value with its unit: 3所, ≥15平方米, 每校2名."""
    if len(text) > LONGEST_VALUE:
        return None
    sign = SIGN.match(text)
    offset = sign.end() if sign else 0
    found = find_quantities(text[offset:])
    if len(found) != 1 or not found[0].unit:
        return None
    beside = re.sub(r"[（(][^（）()]*[)）]", "", text.strip())
    if len(beside) - (found[0].end - found[0].start) > LITTLE and not whom_in(text, found[0]):
        return None
    if sign:
        return _placed(text, found[0], offset)
    return found[0]


@remembered
def pure(text: str) -> bool:
    """Whether a cell is a value and nothing else: 3所, 每生每天5元, but not 招聘教师5名."""
    bare = text.strip()
    told = _spoken(bare)
    if told is not None:
        return told.start == 0 and told.end == len(bare)
    return bool(NUMBER_CELL.match(bare) or RATIO_CELL.match(bare))


def whom_in(text: str, quantity: Quantity) -> str:
    """Whom a cell counts: 骨干班主任|100名; empty where it does not say so."""
    before = text[: quantity.start].strip()
    if quantity.unit not in ("人", "名") or quantity.end != len(text.rstrip()):
        return ""
    return before if len(before) <= LONGEST_WHOM and PEOPLE.search(before) else ""


def _placed(text: str, quantity: Quantity, offset: int | None = None) -> Quantity:
    """The value with the cell's words as its span, and what a sign before it means."""
    bare = text.strip()
    start = text.index(bare)
    end = start + len(bare) if offset is None else offset + quantity.end
    told = replace(quantity, start=start, end=end, text=text[start:end])
    sign = SIGN.match(text)
    if sign is None:
        return told
    comparator = COMPARATORS[sign.group("sign").replace("＞=", ">=").replace("＜=", "<=")]
    return replace(
        told,
        comparator=comparator,
        lo=told.value if comparator in ("ge", "gt") else None,
        hi=told.value if comparator in ("le", "lt") else None,
    )
