"""What a question is about: its content words as characters with weights, asking words left out.

A character is held by a text that holds a pair it stands in. It weighs as much as the commoner of its
pairs, so that a pair across two words of the question does not count as an unknown word; a word the
library never holds weighs most, and evidence which lacks exactly the telling word is seen to lack it.
"""

from __future__ import annotations

import functools
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from assistant.grades import spelled, stage
from assistant.wording import ASKING, COUNTERPARTS, FILLER, OTHER_MOVES, SYNONYMS

RUN = re.compile(r"[一-鿿]+|[a-z0-9.]+")
"""A word: Han characters, or letters and digits."""
PUNCTUATION = re.compile(r"[\s，。；：、？！“”‘’（）()《》〈〉【】\[\],.;:?!\"'—\-~～·/|]+")

BY_SYNONYM = 0.85
"""What a character held by a synonym counts."""
MATTER = 0.4
"""Share of a question's weight from which a missing word makes a text one about something else."""
LONE = 0.25
"""Weight of a single character between asking words."""


@dataclass(frozen=True, slots=True)
class Term:
    """One content word (a run of characters, a number) with a weight per character."""

    text: str
    weights: tuple[float, ...]


class Vocabulary:
    """How rare character pairs are in a library; built from its chunks' texts."""

    def __init__(self, texts: Iterable[str]) -> None:
        counts: Counter[str] = Counter()
        total = 0
        for text in texts:
            counts.update(set(pairs(text)))
            total += 1
        self._counts: Mapping[str, int] = counts
        self._read = total

    def with_more(self, texts: Iterable[str]) -> Vocabulary:
        """The vocabulary of these texts too; this one stays as it is."""
        more = Vocabulary(texts)
        counts = Counter(self._counts)
        counts.update(more._counts)
        more._counts = counts
        more._read += self._read
        return more

    @property
    def _total(self) -> int:
        return max(self._read, 1)

    def weight(self, pair: str) -> float:
        """Inverse document frequency: near 0 for a pair of every chunk, 1 for an unknown one."""
        return math.log(1 + self._total / (1 + self._counts[pair])) / math.log(1 + self._total)

    def share(self, pair: str) -> float:
        """The share of the library's chunks that hold this pair."""
        return self._counts[pair] / self._total

    def knows(self, pair: str) -> bool:
        """Does the library hold this pair anywhere?"""
        return self._counts[pair] > 0

    def seen(self, pair: str) -> int:
        """How many of the chunks read hold this pair."""
        return self._counts[pair]


def folded(text: str) -> str:
    """Full width read as half, lower case: how texts are compared."""
    return unicodedata.normalize("NFKC", text).lower()


def content(question: str) -> str:
    """The question without asking words and fillers, its words parted by spaces."""
    words = ASKING.sub(" ", folded(question))
    words = PUNCTUATION.sub(" ", FILLER.sub(" ", words))
    return re.sub(r"\s+", " ", words).strip()


def pairs(text: str) -> list[str]:
    """Character pairs of Han runs; numbers and words of other scripts whole."""
    found: list[str] = []
    for run in RUN.finditer(folded(text)):
        word = run.group()
        if is_han(word):
            found += [word] if len(word) == 1 else [a + b for a, b in pairwise(word)]
        else:
            found.append(word)
    return found


def terms(question: str, vocabulary: Vocabulary) -> tuple[Term, ...]:
    """The question's content words with their weights in this library."""
    unique = dict.fromkeys(run.group() for run in RUN.finditer(content(question)))
    return tuple(Term(word, _weights(word, vocabulary)) for word in unique)


def _weights(word: str, vocabulary: Vocabulary) -> tuple[float, ...]:
    if not is_han(word):
        return (vocabulary.weight(word),)
    if len(word) == 1:
        return (LONE,)
    of_pairs = [vocabulary.weight(a + b) for a, b in pairwise(word)]
    sides = zip([of_pairs[0], *of_pairs], [*of_pairs, of_pairs[-1]], strict=True)
    return tuple(min(side) for side in sides)


def coverage(wanted: Iterable[Term], text: str, question: str = "") -> float:
    """The share of the words' weight that a text holds, synonyms included."""
    words = spelled(folded(text))
    held = total = 0.0
    for term in wanted:
        total += sum(term.weights)
        held += sum(w * h for w, h in zip(term.weights, _held(term, words), strict=True))
    return held / total if total else 0.0


