"""The pieces of a document that are indexed and found again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a document. Chunks tile the text: joined in order, they give it back.

    ``text`` is what people see and citations quote; ``embed_text`` is what is indexed (heading path,
    table header, body). ``id`` is a hash of document, start and end.
    """

    id: str
    document_id: str
    text: str
    start: int
    end: int
    section: tuple[str, ...] = ()
    page: int | None = None
    embed_text: str = ""
