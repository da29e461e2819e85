"""Does a sentence allow what its sources forbid, or the other way? 不得, 可以, 应当, 未, 免.

Every marker holds to the end of its clause or to the next marker; markers side by side (应当避免, 不支持) hold together.
The words that a stretch shares with the sources say where its matter stands; there the sources must mark it likewise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.guard_shared_words import shared_places
from assistant.guard_stretches import Stretch, marks_of, stretches
from assistant.guard_text import Kind, Lack

ONLY_IF = re.compile(r"才[能可会]|方[可能]|只有|只能")
NOT_WITHOUT = re.compile(r"[未不无没][^，。；]{0,20}[，]?[^，。；]{0,4}不[得能可予]")
"""取得证书方可上岗 and 未取得证书不得上岗 say the same."""
SENTENCE_END = re.compile(r"[。；;\n]")
NEGATIVE = frozenset({"need not", "must not", "not", "refuse"})
POINTING = re.compile(
    r"(?<=[，。；\n])[未不](?:完成|符合|合格|达标|按时|履行|执行)[^，。；]{0,4}的"
)
FORCES = ("must", "may", "should")
SHORT = 4
"""Characters of a stretch that may stand anywhere: 不收费."""


def polarity_faults(text: str, sources: Sequence[str]) -> Iterator[Lack]:
    """A lack for each stretch that the sources mark otherwise."""
    written = "\n".join(sources)
    if (ONLY_IF.search(text) and NOT_WITHOUT.search(written)) or (
        ONLY_IF.search(written) and NOT_WITHOUT.search(text)
    ):
        return
    marks = marks_of(written)
    for stretch in stretches(text):
        if _condition(text, stretch, written):
            continue
        against = size = 0
        contrary: set[tuple[str, ...]] = set()
        short = stretch.end - stretch.start <= SHORT
        for where, weight in shared_places(text, stretch, written, marks):
            near = [at for at in where if not short or _at_home(at, text, stretch, written)]
            theirs = {m for at in near if (m := marks[at]) is not None}
            agree = any(_agree(stretch.marked, m) for m in theirs)
            size += weight if theirs else 0
            against += 0 if agree or not theirs else weight
            contrary |= set() if agree else theirs
        if against > size / 2:
            yield _lack(text, stretch, contrary)


def _at_home(at: int, text: str, stretch: Stretch, written: str) -> bool:
    """Does the source's sentence around a place share more with the sentence than the few words themselves?"""
    begin = max((written.rfind(mark, 0, at) for mark in "。；;\n"), default=-1) + 1
    end = SENTENCE_END.search(written, at)
    home = written[begin : end.start() if end else len(written)]
    before = text[: stretch.mark[0]]
    pairs = [before[i : i + 2] for i in range(len(before) - 1)]
    return sum(pair in home for pair in pairs) * 2 >= len(pairs)


def _condition(text: str, stretch: Stretch, written: str) -> bool:
    """没有修满学分的 for 未完成的: a condition that the source says by a word that points back."""
    back = stretch.marked == ("not",) and "的" in text[stretch.start : stretch.end]
    return back and POINTING.search(written) is not None


def _lack(text: str, stretch: Stretch, theirs: set[tuple[str, ...]]) -> Lack:
    kind: Kind = (
        "modal" if any(_negated(m) == _negated(stretch.marked) for m in theirs) else "negation"
    )
    start, end = stretch.mark if stretch.marked else (stretch.start, stretch.end)
    return Lack(kind, text[start:end], start, end)


def _negated(marked: tuple[str, ...]) -> bool:
    """不得拒绝 is no negation."""
    return sum(m in NEGATIVE for m in marked) % 2 == 1


def _agree(said: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """The same polarity, and no force that the other contradicts."""
    if _negated(said) != _negated(theirs):
        return False
    if {*said} >= {"must not"} and {*theirs} >= {"need not"}:
        return False
    if (
        "punished" in theirs
        and "punished" not in said
        and {*said} & {*FORCES}
        and not _negated(said)
    ):
        return False
    mine = {m for m in said if m in FORCES}
    others = {m for m in theirs if m in FORCES}
    return not mine or not others or bool(mine & others)
