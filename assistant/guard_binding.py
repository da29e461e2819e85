"""Does a value stand with the words it belongs to? 小学900元 is wrong where 900元 is said of 初中 and 700元 of 小学.

A value's own words stand beside it, up to the next mark or value; what stands before the first value of a sentence
belongs to all of them. A value is bound wrongly where another value of the same unit has words of the
sentence that its own place in the source lacks.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from assistant.guard_figures import Figure, figures
from assistant.guard_names import Ordinal, ordinals
from assistant.guard_numbers import same_value
from assistant.guard_text import Lack
from assistant.guard_times import same_time, times
from ingest.grammar import TimeSpan

END = re.compile(r"[。；;！？!?\n]")
DELIMITER = re.compile(r"[，,、：:|（(）)\t]|以及|和(?!谐|平|睦)|(?<!普)及(?!时|格|其|早)")
GENERIC = re.compile(
    r"不低于|不少于|不超过|不高于|达到|提高|提升|增加|增长|降低|下降|减少|控制|调整|补助|标准|左右|以上|以下|以内|至少|最多|每生|每人|每年|"
    r"每学期|每月|完成|进行|开展|组织|实施|分别|其中|各自|全部|累计|共计|[的了着在是为由从到至与对将按于其该各每均应须得可并又也则就]"
)
"""Words that say nothing of whose value it is."""
RESPECTIVELY = re.compile(
    r"(?P<items>[^，,。；;：:\n]{1,15}(?:[、和与及][^，,。；;：:\n、]{1,15}){1,9}?)(?P<rest>[^，,。；;\n、]{0,14}?)分别"
)
SPLIT = re.compile(r"[、和与及]")
RUN = re.compile(r"[一-鿿]+|[a-z0-9.]+", re.I)


@dataclass(frozen=True, slots=True)
class Label:
    """The words beside a value, and those of the sentence's head, as pairs of characters."""

    own: frozenset[str]
    head: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        """Both."""
        return self.own | self.head


T = TypeVar("T", Figure, TimeSpan, Ordinal)


def binding_faults(text: str, sources: Sequence[str]) -> Iterator[Lack]:
    """A lack for each value that the sources give to something else."""
    yield from _faults(text, sources, _numbers, lambda a, _, b, __: same_value(a, b), _rival_figure)
    yield from _faults(text, sources, _dates, same_time, _rival_time)
    yield from _faults(text, sources, _parts, lambda a, _, b, __: a[2:] == b[2:], _rival_part)


def _faults(
    text: str,
    sources: Sequence[str],
    read: Callable[[str], tuple[tuple[T, Label], ...]],
    same: Callable[[T, str, T, str], bool],
    rival: Callable[[T, T], bool],
) -> Iterator[Lack]:
    said = read(text)
    if not said:
        return
    written = [(value, label, source) for source in sources for value, label in read(source)]
    for value, label in said:
        mine = [(lab, src) for v, lab, src in written if same(value, text, v, src)]
        if not mine:
            continue
        others = [
            (lab, src) for v, lab, src in written
            if rival(value, v) and not same(value, text, v, src)
        ]  # fmt: skip
        if others and all(_taken(label, m, others) for m in mine):
            yield Lack("binding", text[value.start : value.end].strip(), value.start, value.end)


def _taken(label: Label, mine: tuple[Label, str], others: Sequence[tuple[Label, str]]) -> bool:
    """Has another value words of the sentence that this one's place lacks, and this one none that it lacks?"""
    here = mine[0].all | (
        _around(mine[1]) if len({s for _, s in others} - {mine[1]}) else frozenset()
    )
    for theirs, source in others:
        there = theirs.all | (_around(source) if source != mine[1] else frozenset())
        of_mine = here if source != mine[1] else mine[0].all
        gained, kept = label.own & (there - of_mine), label.own & (of_mine - there)
        if source != mine[1]:
            gained, kept = label.all & (there - of_mine), label.all & (of_mine - there)
        if gained and len(gained) > (2 * len(kept) + 1 if kept else 0):
            return True
    return False


