"""Times in running text: days, months, quarters, halves, years, terms, plans; with relation and precision.

A precision is never sharpened and a year never guessed: an explicit year wins, then the year of a date
earlier in the sentence, then ``plan_year``, else the year stays unknown. X日前 includes X (DESIGN §3).
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


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """One time: ``lo`` and ``hi`` inclusive, an open end None; a duration (30日内) has neither."""

    start: int
    end: int
    text: str
    lo: PartialDate | None
    hi: PartialDate | None
    relation: Relation
    precision: Precision
    recurring: bool = False


_N = r"(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR = r"(?:(?:19|20|１９|２０)[0-9０-９]{2}|[一二][九〇○零Ｏ0][〇○零Ｏ0一二三四五六七八九]{2})"
_DASH = r"(?:[-—–―－~～]{1,2}|至|到)"


def _any(words: object) -> str:
    return "|".join(sorted(words, key=len, reverse=True))  # type: ignore[call-overload]


POINT = re.compile(
    rf"""(?<![\d０-９第.])(?=[\d０-９一二三四五六七八九十第上下前后年本今明去来这当昨次新寒暑秋春开岁全XＸx×某“"])(?:
    # 2025-09-01, 2025/9/1, 2025.9.1
    (?P<iso>(?:19|20)\d\d[-/.．](?:1[0-2]|0?[1-9])[-/.．](?:3[01]|[12]\d|0?[1-9])(?![\d.]))
    # 2024—2025学年第一学期
  | (?P<sy>{_YEAR})\s*年?(?:\s*(?:{_DASH}|/)\s*(?:{_YEAR}|\d\d))?\s*学年度?\s*的?(?P<term>第[一二1-2]学期|[上下]学期|[春秋]季学期)?
    # 2024—2026年
  | (?P<ya>{_YEAR})\s*年?\s*{_DASH}\s*(?P<yb>{_YEAR})\s*年(?!级)度?
    # “十四五”末, “十五五”期间, 十四五
  | [“"]?(?P<plan>十[一二三四五]?|二十)五[”"](?P<planend>(?:规划)?(?:期末|末))?(?:规划)?(?:期间|时期|期)?
    # a year or none, and what of it
  | (?:(?P<year>{_YEAR})\s*年(?!级|制|期)度?\s*的?|(?P<rel>{_any(YEARS)})|(?P<short>\d\d)年(?=\s*{_N}\s*月)|(?P<lost>(?:[XＸx×]{{1,4}}|某)\s*年度?))?\s*
    (?:
      (?P<m>{_N})\s*月\s*(?P<d>{_N})\s*(?:[日号](?![常益均])|(?=\s*{_DASH}\s*{_N}\s*[日号]))
        (?:\s*(?:{_DASH}\s*(?:(?P<m2>{_N})\s*月\s*)?|[、和]\s*)(?P<d2>{_N})\s*[日号])?
    | (?P<ma>{_N})\s*(?P<joint>{_DASH}|[、,，和及与])\s*(?P<mb>{_N})\s*月(?!龄|{_N}\s*[日号])份?
    | (?P<month>{_N})\s*月(?![龄饼刊报考亮])份?\s*的?(?P<part>上旬|中旬|下旬|底|末|初|中(?=[，。；,;、前之]))?
    | (?:第\s*)?(?P<q>[1-4一二三四])(?:\s*[、和至\-—]\s*(?P<q2>[2-4二三四]))?\s*个?季度(?P<qpart>末|底|初)?
    | (?P<point>{_any(POINTS)})
    | (?<=[年度])(?P<yearpart>初|中(?![学考小])|底|末|终|内)
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
NOT_TIME = re.compile(r"《[^《》\n]{0,80}》|[〔\[﹝]\s*(?:19|20)\d{2}\s*[〕\]﹞]\s*\d*号?")
"""Titles and document numbers hold years that are no times."""

BEFORE: tuple[tuple[re.Pattern[str], Relation], ...] = (
    # 截至2025年底, 到2027年, 至年底: by; 自9月1日起: from
    (re.compile(r"(?:截至|截止至|截止到|截止)\s*$"), "by"),
    (re.compile(r"(?:自|从)\s*$"), "from"),
    (re.compile(r"(?<![提收得达直回送做感看遇受])(?:到|至)\s*$"), "by"),
)
"""Words before a time → relation."""
AFTER: tuple[tuple[re.Pattern[str], Relation], ...] = (
    (re.compile(r"\s*(?:以前|之前|前)(?![后期沿提往来途三半述几言])"), "by"),
    (re.compile(r"\s*(?:起|开始|以来|之后|以后|后)(?!半|勤|勁|劲|草)"), "from"),
    (re.compile(r"\s*止"), "until"),
)
"""Words after a time → relation; they belong to its span."""
WITHIN = re.compile(r"\s*(?:期间|之内|以内|内(?=[，。；,;、完建实])|间)")
"""Words after a time that belong to its span and change nothing."""
NEXT_YEAR = re.compile(r"(?:次年|翌年)$")
"""次年3月底前: the year after the one before it."""
RANGE = re.compile(r"\s*(?:[-—–―－~～]{1,2}|至|到)\s*(?P<next>次年|翌年)?\s*$")
"""Between two times: one stretch from the first to the second."""
SENTENCE = re.compile(r"[。；;！？!?\n]")


def find_times(
    text: str, *, reference: dt.date | None = None, plan_year: int | None = None
) -> tuple[TimeSpan, ...]:
    """All times in order, not overlapping; spans are code points of ``text``.

    Args:
        reference: Today; resolves 今年, 本月 and the like, which are left out without it.
        plan_year: Fills a missing year; without it the year stays unknown.
    """
    blocked = [(m.start(), m.end()) for m in NOT_TIME.finditer(text)]
    raw = [t for t in _raw(text, reference, plan_year) if not _inside(t.span, blocked)]
    raw.sort(key=lambda t: (t.span[0], -t.span[1]))
    return tuple(_finished(text, _ranged(text, _apart(raw)), reference))


@dataclass(frozen=True, slots=True)
class _Raw:
    """A time before ranges are joined and its surroundings are read."""

    span: tuple[int, int]
    lo: PartialDate | None
    hi: PartialDate | None
    precision: Precision
    own_year: bool = False
    relation: Relation = "in"
    recurring: bool = False


# --- finding ----------------------------------------------------------------------------------


def _raw(text: str, reference: dt.date | None, plan_year: int | None) -> Iterator[_Raw]:
    yield from _durations(text)
    yield from _recurring(text)
    for match in LOST_YEAR.finditer(text):
        yield _Raw(match.span(), *_whole_year(plan_year), "year")
    for match in FROM_NOW.finditer(text):
        day = _partial(reference) if reference and match.group() == "即日起" else None
        yield _Raw(match.span(), day, None, "day", relation="from")
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
        short = int(match["short"])
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
) -> Iterator[_Raw]:
    try:
        yield from _read(match, year, own, reference)
    except ValueError:  # 2月30日, 14月: no such day
        return


def _read(
    match: re.Match[str], year: int | None, own: bool, reference: dt.date | None
) -> Iterator[_Raw]:
    span = match.span()
    if match["iso"]:
        parts = [int(p) for p in re.split(r"\D", match["iso"])]
        day = PartialDate(*parts)
        yield _Raw(span, day, day, "day", True)
    elif match["sy"]:
        yield _school_year(match, span)
    elif match["ya"]:
        first, last = _digits_year(match["ya"]), _digits_year(match["yb"])
        if first <= last:
            yield _Raw(span, PartialDate(first, 1, 1), PartialDate(last, 12, 31), "year", True)
    elif match["plan"]:
        yield _plan(match, span)
    elif match["m"]:
        yield _days(match, span, year, own)
    elif match["ma"]:
        yield from _months(match, span, year, own)
    elif match["month"]:
        yield _Raw(span, *month_days(year, _int(match["month"]), match["part"] or ""), "month", own)
    elif match["q"]:
        yield _quarters(match, span, year, own)
    elif match["point"]:
        if reference:
            yield _Raw(span, *resolve(match["point"], reference), True)
    elif match["yearpart"]:
        yield _Raw(span, *window("年" + match["yearpart"], year), own)
    elif match["word"]:
        yield from _word(match, span, year, own)
    elif match["year"] or match["lost"] or (match["rel"] and reference):
        lo, hi = _whole_year(year)
        yield _Raw((span[0], span[0] + len(match.group().rstrip())), lo, hi, "year", own)


def _school_year(match: re.Match[str], span: tuple[int, int]) -> _Raw:
    year = _digits_year(match["sy"])
    if match["term"]:
        name = {"第1学期": "第一学期", "第2学期": "第二学期"}.get(match["term"], match["term"])
        later = 1 if name == "春季学期" else 0
        return _Raw(span, *window(name, year + later), True)
    return _Raw(span, PartialDate(year, 9, 1), PartialDate(year + 1, 8, 31), "year", True)


def _plan(match: re.Match[str], span: tuple[int, int]) -> _Raw:
    number = parse_numeral(match["plan"])
    assert number is not None
    lo, hi = five_year_plan(int(number))
    if match["planend"]:
        return _Raw(span, PartialDate(hi.year, 1, 1), hi, "plan", True)
    return _Raw(span, lo, hi, "plan", True)


def _days(match: re.Match[str], span: tuple[int, int], year: int | None, own: bool) -> _Raw:
    lo = PartialDate(year, _int(match["m"]), _int(match["d"]))
    if not match["d2"]:
        return _Raw(span, lo, lo, "day", own)
    month = _int(match["m2"]) if match["m2"] else lo.month
    hi = PartialDate(_rolled(year, lo.month, month), month, _int(match["d2"]))
    return _Raw(span, lo, hi, "day", own)


def _months(
    match: re.Match[str], span: tuple[int, int], year: int | None, own: bool
) -> Iterator[_Raw]:
    """9-10月 and 9、10月 are one stretch; 4、10月 are two months that share the words."""
    first, last = _int(match["ma"]), _int(match["mb"])
    listed = match["joint"] in ("、", ",", "，", "和", "及", "与")
    if not listed or last == first + 1:
        lo, _ = month_days(year, first)
        _, hi = month_days(_rolled(year, first, last), last)
        yield _Raw(span, lo, hi, "month", own)
        return
    if match["joint"] in (",", "，"):
        yield _Raw((match.start("mb"), span[1]), *month_days(year, last), "month", own)
        return
    yield _Raw((span[0], match.end("ma")), *month_days(year, first), "month", own)
    yield _Raw((match.start("mb"), span[1]), *month_days(year, last), "month", own)


def _quarters(match: re.Match[str], span: tuple[int, int], year: int | None, own: bool) -> _Raw:
    first = _int(match["q"])
    last = _int(match["q2"]) if match["q2"] else first
    lo, hi = month_days(year, 3 * first - 2)[0], month_days(year, 3 * last)[1]
    if match["qpart"] in ("末", "底"):
        lo = PartialDate(year, 3 * last, 1)
    return _Raw(span, lo, hi, "quarter", own)


def _word(
    match: re.Match[str], span: tuple[int, int], year: int | None, own: bool
) -> Iterator[_Raw]:
    """A named stretch; 开学前 ends the day before, 学期末 is its last month."""
    word, part = match["word"], match["wordpart"]
    lo, hi, precision = window(word, year)
    if part == "前":
        month_day = ENDS_BEFORE.get(word)
        until = PartialDate(lo.year, *month_day) if month_day else hi
        yield _Raw(span, None, until, precision, own, "by")
    elif part == "后":
        yield _Raw(span, lo, None, precision, own, "from")
    elif part in ("末", "结束") and precision == "term":
        yield _Raw(span, PartialDate(hi.year, hi.month, 1), hi, "month", own)
    elif part == "初":
        yield _Raw(span, *month_days(lo.year, lo.month), "month", own)
    else:
        yield _Raw(span, lo, hi, precision, own)


def _durations(text: str) -> Iterator[_Raw]:
    for match in DURATION.finditer(text):
        if text[max(0, match.start() - 1) : match.start()] in tuple("月第0123456789"):
            continue
        precision: Precision = (
            "month" if "月" in match.group() else "year" if "年" in match.group() else "day"
        )
        yield _Raw(match.span(), None, None, precision, relation="by")


def _recurring(text: str) -> Iterator[_Raw]:
    for match in RECURRING.finditer(text):
        words = match.group()
        precision: Precision = next((p for w, p in RECURRING_PRECISION if w in words), "day")
        span, relation = match.span(), "in"
        day = DAY_OF_MONTH.match(text, match.end()) if "月" in words else None
        point = POINT.match(text, match.end()) if words == "每年" or "逢" in words else None
        if day:
            span, relation, precision = (span[0], day.end()), "by" if day.group(2) else "in", "day"
            yield _Raw(span, None, None, precision, relation=relation, recurring=True)  # type: ignore[arg-type]
        elif point and point.end() > point.start() and not _has_year(point):
            for inner in _points(point, None, False, None):
                yield replace(inner, span=(span[0], inner.span[1]), recurring=True)
        elif words != "逐年":
            yield _Raw(span, None, None, precision, recurring=True)


# --- joining ----------------------------------------------------------------------------------


def _inside(span: tuple[int, int], blocked: list[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in blocked)


def _apart(raw: list[_Raw]) -> Iterator[_Raw]:
    """Of overlapping readings the one that begins first and reaches furthest."""
    end = -1
    for time in raw:
        if time.span[0] >= end:
            yield time
            end = time.span[1]


def _ranged(text: str, times: Iterator[_Raw]) -> Iterator[_Raw]:
    """2024年9月 至 2025年6月 is one stretch."""
    held: _Raw | None = None
    for time in times:
        if held is None:
            held = time
            continue
        between = (
            RANGE.fullmatch(text[held.span[1] : time.span[0]])
            if time.span[0] - held.span[1] < 8
            else None
        )
        if between and held.lo and time.hi and not (held.recurring or time.recurring):
            held = _stretch(held, time, bool(between["next"]))
            continue
        yield held
        held = time
    if held is not None:
        yield held


def _stretch(first: _Raw, last: _Raw, next_year: bool) -> _Raw:
    assert first.lo and last.hi
    hi = last.hi
    if not last.own_year or next_year:
        year = None if first.lo.year is None else first.lo.year + next_year
        hi = hi.with_year(year if next_year else _rolled(first.lo.year, first.lo.month, hi.month))
    span = (first.span[0], last.span[1])
    return _Raw(span, first.lo, hi, last.precision, first.own_year, recurring=first.recurring)


def _finished(text: str, times: Iterator[_Raw], reference: dt.date | None) -> Iterator[TimeSpan]:
    """Relation from the words around; 前 and 起 join the span, an end that is open is None."""
    for time in times:
        start, end = time.span
        relation, closed = time.relation, time.relation != "in"
        for pattern, meaning in AFTER if not closed else ():
            if match := pattern.match(text, end):
                relation, end, closed = meaning, match.end(), True
                break
        if not closed and (within := WITHIN.match(text, end)):
            end = within.end()
        for pattern, meaning in BEFORE:
            match = pattern.search(text, max(0, start - 3), start)
            if match and not time.recurring:
                if relation == "in" or (relation == "from" and meaning == "from"):
                    relation = meaning
                start = match.start() if meaning != "from" or relation == "from" else start
                break
        lo, hi = time.lo, time.hi
        if relation in ("by", "until") and hi is not None:
            lo = None
        if relation == "from" and lo is not None:
            hi = None
        yield TimeSpan(
            start, end, text[start:end], lo, hi, relation, time.precision, time.recurring
        )


# --- small readings ---------------------------------------------------------------------------


def _whole_year(year: int | None) -> tuple[PartialDate, PartialDate]:
    return PartialDate(year, 1, 1), PartialDate(year, 12, 31)


def _rolled(year: int | None, first: int, last: int) -> int | None:
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
