"""Answers read from the facts table: complete lists with the filter said in words, every row cited."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant import chosen_rows as chosen
from assistant.asked_topic import topic_of
from assistant.asked_windows import asked_window
from assistant.checklist import select
from assistant.chosen_rows import Chosen, HoldingFacts, Rows
from assistant.cite import Citer
from assistant.near_rows import other_months, other_owners
from assistant.owner_names import asked_owner
from assistant.records import Answer, ChecklistRow, Query
from assistant.row_lines import (
    GROUPED,
    Item,
    in_document_order,
    items,
    looked_at,
    rest_note,
    target_lines,
    task_lines,
)
from assistant.terms import Vocabulary
from assistant.windows import in_window
from ingest.records import FactTime

SOON = "快到期"
GOALS = re.compile(r"^.{0,12}目标.{0,6}$")
"""Headings of what a document wants to reach."""
PART_SAID = re.compile(r"分工表|分工方案|任务分工|任务清单|责任清单|台账|日程|时间表|进度表")
"""Parts of a document that hold its tasks."""
LATE_SHOWN = 40
"""Overdue tasks written out, those that were due last."""
LATEST = "这里写出最近到期的 {shown} 项，更早的 {left} 项见“任务清单”。"
BY_TIME = re.compile(r"按(?:照)?(?:时间|日期|先后|月份?)|时间(?:先后|顺序)|先后顺序")
"""Asks for one list in the order of time, whatever documents its rows stand in."""
OPEN = frozenset({"待确认", "已确认", "进行中"})
"""States of a task that is still to be done."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A list question with the rows it is answered from; ``titles`` are the documents they are of, ``holding``
    says which facts may hold some words, ``behind`` gives the checklist's own rows behind rows that are whole items."""

    query: Query
    rows: Sequence[ChecklistRow]
    titles: Sequence[str]
    vocabulary: Vocabulary
    citer: Citer
    today: dt.date
    holding: HoldingFacts | None = None
    behind: Callable[[Sequence[ChecklistRow]], tuple[ChecklistRow, ...]] = tuple


def tasks(asked: Asked) -> Answer | None:
    """Every task whose time touches the asked window, of the owner, of the kind or on the topic asked for;
    None where the question names neither a window nor an owner, or the library knows nothing of its topic."""
    query = asked.query
    window = asked_window(query, asked.today)
    owner = chosen.owner_of(query, chosen.deadlines(asked.rows))
    if window is None and not owner:
        return None
    query = replace(query, owner=owner)
    asked = replace(asked, query=query)
    found, words = _narrowed(asked, chosen.deadlines(asked.rows))
    if not found and topic_of(query):
        return None
    if window is None:
        return _listed(asked, found, (), words) if found else _none(asked, words)
    inside = in_window(window, found, asked.today)
    words = (inside.words, *words)
    if not inside.rows and not inside.recurring:
        return _none(asked, words, found)
    return _listed(asked, inside.rows, inside.recurring, words, inside.notes)


def targets(asked: Asked) -> Answer | None:
    """Every target on the topic, in the unit, of the scope and year asked for."""
    query = asked.query
    unit = chosen.of_unit(query, chosen.targets(asked.rows))
    topic = topic_of(query, kinds=False)
    if unit.words:
        topic = chosen.ONLY_UNIT.sub(" ", topic).strip()
    topical = chosen.on_each_topic(query, unit.rows, asked.vocabulary, topic, asked.holding)
    years = chosen.of_years(query, topical.rows)
    found = years.rows
    found = _goals(query, found)
    if query.scope:
        scoped = [r for r in found if query.scope in chosen.row_words(r)]
        found = scoped or found
    words = (*years.words, *unit.words, *topical.words)
    if not found or not words:
        return None
    listed = items(in_document_order(chosen.unique(found)))
    filters = "，".join(words)
    lines = [f"{filters}，共 {len(listed)} 项指标：", *target_lines(listed, asked.citer)]
    return Answer(
        "\n".join(lines), "structured", asked.citer.citations, tuple(chosen.unique(found)), filters,
        rest_note(len(listed)),
    )  # fmt: skip


def status(asked: Asked) -> Answer:
    """The tasks in the state asked for, of the owner and window asked for; overdue ones from *today*."""
    owner = chosen.owner_of(asked.query, chosen.deadlines(asked.rows))
    asked = replace(asked, query=replace(asked.query, owner=owner))
    query, today = asked.query, asked.today
    soon = SOON in query.text or ("到期" in query.text.replace("没到期", "") and "快" in query.text)
    wanted = SOON if soon else query.state or "逾期"
    found, words = _narrowed(asked, chosen.deadlines(asked.rows))
    window = asked_window(query, today) if soon or query.time is not None else None
    if window is not None and not _is_today(window, today):
        inside = in_window(window, found, today)
        words = (inside.words, *words)
        if not inside.rows:
            return replace(_none(asked, words, found), mode="refused")
        found = list(inside.rows)
    found = _in_state(found, wanted)
    said = f"按 {today:%Y-%m-%d} 计"
    filters = "，".join((f"状态：{wanted}（{said}）", *words))
    if not found:
        return Answer(_no_state(asked, wanted, said, words), "structured", filter=filters)
    listed = items(chosen.unique(found))
    shown = _newest(listed) if wanted == "逾期" else listed
    narrowed = f"{'，'.join(words)}，" if words else ""
    lines = [
        f"{narrowed}{wanted}的任务共 {len(listed)} 项（{said}）：",
        *task_lines(shown, asked.citer),
    ]
    left = len(listed) - len(shown)
    notes = (LATEST.format(shown=len(shown), left=left),) if left else rest_note(len(listed))
    return Answer(
        "\n".join(lines), "structured", asked.citer.citations, asked.behind(chosen.unique(found)),
        filters, notes,
    )  # fmt: skip


