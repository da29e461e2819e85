"""Does a sentence allow what its sources forbid, or the other way? 不得, 可以, 应当, 未, 免, and 除…外.

Every marker holds to the end of its clause or to the next marker. The longest words that a stretch shares with the
sources say where its matter stands; there the sources must mark it likewise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.guard_text import Kind, Lack

MARKERS: tuple[tuple[str, str], ...] = (
    # class, words; longer ones stand first within the alternation
    (
        "need not",
        r"无须|无需|不必|不需要?|不用|毋须|可以?不|可免|免于|免收|免除|免交|免缴|免予|免费|免",
    ),
    (
        "must not",
        r"不得|不应当?|不能|不可以?|不准|不许|不允许|不宜|禁止|严禁|杜绝|避免|防止|不予|拒绝|勿|切勿|取消|停止|不再",
    ),
    ("not", r"没有|尚未|并未|从未|均未|未|没|并非|非(?=[在法因经])|不是|不"),
    ("may", r"可以|可(?=[^能见靠持行观比]|$)|有权|允许|准许|能够|可自[行主愿]|自愿|不受"),
    ("should", r"鼓励|支持|提倡|倡导|建议|尽量|尽可能|原则上|宜|引导"),
    (
        "must",
        r"应当|必须|应(?=[^用急对届邀聘试考征变激力]|$)|须|需要|需(?=[^求])|务必|一律|要(?=[^求点素件害闻领览义塞旨])|有义务|得以",
    ),
)
PLAIN_WORDS = re.compile(
    # words that hold a marker's characters and mark nothing
    r"不[断仅但只同良足便利懈论管限易错幸惜妨治齐均法明变当及时等少小大多低高超下早晚迟符达满到合相一]|不动产|不合格|不可或缺|不可抗力|不可分割|了不起|"
    r"未(?:成年|来|婚|知|央|必)|[没淹]收|免[疫职]|避免不了|非(?:学科|遗|物质|营利|公有|公办|普惠|本[市县区地校]|义务|师范|全日|正[常式]|机动|税|法)|"
    r"无(?:障碍|线|人机|偿)|能不能|可不可以|是否|不可再生|从不|要不|主要|重要|需要|必要|只要|要[求点素件]|摘要|纪要|概要|首要|"
    r"须知|必须品|应用|适应|反应|响应|供应|相应|应急|应对|应届|对应|适宜|事宜|便宜|可能|许可|认可|可[靠行持见观]|不可能"
)
KEPT = re.compile(r"需要|不可能")
"""Of those, the ones that are markers after all."""
CLAUSE_END = re.compile(r"[，,。；;：:！？!?\n]")
EXCEPT = re.compile(
    r"除(?!了|法|夕|尘|草|险|名|以|非|去|此之?外)[^，。；;\n]{1,40}?[外](?!部|面|界|语|地|出)|但[^，。；;\n]{0,30}除外|(?:另有|有)[^，。；\n]{0,6}规定的?除外"
)
EXCEPTING = re.compile(r"除|例外|另有|但|一般|原则上|特殊情况")
AGREE: dict[str, frozenset[str]] = {
    # what a sentence says → what its source may say
    "": frozenset({"", "must", "may", "should"}),
    "must": frozenset({"must", ""}),
    "may": frozenset({"may", ""}),
    "should": frozenset({"should", ""}),
    "not": frozenset({"not", "must not", "need not"}),
    "must not": frozenset({"must not", "not"}),
    "need not": frozenset({"need not", "not"}),
}
NEGATIVE = frozenset({"not", "must not", "need not"})
SHORTEST = 2
"""Characters of the shortest words that say where a matter stands."""

_MARK = re.compile("|".join(f"(?P<m{i}>{words})" for i, (_, words) in enumerate(MARKERS)))


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words under one marker, or under none (class empty); ``mark`` is the marker's span."""

    marked: str
    mark: tuple[int, int]
    start: int
    end: int


