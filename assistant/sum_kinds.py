"""What values must share to be added: one unit, one year, one way of counting, one indicator."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from assistant.case import Case
from assistant.checklist import what
from assistant.chosen_rows import own_words
from assistant.reckoning import base
from assistant.records import ChecklistRow
from assistant.sum_rows import COMING, year_of
from ingest.records import Target

SAME_NAME = 0.5
"""Share of character pairs that names must have in common to be one indicator."""
ONE_NAME = 0.8
"""The same for values of one place that cannot both be parts of a sum."""
MODES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("累计", re.compile(r"累计|总数|总量|总规模|保有|达到|突破|共有|现有|稳定在|保持在")),
    ("新增", re.compile(r"新[建增改扩培认组开]|增加|改扩建|扩建|改建|改造|新培育|招聘|引进|创建")),
)
"""Ways of counting: what there is in all, and what comes on top; the first that stands with a value."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What values must share to be added."""

    unit: str
    mode: str
    year: str
    other: str = ""

    @property
    def words(self) -> str:
        """The year, the way of counting and what else is counted."""
        return "，".join(filter(None, (self.year and f"{self.year}年", self.mode, self.other)))


def chief_name(case: Case, rows: Sequence[ChecklistRow]) -> frozenset[str]:
    """The character pairs of the indicator that most rows of several documents share; empty within one
    document, where kinds of one thing (小学, 幼儿园) are added."""
    if one_document(rows):
        return frozenset()
    names = [_name(row) for row in rows]
    return max(names, key=lambda one: sum(_alike(one, other) for other in names))


def _name(row: ChecklistRow) -> frozenset[str]:
    words = COMING.sub("", what(row.fact))
    return frozenset(a + b for a, b in pairwise(words))


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one | other))


def kind_of(case: Case, row: ChecklistRow, chief: frozenset[str]) -> Kind:
    """What a row must share with others to be added to them; ``chief`` as ``chief_name`` gives it."""
    fact = row.fact
    assert isinstance(fact, Target)
    own = own_words(row)
    mode = next((name for name, words in MODES if words.search(own)), "")
    other = bool(chief) and _alike(_name(row), chief) < SAME_NAME
    return Kind(base(fact.unit), mode, year_of(case, row), "其他指标" if other else "")


def conflict(rows: Sequence[ChecklistRow], case: Case) -> bool:
    """Do two documents of one place say the same thing of one scope, so that one takes the place of the other?"""
    told = [
        (row.fact, _name(row), case.documents[row.fact.document_id].metadata.place)
        for row in rows if isinstance(row.fact, Target)
    ]  # fmt: skip
    return any(
        place == other_place
        and one.document_id != other.document_id
        and one.scope == other.scope
        and _alike(name, other_name) >= ONE_NAME
        for (one, name, place), (other, other_name, other_place) in combinations(told, 2)
    )


def one_document(rows: Sequence[ChecklistRow]) -> bool:
    """Are all rows of one document?"""
    return len({row.fact.document_id for row in rows}) == 1
