"""The card of a checklist row: its words, where they stand, whose reading it is, and its history. Plain HTML."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from html import escape

from assistant.records import ChecklistRow, Event
from assistant.ui.checklist.saying import value, what
from assistant.ui.strings.words import Words
from assistant.ui.viewer import view_address
from ingest import fact_edits
from ingest.records import Deadline, Fact, Span


def card(
    row: ChecklistRow, events: Iterable[Event], words: Words, top: str = "", form: str = ""
) -> str:
    """The whole card; ``top`` and ``form`` are HTML of ours above the words and between words and history.
    Every word of a document or person is escaped."""
    fact = row.fact
    address = view_address(fact.document_id, [Span(fact.start, fact.end)], fact.context, words)
    path = " › ".join(part for part in fact.section if part != row.document_title)
    where = " · ".join(part for part in (row.document_title or row.source, path) if part)
    return "".join(
        (
            f'<div class="source"><div class="name">{escape(what(row))}{_amount(row)}{_badges(row, words)}</div>',
            f'<div class="where">{escape(where)}</div>',
            f'<div class="flag" role="status">{escape(row.flag)}</div>' if row.flag else "",
            top,
            _now(row, words),
            f"<blockquote>{_marked(fact)}</blockquote>",
            f'<div class="where"><a class="see" href="{escape(address)}" target="_blank" '
            f'rel="noopener">{escape(words("see_in_document"))}</a></div>',
            form,
            _history(events, words),
            "</div>",
        )
    )


def _amount(row: ChecklistRow) -> str:
    """The value beside the indicator, where the indicator does not say it."""
    amount = value(row)
    return f' <b class="value">{escape(amount)}</b>' if amount and amount not in what(row) else ""


def _badges(row: ChecklistRow, words: Words) -> str:
    keys = [f"origin_{row.origin}"] if row.origin != "machine" else []
    keys += ["rejected"] if row.rejected else []
    return "".join(f'<span class="badge">{escape(words(key))}</span>' for key in keys)


def _now(row: ChecklistRow, words: Words) -> str:
    """What an edited row says, where its quote no longer shows it."""
    if row.origin == "machine":
        return ""
    return f'<div class="now">{escape(words("now_read"))}{escape(say(row.fact))}</div>'


def _marked(fact: Fact) -> str:
    """The fact's quote with the value's or time's own words marked."""
    inside = (fact.span.start - fact.start, fact.span.end - fact.start)
    if not 0 <= inside[0] <= inside[1] <= len(fact.quote):
        return escape(fact.quote)
    head, middle, tail = (
        fact.quote[: inside[0]], fact.quote[inside[0] : inside[1]], fact.quote[inside[1] :],
    )  # fmt: skip
    return f"{escape(head)}<mark>{escape(middle)}</mark>{escape(tail)}"


def _history(events: Iterable[Event], words: Words) -> str:
    newest_first = reversed(tuple(events))
    said = "".join(f"<li>{_entry(event, words)}</li>" for event in newest_first)
    return f'<div class="history">{escape(words("history"))}<ul>{said}</ul></div>' if said else ""


def local(at: str) -> str:
    """A stored time (UTC, ISO 8601) as the clock on the wall shows it, to the minute."""
    try:
        return dt.datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return at


def _entry(event: Event, words: Words) -> str:
    """One line: when, who, what; a correction with what stood there before."""
    when = local(event.at)
    done = (
        words(f"event_{event.event}") if event.event != "state" else words(f"state_{event.state}")
    )
    proof = words("with_proof", proof=event.proof) if event.proof else ""
    said = (when, event.by, f"→ {done}", event.note, proof)
    line = escape(" ".join(part for part in said if part))
    if event.undone:
        line = f"<s>{line}</s> {escape(words('was_undone'))}"
    kind = event.machine.kind if event.machine else _kind(event)
    changes = "".join(
        f"<li>{escape(words(f'fact_{field}'))}：{_value(kind, field, before, words)} → "
        f"{_value(kind, field, after, words)}</li>"
        for field, before, after in event.changes
    )
    if changes and event.event == "add":
        changes = ""
    original = ""
    if event.machine is not None and event.event in ("correct", "reject"):
        original = f"<li>{escape(words('machine_read'))}{escape(say(event.machine))}</li>"
    return line + (f"<ul>{changes}{original}</ul>" if changes or original else "")


def _kind(event: Event) -> str:
    return "target" if any(field == "indicator" for field, _, _ in event.changes) else "deadline"


def _value(kind: str, field: str, value: str, words: Words) -> str:
    if field == "comparator" and value:
        value = words(f"comparator_{value}")
    return escape(value or words("nothing_there"))


def say(fact: Fact) -> str:
    """A fact in one line: 初中生均公用经费 900元；9月底前；财务科."""
    fields = fact_edits.written(fact)
    head = (
        fields["action"]
        if isinstance(fact, Deadline)
        else f"{fact.scope}{fact.indicator} {fact.raw}"
    )
    return "；".join(part for part in (head.strip(), fields["time"], fields["owner"]) if part)