def missing(wanted: Iterable[Term], text: str) -> tuple[tuple[str, float], ...]:
    """Stretches of the question's words that a text does not hold, with their mean weight; heaviest first."""
    words = spelled(folded(text))
    found: list[tuple[str, float]] = []
    for term in wanted:
        held = _held(term, words)
        if not is_han(term.text):
            if not held[0]:
                found.append((term.text, term.weights[0]))
            continue
        for match in re.finditer("0+", "".join("1" if h else "0" for h in held)):
            stretch = term.weights[match.start() : match.end()]
            found.append((term.text[match.start() : match.end()], sum(stretch) / len(stretch)))
    return tuple(sorted(found, key=lambda item: -item[1] * len(item[0])))


def lacks_matter(wanted: Iterable[Term], text: str) -> bool:
    """Does a text lack one word that is much of what is asked: 托班 of 托班保教费, 一中 of 青禾一中竣工?"""
    terms_ = tuple(wanted)
    total = sum(sum(term.weights) for term in terms_)
    return any(
        len(words) > 1 and len(words) * weight >= MATTER * total
        for words, weight in missing(terms_, text)
    )


DEPUTY = re.compile(r"副([主组队校园院局处科会市县区厅][一-鿿])")
"""Whose deputy: 主任 of 副主任."""


def contradicts(wanted: Iterable[Term], text: str) -> bool:
    """Does a text say the counterpart of what is asked: 东校区 for 西校区, 一级园 for 四级园, 民办 for 公办, 主任 for 副主任, or
    休学 for 转学?"""
    words = spelled(folded(text))
    for term in wanted:
        moves = {move for move in OTHER_MOVES if move in term.text}
        said = {move for move in OTHER_MOVES if move in words} if moves else moves
        if said and not said & moves:
            return True
        of_year = stage(term.text) if "年级" in term.text else ""
        if any(f"副{of}" not in words and of in words for of in DEPUTY.findall(term.text)):
            return True
        for i, char in enumerate(term.text):
            others = next((set_ for set_ in COUNTERPARTS if char in set_), "")
            if not others or char in words:
                continue
            if of_year and term.text[i + 1 : i + 2] == "年" and _of_stage(of_year, words):
                continue  # 八年级 of a rule for 初中, whose exception is 九年级
            after, before = term.text[i + 1 : i + 2], term.text[max(0, i - 1) : i]
            if any(
                (after and other + after in words) or (not after and before and before + other in words)
                for other in others if other != char
            ):  # fmt: skip
                return True
    return False


def _of_stage(stage_: str, words: str) -> bool:
    """Does a text speak of a whole stage with an exception, and not of one year of it: 初中学校…，但九年级…, and not
    初中一年级?"""
    excepts = re.search(r"但|除|例外", words)
    return bool(excepts) and bool(
        re.search(rf"{stage_}(?!学?[一二三四五六七八九\d]+(?:年级|班|[、至—\-]))", words)
    )


def _held(term: Term, text: str) -> list[float]:
    """How far each character of a word is held: by a pair, by a synonym, or not."""
    word = term.text
    if not is_han(word):
        return [max(float(word in text), BY_SYNONYM * _by_synonym(word, text))]
    held = [0.0] * len(word)
    if len(word) == 1:
        held[0] = float(word in text)
    for i, (a, b) in enumerate(pairwise(word)):
        if a + b in text:
            held[i] = held[i + 1] = 1.0
    for start, end, written in synonyms(word):
        if any(other in text for other in written):
            for i in range(start, end):
                held[i] = max(held[i], BY_SYNONYM)
    return held


@functools.lru_cache(maxsize=4096)
def synonyms(word: str) -> tuple[tuple[int, int, tuple[str, ...]], ...]:
    """Where a word of the question says one that documents write otherwise: start, end, what they write."""
    return tuple(
        (at, at + len(one), written)
        for asked, written in SYNONYMS
        for one in asked
        if (at := word.find(one)) >= 0
    )


def _by_synonym(word: str, text: str) -> bool:
    """Does a text say a word of letters in the documents' words: 地区生产总值 for GDP?"""
    return any(other in text for other in said_as(word))


def said_as(word: str) -> tuple[str, ...]:
    """What documents write for a whole word of the question."""
    return tuple(other for asked, written in SYNONYMS if word in asked for other in written)


def is_han(word: str) -> bool:
    """Is it a word of Han characters, and not one of letters or a number?"""
    return "一" <= word[0] <= "鿿"


def expanded(question: str) -> str:
    """The question with the documents' words for its everyday words, for lexical search."""
    extra = [
        other
        for asked, written in SYNONYMS
        for word in asked
        if word in question
        for other in written[:2]
        if other not in question and len(other) > 1
    ]
    return " ".join([question, *dict.fromkeys(extra)])
