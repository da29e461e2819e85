"""Rows of an answer as a table: what, when, how much, whose, and the place it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from assistant.records import Answer, ChecklistRow, said_time, said_value
from assistant.ui.chat.prose import MARK, NUMBERED, inline
from assistant.ui.checklist.saying import say_time
from assistant.ui.strings.words import Words
from assistant.ui.viewer import view_address
from ingest.records import Span, Target

FIRST = 10
"""Rows shown before the rest is unfolded."""
OWNED = 0.2
"""Share of rows with an owner from which owners have a column; fewer stand under what is to be done."""
DIGITS = re.compile(r"\d{4}")
"""A year in a time's own words."""
FEWEST = 2
"""Rows that make a table; one row is a sentence."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the table: a row with the marks of the places it stands at, and the heading it is under."""

    row: ChecklistRow
    marks: tuple[int, ...]
    group: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A text read as a table: the words before and after it, and its lines."""

    lead: str
    entries: tuple[Entry, ...]
    tail: str


def read(answer: Answer) -> Table | None:
    """The numbered lines of an answer with the rows they say; None where a line says no row of ``rows``."""
    if answer.mode != "structured" or len(answer.rows) < FEWEST:
        return None
    held = _by_mark(answer)
    titled = {f"《{row.document_title}》" for row in answer.rows}
    lead: list[str] = []
    tail: list[str] = []
    entries: list[Entry] = []
    group = ""
    for line in filter(str.strip, answer.text.split("\n")):
        numbered = NUMBERED.match(line)
        if numbered is None:
            title = any(line.strip().startswith(t) for t in titled)
            if not entries and not title:
                lead.append(line)
            elif not title and line.rstrip().endswith(("：", ":")):
                group = line.strip().rstrip("：:")
            elif not title:
                tail.append(line)
            continue
        marks = tuple(int(m) for m in MARK.findall(numbered[2]))
        row = _said(numbered[2], marks, held)
        if row is None:
            return None
        entries.append(Entry(row, marks, group))
    if len(entries) < FEWEST:
        return None
    return Table("\n".join(lead), tuple(entries), "\n".join(tail))


def _by_mark(answer: Answer) -> dict[int, list[ChecklistRow]]:
    """The rows that stand at each cited place."""
    places = {(c.document_id, c.start, c.end): c.marker for c in answer.citations}
    found: dict[int, list[ChecklistRow]] = {}
    for row in answer.rows:
        marker = places.get((row.fact.document_id, row.fact.start, row.fact.end))
        if marker is not None:
            found.setdefault(marker, []).append(row)
    return found


def _said(
    line: str, marks: Sequence[int], held: Mapping[int, list[ChecklistRow]]
) -> ChecklistRow | None:
    """The row of a line: of those at its place the one whose words it has; it is taken from there."""
    for mark in marks:
        rows = held.get(mark, [])
        if rows:
            best = max(rows, key=lambda row: _told(row, line))
            rows.remove(best)
            return best
    return None


def _told(row: ChecklistRow, line: str) -> int:
    """How many of a row's words a line has: its headline, its value, its time."""
    fact = row.fact
    words = [row.headline, fact.owner, said_time(fact.time) if fact.time else ""]
    if isinstance(fact, Target):
        words.append(said_value(fact))
    return sum(bool(word) and word in line for word in words)


def table_html(
    table: Table, answer: Answer, words: Words, cited: Mapping[int, str], total: int
) -> str:
    """The table; what is beyond ``FIRST`` is folded behind a button that names how many there are."""
    entries = table.entries
    columns = _columns(entries)
    owned = "owner" in columns
    heads = "".join(f'<th scope="col">{escape(words(f"cell_{c}"))}</th>' for c in columns)
    body, group = [], ""
    for number, entry in enumerate(entries):
        late = ' class="later" hidden' if number >= FIRST else ""
        if entry.group != group:
            group = entry.group
            body.append(
                f'<tr{late}><th class="group" scope="rowgroup" colspan="{len(columns)}">{escape(group)}</th></tr>'
            )
        cells = "".join(_cell(name, entry, words, cited, owned) for name in columns)
        body.append(f"<tr{late}>{cells}</tr>")
    more = ""
    if len(entries) > FIRST:
        said = words("all_rows", count=len(entries))
        more = (
            f'<button type="button" class="quiet all" data-act="all" aria-expanded="false" '
            f'data-less="{escape(words("fewer_rows"))}" data-more="{escape(said)}">{escape(said)}</button>'
        )
    caption = escape(answer.filter or words("rows_found", count=total))
    return (
        f'<table class="rows"><caption class="sr">{caption}</caption><thead><tr>{heads}</tr></thead>'
        f"<tbody>{''.join(body)}</tbody></table>{more}"
    )


def _columns(entries: Sequence[Entry]) -> list[str]:
    """The columns that say something: a value, an owner, a state, a document where there are several."""
    facts = [entry.row.fact for entry in entries]
    held = {
        "time": any(
            fact.time or entry.row.overdue for fact, entry in zip(facts, entries, strict=True)
        ),
        "what": True,
        "value": any(isinstance(fact, Target) for fact in facts),
        "owner": sum(bool(fact.owner) for fact in facts) >= OWNED * len(facts),
        "state": any(entry.row.state != "待确认" for entry in entries),
        "document": len({fact.document_id for fact in facts}) > 1,
        "place": True,
    }
    return [name for name, shown in held.items() if shown]


def _cell(name: str, entry: Entry, words: Words, cited: Mapping[int, str], owned: bool) -> str:
    row, fact = entry.row, entry.row.fact
    if name == "what":
        badge = f' <span class="badge">{escape(words("sample"))}</span>' if row.sample else ""
        inside = escape(row.headline or fact.quote) + badge
        if fact.owner and not owned:
            inside += (
                f'<span class="own">{escape(words("cell_owner"))}：{escape(fact.owner)}</span>'
            )
        return f'<th scope="row" class="what">{inside}</th>'
    label = escape(words(f"cell_{name}"))
    if name == "place":
        inside = "".join(cited.get(mark, "") for mark in entry.marks) or _link(row, words)
    elif name == "document":
        title = escape(row.document_title or row.source)
        inside = f'<span class="clamp" title="{title}">{title}</span>'
    else:
        inside = inline(_words(name, row), {})
        if name == "time" and (dated := _dated(row)):
            inside += f' <span class="own">{escape(dated)}</span>'
        if name == "time" and row.overdue:
            inside += f' <span class="late">{escape(words("overdue"))}</span>'
    return f'<td class="{name}" data-label="{label}">{inside}</td>'


def _words(name: str, row: ChecklistRow) -> str:
    fact = row.fact
    if name == "time":
        return said_time(fact.time) if fact.time else ""
    if name == "value":
        return said_value(fact) if isinstance(fact, Target) else ""
    return fact.owner if name == "owner" else row.state


def _dated(row: ChecklistRow) -> str:
    """What 今年 or 9月份 is by the year of the document; nothing where its own words say the year, or it is not known."""
    time = row.fact.time
    if time is None or not row.year_known or not time.year_known or DIGITS.search(time.raw):
        return ""
    told = say_time(time) if time.lo or time.hi else ""
    return told if DIGITS.search(told) else ""


def _link(row: ChecklistRow, words: Words) -> str:
    """The words of a row that no mark cites."""
    fact = row.fact
    href = view_address(fact.document_id, [Span(fact.start, fact.end)], fact.context, words)
    return (
        f'<a class="see" href="{escape(href)}" target="_blank" rel="noopener">'
        f"{escape(words('cell_see'))}</a>"
    )
