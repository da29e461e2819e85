"""What people vouch for: corrections of the facts that an answer cites, for the guard and for a note; and
what they rejected, where an answer still quotes the document's own words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.records import Answer, Citation
from ingest import fact_edits
from ingest.records import Fact

if TYPE_CHECKING:
    from ingest.store.rows import Edit

Place = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Vouched:
    """A fact that a person corrected or added, with the edit."""

    fact: Fact
    edit: Edit


def by_place(facts: Iterable[Fact], edits: Mapping[str, Edit]) -> dict[Place, list[Vouched]]:
    """Edited facts by the span that an answer cites for them."""
    found: dict[Place, list[Vouched]] = {}
    for fact in facts if edits else ():
        edit = edits.get(fact.id)
        if edit is not None and edit.origin != "machine":
            place = (fact.document_id, fact.start, fact.end)
            found.setdefault(place, []).append(Vouched(fact, edit))
    return found


def words_for(citation: Citation, vouched: Mapping[Place, list[Vouched]]) -> str:
    """What people said of the cited words; a sentence may say it although the document does not."""
    said = [
        word
        for one in vouched.get(_place(citation), ())
        for word in (getattr(one.fact, "raw", ""), *fact_edits.written(one.fact).values())
    ]
    return "\n".join(said)


def with_notes(answer: Answer, vouched: Mapping[Place, list[Vouched]]) -> tuple[str, ...]:
    """A note for every citation whose row a person has corrected or added."""
    return tuple(
        f"[{citation.marker}] {_note(one)}"
        for citation in answer.citations
        for one in vouched.get(_place(citation), ())
    )


def rejections(answer: Answer, edits: Iterable[Edit]) -> tuple[str, ...]:
    """A note for every value or time that the answer says in the document's words and a person rejected."""
    rejected = [edit for edit in edits if edit.rejected]
    return tuple(
        f"[{citation.marker}] 其中的“{words}”已被人工驳回{_reason(edit)}，请核对原文。"
        for citation in answer.citations
        for edit in rejected
        for words in (_own_words(edit.machine),)
        if _holds(citation, edit.machine) and words in answer.text
    )


def _own_words(fact: Fact) -> str:
    return fact.quote[fact.span.start - fact.start : fact.span.end - fact.start]


def _holds(citation: Citation, fact: Fact) -> bool:
    inside = citation.start <= fact.span.start and fact.span.end <= citation.end
    return citation.document_id == fact.document_id and inside


def _reason(edit: Edit) -> str:
    said = "：".join(filter(None, (edit.by, " ".join(edit.note.split()))))
    return f"（{said}）" if said else ""


def _note(one: Vouched) -> str:
    by = f"（{one.edit.by}）" if one.edit.by else ""
    if one.edit.origin == "added":
        return f"这一条是人工添加的{by}。"
    changes = fact_edits.differences(one.edit.machine, one.fact)
    said = "，".join(
        f"{fact_edits.label(one.fact.kind, field)} {before or '空'}→{after or '空'}"
        for field, before, after in changes
    )
    return f"这一条经人工更正{by}：{said}。"


def _place(citation: Citation) -> Place:
    return citation.document_id, citation.start, citation.end
