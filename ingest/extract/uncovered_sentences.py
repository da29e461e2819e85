"""Why a sentence gave no fact: every number and date word in it is asked, the most doubtful one speaks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from ingest import reasons
from ingest.extract import noise
from ingest.extract.clauses import Clause, Sentence
from ingest.extract.mark_reasons import Mark, explain
from ingest.extract.reading import Line, words_of
from ingest.extract.targets import Rejected

# A number or a date word that nobody read.
LEFT_OVER = re.compile(
    r"[\d０-９]+|[%％‰]|[一二三四五六七八九十百千万]{2,}|年底|年内|月底|月份|学期|季度|上半年|下半年|年初|年中|寒假|暑假"
    r"|按[月季年](?![份级纪龄度])|按(?:季度|年度|周)"
    r"|(?<=拥有|掌握|学会|具备)一[项门种]"
)
COUNTED = re.compile(r"[\d０-９一二两三四五六七八九十百千万半几]")
WORDS = re.compile(r"[\u4e00-\u9fff]|[A-Za-z]{4,}.*\d")
# What a sentence says that demands something.
DEMAND = re.compile(
    r"应当?(?![对急届变用邀聘征召运])|必须|须|不得|不少于|不低于|不超过|至少|力争|争取|确保|(?:^|[，,；;])(?:到|至)20\d\d年|年?底前|(?<![需重主次必])要(?!求|点|素|闻|件|么|约|道|地|塞|害|是)"
)
# 加0.5分, 扣1-3分
MARKED = re.compile(r"[加扣计]\s*\d[\d.\-－~～]*\s*分")
# What needs no word where the sentence has given a fact: its time is listed, its form is told.
BESIDE_A_FACT = frozenset(
    ("一次活动，时间另计", "概括的说法", reasons.PERIOD, "泛指的“一”", "括号内的换算或说明")
)
ACHIEVEMENTS = (reasons.ACHIEVED, "已完成的工作或背景")


class Refusals:
    """What the rules refused, by place."""

    def __init__(self, rejected: Sequence[Rejected]) -> None:
        self._ordered = sorted(rejected, key=lambda r: (r.start, r.end))
        self._starts = [r.start for r in self._ordered]

    def within(self, start: int, end: int) -> list[Rejected]:
        """The refusals that begin in ``[start, end)``."""
        return self._ordered[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


def sentence_reason(line: Line, sentence: Sentence, refusals: Refusals) -> str:
    """Why a sentence gave nothing; empty where it holds nothing that anybody has to look at."""
    told = [reason for _, reason in _told(line, sentence, refusals)]
    if not told:
        return ""
    if any(reason in ACHIEVEMENTS for reason in told):
        return _of_the_past(line, sentence, told)
    return _first(told)


def left_clauses(
    line: Line, sentence: Sentence, refusals: Refusals, used: Callable[[int, int], bool]
) -> Iterator[tuple[Clause, str]]:
    """The clauses of a sentence that gave a fact, where a number or time is none of a fact.

    ``used`` tells whether a stretch is the value or time of a fact.
    """
    found: dict[int, list[str]] = {}
    told = _told(line, sentence, refusals)
    taken = {sentence.clause_at(mark.start) for mark, _ in told if used(mark.start, mark.end)}
    for mark, reason in told:
        clause = sentence.clause_at(mark.start)
        # 9月1日|开学: a word of time beside the time of a fact is what happens then
        named = clause in taken and not COUNTED.search(words_of(line, mark.start, mark.end))
        if not named and not used(mark.start, mark.end) and reason not in BESIDE_A_FACT:
            found.setdefault(clause, []).append(reason)
    for index, why in sorted(found.items()):
        yield sentence.clauses[index], _first(why)


def _told(line: Line, sentence: Sentence, refusals: Refusals) -> list[tuple[Mark, str]]:
    """The numbers and date words of a sentence that are some for somebody, with their reasons."""
    if not LEFT_OVER.search(sentence.text) and not _read(line, sentence):
        return []
    if not WORDS.search(sentence.text) or noise.is_noise_line(line.text):
        return []
    names = noise.stretches(line.text)
    explained = (
        (mark, explain(line, sentence, mark, names)) for mark in _marks(line, sentence, refusals)
    )
    return [(mark, why) for mark, why in explained if reasons.verdict(why) != "silent"]


def _first(told: Sequence[str]) -> str:
    return next((reason for reason in told if not reasons.is_sure(reason)), told[0])


def _of_the_past(line: Line, sentence: Sentence, told: Sequence[str]) -> str:
    """A sentence that reports: what else it counts is past too, unless it demands something."""
    if line.mode == "review" or not DEMAND.search(sentence.text):
        doubts = line.mode == "plan" and not all(r in ACHIEVEMENTS for r in told)
        return _first(told) if doubts else next(r for r in told if r in ACHIEVEMENTS)
    return reasons.MARKS if MARKED.search(sentence.text) else reasons.DOUBTED


def _read(line: Line, sentence: Sentence) -> list[tuple[int, int]]:
    """The times and values that were read in a sentence."""
    found = [(t.start, t.end) for t in line.times]
    found += [(q.start, q.end) for q in line.quantities]
    return [span for span in found if sentence.start <= span[0] < sentence.end]


def _marks(line: Line, sentence: Sentence, refusals: Refusals) -> Iterator[Mark]:
    """What was refused, what was read without a word, and what nobody read; in this order."""
    refused = [
        Mark(r.start, r.end, r.reason) for r in refusals.within(sentence.start, sentence.end)
    ]
    yield from refused
    taken = [(mark.start, mark.end) for mark in refused]
    here = _read(line, sentence)
    here += [
        (sentence.start + match.start(), sentence.start + match.end())
        for match in LEFT_OVER.finditer(sentence.text)
    ]
    for start, end in here:
        if not any(start < b and a < end for a, b in taken):
            taken.append((start, end))
            yield Mark(start, end)
