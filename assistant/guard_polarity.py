"""Does a sentence allow what its sources forbid, or the other way? 不得, 可以, 应当, 未, 免.

Every marker holds to the end of its clause or to the next marker; markers side by side (应当避免, 不支持) hold together.
The words that a stretch shares with the sources say where its matter stands; there the sources must mark it likewise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.guard_text import Kind, Lack

MARKERS: tuple[tuple[str, str], ...] = (
    # class, words; longer ones stand first within the alternation
    ("refuse", r"拒绝|拒收"),
    ("need not", r"无须|无需|不必|不需要?|不用(?![于作来在户])|毋须|可以?不|可免|免于|免收|免除|免交|免缴|免予|免费|免"),
    ("must not", r"不得|不应当?|不能|不可以?|不准|不许|不允许|不宜|禁止|严禁|不予|切?勿|不再"),
    ("not", r"没有|尚未|并未|从未|均未|未|没|并非|非(?=[在法因经])|不是|不"),
    ("may", r"可以|可(?=[^能见靠持行观比]|$)|有权|允许|准许|能够|自愿|不受"),
    ("should", r"鼓励|支持|提倡|倡导|建议|尽量|尽可能|原则上|宜|引导"),
    ("must", r"应当|必须|应(?=[^用急对届邀聘试考征变激力]|$)|须|需要|需(?=[^求])|务必|一律|要(?=[^求点素件害闻领览义塞旨])|有义务"),
)  # fmt: skip
PLAIN_WORDS = re.compile(
    # words that hold a marker's characters and mark nothing
    r"不[得应能可]?(?:低于|少于|超过|高于|多于|大于|小于|早于|晚于|迟于)|不(?:足|满|到|超|下于|等|过)|"
    r"不(?:断|仅|但|只|同|良|便|利|懈|论|管|限|易|错|幸|惜|妨|治|齐|均|法|明|变|当|及时|合格|动产|相|一|可或缺|可抗力|可分割|可再生|可能)|"
    r"了不起|未(?:成年|来|婚|知|央|必|满)|[没淹]收|免[疫职]|避免不了|非(?:学科|遗|物质|营利|公有|公办|普惠|本[市县区地校]|义务|师范|全日|正[常式]|机动|税|法)|"
    r"无(?:障碍|线|人机|偿)|能不能|可不可以|是否|从不|不要|要不|主要|重要|必要|只要|摘要|纪要|概要|首要|"
    r"须知|必须品|适应|反应|响应|供应|相应|对应|适宜|事宜|便宜|可能|许可|认可|(?:政策|支撑|技术|资金|经费|人才|条件)支持|支持政策|支持力度|建议书?稿"
)
CLAUSE_END = re.compile(r"[，,。；;：:！？!?\n]")
ENDS = frozenset("，,。；;：:！？!?\n")
"""A plain stretch that does not end a clause is what a marker behind it is said of: [学校]不得."""
GAP = re.compile(r"(?:[、和与并或及地]|以及|并且|依法)?")
"""What stands between markers that hold together."""
ONLY_IF = re.compile(r"才[能可会]|方[可能]|只有|只能")
NOT_WITHOUT = re.compile(r"[未不无没][^，。；]{0,20}[，]?[^，。；]{0,4}不[得能可予]")
"""取得证书方可上岗 and 未取得证书不得上岗 say the same."""
SENTENCE_END = re.compile(r"[。；;\n]")
NEGATIVE = frozenset({"need not", "must not", "not", "refuse"})
JOINED = re.compile(r"并|而(?=[^且])|且")
POINTING = re.compile(
    r"(?<=[，。；\n])[未不](?:完成|符合|合格|达标|按时|履行|执行)[^，。；]{0,4}的"
)
PASSIVE = frozenset("被律都均予")
"""入学考试都被禁止: the marker holds for what stands before it."""
RECEIVE = re.compile(r"[^，。；]{0,12}(?:获得|享受|享有|领取|领到|拿到|得到|收到|受益)")
"""可以领取: the other side of a duty."""
PUNISHED = re.compile(
    r"，(?:由[^，。；]{0,30}|[要将会]|依法|应当?|予以|一律)*(?:责令|追究|给予处分|处以|处罚|追回|取消|撤销|通报批评|严肃处理|查处)"
)
"""挪用经费的，责令改正: what is punished is not allowed."""
CARRIED = re.compile(r"\s*(?:根据|按照|依照|依据|结合|会同)")
"""应当根据本办法，制定…: the marker holds beyond the comma."""
FORCES = ("must", "may", "should")
MARKED_LEAST, PLAIN_LEAST, ANY_LEAST = 2, 4, 8
OF_STRETCH = 0.5
"""Characters of the longest shared words by which a marked or an unmarked stretch is placed, and of words that
are enough by themselves; a stretch is placed where its shared words are this part of it."""
DECIDES = 1000
"""What words behind a marker that stands between two shared pieces count."""
SHORT = 4
"""Characters of a stretch that may stand anywhere: 不收费."""
NEAR = 6
"""Characters between two shared words that follow each other in the source."""

_MARK = re.compile("|".join(f"(?P<m{i}>{words})" for i, (_, words) in enumerate(MARKERS)))


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words under markers, or under none; ``mark`` is the span of the markers."""

    marked: tuple[str, ...]
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
        held = (
            found[-1].marked
            if begin and found and text[begin - 1] in "，," and CARRIED.match(text, found[-1].start)
            else ()
        )
        found += _of_clause(text, begin, end, held)
        begin = match.end() if match else end
    return tuple(found)


