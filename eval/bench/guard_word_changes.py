"""Changes of what is said and of whom: a negation, a duty, the number of an article, a place, an office."""

from __future__ import annotations

import random
import re

from eval.bench.guard_splicing import HAN, Pool, one_of, spliced
from ingest.grammar import parse_numeral

ARTICLE = re.compile(r"第([一二三四五六七八九十百]{1,5}|\d{1,3})([条章款项届次批])")
NUMBER = re.compile(r"[〔\[（(]((?:19|20)\d{2})[〕\]）)]\s*(\d{1,4})号")
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


def negation_dropped(text: str, chance: random.Random, _: Pool) -> str | None:
    """What was forbidden is allowed."""
    if re.search(r"未(?:成年|来)|不断", text):
        return None
    return one_of(text, POLARITY, chance)


def negation_inserted(text: str, chance: random.Random, _: Pool) -> str | None:
    """What was asked for or allowed is forbidden."""
    return one_of(text, INSERTED, chance) if not re.search(r"不得|禁止|严禁|不", text) else None


def modal(text: str, chance: random.Random, _: Pool) -> str | None:
    """A duty becomes a choice, or the other way."""
    found = one_of(text, MODALS, chance)
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
    return spliced(text, *match.span(1), new)


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
    return spliced(text, *match.span(group), str(int(match[group]) + chance.choice((1, 2, 3))))


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
    return spliced(text, start, end, chance.choice(others)) if others else None


def body(text: str, chance: random.Random, _: Pool) -> str | None:
    """A school, an office, a kind of school becomes another."""
    changed = one_of(text.replace("中小学", HIDDEN), BODIES, chance)
    return changed and changed.replace(HIDDEN, "中小学")
