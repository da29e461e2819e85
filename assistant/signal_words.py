"""What a question brings to its signals: its words without its case, its telling numbers, the words lent to it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.records import Query
from assistant.rewording import Lent
from assistant.terms import Term, Vocabulary, folded

LENT_WORDS = 24
"""Lent words that count: the heaviest."""
TELLING_NUMBER = re.compile(
    r"第[一二三四五六七八九十\d]+[版届批]|(?<![\d年])\d+(?:\.\d+)?(?![\d年月日号条款〕\]])|[A-Za-z]{2,}"
)
"""第十版, 1000, ABC: what evidence must hold to the letter, or is of something else."""


def without_case(wanted: Sequence[Term], case: str) -> tuple[Term, ...]:
    """The words without a number that only tells one's case: 四天 is not the counterpart of 三天以上."""
    blank = "　" * len(case)
    return tuple(Term(t.text.replace(case, blank), t.weights) if case else t for t in wanted)


def telling_numbers(query: Query) -> list[str]:
    """Numbers and Latin words of the question, apart from the years and the names that chose its documents."""
    text = query.text
    for name in (*query.named, *map(str, query.years)):
        text = text.replace(name, " ")
    return [folded(number) for number in TELLING_NUMBER.findall(text)]


def heaviest(lent: Lent, vocabulary: Vocabulary) -> Mapping[str, float]:
    """The heaviest lent words with their shares, which add up to the trust in them."""
    weighed = {
        token: weight * vocabulary.weight(token) for token, weight in lent.tokens.items()
        if vocabulary.knows(token)
    }  # fmt: skip
    best = sorted(weighed, key=lambda token: (-weighed[token], token))[:LENT_WORDS]
    total = sum(weighed[token] for token in best) or 1.0
    return {token: lent.trust * weighed[token] / total for token in best}
