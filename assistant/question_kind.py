"""What kind of answer a question asks for, by its words: a number, a date, tasks, a list, whether …"""

from __future__ import annotations

import datetime as dt
import re

from assistant.asked_windows import says_loosely
from assistant.computed_words import TITLED, TITLED_LAST, computed_kind
from assistant.question_words import (
    ARTICLE,
    COUNTED,
    DATE,
    DEFINITION,
    GOAL,
    GREETING,
    HOW,
    LIKE_NUMBER,
    LISTED,
    LISTING,
    MENTIONS,
    MISSED,
    NAMED_COUNT,
    NOT_TASKS,
    NUMBER,
    OVERVIEW,
    OWNER,
    PERSON,
    PROCEDURE,
    STATUS,
    TARGET_WORDS,
    TASK_WORDS,
    WHICH_DOCUMENTS,
    WHO,
    YES_NO,
)
from assistant.records import QuestionKind
from assistant.terms import content
from ingest.grammar import find_times

ROOM_BEHIND = 2
"""Characters that may stand behind what asks whether: 认不认呀."""

MAY_I = re.compile(r"(?:能|可以|让|准|用得着)[^，。有]{0,14}[吗么不][？?。]?$")
"""活动结束后能自己回家吗 asks whether something is allowed, and for no tasks."""


def kind_of(text: str, *, computing: bool = True) -> QuestionKind:
    """The first kind whose words stand in the question; order is from telling to general.

    Without ``computing`` the kind as if nothing could be counted, added or compared.
    """
    listing = bool(LISTING.search(text))
    computed = computed_kind(text) if computing else None
    checks: tuple[tuple[QuestionKind, bool], ...] = (
        ("greeting", bool(GREETING.match(text))),
        ("article", bool(ARTICLE.search(text)) and len(content(ARTICLE.sub("", text))) < 24),
        ("status", _asks_states(text)),
        (computed or "open", computed is not None),
        ("documents", bool(MENTIONS.search(text))),
        ("documents", bool(WHICH_DOCUMENTS.search(text)) and not _is_timed(text)),
        ("documents", bool(TITLED.search(text) or TITLED_LAST.search(text))),
        ("overview", bool(OVERVIEW.search(text))),
        ("tasks", _asks_tasks(text)),
        ("tasks", _asks_duties(text, listing)),
        ("open", bool(MISSED.search(text))),
        ("targets", bool(TARGET_WORDS.search(text)) and (listing or bool(GOAL.search(text)))),
        ("date", bool(DATE.search(text))),
        ("list", bool(NAMED_COUNT.search(text))),
        ("who", bool(WHO.search(text))),
        ("definition", bool(DEFINITION.search(text))),
        ("yesno", _ends_in_yes_or_no(text)),
        ("number", bool(NUMBER.search(text))),
        ("procedure", bool(PROCEDURE.search(text))),
        ("list", bool(LISTED.search(text))),
        ("yesno", bool(YES_NO.search(text))),
        ("number", bool(LIKE_NUMBER.search(text))),
        ("list", bool(HOW.search(text)) or listing),
    )
    return next((kind for kind, holds in checks if holds), "open")


def _ends_in_yes_or_no(text: str) -> bool:
    """交几个月社保能上学吗 asks whether; its 几 asks for no number."""
    found = list(YES_NO.finditer(text))
    ends = bool(found) and found[-1].end() >= len(text.rstrip("？?！!。 ")) - ROOM_BEHIND
    return ends and not (NUMBER.search(text.replace("几", " ")) or LISTED.search(text))


def _asks_states(text: str) -> bool:
    """Which tasks are overdue or done, as people have marked them; whether targets were reached, a review tells."""
    listed = LISTING.search(text) or TASK_WORDS.search(text)
    return bool(STATUS.search(text) and listed and not MISSED.search(text))


def _is_timed(text: str) -> bool:
    return says_loosely(text) or bool(find_times(text, reference=dt.date(2000, 1, 1)))


def _asks_tasks(text: str) -> bool:
    """A time and words of tasks, and nothing that asks for one number, one date or a reason."""
    words = TASK_WORDS.search(text)
    if not _is_timed(text) or not (words or (LISTING.search(text) and not _of_a_year(text))):
        return False
    other = NUMBER.search(COUNTED.sub("", text)) or any(
        p.search(text) for p in (DATE, NOT_TASKS, PERSON, TARGET_WORDS)
    )
    may = MAY_I.search(text) and not LISTING.search(text)
    return not other and not may


def _of_a_year(text: str) -> bool:
    """Is the only time a year? 今年有啥扶持 asks for no list of tasks."""
    return all(t.precision == "year" for t in find_times(text, reference=dt.date(2000, 1, 1)))


def _asks_duties(text: str, listing: bool) -> bool:
    """What an office is responsible for; 由哪个科室负责 asks who."""
    owner = OWNER.search(text)
    return bool(owner and not WHO.search(text) and (listing or re.search(r"负责|牵头", text)))
