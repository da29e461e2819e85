"""Names each value of a sentence: its own noun, the one it shares, or the one of the clause, label or list before."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.extract import indicators, shared
from ingest.extract.clauses import Clause, Sentence
from ingest.extract.headed import counted_before
from ingest.extract.inheriting import inherited, whom_of
from ingest.extract.phrases import split_scope
from ingest.extract.reading import Line, words_of
from ingest.extract.said_before import (
    CLASSES,
    RANKED,
    Previous,
    borrowed,
    measured_before,
    of_other_stage,
    only_whom,
    said_alike,
)
from ingest.extract.verb_phrases import Name
from ingest.extract.wording import ACTOR_END, MEASURE_END, MEASURE_NOUNS, OBJECT_VERB, STAGES
from ingest.grammar.quantities import Quantity
from ingest.records import Span

# A label that governs the values after its colon.
LABEL = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十\d]+[）)]|\d+[.、．])?\s*(?P<what>[^：:，,。；;]{2,24})[：:]"
)
# 一档, 二类: names that need what they are a tier of.
TIER = re.compile(r"^[一二三四五甲乙丙]档$")
# What the nouns of a list share at its end: 原煤、天然气|产量, 交通、水利|领域投资额.
SHARED_TAIL = re.compile(
    rf"(?:领域|行业|总)?(?:{MEASURE_NOUNS}|产量|产值|营收|增加值){{1,3}}(?:增长|提高|提升|下降|降低)?$"
)
CHANGE_END = re.compile(r"(?:增长|提高|提升|下降|降低)$")
# 名额分配：城区学校每校3名: what is done with the noun of a label.
ALLOTTED = re.compile(r"(?:分配|安排|设置|控制|要求|规定)(?:情况)?$")
PERSONS = frozenset(("人", "名", "位"))
# …，共计52所: the words of a sum name nothing.
SUMS = frozenset(("计", "共计", "总计", "合计", "总数", "共", "最高", "最低", "最多"))
# 缴费时间：…，笔试考务费每科50元: a label of a time says nothing of a value behind it.
TIME_LABEL = re.compile(r"(?:时间|日期|期限|时限)$")
# 每100名寄宿生: for how many a value holds, and nothing of what.
PER_ONLY = re.compile(
    r"每\s*[\d一二两三四五六七八九十百千]+\s*[个所名位]?[\u4e00-\u9fff]{0,8}(?:学生|生|人|班|学校|教师|幼儿|师生)"
)
# 行政人员, 班主任: people for whom a value holds.
PEOPLE = re.compile(
    r"[\u4e00-\u9fff]{0,8}(?:人员|教师|校长|园长|班主任|干部|领导|学生|教研员|组长|主任|督学)"
)
COUNTS_PEOPLE = frozenset(("人", "名", "位", "人次", "%", "‰"))
# A school stage directly before a value.
STAGE_AT_VALUE = re.compile(rf"({STAGES})\s*$")
# 生均公用经费达到初中850元: a verb of the value stands before the stage.
REACHED_BY = re.compile(
    rf"(?:达到|提高到|提高至|调整为|调整到|核定为|不低于|不少于|不超过|控制在|分别为|标准为)(?:{STAGES})\s*$"
)


def name_in(
    line: Line,
    sentence: Sentence,
    number: int,
    values: list[Quantity],
    index: int,
    stretches: list[tuple[int, int]],
    previous: Previous | None,
) -> tuple[Name, tuple[Span, ...]]:
    """Names one value; a missing noun is taken from the item, clause or heading before."""
    clause = sentence.clauses[number]
    for rule in (shared.done_to, shared.nested):
        if (told := rule(clause, values, index)) is not None and told.indicator:
            outside = stretches[index][0] > clause.start
            return told, (Span(clause.start, clause.end),) if outside else ()
    return _own_name(line, sentence, number, values, index, stretches, previous)


def _whom_only(
    name: Name, sentence: Sentence, number: int, quantity: Quantity, previous: Previous | None
) -> tuple[Name, tuple[Span, ...]] | None:
    """Words that say only for whom: 教师听课不少于20节，|行政人员|不少于30节; |每100名寄宿生|不少于1人."""
    before = sentence.clauses[number - 1] if number else None
    per = PER_ONLY.fullmatch(name.indicator)
    if per and before is not None and (task := _task_of(before.text)):
        return borrowed(task, name.indicator), (Span(before.start, before.end),)
    if previous is None or name.scope or not PEOPLE.fullmatch(name.indicator):
        return None
    alike = previous.quantity.unit == quantity.unit
    if not alike or quantity.unit in COUNTS_PEOPLE or ACTOR_END.search(previous.name.indicator):
        return None
    return borrowed(previous.name.indicator, name.indicator), (previous.span,)


def _task_of(clause: str) -> str:
    """The verb and object of a clause: 寄宿制学校|配备专职宿管人员."""
    verbs = list(OBJECT_VERB.finditer(clause))
    task = clause[verbs[0].start() :] if verbs else ""
    return "" if not task or re.search(r"\d", task) or task == verbs[0].group() else task


def listed_name(
    name: Name,
    previous: Previous | None,
    quantity: Quantity,
    clause: Clause,
    following: bool,
) -> tuple[Name, tuple[Span, ...]]:
    """The name of a further item of a list, with the verb that the list stands under."""
    if previous is None or not (following or clause.text.startswith("其中")):
        return name, ()
    told = shared.with_verb(name, previous.name, quantity, previous.quantity)
    return told, () if told is name else (previous.span,)


def _own_name(
    line: Line,
    sentence: Sentence,
    number: int,
    values: list[Quantity],
    index: int,
    stretches: list[tuple[int, int]],
    previous: Previous | None,
) -> tuple[Name, tuple[Span, ...]]:
    """The name that the words around a value give, else that of what stands before."""
    quantity, (start, end) = values[index], stretches[index]
    if index == 0 and (said := measured_before(sentence, number, quantity)) is not None:
        return said
    alike = [q for q, stretch in zip(values, stretches, strict=True) if stretch == (start, end)]
    at = alike.index(quantity)
    left_from = alike[at - 1].end if at else start
    right_to = alike[at + 1].start if at + 1 < len(alike) else end
    left = _without_times(line, left_from, quantity.start)
    right = words_of(line, quantity.end, right_to)
    if previous is not None and previous.quantity.unit == quantity.unit and CLASSES.match(right):
        right = ""  # 规模不超过36个班，初中不超过30个|班
    name = indicators.name_value(left, right, quantity.unit)
    if (not name.complete or "分别" in left) and (
        spread := _distributed(line, sentence.clauses[number], values, index)
    ):
        begin = sentence.clauses[number].start
        return spread, (Span(begin, start),) if index and begin < start else ()
    if name.indicator in SUMS:
        name = Name("", name.scope, complete=False)
    if told := _whom_only(name, sentence, number, quantity, previous):
        return told
    ranked = RANKED.fullmatch(name.indicator) and LABEL.match(sentence.text) is None
    rank = name.indicator if ranked else ""
    if name.complete and name.indicator and not rank:
        return only_whom(name, left, quantity, previous) or name, ()
    if previous is not None and not split_scope(previous.name.indicator)[1]:
        previous = None
    if (
        number
        and quantity.unit in PERSONS
        and (who := counted_before(left, sentence.clauses[number - 1].text))
    ):
        before = sentence.clauses[number - 1]
        return who, (Span(before.start, before.end),)
    if at and previous is not None:
        return borrowed(previous.name.indicator, name.scope or previous.name.scope), (
            previous.span,
        )
    for clause in reversed(sentence.clauses[max(0, number - 3) : number]):
        if said_alike(previous, quantity, clause):
            break
        if noun := inherited(clause.text):
            prefix = _per_head(name.indicator)
            noun = noun if noun.startswith(prefix) else prefix + noun
            scope = name.scope or whom_of(clause.text, noun)
            scope += rank
            return borrowed(noun, scope), (Span(clause.start, clause.end),)
    if previous is not None:
        noun = of_other_stage(previous.name.indicator, name.scope)
        whole = RANKED.sub("", previous.name.scope) if rank else name.scope
        return borrowed(noun, whole + rank), (previous.span,)
    if name.scope and not name.indicator:
        return Name(name.scope, ""), ()
    label = LABEL.match(sentence.text)
    once = quantity.unit.split("/")[0] == "次"
    if (
        label
        and number
        and not name.indicator
        and not once
        and not TIME_LABEL.search(label["what"])
    ):
        at = sentence.start + label.start("what")
        return Name(label["what"]), (Span(at, at + len(label["what"])),)
    return name, ()


def tier(name: Name, previous: Previous | None) -> Name:
    """一档3000元: a tier of what was named before it."""
    if previous is None or not TIER.match(name.indicator):
        return name
    whole = (
        re.sub(r"(?:平均)?标准$", "", TIER.sub("", previous.name.indicator))
        or previous.name.indicator
    )
    noun = re.sub(r"[一二三四五甲乙丙]档$", "", whole)
    return borrowed(noun + name.indicator, name.scope or previous.name.scope)


def under_label(
    sentence: Sentence, quantity: Quantity, name: Name, context: tuple[Span, ...]
) -> tuple[Name, tuple[Span, ...]]:
    """公办幼儿园保教费：一级园每生每月480元: the label says what is measured, the item for whom."""
    label = LABEL.match(sentence.text)
    if label is None or sentence.start + label.end() > quantity.start:
        return name, context
    if TIME_LABEL.search(label.group("what")):
        return name, context
    told = ALLOTTED.sub("", label.group("what"))
    noun = split_scope(told)[1] if MEASURE_END.search(told) else inherited(told)
    whom = split_scope(label.group("what"))[0] if noun else ""
    if not noun or MEASURE_END.search(name.indicator) or name.indicator == noun:
        return name, context
    span = Span(sentence.start + label.start("what"), sentence.start + label.end("what"))
    item = "" if name.indicator in label.group("what") else name.indicator
    return borrowed(noun, whom + name.scope + item), (*context, span)


def own_stage(
    line: Line,
    quantity: Quantity,
    stretch: tuple[int, int],
    name: Name,
    context: tuple[Span, ...],
) -> tuple[Name, tuple[int, int], tuple[Span, ...]]:
    """由小学650元、初中850元提高到小学700元、初中900元: the stage that stands at the value is its scope."""
    words = words_of(line, stretch[0], quantity.start)
    stage = STAGE_AT_VALUE.search(words)
    changed = quantity.comparator == "from_to" and quantity.text[:1] not in "由从自"
    if stage is None or not (changed or REACHED_BY.search(words)):
        return name, stretch, context
    start = quantity.start - len(stage.group())
    owed = (*context, Span(stretch[0], start)) if start > stretch[0] else context
    return Name(name.indicator, stage.group(1)), (start, stretch[1]), owed


def _per_head(dangling: str) -> str:
    match = re.match(r"生均|人均|师均|班均|校均|户均", dangling)
    return match.group() if match else ""


def _distributed(line: Line, clause: Clause, values: list[Quantity], index: int) -> Name | None:
    """“初中、小学巩固率分别达到98%、100%”: the n-th value belongs to the n-th of the nouns."""
    head, mark, verb = clause.text[: values[0].start - clause.start].partition("分别")
    if not mark:
        return None
    verb = verb.strip() or "达到"
    nouns = [part for part in re.split(r"[、和与及]", head) if part.strip()]
    if len(nouns) < len(values):
        return indicators.name_value(head + verb, "", values[0].unit)
    nouns = nouns[-len(values) :]
    last = indicators.name_value(nouns[-1] + verb, "", values[0].unit)
    if index == len(values) - 1:
        return replace(last, borrowed=True)
    own = indicators.name_value(nouns[index] + verb, "", values[0].unit)
    if own.complete and MEASURE_END.search(own.indicator):
        return own
    tail = SHARED_TAIL.search(last.indicator)
    if not own.scope and tail and tail.start() and not ACTOR_END.search(own.indicator):
        return Name(CHANGE_END.sub("", own.indicator) + tail.group())
    return borrowed(last.indicator, own.scope or own.indicator)


def _without_times(line: Line, start: int, end: int) -> str:
    """The words of a stretch without the times in it and the prepositions that tie them."""
    pieces, at = [], start
    for time in line.times:
        if start <= time.start and time.end <= end:
            pieces.append(
                re.sub(r"(?:到|至|在|于|自|从|截至)$", "", words_of(line, at, time.start))
            )
            at = time.end
    pieces.append(
        re.sub(r"^(?:前|之前|以前|底前|内|起|期间)", "", words_of(line, at, end))
        if pieces
        else words_of(line, at, end)
    )
    return "".join(pieces)
