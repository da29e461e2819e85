"""Sentences that look computed as a whole and hold two questions: 组长有几位，组员总共多少人 adds nothing up, and what
is asked whether behind 甲奖和乙奖各多少钱 compares nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.apart_words import only_compares
from assistant.computed_words import BETTER, DIFFERENCE, SAME, SUM, WHICH_IS_MORE, computed_kind
from assistant.question_kind import kind_of
from assistant.terms import content

MUCH = re.compile(r"多少|(?<![好第十初哪])几(?!乎|经)|多大")
"""What asks for a number."""
ADDS_UP = re.compile(r"加起来|合起来|加在?一起|加一块儿?|合计|总和|两个?一共|都算上")
"""What adds up what stands before it."""
OVERALL = re.compile(r"(?:一共|总共|总计|共计|拢共|统共|总的)(?:有|是|要|得)?")
"""What a count of one thing says too."""
OWN = 2
"""Characters of own words from which a clause counts a thing of its own."""
WHETHER = 6
"""Characters of own words from which a clause asks whether something of its own holds."""
AGAIN = re.compile(r"两[个者种项]|[二两]样|都")
"""What points to the things before it, and asks no less of its own."""


def holds_several(clauses: Sequence[str]) -> bool:
    """Do the clauses of a sentence that is read as computed ask for things of their own, each in turn?"""
    told = [clause.strip("，,；;、。？? ") for clause in clauses]
    asking = [clause for clause in told if clause]
    if len(asking) < 2:
        return False
    return _counts_apart(asking) or _asks_whether(asking)


def _counts_apart(clauses: Sequence[str]) -> bool:
    """Numbers of different things, of which one is called a total: 副组长有几位，组员总共多少人."""
    if any(ADDS_UP.search(clause) for clause in clauses):
        return False
    totals = [clause for clause in clauses if SUM.search(clause)]
    counted = all(MUCH.search(clause) for clause in clauses)
    named = all(len(content(OVERALL.sub("", clause)).replace(" ", "")) >= OWN for clause in clauses)
    return len(totals) == 1 and counted and named and not _compared(clauses[-1])


def _asks_whether(clauses: Sequence[str]) -> bool:
    """What is compared or added up in the clauses before, and whether something holds in the last."""
    *before, last = clauses
    computed = computed_kind("，".join(before))
    own = len(content(AGAIN.sub("", last)).replace(" ", ""))
    whether = kind_of(last) == "yesno" and own >= WHETHER and computed_kind(last) is None
    return bool(computed) and whether and not _compared(last)


def _compared(clause: str) -> bool:
    said = (BETTER, DIFFERENCE, SAME, WHICH_IS_MORE)
    return only_compares(clause) or any(p.search(clause) for p in said)
