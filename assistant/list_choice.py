"""Which of the lists around the passages found is the one asked for, if any: by what leads it, by what kind of
list the question asks for, by how many items it wants, and by how well its sentences answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.listing import LEADS, Listing
from assistant.question_words import YEAR
from assistant.records import Query
from assistant.terms import Term, coverage
from ingest.grammar import parse_numeral

KINDS_OF_LISTS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    # how it is done
    (
        re.compile(r"程序|流程|步骤|几步|怎么(?!样)|咋|如何|怎样|手续"),
        re.compile(r"程序|流程|步骤|手续|环节|方式|办法|办理[：:]|如何|怎样"),
    ),
    # what must be handed in
    (
        re.compile(r"材料|资料|证件|带(?:什么|啥|哪|上)|交(?:什么|啥|哪)|提供(?:什么|啥|哪)"),
        re.compile(r"材料|资料|证件|证明|提交|携带|提供|凭"),
    ),
    # who may
    (
        re.compile(r"条件|资格|什么人|哪些人|谁(?:能|可以)|要求"),
        re.compile(r"条件|资格|具备|符合|要求|对象"),
    ),
    # when it holds
    (re.compile(r"情形|情况|什么时候不"), re.compile(r"情形|情况|之一|下列")),
)
"""What a question asks for, and how the heading or the lead of such a list says it."""
FORBIDS_ASKED = re.compile(r"不(?:让|许|能|得|可|准|行|予|给|允许)|禁止|严禁")
FORBIDS = re.compile(r"不得|不(?:予|准|许|能|可|允许|再|应|宜)|禁止|严禁")
"""A question for what is forbidden, and words that forbid."""
HOW_MANY = re.compile(
    r"([一二三四五六七八九十两\d]{1,3})(?:大|个|项|条|种|类|方面|步|件|点|有|不准?|统一|化|工程|行动|支柱|原则)"
)
"""七大工程: how many items are asked for."""
ASKED_NOUN = re.compile(
    r"(?:哪些|哪几[个种类项条]?|哪[二三四五六七八九十两]+[大个种类项条]?|有什么|有啥)(?P<after>[一-鿿]{2})"
    r"|(?P<before>[一-鿿]{2})(?:都|一共|总共|具体|主要|分别)*(?:有|是|包括|分为?|指|含)?(?:哪些|哪几|什么|啥)"
)
"""The noun that is listed: 哪些形式, 奖项有哪些."""

OF_ITEMS = frozenset({"open", "who", "tasks", "targets"})
"""Kinds of questions that a list answers where they ask for several things."""
SEVERAL = re.compile(
    r"哪(?:[些几二三四五六七八九十两]|\d+)|(?:都|各|分别)?(?:有|是|叫|包括|为)(?:什么|啥|谁)|(?:什么|啥)(?:样的)?(?:指标|材料|条件|情况|事)|^谁|[，,]谁"
)
"""A question for several things."""

BONUS = {"items": 0.25, "rows": 0.2, "enumeration": 0.1, "sentences": -0.2}
"""What it counts to be such a list."""
CHOSEN = 0.4
"""What it counts where the question's words choose rows of a table."""
NAMED, ONE = 0.5, 0.5
"""What a head must hold of the question, or the list loses so much where one item holds all of the rest."""
USUAL = 0.25
"""How near in meaning the heads of lists that do not answer come."""
SOME = 0.1
"""What a head must hold of the question for its kind of list to speak for it."""
OF_ONE_YEAR = 0.3
"""What a table of one year loses where no year is asked for."""
UNRANKED = 1.6
"""How far behind the best a list stands none of whose sentences was among the passages found."""


def asks_for_items(query: Query) -> bool:
    """Is a question of another kind one for several things: 七大工程都是啥, 备注破格的是谁?"""
    return query.kind in OF_ITEMS and bool(SEVERAL.search(query.text))


@dataclass(frozen=True, slots=True)
class Scored:
    """A list with what speaks for it; ``named`` is the share of the question that its own head holds."""

    listing: Listing
    score: float
    named: float


