"""Answers read from the facts table: complete lists with the filter said in words, every row cited."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.checklist import select, what
from assistant.cite import Citer
from assistant.records import Answer, ChecklistRow, Query
from assistant.terms import PUNCTUATION, Vocabulary, coverage, terms
from assistant.windows import in_window
from ingest.records import Deadline, FactTime, Target, quoted

GENERIC = re.compile(
    r"重点活动|活动|工作任务|重点工作|重点任务|工作安排|时间节点|工作|任务|事项|事情|安排|节点|活动安排|清单|指标|目标值|目标|数据|数字|计划|重点|日程|负责|牵头|承担|需要|完成|逾期|做|干|办|开展|进行|召开|开|举办|组织|全部|所有|多少项|项|个|条"
)
"""Words of a listing question that choose no rows."""
MEETING = re.compile(r"会议|开会|什么会|哪些会|啥会|会(?=[？?。，]|$)")
MEETINGS = re.compile(
    r"会议|大会|(?:现场|推进|表彰|座谈|交流|培训|研讨|工作|动员|总结|部署|发布|答辩|论坛|家长|听证|例|评审|展示|观摩|启动|经验|专题|部长|联席)会(?!员|计|同)|会$"
)
"""Actions that are meetings; 委员会 and 社会 are none."""
NO_MEETING = re.compile(
    r"(?:音乐|运动|联欢|演唱|晚|招聘|博览|展览|交易|委员|社|机|协|学|工|基金|联合|理事)会(?!议)"
)
"""Gatherings and bodies that end in 会 and are no meetings."""
SHOWN = 100
"""Rows written out in an answer; its ``rows`` hold all of them."""
TOPIC_MATCH = 0.5
"""Share of the topic's weight a row must hold."""


def tasks(
    query: Query, rows: Sequence[ChecklistRow], vocabulary: Vocabulary, citer: Citer, today: dt.date
) -> Answer | None:
    """Every task whose time touches the asked window, of the owner or on the topic asked for; None
    where the question names neither a window nor an owner."""
    if query.time is None and not query.owner:
        return None
    found = [row for row in rows if isinstance(row.fact, Deadline)]
    found, words = _owned(query, found)
    found, topic_words = _on_topic(query, found, vocabulary)
    notes: list[str] = []
    if query.time is not None:
        found, time_words, notes = in_window(query.time, found, today)
        words = [*time_words, *words]
    filters = "，".join([*words, *topic_words])
    if not found:
        return None
    found = _unique(found)
    head = f"{filters}，共 {len(found)} 项：" if filters else f"共 {len(found)} 项："
    lines = [head, *_task_lines(found, citer)]
    return Answer(
        "\n".join(lines),
        "structured",
        citer.citations,
        tuple(found),
        filters,
        (*notes, *_rest_note(found)),
    )


def targets(
    query: Query, rows: Sequence[ChecklistRow], vocabulary: Vocabulary, citer: Citer
) -> Answer | None:
    """Every target on the topic (and of the year, where one is named) asked for."""
    found = [row for row in rows if isinstance(row.fact, Target)]
    found, words = _on_topic(query, found, vocabulary)
    if query.scope:
        scoped = [r for r in found if query.scope in _row_words(r)]
        found = scoped or found
    if query.years:
        found = [r for r in found if _of_years(r, query.years)]
        words = [f"{'、'.join(map(str, query.years))}年", *words]
    if not found or not words:
        return None
    found = _unique(found)
    filters = "，".join(words)
    lines = [f"{filters}，共 {len(found)} 项指标："]
    several = len({r.fact.document_id for r in found}) > 1
    if several:
        found = [r for _, own in _by_document(found).items() for r in own]
    last = ""
    for number, row in enumerate(found[:SHOWN], 1):
        if several and row.fact.document_id != last:
            last = row.fact.document_id
            lines.append(quoted(row.document_title))
        lines.append(_target_line(number, row, citer))
    notes = _rest_note(found)
    return Answer("\n".join(lines), "structured", citer.citations, tuple(found), filters, notes)


def status(query: Query, rows: Sequence[ChecklistRow], citer: Citer, today: dt.date) -> Answer:
    """The tasks in the state asked for, overdue ones from *today*."""
    wanted = query.state or "逾期"
    deadlines = [row for row in rows if isinstance(row.fact, Deadline)]
    if query.time is not None:
        deadlines, _, _ = in_window(query.time, deadlines, today)
    if wanted == "未完成":
        found = [r for r in deadlines if r.state not in ("已完成", "不适用")]
    else:
        found = list(select(deadlines, states=(wanted,)))
    found = _unique(found)
    filters = f"状态：{wanted}（按 {today:%Y-%m-%d} 计）"
    if not found:
        return Answer(
            f"没有{wanted}的任务（按 {today:%Y-%m-%d} 计）。", "structured", filter=filters
        )
    lines = [f"{wanted}的任务共 {len(found)} 项（按 {today:%Y-%m-%d} 计）："]
    lines += _task_lines(found, citer)
    notes = _rest_note(found)
    return Answer("\n".join(lines), "structured", citer.citations, tuple(found), filters, notes)


# --- filters ----------------------------------------------------------------------------------


