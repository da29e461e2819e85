"""English questions about Chinese documents: read by their terms into a Chinese question, the answer led in English.

The documents are quoted as they are; words of the question that are not known are named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.english_dates import dates
from assistant.english_glossary import HAN, abbreviations, region_names, sounds_of, terms_of
from assistant.english_words import (
    ASKS,
    FOLLOWS,
    LEAD,
    NOT_KNOWN,
    NOTES,
    PHRASES,
    READ_AS,
    SAID,
    TIMES,
)
from assistant.records import Answer
from assistant.regions import CITIES, PROVINCES

FEWEST = 2
"""Latin words from which a message without Chinese is an English question."""
PART = re.compile(r"（([一二三四五])）")
"""The number of the question that a note is about."""
ROLES = frozenset({"组长", "副组长", "校长", "园长", "局长", "主任", "负责人", "班主任"})
"""Who somebody is, not what an office does."""
LAWS = ("法", "条例", "办法")


@dataclass(frozen=True, slots=True)
class Translated:
    """A question in Chinese, and the English words that were not understood."""

    text: str
    unknown: tuple[str, ...] = ()


def is_english(text: str) -> bool:
    """Two Latin words or more, and no more Chinese characters than words."""
    words = re.findall(r"[A-Za-z]{2,}", text)
    alone = len(words) == 1 and words[0].lower() in (
        "when",
        "who",
        "why",
        "where",
        "how",
        "deadline",
    )
    return (len(words) >= FEWEST or alone) and len(HAN.findall(text)) < len(words)


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a message."""
    return tuple(p.strip() for p in re.split(r"(?<=[?!;])\s*|\n+", text) if p.strip())


def translated(text: str, places: Iterable[str] = ()) -> Translated:
    """Each sentence in Chinese, by its terms: law and article, place, time, then the rest in order, then what
    is asked.

    Args:
        places: Places of the library as its documents write them; found by their pinyin.
    """
    known = tuple(places)
    told = [_sentence(part, known) for part in sentences(text)]
    unknown = dict.fromkeys(word for part in told for word in part.unknown)
    return Translated("？".join(part.text for part in told if part.text), tuple(unknown))


def _sentence(text: str, places: tuple[str, ...]) -> Translated:
    plain = re.sub(r"[’‘]", "'", text.lower()).replace("-", " ")
    ask = next((chinese for words, chinese in ASKS if words.search(plain)), "")
    follows = bool(FOLLOWS.match(plain))
    for english, chinese in (*TIMES, *PHRASES):
        plain = english.sub(f" {chinese} ", plain)
    plain = dates(plain)
    found, unknown = terms_of(plain, {**abbreviations(text), **region_names(), **sounds_of(places)})
    head = [term for term in found if term.endswith(LAWS)]
    article = [term for term in found if re.fullmatch(r"第\d+条", term)]
    first = ["".join([*head[:1], *article])] if head or article else []
    first += [term for term in found if term in PROVINCES | CITIES or term in places]
    first += [term for term in found if re.match(r"\d{4}年|\d{1,2}月", term)]
    told = {*first, *article, *head[:1]}
    rest = [term for term in found if term not in told and term not in ask]
    rest = [term for term in rest if not any(term != other and term in other for other in rest)]
    roles = [term for term in rest if term in ROLES]
    if ask == "由谁负责" and roles:  # a person is asked for, not an office
        rest, ask = [*(term for term in rest if term not in roles), *roles], "是谁"
    words = [*first, *rest]
    if article and ask in ("是多少", "有哪些", "主要内容是什么", "是什么意思"):
        ask = "是什么内容"
    if follows:
        return Translated(f"那{' '.join(words)}呢", unknown)
    return Translated(" ".join([*words, ask]).strip(), unknown)


def in_english(answer: Answer, read: Translated) -> Answer:
    """The answer with what the program says of itself in English; words of documents stay Chinese."""
    text = answer.text
    for words, english in SAID:
        text = words.sub(english, text)
    if answer.mode not in ("refused", "clarify") and answer.citations:
        text = f"{LEAD}\n{text}"
    notes = [READ_AS.format(words=read.text)]
    if read.unknown:
        notes.append(NOT_KNOWN.format(words=", ".join(read.unknown)))
    return replace(answer, text=text, notes=(*notes, *map(_note, answer.notes)))


def _note(note: str) -> str:
    part = PART.match(note)
    note = note[part.end() :] if part else note
    for words, english in NOTES:
        note = words.sub(english, note)
    return f"({'一二三四五'.index(part[1]) + 1}) {note}" if part else note
