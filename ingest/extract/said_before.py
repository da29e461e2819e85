"""What the words before a value have said already: its measure, set off by a comma or named at the value before."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.extract.clauses import Clause, Sentence
from ingest.extract.phrases import split_scope, strip_head
from ingest.extract.verb_phrases import Name
from ingest.extract.wording import ACTOR_END, MEASURE_END, STAGES
from ingest.grammar.quantities import Quantity
from ingest.records import FactTime, Span

# 应当高于职业培训经费总额的|60%: the clause says no more than the duty.
ONLY_DUTY = re.compile(
    r"^(?:应当?|必须|须|不得)(?:高于|低于|超过|少于|不低于|不少于|不超过|达到|占)(?:[\u4e00-\u9fff]{2,20}的)?$"
)
ONLY_WHOM = re.compile(
    r"^(?P<who>[\u4e00-\u9fff]{2,10}?)(?:应当?|须)?(?:每天)?(?:达到|为|不得|不低于|不少于|不超过|不高于)"
)
CLASSES = re.compile(r"^\s*(?:教学|平行)?班\s*$")
# 一级园, 二级校: for whom, never what.
RANKED = re.compile(r"[一二三四五]级(?:幼儿)?[园校]")
STAGE = re.compile(STAGES)
LONGEST_MEASURE = 30


@dataclass(frozen=True, slots=True)
class Previous:
    """The value named before this one in its sentence: its name, its words, itself."""

    name: Name
    span: Span
    quantity: Quantity
    time: FactTime | None = None


def borrowed(noun: str, scope: str) -> Name:
    """A name that words before the value have given."""
    return Name(noun, scope, borrowed=True)


def measured_before(
    sentence: Sentence, number: int, quantity: Quantity
) -> tuple[Name, tuple[Span, ...]] | None:
    """培训经费所占比例，应当高于…的|60%: a measure set off by a comma is what the duty speaks of."""
    if number == 0:
        return None
    before, clause = sentence.clauses[number - 1], sentence.clauses[number]
    if not ONLY_DUTY.match(clause.text[: quantity.start - clause.start]):
        return None
    if not MEASURE_END.search(before.text) or len(before.text) > LONGEST_MEASURE:
        return None
    scope, noun = split_scope(strip_head(before.text))
    return (borrowed(noun, scope), (Span(before.start, before.end),)) if noun else None


def only_whom(name: Name, left: str, quantity: Quantity, previous: Previous | None) -> Name | None:
    """户外活动每天不少于2小时，寄宿制幼儿园|不得少于3小时: no more than for whom it holds."""
    if previous is None or previous.quantity.unit != quantity.unit or name.scope:
        return None
    whom = ONLY_WHOM.match(left + quantity.text)
    if whom is None or whom["who"] != name.indicator or not ACTOR_END.search(name.indicator):
        return None
    return borrowed(previous.name.indicator, name.indicator)


def said_alike(previous: Previous | None, quantity: Quantity, clause: Clause) -> bool:
    """Whether a clause stands no later than a value of the same unit, which says what is measured."""
    return (
        previous is not None
        and previous.quantity.unit == quantity.unit
        and clause.start <= previous.quantity.start
    )


def of_other_stage(noun: str, scope: str) -> str:
    """新建小学规模 for 初中 is 新建规模."""
    if not STAGE.fullmatch(scope) or scope in noun:
        return noun
    bare = STAGE.sub("", noun, count=1)
    return bare if MEASURE_END.search(bare) else noun
