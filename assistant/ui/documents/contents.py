"""What is in a document, as foldable lists for its panel: its tasks and targets, and its versions."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from assistant.ui.documents.folds import fold
from assistant.ui.strings.words import Words
from assistant.ui.viewer import view_address
from ingest.records import Deadline, Fact, Span

if TYPE_CHECKING:
    from ingest.store.versions import Version

MOST = 400
"""Facts that are listed; how many more there are is said."""


def fact_list(facts: Sequence[Fact], words: Words) -> str:
    """Every fact with its value or time; a click shows where it stands."""
    if not facts:
        return f'<p class="none">{escape(words("facts_none"))}</p>'
    items = [_fact(fact, words) for fact in facts[:MOST]]
    return fold(words("facts_fold", count=len(facts)), items, len(facts), words)


def _fact(fact: Fact, words: Words) -> str:
    deadline = isinstance(fact, Deadline)
    name = fact.action if isinstance(fact, Deadline) else f"{fact.scope}{fact.indicator}"
    value = fact.time.raw if isinstance(fact, Deadline) else fact.raw
    address = view_address(fact.document_id, [Span(fact.start, fact.end)], fact.context, words)
    return (
        f'<li><span class="why">{escape(words("fact_deadline" if deadline else "fact_target"))}</span> '
        f'<a class="see" href="{escape(address)}" target="_blank" rel="noopener">{escape(name)}</a> '
        f"<b>{escape(value)}</b></li>"
    )


def version_list(versions: Sequence[Version], words: Words) -> str:
    """The versions as links, newest first; nothing where there is only one."""
    if len(versions) < 2:
        return ""
    items = [_version(version, words) for version in reversed(versions)]
    return fold(words("document_versions", count=len(versions)), items, len(versions), words)


def _version(version: Version, words: Words) -> str:
    name = words("version_now" if version.current else "version_old", version=version.version)
    address = escape(view_address(version.id, [], [], words))
    title = version.metadata.title or version.source
    return (
        f'<li><a class="see" href="{address}" target="_blank" rel="noopener">{escape(name)}</a> '
        f"{escape(title)}</li>"
    )
