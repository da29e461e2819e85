"""Follow-up questions (“那小学呢？”, “什么时候？”, “这个办法呢”): what they inherit from the turns before, by rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from assistant.follow_up_items import article, item, more
from assistant.follow_up_text import (
    LONG,
    alike,
    extra_words,
    other_office,
    own_words,
    says_again,
    swapped,
    twin_of,
    without,
    without_asking,
    words_left,
)
from assistant.follow_up_words import (
    ANOTHER_CASE,
    CONDITION,
    FIRST_ITEM,
    FOLLOW,
    ITSELF,
    MORE,
    OF_DOCUMENT,
    PRONOUN,
    REFERS,
    TASKS_SAID,
    THIS_DOCUMENT,
    WHAT_THEN,
)
from assistant.names import Known, named_documents
from assistant.records import Query
from assistant.terms import content
from assistant.title_words import QUOTED
from assistant.turned_scope import turned
from assistant.whole_library import OF_LIBRARY, asks_for_all

History = Sequence[tuple[str, str]]
"""(role, text) of a conversation, oldest first."""
Answered = Callable[[str, History], Sequence[str]]
"""Ids of the documents that a question of a conversation was answered from; best first."""


OF_ITS_OWN = 2
"""Characters of own words from which what stands behind 呢 is a question of its own."""


@dataclass(frozen=True, slots=True)
class Before:
    """The turns before a question: the last question as read, what was said to it, and what was asked of."""

    query: Query
    said: str
    library: Sequence[Known]
    documents: Callable[[], Sequence[str]]


def last_user(history: History) -> int:
    """Where the last question of a conversation stands; there must be one."""
    return max(i for i, (role, _) in enumerate(history) if role == "user")


def last_said(history: History) -> str:
    """What the assistant said to the last question; empty where it said nothing."""
    return "\n".join(text for role, text in history[last_user(history) :] if role == "assistant")


def is_follow_up(question: str, own: Query) -> bool:
    """Does this question lean on the one before it: by its first words, by what it points to, or because
    every word of it is one that says nothing alone?"""
    if own.kind == "greeting" or (own.documents and not REFERS.search(question)):
        return False
    text = question.strip()
    if alike(own):
        return True
    if asks_for_all(text) and OF_LIBRARY.search(text):
        return False
    cues = (
        FOLLOW.search,
        REFERS.search,
        CONDITION.match,
        MORE.match,
        FIRST_ITEM.match,
        OF_DOCUMENT.match,
        ITSELF.match,
    )
    return any(cue(text) for cue in cues) or not (own_words(own) or _is_list_of_time(own))


def _is_list_of_time(own: Query) -> bool:
    """今年有多少项任务 and 第三季度的任务列一下 say all that a list of tasks needs."""
    return own.kind in ("tasks", "count", "status") and bool(
        own.time and TASKS_SAID.search(own.text)
    )


def inherit(own: Query, before: Before) -> Query:
    """The question with what it leaves out: read on from the earlier one, or of its document or place."""
    text = own.question
    if other := item(own, before.query, before.said) or article(own, before.query):
        return other
    if MORE.match(text):
        return more(own, before.query)
    own = _without_its_matter(own, before.query)
    if office := other_office(own, before.query):
        return _read_on(replace(own, owner=office, kind="open", topic=""), before, False)
    if said := alike(own):
        own = replace(own, question=f"{said}呢", topic=content(said), kind="open")
    text = own.question
    refers = bool(REFERS.search(text)) or bool(own.article)
    alone = own.kind != "open" and len(own_words(own)) >= LONG and not CONDITION.match(text)
    again = own.kind != "open" and says_again(own, before.query)
    of_document = bool(OF_DOCUMENT.search(text) or ITSELF.match(text)) and bool(_documents(before))
    refers = refers or of_document
    whole = (
        of_document
        or bool(THIS_DOCUMENT.search(text))
        or (refers and own.kind != "open" and bool(words_left(own)))
    )
    if whole or again or (alone and not ANOTHER_CASE.search(text)):
        return _of_its_document(own, before, refers)
    return _read_on(own, before, refers)


def by_itself(own: Query, before: Before) -> Query | None:
    """The question in its own words, asked of the documents, place and year of the one before; None where it leans on
    that one's words (那小学呢) or names a year or document of its own. One that names a place and a matter
    is no follow-up as read here."""
    if own.kind in ("open", "greeting") or own.article or alike(own):
        return None
    if _says_place_and_matter(own):
        return replace(own, follow_up=False)
    if not own_words(own):
        return None
    if own.places or own.missing or own.documents or own.years or _leans(own):
        return None
    earlier = before.query
    return replace(
        own, text=PRONOUN.sub("", own.question).strip().replace("呢，", "，") or own.question,
        documents=tuple(before.documents())[:1] or earlier.documents,
        places=earlier.places, missing=earlier.missing, years=earlier.years,
        scope=own.scope, named=_names(own, earlier), follow_up=True,
    )  # fmt: skip


def _leans(own: Query) -> bool:
    """Is it the same of somebody else, as 那小学呢？ 那外地来的呢，社保交几个月 asks a question of its own behind."""
    case = ANOTHER_CASE.search(own.question)
    behind = own.question[case.end() :] if case else ""
    return bool(case) and len(own_words(replace(own, topic=content(behind)))) < OF_ITS_OWN


def _says_place_and_matter(own: Query) -> bool:
    """石埠县几号报名 may be whole; 那石埠县呢 and 石埠县多少 are not."""
    leans = FOLLOW.search(own.question) or REFERS.search(own.question)
    return bool(own.places and words_left(own)) and not leans


def _without_its_matter(own: Query, earlier: Query) -> Query:
    """这个计划 of 招生计划 is what was asked about, not a document."""
    pointing = THIS_DOCUMENT.search(own.question)
    if not pointing or earlier.documents or pointing.group(1) not in earlier.text:
        return own
    words = pointing.group()
    topic = own.topic.replace(words, " ").replace(pointing.group(1), " ").strip()
    return replace(own, question=own.question.replace(words, ""), topic=topic)


def _of_its_document(own: Query, before: Before, refers: bool) -> Query:
    """A whole question about the document, the place or the year of the one before."""
    earlier = before.query
    documents = own.documents
    if documents is None and refers:
        documents = _documents(before) or None
    years = own.years or (earlier.years if refers else ())
    return replace(
        own, text=PRONOUN.sub("", own.question).strip() or own.question, documents=documents,
        places=own.places or earlier.places, missing=own.missing or _still_missing(own, earlier),
        years=years, named=_names(own, earlier), follow_up=True,
    )  # fmt: skip


def _read_on(own: Query, before: Before, refers: bool) -> Query:
    """The earlier question with what this one replaces, adds or asks instead."""
    earlier = before.query
    text = swapped(own, earlier)
    asks = own.kind != "open" or bool(WHAT_THEN.search(own.question))
    kind = own.kind if asks else earlier.kind
    extra = extra_words(own)
    left = words_left(own)
    if round_ := turned(own.question, earlier.text):
        text = round_
    elif own.kind == "open" and (twin := twin_of(left, text)):
        text = text.replace(twin, left)
    elif (own.kind not in ("open", earlier.kind) or left) and extra:
        kept = without_asking(text, bool(own_words(own))) if asks else text
        text = f"{kept} {extra}"
    time = own.time or earlier.time
    documents = own.documents or _kept(own, before)
    if documents is None and refers:
        documents = tuple(_documents(before)) or None
    names = _names(own, earlier)
    years = own.years or earlier.years
    owner = own.owner or earlier.owner
    said = (time.raw if time else "", owner, *names, *(f"{year}年" for year in years))
    return replace(
        own,
        text=text,
        kind=kind,
        time=time,
        years=years,
        places=own.places or (() if own.missing else earlier.places),
        article=own.article or earlier.article,
        scope=own.scope or earlier.scope,
        unit=own.unit or (earlier.unit if kind == earlier.kind else ""),
        indicator=own.indicator or earlier.indicator,
        owner=owner,
        issuers=own.issuers or earlier.issuers,
        topic=content(without(text, [words for words in said if words])),
        documents=documents,
        missing=own.missing or _still_missing(own, earlier),
        named=names,
        follow_up=True,
    )


def _kept(own: Query, before: Before) -> tuple[str, ...] | None:
    """Documents of the earlier question, unless another place or year is asked for that they are not of."""
    held = before.query.documents
    if not held or own.places or own.missing:
        return None
    if not own.years:
        return held
    known = {k.id: k for k in before.library}
    fits = tuple(i for i in held if i in known and _may_be_of(known[i], own.years))
    return fits or None


def _may_be_of(known: Known, years: Collection[int]) -> bool:
    """A document that names its years is of those alone; 2025—2027 holds 2026."""
    named = [int(y) for y in re.findall(r"(?:19|20)\d{2}", known.title)]
    return not named or any(min(named) <= year <= max(named) for year in years)


def _still_missing(own: Query, earlier: Query) -> tuple[str, ...]:
    """What the library lacks stays missing, unless the question names another place or document."""
    if own.documents:
        return ()
    return tuple(m for m in earlier.missing if not (own.places and "《" not in m))


def _names(own: Query, earlier: Query) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*own.named, *earlier.named)))


def _documents(before: Before) -> tuple[str, ...]:
    """The document a question points back to: the one named before, the one title of the answer, or the
    one that was answered from."""
    if before.query.documents:
        return before.query.documents
    titles = dict.fromkeys(QUOTED.findall(before.said))
    named = [named_documents(f"《{title}》", before.library).documents for title in titles]
    held = {i for ids in named for i in ids}
    return tuple(held) if len(held) == 1 else tuple(before.documents())[:1]
