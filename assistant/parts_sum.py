"""Values of one sentence added up where a question asks for all of them: 新建3所、改建2所, 一共几所?"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from assistant.measure import asked_measure
from assistant.reckoning import HEDGES, NO_SCALE, amount, base
from assistant.records import Answer
from ingest.grammar import Quantity, find_quantities

ASKED = re.compile(
    r"一共|总共|合计|总计|共计|拢共|加(?:在)?一?(?:起|块)儿?|加起来|合起来|两[头边样项]加|连.{1,8}带"
)
"""What asks for a sum."""
WHOLE = re.compile(r"总(?:投资|额|量|数|计|规模|面积)|共计|合计|一共|总共|共(?=\d)|其中")
"""A sentence that says the sum itself, or parts of it beside it."""
MARK = re.compile(r"\[\d+\]")
FEWEST, MOST = 2, 6


def with_sum(answer: Answer, question: str) -> Answer:
    """The answer with the sum of the values that its first sentence of several like values names."""
    if not ASKED.search(question) or answer.mode != "extractive" or "计算：" in answer.text:
        return answer
    for line in answer.text.split("\n"):
        words = MARK.sub("", line)
        if WHOLE.search(words):
            return answer
        parts = _parts(words, question)
        if parts:
            said = " + ".join(_own(part) for part in parts)
            total = sum((part.value or Decimal(0) for part in parts), Decimal(0))
            marks = "".join(dict.fromkeys(MARK.findall(line)))
            worked = f"计算：{said} = {amount(total, base(parts[0].unit))}{marks}"
            return replace(answer, text=f"{answer.text}\n{worked}")
    return answer


def _parts(words: str, question: str) -> list[Quantity]:
    """The values of the one unit that fits the question and that several values share; none where two units do."""
    measure = asked_measure(question)
    found: dict[str, list[Quantity]] = {}
    for one in find_quantities(words):
        fits = one.value is not None and one.comparator != "range" and "/" not in one.unit
        if fits and base(one.unit) not in NO_SCALE and (measure is None or measure.fits(one.unit)):
            found.setdefault(base(one.unit), []).append(one)
    several = [parts for parts in found.values() if FEWEST <= len(parts) <= MOST]
    return several[0] if len(several) == 1 and all(map(_own, several[0])) else []


def _own(value: Quantity) -> str:
    """A value's own digits with its unit; empty where they do not read as that value."""
    words = HEDGES.sub("", value.text).strip()
    read = find_quantities(words)
    alone = len(read) == 1 and read[0].value == value.value
    return words[read[0].start : read[0].end].replace(" ", "") if alone else ""
