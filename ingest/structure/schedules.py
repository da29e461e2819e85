"""How schedules of a term or a month are titled, and the lines that only group what they hold."""

from __future__ import annotations

import re

SCHEDULE_TITLE = re.compile(
    r"^[^。；，！？,;!?：:]{0,40}(?:学年度?|学期|\d{4}年|\d月份?|[一二三四五六七八九十]月份?)[^。；，！？,;!?：:]{0,16}"
    r"(?:安排表?|校历|行事历|月历|日程表?|进程表?|一览表?)(?:[（(][^）)]{1,20}[）)])?$"
)
"""The name of a schedule says for when it is: 2025学年第二学期工作安排; only as the first line."""
A_MONTH = re.compile(
    r"^\s*(?:(?:20\d\d)?年?\s*(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?|第?[一二三四五六七八九十\d]{1,3}周|第[一二三四1-4]季度|[春夏秋冬]季)\s*$"
)
"""A month or week alone groups what a schedule holds; it is nobody's title, whatever its looks."""
