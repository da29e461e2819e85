"""The card of a chosen document: where to read it, its headings, and what cleaning took out of it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from assistant.ui.documents.changes import changed_facts
from assistant.ui.documents.contents import fact_list, version_list
from assistant.ui.documents.folds import fold
from assistant.ui.documents.listing import without_name
from assistant.ui.strings.words import Words
from assistant.ui.viewer import view_address
from ingest.records import FileOutcome, Removed, Section

if TYPE_CHECKING:
    from assistant import PolicyAssistant

MOST_REMOVED = 300
"""Removed pieces that are listed; how many more there are is said."""
MOST_SECTIONS = 400
LONGEST_PIECE = 300
"""Characters of a removed piece that are shown."""


def card(
    outcome: FileOutcome,
    document: Any,
    status: str,
    words: Words,
    facts: tuple[int, int] = (0, 0),
) -> str:
    """Title, what it is, file name, status, links and what is wrong.

    ``document``: as stored, None where it is not in the library; ``facts``: its tasks and targets.
    """
    title, kinds = outcome.source, []
    if document is not None:
        said = document.metadata
        title = said.title or outcome.source
        year = str(said.plan_year or "")
        kinds = [said.kind, said.number, said.issuer, str(said.issued or ""), year]
    where = [outcome.source, status]
    if document is not None:
        where += [words("sizes_pages", pages=outcome.pages)] if outcome.pages else []
        where.append(words("facts_of", tasks=facts[0], targets=facts[1]))
    problems = [p for p in (without_name(outcome), outcome.remedy) if p]
    lines = [
        f'<article class="document-card"><h2>{escape(title)}</h2>',
        f'<p class="kinds">{escape(" · ".join(filter(None, kinds)))}</p>',
        f'<p class="where">{escape(" · ".join(where))}</p>',
        f'<div class="problem">{"".join(f"<p>{escape(p)}</p>" for p in problems)}</div>'
        if problems
        else "",
        _links(document.id, words) if document is not None else "",
        "</article>",
    ]
    return "".join(lines)


def insides(assistant: PolicyAssistant, identity: str, words: Words) -> str:
    """Foldable parts: the facts, the versions and what the newest changed, the headings as links into the
    document, and what cleaning took out."""
    sections, removed = assistant.sections(identity), assistant.removed(identity)
    told = "".join(changed_facts(found, words) for found in assistant.changes(identity))
    return (
        fact_list(assistant.facts_of(identity), words)
        + version_list(assistant.versions(identity), words)
        + told + _headings(identity, sections, words) + _removed(removed, words)
    )  # fmt: skip


def _links(identity: str, words: Words) -> str:
    address = escape(view_address(identity, [], [], words))
    original = f"/documents/{quote(identity)}/original"
    facts = f"/documents/{quote(identity)}/facts.html?lang={words.language}"
    return (
        f'<div class="links"><a class="see main" href="{address}" target="_blank" rel="noopener">'
        f'{escape(words("read_document"))}</a> <a href="{original}" target="_blank" rel="noopener">'
        f"{escape(words('open_original'))}</a> "
        f'<a href="{facts}" download>{escape(words("export_page"))}</a></div>'
    )


def _headings(identity: str, sections: Sequence[Section], words: Words) -> str:
    if not sections:
        return ""
    items = []
    for section in sections[:MOST_SECTIONS]:
        address = escape(view_address(identity, [section.heading], [], words))
        name = escape(f"{section.number} {section.title}".strip())
        items.append(
            f'<li style="margin-left:{min(section.level - 1, 6)}em"><a class="see" href="{address}" '
            f'target="_blank" rel="noopener">{name}</a></li>'
        )
    return fold(words("headings", count=len(sections)), items, len(sections), words)


def _removed(removed: Sequence[Removed], words: Words) -> str:
    """The same words left out on many pages stand once, with the pages."""
    if not removed:
        return f'<p class="none">{escape(words("nothing_removed"))}</p>'
    same: dict[tuple[str, str], list[int]] = {}
    for piece in removed:
        pages = same.setdefault((piece.reason, " ".join(piece.text.split())), [])
        pages += [piece.page] if piece.page else []
    items = []
    for (reason, text), pages in list(same.items())[:MOST_REMOVED]:
        shown = text[:LONGEST_PIECE] + ("……" if len(text) > LONGEST_PIECE else "")
        where = f" · {words('page', page=_ranges(pages))}" if pages else ""
        items.append(
            f'<li><span class="why">{escape(reason)}{escape(where)}</span> {escape(shown)}</li>'
        )
    return fold(words("removed_words", count=len(removed)), items, len(same), words)


def _ranges(pages: Sequence[int]) -> str:
    """1, 2, 3, 7 as 1–3、7."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][-1] + 1:
            runs[-1][1:] = [page]
        else:
            runs.append([page])
    return "、".join("–".join(map(str, run)) for run in runs)