def _owned(query: Query, rows: Sequence[ChecklistRow]) -> tuple[list[ChecklistRow], list[str]]:
    if not query.owner:
        return list(rows), []
    return [r for r in rows if query.owner in r.fact.owner], [f"责任单位含“{query.owner}”"]


def _on_topic(
    query: Query, rows: Sequence[ChecklistRow], vocabulary: Vocabulary
) -> tuple[list[ChecklistRow], list[str]]:
    """Rows that hold the question's topic words; all where it has none."""
    topic = query.topic.replace(query.owner, " ") if query.owner else query.topic
    if MEETING.search(query.text) and isinstance(next(iter(rows), None) and rows[0].fact, Deadline):
        rest = re.sub(r"会议|会", " ", GENERIC.sub(" ", topic)).strip()
        found = [r for r in rows if MEETINGS.search(NO_MEETING.sub(" ", what(r.fact)))]
        narrowed, words = _topical(rest, query, found, vocabulary)
        return narrowed, ["会议", *words]
    return _topical(GENERIC.sub(" ", topic).strip(), query, rows, vocabulary)


def topic_of(query: Query) -> str:
    """The question's topic without the words that only ask for a list; empty where it has none."""
    return _without_strays(GENERIC.sub(" ", query.topic))


def _without_strays(topic: str) -> str:
    """Without bare numbers and single characters that were left between words."""
    topic = re.sub(r"\b\d+\b|(?<![一-鿿])[一-鿿](?![一-鿿])", " ", topic)
    return " ".join(w for w in PUNCTUATION.split(topic) if w)


def _topical(
    topic: str, query: Query, rows: Sequence[ChecklistRow], vocabulary: Vocabulary
) -> tuple[list[ChecklistRow], list[str]]:
    words = _without_strays(topic)
    wanted = terms(words, vocabulary)
    if not wanted:
        return list(rows), []
    for words_of in (_own_words, _row_words):
        found = [r for r in rows if coverage(wanted, words_of(r), query.text) >= TOPIC_MATCH]
        if found:
            break
    return found, [f"与“{words}”有关"]


def _own_words(row: ChecklistRow) -> str:
    return f"{what(row.fact)} {row.fact.quote}"


def _row_words(row: ChecklistRow) -> str:
    fact = row.fact
    return " ".join((what(fact), fact.quote, *fact.section, row.document_title))


def _of_years(row: ChecklistRow, years: Sequence[int]) -> bool:
    time = row.fact.time
    own = {d.year for d in (time.lo, time.hi) if d and d.year} if time else set()
    if not own:
        own = {int(y) for y in re.findall(r"(?:19|20)\d{2}", row.document_title)}
    return bool(own & set(years))


def _by_document(rows: Sequence[ChecklistRow]) -> dict[str, list[ChecklistRow]]:
    """Rows of each document, documents in the order they first occur."""
    grouped: dict[str, list[ChecklistRow]] = {}
    for row in rows:
        grouped.setdefault(row.fact.document_id, []).append(row)
    return grouped


def _unique(rows: Sequence[ChecklistRow]) -> list[ChecklistRow]:
    """The same words of the same place once."""
    seen: dict[tuple[object, ...], ChecklistRow] = {}
    for row in rows:
        seen.setdefault((row.fact.document_id, row.fact.start, what(row.fact), row.fact.span), row)
    return list(seen.values())


# --- lines ------------------------------------------------------------------------------------


def _task_lines(rows: Sequence[ChecklistRow], citer: Citer) -> list[str]:
    """One line a task; with its document's title where there are several."""
    several = len({row.fact.document_id for row in rows}) > 1
    return [
        _task_line(number, row, citer, f"——{quoted(row.document_title)}" if several else "")
        for number, row in enumerate(rows[:SHOWN], 1)
    ]


def _rest_note(rows: Sequence[ChecklistRow]) -> tuple[str, ...]:
    """Where the rows are that a long answer does not write out."""
    if len(rows) <= SHOWN:
        return ()
    return (
        f"这里写出前 {SHOWN} 项；全部 {len(rows)} 项可在“任务清单”里筛选和导出，或在问题里写明范围。",
    )


def _task_line(number: int, row: ChecklistRow, citer: Citer, title: str) -> str:
    fact = row.fact
    owner = f"（责任单位：{fact.owner}）" if fact.owner else ""
    time = f"{_said_time(fact.time)}：" if fact.time else ""
    state = f"〔{row.state}〕" if row.state != "待确认" else ""
    return f"{number}. {time}{what(fact)}{owner}{state}{title}{citer.fact(fact)}"


def _said_time(time: FactTime) -> str:
    """A time in its own words; a year whose digits the file has lost is said to be unknown."""
    return "某年（原文缺年份）" if time.raw == "年" else time.raw


def _target_line(number: int, row: ChecklistRow, citer: Citer) -> str:
    fact = row.fact
    assert isinstance(fact, Target)
    time = f"{_said_time(fact.time)}，" if fact.time and fact.time.raw not in fact.raw else ""
    return f"{number}. {time}{what(fact)}：{fact.raw}{citer.fact(fact)}"


def with_suggestions(answer: Answer, suggestions: Sequence[str]) -> Answer:
    """The answer with questions a reader may ask next."""
    return replace(answer, suggestions=tuple(suggestions))