def _newest(listed: Sequence[Item]) -> Sequence[Item]:
    """Of a long list what was due last, in the order of the list."""
    if len(listed) <= LATE_SHOWN:
        return listed
    due = {item.row.fact_id: _due(item.row) for item in listed}
    newest = sorted(listed, key=lambda item: due[item.row.fact_id], reverse=True)[:LATE_SHOWN]
    kept = {item.row.fact_id for item in newest}
    return [item for item in listed if item.row.fact_id in kept]


def _due(row: ChecklistRow) -> dt.date:
    """The last day of a row's time; a row without a year is the oldest."""
    time = row.fact.time
    day = (time.hi or time.lo) if time else None
    return (day.to_date() if day else None) or dt.date.min


def _is_today(window: FactTime, today: dt.date) -> bool:
    """到今天 says since when, not what."""
    ends = [day.to_date() for day in (window.lo, window.hi) if day is not None]
    return all(day == today for day in ends)


def _goals(query: Query, rows: Rows) -> Rows:
    """Of one document the rows under its heading of goals, where goals are asked for and it has one."""
    if "目标" not in query.text or len(chosen.by_document(rows)) != 1:
        return rows
    return [r for r in rows if any(GOALS.search(part) for part in r.fact.section[1:])] or rows


# --- filters ----------------------------------------------------------------------------------


def _narrowed(asked: Asked, rows: Rows) -> tuple[Rows, tuple[str, ...]]:
    """Rows of the owner, kind and topic asked for, with the filters in words."""
    query = asked.query
    owned = chosen.owned(query, _of_part(query, rows))
    kind = chosen.of_kind(query, owned.rows)
    topical: Chosen = chosen.on_topic(
        query, kind.rows, asked.vocabulary, holding_facts=asked.holding
    )
    return topical.rows, (*owned.words, *kind.words, *topical.words)


def _of_part(query: Query, rows: Rows) -> Rows:
    """Rows of the table or list that the question says, where documents have one."""
    said = PART_SAID.search(query.text)
    found = [r for r in rows if said and any(said.group() in part for part in r.fact.section)]
    return found or rows


def _in_state(rows: Sequence[ChecklistRow], wanted: str) -> Rows:
    if wanted == "未完成":
        return [r for r in rows if r.state not in ("已完成", "不适用")]
    if wanted == SOON:
        return [r for r in rows if r.state in OPEN]
    return list(select(rows, states=(wanted,)))


# --- saying -----------------------------------------------------------------------------------


def _listed(
    asked: Asked, rows: Sequence[ChecklistRow], recurring: Sequence[ChecklistRow],
    words: Sequence[str], notes: Sequence[str] = (),
) -> Answer:  # fmt: skip
    """The rows with what recurs behind them; in a long list of many documents that is only counted."""
    dated = items(chosen.unique(rows))
    again = items(chosen.unique(recurring))
    if dated and len(again) > GROUPED:
        again, notes = [], (*notes, f"另有 {len(again)} 项每月、每周或每学期都要做的，没有列入。")
    filters = "，".join(words)
    total = len(dated) + len(again)
    lines = [f"{filters}，共 {total} 项：" if filters else f"共 {total} 项："]
    lines += task_lines(dated, asked.citer, by_time=bool(BY_TIME.search(asked.query.text)))
    if again:
        lines += ["每月、每周或每学期都要做的：", *task_lines(again, asked.citer, len(dated) + 1)]
    told = [row for item in (*dated, *again) for row in (item.row, *item.twins)]
    return Answer(
        "\n".join(lines), "structured", asked.citer.citations, asked.behind(told), filters,
        (*notes, *rest_note(total)),
    )  # fmt: skip


def _none(asked: Asked, words: Sequence[str], elsewhere: Sequence[ChecklistRow] = ()) -> Answer:
    """That there is nothing, in which documents that was looked for, and what there is near it."""
    filters = "，".join(words)
    lines = [f"没有查到{filters}的任务。{looked_at(asked.titles)}。"]
    if near := other_months(elsewhere):
        lines.append(f"库中有的：{near}。")
    elif asked.query.owner and (owners := other_owners(asked.rows)):
        lines.append(f"写明责任单位的有：{owners}。")
    known = elsewhere or any(chosen.owned(asked.query, asked.rows).rows)
    return Answer("\n".join(lines), "structured" if known else "refused", filter=filters)


def _no_state(asked: Asked, wanted: str, said: str, words: Sequence[str]) -> str:
    owner = asked_owner(asked.query.owner)
    filtered = f"（{'，'.join(words)}）" if words else ""
    owners = other_owners(asked.rows) if owner else ""
    more = f"写明责任单位的有：{owners}。" if owners else ""
    return f"没有{wanted}的任务{filtered}（{said}）。{looked_at(asked.titles)}。{more}"
