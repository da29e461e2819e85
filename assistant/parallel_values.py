"""Of a series of values in one sentence the one that the question asks for: 小学不超过45人，初中不超过50人."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.question_words import SCOPES
from assistant.records import Query
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
ROOM = 2
"""Characters by which the name of the first of a series may be longer than those of the others."""
MOST_WORDS = 40
"""Code points of one of a series; a longer one is a clause of its own."""


OF_ALL = re.compile(
    r"各(?!级|地|界|类)|分别|[哪那]几(?![天日月年号])|[哪那]些|都(?:是|有)?多少|每[种档类]"
)
"""Words that ask for all of a series."""
ENDS_SPAN = re.compile(r"[到至]\s*\d")
"""The second of two clauses that tell one span of time: 从1日开始，到5日结束."""
OF_A_CASE = re.compile(r"(?:以上|以下|以内|以外)的|不足|未满|不满|满\d")
"""Cases told apart by a number: 500人以上的学校1名，1500人以上的学校2名. Their own room chooses of these."""
COUNT = re.compile(r"\d|[一二两三四五六七八九十百]+(?=[年月日天周节次个名人元所班岁])")
"""Where the value of one begins: 小学六年内."""
EACH_ONE = re.compile(r"(?:按|为|是|均)*每[一-鿿]{1,3}(?:每[一-鿿]{1,3})*$")
"""What follows the name of one and is none of it: 每人, 每生每年."""
RANKS = ((re.compile(r"副高级?"), "高级"), (re.compile(r"正高(?!级)"), "正高级"))
"""Ranks of teachers as people say them, and as their notices write them."""
ELLIPSIS = "……"


STAGES_SAID = ("幼儿园", "小学", "初中", "高中", "中职")
"""Stages of which a question that names two asks for the values of both."""


def asks_for_all(question: str) -> bool:
    """Does a question ask for all of a series: 各学段多少, 小学多少初中多少?"""
    return bool(OF_ALL.search(question)) or sum(s in question for s in STAGES_SAID) > 1


@dataclass(frozen=True, slots=True)
class Series:
    """Values side by side: where each stands and its words, and how much of the first leads them all."""

    members: tuple[tuple[int, str], ...]
    head: str

    @property
    def texts(self) -> list[str]:
        """The words of each, without what leads all."""
        return [self.members[0][1][len(self.head) :], *(words for _, words in self.members[1:])]


def named_by(query: Query) -> tuple[str, str]:
    """The words of a question that may name one of a series, and its scope: of one that follows up only its own, for
    the talk before named another."""
    if not query.follow_up:
        return query.text, query.scope
    return query.question, query.scope if query.scope in query.question else ""


def series_of(sentence: str, has_value: Callable[[str], bool]) -> Series | None:
    """The values that a sentence sets side by side; None where it does not."""
    members = _series([(m.start(), m.group()) for m in MEMBER.finditer(sentence)], has_value)
    if len(members) < 2:
        return None
    lead = LEADS_IN.match(members[0][1])
    head = lead.group() if lead and not has_value(lead.group()) else ""
    return Series(tuple(members), head)


def shortened_to_named(
    sentence: str, question: str, scope: str, has_value: Callable[[str], bool]
) -> str:
    """What leads a series of values and the one that the question names, by a scope or by words that no other of the
    series holds; the sentence as it is where it is no such series or the question names none or several."""
    series = series_of(sentence, has_value)
    if series and any(ENDS_SPAN.match(words) for _, words in series.members[1:]):
        return sentence
    chosen = _chosen(series.texts, question, scope) if series else None
    if series is None or chosen is None:
        return sentence
    at, whole = series.members[chosen]
    words = series.texts[chosen].rstrip("，,、；;。")
    begin = sentence[: series.members[0][0]] + series.head
    gap = ELLIPSIS if chosen else ""
    behind = sentence[at + len(whole) :].strip()
    return f"{begin}{gap}{words}{ELLIPSIS if behind else ''}"


def of_another(
    sentence: str, at: int, question: str, scope: str, has_value: Callable[[str], bool]
) -> bool:
    """Is the value at a place of a sentence one of a series that is asked for as a whole, or of which the question names
    another, or none?"""
    series = series_of(sentence, has_value)
    if series is None:
        return False
    own = [n for n, (start, words) in enumerate(series.members) if start <= at < start + len(words)]
    if not own or asks_for_all(question):
        return bool(own)
    if (chosen := _chosen(series.texts, question, scope)) is not None:
        return chosen != own[0]
    if scope and scope in series.texts[own[0]]:
        return False
    names = [set(pairs(folded(words))) for words in _names(series.texts)]
    return not names[own[0]] & set(pairs(folded(question)))


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
    if asks_for_all(question) or any(OF_A_CASE.search(words) for words in texts):
        return None
    asked = set(pairs(folded(question)))
    names = [folded(words) for words in _names(texts)]
    held = [set(pairs(words)) for words in names]
    own = [
        (one - set().union(*(h for n, h in enumerate(held) if n != at))) & asked
        for at, one in enumerate(held)
    ]
    named = [n for n, words in enumerate(own) if words]
    named = named or _by_rank([EACH_ONE.sub("", words) for words in names], question)
    whole = [n for n in named if n and len(names[n]) > 1 and names[n] in folded(question)]
    named = whole if len(whole) == 1 else named  # the first shares words with what leads all
    stage = next((name for words, name in STAGES if words.search(question)), scope)
    staged = [n for n, words in enumerate(texts) if stage and stage in words]
    if not named and sum(any(s in words for s in SCOPES) for words in texts) > 1:
        named = staged
    if len(named) != 1 or (staged and named[0] not in staged):
        return None
    return named[0]


def _by_rank(names: list[str], question: str) -> list[int]:
    """The one whose whole name the question says, and no longer one that holds it: 高级 beside 正高级."""
    said = folded(question)
    for words, rank in RANKS:
        said = words.sub(rank, said)
    held = [n for n, name in enumerate(names) if len(name) > 1 and name in said]
    longest = [
        n for n in held if not any(names[n] != names[m] and names[n] in names[m] for m in held)
    ]
    return longest if len(longest) == 1 else []


def _names(texts: list[str]) -> list[str]:
    """What names each: the words before its value, of the first, which may lead all, no more than of the others."""
    before = [COUNT.split(words, maxsplit=1)[0] for words in texts]
    if not all(before):
        return texts if not any(before) else [""] * len(texts)
    longest = max(map(len, before[1:])) + ROOM
    return [before[0][-longest:], *before[1:]]
