"""Short names that people make of long ones: 未保法 for 未成年人保护法, 云科信工 for 云溪科技大学信息工程学院.

A short name keeps the first character, then one or two of each word that it does not drop, in order (GB/T
has no rule for it; this is how 教指委, 北大 and 职教法 are made). Laws keep 法 or 条例 at their end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

HAN = re.compile(r"[一-鿿]+")
OF_LAW = re.compile(r"(?:法|条例)$")
SCHOOL = re.compile(
    r"[一-鿿]{2,14}?(?:大学|学院)(?:[一-鿿]{2,8}(?<!大)学院)?|[一-鿿]{4,14}?(?:职业学校|技工学校|实验学校|中心学校)"
)
"""Schools whose names are long enough to be shortened; a college of a university is named with it."""
OF_ANY_LAW = re.compile(r"(?:实施|管理|暂行|促进|保护)*(?:法|条例)$")
"""The end of a law's name that many have."""
ANY_SCHOOL = re.compile(r"[省市县区]中等职业学校$")
"""All schools of a kind in a place, and no school's name."""
LAW_BEFORE = re.compile(r"^.*?(?:省|市|自治区|自治州|特区|[一-鿿]县)(?=[一-鿿]{5})")
"""The place before the name of a local rule."""
SHORTEST, LONGEST = 3, 6
"""Characters of a short name. Two (北大) are too few to be told from a word."""
OWN = 2
"""Characters that a law's short name must have of its own: 职教 of 职教法; 幼 of 幼管理条例 may be the end of 托幼."""
BEHIND = re.compile(r"[大中小]?学|院校|(?<=校)[服车园长外内门医舍规庆企董际方本]")
"""What shows that the characters before it are words of their own: 上大 in 上大学, 云溪 in 云溪校服."""


@dataclass(frozen=True, slots=True)
class Short:
    """A short name as the question says it, and the name that it stands for."""

    said: str
    name: str


def shortened_names(text: str, titles: Sequence[str]) -> tuple[Short, ...]:
    """Short names of laws and schools of these titles that the text says, the longest ones, each once."""
    names = _names(tuple(titles))
    whole = " ".join(titles)
    found: list[Short] = []
    for run in HAN.finditer(text):
        found += _in_run(run.group(), names, whole)
    return tuple(dict.fromkeys(found))


def _in_run(run: str, names: Sequence[str], whole: str) -> Iterator[Short]:
    at = 0
    while at < len(run):
        sizes = range(min(LONGEST, len(run) - at), SHORTEST - 1, -1)
        found = next(
            (
                Short(said, name)
                for said in (run[at : at + size] for size in sizes)
                if said not in whole and not BEHIND.match(run, at + len(said))
                for name in names if is_short_for(said, name)
            ),
            None,
        )  # fmt: skip
        if found:
            yield found
        at += len(found.said) if found else 1


@lru_cache(maxsize=8)
def _names(titles: tuple[str, ...]) -> tuple[str, ...]:
    """The names in titles that may be shortened: laws without their place, schools."""
    names: dict[str, None] = {}
    for title in titles:
        bare = title.replace("中华人民共和国", "").strip("《》")
        if OF_LAW.search(bare):
            names[LAW_BEFORE.sub("", bare)] = None
        names |= dict.fromkeys(n for n in SCHOOL.findall(title) if not ANY_SCHOOL.search(n))
    return tuple(name for name in names if len(name) > SHORTEST + 1)


def is_short_for(said: str, name: str) -> bool:
    """Is it made of the name's characters in order, from its first on, two words of it or more, with 法 or 条例 of a
    law at its end?"""
    ending = OF_LAW.search(name)
    if said[0] != name[0] or len(said) >= len(name):
        return False
    if ending and not said.endswith(ending.group()):
        return False
    if ending and len(OF_ANY_LAW.sub("", said)) < OWN:
        return False
    pieces, at = 0, -1
    last = -2
    for character in said:
        at = name.find(character, at + 1)
        if at < 0:
            return False
        pieces += at != last + 1
        last = at
    return pieces >= 2
