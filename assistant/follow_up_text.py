"""The words of a follow-up: what it says of its own, and the earlier question with what it replaces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.follow_up_words import ALIKE, GENERIC, PRONOUN
from assistant.grades import stage
from assistant.owner_names import RANK, asked_owner
from assistant.question_words import ARTICLE
from assistant.records import Query
from assistant.terms import content
from assistant.wording import ASKING
from ingest.grammar import find_times
from ingest.records import FactTime

WHOSE = frozenset({"民办", "公办", "农村", "城区", "乡村"})
"""Scopes that say whose or where a school is, and take no stage's place."""
SHORT, LONG = 4, 6
"""Characters of own words that may repeat the earlier question, and from which one stands alone."""
OFFICE_ALONE = re.compile(r"[一-鿿]{1,10}(?:[科处股办室局委]|中心)")
"""What is the name of an office and nothing else."""
LONGEST_NAME = 14
"""Code points of what a question asks the same of."""
ASKED_OF = re.compile(
    r"什么|啥|多[少久长大高远]|(?<![好第十初])几|谁|哪|怎|咋|如何|何时|是否|能否|可否|[能可要会有]不|有没有|[吗么呢](?=[，。？?\s]|$)"
)
"""Where a question begins to ask."""
TRAILING = re.compile(
    r"(?:最[多少高低长短晚早]|至[多少]|应该|可以|需要|一共|总共|大概|到底|一般|今年|现在|[要能会可应该得需有是在由到让给被把的了和与])$"
)
"""Words right before those that ask which say nothing of the matter."""


def own_words(own: Query) -> str:
    """What a question says of its own, apart from scope, place and words that say nothing alone."""
    return re.sub(r"\s", "", GENERIC.sub(" ", words_left(own)))


def words_left(own: Query) -> str:
    """A question's words apart from its scope, article and the places that the library lacks."""
    words = ARTICLE.sub(" ", PRONOUN.sub(" ", own.topic))
    for name in (own.scope, *own.missing):
        words = words.replace(name, " ") if name else words
    return words.strip()


def alike(own: Query) -> str:
    """What the same is asked of: 青石区 of 青石区也是这样吗; empty where a question asks anything else."""
    found = ALIKE.search(own.question)
    said = own.question[: found.start()].strip("，, ") if found else ""
    plain = own.kind != "comparison" and not ASKED_OF.search(said)
    return PRONOUN.sub("", said) if plain and 1 < len(said) <= LONGEST_NAME else ""


def other_office(own: Query, earlier: Query) -> str:
    """The office of which the same is asked as of another one: 安全科 of 安全科呢 behind 人事科有哪些任务."""
    return words_left(own) if earlier.owner and names_office(own) else ""


def names_office(own: Query) -> bool:
    """Does a question say nothing but the name of an office, and perhaps a time?"""
    alone = own.kind == "open" or own.time is not None
    return alone and bool(OFFICE_ALONE.fullmatch(words_left(own)))


def says_again(own: Query, earlier: Query) -> bool:
    """Does a question repeat most of the earlier one's words, and so needs none of them?"""
    words = own_words(own)
    return len(words) >= SHORT and sum(c in earlier.text for c in words) >= len(words) / 2


def swapped(own: Query, earlier: Query) -> str:
    """The earlier text with this question's scope, time, place and article in place of its own."""
    text = earlier.text
    alike = (earlier.scope in WHOSE) == (own.scope in WHOSE)  # 民办 is no stage
    said = "" if own.scope not in own.question and own.scope == stage(own.question) else own.scope
    pairs = [(earlier.scope if alike else "", said if alike or not words_left(own) else "")]
    if own.time is not None:
        pairs.append((_time_like(own.time, earlier), own.time.raw))
    if own.places or own.missing:
        names = own.named[:1] or own.missing[:1]
        held = [w for w in (*earlier.named, *earlier.missing) if w in text and "《" not in w]
        pairs.append((held[0] if held else "", names[0]))
    if own.owner and earlier.owner:
        pairs.append((RANK.sub("", asked_owner(earlier.owner)), own.owner))
    for old, new in pairs:
        if new and new != old:
            text = text.replace(old, new) if old and old in text else f"{new}{text}"
    return text


def _time_like(time: FactTime, earlier: Query) -> str:
    """The time of the earlier question that is of the same length: of 2026年…上半年 the 上半年 for 下半年."""
    found = [t for t in find_times(earlier.text) if t.precision == time.precision]
    if found and len({t.precision for t in find_times(earlier.text)}) > 1:
        return found[0].text
    return earlier.time.raw if earlier.time else ""


def extra_words(own: Query) -> str:
    """What is added to the earlier question: 总共多少天 of 高中的呢，总共多少天？"""
    said = PRONOUN.sub("", own.question.strip()).strip("，,？?。 ")
    topic, _, rest = said.partition("呢，")
    alone = rest and not own_words(replace(own, topic=content(topic)))
    return rest if alone else said.replace("呢，", "，")


def without_asking(text: str, clause: bool) -> str:
    """A question without what it asks: 中学生篮球联赛 of 中学生篮球联赛由谁负责？ With ``clause`` without the
    whole clause that asks, where another tells the case."""
    told, _, asked = text.rstrip("？?。 ").rpartition("，")
    if clause and len(told) >= LONG and ASKING.search(asked):
        return told
    return re.sub(r"(?:(?<=[一-鿿]{2})不)?[？?。\s]*$", "", ASKING.sub("", text)) or text


def subject(query: Query) -> str:
    """What a question is about: its words before those that ask; empty where it begins with them."""
    text = without(query.text, query.named)
    asks = ASKED_OF.search(text)
    told = re.sub(r"[，,。？?\s]+", " ", text[: asks.start()] if asks else "").strip()
    while told and TRAILING.search(told):
        told = TRAILING.sub("", told).strip()
    return told if len(told) > 1 else ""


def matter_of(own: Query, earlier: Query) -> str:
    """What the question before is about, without its time where this one says another."""
    matter = subject(earlier)
    if own.time is None or earlier.time is None:
        return matter
    return re.sub(rf"{re.escape(earlier.time.raw)}的?", "", matter)


def twin_of(word: str, text: str) -> str:
    """The word of the earlier question that a new one takes the place of: 小班 for 大班, 一级园 for 三级园."""
    if not 2 <= len(word) <= 6 or " " in word:
        return ""
    found = {
        text[at + 1 - len(word) : at + 1]
        for at in range(len(word) - 1, len(text)) if text[at] == word[-1]
    }  # fmt: skip
    found = {w for w in found if w != word and not re.search(r"[，。？?、\s]", w)}
    return found.pop() if len(found) == 1 else ""


def without(text: str, names: Sequence[str]) -> str:
    """A text with spaces for names, the longest first."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, " ")
    return text
