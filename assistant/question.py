"""Question → Query: what is asked for, of when, where, whom and which document; follow-ups resolved by rule."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from assistant.asked_windows import says_loosely
from assistant.computed_words import ASKED_REGIONS, REGIONS_LAST, computed_kind
from assistant.follow_up import History, inherit, is_follow_up, last_user
from assistant.names import Known, named_documents
from assistant.places import named_places
from assistant.question_words import (
    ARTICLE,
    COUNTED,
    DATE,
    DEFINITION,
    GOAL,
    GREETING,
    HOW,
    LISTING,
    MISSED,
    NOT_TASKS,
    NUMBER,
    OVERVIEW,
    OWNER,
    SCOPE_SAID,
    SCOPES,
    STATE_WORDS,
    STATUS,
    TARGET_WORDS,
    TASK_WORDS,
    WHICH_DOCUMENTS,
    WHO,
    YEAR,
)
from assistant.records import Query, QuestionKind
from assistant.region_groups import spelled_out
from assistant.terms import content
from ingest.grammar import find_times, parse_numeral
from ingest.records import FactTime

DUTY = re.compile("负责|牵头")
UNCOMPUTED = frozenset({"greeting", "article", "status"})
"""Kinds that stay what they are whatever else the question counts or compares."""


def read_question(
    question: str,
    *,
    history: History = (),
    today: dt.date | None = None,
    library: Sequence[Known] = (),
) -> Query:
    """Reads one question; ``history`` is (role, text), oldest first."""
    own = _read(question, today, library)
    previous = [text for role, text in history if role == "user"]
    if not previous or not is_follow_up(question, own):
        return own
    before = read_question(
        previous[-1], history=history[: last_user(history)], today=today, library=library
    )
    return inherit(own, before)


def _read(question: str, today: dt.date | None, library: Sequence[Known]) -> Query:
    text = question.strip()
    kind = _kind(text)
    time = _time(text, today)
    article = ARTICLE.search(text)
    owner = OWNER.search(text)
    named = named_documents(text, library)
    asked = REGIONS_LAST.sub("，", ASKED_REGIONS.sub("，", _without(text, named.words)))
    asked = spelled_out(asked, " ".join(known.place for known in library))
    places, absent, said = named_places(asked, library)
    return Query(
        question=text,
        text=text,
        kind=kind,
        time=time,
        years=_years(text, today),
        places=places,
        article=_article(article) if article else "",
        scope=_scope(text),
        owner=owner.group(1) if owner else "",
        topic=content(_without(_without_time(text, time), (*said, *named.words))),
        state=next((s for s, p in STATE_WORDS if p.search(text)), "") if kind == "status" else "",
        documents=named.documents or None,
        missing=(*absent, *named.missing),
        named=(*said, *named.words),
    )


def _kind(text: str) -> QuestionKind:
    """The kind of a question; what the store can compute comes before what only reads like a number or list."""
    computed, plain = computed_kind(text), plain_kind(text)
    return plain if computed is None or plain in UNCOMPUTED else computed


def plain_kind(text: str) -> QuestionKind:
    """The first kind whose words stand in the question; order is from telling to general."""
    listing = bool(LISTING.search(text))
    checks: tuple[tuple[QuestionKind, bool], ...] = (
        ("greeting", bool(GREETING.match(text))),
        ("article", bool(ARTICLE.search(text)) and len(content(ARTICLE.sub("", text))) < 24),
        ("status", _asks_states(text)),
        ("documents", bool(WHICH_DOCUMENTS.search(text)) and not _is_timed(text)),
        ("tasks", _asks_tasks(text)),
        ("tasks", _asks_duties(text, listing)),
        ("open", bool(MISSED.search(text))),
        ("targets", bool(TARGET_WORDS.search(text)) and (listing or bool(GOAL.search(text)))),
        ("date", bool(DATE.search(text))),
        ("overview", bool(OVERVIEW.search(text))),
        ("definition", bool(DEFINITION.search(text))),
        ("number", bool(NUMBER.search(text))),
        ("who", bool(WHO.search(text))),
        ("list", bool(HOW.search(text)) or listing),
    )
    return next((kind for kind, holds in checks if holds), "open")


def _asks_states(text: str) -> bool:
    """Which tasks are overdue or done, as people have marked them; whether targets were reached, a review tells."""
    listed = LISTING.search(text) or TASK_WORDS.search(text)
    return bool(STATUS.search(text) and listed and not MISSED.search(text))


def _scope(text: str) -> str:
    """The first scope of the question, as documents write it."""
    for said, written in SCOPE_SAID:
        if said in text:
            return written
    return next((s for s in SCOPES if s in text), "")


def _is_timed(text: str) -> bool:
    return says_loosely(text) or bool(find_times(text, reference=dt.date(2000, 1, 1)))


def _asks_tasks(text: str) -> bool:
    """A time and words of tasks, and nothing that asks for one number, one date or a reason."""
    if not _is_timed(text) or not (LISTING.search(text) or TASK_WORDS.search(text)):
        return False
    other = NUMBER.search(COUNTED.sub("", text)) or DATE.search(text) or NOT_TASKS.search(text)
    return not other and not TARGET_WORDS.search(text)


def _asks_duties(text: str, listing: bool) -> bool:
    """What an office is responsible for; 由哪个科室负责 asks who."""
    return bool(OWNER.search(text) and not WHO.search(text) and (listing or DUTY.search(text)))


def _time(text: str, today: dt.date | None) -> FactTime | None:
    """The asked window: the first time the question names."""
    for t in find_times(ARTICLE.sub(lambda m: " " * len(m.group()), text), reference=today):
        if t.lo is None and t.hi is None:
            continue
        return FactTime(t.text, t.start, t.end, t.lo, t.hi, t.relation, t.precision, t.recurring)
    return None


def _years(text: str, today: dt.date | None) -> tuple[int, ...]:
    """Every year the question names or means."""
    years = [int(y) for y in YEAR.findall(text)]
    for t in find_times(text, reference=today):
        years += [d.year for d in (t.lo, t.hi) if d is not None and d.year is not None]
    return tuple(dict.fromkeys(years))


def _without_time(text: str, time: FactTime | None) -> str:
    return text if time is None else text[: time.start] + " " + text[time.end :]


def _without(text: str, names: Sequence[str]) -> str:
    """The text without names of places and documents."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, " ")
    return text


def _article(match: re.Match[str]) -> str:
    value = parse_numeral(match.group(1))
    suffix = f"之{match.group(2)}" if match.group(2) else ""
    return f"{int(value)}{suffix}" if value is not None else ""
