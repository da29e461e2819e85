"""Finds passages for a question: both sides of retrieval, what the question singles out, one hit a section.

The one way to passages for answers, for ``assistant.search`` and for the LangChain retriever.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from assistant.aim import Aim, Documents, read_aim
from assistant.fusion import Fused, Wanted, fuse
from assistant.ordering import ordered
from assistant.question import read_question
from assistant.records import Hit, Query
from assistant.terms import content, coverage, terms
from ingest.errors import EmbeddingError
from ingest.records import Chunk, Section

if TYPE_CHECKING:
    from assistant.library import Library

Found = list[tuple[Chunk, Fused]]

ARTICLE_OF_NAMED, ARTICLE_OF_ANY, ARTICLE_WHOLE = 12.0, 4.0, 3.0
"""What it counts to hold the article asked for, in a document that the question singles out and in any other,
and to hold nothing else."""
HEADED, SHORTEST_HEADING = 2.0, 3
"""What it counts to stand under a heading that the question says, and the shortest such heading."""
BARE_TITLE, SAYS_NOTHING = -1.5, 40
"""What it counts to be the title alone, and the code points beside a title that say nothing."""
SENTENCE_END = re.compile(r"[。；！？]")
NUMBERED = re.compile(
    r"^(?:[（(]?[0-9一二三四五六七八九十]+[）)、.．]|第[0-9一二三四五六七八九十百]+[编章节条])\s*"
)
"""The printed number of a heading."""
NUMBERED_LINE = re.compile(r"^[（(]?[0-9一二三四五六七八九十]+[）)、.．]\s*.{2,20}$", re.M)
"""A short line with a number: a heading inside a chunk."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """What a search compares, best first by both sides and by what the question singles out."""

    aim: Aim
    fused: list[Fused]
    chunks: Mapping[str, Chunk]


def find(library: Library, query: Query, documents: Documents, k: int) -> Found:
    """The ``k`` best chunks of these documents with their scores, best first, one per section."""
    return one_a_section(library, _in_order(library, query, documents), k)


def every_passage(library: Library, query: Query, documents: Documents, k: int) -> Found:
    """The same with all chunks of a section."""
    return list(islice(_in_order(library, query, documents), k))


def _in_order(
    library: Library, query: Query, documents: Documents
) -> Iterator[tuple[Chunk, Fused]]:
    found = fused_for(library, query, documents)
    chunks, best = found.chunks, found.fused
    if not found.aim.article:
        best = ordered(library, query, found.aim.words, best, chunks)
    best = library.reranking.sort(query.text, best, chunks)
    return ((chunks[f.chunk_id], f) for f in best)


def fused_for(library: Library, query: Query, documents: Documents) -> Candidates:
    """The candidates of both sides with the gains of what the question singles out."""
    aim = read_aim(query, documents)
    articles = article_chunks(library, aim, documents)
    everywhere = documents.keys() == {d.id for d in library.documents()}
    inside = None if everywhere else set(documents)
    fused = fuse(
        library.store, library.embedder, wanted(library, aim.words, inside), documents=inside,
        narrower=aim.singled_out, more=articles,
    )  # fmt: skip
    chunks = {c.id: c for c in library.store.chunks([f.chunk_id for f in fused])}
    gained = [
        replace(f, score=f.score + _gain(chunks[f.chunk_id], aim, articles))
        for f in fused if f.chunk_id in chunks and chunks[f.chunk_id].document_id in documents
    ]  # fmt: skip
    return Candidates(aim, sorted(gained, key=lambda f: -f.score), chunks)


def _gain(chunk: Chunk, aim: Aim, articles: Mapping[str, float]) -> float:
    gain = aim.preferred.get(chunk.document_id, 0.0)
    gain += HEADED * says_heading(aim.words, chunk)
    gain += BARE_TITLE * is_bare_title(chunk)
    if chunk.id in articles:
        gain += ARTICLE_OF_NAMED if chunk.document_id in aim.singled_out else ARTICLE_OF_ANY
        gain += ARTICLE_WHOLE * articles[chunk.id]
    return gain


def hits(
    library: Library, question: str, documents: Documents, k: int, today: dt.date | None = None
) -> tuple[Hit, ...]:
    """Search results as the outside sees them; ``today`` says which year 今年 is."""
    known = library.known(documents.values())
    query = read_question(question, today=today or dt.date.today(), library=known)
    return tuple(
        Hit(
            chunk,
            fused.score,
            documents[chunk.document_id].metadata.title,
            documents[chunk.document_id].source,
        )
        for chunk, fused in find(library, query, documents, k)
    )


def says_heading(words: str, chunk: Chunk) -> bool:
    """Do the words say a heading that the chunk stands under or holds, number apart?"""
    headings = [*chunk.section[1:][-1:], *NUMBERED_LINE.findall(chunk.text)]
    bare = (NUMBERED.sub("", heading).strip() for heading in headings)
    return any(len(heading) >= SHORTEST_HEADING and heading in words for heading in bare)


def is_bare_title(chunk: Chunk) -> bool:
    """Holds a chunk nothing but a title, a number and an addressee? What ends in a full stop says something."""
    title = chunk.section[0] if chunk.section else ""
    rest = chunk.text.strip().removeprefix(title)
    return len(chunk.section) == 1 and len(rest) < SAYS_NOTHING and not SENTENCE_END.search(rest)


def one_a_section(library: Library, found: Iterable[tuple[Chunk, Fused]], k: int) -> Found:
    """The best chunk of each section, at most ``k``.

    Short sections that are read together in one chunk carry the path of their parent: such a chunk stands
    for itself.
    """
    kept: Found = []
    if k < 1:
        return kept
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for chunk, fused in found:
        section = (chunk.document_id, chunk.section)
        if section not in seen or not _is_leaf(library, *section):
            seen.add(section)
            kept.append((chunk, fused))
        if len(kept) == k:
            break
    return kept


def _is_leaf(library: Library, document: str, path: tuple[str, ...]) -> bool:
    """Is a path that of a section without sections of its own? Text under no heading but the title is none."""
    return len(path) > 1 and all(s.path[:-1] != path for s in library.store.sections(document))


def wanted(library: Library, words: str, documents: Collection[str] | None) -> Wanted:
    """The words with what the library and the written questions say of them."""
    known = Wanted(words, matched(library, words, documents))
    if not known.unmatched or not content(words):
        return known
    try:
        lent = library.rewording.words(words)
    except EmbeddingError:  # the bundled model is damaged, and another one is in use
        return known
    return replace(known, lent=lent) if lent.trust else known


def matched(library: Library, text: str, documents: Collection[str] | None) -> float:
    """How much of the question its best lexical candidate says in the same words, 0 to 1."""
    asked = terms(text, library.vocabulary)
    best = library.store.search_lexical(text, 3, documents=documents)
    chunks = library.store.chunks([i for i, _ in best])
    return max((coverage(asked, c.embed_text or c.text) for c in chunks), default=0.0)


def article_chunks(library: Library, aim: Aim, documents: Documents) -> dict[str, float]:
    """Chunks that hold the article asked for, with how much of the chunk is of it: of the documents singled
    out, else of all that have one."""
    if not aim.article:
        return {}
    ids = aim.singled_out or documents.keys()
    held = library.store.articles(aim.article)
    shares = (_shares(library, d, sections) for d, sections in held.items() if d in ids)
    return {chunk: share for some in shares for chunk, share in some}


def _shares(
    library: Library, document: str, sections: Sequence[Section]
) -> Iterator[tuple[str, float]]:
    """Chunks that overlap the sections, with the share of the chunk that does."""
    for chunk in library.store.chunks(document_id=document):
        held = sum(max(0, min(chunk.end, s.end) - max(chunk.start, s.start)) for s in sections)
        if held:
            yield chunk.id, held / (chunk.end - chunk.start)
