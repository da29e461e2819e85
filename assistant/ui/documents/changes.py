"""What a document changed in the facts of the one before it, as a foldable list for its panel."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from assistant.ui.strings.words import Words
from assistant.ui.viewer import view_address
from ingest.records import Deadline, Fact, Span, quoted

if TYPE_CHECKING:
    from ingest.store.compare import FactChange
    from ingest.store.versions import Changes

MOST = 400
"""Facts that are listed; how many more there are is said."""


def changed_facts(changes: Changes, words: Words) -> str:
    """The counts as a heading, under it every fact with its words before and now."""
    if not changes.known:
        return f'<p class="none">{escape(words("changes_unknown"))}</p>'
    added, changed, vanished = changes.counts
    earlier = changes.earlier
    key = "changes_version" if changes.same_source else "changes_document"
    head = words(
        key, added=added, changed=changed, vanished=vanished, version=earlier.version,
        title=quoted(earlier.metadata.title or earlier.source),
    )  # fmt: skip
    rows = "".join(_row(row, words) for row in changes.rows[:MOST])
    more = len(changes.rows) - MOST
    rest = f"<li>{escape(words('and_more', count=more))}</li>" if more > 0 else ""
    return (
        f'<details class="fold changes"><summary>{escape(head)}</summary>'
        f'<ul tabindex="0">{rows}{rest}</ul></details>'
    )


def _row(row: FactChange, words: Words) -> str:
    fact = row.fact
    name = fact.action if isinstance(fact, Deadline) else f"{fact.scope}{fact.indicator}"
    lines = []
    if row.before is not None:
        lines.append(_quote(row.before, words, "before_words"))
    if row.after is not None:
        lines.append(_quote(row.after, words, "after_words"))
    said = f" {escape(row.words)}" if row.words else ""
    return (
        f'<li><span class="why {row.kind}">{escape(words(f"change_{row.kind}"))}</span> '
        f"<b>{escape(name)}</b>{said}"
        f'<div class="where">{escape(" › ".join(fact.section))}</div>{"".join(lines)}</li>'
    )


def _quote(fact: Fact, words: Words, label: str) -> str:
    """The words of a fact as a link to where they stand, in an older version too."""
    address = view_address(fact.document_id, [Span(fact.start, fact.end)], fact.context, words)
    return (
        f'<div>{escape(words(label))}<a class="see" href="{escape(address)}" target="_blank" '
        f'rel="noopener">{escape(" ".join(fact.quote.split()))}</a></div>'
    )
