"""English questions about Chinese documents: read by their terms into a Chinese question, the answer led in English.

The documents are quoted as they are; words of the question that are not known are named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from assistant.english_words import (
    ASKS,
    FOLLOWS,
    GRADES,
    LEAD,
    MONTHS,
    NOT_KNOWN,
    NOTES,
    ORDINALS,
    PHRASES,
    RANKS,
    READ_AS,
    REGIONS,
    SAID,
    SILENT,
    TIMES,
)
from assistant.pinyin import sound
from assistant.places import short_place
from assistant.records import Answer
from assistant.regions import CITIES, PROVINCES

TERMS = Path(__file__).parent / "english_terms.tsv"
"""One Chinese term a line with the English ones that mean it."""
HAN = re.compile(r"[一-鿿]")
WORD = re.compile(r"[a-z][a-z']*|[0-9]*[一-鿿][0-9一-鿿]*|\d+(?:\.\d+)?%?")
FEWEST = 2
"""Latin words from which a message without Chinese is an English question."""
LONGEST = 7
"""Words of the longest term looked up."""
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
    plain = _dates(plain)
    found, unknown = _terms(plain, {**_regions(), **_named(places)})
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


def _dates(text: str) -> str:
    """September 1, 2026 as 2026年9月1日; Article 12 as 第12条; grade 3 as 三年级."""
    month = "|".join(sorted(MONTHS, key=len, reverse=True))
    text = re.sub(
        rf"\b({month})\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})\b",
        lambda m: f" {m[3]}年{MONTHS[m[1]]}月{int(m[2])}日 ", text,
    )  # fmt: skip
    text = re.sub(
        rf"\b(\d{{1,2}})(?:st|nd|rd|th)? ({month}) (\d{{4}})\b",
        lambda m: f" {m[3]}年{MONTHS[m[2]]}月{int(m[1])}日 ", text,
    )  # fmt: skip
    text = re.sub(
        rf"\b({month})\.?,? (?:of )?(\d{{4}})\b", lambda m: f" {m[2]}年{MONTHS[m[1]]}月 ", text
    )
    named = "|".join(m for m in sorted(MONTHS, key=len, reverse=True) if m not in ("may", "mar"))
    text = re.sub(rf"\b(?:in |by |during )({month})\b|\b({named})\b", _month, text)
    text = re.sub(r"\b((?:19|20)\d\d)\b(?!年)", r" \1年 ", text)
    text = re.sub(r"\barticles? (\d{1,3})\b", r" 第\1条 ", text)
    text = re.sub(
        r"\b(\w+) article\b",
        lambda m: f" 第{ORDINALS[m[1]]}条 " if m[1] in ORDINALS else m[0],
        text,
    )
    text = re.sub(r"\bgrade ([1-9])\b", lambda m: _grade(int(m[1])), text)
    return re.sub(
        r"\b(\w+) grade(?:rs?)?\b",
        lambda m: _grade(ORDINALS[m[1]]) if ORDINALS.get(m[1], 99) < 10 else m[0],
        text,
    )


def _grade(number: int) -> str:
    return f" {GRADES[number - 1]}年级 "


def _month(match: re.Match[str]) -> str:
    return f" {MONTHS[match[1] or match[2]]}月 "


def _terms(text: str, names: Mapping[str, str]) -> tuple[list[str], tuple[str, ...]]:
    """Chinese terms of the text in order, the longest first, and words that are in no term."""
    words = WORD.findall(text)
    known = _glossary()
    found: list[str] = []
    unknown: list[str] = []
    at = 0
    while at < len(words):
        size, term = _longest(words, at, known, names)
        if term:
            found.append(term)
        elif HAN.match(words[at]) or words[at][0].isdigit():
            found.append(words[at])
        elif _stem(words[at]) not in SILENT and words[at] not in SILENT and words[at] not in RANKS:
            unknown.append(words[at])
        at += size
    return list(dict.fromkeys(found)), tuple(dict.fromkeys(unknown))


def _longest(
    words: list[str], at: int, known: Mapping[str, str], names: Mapping[str, str]
) -> tuple[int, str]:
    for size in range(min(LONGEST, len(words) - at), 0, -1):
        phrase = words[at : at + size]
        term = names.get(" ".join(phrase)) or names.get("".join(phrase)) if size <= 3 else None
        term = term or known.get(" ".join(map(_stem, phrase))) or known.get(_root(phrase))
        if term and not (size == 1 and phrase[0] in SILENT):
            return size, term
    return 1, ""


def _stem(word: str) -> str:
    """A word without the endings of number and possession."""
    word = word.removesuffix("'s").rstrip("'")
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _root(phrase: list[str]) -> str:
    """One verb without its ending: training, required; empty for a longer phrase."""
    return re.sub(r"(?:ing|ed|d)$", "", phrase[0]) if len(phrase) == 1 else ""


@cache
def _glossary() -> Mapping[str, str]:
    """English term, each word without its ending → the Chinese one; the first line that has it counts."""
    terms: dict[str, str] = {}
    for line in TERMS.read_text(encoding="utf-8").splitlines():
        chinese, _, english = line.partition("\t")
        for phrase in english.split("|") if not line.startswith("#") else ():
            terms.setdefault(" ".join(map(_stem, phrase.split())), chinese)
    return terms


@cache
def _regions() -> Mapping[str, str]:
    """Provinces and cities by their English name or pinyin."""
    heard = {"".join(map(sound, name)): name for name in (*CITIES, *PROVINCES)}
    return {**heard, **REGIONS}


@cache
def _named(places: tuple[str, ...]) -> Mapping[str, str]:
    """Places of the library by the pinyin of their short name: qinghe → 澄州市青禾区."""
    return {"".join(map(sound, short)): place for place in places if (short := short_place(place))}
