"""A follow-up rewritten by the language model into a question that stands alone; checked, and else left to the rules."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pydantic import BaseModel

from assistant.cite import MARK
from assistant.follow_up import History, is_follow_up
from assistant.follow_up_words import THIS_DOCUMENT
from assistant.names import Known
from assistant.places import named_places
from assistant.question import read_question
from assistant.terms import pairs
from assistant.title_words import QUOTED
from ingest.errors import EndpointError
from ingest.grammar import find_quantities, find_times

if TYPE_CHECKING:
    from assistant.llm import LanguageModel

TURNS, SAID = 6, 240
"""Turns of the conversation that are sent, and characters of each."""
LONGEST = 90
SECONDS = 8.0
"""For the rewriting: the rules' reading waits for it."""
TOKENS = 160
STRANGE = 0.35
"""Share of its character pairs that a rewritten question may bring along: words that join, not matter."""
NUMBER = re.compile(r"\d+(?:\.\d+)?|[一二三四五六七八九十百]{1,4}(?=[年月日号岁级条])")
LATIN = re.compile(r"[A-Za-z]{2,}")
RULES = (
    "下面是一段问答和最后一个问题。最后一个问题省略了上文说过的内容。请把它改写成不看上文也能懂的一个完整问题："
    "只补上被省略的地区、年份、学段、文件或事项，不回答，不增加上文没有的内容，不改变所问。"
)


class Standalone(BaseModel):
    """What the model fills in."""

    question: str


def standalone(
    model: LanguageModel, question: str, history: History, known: Sequence[Known], today: dt.date
) -> str:
    """The whole question; empty where the question is none that leans on others, the model does not answer, or
    what it gives brings in a number, place, year or name that nobody has said."""
    if model.rests or not any(role == "user" for role, _ in history):
        return ""
    if not is_follow_up(question, read_question(question, today=today, library=known)):
        return ""
    said = [(role, MARK.sub("", text)[:SAID]) for role, text in history[-TURNS:]]
    told = "\n".join(f"{'问' if role == 'user' else '答'}：{text}" for role, text in said)
    asked = f'{told}\n\n最后一个问题：{question}\n\n输出 JSON：{{"question": "改写后的问题"}}'
    try:
        found = model.structured(
            [("system", RULES), ("user", asked)], Standalone, max_tokens=TOKENS, seconds=SECONDS
        )
    except EndpointError:
        return ""
    whole = " ".join(found.question.split())
    before = "\n".join((question, *(text for _, text in history)))
    return whole if _adds_nothing(whole, question, before, known) else ""


def _adds_nothing(whole: str, question: str, before: str, known: Sequence[Known]) -> bool:
    """Does a rewritten question say nothing that the question and the turns before it do not?"""
    if not whole or len(whole) > LONGEST or "\n" in whole:
        return False
    if THIS_DOCUMENT.search(question) and not QUOTED.search(whole):
        return False  # which document, only the rules know
    held, absent, _ = named_places(whole, known)
    before_held, before_absent, _ = named_places(before, known)
    if {*held, *absent} - {*before_held, *before_absent}:
        return False
    for pattern in (NUMBER, LATIN, QUOTED):
        if set(pattern.findall(whole)) - set(pattern.findall(before)):
            return False
    if {t.text for t in find_times(whole)} - {t.text for t in find_times(before)}:
        return False
    if {q.text for q in find_quantities(whole)} - {q.text for q in find_quantities(before)}:
        return False
    own, there = set(pairs(whole)), set(pairs(before))
    return len(own - there) <= STRANGE * max(1, len(own))
