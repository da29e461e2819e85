"""Lists that stand in running text: clauses behind what leads them, clauses of one build one after another, things
named behind what announces them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.listing import ADDRESSED, LONGEST, Listing
from assistant.sentences import sentence_at, trimmed
from ingest.records import Section, Span

CLAUSES_LED = re.compile(r"[^。；;\n：:]{2,90}[：:](?=[^\n：:。；;]*[，,][^\n：:。；;]*[，,])")
"""What leads clauses parted by commas: 主要目标是：…增长5%，…达到90%，…。"""
PIECE = re.compile(r"[^，,；;。\n]+")
PARALLEL_PIECE = re.compile(r"[^，,；;。：:、\n]+")
NUMBER = re.compile(r"[\d.,]+|[一二三四五六七八九十百]{1,3}(?=[是档等级类项年元、])")
TIMES = re.compile(r"[0-9年月日号时点分周至到前后起止：:—–\-～~\s]+")
"""A time alone is no item."""
LEADS_SEVERAL = re.compile(
    r"[\d一二三四五六七八九十]+(?:大|项|件|个|类|条|种|档|步)|下列|以下|如下|包括|分别|分为|[：:]$"
)
"""What leads clauses of one build."""
SAME_START, SAME_END = 2, 3
"""Characters that clauses of one build have in common at their beginning or end, numbers taken as alike."""
FEWEST = 3
MOST_BETWEEN = 600
"""Code points from one clause of a build to the next: what is told of it stands between them."""
LONGEST_CLAUSE = 40
LONGEST_COUNTED = 80
WIDE = 3000
"""Code points of its paragraph before and behind a passage in which clauses of one build are looked for."""
COUNTED_NAME = re.compile(
    r"[二两三四五六七八九十](?:个|项|条|大|种)?+(?!年|月|日|天|周|级|章|节|条|款|次|期|类|批|届|所|名|人|元)[一-鿿]{1,4}"
)
"""A name that says how many things it stands for: 六不, 三知, 五个严禁."""
COUNTED_LEAD = re.compile(
    rf"[^。；;\n：:]{{0,60}}?(?P<name>{COUNTED_NAME.pattern})[”』’]?[^。；;，,、\n：:]{{0,10}}[：:]"
)
"""What leads as many items as its name says."""
PARTED_BY = ("；;", "、", "，,")
"""What parts the items of such a list, the widest first."""
ANNOUNCED = re.compile(
    r"(?:分别(?:是|为)|包括(?:了)?|包含|涵盖|分为|划分为|下设|设有|主要有|共有|有|是|为|即|由|设|含|于|指)[：:]?"
)
"""What stands before things named one after another: 分为, 包括, 分别是."""
NAMED = re.compile(r"(?:[^，。；：、\n]{1,24}、){1,}[^，。；：、\n]{1,30}(?=[，。；;\n]|$)")
"""Things named one after another, up to the end of their clause."""


def inline_lists(
    document_id: str, text: str, sections: Sequence[Section], low: int, high: int
) -> Iterator[Listing]:
    """The lists of a stretch of running text."""
    yield from _clauses_led(document_id, text, sections, low, high)
    yield from _counted(document_id, text, sections, low, high)
    begin = text.rfind("\n", 0, low) + 1
    end = text.find("\n", high)
    end = len(text) if end < 0 else end
    yield from _parallel(document_id, text, sections, max(begin, low - WIDE), min(end, high + WIDE))


def _clauses_led(
    document_id: str, text: str, sections: Sequence[Section], low: int, high: int
) -> Iterator[Listing]:
    """What stands between a lead and the end of its sentence, parted by commas; short clauses, or with numbers."""
    for match in CLAUSES_LED.finditer(text, low, high):
        end = min((at for m in "。；;\n" if (at := text.find(m, match.end())) >= 0), default=high)
        items = tuple(
            trimmed(text, m.start(), m.end()) for m in PIECE.finditer(text, match.end(), end)
        )
        words = [text[s.start : s.end] for s in items]
        told = sum(bool(re.search(r"\d|百分之", w)) for w in words)
        short = all(len(w) <= LONGEST_CLAUSE for w in words)
        lead = trimmed(text, match.start(), match.end())
        if ADDRESSED.match(text[lead.start : lead.end]):
            continue
        if FEWEST <= len(items) <= LONGEST and short and told >= len(words) / 2:
            yield _listing(document_id, text, sections, items, lead)


def _counted(
    document_id: str, text: str, sections: Sequence[Section], low: int, high: int
) -> Iterator[Listing]:
    """What stands behind a name that says how many things it is (做到“三知”：知去向、知同伴、知归期), where just so many
    stand there."""
    for match in COUNTED_LEAD.finditer(text, low, high):
        count = counted(match["name"])
        end = min((at for m in "。\n" if (at := text.find(m, match.end())) >= 0), default=high)
        for marks in PARTED_BY:
            pieces = re.finditer(f"[^{marks}]+", text[match.end() : end])
            items = tuple(
                trimmed(text, match.end() + p.start(), match.end() + p.end()) for p in pieces
            )
            if len(items) == count and all(0 < len(item) <= LONGEST_COUNTED for item in items):
                lead = trimmed(text, match.start(), match.end())
                yield _listing(document_id, text, sections, items, lead)
                break


def counted(name: str) -> int:
    """How many things a name stands for: 6 of 六不."""
    return {"两": 2, "十": 10}.get(name[0]) or "一二三四五六七八九".index(name[0]) + 1


def _parallel(
    document_id: str, text: str, sections: Sequence[Section], low: int, high: int
) -> Iterator[Listing]:
    """Clauses that begin and end alike: 筹7亿元办甲工程，…。筹3亿元办乙工程，…。"""
    builds: dict[str, list[Span]] = {}
    for match in PARALLEL_PIECE.finditer(text, low, high):
        span = trimmed(text, match.start(), match.end())
        words = NUMBER.sub("0", text[span.start : span.end])
        if not 4 < len(span) <= LONGEST_CLAUSE or "0" not in words or TIMES.fullmatch(words):
            continue
        key = words[: SAME_START + 1] + words[-SAME_END:]
        builds.setdefault(key, []).append(span)
    for found in builds.values():
        run = _run(found)
        if len(run) < FEWEST or len(run) > LONGEST:
            continue
        lead = sentence_at(text, max(0, run[0].start - 1))
        if lead.end > run[0].start:
            before = text.rfind("。", 0, max(0, run[0].start - 1))
            lead = sentence_at(text, max(0, before - 1)) if before > low else lead
        lead = Span(lead.start, min(lead.end, run[0].start))
        if LEADS_SEVERAL.search(text, lead.start, lead.end):
            yield _listing(document_id, text, sections, tuple(run), lead)


def _run(found: Sequence[Span]) -> list[Span]:
    """The clauses of one build, where they stand near each other."""
    if len(found) < FEWEST:
        return []
    near = all(b.start - a.end <= MOST_BETWEEN for a, b in pairwise(found))
    return list(found) if near else []


def _listing(
    document_id: str, text: str, sections: Sequence[Section], items: tuple[Span, ...], lead: Span
) -> Listing:
    holding = [s for s in sections if s.start <= lead.start < s.end and s.kind != "title"]
    path = holding[-1].path if holding else ()
    return Listing(document_id, "items", items, text[lead.start : lead.end], path, lead)


def names_in(words: str) -> tuple[str, int]:
    """What stands before the longest run of things named in a sentence, and how many these are."""
    found = max(NAMED.finditer(words), key=lambda m: m.group().count("、"), default=None)
    if found is None:
        return "", 0
    first = found.group().split("、", 1)[0]
    told = list(ANNOUNCED.finditer(first))
    begin = found.start() + (told[-1].end() if told else 0)
    return words[:begin], found.group().count("、") + 1