def _of_clause(text: str, begin: int, end: int, marked: tuple[str, ...]) -> Iterator[Stretch]:
    plain = [m.span() for m in PLAIN_WORDS.finditer(text, begin, end)]
    mark, start = (begin, begin), begin
    for match in _MARK.finditer(text, begin, end):
        if any(a < match.end() and match.start() < b for a, b in plain):
            continue
        if (
            text[match.end() : match.end() + 1] == "的"
        ):  # 免收的费用: the word describes, it does not rule
            continue
        name = MARKERS[int((match.lastgroup or "m0")[1:])][0]
        if marked and (name == "refuse" or GAP.fullmatch(text, start, match.start())):
            if match.start() > start and name == "refuse":
                yield Stretch(marked, mark, start, match.start())
            marked, mark, start = (*marked, name), (mark[0], match.end()), match.end()
            continue
        if match.end() == end and text[match.start() - 1] in PASSIVE:
            marked, mark = (name,), match.span()
        yield from _cut(text, Stretch(marked, mark, start, match.start()))
        marked, mark, start = (name,), match.span(), match.end()
    if end > start:
        punished = text[end - 1] == "的" and PUNISHED.match(text, end) is not None
        yield from _cut(
            text, Stretch((*marked, "punished") if punished else marked, mark, start, end)
        )


def _cut(text: str, stretch: Stretch) -> Iterator[Stretch]:
    """不改正并造成影响的: a plain “not” ends before 并."""
    joined = (
        JOINED.search(text, stretch.start, stretch.end) if stretch.marked[-1:] == ("not",) else None
    )
    at = joined.start() if joined else stretch.end
    if at > stretch.start:
        yield Stretch(stretch.marked, stretch.mark, stretch.start, at)
    if stretch.end > at:
        yield Stretch((), (at, at), at, stretch.end)


def polarity_faults(text: str, sources: Sequence[str]) -> Iterator[Lack]:
    """A lack for each stretch that the sources mark otherwise."""
    written = "\n".join(sources)
    if (ONLY_IF.search(text) and NOT_WITHOUT.search(written)) or (
        ONLY_IF.search(written) and NOT_WITHOUT.search(text)
    ):
        return
    marks = _marks(written)
    for stretch in stretches(text):
        if _condition(text, stretch, written):
            continue
        against = size = 0
        contrary: set[tuple[str, ...]] = set()
        short = stretch.end - stretch.start <= SHORT
        for where, weight in _where(text, stretch, written, marks):
            near = [at for at in where if not short or _at_home(at, text, stretch, written)]
            theirs = {m for at in near if (m := marks[at]) is not None}
            agree = any(_agree(stretch.marked, m) for m in theirs)
            size += weight if theirs else 0
            against += 0 if agree or not theirs else weight
            contrary |= set() if agree else theirs
        if against > size / 2:
            yield _lack(text, stretch, contrary)


