"""Does a sentence say something its sources say at all? The share of its telling words that stand in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.guard_figures import figures
from assistant.guard_text import Lack
from assistant.guard_times import hours, times

CLAUSE = re.compile(r"[^，,。；;：:！？!?\n]+")
SAME: tuple[tuple[str, str], ...] = (
    # what fluent writing says → how documents say it
    ("提至", "提高到"), ("家长", "监护人"), ("孩子", "儿童"), ("老师", "教师"), ("负责人", "责任人"), ("截止", "截至"),
)  # fmt: skip
ITEM = re.compile(r"(?<=、)[^、和及与]+|[^、和及与]+(?=、)")
"""An item of a list within a clause."""
LONG_ITEM = 3
"""Pairs of the shortest item that is weighed alone."""
FUNCTION = re.compile(
    r"根据|按照|依据|规定|要求|文件|明确|指出|提出|通知|具体|包括|分别|其中|此外|同时|以及|并且|因此|需要|应当|必须|可以|不得|"
    r"责任单位|牵头单位|责任人|最[多少高低晚迟]|只能|时间|控制|每[个一]|至[少多]|不[超少低高多晚早]过?于?|上限|下限|左右|提高|降低|增加|减少|达到|之间|之[前后]|进行|开展|有关|相关|对于|关于|主要|方面|以上|以下|情况|工作|内容|属于|共有|一共|总共|即|[的了着在是为由从到至与对将按于其该各每应须得可并又也则就和及或而且有要把被给以所这那个中内等]"
)
LEAST, LEAST_SHORT, LEAST_CLAUSE = 0.34, 0.2, 0.13
"""Shares of pairs of characters below which a long or short sentence, or one of its clauses, is not borne out."""
LONG = 8
"""Pairs from which a sentence is long."""
LONG_CLAUSE = 6
"""Pairs of the shortest clause that is weighed alone."""


def support_faults(said: str, sources: Sequence[str]) -> Iterator[Lack]:
    """A lack for a sentence, or a clause of it, that is nowhere in its sources."""
    written = _pairs_of("\n".join(sources))
    text = _without_values(said)
    whole, held = 0, 0
    for match in CLAUSE.finditer(text):
        pairs = _telling(match.group())
        known = sum(pair in written for pair in pairs)
        whole, held = whole + len(pairs), held + known
        if len(pairs) >= LONG_CLAUSE and known / len(pairs) < LEAST_CLAUSE:
            yield Lack("unsupported", said[slice(*match.span())].strip(), *match.span())
        for item in ITEM.finditer(text, *match.span()):
            pairs = _telling(item.group())
            if known and len(pairs) >= LONG_ITEM and not any(pair in written for pair in pairs):
                yield Lack("unsupported", said[slice(*item.span())].strip(), *item.span())
    if whole >= LONG_ITEM and held / whole < (LEAST if whole >= LONG else LEAST_SHORT):
        yield Lack("unsupported", said.strip(), 0, len(said))


def _without_values(text: str) -> str:
    """Blanks for figures, days and hours: other rooms weigh them."""
    spans = [(f.start, f.end) for f in figures(text)]
    spans += [(t.start, t.end) for t in times(text)]
    spans += [(h.start, h.end) for h in hours(text)]
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


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
