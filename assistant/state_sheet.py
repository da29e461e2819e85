"""A sheet that comes back filled in → what it would change, shown before anything is written.

A cell counts as filled in where it differs from what was exported. What was exported is read from the history:
the sheet bears the place in it at which it was written. So a row that somebody has changed on the page since is
no conflict as long as its line in the sheet was left alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.records import REJECTED, STATES, ChecklistRow
from assistant.sheet_cells import plain_note
from assistant.sheet_reading import Filled, Line, plain, unquoted
from ingest import fact_edits
from ingest.errors import SettingsError

if TYPE_CHECKING:
    from ingest.store.rows import SaidThen
    from ingest.store.sheets import FillIn

FIELDS = {"state": "状态", "owner": "责任单位", "by": "经办人", "note": "备注", "proof": "佐证"}
"""What is taken, and the head of its column."""
NEVER_EMPTY = ("state", "by")
"""A cell of these that was emptied says nothing."""
SAME = {
    "完成": "已完成", "办结": "已完成", "已办结": "已完成", "确认": "已确认", "进行": "进行中", "在办": "进行中",
    "正在进行": "进行中", "未确认": "待确认", "不涉及": "不适用",
}  # fmt: skip
"""What people write for a state."""
STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ#(\d+)")
"""When a line was exported, and the last entry of the history at that time."""


@dataclass(frozen=True, slots=True)
class SheetField:
    """One cell that differs: ``name`` is state, owner, by, note or proof; ``head`` its column as it is called."""

    name: str
    head: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class SheetChange:
    """What one line would change of a row. In a conflict somebody (``by``, ``at``) has changed the same since the
    export; ``before`` is what stands there now. ``state`` is the row's state now."""

    line: int
    fact_id: str
    headline: str
    source: str
    state: str
    fields: tuple[SheetField, ...]
    by: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell that cannot be used, with what to do about it."""

    line: int
    column: str
    head: str
    value: str
    problem: str
    remedy: str

    @property
    def words(self) -> str:
        """One sentence: where it stands, what is wrong, what to do."""
        return f"第 {self.line} 行 {self.column} 列（{self.head}）：{self.problem}。{self.remedy}"


@dataclass(frozen=True, slots=True)
class UnknownLine:
    """A line whose row the library does not hold."""

    line: int
    fact_id: str
    words: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a filled-in sheet would do. Nothing has been written."""

    name: str
    lines: int
    changes: tuple[SheetChange, ...]
    conflicts: tuple[SheetChange, ...]
    unknown: tuple[UnknownLine, ...]
    bad: tuple[BadCell, ...]
    ignored: tuple[str, ...]
    notes: tuple[str, ...]
    read: Filled

    @property
    def unchanged(self) -> int:
        """Lines that say what the library says already."""
        touched = (
            {c.line for c in (*self.changes, *self.conflicts)}
            | {u.line for u in self.unknown}
            | {b.line for b in self.bad}
        )
        return self.lines - len(touched)


def compare(
    read: Filled, rows: Iterable[ChecklistRow], said_at: Mapping[int, Mapping[str, SaidThen]]
) -> Sheet:
    """Sets a sheet beside the rows of the library.

    Args:
        read: The sheet.
        rows: All rows of the library, rejected ones too.
        said_at: For each place in the history at which lines were exported (``places``), what was said then
            of the rows that have changed since, by fact id.
    """
    known = {row.fact_id: row for row in rows}
    by_words = _by_words(known.values())
    found: list[SheetChange] = []
    conflicts: list[SheetChange] = []
    unknown: list[UnknownLine] = []
    bad: list[BadCell] = []
    first: dict[str, Line] = {}
    for line in read.lines:
        row = known.get(_id(line)) or by_words.get(_key_of(line))
        if row is None:
            unknown.append(UnknownLine(line.number, _id(line), _told(line)))
            continue
        before = first.setdefault(row.fact_id, line)
        if before is not line:
            if _filled_in(before) != _filled_in(line):
                bad.append(_twice(read, line, before))
            continue
        mine, theirs, wrong = _line(read, line, row, said_at)
        bad += wrong
        for fields, into in ((mine, found), (theirs, conflicts)):
            if fields:
                who = (row.by, row.at) if into is conflicts else ("", "")
                into.append(
                    SheetChange(
                        line.number, row.fact_id, row.headline, row.source, row.state, fields, *who
                    )
                )
    return Sheet(
        read.name, len(read.lines), tuple(found), tuple(conflicts), tuple(unknown), tuple(bad),
        read.unknown, tuple(_notes(read)), read,
    )  # fmt: skip


