"""Does a sentence say a number or a time of the kind a question asks for, on the matter it asks about?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.asked import AT_ONCE, asks_for_date
from assistant.grades import stage
from assistant.measure import OFTEN, asked_measure
from assistant.question_words import SCOPES
from assistant.records import Query
from assistant.terms import Term, coverage
from ingest.grammar import find_quantities, find_times, numbering

BOUND = 0.6
"""Share of what a sentence says of the matter that must stand in the clauses up to its value."""
SAYS_NUMBER = re.compile(
    r"\d|[一二两三四五六七八九十百千万半]+[^一-鿿]?[个名位所人次项天年月周元倍成分级届门节]|分之"
)
"""A number that is no quantity of the grammar: of steps, of the parts of something."""
SAYS_TIME = re.compile(
    r"(?:周|星期)[一二三四五六日天末]|[0-9一二三四五六七八九十]+[点时]|学期|开学|假期|寒假|暑假|之日|期间|当[日天场年]"
)
"""A time that is none of the calendar: of the week, the day, the school year."""
COVERS = {
    "小学": ("义务教育", "中小学", "城乡"),
    "初中": ("义务教育", "中小学", "中学", "镇中"),
    "高中": ("中小学", "中学", "县中", "高中阶段"),
    "普通高中": ("中小学", "县中", "高中阶段"),
    "大学": ("高校", "高等学校", "高等教育", "院校"),
    "高校": ("大学", "高等学校", "高等教育", "院校"),
    "高等教育": ("高校", "大学", "高等学校", "院校"),
    "幼儿园": ("学前", "幼儿"),
    "学前": ("幼儿",),
    "中职": ("职业学校", "中等职业", "职业教育", "高中阶段"),
    "职业学校": ("中职", "中等职业", "职业院校", "职业教育"),
    "中等职业学校": ("中职", "职业学校", "高中阶段"),
    "职业教育": ("中职", "职业学校", "职业院校"),
    "寄宿": ("住宿", "住校"),
    "寄宿生": ("住宿", "寄宿", "住校"),
    "住宿生": ("住宿", "寄宿", "住校"),
    "随迁子女": ("随迁", "务工人员", "居住证"),
    "特殊教育": ("残疾", "随班就读", "送教", "特教"),
    "农村": ("乡村", "乡镇", "镇中", "村小"),
    "乡村": ("农村", "乡镇", "镇中", "村小"),
}
"""Wider words that hold for a scope too."""
SCOPE_HELD = 0.6
"""Share of the asked scope's characters that a value's surroundings hold, synonyms included."""
PAID = re.compile(r"学费|收费|保教费|住宿费|伙食费|服务费|杂费|缴费|交多少|交钱|收多少|收钱")
GOT = re.compile(r"补助|补贴|津贴|助学金|奖学金|资助|工资|奖金|奖励|领多少|给多少|发多少")
"""Money that people pay, and money that they get."""
FINED = re.compile(r"罚款|罚没|没收")
ASKS_OF_FINES = re.compile(r"罚|处分|违[规法反]|没收|责任|后果")
"""Money that is taken as a punishment answers only who asks for one."""
COUNTED_NOUN = re.compile(
    r"(?:多少|几)(?:名|个|位|所|间|台|套|场|期|项)([一-鿿]{2,4}?)(?=[？?。，,]|$|啊|呀|呢|了|才|要|能|可|在|会)"
)
"""What a question counts: 几名校长."""
NOUN_HELD = 0.5
"""Share of the counted noun's characters that the words must hold, synonyms included."""
LEADING = 2
"""Characters beside a value in a clause that says nothing else."""
AROUND_A_TIME = re.compile(r"[前后底初内]|之前|期间")
"""What ties a time to an event: 暑假前 does not say when the holidays are."""


def says_value(
    query: Query, wanted: Sequence[Term], words: str, section: Sequence[str] = ()
) -> bool:
    """A sentence says one where its clauses up to the value hold what it says of the matter at all,
    and no other scope than the asked one stands in it."""
    if other_scope(query.scope, words, section) or other_matter(query.text, words):
        return False
    whole = coverage(wanted, words, query.text)
    return any(
        coverage(wanted, _clauses_up_to(words, start, end), query.text) >= BOUND * whole
        for start, end in _values(query, words)
    )