class ListChoice:
    """Weighs the lists for one question."""

    def __init__(self, query: Query, wanted: Sequence[Term]) -> None:
        self.query = query
        self.wanted = tuple(wanted)
        text = query.text
        self.kinds = [said for asked, said in KINDS_OF_LISTS if asked.search(text)][:1]
        self.other_kinds = [said for _, said in KINDS_OF_LISTS if said not in self.kinds]
        self.forbids = bool(FORBIDS_ASKED.search(text))
        counts = [parse_numeral(n) for n in HOW_MANY.findall(text)]
        self.counts = {int(n) for n in counts if n is not None and 1 < n <= 40}
        self.which = bool(SEVERAL.search(text)) and query.kind in ("list", *OF_ITEMS)
        noun = ASKED_NOUN.search(text)
        self.noun = (noun["after"] or noun["before"]) if noun else ""

    def scored(self, listing: Listing, items: Sequence[str], behind: float, meant: float) -> Scored:
        """A list's score.

        Args:
            items: Its items' words.
            behind: How far its best sentence stands behind the best of all; at least 0.
            meant: How near its headings and lead come to the question in meaning, -1 to 1.
        """
        words = " ".join(items)
        naming = listing.kind == "enumeration"
        head = words if naming else listing.head
        own = self._held(head)
        path = " ".join((*listing.path[1:], head))
        near = self._held(path)
        whole = self._held(f"{path} {words}")
        score = (0.8 if naming else 1.2) * own + 0.6 * near + 0.5 * whole - 0.3 * min(behind, 3.0)
        score += 0.0 if naming else meant - USUAL
        score += (
            BONUS[listing.kind] + CHOSEN * listing.chosen + self._of_form(listing, head, path, own)
        )
        score += self._named_after(words) if naming else _innermost(listing)
        if listing.kind == "rows" and not self.query.years and YEAR.search(listing.head):
            score -= OF_ONE_YEAR
        if listing.kind in ("items", "sentences") and own < NAMED:
            alone = max(self._held(f"{path} {item}") for item in items)
            score -= ONE * (alone >= 0.9 * whole and alone - near >= 0.2)
        return Scored(listing, score, own)

    def _of_kind(self, head: str, path: str, own: float) -> float:
        """Steps, papers, conditions or cases, whichever is asked for; little where nothing else is held."""
        if self.kinds[0].search(head):
            return 0.45 if own >= SOME else 0.0
        if any(kind.search(head) for kind in self.other_kinds):
            return -0.4
        return 0.15 if self.kinds[0].search(path) else -0.1

    def _named_after(self, words: str) -> float:
        """Are the things named in a sentence those asked for (声乐、舞蹈等形式), not the asked one among others?"""
        if not self.noun or self.noun not in words:
            return 0.0
        at = words.find(self.noun)
        end = at + len(self.noun)
        begin = max(words.rfind(mark, 0, at) for mark in "，。；：:、等") + 1
        among = words[end : end + 1] == "、" or words[begin - 1 : begin] == "、"
        return -0.4 if among and "等" not in words[end - 12 : end] else 0.3

    def _held(self, words: str) -> float:
        return coverage(self.wanted, words, self.query.text)

    def _of_form(self, listing: Listing, head: str, path: str, own: float) -> float:
        """Is it a list of the kind, of the number and of the things asked for?"""
        score = 0.0
        if self.kinds:
            score += self._of_kind(head, path, own)
        if self.forbids or FORBIDS.search(head):
            score += 0.4 if self.forbids == bool(FORBIDS.search(head)) else -0.25
        if self.noun and self.noun in head:
            score += 0.3
        if self.counts and listing.kind != "enumeration":
            score += 0.6 if len(listing.items) in self.counts else -0.2
        return score


def _innermost(listing: Listing) -> float:
    """A list that a sentence leads is surer than the articles of a chapter."""
    if listing.lead is not None and LEADS.search(listing.head):
        return 0.15
    chapter = listing.section is not None and listing.section.number.endswith(("章", "节"))
    return -0.35 if chapter else 0.0
