"""The clauses of a text under their markers: 不得, 可以, 应当, 未, 免.

Every marker holds to the end of its clause or to the next marker; markers side by side (应当避免, 不支持) hold together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

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
GAP = re.compile(r"(?:[、和与并或及地]|以及|并且|依法)?")
"""What stands between markers that hold together."""
JOINED = re.compile(r"并|而(?=[^且])|且")
PASSIVE = frozenset("被律都均予")
"""入学考试都被禁止: the marker holds for what stands before it."""
PUNISHED = re.compile(
    r"，(?:由[^，。；]{0,30}|[要将会]|依法|应当?|予以|一律)*(?:责令|追究|给予处分|处以|处罚|追回|取消|撤销|通报批评|严肃处理|查处)"
)
"""挪用经费的，责令改正: what is punished is not allowed."""
CARRIED = re.compile(r"\s*(?:根据|按照|依照|依据|结合|会同)")
"""应当根据本办法，制定…: the marker holds beyond the comma."""
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


@lru_cache(maxsize=256)
def marks_of(text: str) -> tuple[tuple[str, ...] | None, ...]:
    """For each character what it stands under; None within a marker or a mark."""
    found: list[tuple[str, ...] | None] = [None] * len(text)
    for stretch in stretches(text):
        found[stretch.start : stretch.end] = [stretch.marked] * (stretch.end - stretch.start)
    return tuple(found)
