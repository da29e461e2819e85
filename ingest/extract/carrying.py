"""The time of a goal paragraph that the sentence behind it shares: 到2030年，…。教师素质明显提高，…"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.extract.clauses import Sentence
from ingest.extract.governing import Governed
from ingest.extract.reading import Line
from ingest.extract.roles import reach

# What a goal paragraph speaks of.
GOAL_WORD = re.compile(r"目标|愿景|到20\d\d年")
# A sentence about how things are shares no goal's time: 当前，…存在师资短缺等问题.
AS_IT_IS = re.compile(
    r"^\s*(?:当前|目前|现阶段|近年来|多年来|但|然而|同时也?(?:要|应)看到)|(?:存在|面临)(?:着)?[^，。；]{0,20}(?:问题|困难|不足|挑战|短板)"
)
OUTSIDE = -1
"""The clause of a time that stands in no clause of the sentence it governs."""


def carried(
    line: Line, sentence: Sentence, times: list[Governed], earlier: Governed | None
) -> Governed | None:
    """The time that the next sentence shares, if any; ``earlier`` is the one that this one shared."""
    own = [g for g in times if not g.time.recurring and g.role != "attribute"]
    if not own:
        return earlier
    last = own[-1]
    if last.role != "lead" or reach(last.time) != "goal":
        return None
    if not GOAL_WORD.search("".join(line.section[-1:]) + line.text[: sentence.end - line.start]):
        return None
    return replace(last, clause=OUTSIDE)


def held(sentence: Sentence, times: list[Governed], earlier: Governed | None) -> Governed | None:
    """The time of the sentence before, unless this one has a time of its own or sets no goal."""
    if AS_IT_IS.search(sentence.text):
        return None
    own = any(not g.time.recurring and g.role != "attribute" for g in times)
    return None if own else earlier
