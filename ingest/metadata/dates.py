"""The days a document names of itself: issued, in force from, in force until; and the years it plans for."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.grammar.numbering import han_number
from ingest.metadata.organs import organs_of
from ingest.records import PartialDate, last_day

HEAD = 12
"""Paragraphs at the top in which a letterhead, number, title or history stands."""
TAIL = 15
"""Paragraphs at the end in which issuer and date stand."""

FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
"""Digits of either width; as long as the text, so that offsets hold."""
DAY = (
    r"(?:(?:19|20)\d{2}\s*(?:年|[.\-/])\s*\d{1,2}\s*(?:月|[.\-/])\s*\d{1,2}(?!\d)\s*日?"
    r"|[一二〇○零Ｏ0][〇○零Ｏ0一二三四五六七八九]{3}\s*年\s*[一二三四五六七八九十]{1,3}\s*月\s*[一二三四五六七八九十]{1,3}\s*日)"
)
"""A full date in digits or Han."""
DAY_PARTS = re.compile(
    r"((?:19|20)\d{2})\s*(?:年|[.\-/])\s*(\d{1,2})\s*(?:月|[.\-/])\s*(\d{1,2})(?!\d)"
    r"|([一二〇○零Ｏ0][〇○零Ｏ0一二三四五六七八九]{3})\s*年\s*([一二三四五六七八九十]{1,3})\s*月\s*([一二三四五六七八九十]{1,3})\s*日"
)
DAY_ALONE = re.compile(rf"^\s*[（(]?\s*{DAY}\s*[）)]?\s*(?:印发)?\s*$")
"""A date alone on its line: a 成文日期."""
DAY_LAST = re.compile(rf"^(.{{2,60}}?)\s+({DAY})$")
"""Issuers and date on one line."""
PRINTED = re.compile(rf"({DAY})\s*印发")
"""2023年8月15日印发, on the line of the number or the last line."""
UNDER_NUMBER = re.compile(rf"号\s*[，,]?\s*({DAY})\s*[）)]?$")
"""（鲁教〔2018〕1号 2018年4月16日）"""
SPOKEN = re.compile(rf"^[—\-\s]*({DAY})[，,]?\s*在.{{4,60}}?(?:会议|大会|全会)上")
"""——2026年2月3日在…会议上: the day a report was given."""
NEWS = re.compile(rf"^[（(].{{2,10}}?({DAY})电[）)]?$")
"""（新华社北京2020年10月15日电）"""
ORDER = re.compile(r"^(?:中华人民共和国)?[一-鿿]{2,20}令(?:\s*[（(]?第\s*\S{1,8}\s*号[）)]?)?$")
"""The head of an order: the date under it is the day of the order, whatever the text says was passed."""
HISTORY = re.compile(
    rf"({DAY})((?:(?!{DAY})[^。\n]){{0,160}}?(?:通过|批准|公布|发布|颁布|修订|修正))"
)
"""One step of a law's history: the day and what was done."""
AMENDED = re.compile(r"修正|修改")
"""A step that changed single articles and left the day of force as it was."""
FILE_DAY = re.compile(r"[（(]((?:19|20)\d{2})-(\d{2})-(\d{2})[）)]")
"""A date in a file name: 教育法(2021-04-29).md"""

IN_FORCE = re.compile(
    rf"(?:自|从|于)\s*({DAY})\s*(?:起|开始)\s*(?:正式)?\s*(?:施行|实施|执行|试行|生效|实行)"
)
"""自2025年9月1日起施行"""
ON_ISSUE = re.compile(
    r"自(?:发布|公布|印发|颁布|发文|下发)之日起\s*(?:(满?)\s*(\d{1,3}|[一二三四五六七八九十]{1,3})\s*(日|天|个月)\s*(?:后|起)?)?\s*(?:正式)?(?:施行|实施|执行|试行|生效|实行)"
)
"""In force from the day of issue, or so many days after it."""
OWN = re.compile(
    r"(?:本|该|此)[一-鿿]{1,12}(?:[（(][^）)]{1,10}[）)])?$|(?:现予?|予以)(?:公布|发布|印发)[，,]?$"
)
"""What stands before the day where a document speaks of itself."""
LASTS = re.compile(
    r"(?:有效期|试行期|执行期|施行期)(?:限)?(?:为|是)?\s*(\d{1,2}|[一二两三四五六七八九十]{1,2})\s*年"
)
"""有效期5年, 试行期二年"""
UNTIL = re.compile(rf"(?:有效期(?:限)?|执行期|试行期|施行)(?:截止|延续|延长)?(?:至|到)\s*({DAY})")
"""有效期至2028年8月31日"""

