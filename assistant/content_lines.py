"""The lines that an iCalendar file is made of (RFC 5545 §3.1): words escaped, long lines folded.

Our own, because the icalendar package takes a second for a thousand events; the tests read back with it.
"""

from __future__ import annotations

import datetime as dt
import re

WIDTH = 75
"""Octets of a line at most, its end not counted."""
ESCAPES = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}
"""Characters that mean something else in a text."""
SPECIAL = re.compile(r"[\\;,\n]")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
"""What no calendar may hold."""


def text(name: str, words: str) -> bytes:
    """A property whose value is text."""
    plain = UNPRINTABLE.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))
    return raw(name, SPECIAL.sub(lambda found: ESCAPES[found[0]], plain))


def raw(name: str, value: str) -> bytes:
    """A property whose value stands as it is; ``name`` may carry parameters."""
    return fold(f"{name}:{value}".encode("utf-8", "replace")) + b"\r\n"


def day(name: str, value: dt.date) -> bytes:
    """A property whose value is a day."""
    return raw(f"{name};VALUE=DATE", f"{value:%Y%m%d}")


def moment(name: str, value: dt.datetime) -> bytes:
    """A property whose value is a time, in UTC."""
    return raw(name, f"{value.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}")


def duration(value: dt.timedelta) -> str:
    """A stretch of time in whole minutes, perhaps negative: -P6DT15H."""
    sign, minutes = ("-" if value < dt.timedelta(0) else ""), abs(value) // dt.timedelta(minutes=1)
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    clock = f"{f'{hours}H' if hours else ''}{f'{minutes}M' if minutes else ''}"
    if not clock:
        return f"{sign}P{days}D"
    return f"{sign}P{f'{days}D' if days else ''}T{clock}"


def fold(line: bytes) -> bytes:
    """Lines of at most WIDTH octets, each but the first behind a space; no character is cut."""
    pieces, start, room = [], 0, WIDTH
    while len(line) - start > room:
        end = start + room
        while line[end] & 0xC0 == 0x80:  # inside a character
            end -= 1
        pieces.append(line[start:end])
        start, room = end, WIDTH - 1
    return b"\r\n ".join([*pieces, line[start:]])
