"""What a question asks of one table: to add, to count, to list or to tell values; which words of it name nothing there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.matching import Asked
from assistant.table_reading import OF_NO_MATTER
from assistant.terms import folded

SUMS = re.compile(
    r"一共|总共|合计|总计|共计|拢共|统共|加(?:在)?一?(?:起来?|块儿?)|合(?:起来|在一起)|凑(?:在)?一[起块]儿?|凑起来|加总|总和|总额|总数|总的|总(?=投|经费|资金|金额|名额|人数)"
)
"""What asks for a sum."""
COUNTS = re.compile(
    r"(?<![第前好哪这那])(?:几|多少)(?P<word>[个所家项条门位名种类处批场节间支次组档件样步])(?P<noun>[^，。？?；;几多]{0,12})"
)
"""What is counted, by its measure word, and the words behind it."""
EACH = re.compile(
    r"各(?!界|级|地|方面|位)|分别|每(?:个|项|所|类)|[二两三四五六七八九十几\d]+(?:个|项|所|类|种)(?!月)|所有|全部|逐项|哪些|哪几|哪[两三四五]|主要指标"
)
"""Words that ask for more than one row."""
LISTS = re.compile(
    r"哪些|哪几|哪[一两二三四五六七八九十][项个件所家门条步]|什么|啥|列出|有吗|安排|清单|分别|各(?!界|级|位)|(?:牵头|负责|配合|管)的(?:任务|工作|事)|还有.{0,8}[不没吗]$"
)
LEADS = re.compile(r"牵头|主责|主办|负责|责任|归[^，。]{2,8}管?|主管|[科股室局]管")
SUPPORTS = re.compile(r"配合|参与|协办|协助|联系")
EXCLUDED = re.compile(
    r"(?:不算|不含|不包括|除了|除去|除开|刨去|去掉)(?P<one>[一-鿿]{2,6}?)(?:的|以外|之外|外)?(?=[，。？?、\s总一共都还]|$)|[（(，]?(?P<two>[一-鿿]{2,6}?)(?:那[个项条])?(?:的)?(?:不算|除外)[）)]?"
)
"""Rows that are left out: 不算自筹的."""
NO_MATTER = re.compile(
    r"[表][格上里中]?|那张|这张|清单[上里中]?|分工[表]?|任务分解表?|目录|名单|一览|列(?:出|了|明)|写(?:明|了)|设(?:了|置|有)?|安排|办[完好]|到位|完成|做[到完]|做|干|启动|收口|开展|要(?:求|办|做|干)?|达到|降到|到多少|进度|哪一步|"
    r"到期|期限|时限|已经|过了|到时间|逾期|还剩|剩下|牵头|负责|配合|参与|责任单位|作为|属于|归|由|含|管|任务|工作|事项?|活儿?|环节|步骤|节点|阶段|各|目标值?|指标|数据|主要|分解|总体|"
    r"计划|方案|行动|里|上|今年|明年|本月|下个?月|这个月|上半年|下半年|总(?:额|数|和|投)?|加总|合计|投入?|花|用|给|开|报|可以|能|参加|上课|现在|列|课|名额|招|收|多少|[多少几][个所家项条门位名种类处批场节间支次组档件样步]|走|我|市里|县里|区里|局里|省里|时候|年度|[市县区]?教(?:育|体|育体育)局|打算|准备|控制|拢[共总]|统共|凑(?:在)?一[起块]儿?|凑起来|加(?:在)?一[起块]儿?|[后前底]头|[后底下]面|上面|出来|[这那][次回趟]|[这那]几|(?<![幼])娃娃?们?|孩子|咱们?|我们|俺们?|大家|它们?|他们|同学们?(?:都)?想?|想[考报去](?=[一-鿿]{2})|放(?:了|出)?(?=几|多少)|学段|[两二三四五六七八九十\d]*个?(?:县市区|县区|区县|市县|市州)|全[省市州县区](?!域)|各地|(?:19|20)\d\d年?度?"
)
"""Words of questions about tables that choose no row and no column."""
YEARS_SPANNED = re.compile(
    r"(20\d\d)年?(?:到|至|—|-|–|~|～)(20\d\d)|(?<![前学])[三两四五]年(?!级|制|期|行动|计划|方案|来)"
)
"""2025到2027, 三年: all years that a table has."""

IN_ORDER, LONGEST_NAME = 0.6, 60
"""Share of a stretch that a name must hold in order; code points of a name that has short forms."""


@dataclass(frozen=True, slots=True)
class TableAsked:
    """What is asked of a table. ``word`` is the measure word of what is counted, ``noun`` the words behind it."""

    asked: Asked
    sums: bool
    word: str
    noun: str
    each: bool
    lists: bool
    excluded: tuple[str, ...]

    @classmethod
    def of(cls, question: str, named: Sequence[str]) -> TableAsked:
        """Reads a question; ``named`` are words that chose the documents."""
        excluded = [m["one"] or m["two"] for m in EXCLUDED.finditer(question)]
        asked = Asked(EXCLUDED.sub("，", question), named)
        counted = COUNTS.search(asked.text)
        return cls(
            asked, bool(SUMS.search(asked.text)), counted["word"] if counted else "", counted["noun"] if counted else "",
            bool(EACH.search(asked.text)), bool(LISTS.search(asked.text)), tuple(folded(w) for w in excluded if w),
        )  # fmt: skip

    def of_no_matter(self) -> frozenset[int]:
        """The places of words that name nothing in a table."""
        found = (m.span() for p in (OF_NO_MATTER, NO_MATTER) for m in p.finditer(self.asked.text))
        return frozenset(i for first, last in found for i in range(first, last))


def explained(asked: Asked, *names: str) -> frozenset[int]:
    """The places of the question that names explain: pairs that both hold, and stretches of which one name holds most
    characters in order, 体美劳 of 体育美育劳动."""
    places = set(asked.match(" ".join(names)).places)
    for name in names:
        said = folded(re.sub(r"\s+", "", name))
        for run in _runs(asked.content):
            held = _in_order(asked.text, run, said) if len(said) <= LONGEST_NAME else set()
            if len(held) >= 2 and len(held) >= IN_ORDER * len(run):
                places |= held
            places |= _turned(asked.text, run, said)
    return frozenset(places)


def _turned(text: str, run: Sequence[int], words: str) -> set[int]:
    """A verb with its object that a name says the other way round: 评职称 of 职称评审, 查食堂 of 食堂检查."""
    for first in run:
        for size in (4, 3, 2):
            thing = text[first + 1 : first + 1 + size]
            at = words.find(thing) if len(thing) == size and first + size in run else -1
            if at >= 0 and text[first] in words[at + size : at + size + 2]:
                return set(range(first, first + 1 + size))
    return set()


def _runs(places: frozenset[int]) -> list[list[int]]:
    """Places side by side."""
    runs: list[list[int]] = []
    for at in sorted(places):
        if runs and runs[-1][-1] == at - 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs


def _in_order(text: str, run: Sequence[int], words: str) -> set[int]:
    """The longest part of a stretch whose characters the words hold in the same order."""
    best: list[list[int]] = [[] for _ in range(len(words) + 1)]
    for at in run:
        before = list(best)
        for j, character in enumerate(words, 1):
            longer = [*before[j - 1], at] if character == text[at] else before[j]
            best[j] = max(longer, before[j], best[j - 1], key=len)
    return set(best[-1])


def longest(places: frozenset[int]) -> int:
    """How many places stand side by side at most."""
    return max(map(len, _runs(places)), default=0)


def places_of(text: str, words: str) -> frozenset[int]:
    """The places of the first occurrence of some words."""
    at = text.find(words) if words else -1
    return frozenset(range(at, at + len(words))) if at >= 0 else frozenset()
