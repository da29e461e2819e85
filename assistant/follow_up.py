"""Follow-up questions (“那小学呢？”, “什么时候？”): what they inherit from the question before, by rule."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.question_words import FOLLOW, PRONOUN
from assistant.records import Query
from assistant.terms import content
from ingest.records import FactTime

History = Sequence[tuple[str, str]]
"""(role, text) of a conversation, oldest first."""


def last_user(history: History) -> int:
    """Where the last question of a conversation stands; there must be one."""
    return max(i for i, (role, _) in enumerate(history) if role == "user")


def is_follow_up(question: str, own: Query) -> bool:
    """Does this question lean on the one before it?"""
    short = len(own.topic.replace(" ", "")) <= 6
    return (
        short
        and (bool(FOLLOW.search(question.strip())) or len(question) <= 6)
        and own.kind != "greeting"
    )


def inherit(own: Query, before: Query) -> Query:
    """The earlier question with what this one replaces: scope, time, year, place, or what is asked."""
    text = before.text
    scope = own.scope or before.scope
    if own.scope and before.scope and own.scope != before.scope:
        text = text.replace(before.scope, own.scope)
    elif own.scope:
        text = f"{own.scope}{text}"
    if own.time and before.time:
        text = text.replace(before.time.raw, own.time.raw)
    elif own.time:
        text = f"{own.time.raw}{text}"
    kind = own.kind if own.kind != "open" else before.kind
    if before.documents and own.kind not in ("open", before.kind) and len(own.topic) >= 2:
        return replace(
            own, documents=own.documents or before.documents, years=own.years or before.years,
            places=own.places or before.places, follow_up=True,
        )  # fmt: skip
    if kind in ("number", "date", "who") and kind != before.kind:
        text = f"{text} {PRONOUN.sub('', own.question)}"
    extra = PRONOUN.sub("", own.question).strip()
    if twin := _twin(own.topic, text):
        text = text.replace(twin, own.topic)
    if own.topic and not own.scope and not own.time and own.topic not in text:
        text = f"{text} {extra}"
    return replace(
        own,
        text=text,
        kind=kind,
        time=own.time or before.time,
        years=own.years or before.years,
        places=own.places or before.places,
        article=own.article or before.article,
        scope=scope,
        owner=own.owner or before.owner,
        topic=content(_without_words(text, own.time or before.time)),
        documents=own.documents or before.documents,
        missing=own.missing or before.missing,
        follow_up=True,
    )


def _twin(word: str, text: str) -> str:
    """The word of the earlier question that a new one takes the place of: 小班 for 大班, 一级园 for 三级园."""
    if not 2 <= len(word) <= 6 or " " in word:
        return ""
    found = {
        text[at + 1 - len(word) : at + 1]
        for at in range(len(word) - 1, len(text)) if text[at] == word[-1]
    }  # fmt: skip
    found = {w for w in found if w != word and not re.search(r"[，。？?、\s]", w)}
    return found.pop() if len(found) == 1 else ""


def _without_words(text: str, time: FactTime | None) -> str:
    return text.replace(time.raw, " ") if time else text
