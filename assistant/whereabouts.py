"""The place of a document whose title and issuer say none: what its first lines begin with."""

from __future__ import annotations

import re
from itertools import islice

from assistant.regions import NOT_PLACES, PLACE_PART

LINES, LONGEST = 8, 48
"""Lines looked at from the top that are not empty, and code points of one that may be a heading or an organ."""
DASHES = re.compile(r"^[\s—\-（(]*(?:\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?)?[在于]?")
"""What stands before the place in the line under a title: ——2026年1月16日在."""
BEGINS = re.compile(
    r"((?:[一-鿿]{2,4}?(?:省|自治区|特区))?(?:[一-鿿]{2,5}?(?:市|自治州|州|盟|地区))?(?:[一-鿿]{1,5}?(?:自治县|县|区|旗))?)"
    r"(?=教育|教体|人民|政府|委员会|财政|发展|人力|卫生|公安|市场|第|中小学|幼儿园|学校|中学|小学|\d{4}年|关于|招生|“|学生)"
)
"""A region at the beginning of a line, with what makes it one of a document and not of a sentence."""


def place_of(text: str) -> str:
    """The region with its ranks that the head of a text begins a line with; empty where none does."""
    lines = islice((line.strip() for line in text.split("\n") if line.strip()), LINES)
    for line in lines:
        found = BEGINS.match(DASHES.sub("", line)) if len(line) <= LONGEST else None
        name = found.group(1) if found else ""
        if len(name) > 2 and not NOT_PLACES.match(name) and PLACE_PART.findall(name):
            return name
    return ""
