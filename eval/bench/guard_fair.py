"""Ways to say a true sentence otherwise without making it wrong, in code and by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from ingest.grammar import find_quantities, parse_numeral

BY_HAND = Path(__file__).with_name("guard_paraphrases.yaml")
WIDE = str.maketrans("0123456789%.", "０１２３４５６７８９％．")
HAN = "零一二三四五六七八九"
SYNONYMS: tuple[tuple[str, str], ...] = (
    ("应当", "须"), ("不少于", "至少"), ("不低于", "至少"), ("不得低于", "不低于"), ("不超过", "最多"), ("不得超过", "不超过"), ("提高到", "提至"),
    ("必须", "应当"), ("严禁", "不得"), ("禁止", "不得"), ("每年", "每一年"), ("开展", "组织开展"), ("全部", "全都"), ("以内", "之内"), ("教师", "老师"),
    ("以及", "和"), ("按照", "依照"), ("公布", "公开发布"), ("包括", "包含"), ("不得", "不能"), ("无需", "不需要"), ("力争", "争取"), ("达到", "达"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ByHand:
    """A sentence written by hand on words of corpus/; ``half`` is “dev” or “held-out”."""

    said: str
    sources: tuple[str, ...]
    half: str
    bad: bool


@lru_cache(maxsize=1)
def hand_written() -> tuple[ByHand, ...]:
    """All of the file; a source of several spans is joined from them."""
    if not BY_HAND.exists():
        return ()
    data = yaml.safe_load(BY_HAND.read_text(encoding="utf-8"))
    found = [
        (said, block, kind == "wrong")
        for kind in ("said", "wrong") for block in data for said in block[kind]
    ]  # fmt: skip
    return tuple(
        ByHand(said, tuple(block["sources"]), half_of(n, block), bad)
        for n, (said, block, bad) in enumerate(found)
    )


def half_of(number: int, block: dict[str, Any]) -> str:
    """Every second sentence was kept unseen; some blocks were written to tune on, and some to stay unseen."""
    return str(block.get("half") or ("held-out" if number % 2 else "dev"))


def rewritten(text: str) -> Iterator[tuple[str, str]]:
    """(kind, sentence) for every way that fits."""
    for kind, way in WAYS.items():
        said = way(text)
        if said and said != text:
            yield kind, said


def full_width(text: str) -> str | None:
    """９０％"""
    return text.translate(WIDE)


def in_han(text: str) -> str | None:
    """九十 for 90, of whole numbers up to 99 in quantities."""
    for q in reversed(find_quantities(text)):
        for match in reversed(list(re.finditer(r"(?<![\d.,])\d{1,2}(?![\d.,])", q.text))):
            said = _han(int(match.group()))
            after = q.text[match.end() : match.end() + 1]
            if after in "%％":
                text = (
                    text[: q.start + match.start()]
                    + f"百分之{said}"
                    + text[q.start + match.end() + 1 :]
                )
            else:
                text = text[: q.start + match.start()] + said + text[q.start + match.end() :]
    return text


def _han(value: int) -> str:
    tens, ones = divmod(value, 10)
    ten = ("" if tens == 1 else HAN[tens]) + "十" if tens else ""
    return ten + (HAN[ones] if ones or not tens else "")


def in_digits(text: str) -> str | None:
    """15 for 十五, 90% for 百分之九十, in quantities."""
    for q in reversed(find_quantities(text)):
        match = re.search(r"(百分之)?([一二三四五六七八九十]{1,3})(?![百千万亿点分])", q.text)
        if (
            not match
            or q.value is None
            or re.search(r"\d", q.text)
            or (q.lo != q.hi and q.lo and q.hi)
        ):
            continue
        value = parse_numeral(match[2])
        if value is None or (value == 1 and not match[1]):
            continue
        said = f"{value}%" if match[1] else str(value)
        text = text[: q.start + match.start()] + said + text[q.start + match.end() :]
    return text


def iso_dates(text: str) -> str | None:
    """2026-09-01 for 2026年9月1日."""
    return re.sub(
        r"(20\d{2})年(\d{1,2})月(\d{1,2})日",
        lambda m: f"{m[1]}-{int(m[2]):02d}-{int(m[3]):02d}", text,
    )  # fmt: skip


def without_year(text: str) -> str | None:
    """9月1日 for 2026年9月1日."""
    return re.sub(r"20\d{2}年(?=\d{1,2}月)", "", text)


def synonyms(text: str) -> str | None:
    """Words for words."""
    for old, new in SYNONYMS:
        if old in text and "《" not in text:
            return text.replace(old, new)
    return None


def led(text: str) -> str | None:
    """A lead that says nothing."""
    return f"根据文件规定，{text}"


def shortened(text: str) -> str | None:
    """Without the last clause, where three or more stand and none depends on it."""
    clauses = text.rstrip("。；").split("，")
    return "，".join(clauses[:-1]) + "。" if len(clauses) > 2 and _alone(text) else None


def clause_only(text: str) -> str | None:
    """The last clause alone, where it can stand."""
    clauses = text.split("，")
    last = clauses[-1]
    return last if len(clauses) > 1 and len(last) > 10 and _alone(text) else None


def reordered(text: str) -> str | None:
    """The last two clauses exchanged, where neither leads the other."""
    clauses = text.rstrip("。；").split("，")
    if len(clauses) < 3 or not _alone(text) or re.search(r"\d", text):
        return None
    return "，".join([*clauses[:-2], clauses[-1], clauses[-2]]) + "。"


DEPENDS = re.compile(
    r"但|除|如果|若|的，|时，|后，|前，|不|禁|未|免|分别|其中|应|可以|必须|鼓励|支持"
)
"""Words whose clauses cannot be taken apart without changing what is said."""


def _alone(text: str) -> bool:
    return not DEPENDS.search(text) and "《" not in text and "“" not in text and "（" not in text


WAYS = {
    "full width": full_width, "in Han": in_han, "in digits": in_digits, "ISO dates": iso_dates, "without year": without_year,
    "synonyms": synonyms, "led": led, "shortened": shortened, "last clause": clause_only, "reordered": reordered,
}  # fmt: skip
"""Way → the function, which gives None or the text itself where it does not fit."""
