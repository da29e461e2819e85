"""Question → Query: what is asked for, of when, where, whom and which document; follow-ups resolved by rule."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from assistant.asked_windows import says_loosely
from assistant.computed_words import ASKED_REGIONS, REGIONS_LAST, computed_kind
from assistant.follow_up import (
    Answered,
    Before,
    History,
    by_itself,
    inherit,
    is_follow_up,
    last_said,
    last_user,
)
from assistant.grades import stage
from assistant.measure import asked_measure
from assistant.names import Known, named_documents
from assistant.places import named_places
from assistant.places_below import places_below
from assistant.question_words import (
    ARTICLE,
    COUNTED,
    DATE,
    DEFINITION,
    GOAL,
    GREETING,
    HOW,
    ISSUERS,
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
    SCOPE_SAID,
    SCOPES,
    STATE_WORDS,
    STATUS,
    TARGET_WORDS,
    TASK_WORDS,
    WHICH_DOCUMENTS,
    WHO,
    YEAR,
    YES_NO,
)
from assistant.records import Query, QuestionKind
from assistant.region_groups import spelled_out
from assistant.terms import content
from ingest.grammar import find_times, parse_numeral
from ingest.records import FactTime


def read_question(
    question: str,
    *,
    history: History = (),
    today: dt.date | None = None,
    library: Sequence[Known] = (),
    answered: Answered | None = None,
) -> Query:
    """Reads one question; ``history`` is (role, text), oldest first; ``answered`` tells which documents an
    earlier question was answered from, for “这个办法” where nothing has named it."""
    own = _read(question, today, library)
    if not any(role == "user" for role, _ in history) or not is_follow_up(question, own):
        return own
    return inherit(own, _before(history, today, library, answered))


def read_by_itself(
    question: str,
    *,
    history: History,
    today: dt.date | None = None,
    library: Sequence[Known] = (),
    answered: Answered | None = None,
) -> Query | None:
    """A follow-up as a question of its own about the documents that the one before was answered from; None where it
    says too little for that. Arguments as for ``read_question``."""
    own = _read(question, today, library)
    return by_itself(own, _before(history, today, library, answered))


def _before(
    history: History, today: dt.date | None, library: Sequence[Known], answered: Answered | None
) -> Before:
    last = last_user(history)
    asked, earlier = history[last][1], history[:last]
    query = read_question(asked, history=earlier, today=today, library=library, answered=answered)

    def documents() -> Sequence[str]:
        return answered(asked, earlier) if answered else ()

    return Before(query, last_said(history), library, documents)


def _read(question: str, today: dt.date | None, library: Sequence[Known]) -> Query:
    text = question.strip()
    kind = kind_of(text)
    time = _time(text, today)
    article = ARTICLE.search(text)
    owner = OWNER.search(text)
    measure = asked_measure(text)
    named = named_documents(text, library)
    asked = REGIONS_LAST.sub("，", ASKED_REGIONS.sub("，", _without(text, named.words)))
    asked = spelled_out(asked, " ".join(known.place for known in library))
    places, absent, said = named_places(asked, library)
    places = places_below(text, places, (known.place for known in library))
    return Query(
        question=text,
        text=text,
        kind=kind,
        time=time,
        years=_years(text, today),
        places=places,
        article=_article(article) if article else "",
        scope=_scope(text),
        unit=measure.family if measure else "",
        owner=owner.group(1) if owner else "",
        topic=content(_without(_without_time(text, time), (*said, *named.words))),
        state=next((s for s, p in STATE_WORDS if p.search(text)), "") if kind == "status" else "",
        documents=named.documents or None,
        missing=(*absent, *named.missing),
        named=(*said, *named.words),
        issuers=tuple(dict.fromkeys(match.group() for match in ISSUERS.finditer(text))),
    )


ROOM_BEHIND = 2
"""Characters that may stand behind what asks whether: 认不认呀."""


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


def _scope(text: str) -> str:
    """The first scope of the question, as documents write it."""
    for said, written in SCOPE_SAID:
        if said in text:
            return written
    return next((s for s in SCOPES if s in text), "") or stage(text)


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
    return not other


def _of_a_year(text: str) -> bool:
    """Is the only time a year? 今年有啥扶持 asks for no list of tasks."""
    return all(t.precision == "year" for t in find_times(text, reference=dt.date(2000, 1, 1)))


def _asks_duties(text: str, listing: bool) -> bool:
    """What an office is responsible for; 由哪个科室负责 asks who."""
    owner = OWNER.search(text)
    return bool(owner and not WHO.search(text) and (listing or re.search(r"负责|牵头", text)))


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
