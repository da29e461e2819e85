"""What a table as a whole measures: its title or caption, the text above it, the heading it stands under."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, takewhile

from ingest.extract.cell_values import UNIT_NOTE, unit_in, without_unit
from ingest.extract.grid import Grid, span_of
from ingest.extract.phrases import split_scope
from ingest.extract.repeated import remembered
from ingest.extract.wording import MEASURE_END
from ingest.records import Document, Paragraph, Span, Table

# What a unit measures: the noun that names it in running text.
MEASURES_OF = (
    (("%", "个百分点", "‰"), re.compile(r"[一-鿿0-9]{1,10}?(?:率|比例|占比|比重)")),
    (("元",), re.compile(r"[一-鿿]{1,10}?(?:经费|标准|补助|补贴|助学金|奖学金|津贴|收费|学费|保教费|住宿费|投资|资金|工资)(?:基准)?(?:标准|定额)?")),
    (("人", "名", "人次"), re.compile(r"[一-鿿]{1,8}?(?:人数|人次|名额|计划)")),
)  # fmt: skip
# Which nouns can be told in a unit.
NOUNS_OF = (
    (("%", "个百分点", "‰"), re.compile(r"(?:率|比例|占比|比重|覆盖面|参与面|增幅|增长|水平|下降|提高)$")),
    (("元",), re.compile(r"(?:费|金|额|标准|投资|资金|预算|收入|支出|补助|补贴|津贴|工资|收费|奖励|成本|单价|总价|限价|价格|待遇|限额|拨款|投入|定额)$")),
    (("人", "名", "人次"), re.compile(r"(?:人数|人次|名额|计划|数|编制|规模|招生|岗位|配备)$")),
    (("平方米", "亩", "公顷"), re.compile(r"(?:面积|用地|规模|标准)$")),
    (("课时", "学时", "节", "小时", "分钟"), re.compile(r"(?:课时|学时|课时数|时间|时长|安排|计划|课程|作业|睡眠)$")),
)  # fmt: skip
PEOPLE = re.compile(r"^(?:学?生(?!均)|儿童|幼儿|教师)")
"""Whom mentions share before what is measured: 小学|生近视率."""
LONGEST_NOUN = 20
ABOVE = 400
"""Code points above a table in which its measure is looked for."""
# Where an attachment begins: what stands above speaks of something else.
ATTACHED = re.compile(r"^附\s*[件录]\s*[0-9一二三四五六七八九十]{0,3}\s*$", re.MULTILINE)
YEARS = re.compile(
    r"(?:19|20)\d\d(?:\s*[-—–~～至]\s*(?:(?:19|20)\d\d)?)?\s*(?:学年|年)?度?|[“\"]?十[一二三四五六]五[”\"]?(?:期间|时期)?"
)
NUMBERING = re.compile(
    r"^(?:(?:附?表|附件)\s*(?:[一二三四五六七八九十]+|\d{1,2}?(?=(?:19|20)\d\d)|\d*)(?:[-－.]\d+)*\s*[:：.、]?|第[一二三四五六七八九十百]+[章节]\s*|[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十\d]{1,3}[、.．](?!\d))\s*"
)
TABLE_WORD = re.compile(
    r"(?:分配|安排|明细|一览|统计|分解|汇总|测算|情况|对照|任务|任务分解|目标分解)*(?:(?<![代课列])表|一览)(?:[（(].{0,8}[）)])?$|(?:按|如|见)下表?(?:执行|所示)?[:：]?$"
)
# 按以下标准: points at the table and names nothing.
POINTING = re.compile(
    r"^(?:按照?|以下|上述|下列|如下|相应|规定|同一|执行|此|该|本)+(?:的)?(?:标准|比例|名额|计划)$"
)
# 秋季招生|安排: how things are ordered is no measure.
ARRANGED = re.compile(r"(?<=..)(?:安排|分配|分布|设置)(?:情况)?$")
# 2026年全区|各学段|近视率: whose it is stands in the rows.
WHOSE = re.compile(
    r"^(?:关于|有关)?(?:各(?:[县市区州旗镇乡街道校园地村、]|（[^）]*）|\([^)]*\))+(?=[^县市区镇乡])|各级各类|各等级|各学段|各类|各级|各年级|各阶段|分学段|分年度|年度|各年度?|各)+(?:学校|幼儿园|学生|教育)?的?"
)
EMPTY_NOUN = re.compile(
    r"^(?:主要|具体|总体|重点|年度|工作|发展|任务|目标|指标|计划|标准|要求|内容|推进|情况|安排|规划|分工|实施|步骤|进度|附件|附表|任务分工|保障|措施|建设|分配)*$"
)


# Titles of whole documents say nothing of one table.
DOCUMENT_TITLE = re.compile(
    r"(?:通知|办法|方案|意见|要点|规划|细则|规定|总结|报告|通告|公告|决定|条例|函|纲要|工作计划|行动计划|实施计划)$"
)
# What ends like a measure and is none where things are counted: 推进计划.
NO_COUNT = re.compile(r"(?:计划|任务|能力|课程|需求|工作|标准|要求|项目|配置)$")


@dataclass(frozen=True, slots=True)
class Noun:
    """What a table measures, for whom, and where that stands.

    ``measured`` where it fits the unit, ``titled`` where a title, caption or heading says so.
    """

    text: str = ""
    scope: str = ""
    span: Span | None = None
    measured: bool = False
    titled: bool = False


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words around a table that may say what it measures and in which unit."""

    titles: tuple[Span, ...]
    """Title row, caption and the line before a caption that only states a unit, nearest first."""
    headings: tuple[str, ...]
    unit: str
    unit_span: Span | None


