"""Of a series of values in one sentence the one that the question asks for: 小学不超过45人，初中不超过50人."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.question_words import SCOPES
from assistant.terms import folded, pairs

MEMBER = re.compile(r"[^，,、；;。]+[，,、；;。]?")
"""What a sentence sets side by side."""
LEADS_IN = re.compile(r"^.*(?:[：:]|(?:标准|价格|限额|时间|人数|比例)?(?:为|是))")
"""What stands before the first of a series and holds for all: 收费标准为."""
STAGES = (
    (re.compile(r"初[一二三]|[七八九]年级|中考"), "初中"),
    (re.compile(r"高[一二三]|高考"), "高中"),
    (re.compile(r"[一二三四五六]年级"), "小学"),
    (re.compile(r"[小中大]班"), "幼儿园"),
)
"""School years as people say them, and their stage."""
MOST_WORDS = 40
"""Code points of one of a series; a longer one is a clause of its own."""
ELLIPSIS = "……"


def shortened_to_named(
    sentence: str, question: str, scope: str, has_value: Callable[[str], bool]
) -> str:
    """What leads a series of values and the one that the question names, by a scope or by words that no other of the
    series holds; the sentence as it is where it is no such series or the question names none or several."""
    members = [(m.start(), m.group()) for m in MEMBER.finditer(sentence)]
    series = _series(members, has_value)
    if len(series) < 2:
        return sentence
    lead = LEADS_IN.match(series[0][1])
    head = lead.group() if lead and not has_value(lead.group()) else ""
    texts = [series[0][1][len(head) :], *(words for _, words in series[1:])]
    chosen = _chosen(texts, question, scope)
    if chosen is None:
        return sentence
    at, words = series[chosen][0], texts[chosen].rstrip("，,、；;。")
    begin = sentence[: series[0][0]] + head
    gap = ELLIPSIS if chosen else ""
    behind = sentence[at + len(series[chosen][1]) :].strip()
    return f"{begin}{gap}{words}{ELLIPSIS if behind else ''}"


def _series(
    members: list[tuple[int, str]], has_value: Callable[[str], bool]
) -> list[tuple[int, str]]:
    """The longest run of short members side by side of which each holds a value."""
    best: list[tuple[int, str]] = []
    run: list[tuple[int, str]] = []
    for member in members:
        run = [*run, member] if has_value(member[1]) and len(member[1]) <= MOST_WORDS else []
        best = max(best, run, key=len)
    return best


def _chosen(texts: list[str], question: str, scope: str) -> int | None:
    """The only one with words of its own that the question says; where none has any the one of the stage asked for."""
    asked = set(pairs(folded(question)))
    held = [set(pairs(folded(words))) for words in texts]
    own = [
        (one - set().union(*(h for n, h in enumerate(held) if n != at))) & asked
        for at, one in enumerate(held)
    ]
    named = [n for n, words in enumerate(own) if words]
    stage = next((name for words, name in STAGES if words.search(question)), scope)
    staged = sum(any(s in words for s in SCOPES) for words in texts)
    if not named and stage and staged > 1:
        named = [n for n, words in enumerate(texts) if stage in words]
    return named[0] if len(named) == 1 else None
