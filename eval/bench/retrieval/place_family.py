"""A family of near-duplicates that can be made anywhere: two sample notices, retold for invented places.

Every copy has its own place, issuer, number, days and amounts; the rest is word for word the same.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from eval.bench.retrieval.known_items import MOST, Placed, as_asked, picked, placed_sections
from eval.bench.retrieval.places import said_place
from eval.bench.retrieval.records import Asked, AskedSet
from eval.bench.retrieval.shelf import Shelf

FIRST, SECOND, RANKS = "砚霁岫菡蓠璟钺飏", "溪坪垭渚墩", "区县"
"""Characters of the invented names; none is a place that the product knows (a test)."""
OURS = "青禾区", "澄州市"
"""The place of the samples, which is retold."""
OUR_RANK = re.compile(r"(?<=[我全])区|区(?=级|教育局)")
DAY = re.compile(r"(\d{1,2})月(\d{1,2})日")
AMOUNT = re.compile(r"(?<![\d〔〕.第])(\d+)(%?)(?![\d〕.]|年|月|日|号|周岁)")
NUMBER = re.compile(r"(?<=〕)\d+(?=号)")


@dataclass(frozen=True, slots=True)
class Template:
    """A sample document and what is asked of its sections: heading → (topic, everyday question)."""

    file: str
    encoding: str
    topics: dict[str, tuple[str, str]]


TEMPLATES = (
    Template(
        "关于举办青禾区第十二届中小学生艺术节的通知.md", "utf-8",
        {
            "活动时间": ("艺术节活动时间", "艺术节什么时候展演"),
            "活动项目": ("艺术节活动项目", "艺术节表演不能超过多少分钟"),
            "报送要求": ("艺术节报送要求", "艺术节报名表什么时候交"),
            "奖项设置": ("艺术节奖项设置", "艺术节一等奖有多少个"),
        },
    ),
    Template(
        "关于做好2026年幼儿园秋季招生工作的通知.txt", "gb18030",
        {
            "招生范围": ("幼儿园招生范围", "幼儿园小班收多大的孩子"),
            "班额要求": ("幼儿园班额要求", "幼儿园一个班多少人"),
            "收费标准": ("幼儿园收费标准", "幼儿园一个月多少钱"),
            "时间安排": ("幼儿园招生时间安排", "幼儿园什么时候报名"),
        },
    ),
)  # fmt: skip


def invented_places() -> tuple[str, ...]:
    """Forty places that do not exist."""
    names = ("".join(pair) for pair in product(FIRST, SECOND))
    return tuple(f"{name}{RANKS[n % len(RANKS)]}" for n, name in enumerate(names))


def write_family(corpus: Path, folder: Path) -> None:
    """Writes both notices for every place; file names do not tell the place."""
    for template in TEMPLATES:
        text = (corpus / template.file).read_text(encoding=template.encoding)
        for number, place in enumerate(invented_places(), 1):
            path = folder / f"通知-{number:02d}{Path(template.file).suffix}"
            path.write_text(retold(text, place), encoding="utf-8")


def retold(text: str, place: str) -> str:
    """The notice of another place: its names, number, days and amounts, always the same for one place."""
    chance = random.Random(f"{place} {text[:40]}")
    for old, new in zip(OURS, (place, f"{place[0]}州市"), strict=True):
        text = text.replace(old, new)
    text = OUR_RANK.sub(place[-1], text)
    text = NUMBER.sub(lambda _: str(chance.randint(1, 90)), text)
    months, days = chance.randint(-2, 2), chance.randint(-6, 6)
    text = DAY.sub(lambda m: _day(int(m[1]) + months, int(m[2]) + days), text)
    return AMOUNT.sub(lambda m: _amount(int(m[1]), m[2], chance), text)


def _day(month: int, day: int) -> str:
    return f"{min(12, max(1, month))}月{min(28, max(1, day))}日"


def _amount(amount: int, percent: str, chance: random.Random) -> str:
    """Another amount of the same size; a share stays one, and all stays all."""
    if amount in (0, 100):
        return f"{amount}{percent}"
    other = max(1, round(amount * chance.uniform(0.6, 1.4)))
    return f"{min(other, 99) if percent else other}{percent}"


def family_set(shelf: Shelf) -> AskedSet:
    """For each place and section: the place with the topic, and with an everyday question."""
    items = [item for placed in placed_sections(shelf, "heading") for item in _questions(placed)]
    return AskedSet("place-family", picked(items, MOST))


def _questions(placed: Placed) -> Iterator[Asked]:
    place = next((p for p in invented_places() if placed.place.endswith(p)), "")
    for template in TEMPLATES:
        if place and placed.section.title in template.topics:
            topic, question = template.topics[placed.section.title]
            yield as_asked("family", f"{place}的{topic}", [placed], "topic")
            yield as_asked("family", f"{said_place(place)}{question}", [placed], "everyday")
