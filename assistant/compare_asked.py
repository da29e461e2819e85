"""Whether a question that compares asks for numbers at all."""

from __future__ import annotations

import re

from assistant.computed_words import AGAINST, DIFFERENCE
from assistant.question_words import DATE, NUMBER

OF_TIME = re.compile(
    r"(?:报名|开学|放假|截止|施行|实施|办理|登记)[^，。？?]{0,4}(?:时间|日期)|哪个(?:更)?[早晚]"
)
IN_WHAT = re.compile(r"(?:区别|不同|不一样|差别)")


def asks_no_number(text: str) -> bool:
    """Does a question compare times, or ask in what two things differ, not by how much?"""
    if DIFFERENCE.search(text) or AGAINST.search(text):
        return False
    return bool(
        DATE.search(text)
        or OF_TIME.search(text)
        or (IN_WHAT.search(text) and not NUMBER.search(text))
    )
