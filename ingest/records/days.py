"""Days whose year may be unknown."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A calendar day whose year may be unknown. Written as EDTF: ``2025-09-01``, ``XXXX-09-01``."""

    year: int | None
    month: int
    day: int

    def __post_init__(self) -> None:
        if not 1 <= self.month <= 12 or not 1 <= self.day <= last_day(self.year, self.month):
            raise ValueError(f"no such day: {self.year}-{self.month}-{self.day}")

    def __str__(self) -> str:
        year = "XXXX" if self.year is None else f"{self.year:04d}"
        return f"{year}-{self.month:02d}-{self.day:02d}"

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Reads what ``str`` wrote. Raises ValueError on anything else."""
        year, month, day = text.split("-")
        return cls(None if year == "XXXX" else int(year), int(month), int(day))

    def with_year(self, year: int | None) -> PartialDate:
        """The same month and day of another year; 29 February becomes the month's last day."""
        return PartialDate(year, self.month, min(self.day, last_day(year, self.month)))

    def to_date(self) -> dt.date | None:
        """The calendar day, or None where the year is unknown."""
        return None if self.year is None else dt.date(self.year, self.month, self.day)


def last_day(year: int | None, month: int) -> int:
    """The last day of a month; 29 for a February of an unknown year."""
    return monthrange(2000 if year is None else year, month)[1]
