"""When two targets speak of one thing: the indicator with its scope as one name, and the measure of its value."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from ingest.grammar.units import PER
from ingest.records import Target

SHORTEST = 4
"""Code points of the shortest name that tells one thing: 满意率 alone may be anybody's."""
NOISE = re.compile(r"[\s，,。.；;：:、“”\"‘’'《》〈〉·\-—–~]+")
WHOLE = re.compile(r"^(?:全[国省市州盟县区旗镇]|[我本][省市州县区旗])(?=.)")
"""全区 is the place of the document itself."""
LIGHT = re.compile(r"^(?:继续|进一步|确保|力争|实现|组织开展|开展|组织)(?=.{4})")
"""Verbs that name no other indicator; 新增, 新建, 建成, 招聘 do, and stay."""
PUPIL = re.compile(r"(小学|初中|高中|中学)生(?!均|活|态|源|涯|命)")
"""小学生近视率 is 近视率 of 小学."""
OF_PUPILS = re.compile(r"^学生(?=.{5})")
ENDING = re.compile(r"(?<=.{4})(?:的?标准|达到|保持在?|控制在?)$")
"""生均公用经费标准 is 生均公用经费."""
STAGE = re.compile(r"阶段教育(?=(?:毛?入学|普及|巩固|升学)率)")
"""高中阶段教育毛入学率 is 高中阶段毛入学率."""
FRAGMENT = re.compile(
    r"^(?:的|以上|以下|以内|及|和|与|占|等|每|其他|其它|其中|不|并|对|按|由|共|至少)"
)
"""A name that begins so is a piece of a clause and may belong to anything."""
PER_HEAD = re.compile(r"生均|人均")
"""Then a sum is a year's and a head's, said or not: 元 is 元/生·年."""
HEADS = {"名": "人", "位": "人"}
EVERY = re.compile(r"每个?(" + "|".join(sorted(PER, key=len, reverse=True)) + ")")


@dataclass(frozen=True, slots=True)
class Measure:
    """What a value counts: a unit, and per what. Values are compared within one measure only."""

    base: str
    per: frozenset[str] = frozenset()


def name(fact: Target, place: str) -> str:
    """Indicator and scope as one name: 生均公用经费 of 初中 is 初中生均公用经费.

    ``place`` is that of the document: as a scope it says nothing. Empty where the words are too few, or
    too broken, to tell what is meant.
    """
    scope, words = _plain(fact.scope), _plain(fact.indicator)
    if _is_place(scope, place) or scope in words:
        scope = ""
    words = _without_place(scope + words, place)
    shorter = ((LIGHT, ""), (PUPIL, r"\1"), (OF_PUPILS, ""), (STAGE, "阶段"), (ENDING, ""))
    for pattern, new in shorter:
        words = pattern.sub(new, words)
    return "" if len(words) < SHORTEST or FRAGMENT.match(words) else words


def measure(fact: Target, name: str) -> Measure:
    """The unit of a target with what it is counted by; 每学期 … 8次 is 8次/学期, 年均增长 no year's growth."""
    base, _, per = fact.unit.partition("/")
    parts = set(filter(None, per.split("·")))
    if fact.time is not None and fact.time.recurring and (found := EVERY.search(fact.time.raw)):
        parts.add(PER[found[1]])
    if is_yearly_mean(fact):
        parts.add("年均")
    if base == "元" and PER_HEAD.search(name):
        parts -= {"生", "人", "年", "学年"}
    return Measure(HEADS.get(base, base), frozenset(parts))


def is_yearly_mean(fact: Target) -> bool:
    """年均增长5%: so much a year over some years."""
    return "年均" in fact.quote[: max(fact.span.start - fact.start, 0)]


def asked(words: str) -> str:
    """An indicator as a person types it, in the form of ``name``."""
    words = STAGE.sub("阶段", PUPIL.sub(r"\1", WHOLE.sub("", _plain(words))))
    return ENDING.sub("", words)


def _plain(text: str) -> str:
    return NOISE.sub("", unicodedata.normalize("NFKC", text))


def _is_place(scope: str, place: str) -> bool:
    return bool(re.fullmatch(r"全[国省市州盟县区旗镇]|[我本][省市州县区旗]", scope)) or bool(
        scope and place.endswith(scope)
    )


def _without_place(words: str, place: str) -> str:
    words = WHOLE.sub("", words)
    for start in range(len(place) - 2):
        if words.startswith(place[start:]):
            return words[len(place) - start :]
    return words
