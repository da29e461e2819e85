"""Which columns of a table a question asks for, by the words of their headers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.matching import Asked
from assistant.question_words import SCOPES
from assistant.table_asked import YEARS_SPANNED, explained, places_of
from assistant.table_grid import BRACKET
from assistant.terms import folded

MUCH = re.compile(
    r"(?P<does>[一-鿿])(?:了|到|出)?(?:多少|几)(?:[个所家项条门位名种处批场节间支次组档件])?(?P<noun>[一-鿿]{2,4})"
)
"""抽多少所学校: what is done and what is counted, a stretch that a header may say in its own words."""
YEAR = re.compile(r"(?:19|20)\d\d")

LONGEST_MORE = 6
"""Characters by which a name is longer than the header that stands for it."""
STAGES: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    # what there is when the plan begins
    (
        re.compile(r"现在|目前|眼下|如今|当前|现状|基期|基数|起点|原来|之前"),
        re.compile(r"基期|基数|基础值|现状|现值|当前|目前|起点|实际"),
    ),
    # what is to be reached half way
    (re.compile(r"中期"), re.compile(r"中期")),
    # what is to be reached in the end
    (re.compile(r"末期|期末|最终|最后要|终期"), re.compile(r"末期|期末|终期|目标年")),
)
"""Words of questions for the times of a plan, and headers of their columns."""


class AskedColumns:
    """The columns of one table asked for by one question; ``heads`` by column, ``label`` the column that names rows."""

    def __init__(
        self, asked: Asked, heads: Mapping[int, str], label: int, years: Sequence[int]
    ) -> None:
        self.asked, self.heads, self.label, self.years = asked, heads, label, years
        self.staged: dict[int, frozenset[int]] = {}

    def asked_for(
        self, by: Sequence[int], used: frozenset[int]
    ) -> tuple[tuple[int, ...], frozenset[int]]:
        """The columns whose header the question says, by its year or by its words."""
        years = {str(y) for y in self.years}
        spanned = YEARS_SPANNED.search(self.asked.text)
        free = {c: h for c, h in self.heads.items() if c not in by and c != self.label}
        dated = {c: set(YEAR.findall(h)) for c, h in free.items() if YEAR.search(h)}
        if spanned and dated:
            lo, hi = spanned.group(1) or "0", spanned.group(2) or "9999"
            told = tuple(c for c, own in dated.items() if lo <= min(own) <= hi)
            return told, frozenset(range(*spanned.span()))
        self.staged = staged = self._of_stages(free, dated)
        of_year = [c for c, own in dated.items() if own & years]
        of_year = [*dict.fromkeys((*of_year, *staged))]
        meant = {
            c: self.said_head(c) - used
            for c in free
            if not of_year or c not in dated or c in of_year
        }
        said = [c for c in meant if self._is_meant(c, meant)]
        bare = [c for c in of_year if c in staged or not bare_head(self.heads[c])]
        chosen = [*bare, *(c for c in said if c in of_year)] or said or of_year
        places = frozenset[int]().union(
            *(meant.get(c, frozenset()) for c in chosen), *staged.values()
        )
        return tuple(sorted(dict.fromkeys(chosen))), places

    def _of_stages(
        self, heads: Mapping[int, str], dated: Mapping[int, set[str]]
    ) -> dict[int, frozenset[int]]:
        """The columns of a table of several times that the question names by what they are of a plan, with the places
        where it does: 现在 is the base, 中期 the middle."""
        found: dict[int, frozenset[int]] = {}
        for asked, head in STAGES if len(dated) > 1 else ():
            said = [m.span() for m in asked.finditer(self.asked.text)]
            column = next((c for c, words in heads.items() if head.search(words)), None)
            if said and column is not None:
                found[column] = frozenset(i for first, last in said for i in range(first, last))
        return found

    def _is_meant(self, column: int, meant: dict[int, frozenset[int]]) -> bool:
        """Does the question say the header, and no other header more fully at the same place?"""
        mine = meant[column]
        head = bare_head(self.heads[column])
        if not mine or not head:
            return False
        whole = self._is_whole(head)
        rivals = [
            c for c, m in meant.items()
            if c != column and m & mine
            and (len(m) > len(mine) or (not whole and self._is_whole(bare_head(self.heads[c]))))
        ]  # fmt: skip
        return whole or (not rivals and 2 * len(mine) >= len(head))

    def _is_whole(self, head: str) -> bool:
        """Does the question say a header, or all of it but the stage before: 一年级 of 小学一年级?"""
        text = self.asked.text
        stage = next((word for word in SCOPES if head.startswith(word)), "")
        if stage not in text and any(word in text for word in SCOPES):  # of another stage
            return head in text
        return head in text or (0 < len(stage) < len(head) - 1 and head[len(stage) :] in text)

    def said_head(self, column: int) -> frozenset[int]:
        """The places of the question that say a column's header, single characters where that is all it is."""
        head = bare_head(self.heads[column])
        if len(head) == 1:
            return places_of(self.asked.text, head)
        if said := self._counted(head):
            return said
        return explained(self.asked, head) if head else frozenset()

    def _counted(self, head: str) -> frozenset[int]:
        """The places of 抽多少所学校 where a column is headed 抽查学校数: what is done, then what is counted."""
        for match in MUCH.finditer(self.asked.text):
            does, noun = match["does"], match["noun"]
            if head.startswith(does) and any(
                noun[:n] in head[1:] for n in (3, 2) if len(noun) >= n
            ):
                return frozenset(range(*match.span("does"))) | frozenset(
                    range(match.start("noun"), match.start("noun") + 2)
                )
        return frozenset()


def named_longer(text: str, heads: Sequence[str], asked: str) -> frozenset[int]:
    """The places of a question where it says more of a header's name, as the text of the document does: 衔接班 of
    “3+3”衔接班, which a table heads by “3+3”."""
    places = set[int]()
    for head in filter(None, map(bare_head, heads)):
        at = asked.find(head)
        behind = asked[at + len(head) :].lstrip('”"’') if at >= 0 else ""
        first = len(asked) - len(behind)
        tails = re.findall(rf"{re.escape(head)}[”\"’]?([一-鿿]{{2,10}})", folded(text))
        for size in range(min(len(behind), LONGEST_MORE), 1, -1):
            if any(behind[:size] in tail for tail in tails):
                places |= set(range(first, first + size))
                break
    return frozenset(places)


def bare_head(head: str) -> str:
    """A header without its unit, its year and quotation marks."""
    return re.sub(r"(?:19|20)\d\d年?度?|[“”\"‘’]", "", folded(BRACKET.sub("", head)))
