"""An item of a list as it is told: without its number, of bounded length."""

from __future__ import annotations

import re

from assistant.listing import ORDINAL
from assistant.sentences import bare
from ingest.grammar import find_quantities, find_times, numbering

ITEM_LENGTH, TELLING_LENGTH = 90, 170
"""Code points of one item, cut at a comma; where a later number, day or name tells it, up to so many."""
NAMED = re.compile(r"[《“][^》”]{2,30}[》”]")


def plain_item(item: str) -> str:
    """An item without its number, its 一是 and its closing mark."""
    words = bare(item).replace("\t", " ")
    mark = ORDINAL.match(words)
    return words[mark.end() :] if mark and mark.end() < len(words) else words


def bare_lead(words: str) -> str:
    """What leads a list, without its own number."""
    number = numbering(words)
    return words[number.end :].strip() if number else words.strip()


def shortened(words: str, length: int = ITEM_LENGTH) -> str:
    """An item of bounded length, cut at a comma with an ellipsis; not before the numbers, days and names that
    tell it, where they come soon."""
    if len(words) <= length:
        return words
    telling = [q.end for q in find_quantities(words)] + [t.end for t in find_times(words)]
    telling += [m.end() for m in NAMED.finditer(words)]
    last = max((end for end in telling if end <= TELLING_LENGTH), default=0)
    if last > length and length >= ITEM_LENGTH:
        ends = [at for mark in "，,；;。" if (at := words.find(mark, last)) >= 0]
        cut = min(ends, default=len(words))
        return words if cut >= len(words) - 1 else f"{words[:cut]}……"
    cut = max(words.rfind(mark, 0, length) for mark in "，,、；; ")
    return f"{words[: cut if cut > 30 else length]}……"
