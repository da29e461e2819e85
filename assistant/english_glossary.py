"""English words of a question as the Chinese terms they mean: the longest term first."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from assistant.english_words import RANKS, REGIONS, SILENT
from assistant.pinyin import sound
from assistant.place_names import short_place
from assistant.regions import CITIES, PROVINCES

TERMS = Path(__file__).parent / "english_terms.tsv"
"""One Chinese term a line with the English ones that mean it."""
HAN = re.compile(r"[一-鿿]")
WORD = re.compile(r"[a-z][a-z'&]*|[0-9]*[一-鿿][0-9一-鿿]*|\d+(?:\.\d+)?%?")
LONGEST = 7
"""Words of the longest term looked up."""
ABBREVIATION = re.compile(r"\b[A-Z](?:[A-Z]|&[A-Z]){1,5}\b")
"""GDP, AI, R&D: documents write them as they are."""
WITHIN_TITLE = frozenset({"the", "of", "and", "for", "in"})
"""Words between the terms of a law's title."""
ENDS_TITLE = re.compile(r"^(?:促进|保护|保障|预防|管理|监督|建设)$")
"""What stands last in a Chinese title and first in an English one: Law on the Promotion of …"""


def terms_of(text: str, names: Mapping[str, str]) -> tuple[list[str], tuple[str, ...]]:
    """Chinese terms of the text in order, the longest first, and words that are in no term."""
    words = WORD.findall(text)
    known = _glossary()
    found: list[str] = []
    unknown: list[str] = []
    at = 0
    while at < len(words):
        size, term = _longest(words, at, known, names)
        if size == 1 and words[at] == "law" and words[at + 1 : at + 2] in (["on"], ["of"]):
            size, term = _title(words, at, known, names) or (size, term)
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


def _title(
    words: list[str], at: int, known: Mapping[str, str], names: Mapping[str, str]
) -> tuple[int, str] | None:
    """The law whose title begins with “law on” at a word, and its words; None where no term follows."""
    parts: list[str] = []
    end = here = at + 2
    while here < len(words):
        size, term = _longest(words, here, known, names)
        light = words[here] in WITHIN_TITLE
        if not (term or light) or (words[here] in SILENT and not light):  # take effect
            break
        here += size
        if term:
            parts.append(term)
            end = here
    if len(parts) > 1 and ENDS_TITLE.match(parts[0]):
        parts = [*parts[1:], parts[0]]
    title = "".join(parts)
    return (end - at, title if title.endswith("法") else f"{title}法") if title else None


def abbreviations(text: str) -> dict[str, str]:
    """Words in capitals that the glossary lacks, as they are; none of a text that is all in capitals."""
    found = ABBREVIATION.findall(text) if re.search("[a-z]", text) else []
    return {word.lower(): word for word in found if word.lower() not in _glossary()}


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
def region_names() -> Mapping[str, str]:
    """Provinces and cities by their English name or pinyin."""
    heard = {"".join(map(sound, name)): name for name in (*CITIES, *PROVINCES)}
    return {**heard, **REGIONS}


@cache
def sounds_of(places: tuple[str, ...]) -> Mapping[str, str]:
    """Places of the library by the pinyin of their short name: qinghe → 澄州市青禾区."""
    return {"".join(map(sound, short)): place for place in places if (short := short_place(place))}
