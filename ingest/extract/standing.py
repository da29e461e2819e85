"""The time that a heading or an opening sentence gives to the values below it: 三、2026年重点工作."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.extract.clauses import Sentence
from ingest.extract.governing import Governed
from ingest.extract.reading import SHORT_LINE, STOP, Line, Years, fact_time
from ingest.records import FactTime, Section

# What follows the time in the heading of a part that plans: 的|经济社会发展|主要目标任务.
PLANS = re.compile(
    r"^的?(?!政府工作报告)[^，,。；;：:《》]{0,12}?(?:工作|任务|目标|安排|打算|思路|重点|举措|考虑|部署|要求)"
    r"(?!回顾|总结|情况|报告|成效|要点|计划|方案)[^，,。；;：:《》]{0,8}$"
)
# 三、, （一）, 1. before the words of a heading.
NUMBER = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．])?\s*")
# Times that are long enough to govern more than their own task.
LONG = frozenset(("year", "plan"))
# A sentence or line after which the goals follow: …主要预期目标是：
# 确保“十五五”良好开局: a period that is spoken of, not planned for.
PERIOD_BEGINS = re.compile(r"(?:时期)?(?:良好|精彩)?(?:开局|开好局|起步|收官|规划|是)")
OPENS = re.compile(r"[：:]\s*$")


class Standing:
    """The time that holds for the values of a line which have none of their own.

    Lines are entered in document order; a heading's time ends with its section, that of an opening
    line with the section it stands in, that of a sentence with its paragraph.
    """

    def __init__(self, sections: Sequence[Section], years: Years) -> None:
        self._years = years
        self._parts = {
            section.heading.start: section for section in sections if section.kind == "heading"
        }
        self._part: tuple[FactTime, int] | None = None
        self._opening: tuple[FactTime, tuple[str, ...]] | None = None
        self._said: FactTime | None = None

    def enter(self, line: Line) -> None:
        """Begins a paragraph: what its predecessors say still holds, or a heading says otherwise."""
        self._said = None
        section = self._parts.get(line.start)
        if section is not None or (len(line.text) <= SHORT_LINE and not STOP.search(line.text)):
            self._head(line, section)
        if self._part is not None and line.start >= self._part[1]:
            self._part = None
        if self._opening is not None:
            path = self._opening[1]
            if line.section[: len(path)] != path or line.start in self._parts:
                self._opening = None

    def _head(self, line: Line, section: Section | None) -> None:
        title = line.text if section is None else section.title
        bare = title[NUMBER.match(title).end() :] if section is None else title  # type: ignore[union-attr]
        found = self._years.times(bare)
        if len(found) != 1 or found[0].start or not PLANS.match(bare[found[0].end :].strip()):
            if section is not None and self._part is not None and line.start >= self._part[1]:
                self._part = None
            return
        at = line.start + line.text.find(bare[: found[0].end])
        time = replace(fact_time(found[0]), start=at, end=at + found[0].end)
        if line.text.find(bare[: found[0].end]) < 0 or self._years.over_time(time):
            return
        self._opening = None
        self._part = (time, section.end if section is not None else 1 << 60)

    def heard(self, line: Line, sentence: Sentence, times: list[Governed]) -> None:
        """Remembers the leading time of a sentence for what follows it."""
        leads = [g.time for g in times if g.role == "lead" and g.time.precision in LONG]
        leads = [t for t in leads if t.hi is not None or t.lo is not None]
        leads = [t for t in leads if not t.recurring and not self._years.over(t)]
        leads = [t for t in leads if not PERIOD_BEGINS.match(line.text, t.end - line.start)]
        if not leads:
            return
        self._said = fact_time(leads[0])
        if OPENS.search(line.text):
            self._opening = (self._said, line.section)

    @property
    def time(self) -> FactTime | None:
        """What holds for a value that stands here and has no time of its own."""
        if self._said is not None:
            return self._said
        if self._opening is not None:
            return self._opening[0]
        return self._part[0] if self._part is not None else None
