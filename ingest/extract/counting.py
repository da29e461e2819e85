"""What a value counts in: the measure word of its unit, and what the grammar took along of the noun."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.grammar import find_quantities
from ingest.grammar.quantities import Quantity

# A noun behind 个 belongs to what is counted, not to the measure: 36个|班, 120个|村级站点.
WITH_NOUN = re.compile(r"^个(?P<noun>班|村|学位|座位|行政村)(?=/|$)")
# Measures that 个 may stand before: 2个学分.
MEASURES = re.compile(r"\s*(?:学分|课时|学时)")
# Where the old value of a change ends.
CHANGED = re.compile(
    r"提高|增加|提升|上升|增长|扩大|上调|调整|降低|下降|减少|压减|缩减|下调|[降增升扩]"
)

# Whom a count is set for is its scope; the unit stays the measure word: 每校|2名.
PER_WHOM = re.compile(r"[/·](?:校|班|园|村|镇|所)(?=·|$)")


def plain(quantity: Quantity, after: str) -> Quantity:
    """A value in the unit that its words mean; ``after``: the words behind it.

    A noun behind 个 goes back to what is counted, 个学分 is 学分, and 由每生每年1000元提高到1250元
    is a rate at both ends.
    """
    if quantity.unit == "个" and (measure := MEASURES.match(after)):
        end = quantity.end + measure.end()
        text = quantity.text + measure.group()
        return replace(quantity, unit=measure.group().strip(), end=end, text=text)
    if quantity.comparator == "from_to" and "/" not in quantity.unit:
        first = find_quantities(CHANGED.split(quantity.text.lstrip("由从自"), maxsplit=1)[0])
        if first and first[0].unit.split("/")[0] == quantity.unit:
            return replace(quantity, unit=first[0].unit)
    match = WITH_NOUN.match(quantity.unit)
    if match is None:
        if quantity.kind == "count" and PER_WHOM.search(quantity.unit):
            return replace(quantity, unit=PER_WHOM.sub("", quantity.unit))
        return quantity
    unit = quantity.unit.replace(match["noun"], "", 1)
    if not quantity.text.endswith(match["noun"]):
        return replace(quantity, unit=unit)
    cut = len(match["noun"])
    return replace(
        quantity, unit=unit, end=quantity.end - cut, text=quantity.text[: len(quantity.text) - cut]
    )
