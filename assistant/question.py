"""Question → Query: what is asked for, of when, where, whom and which document; follow-ups resolved by rule."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from assistant.asker_place import without_own_place
from assistant.computed_words import ASKED_REGIONS, REGIONS_LAST
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
from assistant.names import Known, Named, named_documents
from assistant.places import named_places
from assistant.places_below import places_below
from assistant.question_kind import kind_of
from assistant.question_words import ARTICLE, ISSUERS, OWNER, SCOPE_SAID, SCOPES, STATE_WORDS, YEAR
from assistant.records import Query
from assistant.region_groups import spelled_out
from assistant.schedule_named import LISTED_KINDS, asks_for_tasks, named_schedule
from assistant.terms import content
from ingest.grammar import find_times, parse_numeral
from ingest.records import FactTime

SHORT_YEARS = re.compile(
    r"(?<!\d)([123]\d)年?(?:的|[秋春]季)?(?:和|跟|与|同|比|到|、)([123]\d)年(?![级龄以内来])"
)
"""24年跟25年: two years that stand beside each other; one alone may be a span of years."""
BEFORE_OWNER = re.compile(
    r"^(?:年度?)?(?:[上下]?半年|月份?|季度)?(?:[一-鿿]{0,8}?(?:分工表|任务表|清单|方案|文件|计划|要点|通知)(?:里面?|中|上)|(?<=年))?"
    r"(?:[一-鿿]{2,10}?(?:实事|事项|任务|工作|[报公]告|公报|名单|目标|条例|意见|通知|方案|表|安排)(?:里[面头]?|中(?!心|[小学职央专等])|上(?!级|海))由?)?"
)
"""What stands before an office and is none of its name: 年分工表里 of 2026年分工表里安全科, 半年 of 下半年基教科."""
LONG_TITLE = 12
"""Code points of a title that says which document is meant, whatever else is called a plan of a term."""
NO_SCOPE = re.compile(
    r"[开放入上升返复休转]学前(?!教育|班|儿童)|村(?:里的?)?小学(?=[^，。？?]{0,6}(?:撤|并(?!不|且|没)))"
)
"""开学前 is no 学前; which village schools are closed is told of 小规模学校 and 教学点."""


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
    if scheduled := _scheduled(text, named, library, today):
        named = scheduled
        kind = "tasks" if kind in LISTED_KINDS and asks_for_tasks(text) else kind
    asked = REGIONS_LAST.sub("，", ASKED_REGIONS.sub("，", _without(text, named.words)))
    asked = spelled_out(asked, " ".join(known.place for known in library))
    places, absent, said = named_places(asked, library)
    absent = without_own_place(text, absent)
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
        owner=BEFORE_OWNER.sub("", owner.group(1)) if owner else "",
        topic=content(_without(_without_time(text, time), (*said, *named.words))),
        state=next((s for s, p in STATE_WORDS if p.search(text)), "") if kind == "status" else "",
        documents=named.documents or None,
        missing=(*absent, *named.missing),
        named=(*said, *named.words),
        issuers=tuple(dict.fromkeys(match.group() for match in ISSUERS.finditer(text))),
    )


def _scheduled(
    text: str, named: Named, library: Sequence[Known], today: dt.date | None
) -> Named | None:
    """The plan of a term that a question calls by its kind, where it names no document by title."""
    if named.missing or any(name in text for name in named.words if len(name) >= LONG_TITLE):
        return None
    return named_schedule(text, library, today)


def _scope(text: str) -> str:
    """The first scope of the question, as documents write it."""
    text = NO_SCOPE.sub("", text)
    for said, written in SCOPE_SAID:
        if said in text:
            return written
    return next((s for s in SCOPES if s in text), "") or stage(text)


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
    if two := SHORT_YEARS.search(text):
        years += [2000 + int(y) for y in two.groups()]
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
