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
    # one that acts or is acted to: to the office of examinations, reported to the head
    r"|[向到经报送交找](?:[一-鿿]{0,12})(?:[局科处室股厅委办]|部门?|中心|机[关构]|委员会|校长|园长|组长|主任|学校|单位)"
    r"|[局科处室股厅长任][一-鿿]{2,3}任|[长任记]\s?[一-鿿]{2,3}(?=[；。，、\s（]|$)|\t[一-鿿]{2,3}(?=\t|$)"
    r"|\t[一-鿿、]{1,12}[局科处室股厅委办心](?=\t|$)"
)
"""Words that say who does something."""
WHICH = re.compile(r"哪[几些\d]|有哪|包括|分别")
ENUMERATES = re.compile(
    r"、|；|（[一二三]）|分别|\t|一是|——|(?:[一-鿿]{2,8}\d+(?:\.\d+)?[分%元人名个][，,]){2}"
)
"""A sentence that names several things: what 哪些 asks for, and a bare count is not."""
HOW = re.compile(r"怎么|咋|如何|怎样|什么(?:条件|手续|材料|后果|处罚|样)|会怎|哪些")
SAYS_HOW = re.compile(r"应当|应|须|可以|通过|采取|按照|依法|责令|给予|组织|建立|要")
"""Words that say what is to be done."""


WHICH_DAYS = re.compile(r"哪[几一]?天|哪几[个]?[日月年]|哪个?月|几月|几号|哪一?年(?!级)")
"""A question for days of the calendar, whatever kind it was given."""
CALENDAR = re.compile(r"[\d〇零一二三四五六七八九十]\s*[年月日号.\-/—~～至]|\d")
"""A time that names a year, a month or a day: not 开学, not 暑假."""
CLOCK = re.compile(r"\d{1,2}[:：]\d{2}|[零一二三四五六七八九十\d]+[时点](?!间|候|期)")
"""A time of day."""
DAY_OF_MONTH = re.compile(
    r"[月周][\d一二三四五六七八九十]{1,3}[日号]|(?<![\d月])\d{1,2}[日号](?=[前起至到])"
)
"""A day that comes again: 次月10日前."""
MONTH_OR_DAY = re.compile(r"[月日号]|\d\s*[./\-]\s*\d|[天周]")
"""A time that names a month or a day."""
ASKS_YEAR = re.compile(r"哪一?年(?!级)|何年|几几年")
"""A question that a year answers."""
HOW_LONG = re.compile(r"多久|多长时间|多快")
"""What 即时 answers: not 几天."""
EACH = re.compile(r"^每")
"""每三年 names no year."""
ASKS_WHEN = re.compile(
    r"什么时[候侯间]|啥时|何时|哪一?[天年月日]|几[月号日点]|期限|截止|最[晚迟]|时间|哪几[天日]|日期"
)
"""Words that ask for a time, and not for how many or how long."""
NUMBER = re.compile(r"(?<![\d.])\d+(?:\.\d+)?\s*(?![\d.年月日号条款项、．）)])[^\W\d]")
"""A number with any unit: 500瓦 is no quantity of the grammar."""
OF_THE_CLOCK = re.compile(r"\d{1,2}[时点:：]\d{1,2}分?")
"""22时15分 are no points."""
IDIOM = re.compile(
    r"[一二三四五]位一体|一[人校生县班园村]一[案策档品表生]|[一二三]对一|千[家方]百|一体化?"
)
"""Numbers that count nothing."""
AT_ONCE = re.compile(r"即时|立即|当场|当[日天]|随时|马上")
"""How long it takes, without a number."""
ASKS_WHAT_THEN = re.compile(
    r"(?:咋样|怎样|怎么样|咋办|怎么办|啥后果|什么后果|咋整|怎么处理)[呢啊呀了]?$"
)
"""The question's end asks what is to be done, whatever numbers stand before it."""
WHICH_PLACE = re.compile(r"第几")
ORDINAL = re.compile(r"第\s*[\d〇零一二三四五六七八九十百]+")
"""What 第几 asks for: 第7周, 第六完成人."""
LAST_ASKED = re.compile(r"谁|多少|几(?!乎|何|个工)|哪|什么|怎")
"""Where a question asks; the last one tells what for."""