BEGINS = re.compile(r"[起后]\s*(?:正式)?\s*(?:施行|实施|执行|试行|生效|实行)")
"""A term of validity is the document's own where it stands beside the day of force."""

PLAN_SPAN = re.compile(
    r"((?:19|20)\d{2})\s*(?:[—–―\-~～至－]+\s*((?:19|20)\d{2}))?\s*(学年度?|年度?)(?!级)(?!\s*\d{1,2}\s*月)"
)
"""The years of a title: 2025年, 2025年度, 2024—2025学年, 2025—2027年; no date of a day."""
LOOKS_AHEAD = re.compile(
    r"(?<=[暨和与及、])((?:19|20)\d{2})年?度?[^，。、]{0,8}(?:打算|计划|要点|安排|思路|目标|任务|谋划)"
)
"""2025年工作总结和2026年工作打算: the year ahead stands behind the year past."""
FIVE_YEARS = re.compile(r"[“\"「]?([一二三四五六七八九十]{1,2})五[”\"」]")
"""“十四五”: five years from 2021 on."""
OPENS = re.compile(
    r"(?:现[就将]|决定(?:组织|举办|开展|召开|实施|举行)+)(?:关于)?((?:19|20)\d{2})\s*(?:年度?|学年度?)(?!以来|以前)[^。]{0,60}"
)
"""现就2026年招生工作通知如下: the year that a notice without one in its title is about."""
PLANS = re.compile(r"规划|计划|方案|纲要|意见|行动|要点")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a law's history; ``amended``: it changed single articles only."""

    day: PartialDate
    words: str
    amended: bool


def read_day(words: str) -> PartialDate | None:
    """The first full date of the words; None where there is none, or no such day."""
    match = DAY_PARTS.search(words.translate(FULL_WIDTH))
    if match is None:
        return None
    year, month, day, han_year, han_month, han_day = match.groups()
    if year:
        return checked(int(year), int(month), int(day))
    digits = re.sub("[○Ｏ0零]", "〇", han_year)
    return checked(han_number(digits), han_number(han_month), han_number(han_day))


def checked(year: int, month: int, day: int) -> PartialDate | None:
    """The day, or None where the calendar has no such day."""
    try:
        return PartialDate(year, month, day)
    except ValueError:
        return None


def history(lines: Sequence[str]) -> list[Step]:
    """The steps of a law's history under its title, in order."""
    return [
        Step(day, match[2], bool(AMENDED.search(match[2])))
        for line in lines[: 2 * HEAD] if "条" not in line[:6] and len(line) <= 400
        for match in HISTORY.finditer(line) if (day := read_day(match[1]))
    ]  # fmt: skip


# --- issued -------------------------------------------------------------------------------------


def signed(lines: Sequence[str]) -> tuple[PartialDate | None, tuple[str, ...]]:
    """Day and issuers of the signature: the first date that stands under organs' names.

    A notice is signed before the text that it issues, so the first signature counts.
    """
    for index, line in enumerate(lines):
        if DAY_ALONE.match(line):
            organs = _above(lines, index)
            if organs:
                return read_day(line), organs
        elif (match := DAY_LAST.match(line)) and (organs := organs_of(match[1])):
            return read_day(match[2]), organs
    return None, ()


def _above(lines: Sequence[str], index: int) -> tuple[str, ...]:
    """The organs named on the lines just above a date, in order."""
    found: list[str] = []
    for line in reversed(lines[max(0, index - 10) : index]):
        organs = organs_of(line)
        if organs:
            found[:0] = organs
        elif found or not re.match(r"^[（(]", line):
            break
    return tuple(found)


def issued(lines: Sequence[str], name: str) -> PartialDate | None:
    """The day of issue; the signature's, else what other lines say, else the file's name."""
    day = signed(lines)[0]
    if day is not None:
        return day
    if any(ORDER.match(line) for line in lines[:HEAD]) and (day := _first_alone(lines)):
        return day
    steps = history(lines[:HEAD])
    if steps:
        return max((step.day for step in steps), key=str)
    for found in (_said_at_the_ends(lines), _alone(lines)):
        if found is not None:
            return found
    match = FILE_DAY.search(name)
    return checked(*(int(g) for g in match.groups())) if match else None


