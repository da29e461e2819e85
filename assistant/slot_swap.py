"""The earlier question with what a later one names in place of its like: 那机器人的呢 behind 学击剑一学期多少钱 asks
学机器人一学期多少钱. Which words it takes the place of is judged by meaning, ending and length."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np

from assistant.follow_up_text import ASKED_OF
from assistant.follow_up_words import ALIKE, PRONOUN

if TYPE_CHECKING:
    from numpy.typing import NDArray

SHORTEST, LONGEST = 2, 12
"""Code points of what can take the place of other words."""
WORDS = 4
"""Words of the earlier question whose place it can take, at most."""
LONGER = 4
"""Code points by which these may be longer."""
LAST, LAST_TWO, PER_LENGTH = 0.25, 0.15, 0.03
"""What it counts that both end alike in one and in two characters; what each code point of difference takes off."""
IF = re.compile(r"^(?:那么?)?(?:要是|如果|假如|万一|若是|换成|改成|轮到)")
TAIL = re.compile(
    r"(?:的?话|(?:的|[那这]一?)?(?:[那这]一?[项个块种类条边家栏]|[项块栏])|的|了)?(?:呢|啊|呀)?$"
)
BREAK = re.compile(r"[，,。？?！!、\s]")


class Meaning(Protocol):
    """What gives words their vectors, of length one."""

    def embed(self, texts: Sequence[str], *, query: bool = False) -> NDArray[np.float32]:
        """[texts, dimensions]."""


def named_instead(question: str) -> str:
    """What a question that asks nothing itself names: 机器人 of 那机器人的呢？; empty where it asks or says too much."""
    said = IF.sub("", PRONOUN.sub("", ALIKE.sub("", question.strip(" ？?。！!"))))
    said = TAIL.sub("", PRONOUN.sub("", said)).strip("，, ")
    fits = SHORTEST <= len(said) <= LONGEST and not BREAK.search(said)
    return said if fits and not ASKED_OF.search(said) else ""


def swaps(new: str, earlier: str, words: Sequence[str], meaning: Meaning, most: int) -> list[str]:
    """The earlier question with ``new`` in the place of words like it, the likeliest first.

    Args:
        words: The words of ``earlier``, in order.
        most: How many ways at most.
    """
    runs = list(dict.fromkeys(_runs(new, earlier, words)))
    if not runs:
        return []
    vectors = meaning.embed([new, *(earlier[a:b] for a, b in runs)])
    near = vectors[1:] @ vectors[0]
    order = sorted(range(len(runs)), key=lambda n: -_alike(new, earlier, runs[n], float(near[n])))
    chosen = [runs[n] for n in order[:most]]
    return [f"{earlier[:a]}{new}{earlier[b:]}" for a, b in chosen]


def _alike(new: str, earlier: str, run: tuple[int, int], near: float) -> float:
    old = earlier[run[0] : run[1]]
    ends = LAST * (old[-1] == new[-1]) + LAST_TWO * (old[-2:] == new[-2:])
    return near + ends - PER_LENGTH * abs(len(old) - len(new))


def _runs(new: str, earlier: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where one to four words in a row stand that ask nothing."""
    places, at = [], 0
    for word in words:
        begin = earlier.find(word, at)
        if begin >= 0:
            places.append((begin, begin + len(word)))
            at = begin + len(word)
    longest = max(len(new) + LONGER, 6)
    for n, (first, _) in enumerate(places):
        for _, last in places[n : n + WORDS]:
            old = earlier[first:last]
            fits = SHORTEST <= len(old) <= longest and old not in new
            if fits and not ASKED_OF.search(old) and not BREAK.search(old):
                yield first, last