def surroundings(
    document: Document, table: Table, grid: Grid, section: tuple[str, ...]
) -> Surroundings:
    """Collects title, captions, headings and the unit that they state for all cells."""
    titles: list[Span] = [] if grid.title is None else [span_of(grid.title)]
    above = list(islice((p for p in _upwards(document, table) if p.kind == "text"), 2))[::-1]
    if table.caption is not None:
        titles.append(table.caption)
        only_unit = not without_unit(_words(document, table.caption)).strip()
        before = [p for p in above if p.end <= table.caption.start]
        if only_unit and before and before[-1].end - before[-1].start <= 60:
            titles.append(Span(before[-1].start, before[-1].end))
    stated: tuple[str, Span | None] = next(
        ((unit, title) for title in titles if (unit := unit_in(_words(document, title)))),
        ("", None),
    )
    if not stated[0] and above:
        line = Span(above[-1].start, above[-1].end)
        if note := UNIT_NOTE.search(_words(document, line)):
            stated = note.group("unit"), line
    return Surroundings(tuple(titles), tuple(reversed(section)), *stated)


def noun_of(document: Document, table: Table, around: Surroundings, unit: str) -> Noun:
    """What the table measures in this unit: by its title or caption, the text above, its headings;
    where none names a measure, the first of them that names anything."""
    named = [(core_noun(_words(document, t)), t) for t in around.titles]
    told = list(_headings(document, table, around))
    for (scope, text), span in named:
        if fits(text, unit):
            return Noun(text, scope, span, measured=True, titled=True)
    if (mention := _mentioned(document, table, unit)) is not None:
        return mention
    for (scope, text), at in told:
        if fits(text, unit):
            return Noun(text, scope, at, measured=True, titled=True)
    for (scope, text), at in (*named, *told):
        if 2 <= len(text) <= LONGEST_NOUN and not EMPTY_NOUN.match(text):
            return Noun(text, scope, at, titled=True)
    return Noun()


def fits(noun: str, unit: str) -> bool:
    """Whether a noun can be measured in a unit."""
    base = unit.split("/")[0]
    pattern = next((p for units, p in NOUNS_OF if base in units), None)
    if pattern is None:
        pattern = MEASURE_END
        if NO_COUNT.search(noun):
            return False
    return bool(pattern.search(noun)) and not EMPTY_NOUN.match(noun)