def places(read: Filled) -> frozenset[int]:
    """The places in the history at which the lines were exported."""
    return frozenset(place for line in read.lines if (place := _place(line)) is not None)


def _place(line: Line) -> int | None:
    found = STAMP.fullmatch(line.cells.get("导出时间", ""))
    return int(found[1]) if found else None


# --- what is written --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of a sheet: ``batch`` takes it back with ``undo`` ("" where nothing was written), ``left`` are
    the changes that were not made because somebody has changed the same."""

    batch: str
    changed: tuple[str, ...]
    left: tuple[SheetChange, ...]


def chosen(shown: Sheet, now: Sheet, *, overwrite: bool) -> tuple[SheetChange, ...]:
    """The changes to be made of a sheet that was shown, as it compares now. Only conflicts that a person has seen
    are overwritten."""
    if not overwrite:
        return now.changes
    seen = {(change.line, change.fields) for change in shown.conflicts}
    return (*now.changes, *(c for c in now.conflicts if (c.line, c.fields) in seen))


def fill_ins(changes: Iterable[SheetChange], by: str) -> list[FillIn]:
    """Changes as the store writes them; ``by`` stands where a line names nobody new."""
    from ingest.store.bulk import Wanted
    from ingest.store.sheets import FillIn

    made = []
    for change in changes:
        typed = {field.name: field.after for field in change.fields}
        who = typed.pop("by", None)
        if who is not None and not typed.keys() - {"owner"}:
            typed["state"] = change.state  # nothing but who it was
        made.append(FillIn(change.fact_id, Wanted(**typed), who or by))
    return made


def applied(
    batch: str, changes: Iterable[SheetChange], late: Collection[str], now: Sheet
) -> Applied:
    """What became of the changes: those to ``late`` rows met another change at the last moment."""
    made = tuple(changes)
    wanted = {change.fact_id for change in made}
    left = [c for c in now.conflicts if c.fact_id not in wanted]
    left += [c for c in made if c.fact_id in late]
    return Applied(batch, tuple(c.fact_id for c in made if c.fact_id not in late), tuple(left))


# --- one line ---------------------------------------------------------------------------------

Fields = tuple[SheetField, ...]


def _line(
    read: Filled, line: Line, row: ChecklistRow, said_at: Mapping[int, Mapping[str, SaidThen]]
) -> tuple[Fields, Fields, list[BadCell]]:
    """What a line changes, where it meets another change, and what cannot be used."""
    now = _now(row)
    then = _then(line, row, now, said_at)
    mine, theirs, wrong = [], [], []
    for name, head in FIELDS.items():
        typed = line.cells.get(head)
        value = _value(name, typed or "", row)
        if typed is not None and (
            {value, typed} & {now[name], then.get(name)} or (not value and name in NEVER_EMPTY)
        ):
            continue
        if head in line.broken:
            wrong.append(_bad(read, line, head, value, line.broken[head], "请直接写上文字"))
        if head in line.broken or typed is None:
            continue
        problem = _problem(row, name, value)
        if problem is not None:
            wrong.append(_bad(read, line, head, value, *problem))
        elif name in then and then[name] == now[name]:
            mine.append(SheetField(name, head, now[name], value))
        else:
            theirs.append(SheetField(name, head, now[name], value))
    if theirs:  # a line is taken whole or not at all: who did it goes with what was done
        return (), tuple(sorted([*mine, *theirs], key=lambda f: list(FIELDS).index(f.name))), wrong
    return tuple(mine), (), wrong


def _now(row: ChecklistRow) -> dict[str, str]:
    state = REJECTED if row.rejected else row.state
    said = {"state": state, "owner": row.fact.owner, "by": row.by, "note": plain_note(row)}
    return {name: plain(words) for name, words in {**said, "proof": row.proof}.items()}


def _then(
    line: Line,
    row: ChecklistRow,
    now: dict[str, str],
    said_at: Mapping[int, Mapping[str, SaidThen]],
) -> dict[str, str]:
    """What the line held when it was exported; of a line without its time nothing is known where anybody has
    said anything of the row."""
    place = _place(line)
    if place is None:
        return {"owner": now["owner"]} if row.at else now
    said = said_at[place].get(row.fact_id)
    if said is None:
        return now
    then = {"state": said.state, "by": said.by, "note": said.note, "proof": said.proof}
    owner = now["owner"] if said.owner is None else said.owner
    return {name: plain(words) for name, words in {**then, "owner": owner}.items()}


def _value(name: str, typed: str, row: ChecklistRow) -> str:
    """What a cell means: states as people write them, a note without what a new version said."""
    if name == "state":
        word = "".join(typed.split())
        return SAME.get(word, word)
    value = plain(unquoted(typed))
    if name == "note" and row.flag:
        return plain(value.removeprefix(row.flag).removeprefix("；"))
    return value


def _problem(row: ChecklistRow, name: str, value: str) -> tuple[str, str] | None:
    """Why a value cannot be taken, and what to do."""
    if row.rejected:
        return "这一条已被驳回", "如要恢复，请先在任务清单里撤销驳回"
    if name == "state" and value == REJECTED:
        return "驳回要写理由", "请在任务清单里打开这一条，点“驳回”"
    if name == "state" and value not in STATES:
        return f"没有“{value}”这个状态", f"请填：{'、'.join(STATES)}"
    if name == "owner":
        try:
            fact_edits.check(row.fact.kind, {"owner": value})
        except SettingsError as error:
            return error.reason.rstrip("。"), error.remedy
    return None


def _bad(
    read: Filled, line: Line, head: str, value: str, problem: str, remedy: str
) -> BadCell:  # fmt: skip
    return BadCell(
        line.number, read.columns[head], head, value, problem, remedy.rstrip("。") + "。"
    )


def _twice(read: Filled, line: Line, before: Line) -> BadCell:
    problem = f"和第 {before.number} 行是同一条，内容却不同"
    return _bad(
        read, line, "编号", _id(line), problem, f"已按第 {before.number} 行读取，请删去多余的一行"
    )


def _filled_in(line: Line) -> dict[str, str]:
    return {head: words for head, words in line.cells.items() if head in FIELDS.values()}


# --- which row a line means -------------------------------------------------------------------


def _id(line: Line) -> str:
    return line.cells.get("编号", "").lower()


def _told(line: Line) -> str:
    return line.cells.get("事项/指标") or line.cells.get("原文", "")[:40]


Key = tuple[str, ...]


def _key_of(line: Line) -> Key:
    heads = ("文件", "类别", "事项/指标", "原文", "时间（原文）")
    return tuple("".join(line.cells.get(head, "").split()) for head in heads)


def _by_words(rows: Iterable[ChecklistRow]) -> dict[Key, ChecklistRow]:
    """Rows by what they say: a spreadsheet can make a number of an id, and a new version gives a new one."""
    found: dict[Key, list[ChecklistRow]] = {}
    for row in rows:
        kind = "指标" if row.fact.kind == "target" else "时间节点"
        time = row.fact.time.raw if row.fact.time else ""
        said = (row.document_title or row.source, kind, row.headline, row.fact.quote, time)
        found.setdefault(tuple("".join(plain(words).split()) for words in said), []).append(row)
    return {key: same[0] for key, same in found.items() if len(same) == 1}


def _notes(read: Filled) -> Iterator[str]:
    if read.lines and any(_place(line) is None for line in read.lines):
        yield (
            "有的行没有“导出时间”，不知道是何时导出的：别人填写过的条目若与表中不同，都列为冲突，由您决定。"
        )
    if read.left:
        yield f"工作簿里还有别的清单（{'、'.join(read.left)}），没有读取；如需导入，请分别另存。"
