"""Points and stretches of time as words say them: one pattern, and what each of its readings means.

A year that the words do not say is the one given, else unknown; a precision is never sharpened.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.grammar.calendar import ENDS_BEFORE, NAMED, five_year_plan, month_days, window
from ingest.grammar.numerals import FULL_WIDTH, parse_numeral
from ingest.grammar.relative import POINTS, YEARS, resolve
from ingest.records import PartialDate, Precision, Relation

_N = r"(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR = r"(?:(?:19|20|１９|２０)[0-9０-９]{2}|[一二][九〇○零Ｏ0][〇○零Ｏ0一二三四五六七八九]{2})"
_DASH = r"(?:[-—–―－~～]{1,2}|至|到)"


_PART_OF_YEAR = rf"\s*(?:{_N}\s*月|第?[一二三四1-4]个?季度|前[一二三两\d]个?季度|[上下]半年|[底末](?![薪线子气片座]))"
"""What must follow a year of two digits: 19年底, 07年第三季度; 20年教龄 is none."""


def _any(words: object) -> str:
    return "|".join(sorted(words, key=len, reverse=True))  # type: ignore[call-overload]


POINT = re.compile(
    rf"""(?<![\d０-９第.])(?=[\d０-９〇零一二三四五六七八九十第首头上下前后年本今明去来这当昨次新寒暑秋春开岁全XＸx×某“"])(?:
    # 2025-09-01, 2025/9/1, 2025.9.1
    (?P<iso>(?:19|20)\d\d[-/.．](?:1[0-2]|0?[1-9])[-/.．](?:3[01]|[12]\d|0?[1-9])(?![\d.]))
    # 1999.08-2002.02
  | (?P<yma>(?:19|20)\d\d[./年](?:1[0-2]|0[1-9]))\s*月?\s*{_DASH}\s*(?P<ymb>(?:19|20)\d\d[./年](?:1[0-2]|0[1-9]))(?![\d./])月?
    # 2024—2025学年第一学期
  | (?P<sy>{_YEAR})\s*年?(?:\s*(?:{_DASH}|/)\s*(?:{_YEAR}|\d\d))?\s*学年度?\s*的?(?P<term>第[一二1-2]学期|[上下]学期|[春秋]季学期)?
    # 2024—2026年
  | (?P<ya>{_YEAR})\s*年?\s*{_DASH}\s*(?P<yb>{_YEAR})\s*年(?!级)度?
    # “十四五”末, “十五五”期间, 十四五
  | [“"]?(?P<plan>十[一二三四五]?|二十)五[”"](?P<planend>(?:规划)?(?:期末|末))?(?:规划)?(?:期间|时期|期)?
    # a year or none, and what of it
  | (?:(?P<year>{_YEAR})\s*年(?!级|制|期)度?\s*的?|(?P<rel>{_any(YEARS)})|(?P<short>[0-9]{{2}}|[〇○零七八九一二][〇○零一二三四五六七八九])年(?={_PART_OF_YEAR})|(?P<lost>(?:[XＸx×]{{1,4}}|某)\s*年度?))?\s*
    (?:
      (?P<m>{_N})\s*月\s*(?P<d>{_N})\s*(?:[日号](?![常益均])|(?=\s*{_DASH}\s*(?:{_N}\s*月\s*)?{_N}\s*[日号])|(?=\s*(?:之前|以前|前(?![期后沿提往来途]))))
        (?:\s*(?:{_DASH}\s*(?:(?P<m2>{_N})\s*月\s*)?|[、和]\s*)(?P<d2>{_N})\s*[日号])?
    | (?P<ma>{_N})\s*(?P<joint>{_DASH}|[、,，和及与])\s*(?P<mb>{_N})\s*月(?!龄|{_N}\s*[日号])份?
    | (?:前|头)(?P<months>[一二两三四五六七八九十]{{1,2}}|\d{{1,2}})(?:个月|(?<=[一二两三四五六七八九十])月)(?![内以之前后])
    | (?:(?:前|头)(?P<quarters>[一二两三1-3])个?|(?P<firstq>首个?))季度
    | 第(?P<nth>{_N})个月(?=[，。；,;、])
    | (?P<month>{_N})\s*月(?![龄饼刊报考亮])份?\s*的?(?P<part>上旬|中旬|下旬|底|末|初|中(?=[，。；,;、前之]))?
    | (?:第\s*)?(?P<q>[1-4一二三四])(?:\s*[、和至\-—]\s*(?P<q2>[2-4二三四]))?\s*个?季度(?P<qpart>末|底|初)?
    | (?P<point>{_any(POINTS)})(?P<pointpart>[初底末](?![中高级]))?
    | (?<=[年度])(?P<yearpart>伊始|初|中(?![学考小])|底|末|终|内)
    | (?P<word>{_any(NAMED)})(?![园级考生]|中[学考小生])(?P<wordpart>前|后|初|末|结束)?
    )?
    )""",
    re.VERBOSE,
)
"""One point or stretch of time; the empty match counts nothing."""

RECURRING = re.compile(
    r"(?:每逢|每(?:年|个?月|学期|学年|季度|个季度|周|星期|天|日|半年|两周|两年|三年)|逐年)(?!\s*[0-9０-９.一二三四五六七八九十]+(?:万|亿|多|余)*\s*(?:元|个百分|%|％|人|所))"
)
"""每月, 每学期, 每年: the same again; not the rate of 每年800元."""
RECURRING_PRECISION: tuple[tuple[str, Precision], ...] = (
    ("学期", "term"), ("学年", "year"), ("季度", "quarter"), ("半年", "half"), ("月", "month"), ("年", "year"),
)  # fmt: skip
"""What recurs → precision; days and weeks are day-precise."""
DAY_OF_MONTH = re.compile(rf"\s*的?({_N})\s*[日号](前|之前|以前)?")
"""每月25日前"""
DURATION = re.compile(
    rf"(?:{_N}|[0-9]{{3}}|半)\s*(?:个)?(?:工作日|自然日|日|天|个月|月|周|小时|年)(?:之内|以内|内)(?!部|容|外|地)"
)
"""30日内, 15个工作日内: a span counted from an event the text names."""
LOST_YEAR = re.compile(r"(?m:(?<=[。；;\n：:])|^)年(?=\s*[,，])")
"""A year whose digits a capture lost: the sentence begins “年,”."""
FROM_NOW = re.compile(r"即日起|自(?:发布|印发|公布)之日起")
NEXT_YEAR = re.compile(r"(?:次年|翌年)$")
"""次年3月底前: the year after the one before it."""
SENTENCE = re.compile(r"[。；;！？!?\n]")


@dataclass(frozen=True, slots=True)
class RawTime:
    """A time before ranges are joined and its surroundings are read."""

    span: tuple[int, int]
    lo: PartialDate | None
    hi: PartialDate | None
    precision: Precision
    own_year: bool = False
    relation: Relation = "in"
    recurring: bool = False


# --- finding ----------------------------------------------------------------------------------


def raw_times(text: str, reference: dt.date | None, plan_year: int | None) -> Iterator[RawTime]:
    """All readings in the order of their patterns; they may overlap. Arguments as in ``find_times``."""
    yield from _durations(text)
    yield from _recurring(text)
    for match in LOST_YEAR.finditer(text):
        yield RawTime(match.span(), *_whole_year(plan_year), "year")
    for match in FROM_NOW.finditer(text):
        day = _partial(reference) if reference and match.group() == "即日起" else None
        yield RawTime(match.span(), day, None, "day", relation="from")
    known: int | None = None
    sentence_end = 0
    for match in POINT.finditer(text):
        if match.end() == match.start() or _is_other(text, match):
            continue
        if SENTENCE.search(text, sentence_end, match.start()):
            known = None
        sentence_end = match.end()
        year, own = _year(text, match, reference, known if known is not None else plan_year)
        for point in _points(match, year, own, reference):
            yield point
            exact = match["m"] or match["month"] or match["iso"]
            if own and point.lo and (exact or plan_year is None):
                known = point.lo.year


def _is_other(text: str, match: re.Match[str]) -> bool:
    """Words that only look like a time: 年初中, 第一学期 of nothing, a lone XX年 inside a word."""
    words = match.group()
    if match["ma"] and not _is_month(match["ma"]):
        return True
    if match["word"] and match["word"].endswith("开学"):  # 召开学区会议, 开学科讲座
        before = text[max(0, match.start("word") - 1) : match.start("word")]
        return before in ("召", "展") or text[match.end("word") : match.end("word") + 1] in (
            "区", "校", "科", "习", "术", "生", "员", "籍", "历", "位", "者", "业",
        )  # fmt: skip
    if match["word"] and match["word"].startswith("年") and not _has_year(match):
        return text[max(0, match.start() - 1) : match.start()] in (
            "少",
            "青",
            "中",
            "老",
            "成",
            "当",
            "同",
            "逐",
            "历",
            "周",
            "多",
        )
    return bool(words.strip() in ("第",))


def _year(
    text: str, match: re.Match[str], reference: dt.date | None, known: int | None
) -> tuple[int | None, bool]:
    """The year of a match and whether its own words say it."""
    if match["year"]:
        return _digits_year(match["year"]), True
    if match["short"]:
        short = _digits_year(match["short"])
        return (1900 if short > 60 else 2000) + short, True
    if match["rel"]:
        return (reference.year + YEARS[match["rel"]], True) if reference else (None, True)
    if known is not None and NEXT_YEAR.search(text, max(0, match.start() - 2), match.start()):
        return known + 1, False
    return known, False


def _has_year(match: re.Match[str]) -> bool:
    return bool(match["year"] or match["rel"] or match["lost"] or match["short"])


def _points(
    match: re.Match[str], year: int | None, own: bool, reference: dt.date | None
) -> Iterator[RawTime]:
    try:
        yield from _read(match, year, own, reference)
    except ValueError:  # 2月30日, 14月: no such day
        return


def _read(
    match: re.Match[str], year: int | None, own: bool, reference: dt.date | None
) -> Iterator[RawTime]:
    span = match.span()
    if match["iso"]:
        parts = [int(p) for p in re.split(r"\D", match["iso"])]
        day = PartialDate(*parts)
        yield RawTime(span, day, day, "day", True)
    elif match["yma"]:
        (y1, m1), (y2, m2) = (map(int, re.split(r"\D", match[name])) for name in ("yma", "ymb"))
        lo, hi = month_days(y1, m1)[0], month_days(y2, m2)[1]
        if str(lo) <= str(hi):
            yield RawTime(span, lo, hi, "month", True)
    elif match["sy"]:
        yield _school_year(match, span)
    elif match["ya"]:
        first, last = _digits_year(match["ya"]), _digits_year(match["yb"])
        if first <= last:
            yield RawTime(span, PartialDate(first, 1, 1), PartialDate(last, 12, 31), "year", True)
    elif match["plan"]:
        yield _plan(match, span)
    elif match["m"]:
        yield _days(match, span, year, own)
    elif match["ma"]:
        yield from _months(match, span, year, own)
    elif match["months"] or match["nth"]:
        last = _int((match["months"] or match["nth"]).replace("两", "二"))
        lo, hi = month_days(year, 1 if match["months"] else last)[0], month_days(year, last)[1]
        if own:
            yield RawTime(span, lo, hi, "month", own)
    elif match["quarters"] or match["firstq"]:
        last = _int((match["quarters"] or "一").replace("两", "二"))
        yield RawTime(span, PartialDate(year, 1, 1), month_days(year, 3 * last)[1], "quarter", own)
    elif match["month"]:
        yield RawTime(
            span, *month_days(year, _int(match["month"]), match["part"] or ""), "month", own
        )
    elif match["q"]:
        yield _quarters(match, span, year, own)
    elif match["point"]:
        if reference:
            yield _relative(match, span, reference)
    elif match["yearpart"]:
        part = "初" if match["yearpart"] == "伊始" else match["yearpart"]
        yield RawTime(span, *window("年" + part, year), own)
    elif match["word"]:
        yield from _word(match, span, year, own)
    elif match["year"] or match["lost"] or (match["rel"] and reference):
        lo, hi = _whole_year(year)
        yield RawTime((span[0], span[0] + len(match.group().rstrip())), lo, hi, "year", own)


def _relative(match: re.Match[str], span: tuple[int, int], reference: dt.date) -> RawTime:
    """上季度, and its last month in 上季度末; a third of the month in 本月底."""
    lo, hi, precision = resolve(match["point"], reference)
    part = match["pointpart"]
    if part and precision == "month":
        return RawTime(span, *month_days(lo.year, lo.month, part), "month", True)
    if part and precision in ("quarter", "term"):
        month = lo if part == "初" else hi
        return RawTime(span, *month_days(month.year, month.month), "month", True)
    return RawTime(span, lo, hi, precision, True)


def _school_year(match: re.Match[str], span: tuple[int, int]) -> RawTime:
    year = _digits_year(match["sy"])
    if match["term"]:
        name = {"第1学期": "第一学期", "第2学期": "第二学期"}.get(match["term"], match["term"])
        later = 1 if name == "春季学期" else 0
        return RawTime(span, *window(name, year + later), True)
    return RawTime(span, PartialDate(year, 9, 1), PartialDate(year + 1, 8, 31), "year", True)


def _plan(match: re.Match[str], span: tuple[int, int]) -> RawTime:
    number = parse_numeral(match["plan"])
    assert number is not None
    lo, hi = five_year_plan(int(number))
    if match["planend"]:
        return RawTime(span, PartialDate(hi.year, 1, 1), hi, "plan", True)
    return RawTime(span, lo, hi, "plan", True)


def _days(match: re.Match[str], span: tuple[int, int], year: int | None, own: bool) -> RawTime:
    lo = PartialDate(year, _int(match["m"]), _int(match["d"]))
    if not match["d2"]:
        return RawTime(span, lo, lo, "day", own)
    month = _int(match["m2"]) if match["m2"] else lo.month
    hi = PartialDate(rolled(year, lo.month, month), month, _int(match["d2"]))
    return RawTime(span, lo, hi, "day", own)


def _months(
    match: re.Match[str], span: tuple[int, int], year: int | None, own: bool
) -> Iterator[RawTime]:
    """9-10月 and 9、10月 are one stretch; 4、10月 are two months that share the words."""
    first, last = _int(match["ma"]), _int(match["mb"])
    listed = match["joint"] in ("、", ",", "，", "和", "及", "与")
    if not listed or last == first + 1:
        lo, _ = month_days(year, first)
        _, hi = month_days(rolled(year, first, last), last)
        yield RawTime(span, lo, hi, "month", own)
        return
    if match["joint"] in (",", "，"):
        yield RawTime((match.start("mb"), span[1]), *month_days(year, last), "month", own)
        return
    yield RawTime((span[0], match.end("ma")), *month_days(year, first), "month", own)
    yield RawTime((match.start("mb"), span[1]), *month_days(year, last), "month", own)


def _quarters(match: re.Match[str], span: tuple[int, int], year: int | None, own: bool) -> RawTime:
    first = _int(match["q"])
    last = _int(match["q2"]) if match["q2"] else first
    lo, hi = month_days(year, 3 * first - 2)[0], month_days(year, 3 * last)[1]
    if match["qpart"] in ("末", "底"):
        lo = PartialDate(year, 3 * last, 1)
    elif match["qpart"]:
        hi = month_days(year, 3 * first - 2)[1]
    return RawTime(span, lo, hi, "quarter", own)


def _word(
    match: re.Match[str], span: tuple[int, int], year: int | None, own: bool
) -> Iterator[RawTime]:
    """A named stretch; 开学前 ends the day before, 学期末 is its last month."""
    word, part = match["word"], match["wordpart"]
    lo, hi, precision = window(word, year)
    if part == "前":
        month_day = ENDS_BEFORE.get(word)
        until = PartialDate(lo.year, *month_day) if month_day else hi
        yield RawTime(span, None, until, precision, own, "by")
    elif part == "后":
        yield RawTime(span, lo, None, precision, own, "from")
    elif part in ("末", "结束") and precision == "term":
        yield RawTime(span, PartialDate(hi.year, hi.month, 1), hi, "month", own)
    elif part == "初":
        yield RawTime(span, *month_days(lo.year, lo.month), "month", own)
    else:
        yield RawTime(span, lo, hi, precision, own)


def _durations(text: str) -> Iterator[RawTime]:
    for match in DURATION.finditer(text):
        if text[max(0, match.start() - 1) : match.start()] in tuple("月第0123456789"):
            continue
        precision: Precision = (
            "month" if "月" in match.group() else "year" if "年" in match.group() else "day"
        )
        yield RawTime(match.span(), None, None, precision, relation="by")


def _recurring(text: str) -> Iterator[RawTime]:
    for match in RECURRING.finditer(text):
        words = match.group()
        precision: Precision = next((p for w, p in RECURRING_PRECISION if w in words), "day")
        span, relation = match.span(), "in"
        day = DAY_OF_MONTH.match(text, match.end()) if "月" in words else None
        point = POINT.match(text, match.end()) if words == "每年" or "逢" in words else None
        if day:
            span, relation, precision = (span[0], day.end()), "by" if day.group(2) else "in", "day"
            yield RawTime(span, None, None, precision, relation=relation, recurring=True)  # type: ignore[arg-type]
        elif point and point.end() > point.start() and not _has_year(point):
            for inner in _points(point, None, False, None):
                yield replace(inner, span=(span[0], inner.span[1]), recurring=True)
        elif words != "逐年":
            yield RawTime(span, None, None, precision, recurring=True)


# --- small readings ---------------------------------------------------------------------------


def _whole_year(year: int | None) -> tuple[PartialDate, PartialDate]:
    return PartialDate(year, 1, 1), PartialDate(year, 12, 31)


def rolled(year: int | None, first: int, last: int) -> int | None:
    """A stretch that ends in an earlier month ends in the next year."""
    return year if year is None or last >= first else year + 1


def _digits_year(words: str) -> int:
    digits = words.translate(FULL_WIDTH)
    if digits.isascii():
        return int(digits)
    value = parse_numeral(re.sub("[○Ｏ0]", "〇", digits))
    return int(value or 0)


def _int(words: str) -> int:
    value = parse_numeral(words)
    return int(value) if value is not None else 0


def _is_month(words: str) -> bool:
    return 1 <= _int(words) <= 12


def _partial(day: dt.date) -> PartialDate:
    return PartialDate(day.year, day.month, day.day)
