"""What the store has near a filter that found nothing: other months, other owners; so that “none” is an answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assistant.owner_names import PARTS
from assistant.records import ChecklistRow

MONTHS = 6
OWNERS = 8


def other_months(rows: Sequence[ChecklistRow]) -> str:
    """In which months there are rows, with how many: 2026年9月 4 项、10月 2 项; empty where none has a month."""
    counts: Counter[tuple[int, int]] = Counter()
    for row in rows:
        time = row.fact.time
        day = (time.hi or time.lo) if time else None
        if time is None or day is None or time.precision not in ("day", "month"):
            continue
        counts[day.year or 0, day.month] += 1
    last = sorted(counts)[-MONTHS:]
    return "、".join(f"{_month(key)} {counts[key]} 项" for key in last)


def _month(key: tuple[int, int]) -> str:
    year, month = key
    return f"{year}年{month}月" if year else f"{month}月（年份不明）"


def other_owners(rows: Sequence[ChecklistRow]) -> str:
    """Which offices own rows, those with most first."""
    counts: Counter[str] = Counter()
    for row in rows:
        counts.update({part for part in PARTS.split(row.fact.owner) if len(part) > 1})
    return "、".join(name for name, _ in counts.most_common(OWNERS))
