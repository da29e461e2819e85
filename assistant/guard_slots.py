"""Does a word that has counterparts stand where the source has another? 高中学业考试 for 初中学业考试, 财政部门 for 教育部门.

Words of one group stand in the same places of a text and mean different things. A word is wrong where the words
around it stand in a source around another of its group, and nowhere as well around itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import takewhile

from assistant.guard_figures import figures
from assistant.guard_text import Lack

GROUPS: tuple[str, ...] = (
    # stages of education
    r"幼儿园|中小学|小学|初中|普通高中|高中|(?<![其集当])中学(?![前习])|中职|高职|大学|高校|高等学校|中等职业学校|中等学校|学前教育|义务教育|高等教育|职业教育|特殊教育",
    # offices by their field
    r"(?:教育|财政|民政|公安|司法|人事|审计|税务|卫生健康|卫生|文化|体育|市场监管|市场监督管理|应急管理|发展改革|住房城乡建设|自然资源|科技|交通运输)"
    r"(?=局|厅|委|部门|部(?!分)|行政|主管|机关|科(?!研|技|学))",
    # levels
    r"国家级|省级|市级|区级|县级|校级|镇级", r"全国|全省|全市|全区|全县|全校",
    # who runs it, where it lies, what kind it is
    r"公办|民办", r"城区|城市|城镇|农村|乡村", r"一级|二级|三级|四级", r"一等|二等|三等", r"小班|中班|大班|托班",
    # persons
    r"教师|学生|校长|园长|辅导员|班主任", r"男生|女生|男|女", r"本科|专科|硕士|博士",
    # parts of the year and the day
    r"春季|秋季|夏季|冬季", r"上半年|下半年", r"上午|下午|晚上", r"上学期|下学期|第一学期|第二学期", r"寒假|暑假",
    # bounds
    r"不?[得应能可]?(?:低于|少于|小于|高于|超过|多于|大于)",
    # up and down
    r"上升|提高|增加|增长|扩大|下降|降低|减少|缩小",
    # kinds of money
    r"公用经费|保教费|住宿费|伙食费|学费|助学金|奖学金|生活补助",
    # whose office it is
    r"[省市区县](?=教育|财政|人民政府|政府|卫生|公安|民政|人社|发改)",
    # kinds of bodies
    r"委员会|工作组|领导小组|指挥部|协会|学会",
    # parts of a school
    r"[东西南北新老]校区",
)  # fmt: skip
ONE_OF: dict[str, tuple[str, ...]] = {
    # a word → the members that it stands for
    "普通高中": ("高中",), "中学": ("初中", "高中", "中学"), "中小学": ("小学", "初中", "高中", "中学"), "义务教育": ("小学", "初中", "义务教育"),
    "中等职业学校": ("中职",), "中等学校": ("中职", "高中"), "高等学校": ("高校",), "大学": ("高校",), "高等教育": ("高校",), "学前教育": ("幼儿园",),
    "职业教育": ("中职", "高职", "职业教育"), "城市": ("城区",), "城镇": ("城区",), "乡村": ("农村",), "卫生": ("卫生健康",), "市场监督管理": ("市场监管",),
    "人社": ("人事",), "男": ("男生",), "女": ("女生",), "上升": ("提高",), "增加": ("提高",), "增长": ("提高",), "扩大": ("提高",),
    "下降": ("降低",), "减少": ("降低",), "缩小": ("降低",),
}  # fmt: skip
AT_LEAST, AT_MOST, BELOW, ABOVE = (
    "不低于|不少于|不小于",
    "不高于|不超过|不多于|不大于",
    "低于|少于|小于",
    "高于|超过|多于|大于",
)
ONE_OF |= {
    word: (words,) for words in (AT_LEAST, AT_MOST, BELOW, ABOVE) for word in words.split("|")
}
SOFTENED = re.compile(r"(?<=不)[得应能可]")
"""不得低于 and 不低于 are one."""
JOIN = r"(?:[、和与及或]|以及|\s)"
YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?=年)")
CLAUSE = re.compile(r"[，,；;。：\n]")
NUMBER = re.compile(r"\d|[二三四五六七八九十]")
ITEM = re.compile(r"([、，,；;。\n])")
"""The end of an item: what is beyond it is said of others."""
FAR = 14
"""Characters of the words around that are compared, on each side."""
ENOUGH, MORE = 6, 4
"""Characters that must agree around another word, and by how many more than around the word itself."""
SPACE = re.compile(r"\s+")

_WORDS = tuple(re.compile(group) for group in GROUPS)
STAGES = _WORDS[0]
_RUNS = tuple(re.compile(rf"(?:{group})(?:{JOIN}(?:{group}))*") for group in GROUPS)


@lru_cache(maxsize=4096)
def scopes(text: str) -> tuple[frozenset[str], ...]:
    """The members that a text names of each group, in the order of the groups."""
    return tuple(_members(words, text, 0, len(text)) for words in _WORDS)


def slot_faults(text: str, sources: Sequence[str]) -> Iterator[Lack]:
    """A lack for each word that stands in the place of its counterpart."""
    written = _bare("\n".join(sources))
    for words, runs in zip(_WORDS, _RUNS, strict=True):
        for match in runs.finditer(text):
            if words is STAGES and _valued(text, *match.span()):
                continue  # what a value is said of is weighed with the value
            said = _members(words, text, *match.span())
            around = _around(text, *match.span(), words)
            if _misplaced(said, around, _places(written, runs, words), written):
                yield Lack("binding", match.group(), *match.span())
    yield from _values(text, written)
    yield from _years(text, written)


def _valued(text: str, start: int, end: int) -> bool:
    """Does the clause around a word hold a figure?"""
    begin = max((m.end() for m in CLAUSE.finditer(text, 0, start)), default=0)
    after = CLAUSE.search(text, end)
    return any(
        begin <= f.start and f.end <= (after.start() if after else len(text)) for f in figures(text)
    )


def _values(text: str, written: str) -> Iterator[Lack]:
    """A lack for each figure that stands where the source has another of its unit."""
    for figure in figures(text):
        around = _around(text, figure.start, figure.end, NUMBER)
        places = [
            (f.start, f.end, frozenset({f.low, f.value_from}))
            for f in figures(written) if f.unit == figure.unit
        ]  # fmt: skip
        if _misplaced(frozenset({figure.low}), around, places, written):
            yield Lack("binding", figure.words.strip(), figure.start, figure.end)


def _years(text: str, written: str) -> Iterator[Lack]:
    """A lack for each year that stands where the source has another."""
    places = [(*m.span(), frozenset({m.group()})) for m in YEAR.finditer(written)]
    for match in YEAR.finditer(text):
        around = _around(text, *match.span(), YEAR)
        if _misplaced(frozenset({match.group()}), around, places, written):
            yield Lack("date", match.group(), *match.span())


def _around(text: str, start: int, end: int, members: re.Pattern[str]) -> tuple[str, str]:
    """The words on both sides, up to the item that names another member of the group."""
    left = _until(list(reversed(ITEM.split(_bare(text[:start])[-FAR:]))), members)
    right = _until(ITEM.split(_bare(text[end:])[:FAR]), members)
    return "".join(reversed(left)), "".join(right)


def _until(parts: list[str], members: re.Pattern[str]) -> list[str]:
    """Words and the marks between them, from the nearest on."""
    for i, part in enumerate(parts):
        if i and members.search(part):
            return parts[: i - 1]
    return parts


@lru_cache(maxsize=256)
def _bare(text: str) -> str:
    return SPACE.sub("", text)


@lru_cache(maxsize=2048)
def _places(
    text: str, runs: re.Pattern[str], words: re.Pattern[str]
) -> tuple[tuple[int, int, frozenset[object]], ...]:
    return tuple((*m.span(), _members(words, text, *m.span())) for m in runs.finditer(text))


def _members(words: re.Pattern[str], text: str, start: int, end: int) -> frozenset[str]:
    found = takewhile(lambda m: m.start() < end, words.finditer(text, start))
    words_of = (SOFTENED.sub("", m.group()) for m in found)
    return frozenset(one for word in words_of for one in ONE_OF.get(word, (word,)))


def _misplaced(
    said: frozenset[object],
    around: tuple[str, str],
    places: Sequence[tuple[int, int, frozenset[object]]],
    written: str,
) -> bool:
    own = other = 0
    left, right = around
    for start, end, members in places:
        before, after = written[max(0, start - FAR) : start], written[end : end + FAR]
        agree = _agree(left[::-1], before[::-1]) + _agree(right, after)
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
