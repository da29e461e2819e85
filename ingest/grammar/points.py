"""Points and stretches of time as words say them: one pattern, and the year its words leave out.

A year that the words do not say is the one given, else unknown; a precision is never sharpened.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.grammar.calendar import NAMED
from ingest.grammar.comparators import any_of
from ingest.grammar.rawtime import DASH, YEAR, N, RawTime, S, whole, year_of
from ingest.grammar.reading import read
from ingest.grammar.relative import POINTS, YEARS
from ingest.records import PartialDate

_PART_OF_YEAR = rf"{S}(?:{N}{S}月|第?[一二三四1-4]个?季度|前[一二三两\d]个?季度|第{N}个月|[上下]半年|[底末](?![薪线子气片座]))"
"""What must follow a year of two digits: 19年底, 07年第三季度; 20年教龄 is none."""
_END = r"(?:$|[，。；）)])"
"""A day may lack its 日 only before one of these: 10月31，"""
_CLOCK = rf"(?:{S}[（(](?:含(?:当[日天])?|星期.|周.)[）)])?(?:{S}(?:上午|下午|晚上?|早上|中午)?{S}\d{{1,2}}(?:[:：]\d{{2}}|[时点](?:整|半|\d{{1,2}}分)?)(?={S}(?:之前|以前|前|起|止|后|{DASH}{S}(?:{YEAR}年)?{S}{N}{S}[月日号])))?"
"""9月1日8时至…, 6月30日（含）前: the hour belongs to the time where more of it follows."""

POINT = re.compile(
    rf"""(?:(?<![\d０-９第.])|(?<=\d\.)(?=\d{{1,2}}月(?!度)))(?=[\d０-９〇零一二三四五六七八九十第首头上下前后年本今明去来这当同昨次翌新寒暑秋春开岁全月学XＸx×某“"])(?:
    (?=[12１２一二])(?:
    # 2025-09-01, 2025/9/1, 2025.9.1
    (?P<iso>(?:19|20)\d\d[-/.．](?:1[0-2]|0?[1-9])[-/.．](?:3[01]|[12]\d|0?[1-9])(?![\d.]))
    # 1999.08-2002.02, 2008.03-2009
  | (?P<yma>(?:19|20)\d\d[./年](?:1[0-2]|0[1-9])){S}月?{S}{DASH}{S}(?P<ymb>(?:19|20)\d\d(?:[./年](?:1[0-2]|0[1-9]))?)(?![\d./年])月?
    # 2024—2025学年第一学期
  | (?P<sy>{YEAR}){S}年?(?:{S}(?:{DASH}|/){S}(?:{YEAR}|\d\d))?{S}学年度?{S}的?(?P<term>第[一二1-2]学期|[上下]学期|[春秋]季学期)?
    # 2026、2027和2028年
  | (?P<yl>{YEAR}(?:{S}、{S}{YEAR}){{0,6}}{S}[、和及]{S}{YEAR}){S}年(?!级|制|期)度?
    # 2024—2026年
  | (?P<ya>{YEAR}){S}年?{S}{DASH}{S}(?P<yb>{YEAR}){S}年(?!级)度?
    )
    # “十四五”末, “十五五”期间, 十四五
  | [“"]?(?P<plan>十[一二三四五六七八九]?|二十)五[”"](?P<planend>(?:规划|时期)?(?:期末|末))?(?:规划)?(?:期间|时期|期)?
    # a year or none, and what of it
  | (?P<y>(?P<year>{YEAR}){S}年(?!级|制|期)度?{S}的?|(?P<rel>{any_of(YEARS)})|(?P<short>[0-9]{{2}}|[〇○零七八九一二][〇○零一二三四五六七八九])年(?={_PART_OF_YEAR})|(?P<next>次年|翌年)(?!度)|(?P<same>当年|同年)(?={S}(?:年[底末内初]|{N}月))|(?P<lost>(?:[XＸx×]{{1,4}}|某){S}年度?))?{S}
    (?:
      (?=[0-9０-９一二三四五六七八九十]{{1,3}}{S}[月、,，和及与至到—–―─－~～-])(?:
      (?P<m>{N}){S}月{S}(?P<d>{N}){S}(?:[日号](?![常益均])|(?={S}{DASH}{S}(?:{N}{S}月{S})?{N}{S}(?:[日号]|{_END}))|(?={S}[、和]{S}{N}{S}[日号])|(?={S}(?:之前|以前|前(?![期后沿往来途]|提(?![交出供请报送醒升名取]))))|(?<=[0-9])(?={S}{_END})){_CLOCK}
        (?:{S}{DASH}{S}(?:(?P<m2>{N}){S}月{S})?(?P<d2>{N}){S}(?:[日号]|(?={_END})){_CLOCK}|(?P<dl>(?:{S}[、，,和及]{S}{N}{S}[日号](?!之?内|以内)){{1,12}}))?
    | (?P<ml>{N}(?:{S}、{S}{N}){{1,10}}{S}[、和及与]{S}{N}){S}月(?!龄|{N}{S}[日号])份?
    | (?P<ma>{N}){S}(?P<joint>{DASH}|[、,，和及与]){S}(?P<mb>{N}){S}月(?!龄|{N}{S}[日号])份?
    | (?P<month>{N}){S}月(?![龄饼刊报考亮])份?{S}的?(?:(?P<week>第{S}[一二三四五1-5]{S}个?周|首周|最后一?周)(?![末岁年日])|(?P<part>上旬|中旬|下旬|月?[底末初]|中(?=[，。；,;、前之])))?
      )
    | (?:前|头)(?P<months>[一二两三四五六七八九十]{{1,2}}|\d{{1,2}})(?:个月|(?<=[一二两三四五六七八九十])月)(?![内以之前后饼])
    | (?<=[年度])后(?P<lastmonths>[一二两三四五六七八九]|\d)个?月(?!\d)
    | (?:(?:前|头)(?P<quarters>[一二两三1-3])个?|(?P<firstq>首个?))季度
    | 第(?P<nth>{N})个月(?=[，。；,;、]|$)
    | (?<=[年度])(?P<firstm>首个?月)
    | (?:第{S})?(?P<q>[1-4一二三四])(?:{S}[、和至\-—]{S}(?P<q2>[2-4二三四]))?{S}个?季度(?P<qpart>末|底|初)?
    | (?P<point>{any_of(POINTS)})(?P<pointpart>[初底末](?![中高级]))?
    | (?<=[年度])(?P<yearpart>伊始|初(?![中级小一二三])|中(?![学考小])|底|末|终|内)
    | (?<=年)(?P<season>[秋春]季)(?=起|开始|入学|新生|[，。；,;])
    | (?P<word>{any_of(NAMED)})(?![园级考生]|中[学考小生])(?P<wordpart>前(?![后期])|后(?!勤)|初|末|结束)?
    | (?<![一二两三\d月每个当本上下前同隔逐岁])(?P<monthend>月[初底末])(?=[前，。；、,;完报汇组召开]|之前|以前)
    | (?<![一二春秋季本该整上下新每个\d])学[期年](?P<termend>[初末]|中(?![学考小途])|结束)
    | (?:第{S}(?P<schoolweek>[一二三四五六七八九十]{{1,3}}|\d{{1,2}})|首){S}周(?![末岁年期日])
    | (?(y)|(?!))
    )
    )""",
    re.VERBOSE,
)
"""One point or stretch of time."""
LOST_YEAR = re.compile(
    r"(?m:(?<=[。；;：:，,])|^)年(?=\s{0,3}[,，])|(?m:(?<=[。；;：:])|^)年(?=[我全本][区市县省校州局])"
)
"""A year whose digits a capture lost: “年,” as a clause of its own, “年我区” at the head of a sentence."""
NUMBERED = re.compile(r"(?m:^)[\s　]*\d{1,2}\.$")
"""The number of an item that is written close to its day: 2.3月18日 at the head of a line is 3月18日."""
SENTENCE = re.compile(r"[。；;！？!?\n]")
CLAUSE_START = re.compile(r"(?:^|[，,。；;：:、\n（(]|力争|确保|完成)\s{0,3}$")
"""前9个月 without a year counts from January only here; 会议前三个月 counts from the meeting."""


def points(
    text: str, reference: dt.date | None, plan_year: int | None, school_year: bool
) -> Iterator[RawTime]:
    """All points in order. A year said earlier in the sentence wins over the plan's."""
    known: int | None = None  # of this sentence
    before: int | None = None  # of this paragraph: what 次年 follows
    last = 0
    for match in POINT.finditer(text):
        if _is_other(text, match):
            continue
        if SENTENCE.search(text, last, match.start()):
            known = None
            if "\n" in text[last : match.start()]:
                before = None
        last = match.end()
        year, own = _year(match, reference, plan_year, known if known is not None else plan_year)
        if match["next"]:
            base = known if known is not None else before if before is not None else plan_year
            year = None if base is None else base + 1
        planned = not (own or match["next"] or match["sy"]) and known is None
        for point in readings(text, match, year, own, reference):
            yield _in_school_year(point) if school_year and planned else point
            exact = match["m"] or match["month"] or match["iso"]
            if own and point.lo:
                before = point.lo.year
                if exact or plan_year is None:
                    known = point.lo.year


def readings(
    text: str, match: re.Match[str], year: int | None, own: bool, reference: dt.date | None
) -> Iterator[RawTime]:
    """What one match means; nothing where it names a day that does not exist (2月30日)."""
    try:
        for time in read(text, match, year, own, reference):
            yield replace(time, next_year=True) if match["next"] else time
    except ValueError:
        return


def lost_years(text: str, plan_year: int | None) -> Iterator[RawTime]:
    """Sentences that begin with a bare 年."""
    for match in LOST_YEAR.finditer(text):
        yield RawTime(
            match.span(), PartialDate(plan_year, 1, 1), PartialDate(plan_year, 12, 31), "year"
        )


def _in_school_year(time: RawTime) -> RawTime:
    """A school year's plan: September to December are its first year, January to August its second."""
    first = time.lo or time.hi
    if first is None or first.year is None or first.month > 8 or time.precision == "year":
        return time
    later = first.year + 1
    return replace(
        time,
        lo=time.lo and time.lo.with_year(later),
        hi=time.hi and time.hi.with_year(time.hi.year + 1 if time.hi.year else None),
    )


COMPOUNDS = frozenset("区校科习术生员籍历位者业")
"""召开学区会议, 开学科讲座: what follows 学 in a word that is no opening of a school."""
HOLIDAYS = frozenset({"暑假", "寒假"})
BREAKS_UP = re.compile(r"(?<![开投发])放(?:了|完)?$")
"""7月4日放暑假: what happens on the day, no time of its own; 放暑假前 is one."""
AGES = frozenset("少青中老成当同逐历周多学")
"""少年, 青年, 周年: before 年 in a word that is no time."""


STAGE_END = re.compile(r"[小中大]学$")
"""凤鸣小学|年内: the name of a school before 年."""


def _is_other(text: str, match: re.Match[str]) -> bool:
    """Words that only look like a time: 年初中, 第一学期 of nothing, a lone XX年 inside a word."""
    at = match.start()
    if text[at - 1 : at] == "." and not NUMBERED.search(text, max(0, at - 12), at):
        return True
    if match["ma"] and not 1 <= whole(match["ma"]) <= 12:
        return True
    word = match["word"]
    if word and word.endswith("开学"):
        before = text[max(0, match.start("word") - 1) : match.start("word")]
        return (
            before in ("召", "展") or text[match.end("word") : match.end("word") + 1] in COMPOUNDS
        )
    if (
        word in HOLIDAYS
        and not match["wordpart"]
        and BREAKS_UP.search(text, max(0, match.start() - 4), match.start())
    ):
        return True
    if word and word.startswith("年") and not match["y"]:
        school = STAGE_END.search(text, max(0, match.start() - 3), match.start())
        return not school and text[max(0, match.start() - 1) : match.start()] in AGES
    if match["months"] and not match["y"]:
        return not CLAUSE_START.search(text, max(0, match.start() - 5), match.start())
    if match.group().endswith("周") and not match["week"] and not match["point"]:
        return not CLAUSE_START.search(text, max(0, match.start() - 5), match.start())
    return False


def _year(
    match: re.Match[str], reference: dt.date | None, plan_year: int | None, known: int | None
) -> tuple[int | None, bool]:
    """The year of a match and whether its own words say it; 今年 is the plan's where no day is given."""
    if match["year"]:
        return year_of(match["year"]), True
    if match["short"]:
        short = year_of(match["short"])
        return (1900 if short > 60 else 2000) + short, True
    if match["rel"]:
        later = YEARS[match["rel"]]
        if reference:
            return reference.year + later, True
        return (None if plan_year is None or later < 0 else plan_year + later), True
    return known, False