def _at_home(at: int, text: str, stretch: Stretch, written: str) -> bool:
    """Does the source's sentence around a place share more with the sentence than the few words themselves?"""
    begin = max((written.rfind(mark, 0, at) for mark in "。；;\n"), default=-1) + 1
    end = SENTENCE_END.search(written, at)
    home = written[begin : end.start() if end else len(written)]
    before = text[: stretch.mark[0]]
    pairs = [before[i : i + 2] for i in range(len(before) - 1)]
    return sum(pair in home for pair in pairs) * 2 >= len(pairs)


def _condition(text: str, stretch: Stretch, written: str) -> bool:
    """没有修满学分的 for 未完成的: a condition that the source says by a word that points back."""
    back = stretch.marked == ("not",) and "的" in text[stretch.start : stretch.end]
    return back and POINTING.search(written) is not None


def _lack(text: str, stretch: Stretch, theirs: set[tuple[str, ...]]) -> Lack:
    kind: Kind = (
        "modal" if any(_negated(m) == _negated(stretch.marked) for m in theirs) else "negation"
    )
    start, end = stretch.mark if stretch.marked else (stretch.start, stretch.end)
    return Lack(kind, text[start:end], start, end)


def _negated(marked: tuple[str, ...]) -> bool:
    """不得拒绝 is no negation."""
    return sum(m in NEGATIVE for m in marked) % 2 == 1


def _agree(said: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """The same polarity, and no force that the other contradicts."""
    if _negated(said) != _negated(theirs):
        return False
    if {*said} >= {"must not"} and {*theirs} >= {"need not"}:
        return False
    if (
        "punished" in theirs
        and "punished" not in said
        and {*said} & {*FORCES}
        and not _negated(said)
    ):
        return False
    mine = {m for m in said if m in FORCES}
    others = {m for m in theirs if m in FORCES}
    return not mine or not others or bool(mine & others)


@lru_cache(maxsize=256)
def _marks(text: str) -> tuple[tuple[str, ...] | None, ...]:
    """For each character what it stands under; None within a marker or a mark."""
    found: list[tuple[str, ...] | None] = [None] * len(text)
    for stretch in stretches(text):
        found[stretch.start : stretch.end] = [stretch.marked] * (stretch.end - stretch.start)
    return tuple(found)


def _where(
    text: str, stretch: Stretch, written: str, marks: Sequence[tuple[str, ...] | None]
) -> Iterator[tuple[list[int], int]]:
    """For shared words that say where the stretch stands: the places of their last character in the sources, and
    how much they count."""
    blocks = _blocks(text, stretch, written)
    longest = max((end - start for start, end in blocks), default=0)
    least = MARKED_LEAST if stretch.marked else PLAIN_LEAST
    said = sum(end - start for start, end in blocks)
    if stretch.marked == ("not",) and not any(start <= stretch.start + 1 for start, _ in blocks):
        return  # 不服复议决定: the word that is denied is not the source's
    if stretch.marked == ("may",) and RECEIVE.match(text, stretch.start):
        return
    subject = not stretch.marked and stretch.end < len(text) and text[stretch.end] not in ENDS
    placed = not subject and longest >= least and said >= OF_STRETCH * (stretch.end - stretch.start)
    before: tuple[int, list[int]] | None = None
    for start, end in blocks:
        size = end - start
        where = _places(text[start:end], written)
        ends = [at + size - 1 for at in where]
        if placed or (size >= ANY_LEAST and not subject):
            yield ends, size
        if before and start - before[0] <= 2:
            follow = [
                at + size - 1 for at in where
                if any(0 < at - b <= NEAR and marks[b] != marks[at + size - 1] for b in before[1])
            ]  # fmt: skip
            if follow:
                yield follow, DECIDES
        before = (end, ends)


def _blocks(text: str, stretch: Stretch, written: str) -> list[tuple[int, int]]:
    """The longest shared words from left to right, of two Han characters and more."""
    found, start = [], stretch.start
    while start < stretch.end - 1:
        end = start + 1
        while end < stretch.end and text[start : end + 1] in written:
            end += 1
        if sum("一" <= c <= "鿿" for c in text[start:end]) >= MARKED_LEAST:
            found.append((start, end))
            start = end
        else:
            start += 1
    return found


def _places(words: str, written: str) -> list[int]:
    found, at = [], written.find(words)
    while at >= 0:
        found.append(at)
        at = written.find(words, at + 1)
    return found
