"""Does a sentence say something its sources say at all? The share of its telling words that stand in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.guard_text import Lack

CLAUSE = re.compile(r"[^，,。；;：:！？!?\n]+")
SAME: tuple[tuple[str, str], ...] = (
    # what fluent writing says → how documents say it
    ("提至", "提高到"), ("家长", "监护人"), ("孩子", "儿童"), ("老师", "教师"), ("负责人", "责任人"), ("截止", "截至"),
)  # fmt: skip
FUNCTION = re.compile(
    r"根据|按照|依据|规定|要求|文件|明确|指出|提出|通知|具体|包括|分别|其中|此外|同时|以及|并且|因此|需要|应当|必须|可以|不得|"
    r"进行|开展|有关|相关|对于|关于|主要|方面|以上|以下|情况|工作|内容|属于|共有|一共|总共|即|[的了着在是为由从到至与对将按于其该各每应须得可并又也则就和及或而且有要把被给以所这那个中内等]"
)
LEAST, LEAST_CLAUSE = 0.34, 0.13
"""Shares of pairs of characters below which a sentence, or one of its clauses, is not borne out."""
LONG_CLAUSE = 6
"""Pairs of the shortest clause that is weighed alone."""


def support_faults(text: str, sources: Sequence[str]) -> Iterator[Lack]:
    """A lack for a sentence, or a clause of it, that is nowhere in its sources."""
    written = _pairs_of("\n".join(sources))
    whole, held = 0, 0
    for match in CLAUSE.finditer(text):
        pairs = _telling(match.group())
        known = sum(pair in written for pair in pairs)
        whole, held = whole + len(pairs), held + known
        if len(pairs) >= LONG_CLAUSE and known / len(pairs) < LEAST_CLAUSE:
            yield Lack("unsupported", match.group().strip(), *match.span())
    if whole and held / whole < LEAST:
        yield Lack("unsupported", text.strip(), 0, len(text))


@lru_cache(maxsize=512)
def _pairs_of(words: str) -> frozenset[str]:
    words = re.sub(r"\s", "", words)
    for said, meant in SAME:
        if meant in words:
            words += "\n" + said
    return frozenset(words[i : i + 2] for i in range(len(words) - 1))


def _telling(clause: str) -> list[str]:
    runs = re.findall(r"[一-鿿]+", FUNCTION.sub(" ", clause))
    return [run[i : i + 2] for run in runs for i in range(len(run) - 1)]