BY_EVENT = re.compile(r"[^\d]*?(?P<event>[一-鿿]{2})(?:[之以]?[前后]|期间)[^\d]*")
"""A time that an event tells and no number: 秋季学期开学前."""
BEFORE_OR_AFTER = re.compile(r"[一-鿿](?:[之以]?[前后]|期间)")


@dataclass(frozen=True, slots=True)
class Asked:
    """The forms that would answer; several may hold. ``measure`` is the kind of number, where the words tell; ``words``
    are the question's."""

    value: bool
    may: bool
    who: bool
    which: bool
    how: bool
    date: bool
    days: bool
    clock: bool
    measure: Measure | None
    when: bool = False
    years: bool = True
    at_once: bool = False
    ordinal: bool = False
    words: str = ""

    def has_value(self, words: str) -> bool:
        """Do the words hold a number or a time of the kind asked for?"""
        if self.ordinal:
            return bool(ORDINAL.search(words))
        if self.clock and CLOCK.search(words):
            return True
        if self.days:
            named = [t.text for t in find_times(words) if not EACH.search(t.text)]
            if not self.years:  # 2026年 is no day
                named = [text for text in named if MONTH_OR_DAY.search(text)]
            return any(CALENDAR.search(text) for text in named) or bool(DAY_OF_MONTH.search(words))
        if self.date:
            return bool(find_times(words)) and not self.told_by_itself(words)
        counted = (
            OF_THE_CLOCK.sub("", words) if self.measure and self.measure.family == "分" else words
        )
        quantities = find_quantities(IDIOM.sub("", counted))
        if self.measure is None:
            return bool(quantities or NUMBER.search(words)) or (
                self.when and bool(find_times(words))
            )
        often = self.measure.how_often and OFTEN.search(words)
        at_once = self.at_once and AT_ONCE.search(words)
        return bool(often or at_once) or any(self.measure.fits(q.unit) for q in quantities)

    def told_by_itself(self, words: str) -> bool:
        """Is the very event that is asked about only there to tell the time of another: 开学前投入使用, asked when school
        begins?"""
        if not self.date or not BEFORE_OR_AFTER.search(words):
            return False
        for time in (t.text for t in find_times(words)):
            event = BY_EVENT.fullmatch(time)
            if event is None or not re.search(f"{event['event']}(?![之以]?[前后期])", self.words):
                continue
            if event["event"] not in words.replace(time, " "):
                return True
        return False


def read_asked(query: Query) -> Asked:
    """The forms that the question's words, and the kind that ``question`` gave it, ask for."""
    text = query.text.strip("？?。！! ")
    measure = asked_measure(text)
    when = bool(ASKS_WHEN.search(text))
    value = query.kind in ("number", "date") or (
        query.kind != "yesno" and bool(HOW_MUCH.search(text))
    )
    if [m.group() for m in LAST_ASKED.finditer(text)][-1:] == ["谁"] or ASKS_WHAT_THEN.search(text):
        value = False
    return Asked(
        value=value,
        may=query.kind == "yesno" or (not value and bool(MAY.search(text))),
        who=query.kind == "who" or bool(WHO.search(text)),
        which=not value and bool(WHICH.search(text)),
        how=not value and (query.kind in ("list", "procedure") or bool(HOW.search(text))),
        date=asks_for_date(query) or bool(WHICH_DAYS.search(text)),
        days=bool(WHICH_DAYS.search(text)),
        clock="几点" in text,
        measure=measure,
        when=when,
        years=bool(ASKS_YEAR.search(text)),
        ordinal=bool(WHICH_PLACE.search(text)),
        at_once=measure is not None and measure.family == "时长" and bool(HOW_LONG.search(text)),
        words=text,
    )


def asks_for_date(query: Query) -> bool:
    """Does it ask when, and not how long (处分的期限是多长)?"""
    if query.kind != "date":
        return False
    measure = asked_measure(query.text)
    long = measure is not None and measure.family == "时长"
    return not long or bool(
        re.search(r"什么时|啥时|何时|哪|几[月号日点]|截止|最[晚迟]", query.text)
    )
