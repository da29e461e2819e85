"""Is the evidence enough? A few certain rules, then a fitted probability that the best sentences answer."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.candidates import Candidate
from assistant.denied import denied, of_the_denied
from assistant.fusion import Fused
from assistant.records import Query
from assistant.rungs import Told, fits, is_ladder, nearest, rungs
from assistant.sentences import bare
from assistant.signals import Signals
from assistant.soft_words import Word
from assistant.subject_roles import role_of, weight_of
from assistant.sufficiency import (
    SURE,
    answer_signals,
    first_order,
    line_scores,
    may_answer,
    probability,
    weights,
)
from assistant.terms import Vocabulary, pairs
from ingest.records import Chunk

ORDINAL = re.compile(
    r"第\s*[0-9〇零一二三四五六七八九十百]+\s*[届期批轮次](?!性)|[“\"][^”\"]{2,12}[”\"]"
    r"|(?<![A-Za-z0-9])[A-H][类级区岗组线路卷档班层座栋等]"
)
"""第三届, “阳光”, C路: names that evidence must hold to the letter."""
CODE = re.compile(r"(?<![A-Z0-9])[A-Z]{1,3}-?\d{1,6}(?![A-Z0-9])")
"""The code of a post or an item: A03, XX-12."""
SECOND = 2.0
"""How far behind the best of all the first sentence that may answer may stand."""
CASE_TOLD, LESS_APT = 1.0, 3.0
"""What a sentence gains that speaks of the case told, and one of another case loses; unless the former is worse
by the second."""
OF_OLD = 1.5
"""What a sentence loses whose document is no longer in force."""
DENIED = 4.0
"""What a sentence loses that speaks of what the question denies."""
RARE = 0.4
"""How rare in the library a word must be to be named."""
PARTICLE = re.compile(r"[的了着过]$|^[一各每这那]")
"""What shows that a piece is no word by itself: 岁的, 一批, 各省."""
HAN = re.compile(r"[一-鿿]")
LATIN = re.compile(r"[a-z]+")
FUNCTION_WORD = 4
"""Letters up to which an English word tells little: what, does, much."""
NAMED_LACK = 0.08
"""Share of what a question tells from which a word that the evidence lacks is named in a refusal."""
NEAR_MISS = 0.17
"""Share of what a question tells by words of documents from which an answer that lacks it is of another thing."""
OF_DOCUMENTS = 0.5
"""How far a word must be one of documents to be named so: 退休年龄 is, 咋办 is not."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """The sentences found with their scores, best first, and the probability that the best ones answer;
    ``lacking`` are telling words of the question that the best ones do not hold, ``absent`` says that one of them is
    a name that no passage holds; ``may`` which sentences may answer."""

    lines: tuple[Candidate, ...]
    signals: tuple[dict[str, float], ...]
    scores: tuple[float, ...]
    probability: float
    lacking: tuple[str, ...] = ()
    absent: bool = False
    may: tuple[bool, ...] = ()

    @property
    def enough(self) -> bool:
        """Is it probable enough that the best sentences answer?"""
        return self.probability >= weights().threshold

    @property
    def strays(self) -> tuple[Candidate, ...]:
        """Sentences that say for certain a value of another year, scope or number than the one asked for."""
        told = zip(self.lines, self.signals, self.may, strict=True)
        return tuple(line for line, row, may in told if not may and row["value"] > 0)

    def best(self, count: int, behind: float) -> tuple[Candidate, ...]:
        """Of the first so many sentences those that may answer, none further behind the first than this."""
        told = zip(self.lines[:count], self.scores, self.may, strict=False)
        return tuple(line for line, score, may in told if may and self.scores[0] - score <= behind)


NOTHING = Weighed((), (), (), 0.0)


def weigh(signals: Signals, lines: Sequence[Candidate], old: Collection[str] = ()) -> Weighed:
    """Ranks the sentences and judges the best ones; ``old`` are the documents no longer in force."""
    measured = measure(signals, lines)
    if not measured:
        return NOTHING
    fitted = weights()
    scores = line_scores(measured, fitted)
    scores[[i for i, line in enumerate(lines) if line.document_id in old]] -= OF_OLD
    apt, strays = _cases(lines, [float(s) for s in scores], signals.told)
    scores[list(apt)] += CASE_TOLD
    scores[list(strays)] -= CASE_TOLD
    gains = _by_role(signals.query, lines)
    scores += gains
    if (gains > 0).any() and scores.max() - scores[gains > 0].max() <= SECOND:
        strays |= set(np.flatnonzero(gains < 0).tolist())
    if words := denied(signals.query.text):
        others = {i for i, line in enumerate(lines) if of_the_denied(words, line.led)}
        scores[list(others)] -= DENIED
        strays |= others
    strays |= _of_other_codes(signals.query.text, lines)
    order = sorted(range(len(lines)), key=lambda i: -scores[i])
    strays |= _without_kind(measured, [float(s) for s in scores])
    may = tuple(may_answer(measured[i]) and i not in strays for i in order)
    chance = 0.0
    if _near_the_best(
        may, [float(scores[i]) for i in order]
    ):  # whose rule it is makes no answer more probable
        told = (answer_signals(measured, of) for of in (scores, scores - gains))
        chance = min(probability(one, fitted) for one in told)
    absent = _absent_names(signals.query, lines)
    return Weighed(
        tuple(lines[i] for i in order), tuple(measured[i] for i in order),
        tuple(float(scores[i]) for i in order), 0.0 if absent else chance,
        absent or _lacking(signals, lines[order[0]]), bool(absent), may,
    )  # fmt: skip


def _by_role(query: Query, lines: Sequence[Candidate]) -> NDArray[np.float64]:
    """What each sentence gains or loses by whose rule it is."""
    role = role_of(query.question) or role_of(query.text)
    return np.array([weight_of(role, bare(line.text)) for line in lines])


def measure(signals: Signals, lines: Sequence[Candidate]) -> list[dict[str, float]]:
    """The signals of each sentence, with what the reader says of the best ones."""
    measured = signals.of(lines)
    read = signals.again.of(lines, measured, first_order(measured, weights()))
    told = zip(lines, read, strict=True)
    return [row | signals.in_units(line) if _by_header(line, row) else row for line, row in told]


def _by_header(line: Candidate, row: Mapping[str, float]) -> bool:
    """Does a row of a table hold the value asked for only by its header's unit, and does the reader say it answers?"""
    return bool(line.row.valued) and row["value"] < 0 and row["read"] >= SURE