@lru_cache(maxsize=512)
def stretches(text: str) -> tuple[Stretch, ...]:
    """The text cut at its clauses and markers, in order."""
    found: list[Stretch] = []
    begin = 0
    for match in (*CLAUSE_END.finditer(text), None):
        end = match.start() if match else len(text)
        found += _of_clause(text, begin, end)
        begin = match.end() if match else end
    return tuple(found)


def _of_clause(text: str, begin: int, end: int) -> Iterator[Stretch]:
    plain = [m.span() for m in PLAIN_WORDS.finditer(text, begin, end) if not KEPT.match(m.group())]
    marked, mark, start = "", (begin, begin), begin
    for match in _MARK.finditer(text, begin, end):
        if any(a < match.end() and match.start() < b for a, b in plain):
            continue
        if match.start() > start:
            yield Stretch(marked, mark, start, match.start())
        marked = MARKERS[int((match.lastgroup or "m0")[1:])][0]
        mark, start = match.span(), match.end()
    if end > start:
        yield Stretch(marked, mark, start, end)


def polarity_faults(text: str, sources: Sequence[str]) -> Iterator[Lack]:
    """A lack for each stretch that the sources mark otherwise, and for an exception left out."""
    written = "\n".join(sources)
    classes = _classes(written)
    for stretch in stretches(text):
        words = text[stretch.start : stretch.end]
        theirs = _where(words, written, classes)
        if not theirs or any(c in AGREE[stretch.marked] for c in theirs):
            continue
        kind: Kind = (
            "negation" if (stretch.marked in NEGATIVE) != bool(theirs & NEGATIVE) else "modal"
        )
        span = stretch.mark if stretch.marked else (stretch.start, stretch.end)
        yield Lack(kind, text[span[0] : span[1]], *span)
    yield from _exceptions(text, written)


@lru_cache(maxsize=256)
def _classes(text: str) -> str:
    """One letter a character of the text: the class it stands under; a marker has none of its own."""
    letters = ["."] * len(text)
    names = list(AGREE)
    for stretch in stretches(text):
        letters[stretch.start : stretch.end] = str(names.index(stretch.marked)) * (
            stretch.end - stretch.start
        )
    return "".join(letters)


def _where(words: str, written: str, classes: str) -> set[str]:
    """The classes under which the sources say the first words of a stretch that they share with it."""
    names = list(AGREE)
    best, size = [], SHORTEST - 1
    for start in range(len(words)):
        while start + size < len(words) and (piece := words[start : start + size + 1]) in written:
            if not _content(piece):
                break
            size += 1
            best = [piece]
    if not best:
        return set()
    found, at = set(), written.find(best[0])
    while at >= 0:
        marked = classes[at + len(best[0]) - 1]
        if marked != ".":
            found.add(names[int(marked)])
        at = written.find(best[0], at + 1)
    return found


def _content(piece: str) -> bool:
    return sum("一" <= c <= "鿿" for c in piece) >= SHORTEST


def _exceptions(text: str, written: str) -> Iterator[Lack]:
    """A rule whose sentence in the source excepts something must not be said without any exception."""
    if EXCEPTING.search(text):
        return
    for match in EXCEPT.finditer(written):
        end = re.compile(r"[。；;\n]").search(written, match.end())
        rule = written[match.end() : end.start() if end else len(written)]
        if "除外" in match.group():
            begin = max(written.rfind(c, 0, match.start()) for c in "。；;\n") + 1
            rule = written[begin : match.start()]
        if _shared(text, rule):
            yield Lack("exception", match.group(), 0, len(text))
            return


def _shared(text: str, rule: str) -> bool:
    """Does the sentence say most of the rule?"""
    bits = {rule[i : i + 2] for i in range(len(rule) - 1) if _content(rule[i : i + 2])}
    return bool(bits) and sum(b in text for b in bits) / len(bits) > 0.5
