"""JioNLP 1.5.29 (a dev extra) behind the nouns of our grammar, so that both are scored by one rule.

It prints an advertisement on stdout, logs a traceback for words that it cannot read, and reckons in
the time zone of the process, which must be China's.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
import os
import sys
import time
from collections.abc import Iterator
from decimal import Decimal
from importlib import metadata
from importlib.util import find_spec
from typing import Any

from ingest.grammar import Quantity, TimeSpan
from ingest.records import PartialDate

MISSING = 'JioNLP is not installed (pip install "edu-policy-assistant[peers]")'
ZONE = "Asia/Shanghai"


def installed() -> bool:
    """Can it be imported?"""
    return find_spec("jionlp") is not None


class JioNlp:
    """Its two extractors. ``find_times`` and ``find_quantities`` (money only) answer as ours do."""

    def __init__(self, package: Any) -> None:
        self._package = package
        self.name = f"jionlp {metadata.version('jionlp')}"

    def extract_times(self, text: str, now: dt.datetime) -> list[dict[str, Any]]:
        """Its own answer; nothing where it fails."""
        try:
            return self._package.ner.extract_time(text, time_base=now.timestamp()) or []
        except Exception:  # whatever it raises, it found nothing
            return []

    def extract_money(self, text: str) -> list[dict[str, Any]]:
        """Its own answer; nothing where it fails."""
        try:
            return self._package.ner.extract_money(text, with_parsing=True) or []
        except Exception:
            return []

    def find_times(self, text: str, now: dt.datetime) -> tuple[TimeSpan, ...]:
        """Its times as days; a duration or period has none."""
        return tuple(_time(row) for row in self.extract_times(text, now))

    def find_quantities(self, text: str) -> tuple[Quantity, ...]:
        """Its amounts of money."""
        return tuple(_money(row) for row in self.extract_money(text))


@contextlib.contextmanager
def opened() -> Iterator[JioNlp]:
    """JioNLP, kept quiet and in its time zone as long as the context lasts."""
    before, level = os.environ.get("TZ"), logging.root.manager.disable
    with contextlib.redirect_stdout(sys.stderr):
        try:
            _zone(ZONE)
            import jionlp

            logging.disable(logging.CRITICAL)
            yield JioNlp(jionlp)
        finally:
            logging.disable(level)
            _zone(before)


def _zone(name: str | None) -> None:
    """Sets the time zone of the process; Windows has no tzset and keeps its own."""
    if name is None:
        os.environ.pop("TZ", None)
    else:
        os.environ["TZ"] = name
    if hasattr(time, "tzset"):
        time.tzset()


def _time(row: dict[str, Any]) -> TimeSpan:
    start, end = row["offset"]
    ends = row["detail"].get("time")
    lo, hi = (_day(value) for value in ends) if isinstance(ends, list) else (None, None)
    return TimeSpan(start, end, row["text"], lo, hi, "in", "day")


def _day(value: Any) -> PartialDate | None:
    try:
        day = dt.datetime.fromisoformat(str(value)).date()
    except ValueError:  # inf, -inf
        return None
    return PartialDate(day.year, day.month, day.day)


def _money(row: dict[str, Any]) -> Quantity:
    (start, end), amount = row["offset"], row["detail"]["num"]
    text, unit = row["text"], row["detail"].get("case", "")
    if isinstance(amount, list):
        lo, hi = (Decimal(str(value)) for value in amount)
        return Quantity(start, end, text, None, unit, "range", lo, hi)
    return Quantity(start, end, text, Decimal(str(amount)), unit, "eq")