def _rival_figure(figure: Figure, other: Figure) -> bool:
    return figure.unit == other.unit and (figure.low, figure.high) != (other.low, other.high)


def _rival_part(part: Ordinal, other: Ordinal) -> bool:
    return part.of == other.of and part.number != other.number


def _rival_time(_: TimeSpan, other: TimeSpan) -> bool:
    return other.precision in ("day", "month", "quarter", "half", "year")


@lru_cache(maxsize=512)
def _numbers(text: str) -> tuple[tuple[Figure, Label], ...]:
    found = tuple(f for f in figures(text))
    return tuple(zip(found, _labels(text, [(f.start, f.end) for f in found]), strict=True))


@lru_cache(maxsize=512)
def _dates(text: str) -> tuple[tuple[TimeSpan, Label], ...]:
    found = times(text)
    return tuple(zip(found, _labels(text, [(t.start, t.end) for t in found]), strict=True))


@lru_cache(maxsize=512)
def _parts(text: str) -> tuple[tuple[Ordinal, Label], ...]:
    found = ordinals(text)
    return tuple(zip(found, _labels(text, [(o.start, o.end) for o in found]), strict=True))


@lru_cache(maxsize=512)
def _around(source: str) -> frozenset[str]:
    """The words of a source's lines without a value: title, headings, issuer."""
    lines = [line for line in source.split("\n") if not figures(line)]
    return _pairs("\n".join(lines))


def _labels(text: str, spans: Sequence[tuple[int, int]]) -> list[Label]:
    labels = []
    for begin, end in _sentences(text):
        inside = [s for s in spans if begin <= s[0] < end]
        if inside:
            labels += _sentence_labels(text, begin, end, inside)
    return labels


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for match in END.finditer(text):
        yield begin, match.start()
        begin = match.end()
    yield begin, len(text) + 1


def _sentence_labels(
    text: str, begin: int, end: int, spans: Sequence[tuple[int, int]]
) -> list[Label]:
    cuts = [_cut(text, a[1], b[0]) for a, b in itertools.pairwise(spans)]
    first = _last_delimiter(text, begin, spans[0][0])
    head = text[begin:first]
    own = [
        text[left:start] + "\n" + text[stop:right]
        for (start, stop), left, right in zip(
            spans, [first, *(c[1] for c in cuts)], [*(c[0] for c in cuts), end], strict=True
        )
    ]
    match = RESPECTIVELY.search(text, begin, end)
    if match:
        items = SPLIT.split(match["items"])
        index = next((i for i, s in enumerate(spans) if s[0] >= match.end()), len(spans))
        if len(spans) - index == len(items):
            own[index:] = items
            head = text[begin : match.start()] + match["rest"]
    shared = _pairs(head)
    pairs = [_pairs(words) for words in own]
    for i in range(1, len(pairs)):
        pairs[i] = pairs[i] or pairs[i - 1]  # 资金311亿元、增长9.5%: the second is said of the same
    return [Label(words, shared) for words in pairs]


def _cut(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the words of one value end and those of the next begin; without a mark both have them all."""
    last = _last_delimiter(text, start, end)
    return (last, last) if last > start or DELIMITER.match(text, start) else (end, start)


def _last_delimiter(text: str, start: int, end: int) -> int:
    """The end of the last mark between two places; the first place where there is none."""
    last = start
    for match in DELIMITER.finditer(text, start, end):
        if match.end() < end:
            last = match.end()
    return last


def _pairs(words: str) -> frozenset[str]:
    """Pairs of characters and numbers of the words that tell."""
    found = set()
    for run in RUN.findall(GENERIC.sub(" ", words.lower())):
        if run[0].isascii():
            found.add(run)
        else:
            found |= {run[i : i + 2] for i in range(len(run) - 1)}
    return frozenset(found)
