"""Words that run into the rank of an office and are no place's name: 安排表上 of 安排表上市局, 报送 of 报送县局."""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np

from assistant.regions import ORDINARY
from ingest.embedding import bundled

OFFICE = re.compile(r"(?:教育|教体)?[局厅委办]|政府|中心(?:学校|小学|校|园)")
"""What stands behind the rank where the office of one's own place is meant: 局 of 市局, 厅 of 省厅."""
ENDS = re.compile(
    r"(?:[上里内中下送交报给]|[日月周号天]|[上下]?半年|[今去明当每本]年|[年月]?[初底末]|[之以]?[前后]|[春夏秋冬寒暑][季天假]?|学期|份)$"
)
"""Ends of words that say where, when or to whom: 会上, 月底, 材料送."""
EVERYDAY = 6.5
"""Length of a word's vector up to which it is a word of everyday: rare ones, which tell much, are longer. Measured on
names of counties (most above 7, or cut into characters) and on words of questions (most below 6)."""


def is_no_name(stem: str, behind: str) -> bool:
    """Is what stands before a rank the end of other words? ``behind`` is the text after the rank."""
    if stem in ORDINARY:
        return False
    if len(stem) > 2:
        return bool(ENDS.search(stem)) or _everyday(stem)
    return bool(OFFICE.match(behind)) and (bool(ENDS.search(stem)) or _everyday(stem))


@lru_cache(maxsize=4096)
def _everyday(stem: str) -> bool:
    """Does it hold a whole word of everyday, of two characters at least?"""
    words, vectors = bundled().words(stem), bundled().word_vectors([stem])[0]
    lengths = np.linalg.norm(vectors, axis=1)
    pairs = zip(words, lengths, strict=False)
    return any(len(word) > 1 and word in stem and length < EVERYDAY for word, length in pairs)
