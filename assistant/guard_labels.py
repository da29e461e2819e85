"""The words that stand beside the values of a text: its own, and those of the head of its sentence.

A value's own words stand beside it, up to the next mark or value; what stands before the first value of a sentence
belongs to all of them.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

END = re.compile(r"[。；;！？!?\n]|——(?=《)")
DELIMITER = re.compile(r"[，,、：:|（(）)\t]|以及|和(?!谐|平|睦)|(?<!普)及(?!时|格|其|早)")
GENERIC = re.compile(
    r"不低于|不少于|不超过|不高于|达到|提高|提升|增加|增长|降低|下降|减少|控制|调整|补助|标准|左右|以上|以下|以内|至少|最多|每生|每人|每年|"
    r"每学期|每月|完成|进行|开展|组织|实施|分别|其中|各自|全部|累计|共计|[的了着在是为由从到至与对将按于其该各每均应须得可并又也则就]"
)
"""Words that say nothing of whose value it is."""
RESPECTIVELY = re.compile(
    r"(?P<items>[^，,。；;：:\n]{1,15}(?:[、和与及][^，,。；;：:\n、]{1,15}){1,9}?)(?P<rest>[^，,。；;\n、]{0,14}?)分别"
)
YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?=年)")
COMMA = re.compile(r"[，,]")
SPLIT = re.compile(r"[、和与及]")
RUN = re.compile(r"[一-鿿]+|[a-z0-9.]+", re.I)


@dataclass(frozen=True, slots=True)
class Label:
    """The words beside a value, and those of the sentence's head: as pairs of characters, and as they stand."""

    own: frozenset[str]
    head: frozenset[str]
    words: str = ""
    lead: str = ""

    @property
    def all(self) -> frozenset[str]:
        """Both."""
        return self.own | self.head


def labels_of(
    text: str, spans: Sequence[tuple[int, int]], *, leading: bool = False,
    listed: re.Pattern[str] | None = None,
) -> list[Label]:  # fmt: skip
    """A label for each span; spans are in order.

    Args:
        leading: The values stand before what is said of them, as times do.
        listed: What stands between values of which one thing is said.
    """
    labels = []
    for begin, end in _sentences(text):
        inside = [s for s in spans if begin <= s[0] < end]
        if inside:
            labels += _sentence_labels(text, begin, end, inside, leading, listed)
    return labels


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for match in END.finditer(text):
        yield begin, match.start()
        begin = match.end()
    yield begin, len(text) + 1


def _sentence_labels(
    text: str,
    begin: int,
    end: int,
    spans: Sequence[tuple[int, int]],
    leading: bool,
    listed: re.Pattern[str] | None,
) -> list[Label]:
    first = _last_delimiter(text, begin, spans[0][0])
    cuts: list[tuple[int, int]] = []
    left = first
    for one, two in itertools.pairwise(spans):
        cuts.append(_cut(text, one[1], two[0], leading and not pairs_of(text[left : one[0]])))
        left = cuts[-1][1]
    head = text[begin:first]
    own = [
        text[left:start] + "\n" + _behind(text[stop:right], leading)
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
    shared = pairs_of(head)
    pairs = [pairs_of(words) for words in own]
    for i in range(1, len(pairs)):
        pairs[i] = pairs[i] or pairs[i - 1]  # 资金311亿元、增长9.5%: the second is said of the same
    if listed:
        _share(text, spans, pairs, listed)
    pairs = [p | _year(text, begin, s[0]) for p, s in zip(pairs, spans, strict=True)]
    return [Label(p, shared, words, head) for p, words in zip(pairs, own, strict=True)]


def _behind(words: str, leading: bool) -> str:
    """What is said of a value behind it; beyond a comma something else is, but for a time."""
    return words if leading else COMMA.split(words)[0]


def _year(text: str, begin: int, end: int) -> frozenset[str]:
    """The year last named before a value in its sentence."""
    named = YEAR.findall(text, begin, end)
    return frozenset(named[-1:])


def _share(
    text: str,
    spans: Sequence[tuple[int, int]],
    pairs: list[frozenset[str]],
    listed: re.Pattern[str],
) -> None:
    """每年3月、9月组织: what is said of the last of a list is said of all."""
    for i in range(len(spans) - 2, -1, -1):
        if listed.fullmatch(text, spans[i][1], spans[i + 1][0]):
            pairs[i] |= pairs[i + 1]


def _cut(text: str, start: int, end: int, leading: bool) -> tuple[int, int]:
    """Where the words of one value end and those of the next begin; without a mark both have them all."""
    last = _last_delimiter(text, start, end)
    if leading and not pairs_of(text[start:last]):
        return end, start
    return (last, last) if last > start or DELIMITER.match(text, start) else (end, start)


def _last_delimiter(text: str, start: int, end: int) -> int:
    """The end of the last mark between two places; the first place where there is none."""
    last = start
    for match in DELIMITER.finditer(text, start, end):
        if match.end() <= end:
            last = match.end()
    return last


def pairs_of(words: str) -> frozenset[str]:
    """Pairs of characters and numbers of the words that tell."""
    found = set()
    for run in RUN.findall(GENERIC.sub(" ", words.lower())):
        if run[0].isascii():
            found.add(run)
        else:
            found |= {run[i : i + 2] for i in range(len(run) - 1)}
    return frozenset(found)
