"""A later question that only adds up what the one before asked of each: 五个区县凑一起是多少 behind 名额怎么分给各区县."""

from __future__ import annotations

import re

from assistant.pointed_places import POINTS
from assistant.region_rows import EXCLUDED, OF_REGIONS
from assistant.short_parts import matter_of

ADDS = re.compile(
    r"(?:一共|总共|合计|总计|共计|拢[共总]|统共|加(?:在)?一?[起块]?(?:来|儿)?|合起来|凑(?:在)?一?[起块]?(?:来|儿)?)"
)
"""What adds up."""
SAYS_NOTHING = re.compile(
    r"那么?|这|的话|的|是|有|要|得|能|会|又|再|就|都|呢|呀|啊|吗|了|多少|几|总的?|数|[个项人名所件块套间台位元万亿]|计划|[，,。？?\s]"
)
LEFT = 1
"""Characters that may be left of a question that names no matter."""


def with_matter(question: str, earlier: str) -> str:
    """The question behind the matter of the earlier one; as it is where it names one of its own or adds nothing up."""
    if not OF_REGIONS.search(question) or not ADDS.search(question) or POINTS.search(question):
        return question
    rest = OF_REGIONS.sub("", EXCLUDED.sub("", question))
    left = SAYS_NOTHING.sub("", ADDS.sub("", rest))
    matter = matter_of(earlier)
    return f"{matter} {question}" if len(left) <= LEFT and matter else question