@remembered
def core_noun(text: str) -> tuple[str, str]:
    """Scope and noun of a title: 附表2 2026年全区小学近视率控制目标一览表 → 全区小学, 近视率."""
    words = YEARS.sub("", without_unit(re.sub(r"\s+", "", NUMBERING.sub("", text.strip()))))
    words = re.sub(r"[（(][^（）()]{3,}[)）]", "", words).strip("：:。；;，,")
    words = NUMBERING.sub("", words)
    if DOCUMENT_TITLE.search(words):
        return "", ""
    words = WHOSE.sub("", TABLE_WORD.sub("", words) or words)
    words = ARRANGED.sub("", words) or words
    scopes: list[str] = []
    scope, rest = split_scope(words)
    while scope and rest:
        scopes.append(scope)
        words = WHOSE.sub("", rest)
        scope, rest = split_scope(words)
    words = re.sub(r"(?:控制|年度|分年度|规划|预期)*(?:目标|指标)(?:值|分解)?$", "", words) or words
    if len(words) > 24 or re.search(r"[，,。；;]", words):
        return "", ""
    return "".join(scopes), words


def _headings(
    document: Document, table: Table, around: Surroundings
) -> Iterator[tuple[tuple[str, str], Span | None]]:
    for title in around.headings:
        at = document.text.rfind(title, 0, table.start)
        yield core_noun(title), Span(at, at + len(title)) if at >= 0 and title else None


def _mentioned(document: Document, table: Table, unit: str) -> Noun | None:
    """What the text above measures in this unit: the last paragraph's only measure, else the ending
    that all mentions share (小学生近视率, 初中生近视率 → 近视率)."""
    base = unit.split("/")[0]
    pattern = next((p for units, p in MEASURES_OF if base in units), None)
    if pattern is None:
        return None
    begin = max(0, table.start - ABOVE)
    for mark in ATTACHED.finditer(document.text, begin, table.start):
        begin = mark.end()
    found = list(pattern.finditer(document.text, begin, table.start))
    last = next((p.start for p in _upwards(document, table)), begin)
    if any(m.start() >= last and POINTING.match(m.group()) for m in found):
        found = [m for m in found if m.start() >= last]
    found = [m for m in found if not POINTING.match(m.group())]
    near = [match for match in found if match.start() >= last]
    for matches in (near, found):
        if len({match.group() for match in matches}) == 1:
            match = matches[-1]
            scope, text = core_noun(match.group())
            return Noun(text, scope, Span(match.start(), match.end()), measured=bool(text))
    found = _most(found)
    if not found:
        return None
    alike = takewhile(
        lambda ends: len(set(ends)) == 1, zip(*(m.group()[::-1] for m in found), strict=False)
    )
    shared = PEOPLE.sub("", "".join(ends[0] for ends in alike)[::-1])
    span = Span(found[-1].start(), found[-1].end())
    return Noun(shared, "", span, measured=True) if len(shared) >= 3 else None


def _most(found: list[re.Match[str]]) -> list[re.Match[str]]:
    """The mentions of the measure that more than half of them name; all where none is named so often.

    One 普惠率 among three 近视率 is another goal of the same page, not what the table counts.
    """
    endings = Counter(match.group()[-3:] for match in found)
    ending, count = endings.most_common(1)[0] if endings else ("", 0)
    if count < 2 or 2 * count <= len(found):
        return found
    return [match for match in found if match.group().endswith(ending)]


def _upwards(document: Document, table: Table) -> Iterator[Paragraph]:
    """The paragraphs above a table, the nearest first."""
    paragraphs = document.paragraphs
    first = bisect_right(paragraphs, table.start, key=lambda p: p.end)
    return (paragraphs[i] for i in reversed(range(first)))


def _words(document: Document, span: Span) -> str:
    return document.text[span.start : span.end]
