"""What kind of sentence a question asks for, read from its words, and does a sentence have that form?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.measure import OFTEN, Measure, asked_measure
from assistant.records import Query
from ingest.grammar import find_quantities, find_times

HOW_MUCH = re.compile(
    r"多少|(?<!哪)几(?!乎|何)|多[大久长远高快宽重厚深早晚]|百分之几|比例|什么时候|啥时|何时|哪[天年月]"
)
"""A question for a number or a time, whatever else it says."""
MAY = re.compile(
    r"能不能|能否|可以|可不可以|是否|是不是|要不要|用不用|算不算|该不该|有没有|管不管|给不给|够不够|让不让|行不|会不会"
    r"|允许|合规|合法|合适吗|对吗|违规|违法|必须|非得|非要|能[^，。]{0,14}[吗么不]|[吗么不没][？?]?$"
)
"""A question that yes or no would answer: whether something is allowed, owed or so."""
SAYS_MAY = re.compile(
    r"可以|可(?=[一-鿿])|不得|应当|应(?=[一-鿿])|禁止|严禁|不准|允许|有权|必须|不能|不予|无需|免除|不再|须"
)
"""Words that allow, forbid or oblige."""
WHO = re.compile(r"谁|哪个(?:部门|科室|单位|机构)|哪些(?:部门|单位)|找哪|找什么人|归[^，。]{1,6}管")
SAYS_WHO = re.compile(
    r"负责|牵头|主管|责任|由[一-鿿]{2,20}|[部门局委会府校院厅]+[一-鿿]{0,12}(?:应当|负责|审|批|组织|可以)"
)
"""Words that say who does something."""
WHICH = re.compile(r"哪[几些\d]|有哪|包括|分别")
ENUMERATES = re.compile(r"、|；|（[一二三]）|分别|\t|一是|——")
"""A sentence that names several things: what 哪些 asks for, and a bare count is not."""
HOW = re.compile(r"怎么|咋|如何|怎样|什么(?:条件|手续|材料|后果|处罚|样)|会怎|哪些")
SAYS_HOW = re.compile(r"应当|应|可以|通过|采取|按照|依法|责令|给予|组织|建立|要")
"""Words that say what is to be done."""


WHICH_DAYS = re.compile(r"哪[几一]?天|哪几[个]?[日月年]|哪个?月|几月|几号")
"""A question for days of the calendar, whatever kind it was given."""
CALENDAR = re.compile(r"[\d〇零一二三四五六七八九十]\s*[年月日号.\-/—~～至]|\d")
"""A time that names a year, a month or a day: not 开学, not 暑假."""
CLOCK = re.compile(r"\d{1,2}[:：]\d{2}|[零一二三四五六七八九十\d]+[时点](?!间|候|期)")
"""A time of day."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The forms that would answer; several may hold. ``measure`` is the kind of number, where the words tell."""

    value: bool
    may: bool
    who: bool
    which: bool
    how: bool
    date: bool
    days: bool
    clock: bool
    measure: Measure | None

    def has_value(self, words: str) -> bool:
        """Do the words hold a number or a time of the kind asked for?"""
        if self.clock and CLOCK.search(words):
            return True
        if self.days:
            return any(CALENDAR.search(time.text) for time in find_times(words))
        if self.date:
            return bool(find_times(words))
        quantities = find_quantities(words)
        if self.measure is None:
            return bool(quantities) or bool(find_times(words))
        often = self.measure.how_often and OFTEN.search(words)
        return bool(often) or any(self.measure.fits(q.unit) for q in quantities)


def read_asked(query: Query) -> Asked:
    """The forms that the question's words, and the kind that ``question`` gave it, ask for."""
    text = query.text.strip("？?。！! ")
    value = query.kind in ("number", "date") or (
        query.kind != "yesno" and bool(HOW_MUCH.search(text))
    )
    return Asked(
        value=value,
        may=query.kind == "yesno" or (not value and bool(MAY.search(text))),
        who=query.kind == "who" or bool(WHO.search(text)),
        which=not value and bool(WHICH.search(text)),
        how=not value and (query.kind in ("list", "procedure") or bool(HOW.search(text))),
        date=query.kind == "date" or bool(WHICH_DAYS.search(text)),
        days=bool(WHICH_DAYS.search(text)),
        clock="几点" in text,
        measure=asked_measure(text),
    )
