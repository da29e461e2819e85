"""Does a word that has counterparts stand where the source has another? 高中学业考试 for 初中学业考试, 财政部门 for 教育部门.

Words of one group stand in the same places of a text and mean different things. A word is wrong where the words
around it stand in a source around another of its group, and nowhere as well around itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.guard_text import Lack

GROUPS: tuple[str, ...] = (
    # stages of education
    r"幼儿园|小学|初中|普通高中|高中|中职|高职|大学|高校|高等学校|中等职业学校|学前教育|义务教育|高等教育|职业教育|特殊教育",
    # offices by their field
    r"教育|财政|民政|公安|司法|人事|人社|审计|税务|卫生健康|卫生|文化|体育|市场监管|市场监督管理|应急管理|发展改革|住房城乡建设|自然资源|科技|交通运输",
    # levels
    r"国家级|省级|市级|区级|县级|校级|镇级", r"全国|全省|全市|全区|全县|全校",
    # who runs it, where it lies, what kind it is
    r"公办|民办", r"城区|城市|城镇|农村|乡村", r"一级|二级|三级|四级", r"一等|二等|三等", r"小班|中班|大班|托班",
    # persons
    r"教师|学生|校长|家长|幼儿|园长|辅导员|班主任", r"男生|女生|男|女", r"本科|专科|硕士|博士",
    # parts of the year and the day
    r"春季|秋季|夏季|冬季", r"上半年|下半年", r"上午|下午|晚上", r"上学期|下学期|第一学期|第二学期", r"寒假|暑假",
    # kinds of money
    r"公用经费|保教费|住宿费|伙食费|学费|助学金|奖学金|生活补助",
)  # fmt: skip
JOIN = r"(?:[、和与及或]|以及|\s)"
FAR = 14
"""Characters of the words around that are compared, on each side."""
ENOUGH, MORE = 6, 4
"""Characters that must agree around another word, and by how many more than around the word itself."""
SPACE = re.compile(r"\s+")

_WORDS = tuple(re.compile(group) for group in GROUPS)
_RUNS = tuple(re.compile(rf"(?:{group})(?:{JOIN}(?:{group}))*") for group in GROUPS)


def slot_faults(text: str, sources: Sequence[str]) -> Iterator[Lack]:
    """A lack for each word that stands in the place of its counterpart."""
    written = _bare("\n".join(sources))
    for words, runs in zip(_WORDS, _RUNS, strict=True):
        for match in runs.finditer(text):
            said = frozenset(words.findall(match.group()))
            around = (_bare(text[: match.start()])[-FAR:], _bare(text[match.end() :])[:FAR])
            if _misplaced(said, around, _places(written, runs, words), written):
                yield Lack("binding", match.group(), *match.span())


@lru_cache(maxsize=256)
def _bare(text: str) -> str:
    return SPACE.sub("", text)


@lru_cache(maxsize=2048)
def _places(
    text: str, runs: re.Pattern[str], words: re.Pattern[str]
) -> tuple[tuple[int, int, frozenset[str]], ...]:
    return tuple((*m.span(), frozenset(words.findall(m.group()))) for m in runs.finditer(text))


def _misplaced(
    said: frozenset[str],
    around: tuple[str, str],
    places: Sequence[tuple[int, int, frozenset[str]]],
    written: str,
) -> bool:
    own = other = 0
    for start, end, members in places:
        agree = _agree(around[0][::-1], written[max(0, start - FAR) : start][::-1])
        agree += _agree(around[1], written[end : end + FAR])
        if said & members:
            own = max(own, agree)
        else:
            other = max(other, agree)
    return other >= ENOUGH and other >= own + MORE


def _agree(a: str, b: str) -> int:
    count = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        count += 1
    return count
