"""Lines that only tell of a document's issue: who issued it, when and under which number."""

from __future__ import annotations

import re

IMPRINT = re.compile(
    r"^[（(][^（）()]{0,60}(?:通过|发布|公布|修订|修正|印发|施行)[）)]$"
    r"|^[一-鿿]{2,12}\s*[〔\[［（(]\s*(?:19|20)\d{2}\s*[〕\]］）)]\s*第?\d+号$"
    r"|^(?:发布|印发|发文)(?:单位|机关|时间|日期)[：:].{0,60}$"
)
"""A line that only tells who issued a document, when and under which number."""
ASKS_IMPRINT = re.compile(
    r"文号|发布|印发|公布|修订|修改|通过|施行|哪[年天月日]|什么时[候间]|啥时|何时|几[号月]|谁|哪个(?:部门|单位)"
)


def only_imprint(question: str, words: str) -> bool:
    """Does a line only tell of the document's issue, and is something else asked for?"""
    return bool(IMPRINT.search(words.strip())) and not ASKS_IMPRINT.search(question)
