"""Serial days of a spreadsheet → a date or time in the words that its number format asks for."""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal

from ingest.load.sheet_formats import literal

_UNIT = re.compile(r"^(?:(y+|e)|(m+)|(d+)|(h+)|(s+)|(a{3,4})|(AM/PM|A/P|上午/下午))$", re.I)
_NAMES = ("y", "m", "d", "h", "s", "a", "half")
_ELAPSED = re.compile(r"^\[(h+|m+|s+)\]$", re.I)
_SYSTEM = re.compile(r"^\[\$-(?:x-sys(date|time)|F(800|400))", re.I)
_WEEK = "一二三四五六日"
_HAN = str.maketrans("0123456789", "〇一二三四五六七八九")
_LAST = 2_958_465
"""Serial of 31 December 9999."""


def is_date(tokens: tuple[str, ...]) -> bool:
    """Does a section of a format print a date or a time?"""
    return any(_unit(t) or _ELAPSED.match(t) or _SYSTEM.match(t) for t in tokens)


def _unit(token: str) -> str:
    match = _UNIT.match(token)
    return _NAMES[match.lastindex - 1] if match and match.lastindex else ""


def date_words(tokens: tuple[str, ...], value: Decimal, *, from_1904: bool) -> str:
    """The date's words, or "" where a calendar has no such day."""
    moment = _moment(value, from_1904)
    if moment is None:
        return ""
    for token in tokens:
        if system := _SYSTEM.match(token):
            time = (system[1] or "").lower() == "time" or system[2] == "400"
            return f"{moment:%H:%M:%S}" if time else _day(moment, "ymd")
    units = _resolved(tokens)
    asked = "".join(u for u, _ in units if u in "ymd" and u)
    if not _plain(asked, [t for u, t in units if u == "m"]):
        clock = " ".join(filter(None, [_day(moment, asked), _clock(moment, units)]))
        return clock
    return _laid_out(tokens, units, moment, value)


def _moment(value: Decimal, from_1904: bool) -> dt.datetime | None:
    if not 0 <= value <= _LAST:
        return None
    days = int(value)
    seconds = int(((value - days) * 86400).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    # the spreadsheet's 1900 has a 29 February
    first = dt.datetime(1904, 1, 1) if from_1904 else dt.datetime(1899, 12, 30 if days > 59 else 31)
    try:
        return first + dt.timedelta(days=days, seconds=seconds)
    except OverflowError:
        return None


def _resolved(tokens: tuple[str, ...]) -> list[tuple[str, str]]:
    """Each token with its unit; an m beside hours or seconds is a minute (``min``)."""
    units = [(_unit(t), t) for t in tokens]
    clock = [i for i, (u, t) in enumerate(units) if u in ("h", "s") or _ELAPSED.match(t)]
    dated = [i for i, (u, _) in enumerate(units) if u]
    for k, i in enumerate(dated):
        if units[i][0] != "m":
            continue
        before = max((c for c in clock if c < i), default=None)
        after = min((c for c in clock if c > i), default=None)
        next_to = (k > 0 and dated[k - 1] == before) or (
            k + 1 < len(dated) and dated[k + 1] == after and units[dated[k + 1]][0] == "s"
        )
        elapsed = before is not None and not any(before < j < i for j in dated)
        if next_to or elapsed:
            units[i] = ("min", units[i][1])
    return units


def _plain(asked: str, months: list[str]) -> bool:
    """Is it written in the order year, month, day, with the month as a number?"""
    return asked in ("", "y", "m", "d", "ym", "md", "ymd") and all(len(m) < 3 for m in months)


def _day(moment: dt.datetime, asked: str) -> str:
    if "y" in asked and "d" in asked:
        return f"{moment.year}-{moment.month:02}-{moment.day:02}"
    if "y" in asked:
        return f"{moment.year}年{moment.month}月"
    return f"{moment.month}月{moment.day}日" if "d" in asked else f"{moment.month}月"


def _clock(moment: dt.datetime, units: list[tuple[str, str]]) -> str:
    asked = {u for u, _ in units}
    if "h" not in asked:
        return ""
    return f"{moment:%H:%M:%S}" if "s" in asked else f"{moment:%H:%M}"


def _laid_out(
    tokens: tuple[str, ...], units: list[tuple[str, str]], moment: dt.datetime, value: Decimal
) -> str:
    han = any(t.lower() == "[dbnum1]" for t in tokens)
    halves = any(u == "half" for u, _ in units)
    out: list[str] = []
    for i, (unit, token) in enumerate(units):
        elapsed = _ELAPSED.match(token)
        if elapsed:
            size = {"h": 24, "m": 1440, "s": 86400}[elapsed[1][0].lower()]
            out.append(str(int(value * size)).zfill(len(elapsed[1])))
        elif unit:
            out.append(_printed(unit, token, moment, halves, han))
        elif token in "0#?" or (token == "." and tokens[i + 1 : i + 2] == ("0",)):
            continue  # fractions of a second
        else:
            said = literal(token)
            out.append(token if said is None else said)
    return "".join(out).strip()


def _printed(unit: str, token: str, moment: dt.datetime, halves: bool, han: bool) -> str:
    hour = (moment.hour - 1) % 12 + 1 if halves else moment.hour
    numbers = {
        "m": moment.month,
        "d": moment.day,
        "h": hour,
        "min": moment.minute,
        "s": moment.second,
    }
    if unit == "y":
        return str(moment.year).translate(_HAN) if han else str(moment.year)
    if unit == "half":
        return ("上午", "下午")[moment.hour >= 12]
    if unit == "a" or (unit == "d" and len(token) > 2):
        name = _WEEK[moment.weekday()]
        return name if token.lower() == "aaa" else f"星期{name}"
    number = numbers[unit]
    if han:
        return _han(number)
    return f"{number:02}" if len(token) == 2 else str(number)


def _han(number: int) -> str:
    ten, one = divmod(number, 10)
    tens = "" if ten == 0 else "十" if ten == 1 else f"{str(ten).translate(_HAN)}十"
    return tens + (str(one).translate(_HAN) if one or not ten else "")
