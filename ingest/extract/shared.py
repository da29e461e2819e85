"""What the values of one clause share: a verb before them, a task behind them, a noun around them."""

from __future__ import annotations

import re

from ingest.extract.clauses import LIST_JOIN, Clause
from ingest.extract.verb_phrases import Name
from ingest.extract.wording import MEASURE_END, OBJECT_VERB, SCOPE_RUN
from ingest.grammar.quantities import Quantity

# 一所|三十六个|班规模的中学建设用地; 一所规模为|六个班以上|的幼儿园: a value inside the noun of another.
INSIDE = re.compile(r"^(?:规模)?(?:为|在|达到?|不(?:低|少)于)?$")
ITS_NOUN = re.compile(
    r"^(?:以上|以下)?(?P<what>[班名个人]?规模)?(?:以上|以下)?的(?P<noun>[\u4e00-\u9fff]{2,16})"
)
# 对|12所中小学、15所幼儿园|开展督导; 完成对首批|19位…人选|的考核认定工作.
DONE_TO = re.compile(r"对(?P<group>首批|第[一二三]批|新一批|全[省市区县])?$")
TASK = re.compile(
    r"^(?P<noun>[\u4e00-\u9fff“”]{2,20}?)(?:的(?P<work>[\u4e00-\u9fff、]{2,12}?)工作|(?P<task>(?:开展|进行|实施)[\u4e00-\u9fff]{2,14}))$"
)
COUNTED = "count"


def nested(clause: Clause, values: list[Quantity], index: int) -> Name | None:
    """Names two values of which one stands inside the noun of the other."""
    if index and (noun := _noun_of(clause, values[index - 1], values[index])):
        match = ITS_NOUN.match(noun)
        between = _words(clause, values[index - 1].end, values[index].start)
        stage = SCOPE_RUN.match(match["noun"]) if match else None
        what = match["what"] if match and match["what"] else "规模" if "规模" in between else ""
        return Name(what or "规模", stage.group() if stage else "", borrowed=True)
    if index + 1 < len(values) and (noun := _noun_of(clause, values[index], values[index + 1])):
        match = ITS_NOUN.match(noun)
        before = clause.text[: values[index].start - clause.start]
        verbs = list(OBJECT_VERB.finditer(before))
        verb = verbs[-1] if verbs else None
        scope = before[: verb.start()] if verb else ""
        return Name((verb.group() if verb else "") + (match["noun"] if match else ""), _whom(scope))
    return None


def _noun_of(clause: Clause, outer: Quantity, inner: Quantity) -> str:
    """The words behind the inner value, where they close the noun of the outer one."""
    if not INSIDE.match(_words(clause, outer.end, inner.start)):
        return ""
    behind = _words(clause, inner.end, clause.end)
    return behind if ITS_NOUN.match(behind) else ""


def _whom(text: str) -> str:
    """每二万人口区域内 → 每二万人口区域; 每五千人口的区域应当 → 每五千人口的区域."""
    return re.sub(r"(?:内|应当?|须|必须|要|可以|至少|原则上)+$", "", text.strip())


def done_to(clause: Clause, values: list[Quantity], index: int) -> Name | None:
    """Names the things to which one task is done: 对12所中小学、15所幼儿园开展综合督导评估."""
    opened = DONE_TO.search(clause.text[: values[0].start - clause.start])
    closing = TASK.match(_words(clause, values[-1].end, clause.end))
    if opened is None or closing is None:
        return None
    noun = closing["noun"]
    if index + 1 < len(values):
        between = _words(clause, values[index].end, values[index + 1].start)
        noun = LIST_JOIN.split(between)[0]
    return Name(f"{opened['group'] or ''}{noun}{closing['work'] or closing['task']}")


def with_verb(name: Name, previous: Name, quantity: Quantity, before: Quantity) -> Name:
    """An item of a list under one verb: 每班|配备|2名专任教师和|1名保育员."""
    if quantity.kind != COUNTED or before.kind != COUNTED or name.borrowed:
        return name
    if quantity.unit == before.unit and (thing := _thing(name.indicator, previous.indicator)):
        return Name(name.indicator + thing, name.scope or previous.scope, borrowed=True)
    verb = OBJECT_VERB.match(previous.indicator)
    if (
        verb is None
        or "、" in name.indicator
        or OBJECT_VERB.match(name.indicator)
        or MEASURE_END.search(name.indicator)
    ):
        return name
    if verb.end() >= len(previous.indicator):
        return name
    return Name(verb.group() + name.indicator, name.scope or previous.scope)


def _thing(verb: str, previous: str) -> str:
    """What a bare verb has left out: 新建、改扩建幼儿园10所，其中2026年|新建|3所."""
    own, earlier = OBJECT_VERB.fullmatch(verb), OBJECT_VERB.match(previous)
    if own is None or earlier is None or verb not in earlier.group():
        return ""
    return previous[earlier.end() :]


def _words(clause: Clause, start: int, end: int) -> str:
    return clause.text[start - clause.start : max(start, end) - clause.start]