def _said_at_the_ends(lines: Sequence[str]) -> PartialDate | None:
    """A day on the line of the number, of a speech, of printing or of the news agency."""
    for line in lines[:HEAD]:
        for pattern in (UNDER_NUMBER, SPOKEN, PRINTED):
            if len(line) <= 80 and (match := pattern.search(line)):
                return read_day(match[1])
    for line in reversed(lines[-TAIL:]):
        for pattern in (NEWS, PRINTED):
            if len(line) <= 80 and (match := pattern.search(line)):
                return read_day(match[1])
    return None


def _alone(lines: Sequence[str]) -> PartialDate | None:
    """A date alone on its line: the last near the end, else the first near the top."""
    for line in reversed(lines[-TAIL:]):
        if DAY_ALONE.match(line):
            return read_day(line)
    return _first_alone(lines)


def _first_alone(lines: Sequence[str]) -> PartialDate | None:
    """The first date alone on its line near the top."""
    return next((read_day(line) for line in lines[:HEAD] if DAY_ALONE.match(line)), None)


# --- in force -----------------------------------------------------------------------------------


def effective(
    text: str, lines: Sequence[str], day_of_issue: PartialDate | None
) -> PartialDate | None:
    """The day from which the document holds, as it says itself.

    “自公布之日起” of an amended law is the day of the law, not of the amendment.
    """
    text = text.translate(FULL_WIDTH)
    dated = _own_statement(text)
    if dated is not None:
        return dated
    match = ON_ISSUE.search(text)
    if match is None:
        return None
    steps = [step.day for step in history(lines[:HEAD]) if not step.amended]
    day = max(steps, key=str) if steps else day_of_issue
    return _after(day, match[2], match[3]) if day and match[2] else day


def _own_statement(text: str) -> PartialDate | None:
    """自…起施行 of the document itself: said of 本办法, else where no other document is named."""
    other: PartialDate | None = None
    for match in IN_FORCE.finditer(text):
        begin = max(text.rfind(mark, 0, match.start()) for mark in "。\n") + 1
        sentence = text[begin : match.start()]
        if OWN.search(sentence.strip()):
            return read_day(match[1])
        if other is None and "《" not in sentence and len(sentence) <= 20:
            other = read_day(match[1])
    return other


def _after(day: PartialDate, count: str, unit: str) -> PartialDate | None:
    """So many days or months after a day."""
    number = int(count) if count.isdigit() else han_number(count)
    start = day.to_date()
    if start is None:
        return None
    if unit == "个月":
        months = start.month - 1 + number
        year, month = start.year + months // 12, months % 12 + 1
        return PartialDate(year, month, min(start.day, last_day(year, month)))
    later = start + dt.timedelta(days=number)
    return PartialDate(later.year, later.month, later.day)


def expires(text: str, begins: PartialDate | None) -> PartialDate | None:
    """The last day on which the document holds: 有效期5年 from 1 March 2026 is 28 February 2031."""
    text = text.translate(FULL_WIDTH)
    if match := UNTIL.search(text):
        return read_day(match[1])
    match = LASTS.search(text)
    if (
        match is None
        or begins is None
        or begins.year is None
        or not BEGINS.search(text[max(0, match.start() - 60) : match.start()])
    ):
        return None
    years = int(match[1]) if match[1].isdigit() else han_number(match[1])
    end = begins.with_year(begins.year + years).to_date()
    assert end is not None
    last = end - dt.timedelta(days=1)
    return PartialDate(last.year, last.month, last.day)


# --- planned for --------------------------------------------------------------------------------


def plan_years(title: str) -> tuple[int | None, int | None]:
    """First and last year a title plans for; a school year has two, “十四五” five, one year has no last."""
    title = title.translate(FULL_WIDTH)
    match = PLAN_SPAN.search(title)
    if match and (ahead := LOOKS_AHEAD.search(title, match.end())):
        match = PLAN_SPAN.search(title, ahead.start()) or match
    if match:
        first, last = int(match[1]), int(match[2]) if match[2] else None
        if last is None and match[3].startswith("学年"):
            last = first + 1
        return first, last if last and last > first else None
    five = FIVE_YEARS.search(title)
    if five and PLANS.search(title):
        first = 1951 + 5 * han_number(five[1])
        return first, first + 4
    return None, None


def opening_year(lines: Sequence[str], day_of_issue: PartialDate | None) -> int | None:
    """The year that the opening sentence of a notice says it is about.

    A year before that of issue is what is reported on, not planned for.
    """
    for line in lines[:HEAD]:
        match = OPENS.search(line.translate(FULL_WIDTH))
        if match is None:
            continue
        year = int(match[1])
        written = day_of_issue.year if day_of_issue else None
        return year if written is None or year >= written else None
    return None