def _cases(
    lines: Sequence[Candidate], scores: Sequence[float], of: Told | None
) -> tuple[set[int], set[int]]:
    """Of passages that tell cases apart the sentences of the case told, and those of another case."""
    apt: set[int] = set()
    strays: set[int] = set()
    if of is None:
        return apt, strays
    ladders: dict[object, list[int]] = {}  # rows of a table are one, a section's sentences another
    for i, line in enumerate(lines):
        ladders.setdefault((line.chunk.id, line.path, "\t" in line.text), []).append(i)
    for own in ladders.values():
        if not is_ladder([lines[i].text for i in own], of):
            continue
        held = {i: fits(lines[i].text, of) for i in own}
        cases = {i: rungs(lines[i].text, of.measure) for i in own}
        near = nearest([case for of_line in cases.values() for case in of_line], of.value)
        told = {i for i in own if near is not None and near in cases[i]}
        best = max((scores[i] for i in told), default=float("-inf"))
        others = {i for i in own if cases[i] and i not in told}
        if near is not None and near.lo is not None and near.hi is not None:
            others = {i for i in others if held[i] is False}  # a wider case may hold beside it
        strays |= {i for i in others if scores[i] - best <= LESS_APT}
        apt |= told
    return apt, strays


def _without_kind(measured: Sequence[Mapping[str, float]], scores: Sequence[float]) -> set[int]:
    """Sentences that hold no name of the kind asked for, where one that does stands not far behind the best."""
    held = [s for row, s in zip(measured, scores, strict=True) if row["kind"] > 0]
    if not held or max(scores) - max(held) > SECOND:
        return set()
    return {i for i, row in enumerate(measured) if row["kind"] < 0}


def _of_other_codes(question: str, lines: Sequence[Candidate]) -> set[int]:
    """Rows of other posts or items than the one that the question names by its code, where a row of it was found."""
    asked = set(CODE.findall(question.upper()))
    held = {
        i: set(CODE.findall(li.text.split("\t")[0]))
        for i, li in enumerate(lines)
        if "\t" in li.text
    }
    if not asked or not any(codes & asked for codes in held.values()):
        return set()
    return {i for i, codes in held.items() if codes and not codes & asked}


def _near_the_best(may: Sequence[bool], scores: Sequence[float]) -> bool:
    """Does a sentence that may answer stand near the best of all? Where the best speaks for certain of another year
    or number, one that is much worse is of another matter."""
    return any(m and scores[0] - score <= SECOND for m, score in zip(may, scores, strict=True))


def _absent_names(query: Query, lines: Sequence[Candidate]) -> tuple[str, ...]:
    """Ordinals and quoted names of the question that no passage found holds."""
    texts = {line.chunk.id: f"{line.headings} {line.chunk.text}" for line in lines}.values()
    if not HAN.search(query.text):
        words = [w for w in LATIN.findall(query.text.lower()) if len(w) > FUNCTION_WORD]
        lacking = [w for w in words if not any(w in text.lower() for text in texts)]
        return tuple(lacking) if len(lacking) > len(words) / 3 else ()
    named = [re.sub(r"\s", "", name) for name in ORDINAL.findall(query.text)]
    return tuple(n for n in named if not any(n.strip('“”"') in text for text in texts))


def near_miss(signals: Signals, words: str) -> bool:
    """Is one value with all that stands around it (``words``) that of something else: 午餐 for 晚餐, 一中 for 四中?"""
    return signals.lacks(words) > NEAR_MISS


def absent_ordinals(query: Query, found: Sequence[tuple[Chunk, Fused]]) -> tuple[str, ...]:
    """第十一届 where no passage found holds it, nor its headings."""
    texts = [" ".join((*chunk.section, chunk.text)) for chunk, _ in found]
    named = (re.sub(r"\s", "", name) for name in ORDINAL.findall(query.text))
    return tuple(n for n in named if n[0] == "第" and not any(n in text for text in texts))


def _lacking(signals: Signals, best: Candidate) -> tuple[str, ...]:
    """Words of documents that tell much of the question and that the best passage does not hold."""
    text = f"{best.headings} {best.chunk.embed_text or best.chunk.text}"
    held = signals.soft.explained([text], signals.soft.held([text]))[0]
    lacks = signals.soft.lacking(held)
    order = sorted(range(len(lacks)), key=lambda i: -lacks[i])
    words = (signals.soft.words[i] for i in order if lacks[i] >= NAMED_LACK)
    return tuple(w.text for w in words if _is_telling(w, signals.vocabulary))[:2]


def _is_telling(word: Word, vocabulary: Vocabulary) -> bool:
    """Is it worth naming: a whole word of documents, and not one of every other document, as 要求 or 提出?"""
    rare = [vocabulary.weight(pair) for pair in pairs(word.text)]
    whole = HAN.search(word.text) and len(word.text) > 1 and not PARTICLE.search(word.text)
    return bool(whole) and word.policy >= OF_DOCUMENTS and min(rare) >= RARE