def other_scope(asked: str, words: str, section: Sequence[str] = ()) -> bool:
    """Do the words name another scope than the asked one, and not this one?"""
    if not asked or asked in words or any(asked in part for part in section):
        return False
    if scope_held(asked, words):
        return False
    within = COVERS.get(asked, ())
    return not any(wider in words for wider in within) and any(
        scope in words for scope in SCOPES if scope not in asked and asked not in scope
    )


def scope_held(asked: str, words: str) -> bool:
    """Do the words name the scope, by itself, by a synonym, or as what it is short for (中职: 中等职业)?"""
    if asked == stage(words):
        return True
    if len(asked) == 2 and re.search("{}[一-鿿]{}[一-鿿]".format(*asked), words):
        return True
    return coverage((Term(asked, (1.0,) * len(asked)),), words) >= SCOPE_HELD


def other_matter(question: str, words: str) -> bool:
    """Money paid is not money got, and what is counted must be named: 学费 and 助学金, 多少名校长 and 100名教师."""
    pays, gets = bool(PAID.search(question)), bool(GOT.search(question))
    if (
        pays != gets
        and (GOT if pays else PAID).search(words)
        and not (PAID if pays else GOT).search(words)
    ):
        return True
    counted = COUNTED_NOUN.search(question)
    if counted is None:
        return False
    noun = counted.group(1)
    return coverage((Term(noun, (1.0,) * len(noun)),), words, question) < NOUN_HELD


def only_fined(question: str, words: str) -> bool:
    """Do the words tell of a fine, where the question asks for money and for no punishment?"""
    measure = asked_measure(question)
    money = measure is not None and measure.fits("元")
    return money and bool(FINED.search(words)) and not ASKS_OF_FINES.search(question)


def _values(query: Query, words: str) -> list[tuple[int, int]]:
    """Where the words say a number or a time of the kind asked for."""
    if asks_for_date(query):
        return _times(query, words)
    measure = asked_measure(query.text)
    quantities = find_quantities(words)
    if measure is None:
        found = [(q.start, q.end) for q in quantities]
        return found + [m.span() for m in SAYS_NUMBER.finditer(words)]
    found = [(q.start, q.end) for q in quantities if measure.fits(q.unit)]
    found += [m.span() for m in OFTEN.finditer(words)] if measure.how_often else []
    return found + ([m.span() for m in AT_ONCE.finditer(words)] if measure.family == "时长" else [])


def _times(query: Query, words: str) -> list[tuple[int, int]]:
    """Times that tell when: not 全年, and not the event the question itself names."""
    found = [
        (t.start, t.end)
        for t in find_times(words)
        if AROUND_A_TIME.sub("", t.text) not in query.text
        and (t.precision != "year" or any(c.isdigit() for c in t.text))
    ]
    others = [m.span() for m in SAYS_TIME.finditer(words) if m.group() not in query.text]
    return found + others


def _clauses_up_to(words: str, start: int, end: int) -> str:
    """From the semicolon before a value to the end of its clause; a clause of the value alone
    (9月份，…) leads the one behind it."""
    begin = max(words.rfind(mark, 0, start) for mark in "；;") + 1
    number = numbering(words)
    if number is not None and begin < number.end <= start:
        begin = number.end
    if not words[begin:start].strip(" \t每于在自") and words[end : end + 1] in (
        "，",
        ",",
        "前",
        "起",
    ):
        return words[begin : _next(words, end, "；;。")]
    stop = _next(words, end, "，,；;。")
    own = max(words.rfind(mark, 0, start) for mark in "，,；;。：:") + 1
    if stop - own - (end - start) <= LEADING and words[stop : stop + 1] in ("，", ","):
        stop = _next(words, stop + 1, "，,；;。")
    return words[begin:stop]


def _next(words: str, after: int, marks: str) -> int:
    return min((at for mark in marks if (at := words.find(mark, after)) >= 0), default=len(words))
